"""Who may call, over HTTP: pairing with both codes, the daemon's proof, the list of clients, an end at once.

The client's side is written here anew from what docs/api.md says, with nothing of the daemon's own.
"""

import asyncio
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Any

import pytest

from atshot_daemon.access.clients import Kind, Scope
from atshot_daemon.http.answers import Challenge, Client, ClientWithToken, Offer, Proof, Traded
from tests.daemon.http.api import Api, Said, fits
from tests.fakes import FakeDesk

EXTENSION_ORIGIN = "chrome-extension://abcdefghijklmnop"


def mac(key: bytes, purpose: str, *parts: bytes) -> bytes:
    """HMAC-SHA256 over a purpose and parts."""
    return hmac.new(key, purpose.encode() + b"\n" + b"".join(parts), hashlib.sha256).digest()


def check_word_of(code: str) -> str:
    """The word that both sides show."""
    bits = "".join(f"{byte:08b}" for byte in hashlib.sha256(b"atshot check word\n" + code.encode()).digest()[:3])
    syllables = [
        "bdfghjklmnprstvz"[int(bits[at : at + 4], 2)] + "aeio"[int(bits[at + 4 : at + 6], 2)] for at in range(0, 24, 6)
    ]
    return "".join(syllables[:2]) + "-" + "".join(syllables[2:])


@dataclass
class Program:
    """A program that wants to be let in, and has no token."""

    api: Api
    name: str = "Firefox"

    async def post(self, path: str, body: Any = None, **headers: str) -> Said:
        """POST without a token."""
        async with self.api.session.post(self.api.url + path, json=body, headers=headers) as response:
            return Said(response.status, response.headers, await response.read())

    async def traded(self, code: str, *, wrong: bool = False, origin: str = EXTENSION_ORIGIN) -> tuple[Said, bytes]:
        """The answer to a trade, and what the daemon's own proof must be."""
        challenge = await self.post("/v1/pairings/challenge")
        if challenge.status != 200:
            return challenge, b""
        assert fits(Challenge, challenge.json)
        salt, nonce = bytes.fromhex(challenge.json["salt"]), bytes.fromhex(challenge.json["nonce"])
        typed = code.upper().replace("-", "").replace(" ", "").encode()
        key = hashlib.pbkdf2_hmac("sha256", typed, salt, challenge.json["iterations"], 32)
        mine, port = secrets.token_bytes(32), str(self.api.service.port()).encode()
        proof = bytes(32) if wrong else mac(key, "atshot pairing client", nonce, mine, port)
        body = {"name": self.name, "nonce": nonce.hex(), "client_nonce": mine.hex(), "proof": proof.hex()}
        said = await self.post("/v1/pairings/trade", body, Origin=origin)
        return said, mac(key, "atshot pairing daemon", nonce, mine, port)


async def opened(api: Api, kind: str = "extension") -> Any:
    """An open pairing."""
    said = await api.call("POST", "/v1/pairings", json={"kind": kind})
    assert 201 == said.status
    assert fits(Offer, said.json)
    return said.json


def bearer(token: str) -> dict[str, str]:
    """The header with a token."""
    return {"Authorization": f"Bearer {token}"}


async def test_the_long_code_becomes_a_token_and_both_sides_have_proved_that_they_know_it(api: Api) -> None:
    offer = await opened(api)
    said, proof = await Program(api).traded(offer["code"])

    assert (200, proof.hex()) == (said.status, said.json["proof"])
    assert fits(Traded, said.json)
    assert ["extract", "history"] == said.json["scopes"]
    assert f"{api.url}/pair#{offer['code']}" == offer["url"]
    assert check_word_of(offer["code"]) == offer["check_word"]
    headers = bearer(said.json["token"])
    assert 200 == (await api.get("/v1/captures", headers=headers)).status
    assert "scope_missing" == (await api.get("/v1/clients", headers=headers)).json["error"]


@pytest.mark.parametrize("typed", [str.lower, lambda code: f" {code[:4]}-{code[4:]} "], ids=["small", "grouped"])
async def test_the_short_code_counts_however_it_is_typed(api: Api, typed: Any) -> None:
    offer = await opened(api)

    said, proof = await Program(api).traded(typed(offer["short_code"]))

    assert (200, proof.hex()) == (said.status, said.json["proof"])


async def test_a_page_gets_a_token_of_its_own_kind(api: Api) -> None:
    offer = await opened(api, "page")
    said, _ = await Program(api, "the page").traded(offer["code"], origin=api.url)

    clients = (await api.get("/v1/clients")).json["clients"]

    assert (None, None, f"{api.url}/#{offer['code']}") == (offer["short_code"], offer["check_word"], offer["url"])
    assert [("the page", "page")] == [(c["name"], c["kind"]) for c in clients if c["id"] == said.json["client"]]


async def test_the_daemon_proves_who_it_is_before_a_token_is_sent(api: Api) -> None:
    said, _ = await Program(api).traded((await opened(api))["code"])
    nonce, port = secrets.token_bytes(16), str(api.service.port()).encode()

    hello = await Program(api).post("/v1/hello", {"client": said.json["client"], "nonce": nonce.hex()})

    key = hashlib.sha256(said.json["token"].encode()).digest()
    assert mac(key, "atshot hello", nonce, port).hex() == hello.json["proof"]
    assert fits(Proof, hello.json)


async def test_every_client_is_listed_with_what_it_may_and_where_it_says_to_be_from(api: Api) -> None:
    said, _ = await Program(api, "Fire\u202efox\n").traded((await opened(api))["code"])
    await api.get("/v1/status", headers=bearer(said.json["token"]))

    clients = {client["id"]: client for client in (await api.get("/v1/clients")).json["clients"]}

    paired = clients[said.json["client"]]
    assert all(fits(Client, client) for client in clients.values())
    assert ("Firefox", "extension", ["extract", "history"], EXTENSION_ORIGIN) == tuple(
        paired[name] for name in ("name", "kind", "scopes", "origin")
    )
    assert paired["created_at"].endswith("Z") and paired["last_used_at"].endswith("Z")
    assert said.json["token"] not in str(clients)
    assert {"tests", "Firefox"} == {client["name"] for client in clients.values()}


async def test_a_revoked_token_is_void_at_once_everywhere(api: Api) -> None:
    said, _ = await Program(api).traded((await opened(api))["code"])
    client_id, headers = said.json["client"], bearer(said.json["token"])
    before = await api.get("/v1/status", headers=headers)

    revoked = await api.call("DELETE", f"/v1/clients/{client_id}")

    after = await api.get("/v1/status", headers=headers)
    hello = await Program(api).post("/v1/hello", {"client": client_id, "nonce": "00" * 16})
    again = await api.call("DELETE", f"/v1/clients/{client_id}")
    assert (200, 204, b"") == (before.status, revoked.status, revoked.body)
    assert (401, "bad_token") == (after.status, after.json["error"])
    assert (404, "client_unknown") == (hello.status, hello.json["error"])
    assert (404, "client_unknown") == (again.status, again.json["error"])


async def test_a_second_process_revokes_as_fast(api: Api, desk: FakeDesk) -> None:
    desk.home = api.service.data.parent
    said, _ = await Program(api).traded((await opened(api))["code"])
    headers = bearer(said.json["token"])
    before = await api.get("/v1/status", headers=headers)

    run = await asyncio.to_thread(desk.run, "token", "revoke", "Firefox")
    after = await api.get("/v1/status", headers=headers)

    assert (200, 0, 401) == (before.status, run.status, after.status)


async def test_a_client_may_revoke_itself(api: Api) -> None:
    client, token = api.service.clients.add("admin", kind=Kind.TOKEN, scopes=[Scope.ADMIN])

    revoked = await api.call("DELETE", f"/v1/clients/{client.id}", headers=bearer(token))

    assert (204, 401) == (revoked.status, (await api.get("/v1/clients", headers=bearer(token))).status)


async def test_another_program_gets_a_token_which_is_told_once(api: Api) -> None:
    said = await api.call("POST", "/v1/clients", json={"name": " Mein\u202e Skript", "scopes": ["history", "extract"]})

    listed = {client["id"]: client for client in (await api.get("/v1/clients")).json["clients"]}
    token = said.json["token"]
    headers = bearer(token)
    assert 201 == said.status
    assert fits(ClientWithToken, said.json)
    assert ("Mein Skript", "token", ["extract", "history"]) == tuple(said.json[n] for n in ("name", "kind", "scopes"))
    assert token not in str(listed) and said.json["id"] in listed
    assert 200 == (await api.get("/v1/captures", headers=headers)).status
    assert "scope_missing" == (await api.get("/v1/clients", headers=headers)).json["error"]
    assert token not in str(api.log)
    assert {"event": "client added", "client": "Mein Skript", "kind": "token"} in api.log


async def test_nobody_gives_more_than_they_have(api: Api) -> None:
    _, token = api.service.clients.add("admin", kind=Kind.TOKEN, scopes=[Scope.ADMIN, Scope.HISTORY])
    before = (await api.get("/v1/clients")).json

    async def asked(*scopes: str) -> Said:
        body = {"name": "x", "scopes": scopes}
        return await api.call("POST", "/v1/clients", json=body, headers=bearer(token))

    refused = await asked("history", "extract")

    assert (403, "scope_missing") == (refused.status, refused.json["error"])
    assert "extract" in refused.json["message"] and "history" not in refused.json["message"]
    assert [client["id"] for client in before["clients"]] == [
        client["id"] for client in (await api.get("/v1/clients")).json["clients"]
    ]
    assert 201 == (await asked("admin")).status


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"name": ""}, "/name"),
        ({"name": "\u202e"}, "name"),
        ({"scopes": []}, "/scopes"),
        ({"scopes": ["root"]}, "/scopes/0"),
        ({"scopes": ["extract"] * 4}, "/scopes"),
        ({"kind": "page"}, "kind"),
    ],
)
async def test_a_wrong_client_is_pointed_at(api: Api, change: dict[str, Any], named: str) -> None:
    said = await api.call("POST", "/v1/clients", json={"name": "x", "scopes": ["extract"], **change})

    assert (422, "invalid_field") == (said.status, said.json["error"])
    assert named in said.json["message"]


async def test_a_code_works_once(api: Api) -> None:
    offer = await opened(api)
    first, _ = await Program(api).traded(offer["code"])

    again, _ = await Program(api).traded(offer["short_code"])

    assert 200 == first.status
    assert (409, "pairing_used") == (again.status, again.json["error"])


async def test_five_wrong_codes_close_the_pairing(api: Api) -> None:
    offer = await opened(api)
    wrong = [(await Program(api).traded("", wrong=True))[0] for _ in range(5)]

    locked, _ = await Program(api).traded(offer["code"])
    new, _ = await Program(api).traded((await opened(api))["code"])

    assert [(403, "pairing_wrong")] * 5 == [(said.status, said.json["error"]) for said in wrong]
    assert (429, "pairing_locked") == (locked.status, locked.json["error"])
    assert 200 == new.status


async def test_while_nobody_has_opened_a_pairing_nothing_is_traded(api: Api) -> None:
    before, _ = await Program(api).traded("A" * 26)
    offer = await opened(api)
    closed = await api.call("DELETE", "/v1/pairings")
    after, _ = await Program(api).traded(offer["code"])

    assert (403, "pairing_closed") == (before.status, before.json["error"])
    assert 204 == closed.status
    assert (403, "pairing_closed") == (after.status, after.json["error"])


async def test_one_client_at_a_time_opens_a_pairing(api: Api) -> None:
    _, other = api.service.clients.add("other", kind=Kind.TOKEN, scopes=[Scope.ADMIN])
    first = await opened(api)

    refused = await api.call("POST", "/v1/pairings", json={"kind": "extension"}, headers=bearer(other))
    second = await opened(api)
    replaced, _ = await Program(api).traded(first["code"])
    traded, _ = await Program(api).traded(second["code"])

    assert (409, "pairing_open") == (refused.status, refused.json["error"])
    assert (410, "pairing_expired") == (replaced.status, replaced.json["error"])
    assert 200 == traded.status


async def test_of_two_programs_with_one_code_one_gets_in(api: Api) -> None:
    offer = await opened(api)

    said = await asyncio.gather(*(Program(api, f"Nr. {n}").traded(offer["code"]) for n in range(4)))

    assert [200, 409, 409, 409] == sorted(answer.status for answer, _ in said)
    assert 2 == len((await api.get("/v1/clients")).json["clients"])


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"name": ""}, "/name"),
        ({"name": "x" * 81}, "/name"),
        ({"name": "\u202e"}, "name"),
        ({"nonce": "xyz"}, "/nonce"),
        ({"client_nonce": "00" * 15}, "/client_nonce"),
        ({"proof": "00"}, "/proof"),
        ({"more": 1}, "more"),
    ],
)
async def test_a_wrong_trade_is_pointed_at(api: Api, change: dict[str, Any], named: str) -> None:
    await opened(api)
    body = {"name": "x", "nonce": "00" * 32, "client_nonce": "00" * 32, "proof": "00" * 32, **change}

    said = await Program(api).post("/v1/pairings/trade", body)

    assert (422, "invalid_field") == (said.status, said.json["error"])
    assert named in said.json["message"]


async def test_no_web_page_can_pair_though_the_routes_are_open(api: Api) -> None:
    offer = await opened(api)

    said, _ = await Program(api).traded(offer["code"], origin="https://evil.example")

    assert (403, "origin_not_allowed") == (said.status, said.json["error"])
