"""Who may call, over HTTP: pairing, proof, clients. Knows requests and answers, no cryptography."""

from aiohttp import web

from atshot_daemon.access.clients import Kind
from atshot_daemon.access.errors import ClientUnknown, PairingForeign, ScopeMissing
from atshot_daemon.access.hello import hello
from atshot_daemon.access.records import client_record
from atshot_daemon.http.guard import client_of
from atshot_daemon.http.keys import service_of
from atshot_daemon.http.shapes import Greeting, NewClient, PairingOpening, Trade
from atshot_daemon.http.wire import json_answer, json_of
from atshot_daemon.peers import is_of_other_user
from atshot_daemon.plain import one_line


async def open_pairing(request: web.Request) -> web.StreamResponse:
    """POST /v1/pairings: a code for a program that the user wants to let in."""
    opening = await json_of(request, PairingOpening)
    offer = await service_of(request).pairings.open(Kind(opening.kind), client_of(request).id)
    return json_answer(
        {
            "kind": offer.kind.value,
            "code": offer.code,
            "short_code": offer.short_code,
            "check_word": offer.check_word,
            "url": offer.url,
            "expires_in_s": offer.expires_in_s,
        },
        status=201,
    )


async def close_pairings(request: web.Request) -> web.StreamResponse:
    """DELETE /v1/pairings: no code works any more."""
    service_of(request).pairings.close()
    return web.Response(status=204)


async def challenge(request: web.Request) -> web.StreamResponse:
    """POST /v1/pairings/challenge: what a proof must be made of."""
    given = service_of(request).pairings.challenge()
    return json_answer({"salt": given.salt, "iterations": given.iterations, "nonce": given.nonce})


async def trade(request: web.Request) -> web.StreamResponse:
    """POST /v1/pairings/trade: a token for a proof."""
    service = service_of(request)
    said = await json_of(request, Trade)
    _check_user(request)
    traded = service.pairings.trade(
        name=one_line(said.name),
        nonce=said.nonce,
        client_nonce=said.client_nonce,
        proof=said.proof,
        origin=request.headers.get("Origin"),
    )
    service.log("paired", client=traded.client.name, kind=traded.client.kind.value)
    return json_answer(
        {
            "client": traded.client.id,
            "token": traded.token,
            "scopes": [scope.value for scope in traded.client.scopes],
            "proof": traded.proof,
        }
    )


def _check_user(request: web.Request) -> None:
    """Other users of this machine can see the code, where it opens a browser, in the list of processes."""
    if service_of(request).config.is_remote or request.transport is None:
        return
    peer, ours = (request.transport.get_extra_info(name) for name in ("peername", "sockname"))
    if peer and ours and is_of_other_user(peer[:2], ours[:2]):
        raise PairingForeign("this Atshot belongs to another user of this machine; start your own")


async def greet(request: web.Request) -> web.StreamResponse:
    """POST /v1/hello: the daemon proves that it knows the client's token."""
    service = service_of(request)
    said = await json_of(request, Greeting)
    return json_answer({"proof": hello(service.clients, said.client, said.nonce, port=service.port())})


async def list_clients(request: web.Request) -> web.StreamResponse:
    """GET /v1/clients: who may call."""
    return json_answer({"clients": list(map(client_record, service_of(request).clients.all()))})


async def add_client(request: web.Request) -> web.StreamResponse:
    """POST /v1/clients: a token that may do no more than the one that asks for it."""
    service = service_of(request)
    wanted = await json_of(request, NewClient)
    if beyond := [scope.value for scope in wanted.scopes if scope not in client_of(request).scopes]:
        raise ScopeMissing(f"this client may not {', '.join(beyond)} itself, so it can let nobody else; ask for less")
    client, token = service.clients.add(wanted.name, kind=Kind.TOKEN, scopes=wanted.scopes)
    service.log("client added", client=client.name, kind=client.kind.value)
    return json_answer({**client_record(client), "token": token}, status=201)


async def revoke_client(request: web.Request) -> web.StreamResponse:
    """DELETE /v1/clients/{id}: this token works no more."""
    service = service_of(request)
    if not service.clients.revoke(request.match_info["id"]):
        raise ClientUnknown("there is no such client, or no more; GET /v1/clients lists them")
    service.log("revoked")
    return web.Response(status=204)
