"""The question, largest on screen, with its hint and its place in the stage. Rewording keeps the source's words."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsp_workshop.domain.edits.questions import (
    add_question,
    hide_question,
    restore_wording,
    reword_question,
    set_minutes,
    set_parts,
)
from lsp_workshop.domain.roles import ENVIRONMENT, key_of
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import Button, IconButton, label, row
from lsp_workshop.ui.workshop.walk import Walk

_BETWEEN = "/"
"""What stands between the names of a question's parts where they are typed."""


class QuestionHeader(QWidget):
    def __init__(self, desk: Desk, walk: Walk) -> None:
        super().__init__()
        self._desk, self._walk = desk, walk
        self._place = label("", "caption", "muted")
        self.question = label("", "question", wrap=True)
        self._tight = False
        self._hint = label("", "lead", "muted", wrap=True)
        self._source = label("", "caption", "muted", wrap=True)
        self._source.hide()
        self._source_button = IconButton(desk.theme, "quote", self.tr("Show the source wording"))
        self._source_button.setCheckable(True)
        self._source_button.setProperty("small", True)
        self._source_button.clicked.connect(self._toggle_source)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self._top = QWidget()
        self.health = Button(desk.theme, self.tr("Health check"), "quiet", "chart-bar")
        self.health.setToolTip(desk.actions["health_check"].toolTip())
        self.health.clicked.connect(desk.actions["health_check"].trigger)
        self._top.setLayout(row(self._place, self._source_button, None, self.health, spacing=8))
        layout.addWidget(self._top)
        layout.addWidget(self.question)
        layout.addWidget(self._source)
        layout.addWidget(self._hint)
        self._reworded_now = False
        act = desk.actions
        act.on("reword_question", self._reword)
        act.on("restore_wording", self._restore)
        act.on("add_question", self._add)
        act.on("hide_question", self._hide)
        act.on("set_minutes", self._minutes)
        act.on("set_parts", self._parts)

    def set_tight(self, tight: bool) -> None:
        """Only the question, where large text or a small window leaves little height."""
        if tight != self._tight:
            self._tight = tight
            self._top.setVisible(not tight)
            self._hint.setVisible(bool(self._hint.text()) and not tight)
            self.question.setToolTip(self._hint.text() if tight else "")

    def show_question(self) -> None:
        question, stage = self._walk.question, self._walk.stage
        if question is None or stage is None:
            return
        framework = self._desk.framework
        ids = [each.id for each in self._desk.workshop.questions_of(stage.id)]
        place = ids.index(question.id) + 1 if question.id in ids else 0
        words = self.tr("Question {number}").format(number=question.number)
        if question.hidden:
            words += " · " + self.tr("hidden")
        elif len(ids) > 1:
            words += " · " + self.tr("{place} of {count}").format(place=place, count=len(ids))
        self._place.setText(words)
        self.question.setText(question.text)
        self.health.setVisible(key_of(self._desk.workshop, stage) == ENVIRONMENT)
        self._hint.setText(framework.hint(question))
        self._hint.setVisible(bool(self._hint.text()) and not self._tight)
        source = framework.source_wording(question)
        reworded = bool(source) and source != question.text
        self._source.setText(self.tr("Source wording: {text}").format(text=source))
        self._source_button.setVisible(reworded)
        self._source.setVisible(reworded and self._source_button.isChecked())
        hide = self.tr("Show this question again") if question.hidden else self.tr("Hide this question")
        self._desk.actions["hide_question"].setText(hide)
        self._reworded_now = reworded
        self.allow()

    def allow(self) -> None:
        """What may be done with the question in this workshop as it is now."""
        act, can_write = self._desk.actions, self._desk.can_write
        for name in ("reword_question", "add_question", "hide_question", "set_minutes", "set_parts"):
            act[name].setEnabled(can_write)
        act["restore_wording"].setEnabled(can_write and self._reworded_now)

    def _toggle_source(self) -> None:
        self._source.setVisible(self._source_button.isChecked())

    def _reword(self) -> None:
        question = self._walk.question
        if question is not None:
            self._desk.dialogs.ask_text(
                self.tr("Reword the question"),
                self.tr("Question {number} in the room's own words").format(number=question.number),
                question.text,
                self.tr("Reword"),
                self._reworded,
            )

    def _reworded(self, text: str) -> None:
        if self._walk.question is not None:
            self._desk.do(reword_question(self._walk.question.id, text), words=text)

    def _is_seen(self) -> bool:
        """Nothing is done to a question behind another page; it is said instead."""
        if not self.isVisible():
            self._desk.say(self.tr("Go to the question first: Ctrl+E does."))
        return self.isVisible()

    def _restore(self) -> None:
        question = self._walk.question
        if question is not None and self._is_seen():
            source = self._desk.framework.source_wording(question)
            self._desk.do(restore_wording(question.id, source))

    def _add(self) -> None:
        stage = self._walk.stage
        if stage is not None:
            self._desk.dialogs.ask_text(
                self.tr("Add a question"),
                self.tr("A question of your own, at the end of stage {number}").format(number=stage.number),
                "",
                self.tr("Add"),
                self._added,
            )

    def _added(self, text: str) -> None:
        if self._walk.stage is not None:
            from lsp_workshop.domain.model import Question

            done = self._desk.do(add_question(self._walk.stage.id, text), words=text)
            if done is not None:
                # Not walked to: that could not be taken back while the day stands there.
                number = done.new(Question).number
                self._desk.say(self.tr("Question {number} comes at the end of this stage.").format(number=number))

    def _hide(self) -> None:
        question = self._walk.question
        if question is not None and self._is_seen():
            self._desk.do(hide_question(question.id, not question.hidden))

    def _parts(self) -> None:
        question = self._walk.question
        if question is not None:
            parts = self._desk.framework.parts(question)
            self._desk.dialogs.ask_text(
                self.tr("Parts of the question"),
                self.tr("The lists that question {number} asks for, with / between them; - for none").format(
                    number=question.number
                ),
                f" {_BETWEEN} ".join(parts),
                self.tr("Set"),
                self._parted,
                short=True,
            )

    def _parted(self, text: str) -> None:
        question = self._walk.question
        if question is not None:
            parts = [part.strip() for part in text.split(_BETWEEN)] if text.strip() != "-" else []
            self._desk.do(set_parts(question.id, parts), words=text)

    def _minutes(self) -> None:
        question = self._walk.question
        if question is not None:
            self._desk.dialogs.ask_text(
                self.tr("Minutes"),
                self.tr("Minutes for this question (0: as long as its stage has)"),
                str(question.minutes or 0),
                self.tr("Plan"),
                self._planned,
                short=True,
            )

    def _planned(self, text: str) -> None:
        question = self._walk.question
        if question is None:
            return
        if not text.isdecimal():
            self._desk.say(self.tr("Minutes are a whole number: nothing was changed."))
            return
        self._desk.do(set_minutes(question.id, int(text) or None))
        self._walk.set_timer()
