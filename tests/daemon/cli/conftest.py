"""A daemon to talk to. Knows no assertion."""

from collections.abc import Iterator

import pytest

from atshot_daemon.config import places
from tests.fake_daemon import FakeDaemon
from tests.fakes import FakeDesk


@pytest.fixture
def daemon(desk: FakeDesk) -> Iterator[FakeDaemon]:
    """The running daemon of the user at the desk."""
    with FakeDaemon().serving() as daemon:
        daemon.announce(places({"ATSHOT_HOME": str(desk.home)}))
        yield daemon
