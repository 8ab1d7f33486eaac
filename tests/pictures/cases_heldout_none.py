"""Pictures kept for judging in which nobody is asked to do anything."""
# ruff: noqa: E501 (a line of HTML stays whole)

from datetime import date

from markup import ARIAL, CJK, COMIC, KAI, MONO, OPEN, ROBOTO, SERIF_CJK, TIMES, Case, Photo, face, page
from templates_heldout import (
    BALLOONS,
    COMPACT,
    GROUPED,
    balloons,
    columns,
    compact,
    desk,
    grid,
    grouped,
    handset,
    tile,
    tiles,
)

DAY = date(2026, 8, 27)


def none(
    name: str, lang: str, html: str, size: tuple[int, int, float] = (1280, 720, 1), jpeg: int | None = None
) -> Case:
    """A picture without any task."""
    return Case(name, "negative", lang, html, (), DAY, size, None, jpeg)


farewell = none("no_farewell_chat", "zh", page("<div style='padding:14px 40px'><h3>设计二部（19）</h3>" + grouped([
    ("谷雨", "17:30", "今天是@{乔可} 在这里的最后一天，祝前程似锦🌸"), ("乔可", "17:32", "谢谢@{谷雨}，谢谢大家这两年的照顾"), ("Momo", "17:33", "@{乔可} 常回来看看呀"), ("隋意", "17:34", "舍不得@{乔可} 😭"),
    ("乔可", "17:35", "@{隋意} 我也舍不得你们"), ("谷雨", "17:40", "@{隋意} 你订的蛋糕到了吗？"), ("隋意", "17:41", "到了，在前台"), ("系统消息", "18:00", "乔可 退出了群聊")]) + "</div>",
    GROUPED + "at{color:#3370ff}", font=CJK), (1024, 768, 1))  # fmt: skip

status_chat = none("no_status_chat", "en", page("<div style='padding:14px 40px'><h3># standup</h3>" + compact([
    ("Geekbot", "9:00 AM", "Good morning! Here is what people shared:"), ("Malik", "9:02 AM", "Yesterday: finished the import screen. Today: more of the same."), ("Ayla K.", "9:04 AM", "Yesterday: support. Nothing blocking me."),
    ("Malik", "9:10 AM", "@{Ayla K.} congrats on the talk! 🎤"), ("Ayla K.", "9:11 AM", "aww thanks @{Malik}"), ("Joe", "9:15 AM", "approved by @{Malik} yesterday, cc @{Ayla K.}"), ("Ayla K.", "9:20 AM", "@{Joe} which build is on staging?"),
    ("Joe", "9:21 AM", "the one from 22:10"), ("Malik", "9:30 AM", "set himself as away")]) + "</div>", COMPACT + "at{background:#e8f5fa;color:#1264a3}", font=OPEN, px=15), (1366, 768, 1))  # fmt: skip

football = none("no_football_chat", "en", page("<div style='padding:10px 60px'>" + balloons([
    ("Ade", "21:01", "what a GOAL @{Kieran} did you see that"), ("Kieran", "21:02", "unreal 😂😂"), ("", "21:05", "@{Ade} told you 2-1"), ("Ade", "21:06", "odds were 4.5 @ the shop"), ("Kieran", "21:20", "Night lads"), ("", "21:21", "cheers @{Kieran} 👊")]) + "</div>",
    BALLOONS + "body{background:#0b141a;color:#eee}.bl>div{background:#202c33}.me>div{background:#005c4b}at{color:#53bdeb}", font=ROBOTO, paper="#0b141a", ink="#eee"), (900, 600, 1.25), 70)  # fmt: skip

order_phone = none("no_order_phone", "zh", handset("""<div style='padding:12px 20px'><p>订单状态：待收货</p><p>收货人：上官燕　138****2207</p><p>地址：杭州市西湖区文三路 88 号</p><hr><p>商家：木木家居旗舰店</p><p>胡桃木边几 ×1　￥329.00</p><p>优惠：-￥30.00</p><p>实付款：￥299.00</p>
<p>下单时间：2026-08-25 20:14</p><p>预计送达：8月28日</p><p>客服：小木（09:00-22:00）</p></div>""", title="订单详情", paper="#fff"), (360, 800, 3))  # fmt: skip

spring = none("no_kotlin", "en", desk("OrderController.kt – shop-backend", "File&ensp;Edit&ensp;View&ensp;Navigate&ensp;Code&ensp;Refactor&ensp;Run&ensp;VCS", """<pre style='font:15px/1.6 "DejaVu Sans Mono",monospace;padding:10px 24px;margin:0'>@RestController
@RequestMapping("/orders")
class OrderController(@Autowired val service: OrderService) {

    /** @param id the order's number
     *  @return the order, or 404
     *  @author Jesper Lund */
    @GetMapping("/{id}")
    fun find(@PathVariable id: Long) = service.find(id)

    @Deprecated("Use find") // FIXME remove in 3.0
    @PostMapping
    fun create(@Valid @RequestBody body: NewOrder): Order =
        service.create(body, assignee = null, due = LocalDate.now())
}</pre>""", dark=True), (1280, 720, 1))  # fmt: skip

ci_yaml = none("no_workflow_yaml", "en", page("""<pre style='padding:18px 26px;font:15px/1.55 "DejaVu Sans Mono",monospace'># .ci/pipeline.yml
on: [push]
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - uses: acme/checkout@v4
      - uses: acme/setup-node@v4
        with: { node-version: 20, registry: "@acme" }
      - run: npm ci &amp;&amp; npx @biomejs/biome check .
  deploy:
    needs: test
    env:
      OWNER: web-team
      CONTACT: oncall@example.net
    # reviewers: none</pre>""", font=MONO, paper="#fafafa"), (1024, 640, 1.5))  # fmt: skip

logs = none("no_server_log", "en", page("""<pre style='padding:16px 20px;font:14px/1.6 "DejaVu Sans Mono",monospace;margin:0'>2026-08-27 10:02:11 INFO  [main] Started MailGateway in 3.1 s
2026-08-27 10:02:14 WARN  [pool-2] retry 1/3 for user@host17.example: timeout
2026-08-27 10:02:19 ERROR [pool-2] Priority: HIGH queue is full (size=500)
2026-08-27 10:02:20 INFO  [audit] role ADMIN granted to svc-backup by root@db1
2026-08-27 10:02:31 INFO  [audit] task 8812 finished: cleanup, owner=system
    at com.example.mail.Sender.send(Sender.java:88)
    at com.example.mail.Queue.take(Queue.java:41)
$ ssh -i key ops@198.51.100.7 -p 2222
Last login: Thu Aug 27 09:58:02 from 198.51.100.20</pre>""", font=MONO, paper="#0c0c0c", ink="#ccc"), (1366, 768, 1))  # fmt: skip

CARD = "body{background:#f0f2f5}.c{background:#fff;width:560px;margin:12px auto;padding:14px 18px;border-radius:8px}.g{color:#65676b;font-size:13px}at{color:#0866ff}"
feed = none("no_social_feed", "mixed", page(f"""<div class=c>{face('Lotte', 40, letters=False)} <b>Lotte van Dam</b> <span class=g>@lotte.draws · 3h</span><p>Finished the mural with @studio_kiwi and @marco_paints 🎨 Photos by @jun.lens. Prints from €18 @ my shop!</p><span class=g>❤ 284　💬 31　Share</span></div>
<div class=c>{face('旅行小王子', 40, letters=False)} <b>旅行小王子</b> <span class=g>@little_prince · 5小时</span><p>打卡新疆独库公路！感谢@西域租车 全程护航，同行@阿诺 @老猫</p><span class=g>赞 1.2万　评论 403</span></div>
<div class=c><b>City Library</b> <span class=g>@citylibrary · 1d</span><p>New opening hours: Mon–Fri 9–20. Follow @citylibrary_kids for events.</p></div>""", CARD, font=ROBOTO), (1024, 768, 1), 80)  # fmt: skip

article = none("no_blog", "en", page("""<div style='width:720px;margin:30px auto'><h1>Why we stopped estimating</h1><p style='color:#777'>By Renske Bakker · 12 min read · Aug 20, 2026</p><p>Two years ago our planning meetings took half a day. Somebody would write a name next to each card, and by Friday the names no longer meant anything.</p>
<p>“Owner: everyone” really means nobody, as our coach Idris liked to say. We then tried deadlines without names. That was worse.</p><h3>What happened next</h3><p>Idris: “You are measuring the wrong thing.”</p><p>Renske: “Then what should we measure?”</p><p>The answer took us three months to find. In the end it was simple, and this post tells how we got there.</p></div>""", font=TIMES, px=17), (1280, 800, 1))  # fmt: skip

recipe = none("no_recipe", "zh", page("""<div style='padding:30px 70px'><h2>番茄牛腩</h2><p>作者：厨房里的猫　难度：中等　时间：90分钟</p><h3>用料</h3><p>牛腩：500克　番茄：4个　姜片：5片　八角：2颗</p><h3>步骤</h3><p>1. 牛腩切块，冷水下锅焯水。</p><p>2. 炒香姜片和番茄，加入牛腩翻炒。</p><p>3. 加热水没过食材，小火炖 60 分钟。</p><p>小贴士：最后放盐，肉更嫩。</p></div>""", font=KAI, px=18), (1024, 768, 1))  # fmt: skip

org = none("no_contacts", "zh", desk("通讯录 - 企业", "组织架构　外部联系人　群组", grid("姓名|部门|职务|邮箱|分机", [
    "慕容晴|财务部|经理|muqing@corp.example.cn|8101", "东方朔|法务部|顾问|dfs@corp.example.cn|8120", "Hector|海外部|总监|hector@corp.example.cn|8133", "白露|行政部|专员|bailu@corp.example.cn|8001"],
    marked=[None] * 4, css=".gr{--w:120px 120px 110px 260px 90px;border-bottom:1px solid #eee}.hdr{background:#f2f3f5}"), font=CJK), (1280, 720, 1))  # fmt: skip

inventory = none("no_inventory", "en", desk("stock_2026.ods – Calc", "File&ensp;Edit&ensp;View&ensp;Insert&ensp;Format&ensp;Data", grid("SKU|Item|Supplier|Qty|Unit price|Next delivery", [
    "A-100|Oak shelf, 80 cm|Nordwood AB|14|€ 39.00|2 Sep", "A-220|Wall hook, brass|Bertha Metals|230|€ 2.10|28 Aug", "B-015|Desk lamp|Lux & Co|0|€ 54.90|High demand"], marked=[None] * 3, css=".gr{--w:90px 220px 170px 80px 110px 140px}.gr>div{border:1px solid #ccc}.hdr{background:#eee}")), (1024, 640, 1))  # fmt: skip

roadmap = none("no_roadmap", "en", tiles([
    ("Now", [tile(None, "Faster cold start", "Q3"), tile(None, "Search in attachments", "Q3 · ★ 120 votes")]), ("Next", [tile(None, "Calendar sync", "Q4"), tile(None, "Guest accounts", "Not assigned")]), ("Later", [tile(None, "Plugins", "2027"), tile(None, "Voice notes", "2027 · ★ 44 votes")])],
    "body{background:#fff}.tile{border:1px solid #ddd}", top="<b>Public roadmap</b>&emsp;Sign in to vote"), (1280, 720, 1.25))  # fmt: skip

gantt_css = ".r{display:flex;margin:9px 0}.r span{width:220px}.r i{height:20px;border-radius:4px;background:#69c;display:block;color:#fff;font-style:normal;font-size:12px;padding:0 8px}"
gantt = none("no_gantt", "zh", page("<div style='padding:26px 40px'><h3>二期建设进度（8月）</h3>" + "".join(f"<div class=r><span>{name}</span><i style='margin-left:{start}px;width:{long}px'>{share}</i></div>" for name, start, long, share in (
    ("场地平整", 0, 190, "100%"), ("桩基施工", 150, 320, "65%"), ("主体结构", 420, 380, "0%"), ("设备安装", 700, 200, "0%"))) + "<p>图例：蓝色为计划工期　今日：8月27日</p></div>", gantt_css, font=CJK), (1280, 640, 1))  # fmt: skip

MONTH = ".c{display:grid;grid-template-columns:repeat(7,1fr);border-left:1px solid #ddd}.c div{border:1px solid #ddd;border-left:0;min-height:96px;padding:4px 6px;font-size:12px}.c u{display:block;text-decoration:none;background:#e6f4ea;border-radius:3px;padding:0 4px;margin-top:2px}"
month = none("no_month_zh", "zh", page("<div style='padding:10px 20px'><h3>2026年8月　今天　‹ ›　月视图</h3><div class=c>" + "".join(f"<div>{day}日{event}</div>" for day, event in (
    (24, "<u>周例会 10:00</u>"), (25, ""), (26, "<u>面试 候选人杜衡</u>"), (27, "<u>体检 @ 二楼</u>"), (28, "<u>生日：闻人笑</u>"), (29, ""), (30, "<u>开学</u>"), (31, "<u>周例会 10:00</u><u>信用卡还款日</u>"))) + "</div></div>", MONTH, font=CJK), (1280, 560, 1))  # fmt: skip

login = none("no_preferences", "zh", desk("偏好设置", "通用　账户　通知　快捷键　关于", """<div style='padding:24px 60px;line-height:2.3'>默认负责人：未指定<br>新任务默认优先级：普通 ▾<br>到期提醒：提前 1 天 ▾<br>当有人 @我 时通知：<input type=checkbox checked> 桌面 <input type=checkbox> 邮件<br>完成任务时播放声音：<input type=checkbox checked><br>语言：简体中文 ▾<br>版本：5.3.1（已是最新）</div>""", font=CJK), (960, 600, 1))  # fmt: skip

qa = none("no_interview", "en", page("""<div style='padding:30px 80px'><h2>Five questions for… Ottavia Renzi</h2><p><b>Q:</b> When did you start making cheese?</p><p><b>A:</b> In 1998, in my aunt's kitchen.</p><p><b>Q:</b> What is hard about it?</p><p><b>A:</b> Patience. You wait, you turn the wheels, you wait again.</p>
<p><b>Q:</b> And the name of the farm?</p><p><b>A:</b> It was my grandfather's nickname.</p><p>Interview: Sunniva Aas. Photo: Pål Vik.</p></div>""", font=OPEN, px=16), (1024, 768, 1))  # fmt: skip

cast = none("no_programme", "en", page("""<div style='text-align:center;padding:30px;line-height:1.9'><h2>A Winter in Trieste</h2><p>a play in two acts</p><p>Silvia ........ Maud Ferrer<br>The Captain ........ Ola Grieg<br>Nurse ........ P. J. Quist</p><p>Director: Ines Calder<br>Lights: Bo Ekdahl<br>Costumes: The Needle Club</p><p>Doors 19:00 @ Old Mill Theatre</p></div>""", font=TIMES, paper="#fdf6e3", px=18), (800, 640, 1.25))  # fmt: skip

bot_usage = none("no_bot_usage", "zh", page("<div style='padding:14px 40px'><h3>机器人使用说明</h3>" + grouped([
    ("小智机器人", "09:00", "你好，我是小智，@我 并输入以下指令："), ("小智机器人", "09:00", "@{小智} 天气 城市 － 查询天气<br>@{小智} 提醒 时间 内容 － 创建提醒<br>@{小智} 指派 @成员 － 设置负责人<br>@{小智} 帮助 － 显示本说明"),
    ("卫青", "09:05", "@{小智} 天气 昆明"), ("小智机器人", "09:05", "昆明 今天 晴 16~25℃"), ("卫青", "09:06", "谢谢@{小智}")]) + "</div>", GROUPED + "at{color:#3370ff}", font=CJK), (1024, 768, 1))  # fmt: skip

empty_actions = none("no_template_doc", "en", page("""<div style='padding:30px 90px'><h2>Meeting notes template</h2><p>Date: [YYYY-MM-DD]&emsp;Facilitator: [Name]&emsp;Notes: [Name]</p><h3>Agenda</h3><ol><li>Topic one</li><li>Topic two</li></ol><h3>Action items</h3><ul><li>[Name]: [what to do] by [date]</li><li>Owner: N/A</li><li>TBD</li></ul>
<p>Tip: Duplicate this page before each meeting.</p></div>""", font=ARIAL, px=16), (1024, 768, 1))  # fmt: skip

closed = none("no_decisions", "zh", page("""<div style='padding:30px 80px'><h2>董事会会议纪要（节选）</h2><p>出席：郗总、祝总、Mr. Okada　列席：董秘 冷月</p><p>一、审议通过《2026年半年度报告》。表决：3票同意，0票反对。</p><p>二、同意聘任柏舟为副总经理。</p><p>三、会议听取了冷月关于投资者关系工作的汇报。</p><p>下次会议时间：10月30日</p></div>""", font=SERIF_CJK, px=18), (1280, 640, 1))  # fmt: skip

poster = Case("no_photo_poster", "negative", "en", page("""<div style='text-align:center;padding:30px'><h1 style='font-size:56px;margin:10px'>OPEN MIC</h1><p style='font-size:30px'>Friday 28 August @ 8 pm<br>The Blue Lantern, Quay St. 12</p><p style='font-size:26px'>with Hattie Moon · DJ Pascal · The Oddsocks</p><p style='font-size:22px'>tickets £6 @ the bar · @bluelantern</p></div>""",
    font=COMIC, paper="#ffe8a8", ink="#6b1d1d"), (), DAY, (1000, 700, 1.25), Photo(77, 0.06, 2.5, 0.45, 7, 0.9), 78)  # fmt: skip

mailbox = none("no_mailbox", "mixed", page(columns(("200px", "<div style='background:#f6f8fc;height:100vh;padding:16px'><p><b>Inbox</b> 4</p><p>Sent</p><p>草稿箱</p><p>Trash</p></div>"), ("", "<div style='padding:8px 20px'>" + "".join(f"<p style='border-bottom:1px solid #eee;padding-bottom:9px;margin:9px 0'><b>{who}</b>&emsp;{subject} <span style='color:#777'>– {text}</span></p>" for who, subject, text in (
    ("Trainline Service", "Your booking QX7731", "Zurich HB – Milano C., 29 Aug, seat 61"), ("银行电子账单", "8月信用卡账单", "本期应还 1,208.00 元，还款日 9月12日"), ("GitHub", "[atlas] Run failed: build", "cc @hsu-lin, view the workflow run"), ("Aunt Rosa", "Photos!", "Thank you for the lovely weekend"), ("noreply@forum.example", "New reply", "@kestrel liked your post"))) + "</div>")), font=ROBOTO), (1366, 768, 1))  # fmt: skip

CASES = (farewell, status_chat, football, order_phone, spring, ci_yaml, logs, feed, article, recipe, org, inventory, roadmap, gantt, month,
         login, qa, cast, bot_usage, empty_actions, closed, poster, mailbox)  # fmt: skip
