"""The offer of answers that look alike: one quiet button, and a page of one suggestion at a time. It does nothing
by itself: whoever presses Enter puts the ticked answers under the name that stands there.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from lsp_workshop.domain.change import Change
from lsp_workshop.domain.edits import themes
from lsp_workshop.domain.model import Answer, Group
from lsp_workshop.domain.suggesting import proposed_name
from lsp_workshop.domain.wording import counted, shortened
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.theme import Theme as Look
from lsp_workshop.ui.widgets import Button, FlowLayout, ScrollColumn, label, row
from lsp_workshop.ui.workshop.stage.alike_search import AlikeSearch

_LETTERS = 300
_WIDEST = 16777215
"""Qt's own word for: as wide as it likes."""
"""Of an answer in the list."""
_LEAST = 96
"""Pixels of the list: in a small window the page scrolls instead."""
_ID = Qt.ItemDataRole.UserRole


class AlikePage(ScrollColumn):
    """One suggestion: a name to edit, its answers to leave out one by one. Enter and Escape work all over it."""

    entered = Signal()
    given_up = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(margins=(16, 8, 16, 8), spacing=8)
        self._look = look
        self._number = label("", "strong")
        self.box = QLineEdit()
        self.box.setAccessibleName(self.tr("Name of the theme"))
        self.box.setPlaceholderText(self.tr("Name of the theme"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Answers that look alike"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.put = Button(look, self.tr("Put under this theme"), "secondary", "check")
        self.dismiss = Button(look, self.tr("Not alike"), "quiet", "x")
        self.next = Button(look, self.tr("Next"), "quiet", "arrow-right")
        self.back = Button(look, self.tr("Back to the answers"), "quiet", "arrow-left")
        self.put.clicked.connect(self.entered)
        self.back.clicked.connect(self.given_up)
        buttons = QWidget()
        flow = FlowLayout(buttons, 8)
        for button in (self.put, self.dismiss, self.next, self.back):
            flow.addWidget(button)
        hint = label(
            self.tr("A suggestion: nothing is done before Enter. Space leaves an answer out."),
            "caption",
            "muted",
            wrap=True,
        )
        self.body.addLayout(row(self._number, self.box, spacing=12))
        self.body.addWidget(hint)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(buttons)
        look.changed.connect(self._measure)
        self._measure()
        for part in (self.box, self.list, self.put, self.dismiss, self.next, self.back):
            part.installEventFilter(self)

    def show_group(self, number: str, name: str, answers: Sequence[tuple[str, str]], out: Collection[str] = ()) -> None:
        """`answers` are (id, words); those in `out` are left out."""
        self._number.setText(number)
        self.box.setText(name)
        self.list.clear()
        for answer_id, words in answers:
            item = QListWidgetItem(words)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked if answer_id in out else Qt.CheckState.Checked)
            item.setData(_ID, answer_id)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _measure(self) -> None:
        self.list.setMinimumHeight(self._look.px(_LEAST))

    def ids(self, *, ticked: bool) -> list[str]:
        """The answers that are ticked, or those that are not."""
        items = [self.list.item(place) for place in range(self.list.count())]
        return [str(item.data(_ID)) for item in items if (item.checkState() is Qt.CheckState.Checked) is ticked]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.given_up.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and watched in (self.box, self.list):
                self.entered.emit()
                return True
            if event.key() == Qt.Key.Key_Down and watched is self.box:
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)


class Alike(QObject):
    """Keeps the button and the page. `turned` when the page is opened or closed."""

    turned = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.search = AlikeSearch(desk.workshop, self)
        self.page = AlikePage(desk.theme)
        self.offer = Button(desk.theme, self.tr("Answers look alike"), "quiet", "layers")
        self.is_open = False
        self._group: tuple[str, ...] = ()
        self._wanted = False
        self.search.found.connect(self._tell)
        self.offer.clicked.connect(self.open)
        self.page.entered.connect(self.accept)
        self.page.given_up.connect(self.close)
        self.page.next.clicked.connect(self.step)
        self.page.dismiss.clicked.connect(self.dismiss)
        desk.actions.on("alike_dismiss", self.dismiss)
        desk.actions.on("alike_back", self.bring_back)
        self._tell()

    def watch(self, question_id: str, *, wanted: bool) -> None:
        """`wanted` while answers stand by theme and can be put under one."""
        self._wanted = wanted
        self.search.watch(question_id, wanted=wanted)
        self._tell()

    def refresh(self, changes: Sequence[Change]) -> None:
        self.search.refresh(changes)

    def open(self) -> None:
        """The first suggestion; from one, the next."""
        groups = self.search.groups()
        if not groups:
            looks = self.search.is_looking
            words = self.tr("Answers are still being compared.") if looks else self.tr("No answers look alike here.")
            self._desk.say(words)
        elif self.is_open:
            self.step()
        else:
            self._show(groups[0])
            self.is_open = True
            self._allow()
            self.turned.emit()
            self.page.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.page.box.selectAll()

    def close(self) -> None:
        if self.is_open:
            self.is_open, self._group = False, ()
            self._allow()
            self.turned.emit()

    def step(self) -> None:
        """To the next suggestion, and after the last to the first."""
        groups = self.search.groups()
        if not groups:
            self.close()
            return
        place = groups.index(self._group) + 1 if self._group in groups else 0
        self._show(groups[place % len(groups)])
        # Another page may be in front, from which an answer was taken back.
        if self.page.isVisible():
            self.page.box.setFocus(Qt.FocusReason.OtherFocusReason)
            self.page.box.selectAll()

    def dismiss(self) -> None:
        """It does not come back as long as this window is open."""
        if self.is_open and self.page.isVisible():
            group, self._group = self._group, ()
            self.search.dismiss(group)
            self._desk.say(self.tr("Dismissed. Ctrl+K, “bring back suggestions”, offers it again."))
            self.step()

    def bring_back(self) -> None:
        """What was dismissed by a slip of the hand: it is no edit, so undo does not know of it."""
        self.search.bring_back()
        self._desk.say(self.tr("Brought back: Alt+S shows them."))

    def accept(self) -> None:
        """The ticked answers under the name in the box; with both left as they are where that is refused."""
        if not self.is_open:
            return
        ids = self.page.ids(ticked=True)
        if not ids:
            self._desk.say(self.tr("Tick the answers that belong together: Space does."))
            return
        group = self._group
        self._group = ()
        if self._desk.do(themes.put_under_theme(ids, self.page.box.text()), again=self.accept) is None:
            self._group = group
        else:
            self.step()

    # --- showing ------------------------------------------------------------------------------------------

    def _show(self, group: tuple[str, ...], name: str = "", out: Collection[str] = ()) -> None:
        groups = self.search.groups()
        found = [self._desk.workshop.get(Answer, answer_id) for answer_id in group]
        number = self.tr("{place} of {count}").format(place=groups.index(group) + 1, count=len(groups))
        proposed = name or proposed_name([answer.text for answer in found])
        self.page.show_group(number, proposed, [(answer.id, self._words(answer)) for answer in found], out)
        self.page.next.setVisible(len(groups) > 1)
        self._group = group

    def _words(self, answer: Answer) -> str:
        group = self._desk.workshop.find(Group, answer.group_id)
        words = shortened(answer.text, _LETTERS)
        return f"{words} ({self._desk.workshop.group_name(group)})" if group is not None else words

    def _tell(self) -> None:
        """What the button says; and the suggestion that is open, where its answers are others now."""
        groups = self.search.groups()
        keys = self._desk.actions["alike"].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        number = counted(sum(len(group) for group in groups), "answer")
        self.offer.setText(self.tr("{answers} look alike").format(answers=number))
        self.offer.setToolTip(self.tr("Suggestions of themes, to look at ({keys})").format(keys=keys))
        policy = self.offer.sizePolicy()
        policy.setRetainSizeWhenHidden(self._wanted)
        self.offer.setSizePolicy(policy)
        # Only its height is kept while there is none: its width belongs to the counts beside it.
        self.offer.setMaximumWidth(_WIDEST if groups else 0)
        self.offer.setVisible(bool(groups))
        if self.is_open and self._group and self._group not in groups:
            left = next((group for group in groups if set(group) & set(self._group)), None)
            if left is None:
                self.step()
            else:
                self._show(left, self.page.box.text(), self.page.ids(ticked=False))
        elif self.is_open and not self._wanted:
            self.close()
        self._allow()

    def _allow(self) -> None:
        self._desk.actions["alike_dismiss"].setEnabled(self.is_open)
        self._desk.actions["alike_back"].setEnabled(self.search.has_dismissed)
