"""Where a mention starts and its name ends."""

import pytest

from atshot_inference.grammar.mentions import find_mentions
from atshot_inference.layout.block import join
from tests.inference.sheets import text_line


def names(text: str, blue: tuple[str, ...] = (), known: tuple[str, ...] = ()) -> list[str]:
    return [mention.name for mention in find_mentions(join((text_line(text, blue=blue),)), known)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@张工 提供接口文档", ["张工"]),
        ("@张工提供接口文档", ["张工"]),
        ("@易楠紧急处理", ["易楠"]),
        ("@张工请在3月20日前提供接口文档", ["张工"]),
        ("@陈晨 请尽快整理会议纪要", ["陈晨"]),
        ("@王芳把合同发一下", ["王芳"]),
        ("@王小明确认合同", ["王小明"]),
        ("@郑浩3月19日前输出迁移方案", ["郑浩"]),
        ("@孙经理：审核文案", ["孙经理"]),
        ("@欧阳锋 整理清单", ["欧阳锋"]),
        ("＠Nick 跑一遍 e2e 测试", ["Nick"]),
        ("@Leo确认预算", ["Leo"]),
        ("@产品-王芳 更新原型", ["产品-王芳"]),
        ("@测试-李想补充用例", ["测试-李想"]),
        ("@所有人 周五前交周报", ["所有人"]),
        ("@设计组 输出海报", ["设计组"]),
        ("@周杰 @吴迪 一起看一下", ["周杰", "吴迪"]),
        ("@周杰@吴迪 一起看一下", ["周杰", "吴迪"]),
        ("@Priya Shah check the logs", ["Priya Shah"]),
        ("@Tom Draft the report", ["Tom"]),
        ("@j.doe-2 restart it", ["j.doe-2"]),
        ("收到@王芳", ["王芳"]),
        ("写文档 @Grace（3/25）", ["Grace"]),
    ],
)
def test_a_plain_name_ends_where_the_sentence_goes_on(text: str, expected: list[str]) -> None:
    assert expected == names(text)


@pytest.mark.parametrize(
    ("text", "chip", "expected"),
    [
        ("@Grace Kim check the settings", "@Grace Kim", ["Grace Kim"]),
        ("@felixno rush: update the fields", "@felix", ["felix"]),
        ("@高明明天交稿给大家", "@高明", ["高明"]),
        ("@小鱼 dev 看一下登录的问题", "@小鱼 dev", ["小鱼 dev"]),
    ],
)
def test_the_colour_of_a_chip_ends_its_name(text: str, chip: str, expected: list[str]) -> None:
    assert expected == names(text, blue=(chip,))


def test_a_name_seen_elsewhere_is_taken_whole() -> None:
    assert ["米粒的妈妈"] == names("@米粒的妈妈统计人数", known=("米粒的妈妈",))


@pytest.mark.parametrize(
    "text",
    [
        "ana@example.com",
        "联系 ops@example.cn 反馈",
        "git clone git@host.example:a/b",
        "ssh deploy@10.0.0.5",
        "npm i @types/node",
        "3 @ $1.20",
        "Meet @ 5pm",
        "@Override",
        "@media (max-width: 600px) {",
        "@2x.png",
        "no sign at all",
    ],
)
def test_other_uses_of_the_sign_are_no_mentions(text: str) -> None:
    assert [] == names(text)


def test_a_bot_is_known_for_one() -> None:
    (mention,) = find_mentions(join((text_line("@githubpr summarize this"),)))

    assert mention.is_bot
