"""Lines in, tasks out: what the rules promise, form by form."""

from datetime import date

import pytest

from atshot_inference.page import Checkbox, Mark
from atshot_inference.tasks import Box, Priority, PriorityReason
from tests.inference.sheets import RED, column, grid, read, text_line, told


def test_the_three_notes_of_a_board_give_the_three_lines_of_the_promise() -> None:
    notes = [
        ("@张工", "3月20日前提供接口文档", "(高)"),
        ("@李经理", "确认UI终稿", "(中)"),
        ("@我", "整理会议纪要发全员", "(低)"),
    ]
    lines = [
        text_line(text, (60 + 400 * n, 100 + 26 * row), panel=Box(40 + 400 * n, 80, 300, 160))
        for n, note in enumerate(notes)
        for row, text in enumerate(note)
    ]

    answer = read(*lines)

    assert [(("张工",), "3月20日前提供接口文档"), (("李经理",), "确认UI终稿"), (("我",), "整理会议纪要发全员")] == told(
        answer
    )
    assert [Priority.HIGH, Priority.MEDIUM, Priority.LOW] == [task.priority for task in answer.tasks]
    assert date(2026, 3, 20) == answer.tasks[0].due


@pytest.mark.parametrize(
    ("text", "owners", "words"),
    [
        ("@苏晴 补充异常流程的原型图", ("苏晴",), "补充异常流程的原型图"),
        ("@郑浩 @苏晴 下周二一起过一遍验收标准", ("郑浩", "苏晴"), "下周二一起过一遍验收标准"),
        ("@felix send the revised quote by tomorrow", ("felix",), "send the revised quote by tomorrow"),
        ("麻烦@王芳 看一下登录页的埋点", ("王芳",), "看一下登录页的埋点"),
        ("Hi @Tom, can you review the PR today?", ("Tom",), "can you review the PR today?"),
        ("录制 demo @Grace（3/25）", ("Grace",), "录制 demo"),
        ("Rotate logs weekly — @hal (due: 27 Mar)", ("hal",), "Rotate logs weekly"),
        ("接口文档请@李雷今天下班前发我", ("李雷",), "接口文档今天下班前发我"),
        ("@小吴 merge PR #77 before Wednesday", ("小吴",), "merge PR #77 before Wednesday"),
    ],
)
def test_a_mention_with_a_request_is_a_task(text: str, owners: tuple[str, ...], words: str) -> None:
    assert [(owners, words)] == told(read(text_line(text)))


@pytest.mark.parametrize(
    "text",
    [
        "谢谢@王芳，昨天帮大忙了",
        "@赵敏 收到",
        "@张三 客气了",
        "@刘畅 方案里要包含回滚步骤吗？",
        "thanks @Dora",
        "Great work @dora and @felix!",
        "@Ana you were right about the cache",
        "@Tom will do!",
        "Reporter: @Chris",
        "执行人：@刘炜",
        "提交用户: 张(@zhang)",
        "[WIP] My new issue by @Copilot",
        "@all-contributors please add @tbenning for design",
        "@Incident help",
        "测试文本类型的消息，哈哈哈哈@刘炜",
        "@everyone stream is live in 10 min",
        "@jane joined the channel",
    ],
)
def test_other_talk_with_a_mention_is_no_task(text: str) -> None:
    assert [] == told(read(text_line(text)))


@pytest.mark.parametrize(
    ("text", "owners", "words"),
    [
        ("1. 王敏：整理竞品资料", ("王敏",), "整理竞品资料"),
        ("• Ben – draft the Q3 OKRs", ("Ben",), "draft the Q3 OKRs"),
        ("- order new badges (Mia)", ("Mia",), "order new badges"),
        ("清理积压快递（所有人 – 周日）", ("所有人",), "清理积压快递"),
        ("Ash to collect the cost figures", ("Ash",), "collect the cost figures"),
        ("Dr. Patel, Kevin: check the license", ("Dr. Patel", "Kevin"), "check the license"),
        ("布置会场 → 李雷、韩梅梅", ("李雷", "韩梅梅"), "布置会场"),
    ],
)
def test_under_an_assigning_heading_a_name_is_enough(text: str, owners: tuple[str, ...], words: str) -> None:
    heading = "Action items" if text.isascii() else "待办事项"

    assert [(owners, words)] == told(read(*column(heading, text)))


@pytest.mark.parametrize(
    "lines",
    [
        ("决议", "王敏：方案通过"),
        ("Action items", "Wi-Fi: guest / hack2026"),
        ("待办", "组员：小鱼、阿福、王敏"),
        ("Notes", "Tip: press Ctrl+S to save"),
        ("王芳：好的", "李雷：明天见"),
        ("Q: How do I export?", "A: Open the menu and choose Export."),
    ],
)
def test_colons_elsewhere_assign_nothing(lines: tuple[str, ...]) -> None:
    assert [] == told(read(*column(*lines)))


def test_a_name_as_heading_owns_the_items_below() -> None:
    answer = read(*column("工作分工", "石磊", "• 租借拔河绳", "• 画好场地图", "白静怡", "• 制作奖状"))

    assert [(("石磊",), "租借拔河绳"), (("石磊",), "画好场地图"), (("白静怡",), "制作奖状")] == told(answer)


def test_a_table_row_is_a_task_with_the_fields_of_its_columns() -> None:
    answer = read(
        *grid(
            ("任务", "责任人", "截止", "优先级", "状态"),
            ("编写巡检手册", "@罗刚", "4月3日", "中", "进行中"),
            ("更换门禁读头", "谢敏、罗刚", "3月18日", "高", "已完成"),
            ("统计加班餐费", "待定", "", "低", "未开始"),
        )
    )

    assert [(("罗刚",), "编写巡检手册"), (("谢敏", "罗刚"), "更换门禁读头")] == told(answer)
    assert [(date(2026, 4, 3), Priority.MEDIUM, False), (date(2026, 3, 18), Priority.HIGH, True)] == [
        (task.due, task.priority, task.done) for task in answer.tasks
    ]


def test_a_table_without_an_owner_column_holds_no_task() -> None:
    assert [] == told(
        read(*grid(("Reporter", "Title", "Status"), ("Kim", "Crash on start", "Open"), xs=(40, 300, 600)))
    )


def test_labels_on_a_card_give_its_fields() -> None:
    card = Box(20, 20, 500, 200)
    lines = [
        text_line(text, (40, 40 + 36 * n), panel=card)
        for n, text in enumerate(("修复登录页白屏", "负责人：王敏", "截止时间：3月20日", "发起人：李雷"))
    ]

    answer = read(*lines)

    assert [(("王敏",), "修复登录页白屏")] == told(answer)
    assert date(2026, 3, 20) == answer.tasks[0].due


def test_a_bare_name_on_the_cards_of_a_board_owns_them() -> None:
    lines = []
    for n, (title, name) in enumerate((("Prepare new release", "Priya Shah"), ("Fix the exporter", "Tom Becker"))):
        panel = Box(30, 30 + 150 * n, 280, 110)
        lines += [text_line(title, (40, 40 + 150 * n), panel=panel), text_line(name, (60, 90 + 150 * n), panel=panel)]

    assert [(("Priya Shah",), "Prepare new release"), (("Tom Becker",), "Fix the exporter")] == told(read(*lines))


def test_headings_set_priority_and_done_for_their_column_only() -> None:
    xs = {"Urgent": 40, "Done": 640}
    lines = [text_line(title, (x, 40)) for title, x in xs.items()]
    lines += [text_line("@yara fix the checkout", (40, 100)), text_line("@zack update the docs", (640, 100))]

    tasks = {task.owners[0]: task for task in read(*lines).tasks}

    assert (Priority.HIGH, PriorityReason.HEADING, False) == (
        tasks["yara"].priority,
        tasks["yara"].priority_reason,
        tasks["yara"].done,
    )
    assert tasks["zack"].done


def test_red_text_among_plain_text_is_urgent() -> None:
    plain = column("待办", "@王敏 更新通讯录", "@李雷 归还投影仪")
    red = text_line("@赵敏 联系物业修门", (40, 200), ink=RED)

    first = read(*plain, red).tasks[0]

    assert (("赵敏",), Priority.HIGH, PriorityReason.COLOUR) == (first.owners, first.priority, first.priority_reason)


def test_struck_text_and_ticked_boxes_are_done_and_come_last() -> None:
    struck = text_line("@Cy close the old tickets", (40, 40), struck=True)
    ticked, open_ = column("@小吴 通知客服", "@小郑 盘点酒水", x=80, y=100)
    boxes = [Checkbox(Box(50, y + 2, 18, 18), mark) for y, mark in ((100, Mark.TICKED), (140, Mark.EMPTY))]

    answer = read(struck, ticked, open_, checkboxes=boxes)

    assert [("小郑", False), ("Cy", True), ("小吴", True)] == [(task.owners[0], task.done) for task in answer.tasks]


def test_wrapped_lines_are_one_task() -> None:
    long = "@Ash to collect the cost figures for the last two quarters and share"
    lines = (*column("Action items", long), text_line("them with finance by Thursday", (40, 108)))

    assert [
        (("Ash",), "collect the cost figures for the last two quarters and share them with finance by Thursday")
    ] == told(read(*lines))


def test_the_speaker_is_shown_by_the_name_given() -> None:
    answer = read(text_line("@我 整理会议纪要"), me="陈晨")

    assert [(("陈晨",), "整理会议纪要")] == told(answer)


def test_one_message_can_ask_several_people() -> None:
    answer = read(text_line("@张工 写接口文档，@李经理 审核合同"))

    assert [(("张工",), "写接口文档"), (("李经理",), "审核合同")] == told(answer)


def test_doubtful_ones_are_kept_apart() -> None:
    answer = read(text_line("@王芳 新版的首页"))

    assert ([], ["新版的首页"]) == (told(answer), [task.text for task in answer.maybe])


def test_a_page_of_code_holds_no_task() -> None:
    code = column(
        "@Override", "public String name() { return name; }", "@Inject", "private Clock clock;", '@Path("items")'
    )

    assert [] == told(read(*code))


def test_an_empty_page_holds_nothing() -> None:
    assert [] == told(read())


def test_a_message_with_its_time_and_sender_in_front_is_read_from_the_mention_on() -> None:
    answer = read(*column("9:04 AM Elif Demir @Bastian rewrite section 3 by Friday", "9:10 AM Bastian sure"))

    assert [(("Bastian",), "rewrite section 3 by Friday")] == told(answer)


def test_a_priority_in_one_request_says_nothing_of_the_next() -> None:
    tasks = {task.owners[0]: task for task in read(text_line("@张工 写接口文档（高），@李经理 审核合同")).tasks}

    assert (Priority.HIGH, Priority.MEDIUM) == (tasks["张工"].priority, tasks["李经理"].priority)


def test_the_sentences_after_a_request_belong_to_it() -> None:
    answer = read(text_line("@Tom can you print 40 menus? Need them by Friday"))

    assert date(2026, 3, 20) == answer.tasks[0].due


def test_the_same_task_has_the_same_id_wherever_it_stands() -> None:
    one = read(text_line("@王敏 整理竞品资料", (40, 40))).tasks[0]
    other = read(text_line("@王敏  整理竞品资料。", (300, 500))).tasks[0]

    assert one.id == other.id


@pytest.mark.parametrize(
    "words",
    [
        *(
            "改了",
            "做好了",
            "整理好了，见附件",
            "查过了没问题",
            "出差了",
            "开会中",
            "上线成功",
            "测试通过",
            "更新完毕",
            "写得真好",
        ),
        *(
            "发现一个问题",
            "检查报告出来了",
            "编辑了文档",
            "设计稿很好看",
            "辛苦了，谢谢帮忙修改",
            "开心就好",
            "在吗",
            "已修复",
        ),
        *("test passed", "call was great", "report is attached", "work is crazy this week", "help is on the way"),
        *("update: the server is back", "watch out", "no need to fix this", "set the topic: release 2.0", "by Friday"),
    ],
)
def test_what_only_reports_is_no_task_though_a_verb_opens_it(words: str) -> None:
    assert [] == told(read(text_line(f"@Tom {words}")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@王芳和@李雷 核对合同", [(("王芳", "李雷"), "核对合同")]),
        ("@王芳/@李雷 核对合同", [(("王芳", "李雷"), "核对合同")]),
        ("@王芳 写方案 @李雷 做设计", [(("王芳",), "写方案"), (("李雷",), "做设计")]),
        ("写方案 @王芳，做设计 @李雷", [(("王芳",), "写方案"), (("李雷",), "做设计")]),
        ("P0 @Ben fix the bug; P3 @Ana update the docs", [(("Ben",), "fix the bug"), (("Ana",), "update the docs")]),
        ("TODO(@ben): write tests", [(("ben",), "write tests")]),
        ("待办：@王芳 写合同", [(("王芳",), "写合同")]),
        ("@Dr. Smith review the protocol", [(("Dr. Smith",), "review the protocol")]),
        ("Can @Anna draft the release notes?", [(("Anna",), "draft the release notes?")]),
        ("写合同（负责人：王敏，周五前）", [(("王敏",), "写合同")]),
        ("写合同，责任人：王敏、李雷，完成时间：3月20日", [(("王敏", "李雷"), "写合同")]),
        ("任务：写合同 负责人：王敏 截止：周五", [(("王敏",), "写合同")]),
    ],
)
def test_one_line_can_be_put_in_many_ways(text: str, expected: list[tuple[tuple[str, ...], str]]) -> None:
    assert expected == told(read(text_line(text)))


def test_what_stands_before_the_mention_ranks_and_dates_the_task() -> None:
    urgent, dated = (
        read(text_line("🔥 @ben fix prod")).tasks[0],
        read(text_line("By Friday: @ben draft the memo")).tasks[0],
    )

    assert (Priority.HIGH, date(2026, 3, 20)) == (urgent.priority, dated.due)


def test_two_tasks_that_differ_by_one_word_are_two() -> None:
    assert 2 == len(read(*column("@王芳 完成前端登录页面开发", "@王芳 完成后端登录页面开发")).tasks)


@pytest.mark.parametrize(
    "text", ["A" * 1400, "Tom: " + " " * 300 + "x", "@王" * 300, "（" * 300, "a - " * 300, "王、" * 300]
)
def test_a_page_of_nonsense_is_read_and_holds_no_more_than_maybes(text: str) -> None:
    answer = read(*column("Action items", text))

    assert len(answer.tasks) <= 1
