"""Finds @-mentions in a block and where each name ends. Knows characters, gaps and ink colours, not what is asked."""

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import median

from atshot_inference.grammar import words_zh as zh
from atshot_inference.grammar.names import (
    HAN,
    clean_name,
    is_group,
    is_self,
    looks_chinese_name,
)
from atshot_inference.grammar.words_en import VERBS
from atshot_inference.grammar.words_names import GIVEN_NAMES, NOT_NAMES
from atshot_inference.layout.block import Block
from atshot_inference.page import Colour

# Mention chips differ from the text round them by far more than anti-aliasing does (about 20).
INK_DISTANCE = 60
# Thin strokes of grey text look lighter than thick ones, by this much.
GREY_DISTANCE = 120
LONGEST_NAME = 28

_AT = re.compile(r"[@＠]\s?(?=\w)")
_AFTER_WORD = re.compile(r"[A-Za-z0-9._%+~-]$")
_TOKEN = re.compile(rf"(?:[A-Za-zÀ-ž0-9_'’.·\-]|{HAN})+")
_HAN_RUN = re.compile(f"{HAN}+")
_TITLE = re.compile(f"(?:{zh.TITLES})")
_LEAD = re.compile(f"(?:{zh.LEADS})")
_BOT = re.compile(
    r"\bbot\b|bot$|^github|copilot|all-contributors|^claude|^chatgpt|assistant$|helper$|机器人|助手$|小助理$",
    re.IGNORECASE,
)
_NO_PERSON = re.compile(
    r"(?:override|inject|media|import|keyframes|font-face|supports|charset|param|returns?|deprecated|test|autowired|"
    r"component|service|entity|done|est|tag|today|high|low|medium|critical|latest|types|username|mention|name|"
    r"姓名|名字|某人|某某|负责人|成员|用户名?|你的名字|xxx?|author|see|since|"
    r"throws|version|link|code|started|created|lasted|project|context)(?: \w+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """`text[start:end]` of a block is a mention of `name`."""

    name: str
    start: int
    end: int

    @property
    def is_bot(self) -> bool:
        """Whether it calls a program."""
        return _BOT.search(self.name) is not None


def find_mentions(block: Block, known: Collection[str] = ()) -> tuple[Mention, ...]:
    """The mentions in `block`, left to right; `known` are names seen elsewhere in the picture."""
    found: list[Mention] = []
    for sign in _AT.finditer(block.text):
        if (found and sign.start() < found[-1].end) or not _opens_mention(block, sign.start()):
            continue
        end = _name_end(block, sign.end(), known)
        name = clean_name(block.text[sign.end() : end])
        # The recogniser takes the one for the other.
        name = re.sub(r"(?<=[A-Za-z])(?<!Mc)(?<!Mac)I(?=[a-z])", "l", name)
        if name.startswith("l") and f"I{name[1:]}" in known:
            name = f"I{name[1:]}"
        if name and not _NO_PERSON.fullmatch(name) and not re.match(r"[/\\](?![@＠])", block.text[end:]):
            found.append(Mention(name, sign.start(), end))
    return tuple(found)


def _opens_mention(block: Block, at: int) -> bool:
    """Whether the `@` at index `at` is no e-mail address, host, price or time."""
    before, after = block.text[block.lead : at], block.text[at + 1 :].lstrip()
    if re.match(r"(?!\d{2,4}[小大老阿])[\d.]", after):
        return False
    if block.text[at + 1 : at + 2] == " " and (block.text[block.lead : at].strip() or not re.match(HAN, after)):
        return False
    if re.match(r"[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|cn|io|edu|gov|co|de|uk|dev|ai)\b", after, re.IGNORECASE):
        return False
    if not _AFTER_WORD.search(before):
        return True
    return _differs(block.ink(at), block.ink(at - 1)) and not re.match(r"[\w-]+\.\w", after)


def _line_end(block: Block, start: int) -> int:
    """Where the line that holds the character at `start` ends in the text of the block: no name goes on after it."""
    place = block.places[start]
    return next(
        (i for i in range(start, len(block.text)) if (block.places[i] or (-1, 0))[0] != (place or (-1, 0))[0]),
        len(block.text),
    )


def _name_end(block: Block, start: int, known: Collection[str]) -> int:
    token = _TOKEN.match(block.text, start, _line_end(block, start))
    limit = token.end() if token else start
    if joined := re.compile(r"[和与及](?=\s?[@＠])").search(block.text, start, limit + 2):
        limit = min(limit, joined.start())
    coloured = _ink_end(block, start)
    if coloured is not None:
        return coloured
    same = [name for name in known if block.text.startswith(name, start) and _ends_word(block.text, start + len(name))]
    if same:
        return start + len(max(same, key=len))
    if _HAN_RUN.search(block.text, start, limit):
        return _chinese_end(block, start, limit)
    return _latin_end(block.text, start, limit)


def _ink_end(block: Block, start: int) -> int | None:
    """Where the colour of the `@` gives way to the colour of the text; None where colour does not tell."""
    chip = block.ink(start - 1)
    plain = [ink for i in range(start, len(block.text)) if (ink := block.ink(i)) and _differs(ink, chip)]
    inked = sum(block.ink(i) is not None for i in range(len(block.text)))
    if chip is None or len(plain) < max(2, 0.25 * inked):
        return None
    main = (
        int(median(ink[0] for ink in plain)),
        int(median(ink[1] for ink in plain)),
        int(median(ink[2] for ink in plain)),
    )
    own = [_nearer(block.ink(i), chip, main) for i in range(len(block.text))]
    end = start
    while end < len(own) and end - start <= LONGEST_NAME:
        if block.text[end] in "@＠：:，," or block.places[end] is None or _turns(own, end):
            break
        end += 1
    while end < len(own) and own[end] is None and block.text[end].isalnum() and block.text[end].isascii():
        end += 1
    name = block.text[start:end].rstrip()
    # Plain text of one colour runs on to the sign as well: what follows must be of the other colour.
    rest = [mine for mine in own[end:] if mine is not None]
    if (
        not name
        or len(name) > LONGEST_NAME
        or len(name.split()) > 3
        or len(re.findall(HAN, name)) > 8
        or rest.count(True) > 0.4 * len(rest)
    ):
        return None
    return start + len(name) if rest and (_turns(own, end) or _turns(own, end + 1)) else None


def _turns(own: Sequence[bool | None], at: int) -> bool:
    """Whether the characters from `at` on are of the other colour; one alone is the noise of thin strokes."""
    following = [mine for mine in own[at:] if mine is not None][:4]
    return bool(following) and following[0] is False and following.count(True) <= len(following) // 4


def _nearer(ink: Colour | None, chip: Colour, main: Colour) -> bool | None:
    """Whether `ink` is rather the colour of the chip than that of the text; None where there is none."""
    return None if ink is None else _distance(ink, chip) <= _distance(ink, main)


def _chinese_end(block: Block, start: int, limit: int) -> int:
    text = block.text
    run = _HAN_RUN.search(text, start, limit)
    if run is None:
        return limit
    if run.start() > start and text[run.start() - 1] not in "-·_.":
        if text[start : run.start()].isdigit():
            return _best_split(block, run.start(), run.end())
        # Latin letters first: the name ends where Han characters begin ("@Leo确认预算"), or with a title.
        title = _TITLE.match(text, run.start())
        return title.end() if title else run.start()
    if text[run.end() : run.end() + 1] in ("-", "·", "_") and (second := _HAN_RUN.match(text, run.end() + 1, limit)):
        return _best_split(block, second.start(), second.end())
    latin = re.compile(r"[A-Za-z]{1,6}(?![A-Za-z])").match(text, run.end(), limit)
    if latin and ((len(run[0]) < 4 and not _plausible(run[0])) or run[0][-1] in "阿小老大"):
        # "@林sir": too little for a name without the letters.
        return latin.end()
    return _best_split(block, run.start(), run.end())


def _best_split(block: Block, first: int, last: int) -> int:
    """The likeliest end of a Chinese name that may run into the sentence after it."""
    stops = last == len(block.text) or block.places[last] is None or not block.text[last].isalnum()
    runs_on = any(
        _plausible(block.text[first:end]) and _LEAD.match(block.text[end:last]) for end in range(first + 2, last)
    )
    whole_bonus = 4 if stops and last - first <= 6 and not (runs_on and last - first > 3) else 1
    scores = {}
    for end in range(first + 1, min(last, first + 7) + 1):
        name, rest = block.text[first:end], block.text[end:]
        score = 3 * _plausible(name) + (whole_bonus if end == last else 0)
        if end < last:
            score += 2 if _LEAD.match(rest) else 1 if rest[0] in zh.VERB_HEADS else 0
            score += 2 if block.gap_before(end) > 0.3 else 0
        scores[end] = score
    return max(scores, key=lambda end: (scores[end], -abs(end - first - 2.6)))


def _plausible(name: str) -> bool:
    return is_self(name) or is_group(name) or looks_chinese_name(name)


def _latin_end(text: str, start: int, limit: int) -> int:
    end = start + len(text[start:limit].rstrip(".-'’·"))
    if honorific := re.compile(r"(?:Dr|Mr|Mrs|Ms|Prof)\.? [A-Z][\w'-]+").match(text, start):
        return honorific.end()
    if initial := re.compile(r"[a-z]\. [a-z]\w+").match(text, start):
        return initial.end()
    if not text[start].isupper():
        return end
    for _ in range(2):
        following = re.match(r" ([A-ZÀ-Ž][a-zà-ž'’-]+|[A-Z]\.)(?![\w@])", text[end:])
        if not following or not _continues_name(text[start:end], following[1]):
            break
        end += following.end()
    return end


def _continues_name(name: str, word: str) -> bool:
    plain = word.casefold().rstrip(".")
    if plain in NOT_NAMES or (plain in VERBS and plain not in GIVEN_NAMES):
        return False
    return len(name.split()) == 1 or len(word) <= 2 or name.split()[-1][-1:] == "."


def _ends_word(text: str, end: int) -> bool:
    return end >= len(text) or not (text[end - 1].isascii() and re.match(r"[A-Za-z0-9_]", text[end]))


def _differs(a: Colour | None, b: Colour | None) -> bool:
    if a is None or b is None:
        return False
    grey = max(max(ink) - min(ink) for ink in (a, b)) < 30
    return _distance(a, b) > (GREY_DISTANCE if grey else INK_DISTANCE)


def _distance(a: Colour, b: Colour) -> float:
    return math.dist(a, b)
