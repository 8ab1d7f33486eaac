"""Every way round the guard that we could think of, against the daemon as it is."""

from pathlib import Path

from atshot_daemon.access.clients import Kind, Scope
from atshot_daemon.http.page import page_folder, page_routes, read_page
from atshot_daemon.http.routes import ROUTES
from tests.daemon.http.api import Api, running
from tests.daemon.http.matrix import Guarded, check_guarded

ALL_ROUTES = [*ROUTES, *page_routes(read_page(page_folder()))]


def guarded(api: Api) -> Guarded:
    """The running daemon with a token for each scope that has no other."""
    clients = api.service.clients
    tokens = {scope: clients.add(scope.value, kind=Kind.TOKEN, scopes=[scope])[1] for scope in Scope}
    return Guarded(api.service.port(), ALL_ROUTES, tokens)


async def test_no_way_round_the_guard_leads_into_the_daemon(tmp_path: Path, gate: Path) -> None:
    async with running(tmp_path / "home", "answering", "colour") as api:
        capture = (await api.send()).json
        attacked = guarded(api)
        clients_before = (await api.get("/v1/clients")).json

        complaints = await check_guarded(attacked)

        assert [] == complaints
        assert clients_before["clients"][0] == (await api.get("/v1/clients")).json["clients"][0]
        assert capture == (await api.get(f"/v1/captures/{capture['id']}")).json
        assert [capture] == (await api.get("/v1/captures")).json["captures"]


def test_what_is_open_to_all_is_a_short_list() -> None:
    opened = {f"{route.method} {route.path}" for route in ALL_ROUTES if route.is_open}

    assert {
        "GET /",
        "GET /healthz",
        "GET /pair",
        "GET /ui/{path:.+}",
        "POST /v1/hello",
        "POST /v1/pairings/challenge",
        "POST /v1/pairings/trade",
    } == opened
