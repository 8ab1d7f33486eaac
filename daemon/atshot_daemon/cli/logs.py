"""`atshot logs`: what daemon or tray have written down, for a person. Knows lines of JSON and turned-over files."""

import argparse
import json
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from atshot_daemon.cli.output import Output
from atshot_daemon.logs import OLD_FILES
from atshot_daemon.plain import one_line
from atshot_daemon.world import World

_POLL_S = 0.5
_HEAD = ("timestamp", "level", "event")


def logs(args: argparse.Namespace, world: World) -> int:
    """Print the last lines, then with `--follow` each new one until interrupted; 0."""
    file, output = world.places.tray_log_file if args.tray else world.places.log_file, Output(world.stdout)
    tail = _Tail(file)
    lines = deque([*_old_lines(file), *tail.new_lines()], maxlen=args.lines)
    if not lines and not args.follow:
        world.say(f"nothing was written yet to {file}")
    _print(lines, output, as_json=args.json)
    while args.follow:
        world.pause(_POLL_S)
        _print(tail.new_lines(), output, as_json=args.json)
    return 0


class _Tail:
    """The lines of a file, each once, also when another takes its name; the file is not kept open."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._read: tuple[int, int] | None = None
        self._offset = 0
        self._rest = b""

    def new_lines(self) -> list[str]:
        """What was written since the last call, whole lines only."""
        *lines, self._rest = (self._rest + self._new_bytes()).split(b"\n")
        return [line.decode("utf-8", "replace") for line in lines]

    def _new_bytes(self) -> bytes:
        now = _identity(self._file)
        if now is None:
            return b""
        last = b""
        if now != self._read:
            older = [file for file in _old_files(self._file) if self._read and _identity(file) == self._read]
            last = b"".join(map(self._from_offset, older))
            self._read, self._offset = now, 0
        return last + self._from_offset(self._file)

    def _from_offset(self, file: Path) -> bytes:
        with suppress(OSError), file.open("rb") as stream:
            stream.seek(self._offset)
            found = stream.read()
            self._offset += len(found)
            return found
        return b""


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _old_files(file: Path) -> list[Path]:
    """Where the lines went that are older than those in `file`, oldest first."""
    return [file.with_name(f"{file.name}.{number}") for number in range(OLD_FILES, 0, -1)]


def _old_lines(file: Path) -> Iterator[str]:
    for old in _old_files(file):
        with suppress(OSError):
            yield from old.read_text("utf-8", "replace").splitlines()


def _print(lines: Iterable[str], output: Output, *, as_json: bool) -> None:
    output.write("".join(f"{one_line(line) if as_json else readable(line)}\n" for line in lines))


def readable(line: str) -> str:
    """A line of the log as `2026-03-16 20:00:00 info    capture done  status=200`, its time as the clock here shows."""
    try:
        fields = json.loads(line)
        moment = datetime.fromisoformat(fields["timestamp"]).astimezone()
        head = f"{moment:%Y-%m-%d %H:%M:%S} {one_line(fields['level']):7} {one_line(fields['event'])}"
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):  # half a line, from a full disk
        return one_line(line)
    rest = " ".join(f"{name}={_value(value)}" for name, value in fields.items() if name not in _HEAD)
    return head + (f"  {one_line(rest)}" if rest else "")


def _value(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)
