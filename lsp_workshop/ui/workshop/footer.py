"""The two buttons that move the day: show on the projector, and on to what comes next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.room_screen import Projector
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets import Button
from lsp_workshop.ui.workshop.walk import Walk


class NextButton(Button):
    """As wide as it is given; what does not fit is cut on screen and said in full."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "", "primary", "arrow-right", large=True, icon_after=True)
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def words(self) -> str:
        return self._words

    def say(self, words: str) -> None:
        self._words = words
        self.setAccessibleName(words)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        self.ensurePolished()
        room = self.width() - self.iconSize().width() - 48
        cut = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(cut.replace("&", "&&"))
        self.setToolTip(self._words if cut != self._words else "")


class Footer(QWidget):
    past_the_end = Signal()
    """"Next" after the last question."""
    entering = Signal()
    """"Next" from a page that is no question's: to where the day stands."""

    def __init__(self, desk: Desk, walk: Walk, projector: Projector) -> None:
        super().__init__()
        self._desk, self._walk, self._projector = desk, walk, projector
        self._way_in = ""
        self.project = Button(desk.theme, self.tr("Question on projector"), "secondary", "presentation", large=True)
        self.project.setToolTip(desk.actions["project_question"].toolTip())
        self.next = NextButton(desk.theme)
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._layout.addWidget(self.project)
        self._layout.addWidget(self.next)
        self.next.clicked.connect(self._walk_on)
        self.project.clicked.connect(self._project)
        projector.changed.connect(self.tell)
        walk.moved.connect(self.tell)
        act = desk.actions
        act.on("walk_on", self._walk_on)
        act.on("walk_back", self._walk_back)
        if projector.available:
            act.on("project_question", self._project)
            act.on("project_answers", self._project_answers)
            act.on("project_blank", projector.blank)
        self.tell()

    def set_across(self, across: bool) -> None:
        """Side by side, below the page, where there is no right panel."""
        self._layout.setDirection(QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom)
        self._layout.setStretch(0, 0)
        self._layout.setStretch(1, 1 if across else 0)

    def lead(self, way_in: str) -> None:
        """`way_in`: the words before the question the day stands at, on a page that is no question's; "" on one."""
        self._way_in = way_in
        self.tell()

    def tell(self) -> None:
        following, here = self._walk.next_question(), self._walk.question
        if self._way_in and here is not None:
            words = f"{self._way_in}: {here.number} {here.text}"
        elif following is None:
            words = self.tr("Next: Record")
        elif here is not None and following.stage_id != here.stage_id:
            stage = next(s for s in self._desk.workshop.stages() if s.id == following.stage_id)
            words = self.tr("Next: {title}").format(title=stage.title)
        else:
            words = self.tr("Next: {number} {text}").format(number=following.number, text=following.text)
        self.next.say(words)
        self.project.setEnabled(self._projector.available and here is not None)
        self._desk.actions["walk_back"].setEnabled(self._walk.previous_question() is not None)

    def _walk_on(self) -> None:
        following = self._walk.next_question()
        if self._way_in and self._walk.question is not None:
            self.entering.emit()
        elif following is None:
            self.past_the_end.emit()
        else:
            self._walk.go(following.id)

    def _walk_back(self) -> None:
        before = self._walk.previous_question()
        if before is not None:
            self._walk.go(before.id)

    def _project(self) -> None:
        if self._walk.question is not None:
            self._projector.send_question(self._walk.question.id)

    def _project_answers(self) -> None:
        if self._walk.question is not None:
            self._projector.send_answers(self._walk.question.id)
