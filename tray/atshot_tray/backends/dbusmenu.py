"""The menu on the session bus, as com.canonical.dbusmenu has it. Knows items, not what they mean nor who shows them."""

from typing import Annotated, Any

from dbus_fast import DBusError, ErrorType, PropertyAccess, Variant
from dbus_fast.annotations import DBusBool, DBusInt32, DBusSignature, DBusStr, DBusUInt32, DBusVariant
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property, dbus_signal

from atshot_tray.menu import Item, Run

ROOT = 0

Layout = Annotated[tuple[int, list[Any]], DBusSignature("u(ia{sv}av)")]
Names = Annotated[list[str], DBusSignature("as")]
Numbers = Annotated[list[int], DBusSignature("ai")]
NumbersTwice = Annotated[tuple[list[int], list[int]], DBusSignature("aiai")]
Properties = Annotated[list[Any], DBusSignature("a(ia{sv})")]
Events = Annotated[list[Any], DBusSignature("a(isvu)")]
Updated = Annotated[tuple[int, int], DBusSignature("ui")]


class _Entry:
    """One item with its number's properties and children."""

    def __init__(self, properties: dict[str, Variant], run: Run | None) -> None:
        self.properties = properties
        self.run = run
        self.children: list[int] = []


class DbusMenu(ServiceInterface):
    """Serves the items that it was last given. A line keeps its number as long as it says the same."""

    def __init__(self, items: tuple[Item, ...]) -> None:
        super().__init__("com.canonical.dbusmenu")
        self._revision = 1
        self._last_number = ROOT
        self._numbers: dict[tuple[object, ...], int] = {}
        self._entries: dict[int, _Entry] = {}
        self._gone: dict[int, _Entry] = {}
        self._build(items)

    def set_items(self, items: tuple[Item, ...]) -> None:
        """Serve these from now on and tell whoever shows the menu."""
        # A panel may still show the menu before this one: a click on it does what it says there.
        self._gone = self._entries
        self._build(items)
        self._revision += 1
        self.LayoutUpdated()

    @dbus_property(PropertyAccess.READ)
    def Version(self) -> DBusUInt32:
        """The version of the interface that is served."""
        return 3

    @dbus_property(PropertyAccess.READ)
    def TextDirection(self) -> DBusStr:
        """Both languages run from left to right."""
        return "ltr"

    @dbus_property(PropertyAccess.READ)
    def Status(self) -> DBusStr:
        """Nothing in the menu is urgent."""
        return "normal"

    @dbus_property(PropertyAccess.READ)
    def IconThemePath(self) -> Names:
        """The lines have no icons."""
        return []

    @dbus_method()
    def GetLayout(self, parent: DBusInt32, depth: DBusInt32, names: Names) -> Layout:
        """The revision, and the items below `parent` so many levels deep (-1: all)."""
        self._entry(parent)
        return self._revision, self._tree(parent, depth, names)

    @dbus_method()
    def GetGroupProperties(self, numbers: Numbers, names: Names) -> Properties:
        """The properties of these items, of all when none is named."""
        known = [number for number in numbers or self._entries if number in self._entries]
        return [[number, self._chosen(number, names)] for number in known]

    @dbus_method()
    def GetProperty(self, number: DBusInt32, name: DBusStr) -> DBusVariant:
        """One property of an item."""
        properties = self._entry(number).properties
        if name not in properties:
            raise DBusError(ErrorType.INVALID_ARGS, f"item {number} has no {name}")
        return properties[name]

    @dbus_method()
    def Event(self, number: DBusInt32, event: DBusStr, data: DBusVariant, time: DBusUInt32) -> None:
        """What the user did with an item."""
        self._happened(number, event)

    @dbus_method()
    def EventGroup(self, events: Events) -> Numbers:
        """Several of them; the numbers that are unknown."""
        for number, event, _data, _time in events:
            self._happened(number, event)
        return [number for number, *_ in events if number not in self._entries]

    @dbus_method()
    def AboutToShow(self, number: DBusInt32) -> DBusBool:
        """Whether the layout must be asked for again: no, every change was told of."""
        return False

    @dbus_method()
    def AboutToShowGroup(self, numbers: Numbers) -> NumbersTwice:
        """Which ones must be asked for again, and which are unknown."""
        return [], [number for number in numbers if number not in self._entries]

    @dbus_signal()
    def LayoutUpdated(self) -> Updated:
        """Everything below the root is to be asked for again."""
        return self._revision, ROOT

    def _build(self, items: tuple[Item, ...]) -> None:
        before, self._numbers = self._numbers, {}
        self._entries = {ROOT: _Entry({"children-display": Variant("s", "submenu")}, None)}
        self._add(ROOT, items, (), before)

    def _add(
        self, parent: int, items: tuple[Item, ...], path: tuple[object, ...], before: dict[tuple[object, ...], int]
    ) -> None:
        for item in items:
            key = (*path, item.label, item.is_separator)
            while key in self._numbers:  # separators, and captures with the same title
                key = (*key, None)
            self._numbers[key] = number = before.get(key) or self._next_number()
            self._entries[number] = _Entry(_properties(item), item.run if item.is_enabled else None)
            self._entries[parent].children.append(number)
            self._add(number, item.children, key, before)

    def _next_number(self) -> int:
        self._last_number += 1
        return self._last_number

    def _tree(self, number: int, depth: int, names: list[str]) -> list[Any]:
        children = self._entries[number].children if depth else []
        below = [Variant("(ia{sv}av)", self._tree(child, depth - 1, names)) for child in children]
        return [number, self._chosen(number, names), below]

    def _chosen(self, number: int, names: list[str]) -> dict[str, Variant]:
        properties = self._entries[number].properties
        return {name: value for name, value in properties.items() if not names or name in names}

    def _entry(self, number: int) -> _Entry:
        if number not in self._entries:
            raise DBusError(ErrorType.INVALID_ARGS, f"there is no item {number}")
        return self._entries[number]

    def _happened(self, number: int, event: str) -> None:
        entry = self._entries.get(number) or self._gone.get(number)
        if event == "clicked" and entry and entry.run:
            entry.run()


def _properties(item: Item) -> dict[str, Variant]:
    if item.is_separator:
        return {"type": Variant("s", "separator")}
    held = {
        "label": Variant("s", item.label.replace("_", "__")),  # a single one would underline the letter behind it
        "enabled": Variant("b", item.is_enabled),
    }
    if item.is_checked is not None:
        held["toggle-type"] = Variant("s", "checkmark")
        held["toggle-state"] = Variant("i", int(item.is_checked))
    if item.children:
        held["children-display"] = Variant("s", "submenu")
    return held
