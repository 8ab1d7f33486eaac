"""`--show`: where a drawn copy goes and what it must not overwrite. Knows paths, no colours."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from atshot_daemon.errors import OutputUnwritable
from atshot_daemon.files import DRAWING_SUFFIX, is_folder
from atshot_daemon.forms.style import Style
from atshot_daemon.outcome import Outcome
from atshot_daemon.world import World

if TYPE_CHECKING:
    from atshot_inference.picture import Picture


def pictures_and_drawing(paths: Sequence[str], show: str | None, *, desktop: bool) -> tuple[Sequence[str], str | None]:
    """The pictures to read and the path given to --show: `--show board.png` alone names the picture."""
    if show and not paths and not desktop:
        return [show], ""
    return paths, show


class Drawings:
    """Draws one copy for each picture and opens the only one; never overwrites what it did not draw itself."""

    def __init__(self, path: str, style: Style, world: World, *, several: bool) -> None:
        self._style = style
        self._world = world
        self._opens = not several and world.stdout.isatty()
        self._file = Path(path) if path and not is_folder(Path(path)) else None
        self._folder = Path(path) if path and self._file is None else Path()
        self._used: set[Path] = set()
        if self._file:
            if several:
                raise OutputUnwritable("--show with several pictures takes a folder that exists, not a file")
            _check(self._file)

    def draw(self, original: Path | None, picture: "Picture", outcome: Outcome) -> str:
        """Write the copy and return what to tell the user; OutputUnwritable when it cannot be written."""
        from atshot_daemon.drawing import drawn, has_cjk_font, save

        target = self._file or self._unused(original.stem if original else outcome.source.replace("-", "stdin"))
        _check(target)
        try:
            save(drawn(picture, outcome, self._style.language_of(outcome)), target)
        except OSError as error:
            raise OutputUnwritable(f"{target} cannot be written: {error.strerror or error}") from error
        if self._opens:
            self._world.view(target)
        poor = "" if has_cjk_font() else " (no font here has Chinese characters; on Debian: apt install fonts-noto-cjk)"
        return f"drawn to {target}{poor}"

    def _unused(self, stem: str) -> Path:
        """A name that this run has not used: two folders may hold pictures of one name."""
        target, number = self._folder / f"{stem}{DRAWING_SUFFIX}", 2
        while target in self._used:
            target, number = self._folder / f"{stem}-{number}{DRAWING_SUFFIX}", number + 1
        self._used.add(target)
        return target


def _check(target: Path) -> None:
    from atshot_daemon.drawing import is_drawn_by_us

    if target.suffix.lower() != ".png":
        raise OutputUnwritable(f"--show writes PNG; {target} does not end in .png")
    try:
        is_strange = target.exists() and not is_drawn_by_us(target)
    except OSError as error:
        raise OutputUnwritable(f"{target} cannot be written: {error.strerror or error}") from error
    if is_strange:
        raise OutputUnwritable(f"{target} exists and was not drawn by atshot; name another file: --show PATH")
