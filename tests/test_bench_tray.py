"""The tray's benchmark in miniature: a picture is timed from the clipboard to its list, and rest is looked at."""

import json

import pytest

from tests.bench.__main__ import main
from tests.panels import lacking


@pytest.mark.skipif(bool(reason := lacking("xfce4-panel", "gdbus", "xclip", "dunst")), reason=reason or "")
def test_a_picture_on_the_clipboard_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["tray", "--pictures", "1", "--idle", "0.5", "--json"])

    values = {figure["name"]: figure["value"] for figure in json.loads(capsys.readouterr().out)}
    assert 0 < values["of it, the engine's own reading, p50"] < values["clipboard to the list, p50"]
    assert values["list over the engine's own reading"] > 1
    assert values["the tray's own memory"] > 0
