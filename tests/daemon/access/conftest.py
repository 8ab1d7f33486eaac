"""What tests of pairing start from. Knows no assertion."""

import pytest

from tests.daemon.access.pairs import Daemon, Stranger


@pytest.fixture
def daemon() -> Daemon:
    """A daemon with no pairing open."""
    return Daemon()


@pytest.fixture
def stranger(daemon: Daemon) -> Stranger:
    """A client that the daemon does not know."""
    return Stranger(daemon.pairings)
