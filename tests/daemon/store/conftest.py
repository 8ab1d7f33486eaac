"""What the tests of the store start from."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.daemon.store.stores import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """An empty store."""
    shelf = Shelf(tmp_path / "data")
    yield shelf
    shelf.store.close()
