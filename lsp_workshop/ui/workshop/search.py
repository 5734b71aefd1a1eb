"""Search over the open workshop: a box, what was found, and Enter to go there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from lsp_workshop.domain.model import Action, Answer, Ballot, Decision, ParkingLotItem, Question, Stage
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets import ElidedLabel, column, label

_MOST = 200
"""Hits that are listed; more words find fewer."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in the workshop. `question_id` or `stage_id` says where; `tab` which tab of the stage shows it."""

    kind: str
    text: str
    question_id: str = ""
    stage_id: str = ""
    tab: str = "answers"
    record_id: str = ""


def places(workshop: Workshop) -> Iterator[Hit]:
    """Everything that can be found, in the order of the day."""
    numbers = {question.id: question.number for question in workshop.all(Question)}
    for question in workshop.all(Question):
        yield Hit(f"Question {question.number}", question.text, question.id)
    for answer in workshop.all(Answer):
        kind = f"Answer to {numbers.get(answer.question_id, '')}"
        yield Hit(kind, answer.text, answer.question_id, record_id=answer.id)
    for ballot in workshop.all(Ballot):
        yield Hit("Ballot", ballot.title, ballot.question_id or "", ballot.stage_id or "", "ballots", ballot.id)
    for decision in workshop.all(Decision):
        yield Hit("Decision", decision.text, "", decision.stage_id or "", "decisions", decision.id)
    plan = next((stage.id for stage in workshop.all(Stage) if stage.number == 4), "")
    for action in workshop.all(Action):
        yield Hit("Action", action.title, "", plan, "plan", action.id)
    for point in workshop.all(ParkingLotItem):
        yield Hit("Parked", point.text, tab="parking", record_id=point.id)


def found(workshop: Workshop, words: str) -> list[Hit]:
    """The places in which every word occurs, whatever the capitals; none for no words."""
    wanted = words.casefold().split()
    hits: list[Hit] = []
    for place in places(workshop) if wanted else ():
        text = place.text.casefold()
        if all(word in text for word in wanted):
            hits.append(place)
            if len(hits) == _MOST:
                break
    return hits


class SearchDialog(QDialog):
    """`chosen(Hit)` on Enter or a click; Escape closes."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, workshop: Workshop) -> None:
        super().__init__(parent)
        self._theme = theme
        self._workshop = workshop
        self.setWindowTitle(self.tr("Search this workshop"))
        self.resize(theme.px(640), theme.px(440))
        self.box = QLineEdit()
        self.box.setProperty("kind", "entry")
        self.box.setPlaceholderText(self.tr("Search answers, questions, ballots, decisions, actions"))
        self.box.setAccessibleName(self.tr("Search this workshop"))
        self.hits = QListWidget()
        self.hits.setAccessibleName(self.tr("What was found"))
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._count = label("", "caption", "muted")
        layout = column(self.box, self.hits, self._count, spacing=12)
        layout.setContentsMargins(24, 24, 24, 16)
        self.setLayout(layout)
        self.box.textChanged.connect(self._search)
        self.box.installEventFilter(self)
        self.hits.itemActivated.connect(self._choose)
        self.hits.itemClicked.connect(self._choose)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.box and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self.hits.currentItem() is not None:
                    self._choose(self.hits.currentItem())
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                row = min(max(self.hits.currentRow() + step, 0), self.hits.count() - 1)
                self.hits.setCurrentRow(row)
                return True
        return super().eventFilter(watched, event)

    def _search(self, words: str) -> None:
        hits = found(self._workshop, words)
        self.hits.clear()
        for hit in hits:
            item = QListWidgetItem(self.hits)
            item.setData(Qt.ItemDataRole.UserRole, hit)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{hit.kind}: {hit.text}")
            shown = self._row(hit)
            # As wide as the list: what is too long is cut in its label.
            item.setSizeHint(QSize(0, shown.sizeHint().height() + 16))
            self.hits.setItemWidget(item, shown)
        self.hits.setCurrentRow(0)
        if not words.strip():
            self._count.setText("")
        elif len(hits) == _MOST:
            self._count.setText(self.tr("The first {count}").format(count=_MOST))
        else:
            self._count.setText(self.tr("{count} found").format(count=len(hits)))

    def _row(self, hit: Hit) -> QWidget:
        shown = QWidget()
        shown.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        text = ElidedLabel("", "body")
        text.set_text(" ".join(hit.text.split()))
        layout = column(text, label(hit.kind, "caption", "muted"), spacing=0)
        layout.setContentsMargins(0, 0, 0, 0)
        shown.setLayout(layout)
        return shown

    def _choose(self, item: QListWidgetItem) -> None:
        hit = item.data(Qt.ItemDataRole.UserRole)
        self.accept()
        self.chosen.emit(hit)
