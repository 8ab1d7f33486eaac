"""Who is named in a picture besides the owners of tasks: senders of messages, attendees. Knows line patterns only."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from atshot_inference.grammar.names import (
    HAN,
    clean_name,
    looks_chinese_name,
    looks_latin_name,
    maybe_name,
    split_names,
)
from atshot_inference.page import TextLine

_SENDER = re.compile(
    r"^(?P<name>\S.{0,30}?)\s*(?:BOT|APP)?\s*[·•,]?\s*"
    r"(?:(?:今天|昨天|上午|下午|晚上|Today at|Yesterday at|星期.|周.)\s*)?"
    r"(?:\d{1,2}[-/月]\d{1,2}日?\s*)?\d{1,2}[:：.]\d{2}(?:[:：]\d{2})?\s*(?:[AaPp]\.?[Mm]\.?)?$"
)
_BOT_MARK = re.compile(rf"({HAN}{{2,8}}|[A-Z][\w-]{{1,20}})\s?(?:机器人|\bBOT\b|\bAPP\b)")
_ATTENDEES = re.compile(
    r"^\W*(?:参会(?:人员?)?|出席(?:人员?)?|与会(?:人员?)?|参加(?:人员?)?|参与人|attendees|present|participants|members|成员|"
    r"人员)\s*[:：]\s*(?P<names>\S.*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class People:
    """From one picture: names of senders and attendees, names of bots, and short texts that may be names."""

    known: Collection[str] = ()
    bots: Collection[str] = ()
    texts: Collection[str] = ()


def known_people(lines: Sequence[TextLine]) -> frozenset[str]:
    """The names of senders and attendees that `lines` show."""
    found: set[str] = set()
    for line in lines:
        sender = _SENDER.match(line.text)
        if sender and maybe_name(name := clean_name(sender["name"])):
            found.add(name)
        attendees = _ATTENDEES.match(line.text)
        if attendees:
            found.update(name for name in split_names(attendees["names"]) if maybe_name(name))
        if len(line.text) < 24 and (
            looks_chinese_name(line.text) or (looks_latin_name(line.text) and " " in line.text)
        ):
            found.add(line.text)
    return frozenset(found | _repeated(lines))


def short_texts(lines: Sequence[TextLine]) -> frozenset[str]:
    """What stands alone on a line, or before the time of a message: behind an @ it is a name, whatever it says."""
    texts = (re.sub(r"\s*\d{1,2}[:：]\d{2}.*$", "", line.text.lstrip("●• ")).strip() for line in lines)
    plain = (text for text in texts if 1 < len(text) <= 24 and not re.search(r"[@＠:：，。,?？!！]", text))
    # Two or three Han characters are as often the beginning of another word.
    return frozenset(text for text in plain if not re.fullmatch(f"{HAN}{{2,3}}", text) or looks_chinese_name(text))


def known_bots(lines: Sequence[TextLine]) -> frozenset[str]:
    """The names that `lines` mark as programs ("小智 机器人", "Raven BOT")."""
    return frozenset(name for line in lines for name in _BOT_MARK.findall(line.text) if len(name) > 1)


def _repeated(lines: Sequence[TextLine]) -> set[str]:
    """Short texts that come again at the same x: the names over the messages of a chat."""
    seen: dict[tuple[str, int], int] = {}
    for line in lines:
        key = (line.text, round(line.box.x / 8))
        seen[key] = seen.get(key, 0) + 1
    return {text for (text, _), times in seen.items() if times > 1 and 1 < len(text) < 20 and maybe_name(text)}
