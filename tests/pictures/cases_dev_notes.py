"""Development pictures of minutes, documents, forms and slides, with the tasks in them."""
# ruff: noqa: E501 (a line of HTML stays whole)

from datetime import date

from markup import ARIAL, CJK, KAI, MONO, SERIF_CJK, TIMES, Case, face, job, page
from templates import browser_window, slide

WORD = """body{background:#e6e6e6}.rib{background:#2b579a;color:#fff;padding:6px 18px;font:13px 'Liberation Sans'}.tools{background:#f3f2f1;
padding:8px 18px;font:12px 'Liberation Sans',sans-serif;color:#444}.sheet{background:#fff;width:780px;margin:18px auto;padding:50px 80px;
min-height:900px;box-shadow:0 0 4px #0003}h2{margin:0 0 6px}h3{margin:16px 0 4px}li,p{margin:5px 0}"""


def word(body: str, *, name: str, tools: str, font: str, css: str = "") -> str:
    """A page in a word processor."""
    top = f"<div class=rib>{name}</div><div class=tools>{tools}</div>"
    return page(f"{top}<div class=sheet>{body}</div>", WORD + css, font=font, px=16)


EN_TOOLS, ZH_TOOLS = (
    "File&emsp;Home&emsp;Insert&emsp;Layout&emsp;Review&emsp;View",
    "文件　开始　插入　布局　引用　审阅　视图",
)

word_actions = Case(
    "word_actions", "minutes", "en",
    word("""<h2>Steering group, 4 June 2026</h2><p>Attendees: Joanne Whitlock, Amir Haddad, Ewa Nowak, Luca</p><h3>Discussion</h3>
    <p>Luca reported that the pilot went well. Ewa raised concerns about storage costs.</p><h3>Decisions</h3><ul><li>The pilot is extended to the Leeds office.</li></ul>
    <h3>Action items</h3><ul><li><t0>Joanne Whitlock: circulate the pilot report by 10 June</t></li><li><t1>Amir Haddad: negotiate the storage
    price with both vendors and bring a written offer to the next meeting</t></li><li><t2>Ewa Nowak: update the risk register [High]</t></li>
    <li><t3><s>Luca: book the Leeds training room</s></t></li></ul><p>Next meeting: 2 July, 10:00, Room Birch</p>""",
         name="Steering_minutes.docx – Word", tools=EN_TOOLS, font=TIMES),
    (
        job("Joanne Whitlock", "circulate the pilot report by 10 June", "2026-06-10", "high", said="by 10 June"),
        job("Amir Haddad", "negotiate the storage price with both vendors and bring a written offer to the next meeting", "skip"),
        job("Ewa Nowak", "update the risk register", None, "high"), job("Luca", "book the Leeds training room", done=True),
    ),
    date(2026, 6, 4), (1280, 800, 1),
)  # fmt: skip

FEI = """.t{padding:10px 24px;border-bottom:1px solid #dee0e3;color:#646a73;font-size:13px}.d{width:760px;margin:26px auto}h1{font-size:28px;margin:0}
h2{font-size:20px;margin:20px 0 6px}.k{display:flex;gap:9px;align-items:flex-start;margin:9px 0}.k input{margin:5px 0 0;width:16px;height:16px}
at{color:#3370ff}.g{color:#8f959e;font-size:13px}"""
feishu_doc = Case(
    "feishu_doc", "minutes", "zh",
    page(f"""<div class=t>云文档 / 项目空间 / 智能门锁　　最近保存 14:20　　分享　<span>{face('毛晓峰', 22)}</span></div><div class=d><h1>智能门锁 V2 周会纪要</h1>
    <p class=g>2026年7月1日　记录人：毛晓峰　参会：康宁、毛晓峰、俞静、Alan</p><h2>结论</h2><p>1. 电池方案维持不变；2. 包装改为可回收材料。</p><h2>待办</h2>
    <div class=k><input type=checkbox><t0>@{{康宁}} 7月3日前给出结构强度测试结果</t></div><div class=k><input type=checkbox><t1>@{{俞静}} 跟进FCC认证，有问题在群里同步</t></div>
    <div class=k><input type=checkbox checked><t2>@{{Alan}} 更新BOM表</t></div><div class=k><input type=checkbox><t3>@{{毛晓峰}} @{{俞静}} 月底前走完包装打样流程</t></div>
    <h2>下次会议</h2><p>7月8日 周三 14:00，三楼小会议室</p></div>""", FEI, font=CJK, px=16),
    (
        job("康宁", "7月3日前给出结构强度测试结果", "2026-07-03", "high", said="7月3日前"), job("俞静", "跟进FCC认证，有问题在群里同步"),
        job("Alan", "更新BOM表", done=True), job("毛晓峰|俞静", "月底前走完包装打样流程", "2026-07-31", said="月底前"),
    ),
    date(2026, 7, 1), (1280, 800, 1),
)  # fmt: skip

TICK = "<svg width=18 height=18 viewBox='0 0 18 18'><rect x=1 y=1 width=16 height=16 fill='#2383e2'/><path d='M4 9l4 4 7-8' stroke='#fff' stroke-width=2 fill='none'/></svg>"
EMPTY = "<svg width=18 height=18 viewBox='0 0 18 18'><rect x=1 y=1 width=16 height=16 fill='#fff' stroke='#37352f' stroke-width=2 /></svg>"
notion_todo = Case(
    "notion_todo", "minutes", "en",
    page(f"""<div class=t>☰&ensp;Team space / Retro&emsp;&emsp;Share&ensp;★&ensp;⋯</div><div class=d><h1>🌱 Retro – week 46</h1><h2>What went well</h2><p>Fewer pages at night,
    faster reviews.</p><h2>To do</h2><div class=k>{EMPTY}<t0>Move the cron jobs to the new cluster — @{{Farah}} (11/21)</t></div>
    <div class=k>{TICK}<t1>Delete the stale feature flags — @{{Nils Berg}}</t></div><div class=k>{EMPTY}<t2>Try a shorter stand-up — @{{Farah}}, nice to have</t></div>
    <div class=k>{EMPTY}<span>Find a new snack supplier</span></div></div>""", FEI, px=16),
    (
        job("Farah", "Move the cron jobs to the new cluster", "2026-11-21", "high", also=("Move the cron jobs to the new cluster (11/21)",)),
        job("Nils Berg", "Delete the stale feature flags", done=True),
        job("Farah", "Try a shorter stand-up", None, "low", also=("Try a shorter stand-up, nice to have",)),
    ),
    date(2026, 11, 18), (1024, 768, 1),
)  # fmt: skip

PAD = "pre{margin:0;padding:14px 16px;font:16px/1.7 'DejaVu Sans Mono','Noto Sans Mono CJK SC',monospace}.b{background:#f0f0f0;padding:5px 12px;font-size:13px}"
notepad = Case(
    "notepad_zh", "minutes", "zh",
    page("""<div class=b>todo.txt - 记事本</div><div class=b>文件(F)　编辑(E)　格式(O)　查看(V)　帮助(H)</div><pre>= 装修跟进 10/13 =

<t0>[ ] @黄师傅 周五补卫生间的防水</t>
<t1>[x] @老婆 选定瓷砖</t>
<t2>[ ] @我 交物业押金（今天）</t>
<t3>[ ] @黄师傅 修阳台门漏风，低优先级</t>

备注：
水电师傅电话 138-0000-5521
瓷砖 85元/片 @ 建材城2号馆
</pre>""", PAD, font=CJK),
    (
        job("黄师傅", "周五补卫生间的防水", "2026-10-16", "high", said="周五"), job("老婆", "选定瓷砖", done=True),
        job("我", "交物业押金（今天）", "2026-10-13", "high", said="（今天）"),
        job("黄师傅", "修阳台门漏风", None, "low", also=("修阳台门漏风，低优先级",)),
    ),
    date(2026, 10, 13), (800, 600, 1),
)  # fmt: skip

email = Case(
    "email_next_steps", "minutes", "en",
    browser_window("mail.example/mail/u/0/#inbox/Fmf", """<div style='padding:22px 70px'><h2 style='font-weight:400;margin:0 0 12px'>Recap: warehouse move</h2>
    <p><b>Sabine Keller</b> &lt;sabine.keller@example.org&gt;<br><span style='color:#666'>to Dirk, Yusuf, me · 3 Feb 2026, 16:12</span></p>
    <p>Hello all, thank you for the productive call.</p><p><b>Next steps</b></p><ol><li><t0>Label all racks in hall B (Dirk)</t></li>
    <li><t1>Cancel the old alarm contract by 13 February (Yusuf)</t></li><li><t2>Confirm the forklift rental tomorrow (Dirk, Yusuf)</t></li></ol>
    <p>Kind regards<br>Sabine</p><p style='color:#888'>Reply&emsp;Reply all&emsp;Forward</p></div>""", font=ARIAL),
    (
        job("Dirk", "Label all racks in hall B"), job("Yusuf", "Cancel the old alarm contract by 13 February", "2026-02-13", said="by 13 February"),
        job("Dirk|Yusuf", "Confirm the forklift rental tomorrow", "2026-02-04", "high", said="tomorrow"),
    ),
    date(2026, 2, 3), (1280, 720, 1),
)  # fmt: skip

duties = Case(
    "duties_zh", "minutes", "zh",
    word("""<h2>亲子运动会分工</h2><p>日期：11月28日　地点：东操场</p><h3>石磊</h3><ul><li><t0>租借拔河绳和沙包</t></li><li><t1>11月20日前画好场地图</t></li></ul>
    <h3>白静怡</h3><ul><li><t2>制作奖状和奖牌</t></li><li><t3>邀请校医到场</t></li></ul><h3>注意事项</h3><p>雨天顺延一周，请穿运动鞋。</p>""",
         name="运动会.docx - WPS 文字", tools=ZH_TOOLS, font=SERIF_CJK),
    (
        job("石磊", "租借拔河绳和沙包"), job("石磊", "11月20日前画好场地图", "2026-11-20", "high", said="11月20日前"),
        job("白静怡", "制作奖状和奖牌"), job("白静怡", "邀请校医到场"),
    ),
    date(2026, 11, 18), (1024, 768, 1),
)  # fmt: skip

arrange = Case(
    "arrange_zh", "minutes", "zh",
    page("""<div style='padding:4px 30px'><h2>7月第一周工作安排</h2><p>1. <t0>清理积压快递（所有人 – 周日）</t></p><p>2. <t1>检修二号冰柜（小郑 – 周四）</t></p>
    <p>3. <t2>盘点酒水（阿芬、小郑 – 7月15日）</t></p><p>4. <t3>换季菜单拍照（阿芬 – 周五）</t></p><p>营业时间：10:00–22:00，周一店休</p></div>""", font=CJK, px=19),
    (
        job("所有人", "清理积压快递", "2026-07-05", "high", said="（所有人 – 周日）"), job("小郑", "检修二号冰柜", "2026-07-02", "high"),
        job("阿芬|小郑", "盘点酒水", "2026-07-15"), job("阿芬", "换季菜单拍照", "2026-07-03", "high"),
    ),
    date(2026, 7, 1), (640, 360, 1), jpeg=80,
)  # fmt: skip

DARK = """body{padding:26px 40px}h1,h2{color:#569cd6;font-size:18px;margin:10px 0}p{margin:3px 0}s{color:#777}.n{color:#6e7681;margin-right:18px}"""
markdown = Case(
    "markdown_dark", "minutes", "en",
    page("""<h1><span class=n>1</span># Migration day</h1><p><span class=n>2</span>Freeze starts 18:00 UTC.</p><h2><span class=n>3</span>## TODO</h2>
    <p><span class=n>4</span><t0>- [ ] warm up the replicas — @kiran (12/29)</t></p><p><span class=n>5</span><t1>- [ ] switch DNS — @o.petrov (P0)</t></p>
    <p><span class=n>6</span><t2>- [x] snapshot the old disks — @kiran</t></p><p><span class=n>7</span><t3>- [ ] write the customer notice — @bella-r (1/12)</t></p>
    <p><span class=n>8</span></p><p><span class=n>9</span>&gt; rollback: see wiki/rollback</p>""", DARK, font=MONO, paper="#1e1e1e", ink="#d4d4d4", px=15),
    (
        job("kiran", "warm up the replicas", "2026-12-29", "high", said="(12/29)", also=("warm up the replicas (12/29)",)),
        job("o.petrov", "switch DNS", None, "high", also=("switch DNS (P0)",)), job("kiran", "snapshot the old disks", done=True),
        job("bella-r", "write the customer notice", "2027-01-12", also=("write the customer notice (1/12)",)),
    ),
    date(2026, 12, 28), (1024, 640, 1.25),
)  # fmt: skip

red_zh = Case(
    "red_zh", "minutes", "zh",
    word("""<h2>消防演练筹备会</h2><p>出席：石主任、纪萍、武斌</p><h3>行动项</h3><ol><li><t0><span style='color:#d00'>武斌：检查全部疏散指示灯</span></t></li>
    <li><t1>纪萍：起草演练通知【中】</t></li><li><t2>【紧急】石主任：联系消防中队确认到场时间</t></li><li><t3>☑ 武斌：清点灭火器</t></li></ol><p>演练口号：安全第一</p>""",
         name="会议记录.doc [兼容模式] - Word", tools=ZH_TOOLS, font=CJK),
    (
        job("武斌", "检查全部疏散指示灯", None, "high"), job("纪萍", "起草演练通知"),
        job("石主任", "联系消防中队确认到场时间", None, "high"), job("武斌", "清点灭火器", done=True),
    ),
    date(2026, 9, 24), (1024, 768, 1),
)  # fmt: skip

slide_zh = Case(
    "slide_zh", "slide", "zh",
    slide("下一步计划", """<ul><li><t0>安然：完成渠道合同续签 – 5月15日</t></li><li><t1>霍启东：上线自助退款</t></li><li><t2>安然、霍启东：准备半年汇报材料</t></li></ul>
    <p style='font-size:20px;color:#666'>目标：客诉率低于 0.5%</p><div class=no>12 / 18　内部资料 注意保密</div>""", font=CJK),
    (
        job("安然", "完成渠道合同续签", "2026-05-15", said="– 5月15日", also=("完成渠道合同续签 – 5月15日",)), job("霍启东", "上线自助退款"),
        job("安然|霍启东", "准备半年汇报材料"),
    ),
    date(2026, 5, 6), (1920, 1080, 2),
)  # fmt: skip

slide_en = Case(
    "slide_en", "slide", "en",
    slide("Next steps", """<ul><li><t0>Oyelaran – finalise the sampling plan by 8 July</t></li><li><t1>Birgit – ask the ethics board for an extension</t></li>
    <li><t2>J. Marsh → archive the raw data (when you have time)</t></li></ul><p style='font-size:20px'>Thank you! Questions?</p><div class=no>23</div>""",
          font=ARIAL, colour="#7a2e3a"),
    (
        job("Oyelaran", "finalise the sampling plan by 8 July", "2026-07-08", None, said="by 8 July"),
        job("Birgit", "ask the ethics board for an extension"), job("J. Marsh", "archive the raw data", None, "low", also=("archive the raw data (when you have time)",)),
    ),
    date(2026, 7, 1), (1024, 768, 1),
)  # fmt: skip

ISSUE = """.i{padding:20px 40px;display:flex;gap:34px}.b{flex:1}.b h1{font-weight:400;font-size:26px;margin:0 0 8px}.st{background:#1a7f37;color:#fff;
border-radius:14px;padding:3px 12px}.c{border:1px solid #d0d7de;border-radius:6px;margin-top:16px;padding:10px 16px}.s{width:240px;font-size:12px}
.s b{display:block;color:#57606a;border-top:1px solid #d0d7de;padding-top:10px;margin-top:10px}.g{color:#57606a;font-size:13px}"""
issue = Case(
    "issue_page", "form", "en",
    browser_window("git.example/harbor/pilot/issues/1307", f"""<div class=i><div class=b><h1><t0>Tooltips stay open after the tab loses focus</t> <span style='color:#57606a'>#1307</span></h1>
    <span class=st>⊙ Open</span> <span class=g>dreyes opened this issue 3 days ago · 2 comments</span><div class=c><b>dreyes</b> <span class=g>3 days ago</span>
    <p>Hover any icon, press Alt+Tab, come back: the tooltip is still there.</p></div><div class=c><b>lin-mei</b> <span class=g>yesterday</span><p>I can reproduce it on Linux too.</p></div></div>
    <div class=s><b>Assignees</b><span data-task=0>{face('tgarcia', 20)} tgarcia</span><b>Labels</b>bug<b>Projects</b>None yet<b>Milestone</b>2.4<b>Participants</b>3 participants</div></div>""",
                   ISSUE, font=ARIAL),
    (job("tgarcia", "Tooltips stay open after the tab loses focus", also=("Tooltips stay open after the tab loses focus #1307",)),),
    size=(1366, 768, 1),
)  # fmt: skip

JIRA = """.i{padding:22px 36px;display:flex;gap:40px}.m{flex:1}h1{font-size:24px;margin:4px 0 12px}.p{width:330px;border:1px solid #dfe1e6;border-radius:4px;
padding:6px 16px}.f{display:flex;margin:11px 0}.f span:first-child{width:120px;color:#5e6c84}button{border:0;background:#f1f2f4;padding:6px 12px}"""
ticket_en = Case(
    "ticket_en", "form", "en",
    page(f"""<div class=i><div class=m><small>Projects / Payments / PAY-2044</small><h1><t0>Refund mail shows the wrong currency</t></h1><button>Attach</button> <button>Link issue</button>
    <h4>Description</h4><p>Customers paying in CHF receive a mail in EUR. Seen since build 5512.</p><h4>Activity</h4><p>Nora Finch created this · 2 days ago</p></div>
    <div class=p><p><b>Details</b></p><div class=f><span>Assignee</span><span data-task=0>{face('Goran Ilic', 22)} Goran Ilic</span></div>
    <div class=f><span>Reporter</span><span>{face('Nora Finch', 22)} Nora Finch</span></div><div class=f><span>Priority</span><span data-task=0>High</span></div>
    <div class=f><span>Due date</span><span data-task=0>Oct 30, 2026</span></div><div class=f><span>Labels</span><span>None</span></div></div></div>""", JIRA),
    (job("Goran Ilic", "Refund mail shows the wrong currency", "2026-10-30", "high"),),
    date(2026, 10, 13), (1280, 720, 1),
)  # fmt: skip

FORM = "body{background:#f0f2f5;padding:28px}.c{background:#fff;border-radius:6px;padding:20px 28px;width:720px}.r{margin:12px 0}.r b{color:#888;font-weight:400}"
ticket_zh = Case(
    "ticket_zh", "form", "zh",
    page("""<div class=c><h3 style='margin:0 0 10px'>工单 GD-20260506-017　<small style='color:#1890ff'>处理中</small></h3><div class=r><b>标题：</b><t0>5号楼门禁刷卡无反应</t></div>
    <div class=r><b>发起人：</b>住户 桑女士</div><div class=r data-task=0 style='width:200px'><b>负责人：</b>王敏</div><div class=r><b>优先级：</b>紧急</div>
    <div class=r><b>要求完成时间：</b>2026-05-07</div><div class=r><b>联系电话：</b>021-5550-0134</div><div class=r><b>处理记录：</b>05-06 09:10 系统派单成功</div></div>""", FORM, font=CJK, px=16),
    (job("王敏", "5号楼门禁刷卡无反应", "2026-05-07", "high"),),
    date(2026, 5, 6), (1024, 640, 1),
)  # fmt: skip

BOT = """body{padding:26px}.k{width:440px;border-radius:8px;border:1px solid #dee0e3;overflow:hidden;margin:6px 0 18px 46px}.k h4{margin:0;padding:10px 16px;
background:#e1eaff}.k div{padding:10px 16px}.n{color:#8f959e;font-size:13px}button{border:1px solid #d0d3d6;background:#fff;border-radius:6px;padding:5px 16px}"""
bot = Case(
    "bot_cards", "form", "zh",
    page(f"""<div class=n>{face('助手', 36)} 项目助手 <small>机器人</small> 09:00</div><div class=k><h4>📌 新任务提醒</h4><div><p>任务：<t0>复核六月报销单据</t></p><p data-task=0>负责人：季小川</p>
    <p>截止时间：7月3日 18:00</p><p>创建人：财务部 房姐</p><button>查看详情</button> <button>完成</button></div></div>
    <div class=n>{face('助手', 36)} 项目助手 <small>机器人</small> 09:05</div><div class=k><h4>审批通过</h4><div><p>申请人：季小川</p><p>类型：年假 2 天</p><p>审批人：房姐 已同意</p></div></div>""",
         BOT, font=CJK, px=15),
    (job("季小川", "复核六月报销单据", "2026-07-03", "high"),),
    date(2026, 7, 1), (800, 720, 1),
)  # fmt: skip

assign_list = Case(
    "assign_mixed", "minutes", "mixed",
    page("""<div style='padding:30px 56px'><h2>Hackathon 行动项</h2><p>组员：Kevin、小鱼、Dr. Patel、阿福</p><p>• <t0>小鱼：搭好 demo 环境，deadline 周六</t></p><p>• <t1>Kevin：准备 pitch deck（英文）</t></p>
    <p>• <t2>Dr. Patel, Kevin: check the license of the dataset</t></p><p>• <t3>阿福 – 买零食 💡 nice to have</t></p><p>Wi-Fi: guest / hack2026</p></div>""", font=KAI, px=22),
    (
        job("小鱼", "搭好 demo 环境，deadline 周六", "2026-08-15", "high", said="deadline 周六"), job("Kevin", "准备 pitch deck（英文）"),
        job("Dr. Patel|Kevin", "check the license of the dataset"), job("阿福", "买零食", None, "low", also=("买零食 💡 nice to have", "买零食 nice to have")),
    ),
    date(2026, 8, 14), (1280, 720, 1),
)  # fmt: skip

CASES = (word_actions, feishu_doc, notion_todo, notepad, email, duties, arrange, markdown, red_zh, slide_zh, slide_en, issue,
         ticket_en, ticket_zh, bot, assign_list)  # fmt: skip
