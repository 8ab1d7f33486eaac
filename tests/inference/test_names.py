"""What is taken for the name of a person or a group."""

import pytest

from atshot_inference.grammar.names import is_placeholder, looks_name, maybe_name, split_names, surely_name


@pytest.mark.parametrize(
    "name",
    [
        *("王敏", "欧阳静", "张工", "李经理", "小鱼", "阿明"),
        *("产品-王芳", "财务科老邱", "校医应澜", "伴郎 阿泽", "米粒妈妈"),
        *("Ben", "Priya Shah", "J. Marsh", "Mary-Ann Lee", "Keiko M."),
    ],
)
def test_these_are_people(name: str) -> None:
    assert looks_name(name)


@pytest.mark.parametrize("name", ["所有人", "设计组", "我", "me", "all", "财务科全体"])
def test_groups_and_the_speaker_can_own_a_task(name: str) -> None:
    assert surely_name(name)


@pytest.mark.parametrize(
    "word",
    [
        *("周六", "今天", "备注", "负责人", "已完成", "高", "紧急", "Note", "Next", "Urgent", "Due", "Wi-Fi: guest"),
        *("张工请", "陈晨把", "李雷你", "王芳的"),
        *("Public Votes", "Action Items", "Sep 3", "Unset Recurring", "Open", "12"),
    ],
)
def test_these_are_no_people(word: str) -> None:
    assert not looks_name(word)
    assert not surely_name(word)


@pytest.mark.parametrize("word", ["Unassigned", "N/A", "待定", "未分配", "Nobody assigned", "[Name]", "", "—", "@tbd"])
def test_placeholders_name_nobody(word: str) -> None:
    assert is_placeholder(word)
    assert not maybe_name(word)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("@王敏、李雷", ("王敏", "李雷")),
        ("王敏 李雷", ("王敏", "李雷")),
        ("Ana & Ben", ("Ana", "Ben")),
        ("@a @b", ("a", "b")),
        ("Ana Ruiz, Tom", ("Ana Ruiz", "Tom")),
        ("GI Goran Ilic", ("Goran Ilic",)),
        ("一凡 邵一凡", ("邵一凡",)),
        ("一凡邵一凡", ("邵一凡",)),
        ("KG\nKevin Glisson", ("Kevin Glisson",)),
        ("岳岳Haruka", ("岳岳", "Haruka")),
        ("Unassigned", ()),
        ("[Name]", ()),
    ],
)
def test_an_owner_field_is_split_into_names(cell: str, expected: tuple[str, ...]) -> None:
    assert expected == split_names(cell)
