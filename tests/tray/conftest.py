"""What tests of the tray start from. Knows no assertion."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.daemons import Daemon, daemon
from tests.tray.linked import Linked


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Daemon]:
    """A real daemon whose engine does what a picture's colour says."""
    async with daemon(tmp_path / "home") as started:
        yield started


@pytest.fixture
def linked(running: Daemon, tmp_path: Path) -> Linked:
    """The link to it."""
    return Linked(tmp_path / "secrets", running)
