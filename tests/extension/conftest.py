"""What the extension's tests start from: pages to capture, a real daemon, both browsers. Knows no assertion."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.daemons import COLOURS, REAL, Daemon, daemon
from tests.extension.site import Site, serving
from tests.extension.walk import InChromium, InFirefox, connect, forget_captures, in_chromium, in_firefox
from tests.ui.conftest import node, packages, program

__all__ = ["node", "packages", "program"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site() -> AsyncIterator[Site]:
    """Pages on hosts that are in no permission."""
    async with serving() as site:
        yield site


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def reader(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Daemon]:
    """A daemon that reads."""
    async with daemon(tmp_path_factory.mktemp("reader"), program=REAL) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def colours(tmp_path: Path) -> AsyncIterator[Daemon]:
    """A daemon whose engine does what the colour of a picture says: green waits for the gate."""
    async with daemon(tmp_path / "colours", program=COLOURS) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def newcomer() -> AsyncIterator[InChromium]:
    """Somebody whose Chromium has the extension."""
    program("chromium")
    async with in_chromium() as user:
        yield user


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def fox_newcomer() -> AsyncIterator[InFirefox]:
    """Somebody whose Firefox has the extension."""
    program("firefox-esr", "firefox")
    async with in_firefox() as user:
        yield user


@pytest_asyncio.fixture(loop_scope="module")
async def user(newcomer: InChromium, reader: Daemon) -> InChromium:
    """The same, connected with the daemon that reads, who has captured nothing yet."""
    await newcomer.tidy()
    await connect(newcomer.own.evaluate, reader)
    await forget_captures(reader)
    return newcomer


@pytest_asyncio.fixture(loop_scope="module")
async def waiter(newcomer: InChromium, colours: Daemon) -> InChromium:
    """The same, connected with the daemon that waits for the gate."""
    await newcomer.tidy()
    await connect(newcomer.own.evaluate, colours)
    return newcomer


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Path]:
    """The file that green pictures wait for."""
    path = tmp_path / "colours/gate"
    yield path
    path.touch()
