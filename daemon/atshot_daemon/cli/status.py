"""`atshot status`: what the running daemon does, for a person. Knows the fields of GET /v1/status."""

import argparse
import json
from collections.abc import Iterator, Mapping
from typing import Any

from atshot_daemon.cli.connection import NotRunning, connected
from atshot_daemon.cli.output import Output
from atshot_daemon.plain import one_line
from atshot_daemon.world import World

_UNITS_S = (("d", 86400), ("h", 3600), ("min", 60), ("s", 1))


def status(args: argparse.Namespace, world: World) -> int:
    """Print what the daemon does; 0. NotRunning, which `--json` says on standard output too."""
    output = Output(world.stdout)
    try:
        with connected(world) as daemon:
            url, said = daemon.running.url, daemon.request("GET", "/v1/status").json
    except NotRunning:
        if args.json:
            output.write('{"running": false}\n')
        raise
    if args.json:
        output.write(json.dumps({"running": True, "url": url, **said}, ensure_ascii=False) + "\n")
    else:
        output.write("".join(f"{name:9} {one_line(text)}\n" for name, text in _rows(url, said)))
    return 0


def _rows(url: str, said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "running", f"{url} (pid {said['pid']}), version {said['version']}, for {duration(said['uptime_s'])}"
    for engine in said["engines"]:
        yield "engine", _engine(engine)
    queue = said["queue"]
    yield "queue", f"{queue['running']} being read, {queue['waiting']} waiting of at most {queue['limit']}"
    yield "captures", f"{said['captures']}, with {said['tasks']} tasks"
    yield "memory", f"{size(said['memory_bytes'])}; {size(said['disk_free_bytes'])} free on the disk"
    for problem in said["problems"]:
        yield "problem", f"{problem['message']} ({problem['code']})"


def _engine(engine: Mapping[str, Any]) -> str:
    memory = f", {size(engine['memory_bytes'])}" if engine["memory_bytes"] else ""
    failures = f", {engine['failures']} failed" if engine["failures"] else ""
    message = f"; {engine['message']}" if engine["message"] else ""
    return f"{engine['name']}: {engine['state']}{memory}, {engine['pictures']} pictures read{failures}{message}"


def duration(seconds: float) -> str:
    """`2 h 5 min`: the two biggest units that say something."""
    left, parts = int(seconds), list[str]()
    for unit, unit_s in _UNITS_S:
        count, left = divmod(left, unit_s)
        if count or (unit == "s" and not parts):
            parts.append(f"{count} {unit}")
    return " ".join(parts[:2])


def size(count: float) -> str:
    """`312 MiB`, `1.5 GiB`: so many bytes as a person says it."""
    return f"{count / 2**30:.1f} GiB" if count >= 2**30 else f"{count / 2**20:.0f} MiB"
