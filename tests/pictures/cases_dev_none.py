"""Development pictures in which nobody is asked to do anything, however many names, colons and @ they show."""
# ruff: noqa: E501 (a line of HTML stays whole)

from datetime import date

from markup import ARIAL, CJK, MONO, ROBOTO, SERIF_CJK, TIMES, Case, face, page
from templates import DING, DISCORD, SLACK, TELEGRAM, WECHAT, board, browser_window, messenger, phone, said, sheet

DAY = date(2026, 5, 6)


def none(
    name: str, lang: str, html: str, size: tuple[int, int, float] = (1280, 720, 1), jpeg: int | None = None
) -> Case:
    """A picture without any task."""
    return Case(name, "negative", lang, html, (), DAY, size, None, jpeg)


small_talk = none("none_wechat", "zh", messenger(WECHAT, "老同学", [
    ("--", "昨天 21:14", ""), ("老K", "", "@{小雨} 生日快乐🎂🎂"), ("小雨", "", "谢谢@{老K} 爱你们"), ("阿May", "", "@{小雨} 生日快乐呀！"),
    ("", "", "@{小雨} 今年在哪过的？"), ("小雨", "", "在公司加班[捂脸]"), ("老K", "", "@{阿May} 哈哈哈她年年加班"), ("--", "08:02", ""),
    ("阿May", "", "@{所有人} 早上好☀️"), ("", "", "早"), ("老K", "", "这家面馆人均 28 元 @ 解放路店，味道不错"),
], side=[("老同学", "08:05", "老K: 这家面馆人均 28 元"), ("公众号", "07:30", "早间新闻"), ("小雨", "昨天", "晚安")], me="大刘"), (1180, 760, 1))  # fmt: skip

acks = none("none_ack_ding", "zh", messenger(DING, "区域销售群", [
    ("--", "", "今天 18:00"), ("销售总监 祁峰", "18:01", "本月目标达成 104%，感谢各位的努力！"), ("华东 廖凯", "18:02", "@{销售总监 祁峰} 收到，领导辛苦了"),
    ("华南 温倩", "18:02", "祁总威武👍"), ("西北 尚武", "18:03", "恭喜@{华东 廖凯} 拿下大单"), ("华东 廖凯", "18:04", "@{西北 尚武} 同喜同喜"),
    ("智能人事", "18:05", "“温倩”已加入群聊，欢迎@{华南 温倩}"), ("", "18:06", "@{销售总监 祁峰} OK"),
], note="89人", me="小程"), (1024, 768, 1), 70)  # fmt: skip

slack_talk = none("none_slack", "en", messenger(SLACK, "# random", [
    ("Tess Molina", "12:01 PM", "Happy work anniversary @{Bram de Wit} 🎉<br><re>🎂 9</re>"), ("Bram de Wit", "12:03 PM", "Thanks @{Tess Molina}, time flies"),
    ("Quentin", "12:10 PM", "@{Tess Molina} is the canteen open today?"), ("Tess Molina", "12:11 PM", "yep till 2"),
    ("Quentin", "12:40 PM", "great soup @{channel} 😋"), ("Bram de Wit", "1:02 PM", "was added to #random by Tess Molina."),
    ("Ines", "1:15 PM", "FYI @{Quentin} the lift is working again, cc @{Bram de Wit}"), ("Quentin", "1:16 PM", "👍 nice, thank you @{Ines}"),
], side=[("--", "", "▾ Channels"), ("# general", "", ""), ("# random", "", ""), ("# pets", "", "")], write="Message #random", me="Ines"), (1366, 768, 1))  # fmt: skip

bot_help = none("none_bot_help", "en", messenger(DISCORD, "# bot-commands", [
    ("rune", "Today at 3:01 PM", "@{PollBot} help"),
    ("PollBot BOT", "Today at 3:01 PM", """<span class=card><b>PollBot commands</b><br>@{PollBot} create &lt;question&gt; - Start a new poll<br>@{PollBot} close - Close the poll in this channel
    <br>@{PollBot} assign @user role - Give somebody a role<br>@{PollBot} list - Show all open polls<br>Add !quiet to hide the answer.</span>"""),
    ("rune", "Today at 3:02 PM", "@{PollBot} list"), ("PollBot BOT", "Today at 3:02 PM", "No open polls. Type @{PollBot} create to start one."),
], side=[("--", "", "TEXT"), ("# bot-commands", "", ""), ("# lobby", "", "")], me="rune"), (1280, 720, 1))  # fmt: skip

telegram_talk = none("none_telegram", "mixed", messenger(TELEGRAM, "Crypto 闲聊", [
    ("Wolf88", "19:20", "昨天 0.3 ETH @ 2410 卖飞了"), ("阿强", "19:21", "哈哈 @{Wolf88} 淡定"), ("", "19:24", "follow @chainnews_daily for updates"),
    ("Wolf88", "19:30", "contact: support@exchange.example 不要信私聊"), ("阿强", "19:31", "ok thanks @{Wolf88}"),
], me="Zed"), (900, 640, 1.25))  # fmt: skip

IDE = """body{display:flex;height:100vh;color:#d4d4d4}.s{width:220px;background:#252526;padding:12px;font:13px 'Open Sans',sans-serif}.s p{margin:4px}
.e{flex:1}.tab{background:#2d2d2d;padding:7px 16px;font:13px 'Open Sans',sans-serif}pre{margin:14px 20px;font:15px/1.55 'DejaVu Sans Mono',monospace}
i{color:#6a9955;font-style:normal}b{color:#dcdcaa;font-weight:400}u{color:#569cd6;text-decoration:none}"""
ide = none("none_ide", "en", page("""<div class=s><p>EXPLORER</p><p>▾ billing</p><p>&ensp;models.py</p><p>&ensp;views.py</p><p>&ensp;test_views.py</p><p>package.json</p></div>
<div class=e><div class=tab>views.py ●&emsp;models.py</div><pre>
<u>from</u> functools <u>import</u> lru_cache

<b>@lru_cache</b>(maxsize=32)
<u>def</u> rate(currency: str) -> float:
    <i># TODO: fetch from the server instead</i>
    <u>return</u> RATES[currency]

<u>class</u> InvoiceView:
    <b>@property</b>
    <u>def</u> owner(self): <i># Owner: the customer who pays</i>
        <u>return</u> self._owner

    <b>@staticmethod</b>
    <u>def</u> parse(raw): <u>return</u> raw.split("@")

    <b>@pytest.mark.parametrize</b>("due", ["2026-05-01"])
    <u>def</u> test_due(due): ...
</pre></div>""", IDE, font=MONO, paper="#1e1e1e"), (1280, 720, 1))  # fmt: skip

TERM = "pre{margin:18px;font:16px/1.5 'DejaVu Sans Mono','Noto Sans Mono CJK SC',monospace}b{color:#8ae234}u{color:#729fcf;text-decoration:none}"
terminal = none("none_terminal", "en", page("""<pre><b>deploy@web-02</b>:<u>~/site</u>$ git remote -v
origin  git@git.example.com:studio/site.git (fetch)
origin  git@git.example.com:studio/site.git (push)
<b>deploy@web-02</b>:<u>~/site</u>$ npm install @fontsource/inter @types/node@20
added 14 packages, and audited 211 packages in 3s
npm warn deprecated @oldscope/tool@1.2.0: please upgrade to v2
<b>deploy@web-02</b>:<u>~/site</u>$ scp build.zip admin@203.0.113.9:/srv/
build.zip                          100%  4 MB   9.1MB/s   00:00
<b>deploy@web-02</b>:<u>~/site</u>$ systemctl status nginx@blue
● nginx@blue.service - web server
   Active: active (running) since Wed 2026-05-06 08:00
<b>deploy@web-02</b>:<u>~/site</u>$ █</pre>""", TERM, font=MONO, paper="#300a24", ink="#eee"), (1024, 640, 1))  # fmt: skip

CODE = "pre{margin:20px;font:15px/1.6 'DejaVu Sans Mono',monospace}"
css_code = none("none_css", "en", page("""<pre>@import url("theme.css");
@font-face { font-family: Plain; src: url(plain.woff2); }
@media (prefers-color-scheme: dark) {
  body { background: #111; color: #eee; }
}
@layer base, components;
@keyframes spin { to { transform: rotate(1turn); } }
.card:hover { box-shadow: 0 2px 8px rgba(0,0,0,.3); }
/* Note: keep in sync with tokens.json */
</pre><hr><pre>{
  "name": "@studio/site",
  "scripts": { "build": "vite build", "test": "vitest run" },
  "dependencies": { "@vueuse/core": "^10.7.0" },
  "author": "Mika Laine &lt;mika@example.com&gt;"
}</pre>""", CODE, font=MONO), (1024, 768, 1.5))  # fmt: skip

DASH = """body{background:#f4f6fa;padding:24px}.g{display:grid;grid-template-columns:repeat(4,1fr);gap:16px}.g div{background:#fff;border-radius:8px;padding:16px}
.g b{font-size:28px;display:block}table{background:#fff;margin-top:18px;width:100%;border-collapse:collapse}td,th{padding:8px 14px;border-bottom:1px solid #eee;text-align:left}"""
dashboard = none("none_dashboard", "en", page("""<h2>Operations overview</h2><div class=g><div>Orders today<b>1,284</b>▲ 6.2%</div><div>Open tickets<b>37</b>▼ 4</div><div>Late deliveries<b>9</b>high</div>
<div>NPS<b>61</b>stable</div></div><table><tr><th>Region<th>Manager<th>Revenue<th>Target<th>Status</tr><tr><td>North<td>Ida Holm<td>€ 210k<td>€ 200k<td>On track</tr>
<tr><td>South<td>Raj Menon<td>€ 164k<td>€ 190k<td>At risk</tr><tr><td>West<td>Kate O'Neil<td>€ 98k<td>€ 95k<td>On track</tr></table><p>Updated 5 min ago · Export · Share</p>""", DASH), (1920, 1080, 1))  # fmt: skip

news = none("none_news", "zh", browser_window("news.example.cn/2026/0506/c41.html", """<div style='width:760px;margin:20px auto'><h1>滨河步道二期五一正式开放</h1><p style='color:#888'>来源：城市晚报　记者：孔令仪　编辑：杜若　2026-05-06 07:12</p>
<p>本报讯 5月1日上午，滨河步道二期工程正式向市民开放。市园林局局长马会林说：“二期全长4.2公里，沿线设置了12处休息驿站。”</p><p>家住附近的退休教师郭老师告诉记者：“以前散步要绕路，现在出门就到。”</p>
<p>据了解，三期工程预计9月底前完工，届时步道将与湿地公园连通。相关部门提醒：请勿携带宠物进入驿站。</p><p>责任编辑：杜若　@城市晚报 官方微博</p></div>""", font=SERIF_CJK, px=16), (1366, 768, 1))  # fmt: skip

SET = ".w{display:flex}.n{width:220px;padding:22px;border-right:1px solid #ddd}.n p{margin:10px 0}.m{padding:22px 40px;width:640px}.r{display:flex;justify-content:space-between;border-bottom:1px solid #eee;padding:13px 0}"
settings = none("none_settings", "en", page("""<div class=w><div class=n><b>Settings</b><p>Account</p><p>Notifications</p><p>Privacy</p><p>Integrations</p><p>Billing</p></div><div class=m><h2>Notifications</h2>
<div class=r><span>Mentions: notify me when someone types @me</span><input type=checkbox checked></div><div class=r><span>Email digest: every Friday</span><input type=checkbox></div>
<div class=r><span>Assign new issues to: Unassigned</span><span>Change</span></div><div class=r><span>Remind me before the due date</span><input type=checkbox checked></div>
<div class=r><span>Signed in as: ola.berg@example.com</span><span>Sign out</span></div><p>Changes are saved automatically.</p></div></div>""", SET, font=ROBOTO), (1280, 720, 1))  # fmt: skip

prices = none("none_sheet", "zh", sheet(["产品", "单价", "数量", "金额", "到货日期"], [
    ["A4 打印纸", "22.50", "40", "900.00", "5月8日"], ["中性笔 0.5mm", "1.20", "300", "360.00", "5月8日"], ["文件夹", "6.80", "50", "340.00", "5月12日"], ["合计", "", "", "1600.00", ""],
], marked=[None] * 4, before="<h3 style='margin:16px'>办公用品采购明细（5月）</h3>", css="table{margin:0 16px}td,th{min-width:110px}", font=CJK, numbers=True, letters=True), (1024, 640, 1))  # fmt: skip

WEEK = """.h{padding:12px 24px;font-size:20px}.g{display:grid;grid-template-columns:60px repeat(5,1fr);border-top:1px solid #ddd}.g>div{border-right:1px solid #eee;height:560px;
padding:6px;position:relative;font-size:12px}.e{position:absolute;left:4px;right:4px;background:#d2e3fc;border-left:4px solid #1a73e8;border-radius:4px;padding:3px 6px}"""
calendar = none("none_calendar", "en", page("""<div class=h>May 2026&emsp;‹ › Today&emsp;Week</div><div class=g><div>8<br><br><br>10<br><br><br>12<br><br><br>14</div><div>MON 4<div class=e style='top:60px'>Stand-up<br>9:00 – 9:15</div></div>
<div>TUE 5<div class=e style='top:150px'>1:1 Jana / Theo<br>11:00, Room 3</div></div><div>WED 6<div class=e style='top:60px'>Stand-up</div><div class=e style='top:240px'>Dentist @ 2pm</div></div>
<div>THU 7<div class=e style='top:190px'>Lunch with Priya</div></div><div>FRI 8<div class=e style='top:110px'>Demo: mobile team<br>10:30 – 11:30</div><div class=e style='top:330px'>Release 2.9</div></div></div>""", WEEK, font=ROBOTO), (1280, 720, 1))  # fmt: skip

faq = none("none_faq", "zh", page("""<div style='padding:30px 90px'><h2>常见问题</h2><p><b>问：如何修改预约时间？</b></p><p>答：在“我的预约”中点击“改期”，每单最多可改两次。</p><p><b>问：忘记密码怎么办？</b></p><p>答：请使用手机号验证码登录后重新设置。</p>
<p><b>问：多久能退款？</b></p><p>答：3个工作日内原路退回。</p><p>温馨提示：请勿向他人透露验证码。</p><p>注意：本页内容仅供参考，以门店公告为准。</p><p>客服邮箱：help@clinic.example　电话：400-000-1234</p></div>""", font=CJK, px=16), (1024, 768, 1))  # fmt: skip

docs = none("none_docs", "en", browser_window("docs.example/guide/install", """<div style='padding:20px 90px'><h1>Installing the agent</h1><p>Note: You need administrator rights on the machine.</p><p>Tip: Run the checker first to see what is missing.</p>
<p>Warning: Do not interrupt the update while the light is blinking.</p><p>Example: <code>agent --owner alice --due 2026-05-10</code></p><p>Supported systems: Windows 11, Ubuntu 24.04, macOS 15</p><p>See also: Upgrading, Removing, Troubleshooting</p>
<p>Last edited by Simon Roth on May 2</p></div>""", font=ARIAL, px=15), (1280, 720, 1))  # fmt: skip

profile = none("none_profile", "en", phone("mara_bakes", f"""<div style='padding:18px'>{face('Mara', 84, letters=False)}<p><b>Mara Lindgren</b><br><span style='color:#666'>@mara_bakes</span></p><p>Sourdough & cycling 🚲 | Gothenburg<br>
Collabs: hello@marabakes.example<br>Co-host of @crumbtalk with @ollie.eats</p><p><b>412</b> posts&emsp;<b>18.3K</b> followers&emsp;<b>655</b> following</p><p><b>@crumbtalk</b> · 2h<br>New episode with @chefdina is out now! Link in bio.</p>
<p><b>@ollie.eats</b> · 5h<br>Loved the rye loaf by @mara_bakes ❤️ 1,204</p></div>""", font=ROBOTO, paper="#fff"), (360, 800, 3), 75)  # fmt: skip

ideas = none("none_board", "en", board([
    ("Backlog", ["Dark mode for the reader", "Faster search<footer>💬 3&ensp;📎 1</footer>", "Export to EPUB<footer>Unassigned</footer>"]),
    ("Next", ["Offline covers<footer>🕑 May 29</footer>", "Keyboard shortcuts"]), ("Shipped", ["Bookmarks sync", "New onboarding"])],
    head="<b>Reader app roadmap</b>&ensp;Public&ensp;Votes", css=".lane{background:#eee}.card{background:#fff}"), (1280, 720, 1))  # fmt: skip

credits = none("none_credits", "zh", page("""<div style='text-align:center;padding-top:40px;line-height:2'><h2>《长河落日》</h2><p>导演：庄一鸣</p><p>编剧：柳如烟　冯克</p><p>摄影指导：Takeshi Mori</p><p>剪辑：聂小倩</p><p>作曲：Elena Marsh</p><p>主演：鲁山　祝英　贺兰亭</p>
<p>出品人：宁国栋</p></div>""", font=SERIF_CJK, paper="#000", ink="#ddd", px=20), (1280, 720, 1))  # fmt: skip

approvals = none("none_approvals", "en", browser_window("git.example/core/api/pull/77", """<div style='padding:20px 60px'><h2 style='font-weight:400'>Bump base image to 3.20 #77</h2><p>✓ All checks have passed · 6 successful checks</p>
<p>● renovate-bot opened this pull request 4 hours ago</p><p>✓ @{hoshino} approved these changes</p><p>✓ @{t-brandt} approved these changes 1 hour ago</p><p><b>hoshino</b>: LGTM, thanks @{renovate-bot}!</p>
<p>● t-brandt merged commit 9f31c2a into main</p><p>Co-authored-by: Tim Brandt &lt;tim@example.org&gt;</p><p>Reviewed-by: @{hoshino}</p></div>""", font=ARIAL), (1280, 720, 1))  # fmt: skip

minutes = none("none_minutes", "zh", page("""<div style='padding:34px 80px'><h2>家长会纪要</h2><p>时间：5月6日 19:00　地点：三年级二班教室</p><p>主持人：班主任 褚老师　记录人：家委 佘女士</p><h3>会议内容</h3><p>一、褚老师介绍了期中情况，班级平均分 91.2。</p>
<p>二、体育老师说明了体测安排，时间为5月下旬。</p><p>三、家长提问：午餐能否增加水果？学校答复：从下月起供应。</p><h3>决议</h3><p>1. 春游改在植物园。2. 班费结余 312 元。</p></div>""", font=CJK, px=17), (1024, 768, 1))  # fmt: skip

mail_thanks = none("none_mail", "en", page("""<div style='padding:30px 80px'><h3>Thank you for last week</h3><p>From: Hanne Vestergaard &lt;hanne@example.dk&gt;<br>To: staff@example.dk<br>Cc: board@example.dk<br>Date: Wed, 6 May 2026 09:14</p><p>Dear all,</p>
<p>what a wonderful open day! Special thanks to @{Mads} and @{Signe} for the posters, and to Karl for the coffee.</p><p>We had 340 visitors, 60 more than last year.</p><p>Warm regards<br>Hanne</p><p>Hanne Vestergaard | Head of Library | T: +45 5550 1234</p></div>""", font=TIMES, px=17), (1024, 640, 1), 85)  # fmt: skip

requesters = none("none_requesters", "zh", sheet(["单号", "问题描述", "提交人", "提交时间", "状态"], [
    ["W-1021", "会议室投影无信号", "乔木", "5月4日", "待受理"], ["W-1022", "打印机卡纸", "段誉", "5月5日", "待受理"], ["W-1023", "VPN 无法连接", "Grace", "5月6日", "已关闭"],
], marked=[None] * 3, before="<h3 style='margin:18px'>IT 报修登记</h3>", css="table{margin:0 18px}td,th{min-width:130px}th{background:#e8f0fe}", font=CJK), (1024, 640, 1))  # fmt: skip

family = none("none_phone_chat", "zh", phone("相亲相爱一家人(6)", "<div class=d>昨天 20:11</div>" + "".join([
    said("二姑", "@{小辉} 考得怎么样呀"), said("小辉", "还行，谢谢二姑关心"), said("爷爷", "[语音] 23\""), said("二姑", "@{爷爷} 您身体好着呢👍"), said("我", "@{二姑} 新年好！", own=True),
    said("妈妈", "转发：春季养生八大要点"), said("小辉", "收到红包，谢谢@{妈妈}")]) + "<div class=foot>发消息…</div>"), (360, 800, 3), 70)  # fmt: skip

CASES = (small_talk, acks, slack_talk, bot_help, telegram_talk, ide, terminal, css_code, dashboard, news, settings, prices, calendar,
         faq, docs, profile, ideas, credits, approvals, minutes, mail_thanks, requesters, family)  # fmt: skip
