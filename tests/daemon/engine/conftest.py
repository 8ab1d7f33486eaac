"""Engines in real processes of their own."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from msgspec import structs

from atshot_daemon.config import Config
from atshot_daemon.engine.engines import Engines
from tests.engines import make_engines

Make = Callable[..., Engines]


@pytest.fixture
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file for which green pictures wait."""
    monkeypatch.setenv("GATE", str(tmp_path / "gate"))
    return tmp_path / "gate"


@pytest.fixture
async def make(gate: Path) -> AsyncIterator[Make]:
    """Makes engines, which are ended with the test."""
    made: list[Engines] = []

    def make(*names: str, **settings: object) -> Engines:
        made.append(make_engines(*(names or ("colour",)), config=structs.replace(Config(), **settings)))
        return made[-1]

    yield make
    for engines in made:
        await engines.aclose()
