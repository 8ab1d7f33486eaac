"""What a labelled picture is made of: its page, its tasks, its size. Knows no layout and no browser."""

import re
import zlib
from dataclasses import dataclass
from datetime import date

CJK = "'Noto Sans CJK SC','WenQuanYi Micro Hei',sans-serif"
SERIF_CJK = "'Noto Serif CJK SC',serif"
KAI = "'LXGW WenKai','Noto Sans CJK SC',cursive"
ROBOTO = "Roboto,'Noto Sans CJK SC',sans-serif"
OPEN = "'Open Sans','Noto Sans CJK SC',sans-serif"
ARIAL = "'Liberation Sans','Noto Sans CJK SC',sans-serif"
TIMES = "'Liberation Serif','Noto Serif CJK SC',serif"
MONO = "'DejaVu Sans Mono','Noto Sans Mono CJK SC',monospace"
COMIC = "'Comic Neue','LXGW WenKai',cursive"

PALETTE = ("#5b8def", "#e8795a", "#38a089", "#b06fc6", "#d4a017", "#5d6d7e", "#c94f7c", "#2f9fc0", "#7a9e3b", "#8a6d5c")


@dataclass(frozen=True, slots=True)
class Job:
    """One expected task. A `due` of "skip", a `priority` of None and a `done` of None are not scored."""

    owners: tuple[str, ...]
    text: str
    due: str | None
    priority: str | None
    due_text: str | None
    done: bool | None
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Photo:
    """How a page looks when someone photographs it; `keystone` is a share of the side, `turn` in degrees."""

    seed: int
    keystone: float = 0.05
    turn: float = 0.0
    shadow: float = 0.35
    noise: float = 6.0
    blur: float = 0.8
    wall: tuple[int, int, int] = (96, 88, 80)


@dataclass(frozen=True, slots=True)
class Case:
    """One picture to render: its HTML, what is to be found in it, and the day on which it was taken."""

    name: str
    kind: str
    lang: str
    html: str
    jobs: tuple[Job, ...] = ()
    today: date = date(2026, 3, 16)
    size: tuple[int, int, float] = (1280, 720, 1)
    photo: Photo | None = None
    jpeg: int | None = None


def job(
    owners: str,
    text: str,
    due: str | None = None,
    priority: str | None = "medium",
    *,
    said: str | None = None,
    done: bool | None = False,
    also: tuple[str, ...] = (),
) -> Job:
    """An expected task; several `owners` are joined by "|", `said` are the words that the date came from."""
    return Job(tuple(owners.split("|")), text, due, priority if done is False else None, said, done, also)


def rich(text: str) -> str:
    """HTML of the short notation: `@{name}` is a mention, `<t3>` to `</t>` is where task 3 stands."""
    text = re.sub(r"([@＠])\{([^}]*)\}", r"<at>\1\2</at>", text)
    return re.sub(r"<t(\d+)>", r"<span data-task=\1>", text).replace("</t>", "</span>")


def page(body: str, css: str = "", *, font: str = OPEN, paper: str = "#fff", ink: str = "#1f2328", px: int = 14) -> str:
    """A whole HTML document round `body`, which may use the short notation."""
    base = f"*{{box-sizing:border-box}}body{{margin:0;background:{paper};color:{ink};font:{px}px/1.5 {font}}}"
    return f"<!doctype html><meta charset=utf-8><style>{base}{css}</style>{rich(body)}"


def tint(name: str) -> str:
    """A colour that stays the same for the same name."""
    return PALETTE[zlib.crc32(name.encode()) % len(PALETTE)]


def initials(name: str) -> str:
    """What an avatar without a photo shows: two letters, or the last two characters of a Chinese name."""
    if not name.isascii():
        return name[-2:]
    return "".join(word[0] for word in re.split(r"[\s._-]+", name) if word)[:2].upper()


def face(name: str, px: int = 36, *, letters: bool = True, corner: str = "50%") -> str:
    """An avatar: initials on a colour, or a blurry stand-in for a photo."""
    other = tint(name + "!")
    ground = tint(name) if letters else f"radial-gradient(circle at 50% 40%,#f1d3b5 28%,{other} 30%,{tint(name)})"
    return (
        f"<span style='display:inline-flex;flex:none;width:{px}px;height:{px}px;border-radius:{corner};color:#fff;"
        f"background:{ground};align-items:center;justify-content:center;font-size:{px * 0.38:.0f}px;"
        f"vertical-align:middle'>{initials(name) if letters else ''}</span>"
    )
