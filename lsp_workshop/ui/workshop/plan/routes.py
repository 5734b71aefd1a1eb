"""A list of what the room has chosen, from which objectives are made by key. What stands in it is the domain's."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from lsp_workshop.domain.edits.objectives import objective_from
from lsp_workshop.domain.model import Objective
from lsp_workshop.domain.routes import Candidate, objectives_of, source_of_objectives
from lsp_workshop.domain.wording import joined, shortened
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import Button, label, row
from lsp_workshop.ui.workshop.plan.detail import MilestoneDelegate

_LONGEST = 160


class _Routes(QListWidget):
    making = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.making.emit()
        elif event.key() == Qt.Key.Key_Space and item is not None:
            on = item.checkState() is Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
        else:
            super().keyPressEvent(event)


class RoutesDialog(QDialog):
    """Enter makes an objective of the marked routes, or of the one that the keyboard is on; Escape closes."""

    def __init__(self, parent: QWidget, desk: Desk, ballot_id: str = "") -> None:
        super().__init__(parent)
        self._desk = desk
        self._source = source_of_objectives(desk.workshop, ballot_id)
        self.setWindowTitle(self.tr("Objectives from routes"))
        self.setMinimumSize(desk.theme.px(680), desk.theme.px(400))
        said = self.tr("From the themes and answers of stage 3: there is no closed ballot.")
        written = self.tr("The routes of stage 3: no ballot between them is closed.")
        where = self._source.ballot or (written if self._source.written else said)
        self.made = label("", "caption", "muted", wrap=True)
        self.list = _Routes()
        self.list.setAccessibleName(self.tr("Routes"))
        self.list.setAccessibleDescription(self.tr("Space marks, Enter makes an objective of what is marked"))
        self.list.setItemDelegate(MilestoneDelegate(desk.theme, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.make = Button(desk.theme, self.tr("Make an objective"), "primary", "target")
        self.make.setEnabled(desk.can_write and bool(self._source.candidates))
        self.close_it = Button(desk.theme, self.tr("Done"), "secondary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(label(where, "strong", wrap=True))
        hint = self.tr("Space marks several for one objective; Enter makes it. Reword it in the plan.")
        nothing = self.tr("Nothing was chosen yet: no closed ballot, no theme, no answer.")
        layout.addWidget(label(hint if self._source.candidates else nothing, "caption", "muted", wrap=True))
        layout.addWidget(self.list, 1)
        layout.addWidget(self.made)
        layout.addLayout(row(None, self.close_it, self.make))
        for button in (self.make, self.close_it):
            # Enter is the list's: no button may take it by default.
            button.setAutoDefault(False)
        self.list.making.connect(self._make)
        self.make.clicked.connect(self._clicked)
        self.close_it.clicked.connect(self.accept)
        self._fill()
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _fill(self) -> None:
        at = self.list.currentRow()
        self.list.clear()
        for candidate in self._source.candidates:
            item = QListWidgetItem(self._words(candidate))
            item.setToolTip("" if len(candidate.text) <= _LONGEST else shortened(candidate.text, 600))
            item.setSizeHint(QSize(0, round(QFontMetricsF(self._desk.theme.font("body")).height()) + 16))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(at)

    def _words(self, candidate: Candidate) -> str:
        used = [str(each.number) for each in objectives_of(self._desk.workshop, candidate.route_id)]
        taken = self.tr("objective {numbers}").format(numbers=", ".join(used)) if used else ""
        return joined((joined((candidate.note, taken), ", "), shortened(candidate.text, _LONGEST)), " · ")

    def _marked(self) -> list[Candidate]:
        rows = [
            place for place in range(self.list.count()) if self.list.item(place).checkState() is Qt.CheckState.Checked
        ]
        if not rows and self.list.currentRow() >= 0:
            rows = [self.list.currentRow()]
        return [self._source.candidates[place] for place in rows]

    def _clicked(self) -> None:
        self._make()
        self.list.setFocus()

    def _make(self) -> None:
        chosen = self._marked()
        if not chosen or not self._desk.can_write:
            return
        edit = objective_from([each.text for each in chosen], [each.route_id for each in chosen if each.route_id])
        done = self._desk.do(edit, again=self._make)
        if done is None:
            return
        made = done.new(Objective)
        self._fill()
        words = self.tr("Objective {number}: {title}").format(number=made.number, title=made.title)
        self.made.setText(words)
        self._desk.say(words)
