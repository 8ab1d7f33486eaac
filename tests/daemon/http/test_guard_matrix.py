"""Every way round the guard that we could think of."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from atshot_daemon.access.clients import Scope
from atshot_daemon.http.failures import failures
from atshot_daemon.http.headers import harden
from atshot_daemon.http.route import Route, add_routes
from tests.daemon.http.matrix import BAD_HOSTS, METHODS, SPELLINGS, Guarded, all_cases, check_guarded
from tests.daemon.http.service import Service, running, serving


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    async with running(Service()) as running_service:
        yield running_service


def guarded(service: Service) -> Guarded:
    return Guarded(service.port, service.routes(), service.tokens())


async def test_no_way_round_the_guard_leads_in(service: Service) -> None:
    assert [] == await check_guarded(guarded(service))


async def test_whatever_was_tried_no_closed_handler_ran(service: Service) -> None:
    await check_guarded(guarded(service))
    opened = {f"{route.method} {route.path} -" for route in service.routes() if route.is_open}

    assert opened >= set(service.reached)


def test_the_matrix_is_as_large_as_it_should_be() -> None:
    service = Service()
    cases = list(all_cases(guarded(service)))

    assert (15, 8) == (len(SPELLINGS), len(METHODS))
    assert 40 <= len(set(BAD_HOSTS))
    assert 15 * 8 * len(service.routes()) + 4 * 40 * len(service.routes()) < len(cases)


async def test_the_matrix_finds_an_open_door(service: Service) -> None:
    """Without the guard, every kind of attack is seen to succeed."""
    app = web.Application(middlewares=[failures])
    app.on_response_prepare.append(harden)

    async def hello(_: web.Request) -> web.Response:
        return web.json_response({})

    route = Route("GET", "/v1/captures", hello, Scope.EXTRACT, "a closed one")
    add_routes(app, [route])
    async with serving(app) as (port, _):
        complaints = await check_guarded(Guarded(port, [route], service.tokens()))

    for kind in ("as it is", "one letter in percent", "Host 'evil.com'", "Origin 'null'", "site 'cross-site'"):
        assert any(kind in complaint for complaint in complaints), kind
    for kind in ("navigation", "without its scope", "with None", "?token="):
        assert any(kind in complaint for complaint in complaints), kind
