"""The desktop's session bus: where it is, a connection to it and what it is asked. Knows no service on it."""

import asyncio
import socket
from typing import Any

from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus
from dbus_fast.errors import DBusFastError

from atshot_daemon.machine import Machine

# A bus on this machine answers within milliseconds; one that is stuck must not hold anybody up.
ANSWER_LIMIT_S = 3.0


class BusUnavailable(Exception):
    """There is no session bus, it is gone, or it does not answer."""


class BusRefused(Exception):
    """Whoever was asked says no, or is not there; the message is its own."""


def bus_address(machine: Machine) -> str | None:
    """Where the session bus is, None where there is none."""
    named = machine.environ.get("DBUS_SESSION_BUS_ADDRESS")
    runtime = machine.environ.get("XDG_RUNTIME_DIR")
    # What systemd's user sessions have, also for a program that was started without their variables.
    return named or (f"unix:path={runtime}/bus" if runtime else None)


async def connect(address: str) -> MessageBus:
    """A connection to this session bus, to be disconnected by whoever asked for it; BusUnavailable."""
    try:
        async with asyncio.timeout(ANSWER_LIMIT_S):
            return _made_patient(await MessageBus(bus_address=address).connect())
    except (OSError, EOFError, DBusFastError) as error:  # TimeoutError is an OSError
        raise BusUnavailable(f"{type(error).__name__}: {error}") from error


class _Patient:
    """A socket that takes nothing while the bus is too busy to read, where the real one fails."""

    def __init__(self, real: socket.socket) -> None:
        self._real = real

    def send(self, data: bytes) -> int:
        try:
            return self._real.send(data)
        except BlockingIOError:
            return 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


def _made_patient(bus: MessageBus) -> MessageBus:
    """The same connection, kept when the bus does not read for a moment: dbus_fast would give it up."""
    writer: Any = getattr(bus, "_writer", None)
    if hasattr(writer, "sock"):
        writer.sock = _Patient(writer.sock)
    return bus


async def ask(bus: MessageBus, message: Message) -> list[Any]:
    """What the call is answered; BusRefused, BusUnavailable."""
    try:
        async with asyncio.timeout(ANSWER_LIMIT_S):
            reply = await bus.call(message)
    except (OSError, EOFError, DBusFastError) as error:
        raise BusUnavailable(f"{type(error).__name__}: {error}") from error
    if reply.message_type is MessageType.ERROR:
        raise BusRefused(f"{message.member}: {reply.body[0] if reply.body else reply.error_name}")
    return list(reply.body)


async def ask_bus(bus: MessageBus, member: str, signature: str, *body: object) -> list[Any]:
    """The same for a call to the bus itself."""
    return await ask(
        bus,
        Message(
            destination="org.freedesktop.DBus",
            path="/org/freedesktop/DBus",
            interface="org.freedesktop.DBus",
            member=member,
            signature=signature,
            body=list(body),
        ),
    )
