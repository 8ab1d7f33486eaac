"""A bar while many pictures are read, on a terminal only. Knows tqdm, no pictures."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TextIO, TypeVar

T = TypeVar("T")
Aside = Callable[[], AbstractContextManager[object]]


def with_progress(items: Sequence[T], stderr: TextIO) -> tuple[Iterable[T], Aside]:
    """The items, shown as a bar where that helps, and a way to write beside the bar without tearing it."""
    if len(items) < 2 or not stderr.isatty():
        return items, nullcontext
    from tqdm import tqdm  # only the few runs with a bar pay for it

    bar = tqdm(items, file=stderr, unit="picture", leave=False)
    return _through(bar), lambda: tqdm.external_write_mode(file=stderr)


def _through(bar: Iterable[T]) -> Iterator[T]:
    yield from bar
