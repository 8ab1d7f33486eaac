"""Whiteboards, photos, kanban boards and tables kept for judging, with the tasks in them."""
# ruff: noqa: E501 (a line of HTML stays whole)

from datetime import date

from markup import ARIAL, CJK, COMIC, KAI, OPEN, SERIF_CJK, Case, Photo, face, job, page
from templates_heldout import desk, grid, tile, tiles

RETRO = """body{background:#fff}.w{display:flex;gap:26px;padding:26px 34px}.w>div{flex:1;background:#f4f5f7;border-radius:14px;padding:16px;height:600px}h3{margin:0 0 12px;font-size:21px}
.n{padding:13px;width:84%;margin:0 0 13px;font-size:18px;line-height:1.35;box-shadow:0 2px 4px #0003}h2{margin:16px 34px 0}"""


def note(text: str, colour: str, left: int = 0) -> str:
    """A square of paper on a board."""
    return f"<div class=n style='background:{colour};margin-left:{left}px'>{text}</div>"


retro = Case(
    "retro_board", "whiteboard", "en",
    page("<h2>Sprint 31 retro</h2><div class=w><div><h3>🙂 Went well</h3>" + note("Thanks @ximena for the demo!", "#d3f9d8") + note("Fewer merge conflicts", "#d3f9d8", 30) + note("Pairing Fridays +4", "#d3f9d8", 8)
         + "</div><div><h3>🙁 Could be better</h3>" + note("CI takes 40 min", "#ffe3e3", 14) + note("Too many meetings?", "#ffe3e3") + "</div><div><h3>🎯 Actions</h3>"
         + note("<t0>@Ximena split the CI job in two by 28 Jan</t>", "#d0ebff") + note("<t1>@joost.k: cancel the Tuesday sync</t>", "#d0ebff", 20) + note("<t2>@Ximena @Pádraig write the handover page (P3)</t>", "#d0ebff", 6) + "</div></div>", RETRO, font=COMIC),
    (
        job("Ximena", "split the CI job in two by 28 Jan", "2026-01-28", said="by 28 Jan"), job("joost.k", "cancel the Tuesday sync"),
        job("Ximena|Pádraig", "write the handover page", None, "low", also=("write the handover page (P3)",)),
    ),
    date(2026, 1, 14), (1280, 720, 1),
)  # fmt: skip

FLOW = ".x{position:absolute;border:2px solid #333;background:#fff;padding:12px 16px;font-size:18px;max-width:290px}.o{border-radius:30px;background:#e7f5ff}svg{position:absolute;left:0;top:0}"
flow = Case(
    "flow_zh", "whiteboard", "zh",
    page("""<svg width=1440 height=900><g stroke='#333' stroke-width=2 fill='none'><path d='M260 130H420'/><path d='M710 130H860'/><path d='M1000 175V380'/><path d='M860 430H710'/><path d='M420 430H260'/></g></svg>
    <div class='x o' style='left:90px;top:104px'>需求提出（运营）</div><div class=x style='left:420px;top:90px'><t0>@裴元 本周四前画出原型</t></div><div class=x style='left:860px;top:90px'><t1>@岑岑 评估接口改造量，明天上午</t></div>
    <div class=x style='left:860px;top:390px'>评审通过？</div><div class=x style='left:420px;top:390px'><t2>@Bob老师 排期（中）</t></div><div class='x o' style='left:110px;top:404px'>上线发布</div>
    <div style='position:absolute;left:90px;top:26px;font-size:26px'>签到功能流程</div>""", FLOW, font=KAI, paper="#fcfcf9"),
    (
        job("裴元", "本周四前画出原型", "2026-04-02", "high", said="本周四前"), job("岑岑", "评估接口改造量，明天上午", "2026-03-31", "high", said="明天上午"),
        job("Bob老师", "排期", also=("排期（中）",)),
    ),
    date(2026, 3, 30), (1440, 640, 1),
)  # fmt: skip

people_board = Case(
    "people_board", "whiteboard", "zh",
    page("<h2>婚礼当天分工</h2><div class=w><div><h3>伴郎 阿泽</h3>" + note("<t0>早上7点前取婚车</t>", "#fff3bf") + note("<t1>保管戒指</t>", "#fff3bf", 16) + "</div><div><h3>表姐 芷若</h3>"
         + note("<t2>核对宾客名单</t>", "#eebefa") + note("<t3>给乐队结尾款</t>", "#eebefa", 24) + "</div><div><h3>司仪 大白</h3>" + note("<t4>彩排两遍流程</t>", "#c3fae8", 10) + "</div></div>", RETRO, font=KAI),
    (
        job("伴郎 阿泽", "早上7点前取婚车", "skip", None, also=("取婚车",)), job("伴郎 阿泽", "保管戒指"), job("表姐 芷若", "核对宾客名单"),
        job("表姐 芷若", "给乐队结尾款"), job("司仪 大白", "彩排两遍流程"),
    ),
    date(2026, 4, 2), (1280, 720, 1),
)  # fmt: skip

WALL = "h1{font-size:40px;margin:26px 60px 4px}li{font-size:30px;margin:14px 40px;list-style:none}"
photo_wall = Case(
    "photo_notes", "photo", "en",
    page("<div style='display:flex;flex-wrap:wrap;gap:46px;padding:60px 80px'>" + "".join(f"<div style='background:{colour};width:310px;min-height:200px;padding:24px;font-size:29px;line-height:1.3;transform:rotate({turn}deg);box-shadow:2px 5px 9px #0005'>{text}</div>" for text, colour, turn in (
        ("<t0>@Ottilie<br>call the roofer tomorrow</t>", "#ffe066", -2), ("paint: blue or grey?", "#ffc9c9", 2), ("<t1>@Sam:<br>measure the windows</t>", "#b2f2bb", 1), ("skip hire: £180", "#ffe066", 2), ("<t2>@Sam<br>old fridge to the tip<br>(no rush)</t>", "#a5d8ff", -1))) + "</div>", font=COMIC, paper="#d8d3c7"),
    (
        job("Ottilie", "call the roofer tomorrow", "2026-06-23", "high", said="tomorrow"), job("Sam", "measure the windows"),
        job("Sam", "old fridge to the tip", None, "low", also=("old fridge to the tip (no rush)",)),
    ),
    date(2026, 6, 22), (1280, 720, 1), Photo(41, 0.05, -1.0, 0.4, 6, 0.8, (150, 140, 126)), 85,
)  # fmt: skip

photo_pad = Case(
    "photo_notebook", "photo", "zh",
    page("<h1>3月例会记录</h1><ul><li>到会：全体店员</li><li><t0>① @花姐：盘点冷柜，周六前</t></li><li><t1>② @阿勇 打扫后厨 (急)</t></li><li>③ 新价目表已贴出</li><li><t2>④ @花姐 学做新甜品，有空再说</t></li></ul>", WALL + "body{background-image:repeating-linear-gradient(#0000 0 45px,#a9c4e0 45px 47px)}", font=KAI, paper="#fffdf4", ink="#222a55"),
    (
        job("花姐", "盘点冷柜，周六前", "2027-03-06", "high", said="周六前"), job("阿勇", "打扫后厨", None, "high", also=("打扫后厨 (急)",)),
        job("花姐", "学做新甜品，有空再说", None, "low", also=("学做新甜品",)),
    ),
    date(2027, 3, 3), (1100, 640, 1.25), Photo(57, 0.06, 1.5, 0.5, 7, 0.9, (84, 70, 60)), 76,
)  # fmt: skip

SHEET = "table{border-collapse:collapse;font-size:23px;margin:14px 70px}td,th{border:2px solid #444;padding:9px 18px;text-align:left}h2{margin:36px 70px 0}"
photo_table = Case(
    "photo_table", "photo", "en",
    page("""<h2>Allotment work day – 14 March</h2><table><tr><th>Job<th>Who<th>By</tr><tr data-task=0><td>Mend the water butt<td>Gwen<td>20 March</tr><tr data-task=1><td>Turn the compost<td>Arthur P.<td></tr>
    <tr data-task=2><td>Order seed potatoes<td>Gwen<td>28 March</tr><tr><td>Paint the shed<td><td></tr></table><p style='margin:16px 70px'>Tea and cake at 3!</p>""", SHEET, font=ARIAL, paper="#fbfaf6", px=22),
    (
        job("Gwen", "Mend the water butt", "2027-03-20"), job("Arthur P.", "Turn the compost"), job("Gwen", "Order seed potatoes", "2027-03-28"),
    ),
    date(2027, 3, 3), (1200, 600, 1.25), Photo(63, 0.07, -2.0, 0.4, 5, 0.9, (110, 104, 92)), 80,
)  # fmt: skip


def by(name: str) -> str:
    """Name and avatar, the avatar last."""
    return f"<span>{name} {face(name, 18)}</span>"


def tag(text: str, colour: str) -> str:
    """A round label with a soft background."""
    return f"<span class=tg style='background:{colour}33;color:{colour}'>{text}</span>"


linear = Case(
    "linear_board", "board", "en",
    tiles([
        ("◌ Backlog 1", [tile(None, "Rethink the empty inbox", "No assignee", above="<small>NOV-90</small>")]),
        ("○ Todo 2", [tile(0, "Crash when pasting from Excel", by("freya") + tag("Urgent", "#f25c54"), above="<small>NOV-84</small>"),
                      tile(1, "Trim the onboarding mails", by("Dev Anand") + tag("Low", "#8a8f98") + "<span>due Apr 30</span>", above="<small>NOV-71</small>")]),
        ("◑ In Progress 1", [tile(2, "Index the attachments", by("freya") + tag("Medium", "#e0a64b"), above="<small>NOV-66</small>")]),
        ("✔ Done 1", [tile(3, "Replace the spinner", by("Dev Anand"), above="<small>NOV-60</small>")])],
        "body{background:#101113;color:#e3e4e6}.tile{background:#1b1c1f;border:1px solid #2a2b2f}small{color:#8a8f98}", top="<b>Novella</b> › Active issues&emsp;Filter&emsp;Display"),
    (
        job("freya", "Crash when pasting from Excel", None, "high"), job("Dev Anand", "Trim the onboarding mails", "2026-04-30", "low"),
        job("freya", "Index the attachments"), job("Dev Anand", "Replace the spinner", done=True),
    ),
    date(2026, 4, 2), (1366, 768, 1),
)  # fmt: skip

teambition = Case(
    "teambition_board", "board", "zh",
    tiles([
        ("待处理 · 3", [tile(0, "更换展厅射灯", by("凌波") + "<span style='color:#e62412'>今天截止</span>"), tile(1, "整理供应商样册", by("戚薇") + tag("较低", "#1b9aee")), tile(None, "设计新名片", "待认领")]),
        ("进行中 · 2", [tile(2, "审核外墙施工合同", by("俞飞") + tag("非常紧急", "#e62412")), tile(3, "布置样板间软装", by("戚薇") + "<span>7月18日截止</span>")]),
        ("已完成 · 1", [tile(4, "采购样品架", by("凌波") + "<span>✓</span>")])],
        "body{background:#eef3f8}.tile{background:#fff;box-shadow:0 1px 3px #0002}.hd{color:#555}", top="<b>展厅改造项目</b>　任务　里程碑　统计　更多", font=CJK),
    (
        job("凌波", "更换展厅射灯", "2026-06-22", "high"), job("戚薇", "整理供应商样册", None, "low"), job("俞飞", "审核外墙施工合同", None, "high"),
        job("戚薇", "布置样板间软装", "2026-07-18"), job("凌波", "采购样品架", done=True),
    ),
    date(2026, 6, 22), (1280, 800, 1.5),
)  # fmt: skip

azure = Case(
    "azure_board", "board", "en",
    tiles([
        ("New", [tile(0, "<b>5120</b> Barcode scanner ignores lowercase", by("Ruslan Bekov") + "<span>State ● New</span>"), tile(None, "<b>5133</b> Spike on label printers", "Unassigned&ensp;State ● New")]),
        ("Active", [tile(1, "<b>5098</b> Sort pallets by weight", by("Mary-Ann Lee") + "<span>State ● Active</span>"), tile(2, "<b>5101</b> Sync stock levels every five minutes instead of hourly", by("Ruslan Bekov") + "<span>State ● Active</span>")]),
        ("Closed", [tile(3, "<b>5077</b> Export the dock schedule", by("Mary-Ann Lee") + "<span>State ● Closed</span>")])],
        "body{background:#f8f8f8}.tile{background:#fff;border-left:4px solid #cc293d;box-shadow:0 1px 3px #0003}.hd{font-weight:700;font-size:15px}", top="<b>Warehouse Team</b>&ensp;Board&ensp;Analytics&emsp;View as Backlog", font=ARIAL),
    (
        job("Ruslan Bekov", "Barcode scanner ignores lowercase", also=("5120 Barcode scanner ignores lowercase",)), job("Mary-Ann Lee", "Sort pallets by weight", also=("5098 Sort pallets by weight",)),
        job("Ruslan Bekov", "Sync stock levels every five minutes instead of hourly", also=("5101 Sync stock levels every five minutes instead of hourly",)),
        job("Mary-Ann Lee", "Export the dock schedule", done=True, also=("5077 Export the dock schedule",)),
    ),
    size=(1024, 768, 1),
)  # fmt: skip

mixed_board = Case(
    "planner_mixed", "board", "mixed",
    tiles([
        ("优先 High", [tile(0, "修复 iOS 17 闪退", "👤 Wei-Ting Lo"), tile(1, "Renew the Apple developer account", "👤 赖先生 · due 6/26")]),
        ("一般 Normal", [tile(2, "补充英文 FAQ", "👤 Wei-Ting Lo"), tile(None, "Research: dark icons", "💬 2")]),
        ("完成 Done", [tile(3, "上传隐私政策", "👤 赖先生")])],
        "body{background:#faf7f2}.tile{background:#fff;border:1px solid #e0d8cc}", top="<b>App Launch 上架看板</b>", font=CJK, width=270),
    (
        job("Wei-Ting Lo", "修复 iOS 17 闪退", None, "high"), job("赖先生", "Renew the Apple developer account", "2026-06-26", "high"),
        job("Wei-Ting Lo", "补充英文 FAQ"), job("赖先生", "上传隐私政策", done=True),
    ),
    date(2026, 6, 22), (960, 600, 1.25), jpeg=78,
)  # fmt: skip

ASANA = ".hdr{color:#6d6e6f;font-size:12px;border-bottom:1px solid #ddd}.gr{--w:36px 380px 190px 150px 130px}.gr+.gr{border-bottom:1px solid #eee}h3{margin:16px 20px 6px}"
asana = Case(
    "asana_list", "table", "en",
    desk("Autumn catalogue – List", "List&emsp;Board&emsp;Timeline&emsp;Calendar&emsp;Files", "<h3>Autumn catalogue</h3>" + grid("|Task name|Assignee|Due date|Priority", [
        "○|Brief the photographer for the outdoor set|" + by("Zuleika") + "|Aug 28|High", "○|Collect the product texts|" + by("Ed Marlowe") + "|Sep 18|Medium", "○|Choose the paper stock|" + by("Zuleika") + "||Low", "○|Proofreading slot|||", "✓|Sign the print contract|" + by("Ed Marlowe") + "|Aug 14|",
    ], marked=[0, 1, 2, None, 3], css=ASANA)),
    (
        job("Zuleika", "Brief the photographer for the outdoor set", "2026-08-28", "high"), job("Ed Marlowe", "Collect the product texts", "2026-09-18"),
        job("Zuleika", "Choose the paper stock", None, "low"), job("Ed Marlowe", "Sign the print contract", "2026-08-14", done=None),
    ),
    date(2026, 8, 27), (1280, 720, 1),
)  # fmt: skip

WPS = ".gr{--w:60px 110px 330px 130px 110px 120px}.gr>div{border-right:1px solid #d0d7e5;border-bottom:1px solid #d0d7e5;padding:6px 10px}.hdr{background:#dbe9d5;font-weight:600}"
wps = Case(
    "wps_sheet", "table", "zh",
    desk("三季度督办事项.et - WPS 表格", "文件　开始　插入　页面布局　公式　数据　审阅　视图", grid("编号|处理人|督办事项|办结时限|紧急程度|办理状态", [
        "1|童谣|清退到期的临时用工合同并完成社保减员申报|8月31日|特急|办理中", "2|甄选|更新消防疏散平面图|9月30日|一般|未办理", "3|宗元|报送安全生产月总结|8月20日|一般|已办结", "4||修缮西侧围墙|待定|一般|未办理", "5|甄选、宗元|走访十户企业|9月15日|一般|未办理",
    ], marked=[0, 1, 2, None, 3], css=WPS), font=CJK, px=14),
    (
        job("童谣", "清退到期的临时用工合同并完成社保减员申报", "2026-08-31", "high"), job("甄选", "更新消防疏散平面图", "2026-09-30"),
        job("宗元", "报送安全生产月总结", "2026-08-20", done=True), job("甄选|宗元", "走访十户企业", "2026-09-15"),
    ),
    date(2026, 8, 27), (1920, 1080, 1),
)  # fmt: skip

BITA = ".gr{--w:340px 150px 130px 130px;border-bottom:1px solid #2f3237}.hdr{color:#8a8f99}body{padding:10px}"
dark_base = Case(
    "base_dark", "table", "mixed",
    desk("Launch tracker 表格视图", "＋ 新建记录　筛选　分组　排序", grid("任务|执行人|Deadline|Status", [
        "Localize the store listing (ja, ko)|" + by("Haruka") + "|2026-02-20|In progress", "压缩首屏图片|" + by("岳岳") + "|2026-02-12|待办", "预热邮件 A/B 版文案|" + by("岳岳") + " " + by("Haruka") + "|2026-03-10|待办", "Buy the .app domain||  |待办", "Set up the status page|" + by("Haruka") + "|2026-01-30|Done",
    ], marked=[0, 1, 2, None, 3], css=BITA), dark=True, font=CJK),
    (
        job("Haruka", "Localize the store listing (ja, ko)", "2026-02-20"), job("岳岳", "压缩首屏图片", "2026-02-12", "high"),
        job("岳岳|Haruka", "预热邮件 A/B 版文案", "2026-03-10"), job("Haruka", "Set up the status page", "2026-01-30", done=True),
    ),
    date(2026, 2, 10), (1024, 640, 2),
)  # fmt: skip

MDT = "body{padding:24px 60px}table{border-collapse:collapse}td,th{border:1px solid #d0d7de;padding:6px 13px}tr:nth-child(even){background:#f6f8fa}"
readme = Case(
    "readme_table", "table", "en",
    page("""<h2 style='border-bottom:1px solid #d0d7de'>Release 5 plan</h2><p>Freeze: 12 Nov. Questions in #rel-5.</p><table><tr><th>Assigned to<th>Item<th>ETA<th>P</tr><tr data-task=0><td>@w-zielinski<td>Port the installer to arm64<td>Nov 13<td>P0</tr>
    <tr data-task=1><td>@Okonkwo<td>Write the upgrade notes<td>Nov 27<td>P2</tr><tr data-task=2><td>@w-zielinski, @lu<td>Refresh the screenshots<td>Dec 4<td>P3</tr><tr><td>TBD<td>Announce on the forum<td><td>P2</tr></table>""", MDT, font=OPEN),
    (
        job("w-zielinski", "Port the installer to arm64", "2026-11-13", "high"), job("Okonkwo", "Write the upgrade notes", "2026-11-27"),
        job("w-zielinski|lu", "Refresh the screenshots", "2026-12-04", "low"),
    ),
    date(2026, 11, 6), (900, 560, 1.5),
)  # fmt: skip

RESP = "body{padding:26px 70px}table{border-collapse:collapse;width:860px;font-size:16px}th{background:#1f3864;color:#fff}td,th{padding:8px 12px;text-align:left;border-bottom:1px solid #999}"
serif_table = Case(
    "response_table", "table", "zh",
    page("""<h2 style='text-align:center;width:860px'>整改任务清单</h2><table><tr><th>整改措施<th>责任人<th>完成期限</tr><tr data-task=0><td>对全部配电箱加装漏电保护装置，逐箱张贴责任牌并拍照留档<td>阎师傅<td>2026年4月8日</tr>
    <tr data-task=1><td>补签临时用电作业票<td>安全员 蓝天<td>2026年4月20日</tr><tr data-task=2><td>组织一次触电急救培训<td>安全员 蓝天、阎师傅<td>两周内</tr></table><p>签发：项目经理 海峰　日期：2026年4月2日</p>""", RESP, font=SERIF_CJK),
    (
        job("阎师傅", "对全部配电箱加装漏电保护装置，逐箱张贴责任牌并拍照留档", "2026-04-08", "high"), job("安全员 蓝天", "补签临时用电作业票", "2026-04-20"),
        job("安全员 蓝天|阎师傅", "组织一次触电急救培训", "2026-04-16"),
    ),
    date(2026, 4, 2), (1024, 600, 1),
)  # fmt: skip

monday = Case(
    "monday_4k", "table", "en",
    desk("Clinic refurbishment", "Main table&emsp;Gantt&emsp;Chart&emsp;Integrate&emsp;Automate", grid("Item|Person|Status|Due date|Comment", [
        "Replace the reception desk|" + by("Hilde") + "|Working on it|5 Jun|carpenter booked", "Order the waiting room chairs|" + by("Obinna Eze") + "|Stuck|26 Jun|", "Fit the hand dryers|" + by("Hilde") + "|Done|12 Jun|",
    ], marked=[0, 1, 2], css=".hdr{color:#676879;font-size:13px}.gr{--w:330px 200px 150px 120px 220px;border-bottom:1px solid #d0d4e4;margin:0 20px}")),
    (
        job("Hilde", "Replace the reception desk", "2026-06-05", "high"), job("Obinna Eze", "Order the waiting room chairs", "2026-06-26", "high"), job("Hilde", "Fit the hand dryers", "2026-06-12", done=True),
    ),
    date(2026, 6, 22), (1920, 1080, 2),
)  # fmt: skip

CASES = (retro, flow, people_board, photo_wall, photo_pad, photo_table, linear, teambition, azure, mixed_board, asana, wps, dark_base,
         readme, serif_table, monday)  # fmt: skip
