"""An engine that ends while it loads, as when the system is short of memory: no picture is to blame for that."""

import os
import sys
from pathlib import Path

import pytest

from atshot_daemon.config import Config
from atshot_daemon.engine.engines import Engines
from atshot_inference.engines import Entry
from atshot_inference.errors import EngineUnavailable
from tests.engine_child import found
from tests.engines import CHILD, job

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a shell")


def engines(script: str) -> Engines:
    """An engine whose process is this script of a shell, with the real program and its name as arguments."""
    command = ["/bin/sh", "-c", script, "sh", sys.executable, str(CHILD), "colour"]
    return Engines(Config(), table={"colour": Entry("", "", (), "", answers=False)}, command=lambda name: command)


async def test_it_is_loaded_once_more_and_the_picture_is_read(tmp_path: Path) -> None:
    held = engines(f'test -e "{tmp_path}/twice" && exec "$@"; mv "{tmp_path}/once" "{tmp_path}/twice"; kill -9 $$')
    (tmp_path / "once").touch()

    outcome = await held.read("auto", job("white"))
    await held.aclose()

    assert [found(64).text] == [task.text for task in outcome.reading.tasks]
    assert 0 == held.statuses[0].failures


async def test_an_engine_that_never_loads_is_unavailable_and_says_so() -> None:
    held = engines("exit 1")

    with pytest.raises(EngineUnavailable, match="'colour' ends while it loads"):
        await held.read("auto", job("white"))

    await held.aclose()


async def test_a_program_that_is_not_there_is_an_engine_that_is_unavailable(tmp_path: Path) -> None:
    nowhere = [str(tmp_path / "nowhere")]
    held = Engines(Config(), table={"colour": Entry("", "", (), "", answers=False)}, command=lambda name: nowhere)

    with pytest.raises(EngineUnavailable, match="cannot be started: No such file"):
        await held.read("auto", job("white"))

    await held.aclose()
