"""The parts of a double question: the switch beside the entry box, and the keys that put answers into one.

Knows no rules: what a part is, and what typed words mean one, is `domain.question_parts`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from lsp_workshop.domain.edits.capture import put_in_part
from lsp_workshop.domain.edits.questions import MOST_PARTS
from lsp_workshop.domain.model import Group, Question
from lsp_workshop.domain.question_parts import part_letters, split_part
from lsp_workshop.domain.transaction import Edit
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import Chip, Menu

PART_ACTIONS = ("no_part", *(f"part_{number}" for number in range(1, MOST_PARTS + 1)))
"""Those that need a workshop that can be written."""


class PartSwitch(Chip):
    """Which part the next answer is given to: the last one chosen for the question. Hidden where it has no parts."""

    chosen = Signal()
    """Somebody chose by key or from the menu, and wants to type on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("", self.tr("Part of the question"))
        self._desk = desk
        self._question_id = ""
        self._parts: tuple[str, ...] = ()
        self._last: dict[str, str] = {}
        """The part chosen last, by question."""
        for number in range(1, MOST_PARTS + 1):
            # Not of the row: the keys are others' while no parts are shown.
            shortcut = QShortcut(QKeySequence(_keys(number)), self)
            shortcut.setObjectName(str(number))
            shortcut.activated.connect(self._key_chosen)
        self.clicked.connect(self._open_menu)
        desk.actions.on("next_part", self._next)
        self.hide()

    @property
    def part(self) -> str:
        """ "" where the question has no parts."""
        return self._last.get(self._question_id, "") if self._parts else ""

    def show_question(self, question: Question) -> None:
        """After walking, or when the question's parts are others."""
        self._question_id, self._parts = question.id, question.parts
        self.setVisible(bool(self._parts))
        self._desk.actions["next_part"].setEnabled(bool(self._parts) and self._desk.can_write)
        if self._parts:
            known = self._last.get(question.id) or self._spoken_to_last(question)
            self.choose(known if known in self._parts else self._parts[0])
            letters = part_letters(self._parts, self._labels())
            named = [
                f"{part} {_native(number)}" + (f" ({letters[part]}:)" if part in letters else "")
                for number, part in enumerate(self._parts, start=1)
            ]
            self.setToolTip(self.tr("Keys, or what to type first: {keys}").format(keys=", ".join(named)))

    def choose(self, part: str) -> None:
        self._last[self._question_id] = part
        self.set_text(part)

    def split(self, text: str) -> tuple[str | None, str]:
        """The part that typed words name first, and the words after it."""
        return split_part(text, self._parts, self._labels())

    def _labels(self) -> Sequence[str]:
        return [group.label for group in self._desk.workshop.all(Group)]

    def _spoken_to_last(self, question: Question) -> str:
        parts = (self._desk.workshop.part_of(each) for each in reversed(self._desk.workshop.answers_to(question.id)))
        return next(filter(None, parts), "")

    def _key_chosen(self) -> None:
        sender = self.sender()
        number = int(sender.objectName())
        if number <= len(self._parts):
            self._take(self._parts[number - 1])

    def _next(self) -> None:
        if self._parts and self.isVisible():
            place = self._parts.index(self.part) + 1 if self.part in self._parts else 0
            self._take(self._parts[place % len(self._parts)])

    def _take(self, part: str) -> None:
        self.choose(part)
        self.chosen.emit()

    def _open_menu(self) -> None:
        menu = Menu(self)
        for number, part in enumerate(self._parts, start=1):
            words = part.replace("&", "&&").replace("\t", " ")
            menu.addAction(f"{words}\t{_native(number)}").setData(part)
        menu.triggered.connect(self._menu_chosen)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _menu_chosen(self, action: QAction) -> None:
        self._take(str(action.data()))


class PartKeys(QObject):
    """Figures in the list of answers put the marked ones, or the current one, into a part; 0 takes them out."""

    def __init__(
        self, desk: Desk, view: QWidget, targets: Callable[[], list[str]], do: Callable[[Edit], object]
    ) -> None:
        super().__init__(view)
        self._desk, self._targets, self._do = desk, targets, do
        self._parts: tuple[str, ...] = ()
        for action_id, slot in zip(PART_ACTIONS, (self._none, self._1, self._2, self._3, self._4), strict=True):
            desk.actions.on(action_id, slot, view)

    def show_question(self, question: Question) -> None:
        """Call the actions by the parts' names; those that the question has no part for are off."""
        self._parts = question.parts
        for number in range(1, MOST_PARTS + 1):
            if number <= len(self._parts):
                part = self._parts[number - 1].replace("&", "&&")
                self._desk.actions[f"part_{number}"].setText(self.tr("Part: {part}").format(part=part))
        self.allow()

    def allow(self) -> None:
        for number, action_id in enumerate(PART_ACTIONS):
            action = self._desk.actions[action_id]
            known = number <= len(self._parts) if number else bool(self._parts)
            action.setEnabled(known and self._desk.can_write)

    def _put(self, number: int) -> None:
        ids = self._targets()
        if ids:
            self._do(put_in_part(ids, self._parts[number - 1] if number else ""))

    def _none(self) -> None:
        self._put(0)

    def _1(self) -> None:
        self._put(1)

    def _2(self) -> None:
        self._put(2)

    def _3(self) -> None:
        self._put(3)

    def _4(self) -> None:
        self._put(4)


def _keys(number: int) -> str:
    return f"Alt+{number}"


def _native(number: int) -> str:
    return QKeySequence(_keys(number)).toString(QKeySequence.SequenceFormat.NativeText)
