"""The extension's benchmark in miniature: a click is timed to the first task and to the list."""

import json
import shutil

import pytest

from tests.bench.__main__ import main


@pytest.mark.skipif(not shutil.which("chromium"), reason="needs chromium")
def test_a_click_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["click", "--clicks", "1", "--json"])

    values = {figure["name"]: figure["value"] for figure in json.loads(capsys.readouterr().out)}
    first, whole = values["click to the first task, p50"], values["click to the whole list, p50"]
    assert 0 < first <= whole
    assert values["of it, the engine's own reading, p50"] < whole
