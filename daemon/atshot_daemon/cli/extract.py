"""`atshot extract`: pictures in, lists out. Knows the order of the steps, no form's grammar."""

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from atshot_daemon.cli.dates import typed_date
from atshot_daemon.cli.output import opened_output
from atshot_daemon.cli.progress import Aside, with_progress
from atshot_daemon.cli.readers import Reader, opened_reader
from atshot_daemon.cli.show import Drawings, pictures_and_drawing
from atshot_daemon.cli.sources import Source, desktop_sources, named_sources
from atshot_daemon.config import load
from atshot_daemon.errors import NoPictures
from atshot_daemon.forms import FORMS
from atshot_daemon.forms.style import Style
from atshot_daemon.outcome import Failure, Outcome
from atshot_daemon.plain import error_line, one_line
from atshot_daemon.world import World
from atshot_inference.errors import AtshotError, EngineUnavailable


def extract(args: argparse.Namespace, world: World) -> int:
    """Print the tasks of all pictures asked for; 0, or 1 when some picture could not be read."""
    today = typed_date(args.today, "--today") if args.today is not None else world.today
    paths, show = pictures_and_drawing(args.paths, args.show, desktop=args.clipboard or args.screen)
    sources = [
        *named_sources(paths, recursive=args.recursive, world=world),
        *desktop_sources(clipboard=args.clipboard, screen=args.screen, world=world),
    ]
    if not sources:
        raise NoPictures("name a picture, a folder, - for standard input, --clipboard or --screen")
    style = Style(
        language=None if args.lang == "auto" else args.lang,
        headings=len(sources) > 1,
        maybe=args.maybe,
        written_at=world.now(),
    )
    drawings = Drawings(show, style, world, several=len(sources) > 1) if show is not None else None
    items, aside = with_progress(sources, world.stderr)
    never = [source.path for source in sources if source.path]
    settings = load(world.places.config_file, environ=world.environ)
    with (
        opened_reader(args.engine or settings.engine, world) as reader,
        opened_output(args.output, world.stdout, never=never) as output,
    ):
        run = _Run(
            reader,
            world,
            aside,
            today,
            _me(args.me or settings.me),
            drawings,
            args.timing,
            blanks=args.format == "text",
        )
        for chunk in FORMS[args.format](run.outcomes(items), style):
            with aside():
                output.write(chunk)
    return 1 if run.failures else 0


def one_list(name: str, data: bytes, world: World) -> tuple[str, Outcome]:
    """The text list of one picture, read as the settings say, and what it is made of; AtshotError."""
    settings = load(world.places.config_file, environ=world.environ)
    with opened_reader(settings.engine, world) as reader:
        outcome = reader.read(name, data, today=world.today, me=_me(settings.me))
    return "".join(FORMS["text"]([outcome], Style(written_at=world.now()))), outcome


def _me(name: str | None) -> str | None:
    return (name or "").strip().lstrip("@＠") or None


@dataclass(slots=True)
class _Run:
    """One run over many pictures: what to say about each, and which of them failed."""

    reader: Reader
    world: World
    aside: Aside
    today: date
    me: str | None
    drawings: Drawings | None
    timing: bool
    blanks: bool
    failures: list[Failure] = field(default_factory=list)

    def outcomes(self, sources: Iterable[Source]) -> Iterator[Outcome | Failure]:
        """Each picture's outcome as soon as it is there; a failed picture costs the others nothing."""
        for source in sources:
            try:
                data = source.load()
                outcome = self.reader.read(source.name, data, today=self.today, me=self.me)
            except EngineUnavailable:
                raise
            except AtshotError as error:
                yield self._failed(source, error)
                continue
            self._tell(source, outcome)
            yield outcome
            if self.drawings:
                self._say(source, self.drawings.draw(source.path, self.world.decode(data), outcome))

    def _tell(self, source: Source, outcome: Outcome) -> None:
        if self.timing:
            stages = ", ".join(f"{name} {ms:.0f} ms" for name, ms in outcome.stages_ms.items())
            where = f"{self.reader.where}: " if self.reader.where else ""
            self._say(source, f"{where}{stages}; {outcome.elapsed_ms:.0f} ms in all")
        for note in outcome.notes:
            self._say(source, note)
        if self.blanks and not outcome.reading.tasks:
            self._say(source, _nothing(len(outcome.reading.maybe)))

    def _failed(self, source: Source, error: AtshotError) -> Failure:
        failure = Failure(source.name, error.code, one_line(str(error)))
        self.failures.append(failure)
        self._say(source, error_line(error))
        return failure

    def _say(self, source: Source, message: str) -> None:
        with self.aside():
            self.world.say(f"{one_line(source.name)}: {one_line(message)}")


def _nothing(doubtful: int) -> str:
    return f"no tasks found, {doubtful} doubtful (--maybe lists them)" if doubtful else "no tasks found"
