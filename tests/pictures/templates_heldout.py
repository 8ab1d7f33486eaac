"""HTML of the pictures kept for judging: other windows, other rows and other cards than the development pictures have."""
# ruff: noqa: E501 (a line of HTML stays whole)

from collections.abc import Iterable, Sequence

from markup import CJK, OPEN, ROBOTO, face, page

Line = tuple[str, str, str]  # sender, time, message


def columns(*parts: tuple[str, str]) -> str:
    """Side by side panes, each a CSS width ("" takes what is left) and its HTML."""
    panes = "".join(
        f"<section style='{f'width:{width};flex:none' if width else 'flex:1;min-width:0'}'>{html}</section>"
        for width, html in parts
    )
    return f"<div style='display:flex;height:100vh;overflow:hidden'>{panes}</div>"


def grouped(lines: Iterable[Line], *, portrait: int = 32) -> str:
    """Messages as in programs that show a sender once for all that follow: face, name and time, then paragraphs."""
    out, last = "", ""
    for who, when, text in lines:
        if who != last:
            icon = face(who, portrait, corner="50%")
            out += f"<div class=g><div class=av>{icon}</div><div class=hd><b>{who}</b> <time>{when}</time></div></div>"
        out += f"<div class=ms>{text}</div>"
        last = who
    return out


GROUPED = ".g{display:flex;gap:10px;align-items:center;margin-top:12px}.ms{margin:2px 0 2px 42px}time{color:#888;font-size:12px}"


def compact(lines: Iterable[Line]) -> str:
    """Messages in one line each: time, sender, text; no faces."""
    return "".join(
        f"<div class=cl><time>{when}</time><b>{who}</b><span>{text}</span></div>" for who, when, text in lines
    )


COMPACT = (
    ".cl{display:flex;gap:9px;padding:4px 0}.cl time{color:#999;width:66px;flex:none;text-align:right}.cl b{flex:none}"
)


def balloons(
    lines: Iterable[Line], *, hues: Sequence[str] = ("#e17076", "#65aadd", "#7bc862", "#a695e7", "#ee7aae")
) -> str:
    """Speech balloons with the sender's name inside and the time in the corner; sender "" is the screen's owner."""
    out = ""
    for who, when, text in lines:
        name = f"<b style='color:{hues[len(who) % len(hues)]}'>{who}</b><br>" if who else ""
        out += f"<div class='bl{'' if who else ' me'}'><div>{name}{text}<time>{when}</time></div></div>"
    return out


BALLOONS = """.bl{display:flex;margin:5px 0}.bl>div{max-width:74%;padding:6px 11px;border-radius:10px}.me{justify-content:flex-end}
.bl time{font-size:11px;opacity:.6;margin-left:10px;float:right;padding-top:4px}"""


def tiles(
    cards: Sequence[tuple[str, Sequence[str]]], css: str, *, top: str = "", font: str = OPEN, width: int = 300
) -> str:
    """A board whose columns are grey headings with cards on the page itself."""
    base = f""".top{{padding:14px 26px;border-bottom:1px solid #8883}}.w{{display:flex;gap:22px;padding:16px 26px}}.w>div{{width:{width}px}}
    .hd{{font-size:13px;margin-bottom:10px}}.tile{{padding:12px 14px;margin-bottom:11px;border-radius:8px;line-height:1.45}}
    .mt{{display:flex;gap:10px;align-items:center;font-size:12px;margin-top:8px}}.tg{{font-size:11px;padding:1px 7px;border-radius:9px}}"""
    body = "".join(
        f"<div><div class=hd>{head}</div>" + "".join(f"<div class=tile>{tile}</div>" for tile in inside) + "</div>"
        for head, inside in cards
    )
    return page(f"<div class=top>{top}</div><div class=w>{body}</div>", base + css, font=font)


def tile(task: int | None, title: str, meta: str = "", *, above: str = "") -> str:
    """One card of `tiles`: something above the title, the title, and a line of facts."""
    mark = "" if task is None else f" data-task={task}"
    return f"<div{mark}>{above}<div>{title}</div><div class=mt>{meta}</div></div>"


def grid(heads: str, rows: Sequence[str], *, marked: Sequence[int | None], css: str, split: str = "|") -> str:
    """A table without cell borders, built of divs; `heads` and each of `rows` are cells joined by `split`."""
    names = heads.split(split)
    base = f".gr{{display:grid;width:max-content;grid-template-columns:var(--w,repeat({len(names)},1fr))}}.gr>div{{padding:8px 12px}}"
    html = "<div class='gr hdr'>" + "".join(f"<div>{name}</div>" for name in names) + "</div>"
    for row, task in zip(rows, marked, strict=True):
        mark = "" if task is None else f" data-task={task}"
        html += f"<div class=gr{mark}>" + "".join(f"<div>{cell}</div>" for cell in row.split(split)) + "</div>"
    return f"<style>{base}{css}</style>{html}"


def handset(
    body: str, *, title: str, dark: bool = False, css: str = "", font: str = CJK, ink: str = "", paper: str = ""
) -> str:
    """A phone's screen with a clock, a heading in the middle and a row of symbols at the bottom."""
    paper = paper or ("#111" if dark else "#f7f7f7")
    ink = ink or ("#ddd" if dark else "#181818")
    base = """.clk{display:flex;justify-content:space-between;font-size:12px;padding:6px 22px}.ttl{text-align:center;font-weight:600;font-size:16px;
    padding:8px;border-bottom:1px solid #8883}.nav{position:fixed;left:0;right:0;bottom:0;padding:12px 30px 22px;display:flex;
    justify-content:space-between;border-top:1px solid #8883;font-size:18px}"""
    top = f"<div class=clk><b>21:36</b><span>Wi-Fi 64%</span></div><div class=ttl>{title}</div>"
    return page(
        f"{top}{body}<div class=nav><span>＋</span><span>☺</span><span>⋯</span></div>",
        base + css,
        font=font,
        paper=paper,
        ink=ink,
    )


def desk(app: str, menu: str, body: str, css: str = "", *, font: str = ROBOTO, px: int = 15, dark: bool = False) -> str:
    """A desktop program with coloured window buttons, a name in the middle and a menu line."""
    chrome, ink = ("#2b2b2b", "#ccc") if dark else ("#ececec", "#444")
    base = f""".wt{{background:{chrome};color:{ink};padding:7px 12px;display:flex;font-size:13px}}.wt i{{width:12px;height:12px;border-radius:6px;margin-right:8px}}
    .wt span{{flex:1;text-align:center}}.mn{{padding:6px 16px;border-bottom:1px solid #8884;font-size:13px;color:{ink}}}"""
    lights = "".join(f"<i style='background:{colour}'></i>" for colour in ("#ff5f57", "#febc2e", "#28c840"))
    top = f"<div class=wt>{lights}<span>{app}</span></div><div class=mn>{menu}</div>"
    colours = {"paper": "#1e1f22", "ink": "#d6d6d6"} if dark else {}
    return page(top + body, base + css, font=font, px=px, **colours)


def facts(pairs: Iterable[tuple[str, str, int | None]], *, stacked: bool = False) -> str:
    """Labels with their values, the value beside its label or below it; the number is the task it belongs to."""
    out = ""
    for name, value, task in pairs:
        mark = "" if task is None else f" data-task={task}"
        out += f"<div class='ft{' st' if stacked else ''}'><span class=nm>{name}</span><span{mark}>{value}</span></div>"
    return out


FACTS = ".ft{display:flex;margin:9px 0}.nm{width:110px;color:#7a7f87;flex:none}.st{display:block}.st .nm{display:block;font-size:12px}"
