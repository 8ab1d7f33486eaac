"""Strangers' text on its way to a terminal."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from atshot_daemon.plain import one_line


def test_line_breaks_and_tabs_become_single_spaces() -> None:
    assert "a b c d" == one_line(" a\r\nb\t\u2028c \x85 d\n")


def test_emoji_families_stay_together() -> None:
    assert "👩\u200d💻 می\u200cخواهم" == one_line("👩\u200d💻 می\u200cخواهم")


def test_what_is_no_character_leaves_a_trace() -> None:
    assert "b\ufffd.png" == one_line("b\udcff.png")


@given(st.text(st.characters()))
def test_nothing_that_a_terminal_acts_on_is_left(text: str) -> None:
    left = {unicodedata.category(character) for character in one_line(text).replace("\u200d", "").replace("\u200c", "")}

    assert not left & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(st.text(st.characters()))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert one_line(text) == one_line(one_line(text))
