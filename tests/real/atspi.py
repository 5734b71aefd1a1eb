"""The tree that a screen reader sees, read from outside over D-Bus as a screen reader does.

Knows the accessibility bus alone: nothing of Qt, nothing of the program.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, Properties, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

PATIENCE = 150.0
"""Seconds until something counts as not coming, however busy the machine is."""
_ROOT = "/org/a11y/atspi/accessible/root"
_ACCESSIBLE = "org.a11y.atspi.Accessible"
_ASSERTIVE = 2
_EVENTS = "org.a11y.atspi.Event.Object"

ROLES = {
    7: "check box", 8: "check menu item", 11: "combo box", 12: "date editor", 15: "dial", 16: "dialog",
    19: "file chooser", 20: "filler", 23: "frame", 27: "image", 29: "label", 30: "layered pane", 31: "list",
    32: "list item", 33: "menu", 34: "menu bar", 35: "menu item", 37: "page tab", 38: "page tab list", 39: "panel",
    40: "password text", 41: "popup menu", 42: "progress bar", 43: "button", 44: "radio button",
    45: "radio menu item", 48: "scroll bar", 49: "scroll pane", 50: "separator", 51: "slider", 52: "spin button",
    53: "split pane", 54: "status bar", 55: "table", 56: "table cell", 57: "column header", 58: "row header",
    61: "text", 62: "toggle button", 63: "tool bar", 64: "tool tip", 65: "tree", 66: "tree table", 68: "viewport",
    69: "window", 75: "application", 79: "entry", 80: "chart", 88: "link", 91: "tree item", 129: "menu button",
}  # fmt: skip
"""AT-SPI's numbers of those roles that Qt uses."""
STATES = {"checked": 4, "enabled": 8, "focusable": 11, "focused": 12, "sensitive": 24, "showing": 25, "visible": 30}

FOR_INPUT = {
    "check box", "combo box", "dial", "button", "radio button", "slider", "spin button", "toggle button", "entry",
    "text", "password text", "page tab", "link", "menu button", "date editor", "list", "table", "tree", "tree table",
}  # fmt: skip
ITEMS = {
    "list item", "table cell", "tree item", "menu item", "check menu item", "radio menu item", "menu",
    "column header", "row header",
}  # fmt: skip
"""What lies in a view, a menu or a header, and is reached by the arrow keys there."""


@dataclass(slots=True)
class Node:
    """One thing of the tree; `children` in the order of the screen."""

    path: str
    role: str
    name: str
    description: str
    states: frozenset[str]
    parent: Node | None = field(default=None, repr=False)
    children: list[Node] = field(default_factory=list, repr=False)

    @property
    def id(self) -> int:
        """Qt's own number of it."""
        return int(self.path.rsplit("/", 1)[1])

    @property
    def usable(self) -> bool:
        return {"showing", "sensitive"} <= self.states

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()

    def above(self) -> Iterator[Node]:
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def __str__(self) -> str:
        where = " < ".join(f"{node.role} “{node.name}”" for node in self.above() if node.name)
        return f"{self.role} “{self.name}” ({', '.join(sorted(self.states))}) in {where}"


class Announcement(NamedTuple):
    """Words that are said without being asked for; `urgent` cuts short what is being said."""

    words: str
    urgent: bool


class Reader:
    """A screen reader's end of the accessibility bus."""

    def __init__(self, session_bus: str) -> None:
        with open_dbus_connection(session_bus) as session:
            asked = new_method_call(DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus"), "GetAddress")
            (address,) = session.send_and_get_reply(asked, timeout=PATIENCE).body
        self._bus: DBusConnection = open_dbus_connection(address)
        self._heard: list[Message] = []

    def close(self) -> None:
        self._bus.close()

    # --- the tree -----------------------------------------------------------------------------------------

    def applications(self) -> list[tuple[str, str]]:
        """Bus name and path of every program that speaks."""
        (reply,) = self._ask([_call(("org.a11y.atspi.Registry", _ROOT), "GetChildren")])
        return [(str(name), str(path)) for name, path in reply[0]]

    def tree(self, application: tuple[str, str], number: int) -> Node:
        """A window of a program, or a menu, by Qt's number of it, with everything in it that shows."""
        bus, root = application
        top = self._nodes([(bus, f"{root.rpartition('/')[0]}/{number}")])[0]
        self._fill(bus, [top])
        return top

    def _fill(self, name: str, level: list[Node]) -> None:
        while level:
            replies = self._ask([_call((name, node.path), "GetChildren") for node in level])
            found = [
                ((str(bus), str(path)), node)
                for node, reply in zip(level, replies, strict=True)
                for bus, path in (reply[0] if reply else [])
                if not str(path).endswith("/null")
            ]
            nodes = self._nodes([where for where, _ in found])
            level = []
            for node, (_, parent) in zip(nodes, found, strict=True):
                node.parent = parent
                # What does not show is not in the way of anybody.
                if "showing" in node.states or node.role in ITEMS:
                    parent.children.append(node)
                    level.append(node)

    def _nodes(self, places: Sequence[tuple[str, str]]) -> list[Node]:
        calls = []
        for place in places:
            calls += [
                _call(place, "GetRole"),
                _call(place, "GetState"),
                _property(place, "Name"),
                _property(place, "Description"),
            ]
        replies = iter(self._ask(calls))
        made = []
        for _bus, path in places:
            role, state, name, description = (next(replies) for _ in range(4))
            bits = state[0] if state else [0, 0]
            number = role[0] if role else 0
            states = {word for word, bit in STATES.items() if bits[bit // 32] >> bit % 32 & 1}
            made.append(
                Node(path, ROLES.get(number, f"role {number}"), _text(name), _text(description), frozenset(states))
            )
        return made

    def _ask(self, calls: Sequence[Message]) -> list[tuple[Any, ...]]:
        """The bodies of the replies, in order; an empty one where the thing went away meanwhile."""
        wanted: dict[int, int] = {}
        bodies: list[tuple[Any, ...]] = [()] * len(calls)
        for place, call in enumerate(calls):
            serial = next(self._bus.outgoing_serial)
            self._bus.send(call, serial=serial)
            wanted[serial] = place
        while wanted:
            message = self._bus.receive(timeout=PATIENCE)
            kind = message.header.message_type
            if kind is MessageType.signal:
                # The bus has news of its own.
                if message.header.fields.get(HeaderFields.interface) == _EVENTS:
                    self._heard.append(message)
                continue
            place = wanted.pop(message.header.fields.get(HeaderFields.reply_serial), -1)
            if place >= 0 and kind is MessageType.method_return:
                bodies[place] = message.body
        return bodies

    # --- events -------------------------------------------------------------------------------------------

    def listen(self, member: str) -> None:
        """Hear the object events of this name from now on: "StateChanged", "Announcement"."""
        self._ask([message_bus.AddMatch(MatchRule(type="signal", interface=_EVENTS, member=member))])
        registry = DBusAddress("/org/a11y/atspi/registry", "org.a11y.atspi.Registry", "org.a11y.atspi.Registry")
        # Without a listener on the list, a program need not send.
        self._ask([new_method_call(registry, "RegisterEvent", "s", (f"object:{member.lower()}",))])

    def heard(self, application: tuple[str, str]) -> list[Announcement]:
        """What a program said of its own accord since this was asked last."""
        # Whatever it sent before it answers this has arrived by then.
        self._ask([_call(application, "GetRole")])
        found = [message.body for message in self._heard]
        self._heard.clear()
        return [Announcement(str(body[3][1]), body[1] == _ASSERTIVE) for body in found]


@functools.cache
def _address(place: tuple[str, str]) -> DBusAddress:
    name, path = place
    return DBusAddress(path, name, _ACCESSIBLE)


def _call(place: tuple[str, str], method: str) -> Message:
    return new_method_call(_address(place), method)


def _property(place: tuple[str, str], name: str) -> Message:
    return Properties(_address(place)).get(name)


def _text(reply: tuple[Any, ...]) -> str:
    return str(reply[0][1]) if reply else ""
