"""Development pictures of chats, calls and reviews, with the tasks in them."""
# ruff: noqa: E501 (a line of HTML stays whole)

from dataclasses import replace
from datetime import date

from markup import CJK, ROBOTO, Case, face, job, page
from templates import (
    DING,
    DISCORD,
    FEISHU,
    FEISHU_NIGHT,
    SLACK,
    SLACK_NIGHT,
    TEAMS,
    TELEGRAM,
    WECHAT,
    WHATSAPP,
    browser_window,
    call,
    messenger,
    phone,
    said,
)

wechat = Case(
    "wechat_launch", "chat", "zh",
    messenger(WECHAT, "新品上线筹备群", [
        ("--", "昨天 18:20", ""),
        ("沈丽", "", "进度表我放在群文件里了，大家有空看看"),
        ("沈丽", "", "<t0>@{陆一鸣} 麻烦今天下班前把首页banner图发我</t>"),
        ("", "", "@{沈丽} 好的，收到"),
        ("沈丽", "", "<t1>@{何佳}详情页文案周五前定稿</t>"),
        ("何佳", "", "收到👌"),
        ("--", "09:12", ""),
        ("", "", "<t2>@{何佳} 库存数据5月20日前也帮忙核对一遍</t>"),
        ("赵宇", "", "@{沈丽} 上线时间定了吗？"),
        ("沈丽", "", "还没，等老板回复"),
        ("何佳", "", "谢谢@{赵宇} 昨天送的咖啡☕"),
    ], side=[
        ("新品上线筹备群", "09:20", "何佳: 谢谢@赵宇 昨天送的咖啡"), ("文件传输助手", "昨天", "[文件] 报价单v3.xlsx"),
        ("沈丽", "昨天", "@陆一鸣 麻烦今天下班前把首页..."), ("订阅号消息", "星期一", "人民日报: 立夏时节话农桑"), ("妈妈", "星期一", "五一回来吗"),
        ("物业3号楼", "星期日", "电梯检修通知"),
    ], note="(12)", me="陆一鸣"),
    (
        job("陆一鸣", "麻烦今天下班前把首页banner图发我", "2026-05-06", "high", said="今天下班前", also=("今天下班前把首页banner图发我",)),
        job("何佳", "详情页文案周五前定稿", "2026-05-08", "high", said="周五前"),
        job("何佳", "库存数据5月20日前也帮忙核对一遍", "2026-05-20", said="5月20日前"),
    ),
    date(2026, 5, 6), (1180, 860, 1),
)  # fmt: skip

wechat_phone = Case(
    "wechat_phone", "chat", "zh",
    phone("幼儿园大二班家委会(38)", "<div class=d>下午 2:05</div>" + "".join([
        said("豆豆妈妈", "各位家长，六一活动分一下工哈"),
        said("豆豆妈妈", "<t0>@{子涵爸爸} 负责租音响，5月29日之前要到位</t>"),
        said("豆豆妈妈", "<t1>@{米粒妈妈} 请统计参加人数和忌口</t>"),
        said("子涵爸爸", "收到，没问题"),
        said("米粒妈妈", "OK", own=True),
        said("安安奶奶", "@{豆豆妈妈} 辛苦了🌹🌹"),
        said("豆豆妈妈", "<t2>@{安安奶奶} 气球不急，有空再买就行</t>"),
        "<div class=d>“晨晨爸爸”通过扫描二维码加入群聊</div>",
        said("晨晨爸爸", "大家好，以后多关照"),
    ]) + "<div class=foot>🎙&ensp;发消息…</div>"),
    (
        job("子涵爸爸", "负责租音响，5月29日之前要到位", "2026-05-29", said="5月29日之前", also=("租音响，5月29日之前要到位",)),
        job("米粒妈妈", "请统计参加人数和忌口", also=("统计参加人数和忌口",)),
        job("安安奶奶", "气球不急，有空再买就行", None, "low", also=("气球有空再买就行",)),
    ),
    date(2026, 5, 18), (360, 800, 3),
)  # fmt: skip

feishu_dense = Case(
    "feishu_dense", "chat", "zh",
    messenger(FEISHU, "支付中台 · 稳定性专项", [
        ("--", "9月24日 10:02", ""),
        ("罗文博", "10:02", "昨晚的故障复盘会结论我同步一下：根因是连接池耗尽，影响 23 分钟，资损 0"),
        ("罗文博", "10:03", "<t0>@{韩雪} 国庆前把连接池监控接到大盘，P0</t>"),
        ("罗文博", "10:03", "<t1>@{丁力} @{韩雪} 一起写故障报告，明天中午前给到我</t>"),
        ("丁力", "10:05", "<q>回复 罗文博：@丁力 @韩雪 一起写故障报告，明天中午前给到我</q>OK，我先起个草稿"),
        ("韩雪", "10:06", "收到"),
        ("赵启明", "10:11", "@{罗文博} 需要通知商户吗？"),
        ("罗文博", "10:12", "不需要，没有资损"),
        ("罗文博", "10:15", "<t2>@{赵启明} 10月15日前梳理一份慢SQL清单出来</t><br><re>👍 3</re> <re>OK 1</re>"),
        ("", "10:18", "<t3>@{产品-王芳} 公告文案麻烦看一下，链接在上面的文档里</t>"),
        ("产品-王芳", "10:20", "好的，稍等哈"),
        ("机器人·值班助手", "10:30", "今日值班：主 丁力 / 备 韩雪，值班电话 6021"),
        ("丁力", "10:41", "草稿写好了，见 https://docs.example.cn/d/9aKx ，欢迎评论"),
    ], side=[
        ("支付中台 · 稳定性专项", "10:41", "丁力: 草稿写好了，见 https://docs..."), ("罗文博", "10:15", "@赵启明 10月15日前梳理一份慢SQL清单"),
        ("全员群", "09:30", "行政小助手: @所有人 今日下午茶已到"), ("日历助手", "09:00", "您有 3 个日程"), ("审批", "昨天", "韩雪 的请假已通过"),
        ("数据平台答疑群", "昨天", "谢谢@赵启明"), ("产品-王芳", "昨天", "[图片]"), ("周会", "9月22日", "会议纪要已生成"),
        ("运维值班", "9月22日", "告警恢复: redis-07"), ("读书会", "9月21日", "下周见～"),
    ], note="64 人", me="顾晓东", write="发送给 支付中台 · 稳定性专项"),
    (
        job("韩雪", "国庆前把连接池监控接到大盘", "skip", "high", also=("国庆前把连接池监控接到大盘，P0",)),
        job("丁力|韩雪", "一起写故障报告，明天中午前给到我", "2026-09-25", "high", said="明天中午前"),
        job("赵启明", "10月15日前梳理一份慢SQL清单出来", "2026-10-15", said="10月15日前"),
        job("产品-王芳", "公告文案麻烦看一下，链接在上面的文档里", also=("公告文案麻烦看一下", "公告文案看一下")),
    ),
    date(2026, 9, 24), (1920, 1080, 1),
)  # fmt: skip

feishu_night = Case(
    "feishu_night", "chat", "mixed",
    messenger(FEISHU_NIGHT, "Growth 周会讨论", [
        ("Vivian Xu", "14:01", "上周 DAU +3.2%，主要靠 push 召回"),
        ("Vivian Xu", "14:03", "<t0>@{Leo Chen} 帮忙拉一下 iOS 渠道的 retention，下周三之前</t>"),
        ("Leo Chen", "14:04", "<q>Vivian Xu：帮忙拉一下 iOS 渠道的 retention…</q>sure，没问题"),
        ("Vivian Xu", "14:06", "<t1>@{邱老师} review 一下新的 landing page 文案，urgent</t>"),
        ("邱老师", "14:09", "👌 看完了，挺好的"),
        ("Leo Chen", "14:10", "FYI @{邱老师} 设计稿有更新"),
        ("", "14:12", "<t2>＠{Leo Chen}：把 A/B 实验的 dashboard 权限开给我</t>"),
        ("Leo Chen", "14:13", "done ✅"),
    ], side=[
        ("Growth 周会讨论", "14:13", "Leo Chen: done ✅"), ("Leo Chen", "13:40", "你: 权限的事回头说"), ("Infra On-call", "11:02", "resolved"),
        ("午饭小分队", "10:55", "今天吃啥"),
    ], me="Tina"),
    (
        job("Leo Chen", "帮忙拉一下 iOS 渠道的 retention，下周三之前", "2026-07-08", None, said="下周三之前"),
        job("邱老师", "review 一下新的 landing page 文案，urgent", None, "high", also=("review 一下新的 landing page 文案",)),
        job("Leo Chen", "把 A/B 实验的 dashboard 权限开给我", done=None),
    ),
    date(2026, 7, 1), (1366, 768, 1),
)  # fmt: skip

ding = Case(
    "ding_school", "chat", "zh",
    messenger(DING, "教务处工作群", [
        ("--", "", "今天 08:05"),
        ("教务处 冯主任", "08:05", "<t0>@{所有人} 本周五前提交期中考试成绩单，逾期系统关闭</t>"),
        ("高一 彭老师", "08:07", "收到"), ("高二 蒋老师", "08:07", "收到"),
        ("教务处 冯主任", "08:20", "<t1>@{高二 蒋老师} 请联系电教组检查报告厅的投影仪</t>"),
        ("高三 谭老师", "08:31", "@{教务处 冯主任} 谭某某同学请病假一天，已报备"),
        ("", "08:33", "@{高三 谭老师} 好的，注意休息"),
    ], note="156人", me="教务员"),
    (
        job("所有人", "本周五前提交期中考试成绩单，逾期系统关闭", "2026-11-20", "high", said="本周五前", also=("本周五前提交期中考试成绩单",)),
        job("高二 蒋老师", "请联系电教组检查报告厅的投影仪", also=("联系电教组检查报告厅的投影仪",)),
    ),
    date(2026, 11, 18), (1024, 768, 1), jpeg=85,
)  # fmt: skip

CHANNELS = [("--", "", "▾ Channels"), *[(name, "", "") for name in (
    "# announcements", "# design", "# eng-release", "# help-it", "# random", "# watercooler")], ("--", "", "▾ Direct messages"),
    *[(name, "", "") for name in ("Aiko Tanaka", "Jonas Weber", "Maya Torres", "Slackbot")]]  # fmt: skip

slack = Case(
    "slack_release", "chat", "en",
    messenger(SLACK, "# eng-release", [
        ("--", "Today", ""),
        ("Maya Torres", "9:02 AM", "Morning all, release 4.8 is cut. What is left:"),
        ("Maya Torres", "9:02 AM", "<t0>@{Jonas Weber} bump the SDK version in the sample apps by Friday</t>"),
        ("Maya Torres", "9:03 AM", "<t1>@{Aiko Tanaka} can you re-record the onboarding gif when you have time?</t>"),
        ("Jonas Weber", "9:05 AM", "on it<br><re>👍 2</re> <re>🚀 1</re>"),
        ("Priya Shah", "9:11 AM", "@{Maya Torres} did legal answer about the license header?"),
        ("Maya Torres", "9:12 AM", "not yet, I pinged them again"),
        ("Maya Torres", "9:20 AM", "<t2>@{d.okafor} @{Priya Shah} please pair on the flaky checkout test this afternoon</t>"),
        ("d.okafor", "9:21 AM", "sounds good @{Priya Shah}, 2pm?<br><re>✅ 1</re>"),
        ("Aiko Tanaka", "9:34 AM", "thanks @{Jonas Weber} for the quick fix yesterday 🙏"),
        ("Release Bot", "9:40 AM", "<span class=card>v4.8.0-rc1 deployed to <b>staging</b><br>Approved by @{Maya Torres}</span>"),
        ("Priya Shah", "9:55 AM", "cc @{Aiko Tanaka} for the screenshots"),
    ], side=CHANNELS, note="★ 41 members", me="Lena", write="Message #eng-release"),
    (
        job("Jonas Weber", "bump the SDK version in the sample apps by Friday", "2026-07-03", "high", said="by Friday"),
        job("Aiko Tanaka", "can you re-record the onboarding gif when you have time?", None, "low",
            also=("re-record the onboarding gif when you have time", "re-record the onboarding gif")),
        job("d.okafor|Priya Shah", "please pair on the flaky checkout test this afternoon", "2026-07-01", "high",
            said="this afternoon", also=("pair on the flaky checkout test this afternoon",)),
    ),
    date(2026, 7, 1), (1920, 1080, 1),
)  # fmt: skip

slack_plain = Case(
    "slack_plain", "chat", "en",
    messenger(replace(SLACK_NIGHT, mention="color:inherit"), "# helpdesk", [
        ("Nadia Brandt", "16:40", "The badge printer on floor 3 is out of ribbon again"),
        ("Nadia Brandt", "16:41", "<t0>@{tom-lindqvist} please order two ribbons, the black ones</t>"),
        ("tom-lindqvist", "16:44", "will do @{Nadia Brandt}"),
        ("Omar", "16:52", "<t1>@{Nadia Brandt}: revoke the old contractor accounts before June 19</t>"),
        ("Nadia Brandt", "16:53", "Ok! who is the owner of the contractor list @{Omar}?"),
        ("Omar", "16:54", "HR"),
    ], side=CHANNELS[:5], me="Omar"),
    (
        job("tom-lindqvist", "please order two ribbons, the black ones", also=("order two ribbons, the black ones",)),
        job("Nadia Brandt", "revoke the old contractor accounts before June 19", "2026-06-19", said="before June 19"),
    ),
    date(2026, 6, 4), (1280, 720, 1.5),
)  # fmt: skip

teams = Case(
    "teams_tender", "chat", "en",
    messenger(TEAMS, "Tender 2209 – bid team", [
        ("Harriet Cole", "Monday 3:41 PM", "Minutes are in the Files tab. Good session everyone."),
        ("Harriet Cole", "Monday 3:44 PM", "<t0>@{Samir} finish the pricing annex by 24 April</t>"),
        ("Harriet Cole", "Monday 3:44 PM", "<t1>@{Wendy Park} get the insurance certificate from legal ASAP</t>"),
        ("Samir", "Monday 3:50 PM", "Will do. Is the old template fine?"),
        ("", "Monday 3:58 PM", "<t2>@{Samir} use the 2026 template and copy the cover page from tender 2187</t>"),
        ("Wendy Park", "Tuesday 8:15 AM", "Good morning! Great work @{Samir} 👏"),
    ], side=[("Tender 2209 – bid team", "8:15", "Wendy: Good morning! Great work..."), ("Samir", "Mon", "You: use the 2026 template"),
             ("Facilities", "Mon", "Lift B is out of service"), ("Harriet Cole", "Fri", "See you Monday")], me="Ben"),
    (
        job("Samir", "finish the pricing annex by 24 April", "2026-04-24", "high", said="by 24 April"),
        job("Wendy Park", "get the insurance certificate from legal ASAP", None, "high",
            also=("get the insurance certificate from legal",)),
        job("Samir", "use the 2026 template and copy the cover page from tender 2187"),
    ),
    date(2026, 4, 21), (1366, 768, 1),
)  # fmt: skip

discord = Case(
    "discord_mods", "chat", "en",
    messenger(DISCORD, "# game-jam-planning", [
        ("pixelfox", "Today at 7:12 PM", "jam starts on the 21st, theme vote is closed 🎉"),
        ("pixelfox", "Today at 7:13 PM", "<t0>@{moss_b} please set up the itch page before Sunday</t>"),
        ("moss_b", "Today at 7:15 PM", "got it"),
        ("pixelfox", "Today at 7:20 PM", "<t1>@{Nova77} no rush, but draw a new server icon</t>"),
        ("MEE6 BOT", "Today at 7:21 PM", "GG @{Nova77}, you just advanced to level 12!"),
        ("Nova77", "Today at 7:22 PM", "lol thanks @{MEE6}"),
        ("quartz", "Today at 7:30 PM", "@{everyone} stream is live in 10 min https://twitch.example/quartz"),
    ], side=[("--", "", "INFORMATION"), ("# rules", "", ""), ("# news", "", ""), ("--", "", "JAM"), ("# game-jam-planning", "", ""),
             ("# showcase", "", ""), ("🔊 Lounge", "", "")], me="quartz", write="Message #game-jam-planning"),
    (
        job("moss_b", "please set up the itch page before Sunday", "2026-08-16", "high", said="before Sunday",
            also=("set up the itch page before Sunday",)),
        job("Nova77", "no rush, but draw a new server icon", None, "low", also=("draw a new server icon",)),
    ),
    date(2026, 8, 14), (1280, 720, 1),
)  # fmt: skip

WA = """.m p{border-radius:9px;box-shadow:0 1px 1px #0002}.m.o p{background:#d9fdd3}.m small{color:#c2185b;font-weight:600}
at{color:#027eb5}.t{font-size:10px;color:#888;margin-left:6px}"""
whatsapp_phone = Case(
    "whatsapp_phone", "chat", "en",
    phone("🏡 Maple St. neighbours", "<div class=d>Yesterday</div>" + "".join([
        said("Ruth", "Street party is on the 27th, council said yes!<span class=t>18:02</span>"),
        said("Ruth", "<t0>@{Gareth} can you book the bouncy castle by tomorrow?</t><span class=t>18:03</span>"),
        said("Gareth", "Sure, on it 👍<span class=t>18:10</span>"),
        said("Ruth", "<t1>@{Anne-Marie} bring the folding tables from the church hall</t><span class=t>18:12</span>"),
        said("me", "Thanks @{Ruth} you're a star<span class=t>18:15 ✓✓</span>", own=True),
        "<div class=d>Today</div>",
        said("Gareth", "Who's got the extension leads?<span class=t>08:40</span>"),
        said("Anne-Marie", "No idea 🤷<span class=t>08:44</span>"),
    ]) + "<div class=foot>😊&ensp;Message</div>", WA, font=ROBOTO, paper="#efe7dd"),
    (
        job("Gareth", "can you book the bouncy castle by tomorrow?", "skip", "high",
            also=("book the bouncy castle by tomorrow",)),
        job("Anne-Marie", "bring the folding tables from the church hall"),
    ),
    date(2026, 6, 4), (360, 800, 3), jpeg=80,
)  # fmt: skip

whatsapp = Case(
    "whatsapp_shop", "chat", "en",
    messenger(WHATSAPP, "Shop floor – weekend", [
        ("Deepa", "10:21", "<t0>@{Kofi} restock the till rolls before we open tomorrow</t>"),
        ("Kofi", "10:24", "👍"),
        ("", "10:30", "<t1>@{Deepa} could you please print the new rota and pin it up in the kitchen</t>"),
        ("Deepa", "10:31", "Done already 😄"),
        ("Kofi", "10:40", "is the card machine 2 @ £14.99 a month or just one?"),
    ], side=[("Shop floor – weekend", "10:40", "Kofi: is the card machine 2 @ £14.99..."), ("Mum", "10:02", "Call me later x"),
             ("Five-a-side", "Thu", "Ade: 7pm pitch 3")], me="Ola"),
    (
        job("Kofi", "restock the till rolls before we open tomorrow", "2026-02-04", "high", said="tomorrow",
            also=("restock the till rolls before we open",)),
        job("Deepa", "could you please print the new rota and pin it up in the kitchen", done=None,
            also=("print the new rota and pin it up in the kitchen",)),
    ),
    date(2026, 2, 3), (1024, 768, 1),
)  # fmt: skip

telegram = Case(
    "telegram_ops", "chat", "mixed",
    messenger(TELEGRAM, "运维 on-call", [
        ("Alex_L", "22:01", "db-03 磁盘 91%，@{老周} 你看到告警了吗？"),
        ("老周", "22:03", "看到了，正在清理 binlog"),
        ("Alex_L", "22:10", "<t0>@{老周} 明早10点前把 binlog 保留时间改成 3 天，加急</t>"),
        ("", "22:12", "<t1>@{sre_mia} update the runbook link in the alert template</t>"),
        ("sre_mia", "22:15", "ok 收到"),
        ("Alex_L", "22:18", "git@git.example.com:ops/runbooks.git 这个库对吧"),
    ], me="Sun", note="18 members, 5 online"),
    (
        job("老周", "明早10点前把 binlog 保留时间改成 3 天，加急", "2026-10-14", "high", said="明早10点前",
            also=("明早10点前把 binlog 保留时间改成 3 天",)),
        job("sre_mia", "update the runbook link in the alert template"),
    ),
    date(2026, 10, 13), (1024, 768, 1.25),
)  # fmt: skip

CHAT_PANEL = """<b>会议聊天</b><hr><small>薛琳 10:12</small><p>听不清的同学重新进一下</p><small>傅强 10:15</small><p>可以了</p>
<small>薛琳 10:31</small><p><t0>@{傅强} 会后把录屏上传到共享盘</t></p><small>薛琳 10:32</small>
<p><t1>@{卢小曼} 5月8日前补齐第三章的数据来源</t></p><small>卢小曼 10:33</small><p>收到，谢谢薛老师</p><small>Guest 10:35</small><p>👏👏👏</p>"""
call_zh = Case(
    "call_thesis", "call", "zh",
    call(["薛琳", "傅强", "卢小曼", "Guest", "郝教授", "石頭"], CHAT_PANEL, title="论文开题讨论 · 会议号 812 334 907 · 42:18",
         foot="静音 停止视频 共享屏幕 成员(6) 聊天 结束会议", font=CJK),
    (job("傅强", "会后把录屏上传到共享盘"), job("卢小曼", "5月8日前补齐第三章的数据来源", "2026-05-08", "high", said="5月8日前")),
    date(2026, 5, 6), (1280, 720, 1),
)  # fmt: skip

EN_PANEL = """<b>Meeting chat</b><hr><small>Ingrid Solheim, 2:04 PM</small><p>Slides: https://share.example.com/x/91</p>
<small>Ingrid Solheim, 2:19 PM</small><p><t0>@{Marcus Bell} send the venue contract to Ingrid by EOD</t></p><small>Marcus Bell, 2:20 PM</small>
<p>Will do!</p><small>Chloe, 2:26 PM</small><p>Can everyone see my screen?</p><small>Marcus Bell, 2:26 PM</small><p>yes</p>"""
call_en = Case(
    "call_event", "call", "en",
    call(["Ingrid Solheim", "Marcus Bell", "Chloe", "Room 4.12"], EN_PANEL, title="Summer event sync | 00:31:07 | REC",
         foot="Mute Camera Share React Leave"),
    (job("Marcus Bell", "send the venue contract to Ingrid by EOD", "2026-04-20", "high", said="by EOD"),),
    date(2026, 4, 20), (1280, 720, 1),
)  # fmt: skip


def remark(who: str, when: str, text: str) -> str:
    """One comment of a code review."""
    return f"<div class=c><div class=ch>{face(who, 22)} <b>{who}</b> commented {when}</div><div class=cb>{text}</div></div>"


REVIEW_CSS = """.in{padding:20px 60px}.c{border:1px solid #d0d7de;border-radius:6px;margin:12px 0}.ch{background:#f6f8fa;padding:6px 12px;
border-bottom:1px solid #d0d7de;font-size:13px;color:#57606a}.cb{padding:10px 14px}at{font-weight:600}pre{background:#e6ffec;margin:0;
padding:6px 14px;font:12px 'DejaVu Sans Mono'}.log{color:#57606a;font-size:13px;margin:6px 0 6px 30px}h2{font-weight:400;margin:0}"""
review = Case(
    "review_pull", "review", "en",
    browser_window("github.example/acme/tiles/pull/482", "<div class=in><h2>Cache decoded tiles between frames #482</h2>" + "".join([
        "<div class=log>● hgupta wants to merge 3 commits into main from tile-cache</div>",
        remark("mlindgren", "2 hours ago", "<pre>+ const MAX_TILES = 64</pre><br><t0>@{hgupta} please rename this to maxTiles</t>"),
        remark("hgupta", "1 hour ago", "Good point, thanks @{mlindgren}!"),
        remark("sofia-k", "40 minutes ago", "<t1>@{hgupta} add a test for the eviction order</t>"),
        "<div class=log>✓ mlindgren approved these changes · ci/build 3m 12s · ci/lint 41s · 2 checks passed</div>",
        "<div class=log>● github-bot added the label performance</div></div>"]), REVIEW_CSS),
    (
        job("hgupta", "please rename this to maxTiles", also=("rename this to maxTiles",)),
        job("hgupta", "add a test for the eviction order"),
    ),
    size=(1280, 720, 1),
)  # fmt: skip

MAIL_CSS = """body{display:flex;height:100vh}.l{width:210px;background:#f0f4f9;padding:18px}.l p{margin:9px 6px}.m{width:320px;
border-right:1px solid #ddd}.m div{padding:9px 14px;border-bottom:1px solid #eee;font-size:13px}.m b{display:block}.r{flex:1;padding:22px 30px}
.r h3{margin:0 0 10px;font-size:19px}.r small{color:#666}.r p{margin:9px 0}at{color:#0b57d0}"""
mail = Case(
    "mail_client", "mail", "en",
    page("""<div class=l><b>✎ Compose</b><p>Inbox 12</p><p>Starred</p><p>Sent</p><p>Drafts 3</p><p>Spam</p></div>
    <div class=m><div><b>Eleanor Voss</b>Re: Brochure reprint<br>Hi both, the printer needs the final…</div>
    <div><b>Payroll</b>Your payslip is ready<br>Log in to view</div><div><b>IT Service</b>Password expires soon<br>Do not share</div></div>
    <div class=r><h3>Re: Brochure reprint</h3><small>Eleanor Voss &lt;e.voss@example.com&gt; to Gil, Petra · Thu 4 Jun, 11:20</small>
    <p>Hi both,</p><p>the printer needs the final file next week, so:</p>
    <p><t0>@{Gil Santos} please export the print PDF with bleed by 9 June</t></p>
    <p><t1>@{Petra Novak} please ask for a second quote for 500 copies</t></p><p>Thanks a lot,<br>Eleanor</p>
    <small>Voss Media | +44 20 7946 0011 | www.vossmedia.example</small></div>""", MAIL_CSS, font=ROBOTO),
    (
        job("Gil Santos", "please export the print PDF with bleed by 9 June", "2026-06-09", "high", said="by 9 June",
            also=("export the print PDF with bleed by 9 June",)),
        job("Petra Novak", "please ask for a second quote for 500 copies", also=("ask for a second quote for 500 copies",)),
    ),
    date(2026, 6, 4), (1366, 768, 1),
)  # fmt: skip

CASES = (wechat, wechat_phone, feishu_dense, feishu_night, ding, slack, slack_plain, teams, discord, whatsapp_phone,
         whatsapp, telegram, call_zh, call_en, review, mail)  # fmt: skip
