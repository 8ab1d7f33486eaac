"""From what was named on the command line to a list of pictures to read. Knows files and folders, no engine."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from atshot_daemon.errors import FileUnreadable, NoPictures
from atshot_daemon.files import pictures_in, read_file, read_stream
from atshot_daemon.world import World


@dataclass(frozen=True, slots=True)
class Source:
    """A picture not yet read: how the user calls it, how to get its bytes (AtshotError when not), its file if any."""

    name: str
    load: Callable[[], bytes]
    path: Path | None = None


def named_sources(paths: Sequence[str], *, recursive: bool, world: World) -> list[Source]:
    """The pictures that the arguments name, folders opened, in the order given; NoPictures for an empty folder."""
    return [source for path in paths for source in _sources(path, recursive=recursive, world=world)]


def desktop_sources(*, clipboard: bool, screen: bool, world: World) -> list[Source]:
    """The clipboard and the screen, where they are asked for."""
    return [
        *([Source("clipboard", world.clipboard)] if clipboard else []),
        *([Source("screen", world.screen)] if screen else []),
    ]


def _sources(name: str, *, recursive: bool, world: World) -> Iterator[Source]:
    if name == "-":
        yield Source("-", partial(read_stream, world.stdin))
    elif (path := Path(name)).is_dir():
        yield from _in_folder(path, recursive=recursive)
    else:
        yield from map(_file, _unglobbed(path))


def _in_folder(folder: Path, *, recursive: bool) -> Iterator[Source]:
    try:
        pictures = pictures_in(folder, recursive=recursive)
    except FileUnreadable as error:
        yield Source(str(folder), partial(_raise, error), folder)
        return
    if not pictures:
        deeper = "" if recursive else "; --recursive looks into its subfolders"
        raise NoPictures(f"{folder} holds no pictures{deeper}")
    yield from map(_file, pictures)


def _file(path: Path) -> Source:
    return Source(str(path), partial(read_file, path), path)


def _unglobbed(path: Path) -> list[Path]:
    """The Windows shell hands `*.png` on as it is."""
    if path.exists() or not any(sign in path.name for sign in "*?"):
        return [path]
    return sorted(path.parent.glob(path.name)) or [path]


def _raise(error: Exception) -> bytes:
    raise error
