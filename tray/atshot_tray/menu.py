"""The menu as data: what it says and what each line does. Knows the snapshot and the words, no backend."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from atshot_tray.state import Actions, Look, Recent, Snapshot
from atshot_tray.words import Words

# A menu is as wide as its longest line; the window shows all of it.
MAX_TITLE_CHARACTERS = 36

Run = Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a menu; without `run` and `children` it only says something. The default is what a click does."""

    label: str = ""
    run: Run | None = None
    is_enabled: bool = True
    is_checked: bool | None = None
    children: tuple["Item", ...] = ()
    is_default: bool = False
    is_separator: bool = False


SEPARATOR = Item(is_separator=True)


def menu(snapshot: Snapshot, words: Words, actions: Actions) -> tuple[Item, ...]:
    """All lines from top to bottom for what is the case now."""
    return (
        _said(state_sentence(snapshot, words)),
        SEPARATOR,
        Item(label=words.clip, run=actions.clip, is_enabled=not snapshot.is_paused),
        Item(label=words.grab, run=actions.grab, is_enabled=not snapshot.is_paused),
        Item(label=words.open, run=actions.open, is_default=True),
        SEPARATOR,
        Item(label=words.recent, children=_recent(snapshot, words, actions)),
        Item(label=words.connect_browser, run=actions.connect_browser, is_enabled=not snapshot.is_paused),
        *_pairing(snapshot, words),
        Item(label=_engine_label(snapshot, words), children=_engine(snapshot, words, actions)),
        SEPARATOR,
        _switch(words.start_at_login, snapshot.starts_at_login, actions.start_at_login),
        _switch(words.copy_list, snapshot.copies_list, actions.copy_list),
        SEPARATOR,
        *_care(snapshot, words, actions),
        Item(label=words.show_logs, run=actions.show_logs),
        Item(label=words.quit, run=actions.quit),
    )


def default_run(items: tuple[Item, ...]) -> Run:
    """What a click on the icon does."""
    return next(item.run for item in items if item.is_default and item.run)


def state_sentence(snapshot: Snapshot, words: Words) -> str:
    """What Atshot does now; the first line of the menu and the icon's tooltip."""
    return (
        snapshot.detail
        or {
            Look.STARTING: words.state_starting,
            Look.READY: words.state_ready,
            Look.WORKING: words.state_working,
            Look.ATTENTION: words.state_attention,
            Look.STOPPED: words.state_stopped,
        }[snapshot.look]
    )


def _said(label: str) -> Item:
    return Item(label=label, is_enabled=False)


def _switch(label: str, is_on: bool, turn: Callable[..., None]) -> Item:
    return Item(label=label, run=partial(turn, is_on=not is_on), is_checked=is_on)


def _recent(snapshot: Snapshot, words: Words, actions: Actions) -> tuple[Item, ...]:
    shown = tuple(
        Item(
            label=_recent_label(recent, words),
            run=partial(actions.show, recent.capture_id),
            is_enabled=not snapshot.is_paused,
        )
        for recent in snapshot.recent
    )
    return shown or (_said(words.recent_none),)


def _recent_label(recent: Recent, words: Words) -> str:
    if recent.title is None:
        return words.recent_no_tasks
    wording = words.recent_one_task if recent.task_count == 1 else words.recent_tasks
    return wording.format(title=_shortened(recent.title), count=recent.task_count)


def _shortened(title: str) -> str:
    line = " ".join(title.split())
    return line if len(line) <= MAX_TITLE_CHARACTERS else f"{line[: MAX_TITLE_CHARACTERS - 1].rstrip()}…"


def _pairing(snapshot: Snapshot, words: Words) -> tuple[Item, ...]:
    if snapshot.pairing is None:
        return ()
    return (
        _said(words.check_word.format(word=snapshot.pairing.check_word)),
        _said(words.short_code.format(code=snapshot.pairing.short_code)),
    )


def _engine_label(snapshot: Snapshot, words: Words) -> str:
    return words.engine_unknown if snapshot.engine is None else words.engine.format(name=snapshot.engine)


def _engine(snapshot: Snapshot, words: Words, actions: Actions) -> tuple[Item, ...]:
    if snapshot.has_better_engine:
        return (_said(words.engine_is_best),)
    return (_said(words.engine_is_basic), Item(label=words.engine_help, run=actions.show_engine_help))


def _care(snapshot: Snapshot, words: Words, actions: Actions) -> tuple[Item, ...]:
    toggle = Item(
        label=words.resume if snapshot.is_paused else words.pause,
        run=partial(actions.pause, is_paused=not snapshot.is_paused),
    )
    if snapshot.look is Look.ATTENTION:
        return (toggle, Item(label=words.restart, run=actions.restart))
    return (toggle,)
