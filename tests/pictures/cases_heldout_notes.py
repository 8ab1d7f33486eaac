"""Minutes, documents, forms and slides kept for judging, with the tasks in them."""
# ruff: noqa: E501 (a line of HTML stays whole)

from datetime import date

from markup import ARIAL, CJK, MONO, OPEN, ROBOTO, SERIF_CJK, TIMES, Case, face, job, page
from templates_heldout import FACTS, desk, facts, handset

DOC = "body{background:#fff}.p{width:800px;margin:22px auto}h1{font-size:26px;margin:0 0 4px}h2{font-size:19px;margin:18px 0 4px}li{margin:6px 0}.g{color:#777}at{background:#e8eaed;border-radius:10px;padding:1px 7px}"

gdoc = Case(
    "gdoc_followups", "minutes", "en",
    desk("Museum audio guide – weekly – Google Docs", "File&ensp;Edit&ensp;View&ensp;Insert&ensp;Format&ensp;Tools&ensp;Extensions&ensp;Help", """<div class=p><h1>Audio guide weekly</h1><p class=g>Aug 27, 2026 | Attendees: Yael Stern, Tomi, Conrad H., Bea</p>
    <h2>Notes</h2><ul><li>Recording of rooms 1–9 is finished</li><li>Conrad: budget is 12% under plan, nice!</li></ul><h2>Action items</h2><ol><li><t0>Yael Stern – send the Hebrew script to the narrator by Monday</t></li>
    <li><t1>Tomi – test the headsets in room 14, because the signal dropped twice there during the guided tour last Saturday</t></li><li><t2>Conrad H., Bea – agree on the licence for the bird sounds</t></li><li><t3><s>Bea – rent the small studio</s></t></li></ol><p>Next: Sep 3</p></div>""", DOC, font=ARIAL),
    (
        job("Yael Stern", "send the Hebrew script to the narrator by Monday", "2026-08-31", "high", said="by Monday"),
        job("Tomi", "test the headsets in room 14, because the signal dropped twice there during the guided tour last Saturday", "skip", None),
        job("Conrad H.|Bea", "agree on the licence for the bird sounds"), job("Bea", "rent the small studio", done=True),
    ),
    date(2026, 8, 27), (1280, 800, 1),
)  # fmt: skip

CONF = (
    DOC
    + ".k{display:flex;gap:9px;margin:8px 0;align-items:flex-start}.k i{width:15px;height:15px;border:2px solid #7a869a;border-radius:3px;margin-top:3px;flex:none}.k i.on{background:#0052cc;border-color:#0052cc}.k i.on::after{content:'✓';color:#fff;font:700 11px/11px sans-serif;display:block;text-align:center}.d{background:#f4f5f7;border:1px solid #dfe1e6;border-radius:3px;padding:0 5px;font-size:13px}"
)
confluence = Case(
    "confluence_actions", "minutes", "en",
    page("""<div class=p><p class=g>Pages / Data platform / Meeting notes</p><h1>2026-02-10 Schema council</h1><p class=g>Created by Ngozi, last modified 2 hours ago · 3 min read</p><h2>Goals</h2><p>Agree on the naming of event fields.</p>
    <h2>Decisions</h2><p>We will use snake_case everywhere.</p><h2>Action items</h2><div class=k><i></i><t0>@{Ngozi} publish the naming guide <span class=d>20 Feb 2026</span></t></div>
    <div class=k><i></i><t1>@{Erlend Moe} map the legacy fields of the shop events</t></div><div class=k><i class=on></i><t2>@{Ngozi} invite the BI team</t></div><div class=k><i></i><t3>@{Erlend Moe} tell support about the rename <span class=d>12 Feb 2026</span></t></div></div>""", CONF, font=OPEN, px=15),
    (
        job("Ngozi", "publish the naming guide", "2026-02-20", said="20 Feb 2026", also=("publish the naming guide 20 Feb 2026",)), job("Erlend Moe", "map the legacy fields of the shop events"),
        job("Ngozi", "invite the BI team", done=True), job("Erlend Moe", "tell support about the rename", "2026-02-12", "high", also=("tell support about the rename 12 Feb 2026",)),
    ),
    date(2026, 2, 10), (1366, 768, 1),
)  # fmt: skip

yuque = Case(
    "yuque_todo", "minutes", "zh",
    page("""<div class=p><h1>植物园夜游项目例会</h1><p class=g>记录：小蒲　2026-06-22　阅读 34</p><h2>讨论要点</h2><ul><li>票价暂定 68 元/人</li><li>灯光方案二选一，下次定</li></ul><h2>待办事项</h2>
    <p>☐ <t0>樊哥：6/30前拿到消防批复</t></p><p>☐ <t1>小蒲：联系演出团队（优先级：低）</t></p><p>☑ <t2>柯蓝：踩点拍照</t></p><p>☐ <t3>柯蓝、樊哥：测算夜间安保人数，后天前</t></p><h2>参考资料</h2><p>https://notes.example.cn/night-garden</p></div>""", DOC, font=CJK, px=16),
    (
        job("樊哥", "6/30前拿到消防批复", "2026-06-30", said="6/30前"), job("小蒲", "联系演出团队", None, "low", also=("联系演出团队（优先级：低）",)),
        job("柯蓝", "踩点拍照", done=True), job("柯蓝|樊哥", "测算夜间安保人数，后天前", "2026-06-24", "high", said="后天前"),
    ),
    date(2026, 6, 22), (1024, 768, 1.25),
)  # fmt: skip

APPLE = ".p{padding:8px 18px;font-size:16px}.p p{margin:9px 0}"
notes_phone = Case(
    "notes_phone", "minutes", "zh",
    handset("""<div class=p><p style='color:#999;font-size:12px;text-align:center'>2026年8月27日 21:30</p><h3>露营分工</h3><p><t0>阿泰：租天幕和炉头</t></p><p><t1>球球：周六早上买冰块</t></p><p><t2>Jojo &amp; 阿泰：规划路线，发到群里</t></p><p><t3>球球：带桌游（有空再说）</t></p>
    <p>集合：南门加油站 7:30</p><p>营地 120 元/帐 @ 云溪谷</p></div>""", title="备忘录", css=APPLE, paper="#fff"),
    (
        job("阿泰", "租天幕和炉头"), job("球球", "周六早上买冰块", "2026-08-29", "high", said="周六早上"), job("Jojo|阿泰", "规划路线，发到群里"),
        job("球球", "带桌游", None, "low", also=("带桌游（有空再说）",)),
    ),
    date(2026, 8, 27), (360, 800, 3), jpeg=82,
)  # fmt: skip

OBS = "body{background:#262626;color:#dadada;padding:0}.p{width:700px;margin:20px auto}h2{font-size:22px}h3{color:#a88bfa;margin:18px 0 4px}p{margin:7px 0}s{color:#888}"
obsidian = Case(
    "obsidian_dark", "minutes", "en",
    page("""<div class=p><h2>Theatre – production meeting</h2><p>tags: #meeting #autumn</p><h3>Agreed</h3><p>Dress rehearsal stays on the 19th.</p><h3>Next steps</h3><p>☐ <t0>hem the curtains (Odile)</t></p><p>☐ <t1>hang the front lights before the tech run (Piet, Marisol)</t></p>
    <p>☑ <t2><s>collect the programme proofs (Odile)</s></t></p><p>☐ <t3>ring the fire officer – urgent (Marisol)</t></p><h3>Links</h3><p>[[Props list]] · [[Budget 2026]]</p></div>""", OBS, font=ROBOTO, paper="#262626", px=16),
    (
        job("Odile", "hem the curtains"), job("Piet|Marisol", "hang the front lights before the tech run"), job("Odile", "collect the programme proofs", done=True),
        job("Marisol", "ring the fire officer", None, "high", also=("ring the fire officer – urgent",)),
    ),
    date(2026, 11, 6), (1024, 768, 1),
)  # fmt: skip

letter = Case(
    "initials_minutes", "minutes", "en",
    page("""<div style='padding:40px 90px;width:1000px'><h2 style='text-align:center'>MINUTES OF THE HOUSE COMMITTEE</h2><p>Held on 3 March 2027 at 18:30</p><p>Present: Agnes Lowe (AL), Desmond Pike (DP), Dr Farida Aziz (FA)</p><p>1. The minutes of the last meeting were approved.</p>
    <p>2. Heating. The boiler was serviced; the bill came to £420.</p><p><b>ACTIONS</b></p><p>a) <t0>Obtain a key for the bin store (DP)</t></p><p>b) <t1>Write to all residents about the bicycle racks by 31 March (AL)</t></p><p>c) <t2>Chase the insurer for the roof claim, by Friday (FA)</t></p><p>The meeting closed at 19:40.</p></div>""", font=TIMES, px=17),
    (
        job("DP", "Obtain a key for the bin store"), job("AL", "Write to all residents about the bicycle racks by 31 March", "2027-03-31", said="by 31 March"),
        job("FA", "Chase the insurer for the roof claim, by Friday", "2027-03-05", "high", said="by Friday"),
    ),
    date(2027, 3, 3), (1100, 700, 1), jpeg=75,
)  # fmt: skip

vim = Case(
    "plain_todo", "minutes", "mixed",
    page("""<pre style='padding:12px;font:13px/1.6 "DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace;margin:0'>~/notes/robotics.txt                                   [+] 22,1

TODO
  <t0>- [ ] @yuki flash the new firmware (due: 18 Dec)</t>
  <t1>- [ ] ＠老梁：校准机械臂，P1</t>
  <t2>- [x] @yuki 打印支架</t>
  <t3>- [ ] @老梁 @coach-ben reserve the test track by 1/9</t>

LOG
  12/12 motor driver replaced, ok
  12/14 spent 38.50 @ hardware store
-- INSERT --</pre>""", font=MONO, paper="#002b36", ink="#93a1a1"),
    (
        job("yuki", "flash the new firmware", "2025-12-18", "high", also=("flash the new firmware (due: 18 Dec)",)), job("老梁", "校准机械臂", None, "high", also=("校准机械臂，P1",)),
        job("yuki", "打印支架", done=True), job("老梁|coach-ben", "reserve the test track by 1/9", "2026-01-09", said="by 1/9"),
    ),
    date(2025, 12, 15), (640, 360, 1),
)  # fmt: skip

person_heads = Case(
    "person_headings", "minutes", "en",
    page("""<div class=p><h1>To-dos after the site visit</h1><p class=g>shared with 5 people</p><h2>Leopold</h2><ul><li><t0>Upload the drone footage</t></li><li><t1>Return the safety vests by April 8</t></li></ul><h2>Signe Dahl</h2><ul><li><t2>Draft the soil report</t></li>
    <li><t3>Ask the neighbour for access to the lane</t></li></ul><h2>Background</h2><p>The visit took place on a rainy day; the lower field was not accessible.</p></div>""", DOC, font=ROBOTO, px=16),
    (
        job("Leopold", "Upload the drone footage"), job("Leopold", "Return the safety vests by April 8", "2026-04-08", "high", said="by April 8"),
        job("Signe Dahl", "Draft the soil report"), job("Signe Dahl", "Ask the neighbour for access to the lane"),
    ),
    date(2026, 4, 2), (1024, 768, 1),
)  # fmt: skip

notice = Case(
    "notice_zh", "minutes", "zh",
    page("""<div style='padding:34px 80px'><h2 style='text-align:center'>关于迎接年度审计的工作安排</h2><p>各科室：</p><p>　　审计组将于1月26日进驻，现将有关事项明确如下。</p><p>一、<t0>调取三年合同台账（档案科老邱 – 1月20日）</t></p><p>二、<t1>布置审计办公室（后勤 小樊 – 周五）</t></p>
    <p>三、<t2>汇总往来款明细（财务科全体 – 1月底）</t></p><p>四、<t3><span style='color:#e00000'>核实在建工程转固情况（基建科 汪洋）</span></t></p><p style='text-align:right'>办公室<br>2026年1月14日</p></div>""", font=SERIF_CJK, px=18),
    (
        job("档案科老邱", "调取三年合同台账", "2026-01-20", "high"), job("后勤 小樊", "布置审计办公室", "2026-01-16", "high"),
        job("财务科全体", "汇总往来款明细", "2026-01-31"), job("基建科 汪洋", "核实在建工程转固情况", None, "high"),
    ),
    date(2026, 1, 14), (1024, 640, 1),
)  # fmt: skip

SL = "body{background:#12263a;color:#f4f4f4;padding:40px 64px}.c{display:flex;gap:60px}.c div{flex:1}h1{font-size:36px;margin:0 0 20px}h3{color:#ffc15e;font-size:24px}li{font-size:21px;margin:12px 0}"
slide_en = Case(
    "slide_columns", "slide", "en",
    page("""<h1>Pilot wrap-up</h1><div class=c><div><h3>What we learned</h3><ul><li>Drivers like the big buttons</li><li>Battery lasts 9 h</li><li>Maps need an offline mode</li></ul></div><div><h3>Action items</h3><ul><li><t0>Katja: order 20 spare chargers by 28 Aug</t></li>
    <li><t1>Mr. Boateng: sign off the privacy notice</t></li><li><t2>Katja, Rui: plan the second depot (low)</t></li></ul></div></div><p style='position:fixed;right:40px;bottom:14px;font-size:13px'>© 2026 Fleetly | 17</p>""", SL, font=OPEN),
    (
        job("Katja", "order 20 spare chargers by 28 Aug", "2026-08-28", "high", said="by 28 Aug"), job("Mr. Boateng", "sign off the privacy notice"),
        job("Katja|Rui", "plan the second depot", None, "low", also=("plan the second depot (low)",)),
    ),
    date(2026, 8, 27), (1280, 720, 1.5),
)  # fmt: skip

slide_zh = Case(
    "slide_actions_zh", "slide", "zh",
    page("""<div style='background:linear-gradient(90deg,#b5121b,#e0533a);color:#fff;padding:22px 50px;font-size:34px'>04 行动项与分工</div><div style='padding:34px 60px;font-size:25px'><p>▶ <t0>魏澜 → 重构报价模板，4月10日前</t></p><p>▶ <t1>成都团队 → 走访 15 家老客户</t></p><p>▶ <t2>Amy、魏澜 → 复盘丢单原因 🔴</t></p>
    <p style='color:#888;font-size:18px'>注：数据截至3月31日</p></div>""", font=CJK),
    (
        job("魏澜", "重构报价模板，4月10日前", "2026-04-10", said="4月10日前"), job("成都团队", "走访 15 家老客户"), job("Amy|魏澜", "复盘丢单原因", None, "high", also=("复盘丢单原因 🔴",)),
    ),
    date(2026, 4, 2), (1366, 768, 1),
)  # fmt: skip

GL = (
    FACTS
    + ".w{display:flex}.a{flex:1;padding:18px 40px}.a h1{font-size:23px;margin:6px 0 10px}.b{width:290px;border-left:1px solid #dcdcde;padding:18px;height:640px}.g{color:#737278;font-size:13px}.n{border-top:1px solid #eee;padding:10px 0}"
)
gitlab = Case(
    "issue_sidebar", "form", "en",
    desk("Issues · Riverbank / reader · GitLab", "Riverbank › reader › Issues › #645", f"""<div class=w><div class=a><p class=g>Open · Issue created 1 week ago by Paloma Ortiz</p><h1><t0>Footnotes open at the wrong page on tablets</t></h1><p>Tap a footnote in landscape mode: the reader jumps two pages too far.</p>
    <div class=n><b>Paloma Ortiz</b> <span class=g>@paloma · 6 days ago</span><br>Happens with every EPUB I tried.</div><div class=n><b>Theo Lang</b> <span class=g>@tlang · 2 days ago</span><br>Thanks for the video @paloma, that helped.</div></div>
    <div class=b>{facts([("Assignee", face('Theo Lang', 20) + ' Theo Lang', 0), ("Labels", "bug, tablet", None), ("Milestone", "7.2", None), ("Due date", "Nov 20, 2026", 0), ("Time tracking", "No estimate", None), ("Participants", "2", None)], stacked=True)}</div></div>""", GL),
    (job("Theo Lang", "Footnotes open at the wrong page on tablets", "2026-11-20"),),
    date(2026, 11, 6), (1280, 720, 1),
)  # fmt: skip

zentao = Case(
    "zentao_bug", "form", "zh",
    desk("BUG #3312 - 项目管理", "我的地盘　产品　项目　测试　文档", f"""<div class=w><div class=a><h1><t0>导出报表时金额列丢失小数</t></h1><p>【步骤】进入月报，点击导出<br>【结果】金额显示为整数<br>【期望】保留两位小数</p><p class=g>历史记录：由 尤莉 创建，2026-02-09 17:40</p></div>
    <div class=b>{facts([("所属模块", "报表", None), ("指派给", "辛弃", 0), ("优先级", "高", 0), ("严重程度", "2", None), ("截止日期", "2026-02-13", 0), ("创建者", "尤莉", None), ("Bug状态", "激活", None)])}</div></div>""", GL, font=CJK),
    (job("辛弃", "导出报表时金额列丢失小数", "2026-02-13", "high"),),
    date(2026, 2, 10), (1280, 720, 1),
)  # fmt: skip

TASK = ".w{padding:14px 20px}h2{font-size:20px;margin:4px 0 14px}" + FACTS
feishu_task = Case(
    "task_phone", "form", "zh",
    handset(f"""<div class=w><h2><t0>联系印刷厂确认手提袋打样</t></h2>{facts([("负责人", face('田甜', 22) + ' 田甜', 0), ("截止时间", "9月10日 18:00", 0), ("关注人", "老柳、Vera", None), ("来自", "中秋礼盒群", None), ("创建人", "Vera", None)])}<hr><p style='color:#999'>Vera 创建了任务 · 8月26日<br>老柳 关注了任务 · 8月27日</p></div>""", title="任务详情", css=TASK, paper="#fff"),
    (job("田甜", "联系印刷厂确认手提袋打样", "2026-09-10"),),
    date(2026, 8, 27), (360, 800, 3),
)  # fmt: skip

BOT = (
    "body{padding:22px 30px;background:#fff}.k{border-left:4px solid #36a64f;padding:4px 14px;margin:8px 0 16px 46px;max-width:600px}.g{color:#616061;font-size:13px}"
    + FACTS
)
bot = Case(
    "bot_assigned", "form", "en",
    page(f"""<p>{face('Tracker', 36, corner='6px')} <b>Tracker</b> <span class=g>APP 9:00 AM</span></p><div class=k><b><t0>OPS-77 Rotate the webhook secrets</t></b>{facts([("Assignee:", "Lars Ek", 0), ("Reporter:", "Divya", None), ("Priority:", "Critical", 0), ("Status:", "Open", None)])}</div>
    <p>{face('Tracker', 36, corner='6px')} <b>Tracker</b> <span class=g>APP 9:30 AM</span></p><div class=k>Divya moved <b>OPS-70</b> from Open to Closed<br><span class=g>Approved by Lars Ek · 3 watchers</span></div><p><b>Lars Ek</b> <span class=g>9:41 AM</span><br>thanks for closing that one, Divya</p>""", BOT, font=OPEN, px=15),
    (job("Lars Ek", "Rotate the webhook secrets", None, "high", also=("OPS-77 Rotate the webhook secrets",)),),
    size=(1024, 640, 1),
)  # fmt: skip

mail_zh = Case(
    "mail_actions_zh", "minutes", "mixed",
    page("""<div style='padding:26px 60px'><h3>会议纪要：Berlin 展会复盘（4/2）</h3><p style='color:#777'>发件人：Nina 温 &lt;nina.wen@example.com&gt;　收件人：海外市场组　时间：17:22</p><p>Hi all，今天辛苦了，结论与 next steps 如下：</p><p><b>结论</b>：明年继续参展，展位升级到 36㎡。</p><p><b>Next steps</b></p>
    <ol><li><t0>导出 leads 名单并去重 — @柏林 Anton（4/7）</t></li><li><t1>给 TOP 10 客户寄样品 — @Nina 温</t></li><li><t2>整理竞品照片 — @实习生小可（when you have time）</t></li></ol><p>有问题随时联系。<br>Nina</p></div>""", font=CJK, px=16),
    (
        job("柏林 Anton", "导出 leads 名单并去重", "2026-04-07", "high", also=("导出 leads 名单并去重（4/7）",)), job("Nina 温", "给 TOP 10 客户寄样品"),
        job("实习生小可", "整理竞品照片", None, "low", also=("整理竞品照片（when you have time）",)),
    ),
    date(2026, 4, 2), (1280, 720, 1),
)  # fmt: skip

CASES = (gdoc, confluence, yuque, notes_phone, obsidian, letter, vim, person_heads, notice, slide_en, slide_zh, gitlab, zentao,
         feishu_task, bot, mail_zh)  # fmt: skip
