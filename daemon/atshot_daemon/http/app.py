"""The HTTP application of one daemon: what stands in which order round the routes. Knows no route's work."""

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from atshot_daemon.http.failures import failures
from atshot_daemon.http.guard import Gate, guard
from atshot_daemon.http.headers import harden
from atshot_daemon.http.keys import SERVICE, Service
from atshot_daemon.http.page import page_folder, page_routes, read_page
from atshot_daemon.http.route import add_routes, route_of
from atshot_daemon.http.routes import ROUTES

# Bodies are read by our own limits, each route's own; aiohttp's is there for what nobody reads.
CLIENT_MAX_BYTES = 1024


def build_app(service: Service) -> web.Application:
    """The application: counted, failures worded, guarded, then the routes."""
    gate = Gate(service.clients, service.limits, service.port, service.config.allowed_hosts)
    app = web.Application(middlewares=[_counted(service), failures, guard(gate)], client_max_size=CLIENT_MAX_BYTES)
    app[SERVICE] = service
    app.on_response_prepare.append(harden)
    add_routes(app, [*ROUTES, *page_routes(read_page(page_folder()))])
    return app


def _counted(service: Service) -> Middleware:
    @web.middleware
    async def counted(request: web.Request, handler: Handler) -> web.StreamResponse:
        response = await handler(request)
        route = route_of(request)
        service.metrics.answered(f"{route.method} {route.path}" if route else "none", response.status)
        return response

    return counted
