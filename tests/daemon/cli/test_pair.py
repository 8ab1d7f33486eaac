"""`atshot pair` and `atshot open`."""

import json
from typing import Any

import pytest

from tests.fake_daemon import Asked, FakeDaemon, Said
from tests.fakes import FakeDesk

URL = "http://127.0.0.1:21860/pair#CODE"
OPENED = {
    "kind": "extension",
    "code": "C" * 26,
    "short_code": "ABCD1234",
    "check_word": "bido-kasu",
    "url": URL,
    "expires_in_s": 120,
}
OLD = {"id": "1", "name": "Chrome", "kind": "extension"}
SCRIPT = {"id": "2", "name": "a script", "kind": "token"}
NEW = {"id": "3", "name": "Fire\u202efox", "kind": "extension"}


@pytest.fixture
def clients(daemon: FakeDaemon) -> list[dict[str, Any]]:
    """The clients that the daemon knows; the extension joins them when a test adds it."""
    known = [OLD]
    daemon.answers["GET /v1/clients"] = lambda asked: Said({"clients": known})
    daemon.answers["POST /v1/pairings"] = Said(OPENED)
    daemon.answers["DELETE /v1/pairings"] = Said()
    return known


def test_the_extension_is_waited_for_and_named(
    desk: FakeDesk, daemon: FakeDaemon, clients: list[dict[str, Any]]
) -> None:
    arrivals = iter([[], [SCRIPT], [NEW]])
    desk.while_waiting = lambda: clients.extend(next(arrivals))
    run = desk.run("pair")

    assert (0, "") == (run.status, run.err)
    assert run.out.splitlines()[-1] == "connected: Firefox"
    assert [] == daemon.said_to("DELETE /v1/pairings")
    assert 3 == desk.waited_s


def test_the_user_sees_both_words_and_the_browser_opens(
    desk: FakeDesk, daemon: FakeDaemon, clients: list[dict[str, Any]]
) -> None:
    desk.while_waiting = lambda: clients.append(NEW)
    run = desk.run("pair")

    assert [
        "check word  bido-kasu  (the extension must show the same)",
        "code        ABCD1234  (where the extension asks for it)",
        "valid for   120 s; Ctrl+C ends it",
    ] == run.out.splitlines()[:3]
    assert [URL] == desk.browsed
    assert [{"kind": "extension"}] == [json.loads(asked.body) for asked in daemon.said_to("POST /v1/pairings")]


@pytest.mark.parametrize(("has_browser", "arguments"), [(True, ["--no-browser"]), (False, [])])
def test_without_a_browser_the_address_is_printed(
    desk: FakeDesk, clients: list[dict[str, Any]], has_browser: bool, arguments: list[str]
) -> None:
    desk.has_browser = has_browser
    desk.while_waiting = lambda: clients.append(NEW)
    run = desk.run("pair", *arguments)

    assert ["open this address in the browser with the extension:", f"  {URL}"] == run.out.splitlines()[:2]
    assert [] == desk.browsed


def test_a_pairing_that_nobody_takes_ends(desk: FakeDesk, daemon: FakeDaemon, clients: list[dict[str, Any]]) -> None:
    run = desk.run("pair")

    assert 1 == run.status
    assert run.err.endswith("start again with: atshot pair (pairing_expired)\n")
    assert 120 == desk.waited_s
    assert 1 == len(daemon.said_to("DELETE /v1/pairings"))


def test_an_interrupt_closes_the_pairing(desk: FakeDesk, daemon: FakeDaemon, clients: list[dict[str, Any]]) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    desk.while_waiting = interrupt
    run = desk.run("pair")

    assert (130, "") == (run.status, run.err)
    assert 1 == len(daemon.said_to("DELETE /v1/pairings"))


def test_a_daemon_that_ends_meanwhile_is_told(
    desk: FakeDesk, daemon: FakeDaemon, clients: list[dict[str, Any]]
) -> None:
    stopping = Said({"error": "stopping", "message": "about to end"}, 503)
    desk.while_waiting = lambda: daemon.answers.update({"GET /v1/clients": stopping, "DELETE /v1/pairings": stopping})
    run = desk.run("pair")

    assert (1, "atshot: about to end (stopping)\n") == (run.status, run.err)


def test_a_pairing_that_is_open_elsewhere_is_told(
    desk: FakeDesk, daemon: FakeDaemon, clients: list[dict[str, Any]]
) -> None:
    daemon.answers["POST /v1/pairings"] = Said({"error": "pairing_open", "message": "the tray has one"}, 409)
    run = desk.run("pair")

    assert (1, "atshot: the tray has one (pairing_open)\n") == (run.status, run.err)


def page(asked: Asked) -> Said:
    """A pairing of the kind `page`."""
    assert {"kind": "page"} == json.loads(asked.body)
    return Said({**OPENED, "kind": "page", "url": "http://127.0.0.1:21860/#CODE", "check_word": None})


def test_the_page_opens_in_the_browser(desk: FakeDesk, daemon: FakeDaemon) -> None:
    daemon.answers["POST /v1/pairings"] = page
    run = desk.run("open")

    assert (0, "", "") == (run.status, run.out, run.err)
    assert ["http://127.0.0.1:21860/#CODE"] == desk.browsed


def test_the_address_of_the_page_is_printed_where_no_browser_is(desk: FakeDesk, daemon: FakeDaemon) -> None:
    daemon.answers["POST /v1/pairings"] = page
    desk.has_browser = False
    run = desk.run("open")

    assert (0, "http://127.0.0.1:21860/#CODE\n") == (run.status, run.out)
    assert "within 120 s" in run.err


@pytest.mark.parametrize("verb", ["open", "pair"])
def test_without_a_daemon_there_is_nothing_to_open(desk: FakeDesk, verb: str) -> None:
    run = desk.run(verb)

    assert (3, True) == (run.status, run.err.endswith("start it with: atshot serve (not_running)\n"))
