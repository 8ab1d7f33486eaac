"""From what was named on the command line to a list of pictures to read. Knows files and folders, no engine."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from atshot_daemon.errors import FileUnreadable, NoPictures
from atshot_daemon.files import is_folder, pictures_in, read_file, read_stream
from atshot_daemon.world import World
from atshot_inference.errors import AtshotError


@dataclass(frozen=True, slots=True)
class Source:
    """A picture not yet read: how the user calls it, how to get its bytes (AtshotError when not), its file if any.

    `wrong` is what is known to be wrong with it before it is read.
    """

    name: str
    load: Callable[[], bytes]
    path: Path | None = None
    wrong: AtshotError | None = None


def named_sources(paths: Sequence[str], *, recursive: bool, world: World) -> list[Source]:
    """The pictures that the arguments name, folders opened, in the order given; NoPictures for a lone empty folder."""
    sources = [source for path in paths for source in _sources(path, recursive=recursive, world=world)]
    if len(sources) == 1 and isinstance(sources[0].wrong, NoPictures):
        raise sources[0].wrong
    return sources


def desktop_sources(*, clipboard: bool, screen: bool, world: World) -> list[Source]:
    """The clipboard and the screen, where they are asked for."""
    return [
        *([Source("clipboard", world.clipboard)] if clipboard else []),
        *([Source("screen", world.screen)] if screen else []),
    ]


def _sources(name: str, *, recursive: bool, world: World) -> Iterator[Source]:
    if name == "-":
        yield Source("-", partial(read_stream, world.stdin))
    elif not name:
        yield _wrong("''", FileUnreadable("the name is empty"))
    elif is_folder(path := Path(name)):
        yield from _in_folder(path, recursive=recursive)
    else:
        yield from map(_file, _unglobbed(path))


def _in_folder(folder: Path, *, recursive: bool) -> Iterator[Source]:
    try:
        pictures = pictures_in(folder, recursive=recursive)
    except FileUnreadable as error:
        yield _wrong(str(folder), error)
        return
    if not pictures:
        deeper = "" if recursive else "; --recursive looks into its subfolders"
        yield _wrong(str(folder), NoPictures(f"the folder {folder} holds no pictures{deeper}"))
    yield from map(_file, pictures)


def _file(path: Path) -> Source:
    return Source(str(path), partial(read_file, path), path)


def _unglobbed(path: Path) -> list[Path]:
    """The Windows shell hands `*.png` on as it is."""
    if not any(sign in path.name for sign in "*?"):
        return [path]
    try:
        return [path] if path.exists() else sorted(path.parent.glob(path.name)) or [path]
    except (OSError, ValueError):  # a closed folder, a pattern that is none
        return [path]


def _wrong(name: str, error: AtshotError) -> Source:
    return Source(name, partial(_raise, error), wrong=error)


def _raise(error: AtshotError) -> bytes:
    raise error
