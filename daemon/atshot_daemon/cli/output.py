"""Where the list goes: standard output or a file. Knows nothing of what is written."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from atshot_daemon.errors import OutputUnwritable
from atshot_daemon.streams import abandon


class Output:
    """A text stream that is flushed chunk by chunk, so that a reader sees each picture as it is done."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, chunk: str) -> None:
        """Write and flush; OutputUnwritable when the disk is full, BrokenPipeError when the reader has left."""
        try:
            self._stream.write(chunk)
            self._stream.flush()
        except OSError as error:
            abandon(self._stream)
            if isinstance(error, BrokenPipeError):
                raise
            raise OutputUnwritable(f"the output cannot be written: {error.strerror or error}") from error


@contextmanager
def opened_output(path: str | None, stdout: TextIO, *, never: Iterable[Path]) -> Iterator[Output]:
    """Standard output (`-` too), or the file at `path` in UTF-8; OutputUnwritable for a path that is one of `never`."""
    if path is None or path == "-":
        yield Output(stdout)
        return
    target = Path(path)
    if any(is_same_file(target, other) for other in never):
        raise OutputUnwritable(f"{path} is one of the pictures to read; name another file")
    try:
        stream = target.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise OutputUnwritable(f"{path or 'no name'} cannot be written: {error.strerror or error}") from error
    with stream:
        yield Output(stream)


def is_same_file(one: Path, other: Path) -> bool:
    """Whether both names lead to one existing file."""
    try:
        return one.samefile(other)
    except OSError:
        return False
