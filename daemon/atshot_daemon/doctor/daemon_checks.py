"""The daemon and what it starts with: settings, variables, ports, proxies. Knows no engine."""

from collections.abc import Iterator
from ipaddress import ip_address, ip_network

from atshot_daemon.config import ENVIRONMENT_PREFIX, VARIABLES, Config, load, meant
from atshot_daemon.discovery import how_to_end, listens, read
from atshot_daemon.doctor.finding import Finding, ok, warning, wrong
from atshot_daemon.doctor.probe import Probe
from atshot_daemon.errors import ConfigInvalid
from atshot_daemon.http.binding import PORTS
from atshot_daemon.plain import error_line
from atshot_inference.errors import AtshotError

_PROXIES = ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY")
_EXCEPTIONS = ("no_proxy", "NO_PROXY")


def check_settings(probe: Probe) -> Iterator[Finding]:
    """Whether the daemon could start with these settings."""
    file = probe.places.config_file
    try:
        load(file, environ=probe.environ)
    except ConfigInvalid as error:
        yield wrong(str(error), f"mend {file} or the variable; `atshot config get` shows what counts")
    else:
        yield ok(f"{file} is fine" if file.exists() else f"the defaults; {file} is not there")


def check_variables(probe: Probe) -> Iterator[Finding]:
    """Whether every variable that looks like ours is one."""
    ours = sorted(name for name in probe.environ if name.startswith(ENVIRONMENT_PREFIX))
    for name in ours:
        if name not in VARIABLES:
            yield warning(f"{name} is set, but is no variable of Atshot", meant(name, VARIABLES) or f"unset {name}")
    used = [name for name in ours if name in VARIABLES]
    if used or not ours:
        yield ok(f"in use: {', '.join(used)}" if used else "none is set")


def check_daemon(probe: Probe) -> Iterator[Finding]:
    """Whether the daemon runs and how it fares."""
    running = probe.running(probe.places)
    if running is None:
        yield _not_running(probe)
        return
    try:
        said = probe.status(running)
    except AtshotError as error:
        yield wrong(f"it runs on {running.url} (pid {running.pid}), but: {error_line(error)}", "see: atshot logs")
        return
    yield ok(f"it runs on {running.url} (pid {running.pid}), version {running.version}")
    for problem in said["problems"]:
        yield warning(f"{problem['message']} ({problem['code']})", "see: atshot logs")


def _not_running(probe: Probe) -> Finding:
    left = read(probe.places)
    if left is None:
        return ok("it does not run; `atshot serve` starts it")
    if listens(left.pid, left.port):
        return wrong(
            f"it runs (pid {left.pid}), but does not answer on port {left.port}", f"end it: {how_to_end(left.pid)}"
        )
    return ok("it does not run and was not ended properly the last time; `atshot serve` starts it")


def check_ports(probe: Probe) -> Iterator[Finding]:
    """Whether the daemon gets its port."""
    running = probe.running(probe.places)
    if running is not None:
        yield ok(f"{running.port} is the daemon's")
        return
    wanted = _wanted_port(probe)
    ports = PORTS if wanted is None else (wanted,)
    held = {port: who for port in ports if (who := probe.holder(port))}
    told = ", ".join(f"{port} by {who}" for port, who in held.items())
    if len(held) == len(ports):
        yield wrong(f"in use: {told}", "stop that program, or take another port: atshot config set port 21900")
    elif held:
        free = next(port for port in ports if port not in held)
        yield warning(f"in use: {told}; the daemon will take {free}", "stop that program to get the usual port")
    else:
        yield ok(f"{ports[0]} is free")


def _wanted_port(probe: Probe) -> int | None:
    try:
        return load(probe.places.config_file, environ=probe.environ).port
    except ConfigInvalid:  # said by its own check
        return Config().port


def check_proxies(probe: Probe) -> Iterator[Finding]:
    """Whether a proxy catches what other programs send to 127.0.0.1."""
    proxies = [name for name in _PROXIES if probe.environ.get(name)]
    exempt = [host for name in _EXCEPTIONS for host in probe.environ.get(name, "").split(",")]
    if proxies and not any(map(_is_loopback, exempt)):
        yield warning(
            f"{', '.join(proxies)} also catches 127.0.0.1; Atshot's own programs go round it, your scripts may not",
            "export NO_PROXY=127.0.0.1,localhost (curl: --noproxy 127.0.0.1)",
        )
    else:
        yield ok("none stands between programs and 127.0.0.1")


def _is_loopback(exempt: str) -> bool:
    """Whether an entry of NO_PROXY covers 127.0.0.1; programs differ in what they understand, this is the sum."""
    host = exempt.strip()
    if host == "*":
        return True
    try:
        return ip_address("127.0.0.1") in ip_network(host, strict=False)
    except ValueError:
        return False
