"""What the page's tests start from: the stand-in daemon, both browsers, the packages of npm. Knows no assertion."""

import shutil
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from tests.browsers.cdp import Chromium, chromium
from tests.browsers.mn import Firefox, firefox
from tests.ui.standin import Standin

HERE = Path(__file__).parent
PACKAGES = HERE / "node_modules"


def program(*names: str) -> str:
    """The first of these programs that is here; without one the test is skipped."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"needs {' or '.join(names)}")
    return found


@pytest.fixture(scope="session")
def node() -> str:
    """The program that runs JavaScript."""
    return program("node")


@pytest.fixture(scope="session")
def packages() -> Path:
    """The folder of the packages that the lock file names, fetched when it does not hold them yet."""
    npm = program("npm")
    stamp = PACKAGES / "atshot.lock"
    lock = (HERE / "package-lock.json").read_bytes()
    if not stamp.exists() or stamp.read_bytes() != lock:
        fetch = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        done = subprocess.run(fetch, cwd=HERE, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        stamp.write_bytes(lock)
    return PACKAGES


@pytest.fixture
async def daemon() -> AsyncIterator[Standin]:
    """A stand-in daemon on a port of its own."""
    standin = Standin()
    runner = web.AppRunner(standin.app(), access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    standin.port = runner.addresses[0][1]
    yield standin
    await runner.cleanup()


@pytest.fixture
async def chrome() -> AsyncIterator[Chromium]:
    """A headless Chromium."""
    program("chromium")
    async with chromium() as browser:
        yield browser


@pytest.fixture
async def fox() -> AsyncIterator[Firefox]:
    """A headless Firefox whose user reads Chinese."""
    program("firefox-esr", "firefox")
    async with firefox(prefs={"intl.accept_languages": "zh-CN, zh, en"}) as browser:
        yield browser
