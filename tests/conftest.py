"""What many tests start from. Knows no assertion."""

from pathlib import Path

import pytest

from atshot_inference.tasks import Reading
from tests.fakes import API_DOCS, FakeDesk, FakeEngine, picture_bytes


@pytest.fixture
def desk(tmp_path: Path) -> FakeDesk:
    """A desk whose engine finds one Chinese task in every picture."""
    return FakeDesk(FakeEngine(Reading((API_DOCS,), language="zh")), home=tmp_path / "home")


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """A small picture on disk."""
    path = tmp_path / "board.png"
    path.write_bytes(picture_bytes())
    return path
