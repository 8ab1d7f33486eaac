"""The menu: what it says, what each line does, in both languages."""

from collections.abc import Iterator

import pytest

from atshot_tray.menu import MAX_TITLE_CHARACTERS, Item, default_run, menu, state_sentence
from atshot_tray.state import Look, Pairing, Recent, Snapshot
from atshot_tray.words import CHINESE, ENGLISH, Words, words_for
from tests.tray.icons import READY, Pressed


def lines(snapshot: Snapshot, words: Words = ENGLISH) -> list[str]:
    """What the menu says from top to bottom, with lines for its separators."""
    return ["-" if item.is_separator else item.label for item in menu(snapshot, words, Pressed())]


def chosen(label: str, snapshot: Snapshot = READY) -> list[str]:
    """What is asked for when the line that says this is chosen, wherever it stands."""
    pressed = Pressed()
    [item] = [item for item in everything(menu(snapshot, ENGLISH, pressed)) if item.label == label]
    assert item.is_enabled and item.run
    item.run()
    return pressed.asked


def everything(items: tuple[Item, ...]) -> Iterator[Item]:
    """The items and all below them."""
    for item in items:
        yield item
        yield from everything(item.children)


def test_the_whole_menu_reads_well_in_chinese() -> None:
    assert [
        *("就绪", "-"),
        *("识别剪贴板中的图片", "截取屏幕区域", "打开 Atshot", "-"),
        *("最近的截图", "连接浏览器…", "引擎：ocr", "-"),
        *("登录时启动", "自动复制清单", "-"),
        *("暂停", "查看日志", "退出"),
    ] == lines(READY, CHINESE)


@pytest.mark.parametrize(
    ("label", "asked"),
    [
        (ENGLISH.clip, "clip"),
        (ENGLISH.grab, "grab"),
        (ENGLISH.open, "open"),
        (ENGLISH.connect_browser, "connect browser"),
        ("@张工：3月20日前提供接口文档 (3 tasks)", "show c1"),
        (ENGLISH.engine_help, "show engine help"),
        (ENGLISH.start_at_login, "start at login: True"),
        (ENGLISH.copy_list, "copy list: True"),
        (ENGLISH.pause, "pause"),
        (ENGLISH.show_logs, "show logs"),
        (ENGLISH.quit, "quit"),
    ],
)
def test_each_line_does_what_it_says(label: str, asked: str) -> None:
    assert [asked] == chosen(label)


def test_a_click_opens_the_window_also_while_paused() -> None:
    pressed = Pressed()

    for snapshot in (READY, Snapshot(look=Look.STOPPED, is_paused=True)):
        default_run(menu(snapshot, ENGLISH, pressed))()

    assert ["open", "open"] == pressed.asked


def test_what_is_switched_on_is_ticked_and_can_be_switched_off() -> None:
    snapshot = Snapshot(look=Look.READY, starts_at_login=True, copies_list=True)
    ticks = {item.label: item.is_checked for item in menu(snapshot, ENGLISH, Pressed()) if item.is_checked is not None}

    assert {ENGLISH.start_at_login: True, ENGLISH.copy_list: True} == ticks
    assert ["start at login: False"] == chosen(ENGLISH.start_at_login, snapshot)
    assert ["copy list: False"] == chosen(ENGLISH.copy_list, snapshot)


def test_while_paused_only_what_works_then_can_be_chosen() -> None:
    paused = Snapshot(look=Look.STOPPED, is_paused=True, recent=READY.recent)
    off = [item.label for item in everything(menu(paused, ENGLISH, Pressed())) if item.run and not item.is_enabled]

    assert [ENGLISH.clip, ENGLISH.grab, "@张工：3月20日前提供接口文档 (3 tasks)", ENGLISH.connect_browser] == off
    assert ["resume"] == chosen(ENGLISH.resume, paused)


def test_restart_is_offered_only_when_something_is_wrong() -> None:
    wrong = Snapshot(look=Look.ATTENTION, detail="The port 21860 is taken")

    assert ENGLISH.restart not in lines(READY)
    assert ["restart"] == chosen(ENGLISH.restart, wrong)
    assert "The port 21860 is taken" == lines(wrong)[0]


def test_an_open_pairing_shows_what_to_compare_and_what_to_type() -> None:
    shown = lines(Snapshot(look=Look.READY, pairing=Pairing("苹果", "ABCD-1234")), CHINESE)
    at = shown.index(CHINESE.connect_browser)

    assert ["核对词：苹果", "短代码：ABCD-1234"] == shown[at + 1 : at + 3]


def test_captures_say_their_first_task_and_how_many_there_are() -> None:
    long = "x" * (MAX_TITLE_CHARACTERS + 1)
    recent = (Recent("a", "one\n line", 1), Recent("b", None, 0), Recent("c", long, 12))
    [held] = [
        item.children for item in menu(Snapshot(recent=recent), ENGLISH, Pressed()) if item.label == ENGLISH.recent
    ]

    assert ["one line (1 task)", "No tasks", f"{'x' * (MAX_TITLE_CHARACTERS - 1)}… (12 tasks)"] == [
        item.label for item in held
    ]


def test_without_captures_the_list_says_so() -> None:
    [held] = [item.children for item in menu(Snapshot(), ENGLISH, Pressed()) if item.label == ENGLISH.recent]

    assert [(ENGLISH.recent_none, None)] == [(item.label, item.run) for item in held]


def test_whoever_has_the_best_engine_is_offered_no_other() -> None:
    labels = [
        [item.label for item in everything(menu(snapshot, ENGLISH, Pressed()))]
        for snapshot in (READY, Snapshot(engine="glm", has_better_engine=True))
    ]

    assert [True, False] == [ENGLISH.engine_help in shown for shown in labels]
    assert "Engine: glm" in labels[1]


@pytest.mark.parametrize("look", Look)
@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=lambda words: words.language)
def test_every_look_has_a_sentence_of_its_own(look: Look, words: Words) -> None:
    others = {state_sentence(Snapshot(look=other), words) for other in Look if other is not look}

    assert state_sentence(Snapshot(look=look), words) not in others


def test_both_languages_fill_in_the_same() -> None:
    fields = [
        (name, _blanks(str(getattr(ENGLISH, name))), _blanks(str(getattr(CHINESE, name))))
        for name in Words.__dataclass_fields__
    ]

    assert [] == [(name, english, chinese) for name, english, chinese in fields if english != chinese]
    assert (CHINESE, ENGLISH) == (words_for("zh"), words_for("en"))


def _blanks(sentence: str) -> set[str]:
    return {piece.split("}")[0] for piece in sentence.split("{")[1:]}
