"""A running daemon for the tests of its API."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.daemon.http.api import Api, running


@pytest.fixture
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file for which green pictures wait."""
    monkeypatch.setenv("GATE", str(tmp_path / "gate"))
    return tmp_path / "gate"


@pytest.fixture
async def api(tmp_path: Path, gate: Path) -> AsyncIterator[Api]:
    """A running daemon."""
    async with running(tmp_path / "home") as api:
        yield api
