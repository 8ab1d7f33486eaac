"""What has happened, as sentences for the user. Knows codes and the words for them, no window and no request."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from atshot_daemon.plain import one_line
from atshot_inference.errors import AtshotError
from atshot_tray.situation import Situation, State
from atshot_tray.words import Words

# A notification shows about so much before it is cut off.
SHOWN_LINES = 4

Sentence = Callable[[Words], str]

# What a code means to somebody who has just clicked; `{why}` is the daemon's own message.
FAILURES: Mapping[str, Sentence] = MappingProxyType(
    {
        "clipboard_empty": lambda words: words.clipboard_empty,
        "clipboard_unavailable": lambda words: words.clipboard_closed,
        "region_unavailable": lambda words: words.region_unavailable,
        "screen_unavailable": lambda words: words.region_unavailable,
        **dict.fromkeys(
            ("empty_image", "unsupported_image", "image_invalid", "image_truncated"),
            lambda words: words.picture_unreadable,
        ),
        **dict.fromkeys(("image_too_large", "image_shape", "body_too_large"), lambda words: words.picture_too_large),
        "image_too_small": lambda words: words.picture_too_small,
        "request_timeout": lambda words: words.reading_late,
        **dict.fromkeys(("queue_full", "rate_limited", "overloaded"), lambda words: words.busy),
        "storage_full": lambda words: words.disk_full,
        "storage_damaged": lambda words: words.database_damaged,
        "database_set_aside": lambda words: words.database_set_aside,
        **dict.fromkeys(("not_running", "daemon_unreachable", "stopping"), lambda words: words.service_away),
        "service_paused": lambda words: words.service_paused,
    }
)

# What the user must mend, of which only the daemon's message says where.
CAUSES: Mapping[str, Sentence] = MappingProxyType(
    {
        "port_taken": lambda words: words.port_taken,
        "config_invalid": lambda words: words.setting_wrong,
        **dict.fromkeys(("state_unusable", "storage_unusable"), lambda words: words.folder_closed),
    }
)

# How a program of ours ends what it says on its standard error.
_CODE = re.compile(r" \(([a-z]+(?:_[a-z]+)+)\)$")

# The vault's reasons for a file.
_KEYRINGS: Mapping[str, Sentence] = MappingProxyType(
    {
        "the keyring is locked": lambda words: words.keyring_locked,
        "there is no keyring here": lambda words: words.keyring_missing,
        "the keyring was never set up": lambda words: words.keyring_missing,
    }
)


def failure_sentence(code: str, message: str, words: Words) -> str:
    """What went wrong and what to do; a code without a sentence of its own is told in the daemon's words."""
    if code == "service_given_up":
        return _given_up(message, words)
    said, _ = _parted(message)
    if code in CAUSES:
        return words.cause.format(cause=CAUSES[code](words), why=said)
    sentence = FAILURES.get(code)
    return sentence(words).format(why=said) if sentence else said[:1].upper() + said[1:]


def error_sentence(error: AtshotError, words: Words) -> str:
    """The same for an error that was raised."""
    return failure_sentence(error.code, str(error), words)


def found_title(count: int, words: Words, *, is_copied: bool = False) -> str:
    """How many tasks were found."""
    if count == 0:
        return words.quick_nothing
    found = words.quick_one_task if count == 1 else words.quick_tasks.format(count=count)
    return words.list_copied.format(found=found) if is_copied else found


def found_body(text: str, words: Words, *, has_doubtful: bool = False) -> str:
    """The beginning of the list; without one, why it is empty."""
    lines = text.splitlines()
    if not lines:
        return words.nothing_doubtful if has_doubtful else words.nothing_certain
    if len(lines) <= SHOWN_LINES:
        return "\n".join(lines)
    return "\n".join([*lines[: SHOWN_LINES - 1], words.list_more.format(count=len(lines) - SHOWN_LINES + 1)])


def situation_sentence(situation: Situation, words: Words) -> str | None:
    """What is wrong with the daemon, None when nothing is."""
    if situation.state is State.CRASHED:
        return _given_up(situation.why or "", words)
    if situation.state is State.BACKOFF:
        return words.service_again.format(why=_parted(situation.why or "")[0])
    return words.service_hung if situation.state is State.RUNNING and situation.why else None


def keyring_sentence(reason: str | None, words: Words) -> str:
    """Why a secret is not in the keyring."""
    sentence = _KEYRINGS.get(reason or "")
    return sentence(words) if sentence else words.keyring_unusable


def _given_up(last_words: str, words: Words) -> str:
    said, code = _parted(last_words)
    if code in CAUSES:
        return words.service_cause.format(cause=CAUSES[code](words), why=said)
    return words.service_given_up.format(why=said)


def _parted(message: str) -> tuple[str, str]:
    """On one line, what a program of ours says, and its code; empty where none is named."""
    said = one_line(message)
    coded = _CODE.search(said)
    return (said[: coded.start()], coded[1]) if coded else (said, "")
