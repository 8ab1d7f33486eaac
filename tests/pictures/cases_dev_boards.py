"""Development pictures of whiteboards, photos, kanban boards and tables, with the tasks in them."""
# ruff: noqa: E501 (a line of HTML stays whole)

from datetime import date

from markup import CJK, COMIC, KAI, ROBOTO, Case, Photo, face, job, page
from templates import board, browser_window, pinned, sheet

YELLOW, PINK, BLUE, GREEN, LILAC = "#fff2a8", "#ffc9d6", "#bfe3ff", "#c9f2c4", "#e2d2fb"

stickies_zh = Case(
    "stickies_zh", "whiteboard", "zh",
    pinned([
        (60, 110, 240, YELLOW, -1.5, "<t0>@林sir<br>联系三家场地<br>周四前报价</t>"),
        (350, 100, 240, PINK, 1, "<t1>@小满 设计邀请函（紧急）</t>"),
        (660, 115, 250, GREEN, -1, "预算上限：3 万"),
        (960, 95, 250, BLUE, 2, "为什么选 6 月？<br>天气好、避开高考"),
        (100, 350, 260, LILAC, 1.5, "<t2>@阿哲 备一份雨天方案，5月25日前</t>"),
        (440, 370, 260, YELLOW, -2, "主题：夏日漫游"),
        (780, 350, 300, PINK, 0.5, "<t3>@小满 @阿哲 整理去年的照片（不急）</t>"),
    ], title="团建头脑风暴", font=KAI),
    (
        job("林sir", "联系三家场地 周四前报价", "2026-05-07", "high", said="周四前"),
        job("小满", "设计邀请函", None, "high", also=("设计邀请函（紧急）",)),
        job("阿哲", "备一份雨天方案，5月25日前", "2026-05-25", said="5月25日前"),
        job("小满|阿哲", "整理去年的照片", None, "low", also=("整理去年的照片（不急）",)),
    ),
    date(2026, 5, 6),
)  # fmt: skip

stickies_en = Case(
    "stickies_en", "whiteboard", "en",
    pinned([
        (70, 105, 220, YELLOW, 1, "<t0>@Dana: recruit 6 testers</t>"),
        (330, 95, 220, YELLOW, -1, "Users get lost on step 3"),
        (590, 105, 220, GREEN, 1.5, "<t1>@Hugo fix the back button !!</t>"),
        (850, 100, 230, BLUE, -2, "Keep: big search bar 👍👍"),
        (110, 330, 250, PINK, -1, "<t2>@Li Wei sketch two options for the empty state by 11/17</t>"),
        (430, 340, 230, LILAC, 1, "What if we drop the wizard?"),
        (740, 330, 260, YELLOW, 1, "<t3>@Dana transcribe the interviews, low priority</t>"),
    ], title="Usability test – round 2", font=COMIC, paper="#f2f2ee"),
    (
        job("Dana", "recruit 6 testers"), job("Hugo", "fix the back button", None, "high"),
        job("Li Wei", "sketch two options for the empty state by 11/17", "2025-11-17", "high", said="by 11/17"),
        job("Dana", "transcribe the interviews", None, "low", also=("transcribe the interviews, low priority",)),
    ),
    date(2025, 11, 10),
)  # fmt: skip

MIND = """.n{position:absolute;border:2px solid #6b7fd7;border-radius:22px;padding:8px 18px;background:#eef1ff;font-size:17px}
.r{background:#6b7fd7;color:#fff;font-size:22px}svg{position:absolute;left:0;top:0}"""
LINES = "".join(f"<path d='M330 360 C400 360 400 {y} 460 {y} M690 {y} h60' stroke='#9aa8e6' fill='none' stroke-width=2 />"
                for y in (120, 300, 480, 620))  # fmt: skip
mindmap = Case(
    "mindmap_zh", "whiteboard", "zh",
    page(f"""<svg width=1280 height=720>{LINES}</svg><div class='n r' style='left:150px;top:335px'>校庆晚会</div>
    <div class=n style='left:460px;top:98px'>节目</div><div class=n style='left:460px;top:278px'>舞台</div>
    <div class=n style='left:460px;top:458px'>宣传</div><div class=n style='left:460px;top:598px'>经费 8000 元</div>
    <div class=n style='left:750px;top:98px'><t0>@文艺部 6月10日前收齐节目单</t></div>
    <div class=n style='left:750px;top:278px'><t1>@唐朝阳：借灯光和话筒（高）</t></div>
    <div class=n style='left:750px;top:458px'><t2>@宣传部-小鹿 写公众号推文</t></div>
    <div class=n style='left:750px;top:598px'>结余转入下学期</div>""", MIND, font=CJK),
    (
        job("文艺部", "6月10日前收齐节目单", "2026-06-10", "high", said="6月10日前"),
        job("唐朝阳", "借灯光和话筒", None, "high"), job("宣传部-小鹿", "写公众号推文"),
    ),
    date(2026, 6, 4),
)  # fmt: skip

BOARD = "h1{font-size:44px;margin:34px 70px 6px;text-decoration:underline}p{font-size:33px;margin:17px 80px}"
photo_board_en = Case(
    "photo_board_en", "photo", "en",
    page("""<h1>Lab meeting</h1><p><t0>@Noor – order pipette tips</t></p><p><t1>@Felipe – fix the centrifuge by Thursday</t></p>
    <p>Reading group moved to room 204</p><p><t2>@Sanna – poster draft (low)</t></p>""", BOARD, font=COMIC, paper="#fbfbf8", ink="#1c3f8f"),
    (
        job("Noor", "order pipette tips"), job("Felipe", "fix the centrifuge by Thursday", "2026-11-19", "high", said="by Thursday"),
        job("Sanna", "poster draft", None, "low", also=("poster draft (low)",)),
    ),
    date(2026, 11, 18), photo=Photo(11, 0.07, 1.2, 0.4), jpeg=82,
)  # fmt: skip

photo_board_zh = Case(
    "photo_board_zh", "photo", "zh",
    page("""<h1>周会 4/20</h1><p><t0>@大伟 修复扫码失败 (P0)</t></p><p><t1>@小贝 4/23 前整理用户反馈</t></p>
    <p>Q2 目标：留存 40%</p><p><t2>@鲁班 搭测试环境，月底前</t></p>""", BOARD, font=KAI, paper="#f5f7f6", ink="#a02222"),
    (
        job("大伟", "修复扫码失败", None, "high"), job("小贝", "4/23 前整理用户反馈", "2026-04-23", "high", said="4/23 前"),
        job("鲁班", "搭测试环境，月底前", "2026-04-30", said="月底前"),
    ),
    date(2026, 4, 20), (1600, 900, 1), Photo(23, 0.06, -1.5, 0.45, 7, 0.9, (120, 112, 98)), 78,
)  # fmt: skip

photo_paper = Case(
    "photo_paper_zh", "photo", "zh",
    page("""<div style='padding:56px 80px'><h2 style='text-align:center;font-size:30px'>第三党小组工作安排</h2>
    <p>时间：5月6日　地点：二楼会议室</p><ol><li><t0>魏建国：5月12日前上报学习心得</t></li><li><t1>方晓玲：更新宣传栏</t></li>
    <li><t2>高峰：走访两户困难群众，填写走访记录表</t></li></ol><p>附：会议签到表一份</p></div>""",
         "li{margin:18px 0}", font="'Noto Serif CJK SC'", paper="#fdfcf8", px=24),
    (
        job("魏建国", "5月12日前上报学习心得", "2026-05-12", "high", said="5月12日前"), job("方晓玲", "更新宣传栏"),
        job("高峰", "走访两户困难群众，填写走访记录表"),
    ),
    date(2026, 5, 6), (1080, 760, 1.5), Photo(5, 0.05, 2.0, 0.5, 5, 1.0, (70, 58, 48)), 75,
)  # fmt: skip


def who(name: str) -> str:
    """An avatar with its name, as cards show an assignee."""
    return f"{face(name, 20)} {name}"


def pill(text: str, colour: str, ink: str = "#fff") -> str:
    """A label chip."""
    return f"<span class=pill style='background:{colour};color:{ink}'>{text}</span>"


def card(task: int | None, title: str, foot: str = "", labels: str = "") -> str:
    """A kanban card; `task` is None where nobody is named on it."""
    mark = "" if task is None else f" data-task={task}"
    return f"<div{mark}>{labels}{'<br>' if labels else ''}{title}<footer>{foot}</footer></div>"


TRELLO = (
    "body{background:#0079bf}.bar{color:#fff}.lane{background:#f1f2f4}.card{background:#fff;box-shadow:0 1px 1px #0003}"
)
DUE = "<span class=pill style='background:#f5cd47'>🕑 {}</span>"
trello = Case(
    "trello_fair", "board", "en",
    board([
        ("To do", [
            card(0, "Book the string quartet", DUE.format("Apr 24") + who("Imani"), pill("urgent", "#c9372c")),
            card(None, "Ideas for the raffle prizes"),
            card(1, "Write thank-you letter to sponsors", who("Rolf Becker"), pill("low", "#4bce97", "#164b35"))]),
        ("Doing", [card(2, "Design the programme leaflet", DUE.format("May 15") + who("Imani"), pill("print", "#579dff"))]),
        ("Done", [card(3, "Reserve the town hall", who("Rolf Becker"), pill("venue", "#9f8fef")), card(None, "Pick a date")]),
    ], head="<b>Spring Fair</b> ☆ &ensp;Board&ensp;Table&ensp;Calendar&ensp;Power-Ups", css=TRELLO),
    (
        job("Imani", "Book the string quartet", "2026-04-24", "high"), job("Rolf Becker", "Write thank-you letter to sponsors", None, "low"),
        job("Imani", "Design the programme leaflet", "2026-05-15"), job("Rolf Becker", "Reserve the town hall", done=True),
    ),
    date(2026, 4, 20), (1280, 720, 1),
)  # fmt: skip

JIRA = ".lane{background:#f4f5f7;border-radius:4px}.lane h4{color:#5e6c84;font-weight:600;font-size:12px}.card{background:#fff;box-shadow:0 1px 2px #091e4240}"
KEY = "<span style='color:#5e6c84'>{}</span><span class=push>{}</span>"
jira = Case(
    "jira_sprint", "board", "en",
    board([
        ("TO DO 3", [
            card(0, "Session expires while the form is still being edited", KEY.format("WEB-311", who("Ana Ruiz")), pill("Highest", "#ffebe6", "#bf2600")),
            card(1, "Show seat numbers in the confirmation mail", KEY.format("WEB-318", who("piotr.w")), pill("Medium", "#fff7d6", "#7f5f01")),
            card(None, "Spike: offline mode", KEY.format("WEB-320", "Unassigned"))]),
        ("IN PROGRESS 1", [card(2, "Migrate the price rules", KEY.format("WEB-297", who("Ana Ruiz")), pill("Low", "#deebff", "#0747a6"))]),
        ("IN REVIEW 1", [card(3, "Throttle login attempts", KEY.format("WEB-290", who("Keiko M.")), pill("High", "#ffebe6", "#bf2600"))]),
        ("DONE 1", [card(4, "Remove the legacy banner", KEY.format("WEB-288", who("piotr.w")))]),
    ], head="<b>WEB Sprint 14</b>&ensp;5 days remaining&emsp;Group by: None&emsp;Insights", css=JIRA),
    (
        job("Ana Ruiz", "Session expires while the form is still being edited", None, "high"),
        job("piotr.w", "Show seat numbers in the confirmation mail"), job("Ana Ruiz", "Migrate the price rules", None, "low"),
        job("Keiko M.", "Throttle login attempts", None, "high"), job("piotr.w", "Remove the legacy banner", done=True),
    ),
    date(2026, 7, 1), (1366, 768, 1.25),
)  # fmt: skip

HUB = """body{background:#0d1117;color:#e6edf3}.lane{background:#010409;border:1px solid #30363d}.card{background:#161b22;
border:1px solid #30363d}.card small{color:#8b949e;display:block}"""
github = Case(
    "github_project", "board", "en",
    board([
        ("○ Todo 2", [card(0, "<small>⊙ atlas #91</small>Parser crashes on empty headers", "@{jun-ito}", pill("P1", "#5c1f1f", "#ffb3ad")),
                      card(1, "<small>⊙ atlas #88</small>Document the retry policy", "@{mkowalski}", pill("docs", "#1f3a5c", "#a5d6ff"))]),
        ("◐ In Progress 1", [card(2, "<small>⊙ atlas #79</small>Stream large uploads to disk", "@{jun-ito} @{ebba}")]),
        ("● Done 2", [card(3, "<small>⊙ atlas #70</small>Drop Python 3.8", "@{ebba}"), card(None, "<small>Draft</small>Logo ideas")]),
    ], head="<b>atlas roadmap</b>&emsp;Backlog&emsp;Board&emsp;My items&emsp;+ New view", css=HUB),
    (
        job("jun-ito", "Parser crashes on empty headers", None, "high"), job("mkowalski", "Document the retry policy"),
        job("jun-ito|ebba", "Stream large uploads to disk"), job("ebba", "Drop Python 3.8", done=True),
    ),
    size=(1024, 768, 1),
)  # fmt: skip

FEISHU = ".lane{background:#f5f6f7}.card{background:#fff;border:1px solid #dee0e3}.lane h4{font-weight:600}.bar{border-bottom:1px solid #dee0e3}"
feishu = Case(
    "feishu_board", "board", "zh",
    board([
        ("紧急 2", [card(0, "安抚投诉客户并给出补偿方案", who("崔岚") + "<span class=push>截止 9月25日</span>"),
                    card(1, "替换失效的短信签名", who("曾子健"))]),
        ("普通 3", [card(2, "编写客服话术手册第二版", who("崔岚") + "<span class=push>截止 10月20日</span>"),
                    card(None, "调研竞品的会员体系"), card(3, "整理退货原因统计", who("葛云"))]),
        ("已完成 1", [card(4, "导入历史工单", who("曾子健"))]),
    ], head="<b>客户成功看板</b>&emsp;表格&emsp;看板&emsp;甘特图&emsp;筛选&emsp;分组：优先级", css=FEISHU, font=CJK),
    (
        job("崔岚", "安抚投诉客户并给出补偿方案", "2026-09-25", "high"), job("曾子健", "替换失效的短信签名", None, "high"),
        job("崔岚", "编写客服话术手册第二版", "2026-10-20"), job("葛云", "整理退货原因统计"), job("曾子健", "导入历史工单", done=True),
    ),
    date(2026, 9, 24), (2560, 1440, 1),
)  # fmt: skip

BAR = "<div style='background:#217346;color:#fff;padding:7px 16px'>{}</div><div style='padding:5px 16px;background:#f3f2f1'>{}</div>"
excel_zh = Case(
    "excel_zh", "table", "zh",
    sheet(["序号", "工作内容", "责任人", "完成时间", "优先级", "状态"], [
        ["1", "修订采购管理办法", "严立新", "2026/5/11", "高", "进行中"], ["2", "盘点三号仓库", "尹梅", "2026/6/30", "中", "未开始"],
        ["3", "年度供应商评审", "", "", "中", "未开始"], ["4", "归还借用的叉车", "严立新", "2026/4/28", "低", "已完成"],
        ["5", "统计一季度报废品", "尹梅、佟亮", "2026/5/29", "低", "未开始"],
    ], marked=[0, 1, None, 2, 3], before=BAR.format("仓储部重点工作.xlsx - Excel", "文件　开始　插入　页面布局　公式　数据　审阅　视图"),
        css="th{font-weight:600}td,th{min-width:96px}", font=CJK, numbers=True, letters=True),
    (
        job("严立新", "修订采购管理办法", "2026-05-11", "high"), job("尹梅", "盘点三号仓库", "2026-06-30"),
        job("严立新", "归还借用的叉车", "2026-04-28", done=True), job("尹梅|佟亮", "统计一季度报废品", "2026-05-29", "low"),
    ),
    date(2026, 5, 6), (1024, 768, 1),
)  # fmt: skip

NOTION = "body{padding:50px 80px;color:#37352f}td,th{border:0;border-bottom:1px solid #e9e9e7;padding:8px 14px}th{color:#787774;font-weight:400}h1{margin:0 0 20px}"
notion = Case(
    "notion_table", "table", "en",
    sheet(["Aa Task", "◎ Status", "☺ Assignee", "▦ Due", "◉ Priority"], [
        ["Renew the TLS certificates", "Not started", who("Beatriz"), "July 3, 2026", pill("High", "#ffe2dd", "#5d1715")],
        ["Compare CDN invoices", "In progress", who("Callum Reid"), "", pill("Low", "#dbeddb", "#1c3829")],
        ["Rewrite the on-call guide", "Not started", who("Beatriz"), "August 20, 2026", pill("Medium", "#fdecc8", "#402c1b")],
        ["Collect feedback from interns", "Not started", "", "", ""],
        ["Archive the 2024 boards", "Done", who("Callum Reid"), "June 12, 2026", ""],
    ], marked=[0, 1, 2, None, 3], before="<h1>🛠 Platform chores</h1>", css=NOTION),
    (
        job("Beatriz", "Renew the TLS certificates", "2026-07-03", "high"), job("Callum Reid", "Compare CDN invoices", None, "low"),
        job("Beatriz", "Rewrite the on-call guide", "2026-08-20"), job("Callum Reid", "Archive the 2024 boards", "2026-06-12", done=True),
    ),
    date(2026, 7, 1), (1280, 720, 2),
)  # fmt: skip

BASE = """body{padding:0}h2{margin:0;padding:14px 24px;font-size:17px;border-bottom:1px solid #dee0e3}.v{padding:9px 24px;color:#646a73}
table{margin:0 24px;font-size:14px}th{background:#f8f9fa;color:#646a73;font-weight:400;min-width:150px}td{min-width:150px}"""
bitable = Case(
    "bitable_zh", "table", "zh",
    sheet(["负责人", "任务描述", "截止日期", "进展", "重要紧急程度", "备注"], [
        [who("邵一凡"), "走查新版结算页的埋点", "2026/10/16", pill("进行中", "#d9f5d6", "#186010"), pill("重要紧急", "#fde2e2", "#9e1414"), ""],
        [who("覃雨"), "拟定双十一客服排班", "2026/10/30", pill("待开始", "#eceef0", "#333"), pill("普通", "#e1eaff", "#1a3e9c"), "参考去年"],
        [who("邵一凡") + " " + who("覃雨"), "对齐优惠券叠加规则", "2026/10/14", pill("待开始", "#eceef0", "#333"), "", ""],
        ["", "采购直播灯具", "", pill("待开始", "#eceef0", "#333"), "", "等预算"],
        [who("莫桐"), "汇总仓库容量数据", "2026/9/30", pill("已完成", "#d9f5d6", "#186010"), "", "见附件"],
    ], marked=[0, 1, 2, None, 3], before="<h2>双十一作战表</h2><div class=v>⊞ 总表　▤ 我的任务　＋　筛选 1　分组　排序　行高</div>",
        css=BASE, font=CJK),
    (
        job("邵一凡", "走查新版结算页的埋点", "2026-10-16", "high"), job("覃雨", "拟定双十一客服排班", "2026-10-30"),
        job("邵一凡|覃雨", "对齐优惠券叠加规则", "2026-10-14", "high"), job("莫桐", "汇总仓库容量数据", "2026-09-30", done=True),
    ),
    date(2026, 10, 13), (1920, 1080, 1),
)  # fmt: skip

gsheet = Case(
    "gsheet_en", "table", "en",
    browser_window("docs.example/spreadsheets/d/1xYz", sheet(
        ["#", "Owner", "Deliverable", "Deadline", "Notes"], [
            ["1", "Tomasz", "Signed NDA from the Lisbon partner, scanned and uploaded to the deal room", "12 Feb", "legal has a copy"],
            ["2", "Ife A.", "Five-year revenue model", "20 Mar", ""],
            ["3", "", "Market sizing", "", "who can take this?"],
            ["4", "Tomasz, Ife A.", "Dry run of the pitch", "6 Feb", "room 2B"],
        ], marked=[0, 1, None, 2], css="table{margin:14px;width:760px}tr:nth-child(even) td{background:#eef4fd}th{background:#4a86e8;color:#fff}",
        font=ROBOTO), font=ROBOTO),
    (
        job("Tomasz", "Signed NDA from the Lisbon partner, scanned and uploaded to the deal room", "2026-02-12"),
        job("Ife A.", "Five-year revenue model", "2026-03-20"), job("Tomasz|Ife A.", "Dry run of the pitch", "2026-02-06", "high"),
    ),
    date(2026, 2, 3), (1280, 720, 1), jpeg=88,
)  # fmt: skip

tencent = Case(
    "tencent_doc", "table", "zh",
    sheet(["事项", "跟进人", "计划完成", "当前状态"], [
        ["与街道办确认临时占道审批手续，并把批文扫描件发到群里存档", "@孟凡", "1月8日", "进行中"], ["联系鲜花供应商", "@米雪", "1月20日", "未开始"],
        ["搭建报名小程序", "@孟凡 @戴维", "1月12日", "未开始"], ["确定活动日期", "@米雪", "12月30日", "完成"],
    ], marked=[0, 1, 2, 3], before="<h3>迎春市集筹备（协作文档）　已保存到云端</h3>",
        css="body{padding:20px 40px}table{width:820px}th{background:#fdf3d8}td:first-child{width:380px}", font=CJK),
    (
        job("孟凡", "与街道办确认临时占道审批手续，并把批文扫描件发到群里存档", "2027-01-08", "high"),
        job("米雪", "联系鲜花供应商", "2027-01-20"), job("孟凡|戴维", "搭建报名小程序", "2027-01-12", None),
        job("米雪", "确定活动日期", "2026-12-30", done=True),
    ),
    date(2027, 1, 5), (1024, 768, 1),
)  # fmt: skip

minutes_table = Case(
    "who_what_when", "table", "en",
    sheet(["What", "Who", "When"], [
        ["Repaint the pedestrian crossing", "Cllr. Hobbs", "end of October"], ["Reply to the school about parking", "Clerk", "by Friday"],
        ["Get three quotes for the bus shelter", "Mrs Adeyemi", ""],
    ], marked=[0, 1, 2], before="""<h2>Parish council – minutes of 13 October</h2><p>Present: Cllr. Hobbs (chair), Mrs Adeyemi, Clerk.
    Apologies: Mr Flint.</p><p>The budget was noted. It was agreed to keep the meeting day.</p><h3>Actions arising</h3>""",
        css="body{padding:40px 90px}th{background:#ddd}", font="'Liberation Serif'"),
    (
        job("Cllr. Hobbs", "Repaint the pedestrian crossing", "2026-10-31"),
        job("Clerk", "Reply to the school about parking", "2026-10-16", "high"), job("Mrs Adeyemi", "Get three quotes for the bus shelter"),
    ),
    date(2026, 10, 13), (1024, 768, 1),
)  # fmt: skip

CASES = (stickies_zh, stickies_en, mindmap, photo_board_en, photo_board_zh, photo_paper, trello, jira, github, feishu, excel_zh,
         notion, bitable, gsheet, tencent, minutes_table)  # fmt: skip
