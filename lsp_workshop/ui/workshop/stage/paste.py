"""Many pasted lines: shown as the answers they would become, put right there, and saved as one step.

The dialog saves nothing: it hands rows over, and stays open until it is told that they were taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from lsp_workshop.domain.model import Group
from lsp_workshop.domain.question_parts import split_part
from lsp_workshop.domain.wording import counted
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets import Button, Menu, column, label, row
from lsp_workshop.ui.workshop.stage.entry import split_label


class PastedRow(NamedTuple):
    """A line as the answer it would become. `part` is one of the question's, or ""."""

    group_id: str | None
    words: str
    part: str = ""


_BULLET = re.compile(r"(?:[•◦▪‣·●○]\s*|[-–—*+]\s+|\(?\d{1,3}[.)]\s+|\(?[a-zA-Z]\)\s+)")
"""A sign or a number before the words, with a space behind it where it could be part of them ("1.5 million")."""
_GROUP = Qt.ItemDataRole.UserRole
_WORDS = Qt.ItemDataRole.UserRole + 1
_PART = Qt.ItemDataRole.UserRole + 2


def rows_of(
    lines: Sequence[str],
    group_id: str | None,
    groups: Sequence[Group],
    part: str = "",
    parts: Sequence[str] = (),
    noun: str = "",
) -> list[PastedRow]:
    """Each line without its bullet. "B: words" (or `noun` and B) sets the group for that line and those after it.

    So does the name of one of the question's parts: before words, or by itself as a heading.
    """
    rows: list[PastedRow] = []
    current = group_id or None
    labels = [group.label for group in groups]
    for line in lines:
        words = _without_bullet(line)
        for _label in range(2):
            group, words = split_label(words, groups, noun)
            current = group.id if group is not None else current
            words = _without_bullet(words)
            named, words = split_part(words, parts, labels)
            part = named if named is not None else part
            words = _without_bullet(words)
        alone = [each for each in parts if each.casefold() == words.casefold()]
        if alone:
            part = alone[0]
        elif words:
            rows.append(PastedRow(current, words, part))
    return rows


def _without_bullet(line: str) -> str:
    line = line.strip()
    bullet = _BULLET.match(line)
    return line[bullet.end() :].strip() if bullet else line


class _Preview(QListWidget):
    """Rows with ticks. Space ticks all that are selected; a table's letter is handed on."""

    lettered = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if event.key() == Qt.Key.Key_Space and plain:
            items = self.selectedItems()
            every = all(item.checkState() is Qt.CheckState.Checked for item in items)
            for item in items:
                item.setCheckState(Qt.CheckState.Unchecked if every else Qt.CheckState.Checked)
        elif plain and len(event.text()) == 1 and event.text().isalnum():
            self.lettered.emit(event.text())
        else:
            super().keyPressEvent(event)


class PasteDialog(QDialog):
    """`agreed(rows)` when the person says that this is what was meant; whoever saved them calls `taken`.

    `names` are the tables' names by id, in their order; the last word of a name of one letter is its key. `parts` are
    the question's; their numbers are their keys.
    """

    agreed = Signal(list)

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        rows: Sequence[PastedRow],
        names: Mapping[str, str],
        parts: Sequence[str] = (),
    ) -> None:
        super().__init__(parent)
        self._theme, self._names, self._parts = theme, names, parts
        self._refused = self._warned = False
        self.setWindowTitle(self.tr("Paste answers"))
        self.setMinimumSize(theme.px(560), theme.px(400))
        self._head = label("", "title")
        self._keys = label(self._key_words(), "caption", "muted", wrap=True)
        self._trouble = label("", "body", "danger", wrap=True)
        self._trouble.hide()
        self.list = _Preview()
        self.list.setAccessibleName(self.tr("What would be added"))
        self.list.setAccessibleDescription(self._keys.text())
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        for group_id, words, part in rows:
            item = QListWidgetItem(self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setData(_GROUP, group_id)
            item.setData(_WORDS, words)
            item.setData(_PART, part)
            item.setCheckState(Qt.CheckState.Checked)
            self._name(item)
        self.list.setCurrentRow(0)
        self.list.lettered.connect(self._lettered)
        self.list.itemChanged.connect(self._count)
        self._move = Button(theme, self.tr("Another table…"), "secondary")
        self._move.setAutoDefault(False)
        self._move.setVisible(bool(names))
        self._move.clicked.connect(self._choose)
        self._add = Button(theme, "", "primary")
        self._add.setDefault(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self._add, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = column(self._head, self._keys, self.list, self._trouble, row(self._move, None, buttons), spacing=12)
        layout.setContentsMargins(24, 24, 24, 24)
        self.setLayout(layout)
        self._count()
        self.list.setFocus()

    @property
    def rows(self) -> list[PastedRow]:
        """What is ticked, as it would be saved."""
        items = [self.list.item(place) for place in range(self.list.count())]
        ticked = [item for item in items if item.checkState() is Qt.CheckState.Checked]
        return [PastedRow(item.data(_GROUP), item.data(_WORDS), item.data(_PART)) for item in ticked]

    def accept(self) -> None:
        if self.rows:
            self._refused = True
            self.agreed.emit(self.rows)

    def taken(self) -> None:
        """The rows are saved: nothing is left to do here."""
        self._refused = False
        super().accept()

    def tell(self, sentence: str) -> None:
        """Why the rows were not saved; they stay here."""
        self._warned = False
        self._trouble.setText(sentence)
        self._trouble.show()

    def reject(self) -> None:
        """Cancel. After a refusal these words stand nowhere else, so it is asked for a second time."""
        if self._refused and self.rows and not self._warned:
            self.tell(
                self.tr("{what} are not saved. Press Add to try again, or Cancel once more to throw them away.").format(
                    what=counted(len(self.rows), "answer")
                )
            )
            self._warned = True
            return
        super().reject()

    # --- putting right ------------------------------------------------------------------------------------

    def _name(self, item: QListWidgetItem) -> None:
        name = " · ".join(filter(None, (self._names.get(item.data(_GROUP) or "", ""), item.data(_PART))))
        item.setText(f"{name}: {item.data(_WORDS)}" if name else item.data(_WORDS))

    def _count(self, _item: object = None) -> None:
        self.list.blockSignals(True)
        for place in range(self.list.count()):
            item = self.list.item(place)
            left_out = item.checkState() is not Qt.CheckState.Checked
            font = item.font()
            font.setStrikeOut(left_out)
            item.setFont(font)
            item.setForeground(self._theme.colour("muted" if left_out else "text"))
        self.list.blockSignals(False)
        number = counted(len(self.rows), "answer")
        self._head.setText(self.tr("{count}, one a line").format(count=number))
        self._add.setText(self.tr("Add {count}").format(count=number))
        self._add.setEnabled(bool(self.rows))

    def _key_words(self) -> str:
        words = self.tr("Space leaves a line out, or takes it in again.")
        letters = [letter for letter in map(_letter_of, self._names.values()) if letter]
        if letters:
            words += " " + self.tr("A table's letter says who said it: {letters}.").format(letters=", ".join(letters))
        if self._parts:
            numbered = [f"{number} {part}" for number, part in enumerate(self._parts, start=1)]
            words += " " + self.tr("A number says which part: {parts}.").format(parts=", ".join(numbered))
        return words

    def _lettered(self, letter: str) -> None:
        found = [key for key, name in self._names.items() if _letter_of(name).casefold() == letter.casefold()]
        if found:
            self._give_to(found[0])
        elif letter.isdecimal() and 0 < int(letter) <= len(self._parts):
            for item in self.list.selectedItems():
                item.setData(_PART, self._parts[int(letter) - 1])
                self._name(item)

    def _choose(self) -> None:
        menu = Menu(self)
        for group_id, name in self._names.items():
            menu.addAction(name.replace("&", "&&")).setData(group_id)
        menu.triggered.connect(self._chosen)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._move.mapToGlobal(self._move.rect().topLeft()))

    def _chosen(self, action: QAction) -> None:
        self._give_to(str(action.data()))

    def _give_to(self, group_id: str) -> None:
        for item in self.list.selectedItems():
            item.setData(_GROUP, group_id)
            self._name(item)


def _letter_of(name: str) -> str:
    last = name.rpartition(" ")[2]
    return last if len(last) == 1 else ""
