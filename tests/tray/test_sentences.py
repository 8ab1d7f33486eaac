"""What the user reads in each case, in both languages."""

import pytest

from atshot_tray.sentences import (
    CAUSES,
    FAILURES,
    failure_sentence,
    found_body,
    found_title,
    keyring_sentence,
    situation_sentence,
)
from atshot_tray.situation import Situation, State
from atshot_tray.words import CHINESE, ENGLISH, Words

LANGUAGES = pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["en", "zh"])


@LANGUAGES
@pytest.mark.parametrize("code", FAILURES)
def test_every_known_code_has_a_sentence_that_ends(code: str, words: Words) -> None:
    said = failure_sentence(code, "why.", words)

    assert said.endswith((".", "。", "why.")) and "{" not in said


@LANGUAGES
@pytest.mark.parametrize("code", CAUSES)
def test_what_the_user_must_mend_is_said_in_the_users_language_with_the_details(code: str, words: Words) -> None:
    said = failure_sentence(code, "port 1 is taken", words)
    given_up = situation_sentence(Situation(State.CRASHED, why=f"port 1 is taken ({code})"), words)

    assert said.startswith(CAUSES[code](words)) and said.endswith("port 1 is taken") and "{" not in said
    assert given_up and given_up.startswith(CAUSES[code](words)) and given_up.endswith("port 1 is taken")
    assert words.restart in given_up
    assert given_up == failure_sentence("service_given_up", f"port 1 is taken ({code})", words)


def test_a_picture_of_too_many_bytes_is_too_large() -> None:
    assert CHINESE.picture_too_large == failure_sentence("body_too_large", "the body is too large; send less", CHINESE)


def test_a_code_is_no_part_of_a_sentence() -> None:
    crashed, again = (Situation(state, why="it is newer (storage_newer)") for state in (State.CRASHED, State.BACKOFF))

    assert "服务无法启动（it is newer）。解决问题后，请选择“重新启动”。" == situation_sentence(crashed, CHINESE)
    assert "服务意外结束（it is newer），正在重新启动……" == situation_sentence(again, CHINESE)
    assert "Odd (really)" == failure_sentence("odd", "odd (really)", CHINESE)


def test_an_unknown_code_is_told_in_the_daemons_words() -> None:
    assert "The engine is gone; install it" == failure_sentence("odd", "the engine is gone;\ninstall it", CHINESE)


@pytest.mark.parametrize(
    ("count", "is_copied", "english", "chinese"),
    [
        (0, False, "No tasks found in this picture", "这张图片里没有找到任务"),
        (1, False, "1 task", "1 项任务"),
        (3, False, "3 tasks", "3 项任务"),
        (3, True, "3 tasks, copied", "3 项任务，已复制"),
    ],
)
def test_the_title_counts(count: int, is_copied: bool, english: str, chinese: str) -> None:
    assert english == found_title(count, ENGLISH, is_copied=is_copied)
    assert chinese == found_title(count, CHINESE, is_copied=is_copied)


@pytest.mark.parametrize(("count", "last"), [(1, "- 1"), (4, "- 4"), (5, "… and 2 more"), (20, "… and 17 more")])
def test_the_body_has_four_lines_at_most(count: int, last: str) -> None:
    body = found_body("".join(f"- {n + 1}\n" for n in range(count)), ENGLISH)

    assert (min(count, 4), last) == (len(body.splitlines()), body.splitlines()[-1])


@LANGUAGES
def test_an_empty_list_says_whether_something_is_doubtful(words: Words) -> None:
    assert words.nothing_certain == found_body("", words)
    assert words.nothing_doubtful == found_body("", words, has_doubtful=True)


@LANGUAGES
@pytest.mark.parametrize("state", State)
def test_only_what_is_wrong_has_a_sentence(state: State, words: Words) -> None:
    wrong = situation_sentence(Situation(state, why="SIGKILL"), words)
    fine = situation_sentence(Situation(State.RUNNING), words)

    assert (state in (State.CRASHED, State.BACKOFF, State.RUNNING), None) == (wrong is not None, fine)


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("the keyring is locked", "系统密钥环已锁定"),
        ("there is no keyring here", "系统没有密钥环"),
        ("the keyring refused (X)", "系统密钥环目前无法使用"),
        (None, "系统密钥环目前无法使用"),
    ],
)
def test_the_reason_for_a_file_is_told(reason: str | None, sentence: str) -> None:
    assert sentence == keyring_sentence(reason, CHINESE)
