"""Which language the user reads, as each system says it."""

from collections.abc import Mapping, Sequence

import pytest

from atshot_daemon.machine import Machine, ProgramFailed
from atshot_tray.language import language_of


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "zh_CN:en"}, "zh"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "zh_CN:en"}, "en"),
    ],
)
def test_linux_says_it_in_variables(environ: Mapping[str, str], language: str) -> None:
    assert language == language_of("auto", Machine(platform="linux", environ=environ))


@pytest.mark.parametrize(("setting", "language"), [("zh", "zh"), ("en", "en")])
def test_a_setting_is_stronger_than_the_desktop(setting: str, language: str) -> None:
    other = {"zh": "en_US.UTF-8", "en": "zh_CN.UTF-8"}[setting]

    assert language == language_of(setting, Machine(platform="linux", environ={"LANG": other}))


@pytest.mark.parametrize(
    ("listed", "language"),
    [(b'(\n    "zh-Hans-CN",\n    "en-US"\n)\n', "zh"), (b'(\n    "en-US",\n    "zh-Hans"\n)\n', "en"), (b"()", "en")],
)
def test_macos_has_a_list_and_the_first_counts(listed: bytes, language: str) -> None:
    asked: list[Sequence[str]] = []

    def run(command: Sequence[str]) -> bytes:
        asked.append(command)
        return listed

    assert language == language_of("auto", Machine(platform="darwin", environ={}, run=run))
    assert [["defaults", "read", "-g", "AppleLanguages"]] == asked


def test_macos_without_a_list_falls_back_to_the_variables() -> None:
    def run(_command: Sequence[str]) -> bytes:
        raise ProgramFailed("defaults: there is no such key")

    assert "zh" == language_of("auto", Machine(platform="darwin", environ={"LANG": "zh_CN.UTF-8"}, run=run))


@pytest.mark.parametrize(("number", "language"), [(0x0804, "zh"), (0x0404, "zh"), (0x0409, "en"), (0x0407, "en")])
def test_windows_has_a_number(number: int, language: str) -> None:
    assert language == language_of("auto", Machine(platform="win32", environ={}), windows=lambda: number)
