"""The entry row: which table speaks, and the box that is always ready. It hands words over and keeps refused ones."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QClipboard,
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QShortcut,
)
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from lsp_workshop.domain.model import Group
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.pictures import pictures_in
from lsp_workshop.ui.tables.lines import is_stray
from lsp_workshop.ui.widgets import Chip, Menu, row
from lsp_workshop.ui.workshop.stage.offered import Offered
from lsp_workshop.ui.workshop.stage.parts import PartSwitch

_WALKING = (
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
    QKeySequence.StandardKey.MoveToNextWord,
    QKeySequence.StandardKey.MoveToPreviousWord,
)


def _is_letter(event: QKeyEvent) -> bool:
    """AltGr, which Windows hands over as Ctrl+Alt: the Polish "ś" is a letter before it is a key for anything."""
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return event.modifiers() & both == both and event.text().isprintable() and not event.text().isascii()


class EntryBox(QLineEdit):
    """While it is empty, undo and walking keys are the window's; many pasted lines are handed over as lines."""

    pasted = Signal(list)
    pictured = Signal(list)
    """Pictures were pasted or dropped: they are photos of the question."""
    went_down = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "entry")

    def event(self, event: QEvent) -> bool:
        if is_stray(event):
            event.ignore()
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_letter(event):
            event.accept()
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and not self.text():
            keys = QKeySequence(event.keyCombination())
            again = keys == QKeySequence("Ctrl+Y")
            if again or any(event.matches(key) for key in _WALKING):
                event.ignore()
                return True
        return super().event(event)

    # Keys, menu, the middle button and dropping are four ways to paste; all take the same road.

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def menu(self) -> QMenu:
        """The usual menu of a box."""
        menu = self.createStandardContextMenu()
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                action.triggered.disconnect()
                action.triggered.connect(self.paste_any)
        return menu

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        clipboard = QGuiApplication.clipboard()
        pastes = event.button() == Qt.MouseButton.MiddleButton and clipboard.supportsSelection()
        if not pastes or not self._take(clipboard.text(QClipboard.Mode.Selection)):
            super().mouseReleaseEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self.isReadOnly() and pictures_in(event.mimeData()):
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        if self._take_pictures(event.mimeData()) or self._take(event.mimeData().text()):
            event.acceptProposedAction()
        else:
            super().dropEvent(event)

    def paste_any(self) -> None:
        clipboard = QGuiApplication.clipboard()
        if not self._take_pictures(clipboard.mimeData()) and not self._take(clipboard.text()):
            self.paste()

    def _take_pictures(self, given: QMimeData) -> bool:
        """Hand over pictures; False where there are none."""
        found = [] if self.isReadOnly() else pictures_in(given)
        if found:
            self.pictured.emit(found)
        return bool(found)

    def _take(self, text: str) -> bool:
        """Hand over many lines as lines; False where there are not many."""
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2 or self.isReadOnly():
            return False
        self.pasted.emit(lines)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_any()
            return
        if event.key() == Qt.Key.Key_Down:
            self.went_down.emit()
            return
        super().keyPressEvent(event)


def split_label(text: str, groups: Sequence[Group], noun: str = "") -> tuple[Group | None, str]:
    """ "B: words", or "Table B: words" where `noun` is "Table", as the group labelled B and "words".

    (None, text) where no group is called that.
    """
    head, colon, rest = text.partition(":")
    if colon:
        wanted = " ".join(head.split()).casefold()
        for group in groups:
            names = (group.label, group.name, f"{noun} {group.label}")
            if wanted and wanted in (name.casefold() for name in names):
                return group, rest.lstrip()
    return None, text


_LABEL = re.compile(r"\s*([^\W_]{1,2})\s*:\s*[^\s\d]")
"""What looks like a table's label before words: "Needed: a form" and "10:30" do not."""


def unknown_label(text: str, groups: Sequence[Group], noun: str = "") -> str:
    """ "Z" where words begin with "Z:", or "Table Z:" where `noun` is "Table", and no table is so called; else ""."""
    begins = text.lstrip()
    if noun and begins[: len(noun) + 1].casefold() == f"{noun} ".casefold():
        begins = begins[len(noun) :]
    found = _LABEL.match(begins)
    return found.group(1) if found and groups and split_label(text, groups, noun)[0] is None else ""


_LONGEST_LABEL = 48
"""Letters: labels of tables and parts stand within them."""
_MODIFIERS = ("Alt", "Alt+Shift")
"""With a table's letter: the second one where the window has the first for itself (Alt+T)."""


class EntryRow(QWidget):
    """`entered(group_id, text)`: whoever takes the words calls `clear`. `typed(text)` at every letter."""

    entered = Signal(str, str)
    typed = Signal(str)
    pasted = Signal(list)
    pictured = Signal(list)
    went_down = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._group_id = ""
        self._prompt_id: str | None = None
        self._offered: Offered | None = None
        self._shortcuts: list[QShortcut] = []
        self.keys: dict[str, str] = {}
        """The key sequence of each table that has one, by its id, as it is shown."""
        self.chip = Chip("", self.tr("Who is speaking"))
        self.chip.clicked.connect(self._open_menu)
        self.parts = PartSwitch(desk)
        self.parts.chosen.connect(self._back_to_box)
        self.box = EntryBox()
        self.box.setAccessibleName(self.tr("Answer"))
        self.ask_when(False)
        self.box.returnPressed.connect(self.enter)
        self.box.textEdited.connect(self._typed)
        self.box.pasted.connect(self.pasted)
        self.box.pictured.connect(self.pictured)
        self.box.went_down.connect(self.went_down)
        self.setLayout(row(self.chip, self.parts, self.box, spacing=8))
        self.load_groups()

    def paste(self) -> None:
        """What was copied, as if it were pasted into the box, where words go on to be typed."""
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.box.paste_any()

    @property
    def group_id(self) -> str:
        """ "" where nobody's table is chosen."""
        return self._group_id

    @property
    def words(self) -> str:
        """What was typed and not yet entered."""
        return self.box.text().strip()

    @property
    def prompt_id(self) -> str | None:
        """The prompt whose words were put into the box, while any of them stand there."""
        return self._prompt_id

    def offer(self, words: str, prompt_id: str) -> bool:
        """Put a prompt's words into the box, to be edited; False where others stand in it."""
        if self.words:
            return False
        self.box.setText(words)
        self._prompt_id, self._offered = prompt_id, Offered(self.box.text())
        self.typed.emit(words)
        return True

    def clear(self) -> None:
        self._prompt_id = self._offered = None
        # Not `clear()`: that could be taken back with Ctrl+Z, which is to take back the answer.
        self.box.setText("")

    def ask_when(self, asks: bool) -> None:
        """Say in the empty box what can be typed behind a slash."""
        plain, more = self.tr("Type an answer and press Enter"), self.tr("An answer / likely April 2027, then Enter")
        self.box.setPlaceholderText(more if asks else plain)

    def choose(self, group_id: str) -> None:
        group = self._desk.workshop.find(Group, group_id)
        self._group_id = group.id if group else ""
        workshop = self._desk.workshop
        if group is None:
            self.chip.set_text(self.tr("No {noun}").format(noun=workshop.group_noun.lower()))
            return
        keys = self.keys.get(group.id, "")
        usual = keys == _native(f"{_MODIFIERS[0]}+{group.label.upper()}")
        self.chip.set_text(workshop.group_name(group) + ("" if usual or not keys else f"  {keys}"))

    def load_groups(self) -> None:
        """After tables came, went or were renamed."""
        groups = self._desk.workshop.all(Group)
        self.chip.setVisible(bool(groups))
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts, self.keys = [], {}
        taken = self._desk.actions.taken_keys()
        for group in groups:
            # A longer label has no key.
            if len(group.label) == 1 and group.label.isalnum():
                ways = [QKeySequence(f"{modifier}+{group.label.upper()}").toString() for modifier in _MODIFIERS]
                free = [keys for keys in ways if keys not in taken]
                if free:
                    self._add_key(free[0], group.id)
                    taken.add(free[0])
        known = any(group.id == self._group_id for group in groups)
        self.choose(self._group_id if known else (groups[0].id if groups else ""))
        named = ", ".join(f"{group.label} {self.keys[group.id]}" for group in groups if group.id in self.keys)
        self.chip.setToolTip(self.tr("Or type the label and a colon first. Keys: {keys}").format(keys=named))

    def _add_key(self, keys: str, group_id: str) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setObjectName(group_id)
        shortcut.activated.connect(self._key_chosen)
        self._shortcuts.append(shortcut)
        self.keys[group_id] = _native(keys)

    def allow(self, allowed: bool) -> None:
        self.box.setReadOnly(not allowed)
        self.setVisible(allowed)

    def _key_chosen(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.choose(sender.objectName())
            self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _typed(self, text: str) -> None:
        if text == " ":
            # The space after "B:", which is no beginning of an answer.
            self.box.setText("")
        if text.endswith(":") or ": " in text[:_LONGEST_LABEL]:
            rest = self._labelled(text)
            if rest != text:
                place = self.box.cursorPosition() - len(text) + len(rest)
                self.box.setText(rest)
                # Before words that stood there already, not behind them.
                self.box.setCursorPosition(max(0, place))
        self._look_what_is_left()
        self.typed.emit(self.box.text())

    def _look_what_is_left(self) -> None:
        """Other words than the prompt's are no answer to it."""
        if self._offered is None:
            return
        self._offered.now(self.box.text())
        if not self._offered.is_left:
            self._prompt_id = self._offered = None

    def _labelled(self, text: str) -> str:
        """Choose the table and the part that stand first, in either order; returns the words after them."""
        for _label in range(2):
            workshop = self._desk.workshop
            group, text = split_label(text, workshop.all(Group), workshop.group_noun)
            if group is not None:
                self.choose(group.id)
            part, text = self.parts.split(text)
            if part is not None:
                self.parts.choose(part)
        return text

    def enter(self) -> None:
        """Hand over the words that stand there, if any."""
        if self.box.text().strip():
            self.entered.emit(self._group_id, self.box.text())

    def _open_menu(self) -> None:
        menu = group_menu(self, self._desk, self.keys)
        menu.triggered.connect(self._menu_chosen)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.chip.mapToGlobal(self.chip.rect().bottomLeft()))

    def _menu_chosen(self, action: QAction) -> None:
        self.choose(str(action.data()))
        self._back_to_box()

    def _back_to_box(self) -> None:
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def speak_for(self, group_id: str) -> None:
        """The table was chosen elsewhere in the window: type on."""
        self.choose(group_id)
        self._back_to_box()


def group_menu(parent: QWidget, desk: Desk, keys: Mapping[str, str] | None = None) -> QMenu:
    """The tables to choose from; each action's data is a group's id, "" for none. `keys` are shown beside them."""
    menu = Menu(parent)
    workshop = desk.workshop
    for group in workshop.all(Group):
        title = workshop.group_title(group).replace("&", "&&").replace("\t", " ")
        beside = (keys or {}).get(group.id, "")
        menu.addAction(f"{title}\t{beside}" if beside else title).setData(group.id)
    menu.addSeparator()
    menu.addAction(parent.tr("No {noun}").format(noun=workshop.group_noun.lower())).setData("")
    return menu


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
