"""The action the keyboard is on, in words: what it still lacks, its milestones and joint arrangements to tick."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from lsp_workshop.domain.edits import milestones, plan
from lsp_workshop.domain.framework import Prompt
from lsp_workshop.domain.gaps import action_gaps
from lsp_workshop.domain.model import Action, Milestone
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.icons import paint_icon
from lsp_workshop.ui.tables import Line
from lsp_workshop.ui.tables.columns import day_typed
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.tokens import RADIUS_SMALL
from lsp_workshop.ui.widgets import Card, label, retext, row
from lsp_workshop.ui.workshop.plan.arrangements import ArrangementList
from lsp_workshop.ui.workshop.plan.gap_words import gap_sentences
from lsp_workshop.ui.workshop.plan.specs import AsOf

_SHOWN = 3
WRONG = "wrong"
"""The mark of a milestone whose new words were refused."""


def milestone_words(milestone: Milestone) -> str:
    """ "Rota agreed — 15/5/2026", as it is typed."""
    return f"{milestone.title} — {day_typed(milestone.due)}" if milestone.due else milestone.title


class Room(Enum):
    """NONE: nothing; TITLE: the title and what is missing; ALL: the milestones too."""

    NONE = 0
    TITLE = 1
    ALL = 2


class MilestoneDelegate(QStyledItemDelegate):
    """Done or not as a sign, then the words."""

    def __init__(self, theme: Theme, view: QListWidget) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, rect = self._theme, QRectF(option.rect)
        words, state = str(index.data() or ""), index.data(Qt.ItemDataRole.CheckStateRole)
        done = Qt.CheckState(state) is Qt.CheckState.Checked
        wrong = index.data(Qt.ItemDataRole.UserRole) == WRONG
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._view.hasFocus() and index == self._view.currentIndex():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), RADIUS_SMALL, RADIUS_SMALL)
        side = float(theme.px(16))
        box = QRectF(rect.left() + 4, rect.center().y() - side / 2, side, side)
        paint_icon(painter, "circle-check" if done else "circle", box, theme.colour("accent_text" if done else "muted"))
        font = theme.font("body")
        painter.setFont(font)
        painter.setPen(theme.colour("danger" if wrong else "muted" if done else "text"))
        inner = rect.adjusted(side + 12, 0, -4, 0)
        cut = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideMiddle, inner.width())
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), cut)
        painter.restore()


class MilestoneList(QListWidget):
    """Space ticks, F2 or typing edits, Delete removes, Escape goes back to the table."""

    left = Signal()
    removing = Signal(int)

    def finish_editing(self) -> None:
        """Take over the words that are being typed, as Enter does."""
        editor = self.indexWidget(self.currentIndex())
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() is QAbstractItemView.State.EditingState:
            # What an editor does not want (its Enter) is not the list's either.
            event.accept()
        elif event.key() == Qt.Key.Key_Delete and self.currentRow() >= 0:
            self.removing.emit(self.currentRow())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            if self.currentItem().flags() & Qt.ItemFlag.ItemIsEditable:
                self.editItem(self.currentItem())
        else:
            super().keyPressEvent(event)


class ActionDetail(Card):
    """Hidden while no action is chosen."""

    done = Signal()
    """The person goes back to the table."""

    def __init__(self, desk: Desk, as_of: AsOf) -> None:
        super().__init__(margin=12)
        self._desk = desk
        self._as_of = as_of
        self._ticking = False
        self._action_id = ""
        self._filling = False
        self._room = Room.ALL
        self.heading = label("", "strong", wrap=True)
        self.gaps = label("", "caption", "warning", wrap=True)
        self.count = label("", "caption", "muted")
        self.list = MilestoneList()
        self.list.setAccessibleName(self.tr("Milestones"))
        # It stands in a card already.
        self.list.setProperty("kind", "bare")
        self.list.setItemDelegate(MilestoneDelegate(desk.theme, self.list))
        self.list.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.entry = Line()
        self.entry.setPlaceholderText(self.tr("Milestone — 15/5/2026, then Enter"))
        self.entry.setAccessibleName(self.tr("New milestone and its date"))
        self.body.setSpacing(4)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.body.addLayout(row(self.heading, self.count, spacing=12))
        self.body.addWidget(self.gaps)
        self.body.addWidget(self.list)
        self.body.addWidget(self.entry)
        self.arrangements = ArrangementList(desk.theme, desk.framework.joint_arrangements, self._tick)
        self.arrangements.setProperty("kind", "bare")
        self.arrangements.setItemDelegate(MilestoneDelegate(desk.theme, self.arrangements))
        self.arrangements.hide()
        self.arrangements.left.connect(self.done)
        self.body.addWidget(self.arrangements)
        self.list.itemChanged.connect(self._item_changed)
        self.list.removing.connect(self._remove)
        self.list.left.connect(self.done)
        self.entry.returnPressed.connect(self._add)
        desk.theme.changed.connect(self.show_again)
        self.hide()

    def show_action(self, action_id: str) -> None:
        if action_id != self._action_id:
            # Half a milestone of one action is not the next one's.
            self.entry.clear()
        self._action_id = action_id
        self.show_again()

    def show_again(self) -> None:
        action = self._desk.workshop.find(Action, self._action_id)
        self.setVisible(action is not None and self._room is not Room.NONE)
        if action is None:
            return
        self.heading.setText(action.title)
        retext(self.gaps, gap_sentences(action_gaps(action, self._as_of(self._desk.workshop))))
        ticked = sum(1 for milestone in action.milestones if milestone.done)
        total = len(action.milestones)
        words = self.tr("{done} of {all} milestones").format(done=ticked, all=total) if total else ""
        self.count.setText(words)
        self.entry.setVisible(self._desk.can_write and self._room is Room.ALL and not self._ticking)
        self._fill(action)
        self.arrangements.show_action(action, writes=self._desk.can_write)
        self.arrangements.setVisible(self._ticking and self._room is Room.ALL)

    def set_room(self, room: Room) -> None:
        """How much of it there is room for."""
        if room is not self._room:
            self._room = room
            self.show_again()

    def begin_ticking(self) -> None:
        """The joint arrangements in the milestones' place, with the keyboard, until somebody goes back."""
        self._set_ticking(True)
        if self.isVisible():
            self.arrangements.setFocus()

    def end(self) -> None:
        """The milestones again."""
        self._set_ticking(False)

    def _set_ticking(self, on: bool) -> None:
        if on is not self._ticking:
            self._ticking = on
            self.show_again()

    def _tick(self, arrangement: Prompt, on: bool) -> bool:
        return self._desk.do(plan.tick_arrangement(self._action_id, arrangement, on)) is not None

    def begin(self) -> None:
        """Put the keyboard where a milestone is typed, or else to those that are there."""
        self._set_ticking(False)
        if self.isVisible():
            (self.entry if self._desk.can_write else self.list).setFocus()

    def keep(self) -> str:
        """Save the milestone that is being reworded; returns words that are not saved: refused, or not entered."""
        self.list.finish_editing()
        items = [self.list.item(place) for place in range(self.list.count())]
        refused = [item.text() for item in items if item.data(Qt.ItemDataRole.UserRole) == WRONG]
        return " · ".join(filter(None, [*refused, self.entry.text().strip()]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        elif event.key() == Qt.Key.Key_Up and self.entry.hasFocus() and self.list.count():
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    def _fill(self, action: Action) -> None:
        self._filling = True
        at = self.list.currentRow()
        self.list.clear()
        for milestone in action.milestones:
            item = QListWidgetItem(milestone_words(milestone))
            item.setSizeHint(QSize(0, self._desk.theme.px(28)))
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            if self._desk.can_write:
                flags |= Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEditable
            item.setFlags(flags)
            item.setCheckState(Qt.CheckState.Checked if milestone.done else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(min(at, self.list.count() - 1))
        self.list.setVisible(self.list.count() > 0 and self._room is Room.ALL and not self._ticking)
        self.list.setFixedHeight(self._desk.theme.px(28) * min(self.list.count(), _SHOWN) + 2)
        self._filling = False

    def _add(self) -> None:
        words = self.entry.text()
        if words.strip() and self._desk.do(milestones.add_milestone(self._action_id, words), again=self._add):
            self.entry.clear()

    def _remove(self, place: int) -> None:
        if self._desk.can_write:
            self._desk.do(milestones.remove_milestone(self._action_id, place))

    def _item_changed(self, item: QListWidgetItem) -> None:
        action = self._desk.workshop.find(Action, self._action_id)
        if self._filling or action is None:
            return
        place = self.list.row(item)
        milestone = action.milestones[place]
        done = item.checkState() is Qt.CheckState.Checked
        if done != milestone.done:
            if self._desk.do(milestones.tick_milestone(self._action_id, place, done)) is None:
                # No tick stands there that is not saved.
                self.show_again()
        elif item.text() != milestone_words(milestone):
            edit = milestones.change_milestone(self._action_id, place, item.text())
            saved = self._desk.do(edit, again=self._reword_again)
            if saved is None and item.text().strip():
                self._mark_wrong(item)
            elif saved is None:
                self.show_again()

    def _reword_again(self) -> None:
        items = [self.list.item(place) for place in range(self.list.count())]
        wrong = next((item for item in items if item.data(Qt.ItemDataRole.UserRole) == WRONG), None)
        if wrong is not None:
            self._item_changed(wrong)

    def _mark_wrong(self, item: QListWidgetItem) -> None:
        """Refused words stay, in the colour of a mistake, to be put right."""
        self._filling = True
        item.setData(Qt.ItemDataRole.UserRole, WRONG)
        self._filling = False
