"""A connection to a session bus that is busy, or gone."""

import signal
from pathlib import Path

import pytest
from dbus_fast import Message

from atshot_tray.session_bus import BusUnavailable, ask_bus, connect
from tests.panels import desktop, end, lacking
from tests.waiting import until

with_bus = pytest.mark.skipif(lacking() is not None, reason=str(lacking()))
# Together far more than a socket holds.
MANY, LONG = 60, "x" * 50_000


@with_bus
async def test_a_bus_that_does_not_read_for_a_moment_gets_everything_afterwards(tmp_path: Path) -> None:
    async with desktop(tmp_path) as desk:
        bus, other = await connect(desk.address), await connect(desk.address)
        heard: list[int] = []
        other.add_message_handler(lambda message: heard.append(message.body[0]) if message.member == "Told" else None)
        await ask_bus(other, "AddMatch", "s", "type='signal',member='Told'")

        desk.processes[0].send_signal(signal.SIGSTOP)
        for number in range(MANY):
            bus.send(Message.new_signal("/here", "test.Words", "Told", "us", [number, LONG]))
        desk.processes[0].send_signal(signal.SIGCONT)

        assert await ask_bus(bus, "GetId", "")
        await until(lambda: MANY == len(heard))
        assert list(range(MANY)) == heard
        bus.disconnect()
        other.disconnect()


@with_bus
async def test_a_bus_that_is_gone_is_told_of(tmp_path: Path) -> None:
    async with desktop(tmp_path) as desk:
        bus = await connect(desk.address)
        end([desk.processes.pop(0)])

        with pytest.raises(BusUnavailable):
            await ask_bus(bus, "GetId", "")
        with pytest.raises(BusUnavailable):
            await connect(desk.address)
