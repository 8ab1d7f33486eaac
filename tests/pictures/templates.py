"""HTML of chats, boards, tables, notes and windows for the development pictures. Knows no case and no browser."""
# ruff: noqa: E501 (a line of HTML stays whole)

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markup import CJK, OPEN, ROBOTO, face, page

Row = tuple[str, str, str]  # sender, time, message; sender "--" is a divider, "" is the person whose screen it is


@dataclass(frozen=True, slots=True)
class Look:
    """Colours and shapes of one chat program."""

    paper: str
    ink: str
    faint: str
    side: str
    bubble: str  # "" where messages stand on the page itself
    mine: str
    mention: str
    font: str
    corner: str = "8px"
    rail: str = "#2e2e2e"
    px: int = 14
    side_ink: str = ""
    letters: bool = True


WECHAT = Look("#f5f5f5", "#111", "#9b9b9b", "#e9e8e8", "#fff", "#95ec69", "color:inherit", CJK, "4px", letters=False)
FEISHU = Look("#fff", "#1f2329", "#8f959e", "#f5f6f7", "#f2f3f5", "#d1e3ff", "color:#245bdb", CJK, rail="#ebedf1")
FEISHU_NIGHT = Look(
    "#1a1a1a", "#ebebeb", "#757575", "#242424", "#2e2e2e", "#143a8c", "color:#75a4ff", CJK, "8px", "#141414"
)
DING = Look("#f1f2f5", "#171a1d", "#a2a3a5", "#fff", "#fff", "#cfe5ff", "color:#1677ff", CJK, "10px", "#e3ecf8", 15)
SLACK = Look(
    "#fff", "#1d1c1d", "#616061", "#4a154b", "", "", "color:#1264a3;background:#e8f5fa;border-radius:3px;padding:0 2px",
    OPEN, "6px", "#350d36", 15, "#d9c9da",
)  # fmt: skip
SLACK_NIGHT = Look(
    "#1a1d21", "#d1d2d3", "#9a9b9d", "#19171d", "", "", "color:#1d9bd1;background:#1d9bd11a;padding:0 2px",
    OPEN, "6px", "#121016", 15, "#b5b5b8",
)  # fmt: skip
TEAMS = Look("#f5f5f5", "#242424", "#616161", "#ebebeb", "#fff", "#e8ebfa", "color:#4f52b2;font-weight:600", OPEN, "6px",
             "#e0e0e0")  # fmt: skip
DISCORD = Look(
    "#313338", "#dbdee1", "#949ba4", "#2b2d31", "", "", "color:#c9cdfb;background:#3c4270;border-radius:3px;padding:0 2px",
    OPEN, "8px", "#1e1f22", 15, "#949ba4",
)  # fmt: skip
WHATSAPP = Look("#efe7dd", "#111b21", "#667781", "#fff", "#fff", "#d9fdd3", "color:#027eb5", ROBOTO, "9px", "#f0f2f5")
TELEGRAM = Look(
    "#0e1621", "#f5f5f5", "#6d7f8f", "#17212b", "#182533", "#2b5278", "color:#6ab3f3", ROBOTO, "12px", "#0e1621"
)


def messenger(
    look: Look,
    title: str,
    rows: Iterable[Row],
    *,
    side: Sequence[Row] = (),
    note: str = "",
    me: str = "我",
    write: str = "",
) -> str:
    """A chat window; `side` rows are conversations (name, time, last message), or channels where the time is ""."""
    css = f"""body{{display:flex;height:100vh;overflow:hidden}}at{{{look.mention}}}
    .rail{{width:56px;flex:none;background:{look.rail};padding:14px 0;text-align:center}}
    .rail u{{display:block;width:24px;height:24px;border-radius:7px;margin:20px auto;background:{look.faint}66}}
    .side{{width:250px;flex:none;background:{look.side};color:{look.side_ink or look.ink};overflow:hidden}}
    .find{{margin:14px;padding:4px 10px;border-radius:5px;background:{look.faint}2e;color:{look.faint};font-size:12px}}
    .talk{{display:flex;gap:10px;padding:9px 14px}}.talk:nth-child(3){{background:{look.faint}33}}
    .talk div{{flex:1;min-width:0}}.talk p,.talk b{{margin:0;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}}
    .talk b{{font-weight:500;display:flex;justify-content:space-between}}.talk p,.talk small{{color:{look.faint};font-size:12px}}
    .chan{{padding:3px 18px;white-space:nowrap}}.sect{{padding:14px 18px 3px;font-size:13px;opacity:.75}}
    .main{{flex:1;display:flex;flex-direction:column;min-width:0}}
    .main header{{padding:13px 22px;border-bottom:1px solid {look.faint}44;font-size:16px;font-weight:600}}
    header small{{font-weight:400;color:{look.faint};margin-left:12px;font-size:12px}}
    .log{{flex:1;padding:8px 22px;overflow:hidden}}.gap{{text-align:center;color:{look.faint};font-size:12px;margin:10px}}
    .row{{display:flex;gap:10px;margin:9px 0;align-items:flex-start}}.own{{flex-direction:row-reverse}}
    .own .text{{background:{look.mine}}}.own .who{{text-align:right}}.who{{color:{look.faint};font-size:12px}}
    .flat .who b{{color:{look.ink};font-size:15px;font-weight:700;margin-right:7px}}
    .text{{background:{look.bubble or "none"};border-radius:{look.corner};max-width:min(640px,72vw);
      padding:{"8px 12px" if look.bubble else "0"};display:inline-block}}
    q{{display:block;quotes:none;border-left:3px solid {look.faint}88;padding:1px 8px;margin-bottom:4px;color:{look.faint}}}
    re{{display:inline-block;border:1px solid {look.faint}55;border-radius:11px;padding:0 8px;font-size:12px;margin-top:4px}}
    .card{{border:1px solid {look.faint}44;border-radius:8px;padding:10px 14px;margin-top:4px;display:block}}
    .box{{border-top:1px solid {look.faint}44;margin:0;padding:14px 22px 30px;color:{look.faint}}}"""
    log = "".join(bubble(look, row, me) for row in rows)
    rail = f"<div class=rail>{face(me, 34, corner='8px')}{'<u></u>' * 6}</div>"
    left = f"<div class=side><div class=find>{'搜索' if look.font == CJK else 'Search'}</div>" if side else ""
    left += "".join(talk(row) for row in side) + ("</div>" if side else "")
    head = f"<header>{title}<small>{note}</small></header>"
    main = f"<div class=main>{head}<div class=log>{log}</div><div class=box>{write or '&nbsp;'}</div></div>"
    return page(rail + left + main, css, font=look.font, paper=look.paper, ink=look.ink, px=look.px)


def bubble(look: Look, row: Row, me: str) -> str:
    """One message: a bubble left or right, or a flat paragraph below its sender."""
    who, when, text = row
    if who == "--":
        return f"<div class=gap>{when}{text}</div>"
    name = who or me
    icon = face(name, 36, letters=look.letters, corner="50%" if look in (FEISHU, FEISHU_NIGHT, TEAMS) else "6px")
    if not look.bubble:
        head = f"<div class=who><b>{name}</b>{when}</div>"
        return f"<div class='row flat'>{icon}<div>{head}<div class=text>{text}</div></div></div>"
    head = f"<div class=who>{name if who else ''} {when}</div>"
    return f"<div class='row{'' if who else ' own'}'>{icon}<div>{head}<div class=text>{text}</div></div></div>"


def talk(row: Row) -> str:
    """One entry of a chat program's sidebar."""
    name, when, last = row
    if name == "--":
        return f"<div class=sect>{last}</div>"
    if not when:
        return f"<div class=chan>{name}</div>"
    return f"<div class=talk>{face(name, 38)}<div><b>{name}<small>{when}</small></b><p>{last}</p></div></div>"


def phone(title: str, body: str, css: str = "", *, font: str = CJK, paper: str = "#ededed", ink: str = "#111") -> str:
    """A phone screen of 360 x 800 points with status bar, title and whatever is below."""
    frame = """.bar{display:flex;justify-content:space-between;padding:7px 18px;font-size:12px;font-weight:600}
    .top{display:flex;padding:8px 16px;font-size:16px;font-weight:600;border-bottom:1px solid #0001;gap:14px}
    .m{display:flex;gap:8px;padding:6px 12px;align-items:flex-start}.m.o{flex-direction:row-reverse}
    .m small{display:block;color:#888;font-size:11px}.m div{max-width:252px}
    .m p{margin:2px 0;padding:8px 10px;border-radius:6px;background:#fff;display:inline-block}.m.o p{background:#95ec69}
    .d{text-align:center;font-size:11px;color:#999;padding:6px}
    .foot{position:fixed;bottom:0;left:0;right:0;padding:12px 16px 26px;background:#f6f6f6;color:#999;border-top:1px solid #0002}"""
    bar = "<div class=bar><span>9:41</span><span>5G ▮▮▮ 87%</span></div>"
    return page(f"{bar}<div class=top><span>‹</span>{title}</div>{body}", frame + css, font=font, paper=paper, ink=ink)


def said(who: str, text: str, *, own: bool = False, small: str = "") -> str:
    """One message on a phone screen."""
    top = f"<small>{small or who}</small>" if not own else ""
    return f"<div class='m{' o' if own else ''}'>{face(who, 36, letters=False, corner='5px')}<div>{top}<p>{text}</p></div></div>"


def board(columns: Sequence[tuple[str, Sequence[str]]], *, head: str, css: str, font: str = OPEN) -> str:
    """A kanban board; a card is HTML whose look is up to `css` (.lane, .card, .lane h4)."""
    base = """.bar{display:flex;align-items:center;gap:16px;padding:10px 20px}.lanes{display:flex;gap:14px;padding:8px 20px}
    .lane{width:276px;flex:none;padding:10px;border-radius:10px}.lane h4{margin:2px 4px 10px;font-size:14px}
    .card{padding:10px 12px;margin-bottom:9px;border-radius:7px;font-size:14px}.card footer{display:flex;gap:8px;
    align-items:center;margin-top:7px;font-size:12px}.pill{border-radius:4px;padding:1px 7px;font-size:11px;
    display:inline-block;margin:0 4px 4px 0}.push{margin-left:auto}"""
    lanes = "".join(
        f"<div class=lane><h4>{title}</h4>" + "".join(f"<div class=card>{card}</div>" for card in cards) + "</div>"
        for title, cards in columns
    )
    return page(f"<div class=bar>{head}</div><div class=lanes>{lanes}</div>", base + css, font=font)


def sheet(
    heads: Sequence[str], rows: Sequence[Sequence[str]], *, marked: Sequence[int | None], before: str = "", css: str = "",
    font: str = OPEN, numbers: bool = False, letters: bool = False,
) -> str:  # fmt: skip
    """A table under `before`; `marked[i]` is the task that row i stands for, or None."""
    base = """table{border-collapse:collapse}td,th{border:1px solid #d4d7dc;padding:6px 11px;text-align:left;
    vertical-align:top}td.n,tr.l td{background:#f3f4f6;color:#777;text-align:center;font-size:12px}"""
    table = "<table>"
    if letters:
        table += "<tr class=l><td>" + "".join(f"<td>{chr(65 + i)}" for i in range(len(heads))) + "</tr>"
    table += "<tr>" + ("<td class=n>1" if numbers else "") + "".join(f"<th>{head}</th>" for head in heads) + "</tr>"
    for index, (row, task) in enumerate(zip(rows, marked, strict=True)):
        mark = "" if task is None else f" data-task={task}"
        number = f"<td class=n>{index + 2}</td>" if numbers else ""
        table += f"<tr{mark}>{number}" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>"
    return page(before + table + "</table>", base + css, font=font)


def pinned(
    notes: Iterable[tuple[int, int, int, str, float, str]],
    *,
    title: str,
    css: str = "",
    font: str,
    paper: str = "#fafafa",
) -> str:
    """Sticky notes at x, y with a width, a colour, a tilt in degrees and a text."""
    base = """h1{position:absolute;left:40px;top:14px;margin:0;font-size:30px}.tag{position:absolute;padding:18px 16px;
    min-height:120px;box-shadow:1px 3px 7px #0004;font-size:20px;line-height:1.35}"""
    tags = "".join(
        f"<div class=tag style='left:{x}px;top:{y}px;width:{width}px;background:{colour};transform:rotate({tilt}deg)'>{text}</div>"
        for x, y, width, colour, tilt, text in notes
    )
    return page(f"<h1>{title}</h1>{tags}", base + css, font=font, paper=paper)


def browser_window(address: str, body: str, css: str = "", *, font: str = OPEN, px: int = 14, **colours: str) -> str:
    """A page inside a browser with a tab strip and an address bar."""
    frame = """.tabs{background:#dee1e6;padding:8px 10px 0;display:flex;gap:6px;font-size:12px;color:#3c4043}
    .tabs span{padding:6px 16px;border-radius:8px 8px 0 0;background:#fff}.tabs span+span{background:#cfd3d9}
    .url{background:#fff;padding:5px 14px;border-bottom:1px solid #ddd;font-size:12px;color:#3c4043}
    .url i{font-style:normal;background:#f1f3f4;border-radius:14px;padding:4px 14px;display:inline-block;width:60%}"""
    tab = address.split("/")[0]
    top = f"<div class=tabs><span>{tab}</span><span>New Tab</span></div><div class=url>←&ensp;→&ensp;⟳&ensp;<i>{address}</i></div>"
    return page(top + body, frame + css, font=font, px=px, **colours)


def slide(title: str, body: str, css: str = "", *, font: str = OPEN, colour: str = "#1f4e79") -> str:
    """One presentation slide that fills the screen."""
    base = f""".slide{{padding:46px 70px;height:100vh;border-top:14px solid {colour}}}
    .slide h1{{margin:0 0 26px;font-size:38px;color:{colour}}}.slide li{{margin:14px 0;font-size:25px}}
    .no{{position:fixed;right:30px;bottom:16px;color:#999;font-size:14px}}"""
    return page(f"<div class=slide><h1>{title}</h1>{body}</div>", base + css, font=font)


def call(names: Sequence[str], chat: str, *, title: str, foot: str, font: str = OPEN) -> str:
    """A video call: tiles with names, a chat panel at the right."""
    css = """body{display:flex;height:100vh}.grid{flex:1;display:grid;grid-template-columns:repeat(3,1fr);gap:8px;
    padding:46px 12px 74px}.tile{background:#2f3136;border-radius:8px;position:relative;display:flex;align-items:center;
    justify-content:center}.tile b{position:absolute;left:8px;bottom:6px;font-size:12px;font-weight:400;
    background:#0008;padding:1px 8px;border-radius:4px}.panel{width:330px;background:#fff;color:#222;padding:14px 16px}
    .panel p{margin:2px 0 10px}.panel small{color:#777}.head{position:fixed;left:16px;top:12px;font-size:13px}
    .foot{position:fixed;bottom:22px;left:30px;color:#bbb;font-size:13px;word-spacing:22px}at{color:#0b5cff}"""
    tiles = "".join(f"<div class=tile>{face(name, 72)}<b>{name}</b></div>" for name in names)
    body = f"<div class=head>{title}</div><div class=grid>{tiles}</div><div class=foot>{foot}</div>"
    return page(f"{body}<div class=panel>{chat}</div>", css, font=font, paper="#1a1b1e", ink="#eee")
