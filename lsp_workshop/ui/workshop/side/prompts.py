"""What the framework's source says to the stage: ticked off, or made an answer, an action or a parked point.

Nothing of it is in the room before the facilitator has made it one of these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from lsp_workshop.domain.edits.parking import park
from lsp_workshop.domain.edits.plan import add_action
from lsp_workshop.domain.edits.prompts import tick_prompt
from lsp_workshop.domain.framework import Prompt
from lsp_workshop.domain.model import Action, Answer, Question, Stage
from lsp_workshop.domain.prompts import Used, became, prompts_at, touches_prompts
from lsp_workshop.domain.transaction import Edit
from lsp_workshop.domain.wording import short_title
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import Button, Menu, column, label, row
from lsp_workshop.ui.workshop.side.prompt_list import PromptList, PromptRow
from lsp_workshop.ui.workshop.walk import Walk

_TITLES: Mapping[str, str] = {
    "lessons": "Lessons",
    "key_tasks": "Key tasks",
    "elements": "Elements of the framework",
    "dimensions": "Dimensions of change",
    "joint_arrangements": "Joint arrangements",
    "staff_functions": "What a staff team does",
    "effects": "What partnerships brought about",
}
"""Headings by `PromptGroup.kind`."""
_BELOW_FITS = 130
_TO_WRITE = ("prompt_tick", "prompt_answer", "prompt_action", "prompt_park")


class Prompts(QWidget):
    """`wanted_as_answer(Prompt)`: its words are to stand in the entry box, for the facilitator to make the room's."""

    wanted_as_answer = Signal(object)

    def __init__(self, desk: Desk, walk: Walk) -> None:
        super().__init__()
        self._desk, self._walk = desk, walk
        self.list = PromptList(desk.theme)
        self.list.setAccessibleName(self.tr("Prompts for this stage"))
        self.counter = label("", "caption", "muted", wrap=True)
        self.use = Button(desk.theme, self.tr("Use it"), "quiet", "chevron-down", icon_after=True)
        self.use.setAccessibleName(self.tr("What to do with this prompt"))
        # The timer above has the first claim on a low window's height.
        self.list.setMinimumHeight(1)
        self._below = QWidget()
        self._below.setLayout(row(self.counter, self.use))
        self.setLayout(column(self.list, self._below, spacing=4))
        self._became = became(desk.workshop)
        self.use.clicked.connect(self._open_menu)
        self.list.ticked.connect(self._tick)
        self.list.chosen.connect(self._open_menu)
        self.list.gave_up.connect(desk.beside_left)
        act = desk.actions
        act.on("prompt_tick", self._tick, self.list)
        act.on("prompt_answer", self._answer, self.list)
        act.on("prompt_action", self._plan, self.list)
        act.on("prompt_park", self._park, self.list)
        walk.moved.connect(self.load)
        self.load()
        self.allow()

    # --- what is shown ------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # In little room the prompts themselves come first: Enter opens the same menu.
        self._below.setVisible(self.height() >= self._desk.theme.px(_BELOW_FITS))

    def refresh(self, notice: Notice) -> None:
        if touches_prompts(notice.transaction.changes):
            self._became = became(self._desk.workshop)
            self.load()
        elif notice.transaction.touches(Stage, Question):
            self.load()
        self.allow()

    def load(self) -> None:
        self.list.prompts.show(self._rows())
        prompts = [each for each in self.list.prompts.rows if each.prompt is not None]
        done = sum(each.ticked for each in prompts)
        words = self.tr("{done} of {all} ticked off").format(done=done, all=len(prompts))
        self.counter.setText(words if prompts else self.tr("The source says nothing to this stage."))
        self.use.setVisible(bool(prompts))
        if self.list.hasFocus():
            # What became of a prompt stands below its words and makes it higher.
            self.list.show_current()

    def _rows(self) -> list[PromptRow]:
        stage = self._walk.stage
        rows: list[PromptRow] = []
        question, workshop = self._walk.question, self._desk.workshop
        groups = prompts_at(workshop, self._desk.framework, question) if question is not None else ()
        for group in groups:
            rows.append(PromptRow(self.tr(_TITLES[group.kind])))
            for prompt in group.prompts:
                ticked = stage is not None and prompt.id in stage.ticked_prompt_ids
                rows.append(PromptRow("", prompt, ticked, self._used(self._became.get(prompt.id, ()))))
        return rows

    def _used(self, records: Sequence[Used]) -> tuple[tuple[str, str], ...]:
        """What it became, each once: icon and words."""
        found: dict[tuple[str, str], None] = {}
        for record in records:
            if isinstance(record, Answer):
                question = self._desk.workshop.find(Question, record.question_id)
                number = question.number if question is not None else "?"
                found["message-square", self.tr("Answer to {number}").format(number=number)] = None
            elif isinstance(record, Action):
                found["list-checks", self.tr("Action in the plan")] = None
            else:
                found["square-parking", self.tr("Parked")] = None
        return tuple(found)

    def allow(self) -> None:
        for action_id in _TO_WRITE:
            self._desk.actions[action_id].setEnabled(self._desk.can_write)
        self.use.setEnabled(self._desk.can_write)
        self.list.prompts.can_tick = self._desk.can_write

    # --- what is done -------------------------------------------------------------------------------------

    def begin(self) -> None:
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def menu(self) -> QMenu:
        """What can be done with the current prompt, each with its key."""
        menu = Menu(self)
        menu.addActions([self._desk.actions[action_id] for action_id in _TO_WRITE])
        return menu

    def _open_menu(self) -> None:
        if not self._desk.can_write:
            return
        self.begin()
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rect = self.list.visualRect(self.list.currentIndex())
        below = min(max(rect.bottom(), 0), self.list.viewport().height())
        menu.popup(self.list.viewport().mapToGlobal(QPoint(rect.left() + 24, below)))

    def _current(self) -> Prompt | None:
        return self.list.current.prompt if self.list.current is not None else None

    def _tick(self) -> None:
        stage, here = self._walk.stage, self.list.current
        if stage is not None and here is not None and here.prompt is not None and self._desk.can_write:
            self._desk.do(tick_prompt(stage.id, here.prompt, not here.ticked))

    def _answer(self) -> None:
        prompt = self._current()
        if prompt is not None:
            self.wanted_as_answer.emit(prompt)

    def _plan(self) -> None:
        prompt = self._current()
        if prompt is not None:
            said = self.tr("Now an action in the plan: {words}. Ctrl+Z takes it back.")
            self._make(add_action(prompt.text, prompt_id=prompt.id), said, prompt)

    def _park(self) -> None:
        prompt = self._current()
        if prompt is not None:
            self._make(
                park(prompt.text, prompt_id=prompt.id), self.tr("Parked: {words}. Ctrl+Z takes it back."), prompt
            )

    def _make(self, edit: Edit, said: str, prompt: Prompt) -> None:
        if self._desk.do(edit) is not None:
            self._desk.say(said.format(words=short_title(prompt.text)))
