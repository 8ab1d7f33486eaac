"""Chats, calls and reviews kept for judging, with the tasks in them."""
# ruff: noqa: E501 (a line of HTML stays whole)

from datetime import date

from markup import ARIAL, CJK, OPEN, ROBOTO, Case, face, job, page
from templates_heldout import BALLOONS, COMPACT, GROUPED, balloons, columns, compact, desk, grouped, handset

WECOM = """body{background:#fff}.l{background:#e9edf3;height:100vh;padding:14px 10px}.l p{margin:12px 4px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.l small{color:#999}.c header,.r header{padding:12px 20px;border-bottom:1px solid #e5e5e5;font-weight:600}.log{padding:8px 20px;background:#f7f8fa;height:calc(100vh - 49px)}
.b{display:flex;gap:10px;margin:12px 0}.b.o{flex-direction:row-reverse}.b p{margin:2px 0;background:#fff;border-radius:4px;padding:8px 12px;max-width:430px}.b.o p{background:#c9e2ff}
.b small{color:#999}at{color:#1f6ed4}.r p{margin:9px 18px;font-size:13px}"""


def said(who: str, text: str, *, own: bool = False) -> str:
    """A bubble with the company's name behind the sender's."""
    return f"<div class='b{' o' if own else ''}'>{face(who, 34, corner='4px')}<div><small>{who}{'' if own else ' <span style=color:#e8a33d>@蓝海物流</span>'}</small><p>{text}</p></div></div>"


wecom = Case(
    "wecom_depot", "chat", "zh",
    page(columns(("210px", """<div class=l><p><b>华中仓配沟通群</b><br><small>崔浩然: @项目部-阿茂 叉车维保...</small></p><p><b>打卡</b><br><small>下班打卡成功</small></p>
    <p><b>崔浩然</b><br><small>好的</small></p><p><b>微盘</b><br><small>你有一个文件被下载</small></p></div>"""), ("", "<div class=c><header>华中仓配沟通群 (27)</header><div class=log>" + "".join([
        said("崔浩然", "昨天爆仓的原因已经查清，调度系统少算了一个月台"),
        said("崔浩然", "<t0>@{童瑶} 请在2天内补录漏扫的包裹，共136件</t>"), said("童瑶", "明白"),
        said("崔浩然", "<t1>@{项目部-阿茂} 叉车维保记录4月底前录入系统</t>"),
        said("我", "@{崔浩然} 月台编号以哪张表为准？", own=True), said("崔浩然", "以仓储部发的为准"),
        said("我", "<t2>@{童瑶} @{项目部-阿茂} 下午三点前把现场照片传到群相册</t>", own=True),
        said("项目部-阿茂", "👌"), said("童瑶", "@{崔浩然} 谢谢崔总")]) + "</div></div>"),
        ("170px", "<div class=r><header>群成员</header><p>崔浩然 群主</p><p>童瑶</p><p>项目部-阿茂</p><p>裘德</p><p>司机 老冉</p><p>查看全部</p></div>")), WECOM, font=CJK),
    (
        job("童瑶", "请在2天内补录漏扫的包裹，共136件", "2026-04-04", "high", said="2天内", also=("在2天内补录漏扫的包裹，共136件",)),
        job("项目部-阿茂", "叉车维保记录4月底前录入系统", "2026-04-30", said="4月底前"),
        job("童瑶|项目部-阿茂", "下午三点前把现场照片传到群相册", "2026-04-02", "high", said="下午三点前"),
    ),
    date(2026, 4, 2), (1366, 768, 1),
)  # fmt: skip

NIGHT = """.m{display:flex;gap:8px;padding:7px 12px}.m p{margin:0;background:#2c2c2c;border-radius:5px;padding:9px 11px;max-width:240px}.m.o{flex-direction:row-reverse}
.m.o p{background:#3eb575;color:#0a0a0a}.q{margin:3px 12px 3px 56px;font-size:12px;background:#222;color:#888;padding:5px 8px;border-radius:4px;max-width:240px}.t{text-align:center;font-size:11px;color:#777}"""


def night(text: str, *, who: str = "", own: bool = False) -> str:
    """A bubble in the dark phone chat; nobody's name is shown, as in a talk of two."""
    return (
        f"<div class='m{' o' if own else ''}'>{face(who or '我', 38, letters=False, corner='6px')}<p>{text}</p></div>"
    )


wechat_night = Case(
    "wechat_night_phone", "chat", "zh",
    handset("<div class=t>11月6日 晚上9:20</div>" + "".join([
        night("大家看下排班，周末有活动", who="店长"), night("<t0>@{小鹿}周日上午九点前到店布置气球墙</t>", who="店长"), night("收到店长", who="小鹿"),
        night("<t1>@{Cindy} 20号之前把优惠券核销表发给财务</t>", who="店长"), night("ok", own=True), "<div class=q>店长：@Cindy 20号之前把优惠券核销表发给财务</div>",
        night("@{店长} 周六也要穿工服吗？", who="阿宽"), night("要穿的", who="店长"), night("<t2>@{阿宽} 有空把库房的灯泡换一下</t>", who="店长"), night("谢谢@{阿宽}", own=True),
    ]), title="南门店小分队(9)", dark=True, css=NIGHT),
    (
        job("小鹿", "周日上午九点前到店布置气球墙", "2026-11-08", "high", said="周日上午九点前"),
        job("Cindy", "20号之前把优惠券核销表发给财务", "2026-11-20", said="20号之前"),
        job("阿宽", "有空把库房的灯泡换一下", None, "low", also=("把库房的灯泡换一下",)),
    ),
    date(2026, 11, 6), (360, 800, 3),
)  # fmt: skip

LARK = (
    GROUPED
    + """body{background:#fff}.mid{padding:0 24px;border-right:1px solid #e4e6e9;height:100vh}.th{padding:0 18px;background:#fafbfc;height:100vh}h4{border-bottom:1px solid #e4e6e9;
padding:0 0 10px;margin:14px 0 6px}at{background:#e8f0ff;color:#3370ff;border-radius:9px;padding:0 5px}.card{border:1px solid #dee0e3;border-radius:8px;padding:8px 12px;width:360px;display:inline-block}"""
)
lark = Case(
    "lark_thread", "chat", "mixed",
    page(columns(("", "<div class=mid><h4>Mobile App 3.0 · 话题群</h4>" + grouped([
        ("Fiona Gu", "10:00", "3.0 内测包已发布，安装链接见置顶"), ("Fiona Gu", "10:01", "<t0>@{Hassan} please verify the push tokens on Android 15 before 28 August</t>"),
        ("Fiona Gu", "10:02", "<t1>@{测试-贾明} 回归登录模块，后天之前给结论</t>"), ("Hassan", "10:10", "Roger that"), ("测试-贾明", "10:12", "收到收到"),
        ("Oscar", "10:20", "@{Fiona Gu} 今天的包和昨天的有区别吗？"), ("Fiona Gu", "10:22", "只改了图标"), ("机器人 CI", "10:30", "<span class=card>构建 #881 成功<br>触发人：@{Hassan}　耗时 6 分 12 秒</span>"),
    ]) + "</div>"), ("330px", "<div class=th><h4>话题 · 2 条回复</h4>" + grouped([
        ("Oscar", "09:12", "首页骨架屏闪一下，视频见附件"), ("Fiona Gu", "09:20", "<t2>@{Oscar} 先提个 bug 单，附上机型</t>"), ("Oscar", "09:21", "好")]) + "</div>")), LARK, font=CJK),
    (
        job("Hassan", "please verify the push tokens on Android 15 before 28 August", "2026-08-28", said="before 28 August",
            also=("verify the push tokens on Android 15 before 28 August",)),
        job("测试-贾明", "回归登录模块，后天之前给结论", "2026-08-22", "high", said="后天之前"), job("Oscar", "先提个 bug 单，附上机型"),
    ),
    date(2026, 8, 20), (1440, 900, 1),
)  # fmt: skip

SLACK = (
    COMPACT
    + """body{background:#fff}.s{background:#3f0e40;color:#cfc3cf;height:100vh;padding:16px;font-size:14px}.s p{margin:6px 0}.mid{padding:14px 20px}h3{margin:0 0 10px}at{background:#fff2cf;color:#1264a3}
.th{border-left:1px solid #ddd;height:100vh;padding:14px 18px}u{text-decoration:none;background:#f0f0f0;border-radius:10px;padding:0 7px;font-size:12px;margin-left:6px}"""
)
slack = Case(
    "slack_compact", "chat", "en",
    page(columns(("200px", "<div class=s><b>Northwind Labs ▾</b><p>Threads</p><p>Mentions & reactions</p><p>Drafts</p><p>▾ Channels</p><p># field-trials</p><p># grants</p><p># lunch</p><p>▾ Direct messages</p><p>● Elif Demir</p><p>○ Bastian</p></div>"),
        ("", "<div class=mid><h3># grants</h3>" + compact([
            ("Elif Demir", "8:55 AM", "Reviewer comments are in, overall positive 🎉<u>🎉 6</u>"), ("Elif Demir", "8:57 AM", "<t0>@{Bastian} rewrite section 3 within 2 days, the reviewers did not get the method</t>"),
            ("Bastian", "9:01 AM", "Got it, starting now"), ("Elif Demir", "9:04 AM", "<t1>@{Thandiwe N.} could you check the budget table once more by next Wednesday?</t>"),
            ("Thandiwe N.", "9:10 AM", "sure<u>🙏 1</u>"), ("Bastian", "9:15 AM", "@{Elif Demir} do we have the old cover letter somewhere?"), ("Elif Demir", "9:16 AM", "In the shared drive, folder 2025"),
            ("Bastian", "9:40 AM", "thank you @{Elif Demir} 🙌"), ("Workflow", "9:45 AM", "Elif Demir set the channel topic: grant 4417")]) + "</div>"),
        ("340px", "<div class=th><h3>Thread</h3>" + compact([("Thandiwe N.", "9:12 AM", "Travel is 4 nights @ €110, right?"), ("Elif Demir", "9:13 AM", "yes"),
            ("Elif Demir", "9:14 AM", "<t2>@{Thandiwe N.} add a line for the open access fee</t>")]) + "</div>")), SLACK, px=15),
    (
        job("Bastian", "rewrite section 3 within 2 days, the reviewers did not get the method", "2026-02-12", "high", said="within 2 days", also=("rewrite section 3 within 2 days",)),
        job("Thandiwe N.", "could you check the budget table once more by next Wednesday?", "2026-02-18", said="by next Wednesday", also=("check the budget table once more by next Wednesday",)),
        job("Thandiwe N.", "add a line for the open access fee"),
    ),
    date(2026, 2, 10), (1600, 900, 1.6),
)  # fmt: skip

TEAMS = (
    GROUPED
    + """.mid{padding:10px 40px;background:#1f1f1f;height:100vh}.s{background:#141414;height:100vh;padding:14px}.s p{margin:12px 4px;color:#bbb}.ms{background:#292929;border-radius:6px;padding:7px 12px;display:table}
at{color:#9299f7}.re{border-left:3px solid #777;background:#333;padding:3px 8px;color:#aaa;font-size:12px;margin-bottom:5px}"""
)
teams = Case(
    "teams_night", "chat", "en",
    page(columns(("230px", "<div class=s><b>Chat</b><p>Payroll cutover<br><small>Rashid: @Petra please collect...</small></p><p>Ulrike Stamm<br><small>See you at 3</small></p><p>Team lunch<br><small>Petra: pizza?</small></p></div>"),
        ("", "<div class=mid><h3>Payroll cutover</h3>" + grouped([
            ("Ulrike Stamm", "Yesterday 17:02", "The bank confirmed the new file format."), ("Rashid", "Yesterday 17:10", "<t0>@{Petra Zeman} please collect the signed forms by COB tomorrow</t>"),
            ("Petra Zeman", "Yesterday 17:12", "<div class=re>Rashid: @Petra Zeman please collect the signed forms by…</div>will do"),
            ("Ulrike Stamm", "8:44", "<t1>@{Rashid} run the parallel payroll for March, high priority</t>"), ("Rashid", "8:46", "running it this evening"),
            ("Petra Zeman", "9:03", "@{Ulrike Stamm} welcome back! how was Lisbon?"), ("Ulrike Stamm", "9:05", "Lovely, thanks 😊")]) + "</div>")), TEAMS, paper="#1f1f1f", ink="#e6e6e6"),
    (
        job("Petra Zeman", "please collect the signed forms by COB tomorrow", "skip", "high", also=("collect the signed forms by COB tomorrow",)),
        job("Rashid", "run the parallel payroll for March, high priority", None, "high", also=("run the parallel payroll for March",)),
    ),
    date(2027, 3, 3), (1280, 720, 1.25),
)  # fmt: skip

DISCORD = (
    GROUPED
    + """body{background:#fff;color:#313338}.s{background:#f2f3f5;height:100vh;padding:14px}.s p{margin:8px 6px;color:#5c5e66}.mid{padding:8px 26px}.re{font-size:12px;color:#777;margin:8px 0 -8px 42px}
at{background:#e6e8fd;color:#505cdc;border-radius:3px;padding:0 2px}"""
)
discord = Case(
    "discord_light", "chat", "en",
    page(columns(("210px", "<div class=s><b>Open Trails</b><p># welcome</p><p># map-edits</p><p># tiles-talk</p><p># off-topic</p></div>"), ("", "<div class=mid><h3># map-edits</h3>" + grouped([
        ("cartographer_jo", "Today at 14:22", "heads up, the imagery got refreshed last night"), ("cartographer_jo", "Today at 14:23", "<t0>@{ridge.runner} fix the duplicated footpaths near Arolla tonight</t>"),
        ("ridge.runner", "Today at 14:31", "on it!")]) + "<div class=re>↱ <b>@cartographer_jo</b> heads up, the imagery got refreshed last night</div>" + grouped([
        ("tilda42", "Today at 14:40", "sweet, thanks @{cartographer_jo} 🏔️"), ("cartographer_jo", "Today at 14:52", "<t1>@{translators} deliver the French strings for 1.9, due 20 December</t>"),
        ("Carl-bot APP", "Today at 14:53", "@{tilda42} you now have the role Surveyor"), ("tilda42", "Today at 15:02", "can anybody see tiles at zoom 19?")]) + "</div>")), DISCORD),
    (
        job("ridge.runner", "fix the duplicated footpaths near Arolla tonight", "2025-12-15", "high", said="tonight"),
        job("translators", "deliver the French strings for 1.9, due 20 December", "2025-12-20", "high", said="due 20 December", also=("deliver the French strings for 1.9",)),
    ),
    date(2025, 12, 15), (1024, 768, 1),
)  # fmt: skip

WA = (
    BALLOONS
    + "body{background:#0b141a}.mid{padding:6px 34px}.bl>div{background:#202c33;color:#e9edef}.me>div{background:#005c4b}.s{background:#111b21;height:100vh;padding:12px;color:#d1d7db}.s p{margin:12px 6px}.s small{color:#8696a0}at{color:#53bdeb}.h{background:#202c33;color:#e9edef;padding:11px 20px}"
)
whatsapp = Case(
    "whatsapp_dark", "chat", "en",
    page(columns(("270px", "<div class=s><b>Chats</b><p>Choir committee<br><small>Wanjiru: @Lowri pick up the scores…</small></p><p>Dad<br><small>Photo</small></p><p>Landlord<br><small>The plumber comes Tue</small></p></div>"),
        ("", "<div class=h>Choir committee<br><small>Bryn, Lowri, Wanjiru, You</small></div><div class=mid>" + balloons([
            ("Wanjiru", "19:02", "Concert is sold out!! 🎶"), ("Wanjiru", "19:03", "<t0>@{Lowri} pick up the scores from the printer before Monday</t>"), ("Lowri", "19:05", "Yes of course"),
            ("", "19:11", "<t1>@{Bryn} please book the piano tuner for 5 December</t>"), ("Bryn", "19:20", "who pays for it, the church or us?"), ("", "19:21", "us"), ("Lowri", "19:30", "Big thanks to @{Wanjiru} for the posters"),
        ]) + "</div>")), WA, font=ROBOTO),
    (
        job("Lowri", "pick up the scores from the printer before Monday", "2026-11-09", "high", said="before Monday"),
        job("Bryn", "please book the piano tuner for 5 December", "skip", None, also=("book the piano tuner for 5 December", "book the piano tuner")),
    ),
    date(2026, 11, 6), (1280, 720, 1), jpeg=72,
)  # fmt: skip

TG = (
    BALLOONS
    + "body{background:#c6dfb4}.bl{padding:0 8px}.bl>div{background:#fff}.me>div{background:#effdde}.dd{text-align:center;font-size:12px;color:#fff;text-shadow:0 0 3px #567}at{color:#168acd}"
)
telegram = Case(
    "telegram_phone", "chat", "zh",
    handset("<div class=dd>6月22日</div>" + balloons([
        ("房东Amy", "10:02", "这周水管改造，配合一下哈"), ("房东Amy", "10:04", "<t0>@{602小岳} 把阳台杂物清空，3天内</t>"), ("602小岳", "10:09", "没问题"), ("房东Amy", "10:15", "<t1>@{603大江} 麻烦补交5月水费，谢谢</t>"),
        ("603大江", "10:20", "转过去了@{房东Amy}"), ("", "10:31", "@{房东Amy} 周几停水？"), ("房东Amy", "10:33", "周四一整天"), ("602小岳", "10:40", "@{603大江} 哈哈哈😂")]),
        title="幸福里6栋", css=TG, font=CJK, paper="#c6dfb4"),
    (
        job("602小岳", "把阳台杂物清空，3天内", "2026-06-25", "high", said="3天内"),
        job("603大江", "麻烦补交5月水费，谢谢", done=None, also=("补交5月水费", "麻烦补交5月水费")),
    ),
    date(2026, 6, 22), (360, 800, 3), jpeg=85,
)  # fmt: skip

QQ = """body{background:#f2f2f2}.mid{padding:8px 26px}.b{margin:12px 0;display:flex;gap:10px}.b p{margin:3px 0;background:#fff;border-radius:10px;padding:8px 13px;max-width:560px}.lv{background:#ffb300;color:#fff;font-size:11px;border-radius:3px;padding:0 5px}
.b small{color:#888}at{color:#0099ff}.nb{background:#fff;height:100vh;padding:14px;font-size:13px}.nb p{margin:8px 0}"""


def qq(who: str, badge: str, text: str) -> str:
    """A message with the sender's rank before the name."""
    return (
        f"<div class=b>{face(who, 38)}<div><small><span class=lv>{badge}</span> {who}</small><p>{text}</p></div></div>"
    )


qq_group = Case(
    "qq_group", "chat", "zh",
    page(columns(("", "<div class=mid><h3 style='margin:6px 0'>天文社 2026 观测组</h3>" + "".join([
        qq("社长-凌寒", "群主", "周末天气晴，月龄 3，适合深空"), qq("社长-凌寒", "群主", "<t0>@{器材部 石榴} 周五18:00前给赤道仪充满电</t>"), qq("器材部 石榴", "LV7", "好嘞"),
        qq("社长-凌寒", "群主", "<t1>@{全体成员} 明天中午之前填写接龙报名</t>"), qq("大一 周周", "LV2", "@{社长-凌寒} 可以带手电吗"), qq("社长-凌寒", "群主", "红光的可以"),
        qq("大二 Momo", "LV4", "<t2>@{大一 周周} 你负责准备暖宝宝和热水</t>"), qq("大一 周周", "LV2", "好的学姐，感谢@{大二 Momo}"), qq("Q群管家", "机器人", "欢迎新同学@{夜航船} 加入本群，请先阅读群公告")]) + "</div>"),
        ("190px", "<div class=nb><b>群公告</b><p>观测注意防寒</p><b>群成员 86</b><p>社长-凌寒</p><p>器材部 石榴</p><p>大二 Momo</p><p>大一 周周</p><p>夜航船</p></div>")), QQ, font=CJK, px=15),
    (
        job("器材部 石榴", "周五18:00前给赤道仪充满电", "2026-01-16", "high", said="周五18:00前"), job("全体成员", "明天中午之前填写接龙报名", "2026-01-15", "high", said="明天中午之前"),
        job("大一 周周", "你负责准备暖宝宝和热水", also=("负责准备暖宝宝和热水", "准备暖宝宝和热水")),
    ),
    date(2026, 1, 14), (1280, 900, 1),
)  # fmt: skip

MM = (
    GROUPED
    + "body{background:#fff;color:#3f4350}.s{background:#1e325c;color:#c7cddb;height:100vh;padding:16px}.s p{margin:8px 4px}.mid{padding:8px 24px}at{color:#1c58d9}code{background:#eee;padding:0 4px}"
)
mattermost = Case(
    "mattermost_ops", "chat", "en",
    page(columns(("210px", "<div class=s><b>Plant IT</b><p>town-square</p><p>line-4</p><p>shift-handover</p><p>vendor-x</p></div>"), ("", "<div class=mid><h3>shift-handover</h3>" + grouped([
        ("Night shift", "05:58", "Line 4 stopped twice, sensor 12 again. Log: <code>/var/log/plc@4.log</code>"), ("h.vandermeer", "06:10", "<t0>@{gokhan} swap sensor 12 today, critical</t>"),
        ("gokhan", "06:12", "spare part is in locker B, doing it after the round"), ("h.vandermeer", "06:15", "<t1>@{dana.f} @{gokhan} write down the stop times for the audit by June 30</t>"),
        ("dana.f", "06:20", "ok @{h.vandermeer}"), ("h.vandermeer", "06:25", "<t2>@{dana.f} order a second spare when you have time</t>"), ("h.vandermeer", "06:28", "<t3>@{here} log your overtime before Friday</t>"), ("system", "06:30", "@gokhan joined the channel.")]) + "</div>")), MM, font=OPEN),
    (
        job("gokhan", "swap sensor 12 today, critical", "2026-06-22", "high", said="today", also=("swap sensor 12 today",)),
        job("dana.f|gokhan", "write down the stop times for the audit by June 30", "2026-06-30", said="by June 30"), job("dana.f", "order a second spare when you have time", None, "low"),
        job("here", "log your overtime before Friday", "2026-06-26", "high", said="before Friday"),
    ),
    date(2026, 6, 22), (1024, 768, 1),
)  # fmt: skip

ZOOM = """body{background:#0e0e10;color:#eee}.v{padding:10px;display:grid;grid-template-columns:1fr 1fr;gap:8px;height:100vh}.v div{background:#26272b;border-radius:10px;display:flex;align-items:flex-end;padding:8px;font-size:12px}
.c{background:#fff;color:#232333;height:100vh;padding:12px 16px;font-size:13px}.c b{font-weight:600}.c p{margin:3px 0 10px}"""
zoom = Case(
    "zoom_chat", "call", "en",
    page(columns(("", "<div class=v><div>Professor Adebayo</div><div>Lucía Romero</div><div>Mads K.</div><div>iPad (3)</div></div>"), ("380px", """<div class=c><p><b>Chat</b></p>
    <b>Lucía Romero</b> to Everyone 11:02<p>Good morning all</p><b>Professor Adebayo</b> to Everyone 11:20<p><t0>@{Mads K.} share the survey link with the control group by Monday</t></p>
    <b>Mads K.</b> to Everyone 11:21<p>Will do 👍</p><b>Professor Adebayo</b> to Everyone 11:34<p><t1>@{Lucía Romero} translate the consent form into Spanish</t></p>
    <b>iPad (3)</b> to Everyone 11:35<p>sorry, I was on mute</p><b>Lucía Romero</b> to Professor Adebayo 11:36<p>Is the January version final?</p></div>""")), ZOOM, font=ARIAL),
    (job("Mads K.", "share the survey link with the control group by Monday", "2026-01-19", "high", said="by Monday"), job("Lucía Romero", "translate the consent form into Spanish")),
    date(2026, 1, 14), (1366, 768, 1),
)  # fmt: skip

TENCENT = "body{background:#1c1d21;color:#fff}.v{display:flex;flex-wrap:wrap;gap:8px;padding:40px 20px}.v div{width:250px;height:150px;background:#33353c;border-radius:8px;padding:8px;font-size:12px}.ov{position:fixed;left:24px;bottom:70px;font-size:15px}.ov p{background:#000a;margin:6px 0;padding:6px 12px;border-radius:14px;display:table}at{color:#6cb6ff}"
tencent = Case(
    "meeting_overlay", "call", "zh",
    page("""<div style='padding:8px 20px;font-size:13px'>腾云会议　项目启动会　01:12:09　正在讲话：龚雪</div><div class=v><div>龚雪</div><div>方子墨（我）</div><div>Erik</div><div>段经理</div></div>
    <div class=ov><p>段经理：声音很清楚</p><p>龚雪：<t0>@{Erik} 下个月5号把合同英文版发出来</t></p><p>Erik：OK，没问题</p><p>龚雪：<t1>@{方子墨} 会后整理风险清单</t></p><p>段经理：谢谢大家，辛苦@{龚雪}</p></div>
    <div style='position:fixed;bottom:16px;left:24px;color:#aaa;word-spacing:20px'>静音 视频 共享 邀请 成员(4) 聊天 录制</div>""", TENCENT, font=CJK),
    (job("Erik", "下个月5号把合同英文版发出来", "2026-09-05", said="下个月5号"), job("方子墨", "会后整理风险清单")),
    date(2026, 8, 27), (1280, 720, 1),
)  # fmt: skip

LAB = ".w{padding:16px 40px}.n{border:1px solid #dcdcde;border-radius:6px;margin:12px 0}.n header{padding:8px 14px;color:#626168;font-size:13px}.n p{margin:0;padding:4px 14px 12px}.n pre{margin:0;background:#ecfdf0;padding:4px 14px;font:13px 'DejaVu Sans Mono'}at{color:#1f75cb}"
gitlab = Case(
    "merge_request", "review", "en",
    desk("!219 Retry failed exports · Exporter · GitLab", "Overview 5&emsp;Commits 4&emsp;Pipelines 2&emsp;Changes 7", """<div class=w><h3 style='margin:4px 0'>Retry failed exports</h3>
    <div class=n><header><b>Saskia Vos</b> @saskia.vos · 2 days ago · Maintainer</header><pre>+ time.sleep(2 ** attempt)</pre><p><t0>@{bwallace} please cap the delay at one minute</t></p></div>
    <div class=n><header><b>Ben Wallace</b> @bwallace · 1 day ago · Author</header><p>Makes sense, cheers @{saskia.vos}. Fixed in 41be77c2.</p></div>
    <div class=n><header><b>Min-jun Seo</b> @mjseo · 5 hours ago · Developer</header><p><t1>Could you also add a line to the changelog @{bwallace}?</t></p></div>
    <div class=n><header>✓ Saskia Vos approved this merge request · pipeline #90211 passed · @mjseo removed label WIP</header></div></div>""", LAB),
    (
        job("bwallace", "please cap the delay at one minute", done=None, also=("cap the delay at one minute",)),
        job("bwallace", "Could you also add a line to the changelog", also=("add a line to the changelog", "Could you also add a line to the changelog?")),
    ),
    size=(1280, 800, 1),
)  # fmt: skip

OUT = "body{background:#fff}.w{padding:18px 44px}p{margin:8px 0}at{color:#0563c1}.s{color:#666;font-size:13px}"
outlook = Case(
    "outlook_zh", "mail", "zh",
    desk("答复: 搬迁通知 - 邮件", "文件　邮件　插入　选项　　答复　全部答复　转发　归档", """<div class=w><h3>答复: 办公区搬迁安排</h3><p class=s>行政部 苗圃 &lt;miaopu@corp.example.cn&gt;<br>收件人：研发一部；市场部　抄送：物业前台<br>2026年11月6日 周五 10:32</p>
    <p>各位同事：</p><p>搬迁时间确定为11月21日（周六），请相互转告。</p><p><t0>@{IT 沙鸥} 请于下周四前完成新办公区布线测试</t></p><p><t1>@{市场部 蒲英} 麻烦核对搬迁清单里的展架数量</t></p><p>感谢@{物业前台} 的大力支持！</p><p>顺祝商祺<br>苗圃 | 行政部 | 分机 8012</p></div>""", OUT, font=CJK),
    (
        job("IT 沙鸥", "请于下周四前完成新办公区布线测试", "2026-11-12", "high", said="下周四前", also=("于下周四前完成新办公区布线测试", "下周四前完成新办公区布线测试")),
        job("市场部 蒲英", "麻烦核对搬迁清单里的展架数量", also=("核对搬迁清单里的展架数量",)),
    ),
    date(2026, 11, 6), (1280, 720, 1),
)  # fmt: skip

CASES = (
    wecom,
    wechat_night,
    lark,
    slack,
    teams,
    discord,
    whatsapp,
    telegram,
    qq_group,
    mattermost,
    zoom,
    tencent,
    gitlab,
    outlook,
)
