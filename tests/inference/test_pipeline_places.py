"""Where lines stand decides whose they are: panels, columns, rules and chips."""

import pytest

from atshot_inference.tasks import Box, Priority, PriorityReason
from tests.inference.sheets import read, text_line, told


def test_a_cut_off_preview_beside_the_message_is_no_second_task() -> None:
    preview = text_line("@郑浩 3月19日前输出数据…", (20, 40))
    message = text_line("@郑浩 3月19日前输出数据库迁移方案", (500, 300))

    assert [(("郑浩",), "3月19日前输出数据库迁移方案")] == told(read(preview, message))


def test_names_in_front_of_rows_own_what_stands_beside_them() -> None:
    lines = [text_line("下阶段工作安排", (40, 30), height=34)]
    for n, (name, words) in enumerate(
        (("房工", "完成样机跌落测试"), ("简宁", "签订模具加工合同"), ("彭越", "筹备新品发布会"))
    ):
        lines += [text_line(name, (60, 120 + 90 * n)), text_line(words, (260, 120 + 90 * n))]

    assert [(("房工",), "完成样机跌落测试"), (("简宁",), "签订模具加工合同"), (("彭越",), "筹备新品发布会")] == told(
        read(*lines)
    )


def test_a_dashed_rule_is_no_text() -> None:
    rule = [text_line("1", (20, 40 + 15 * n), height=14) for n in range(30)]
    heading = text_line("紧急", (60, 40), height=40)
    task = text_line("@乔木 办理食品经营许可证", (60, 120))

    first = read(*rule, heading, task).tasks[0]

    assert (Priority.HIGH, PriorityReason.HEADING) == (first.priority, first.priority_reason)


@pytest.mark.parametrize(
    "lines",
    [
        ("Product designer", "Ana Lopez", "Engineer", "Tom Becker"),
        ("Car details", "Owner: John Smith"),
        ("Follow us @atshot_app",),
        ("加微信 @abc123",),
    ],
)
def test_names_on_other_things_own_no_task(lines: tuple[str, ...]) -> None:
    cards = [
        text_line(text, (40, 40 + 60 * n), panel=Box(20, 20 + 120 * (n // 2), 400, 110)) for n, text in enumerate(lines)
    ]

    assert [] == told(read(*cards))


def test_cards_under_done_are_done_beside_a_column_of_what_is_to_do() -> None:
    heads = (text_line("To do", (40, 40)), text_line("Done", (700, 40)))
    answer = read(*heads, text_line("@ana write the memo", (40, 110)), text_line("@ben pay the bill", (700, 110)))

    assert [("ana", False), ("ben", True)] == [(task.owners[0], task.done) for task in answer.tasks]


def test_a_name_over_a_list_on_a_card_owns_the_list() -> None:
    lines = [text_line("Action items by owner", (40, 20), height=40)]
    for n, (name, words) in enumerate((("Anna Lopez", "• sign the lease"), ("Tom", "• order life jackets"))):
        panel = Box(40 + 500 * n, 100, 400, 200)
        lines += [
            text_line(name, (60 + 500 * n, 120), height=26, panel=panel),
            text_line(words, (60 + 500 * n, 180), panel=panel),
        ]

    assert [(("Anna Lopez",), "sign the lease"), (("Tom",), "order life jackets")] == told(read(*lines))


def test_a_mention_chip_with_room_round_it_belongs_to_its_line() -> None:
    chip, words = text_line("@游子昂", (40, 40)), text_line("拍摄新品照片", (128, 40))

    assert [(("游子昂",), "拍摄新品照片")] == told(read(chip, words))
