"""What keys do with the answers of the list, the marked ones or the current one. Knows no rules: they are edits."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication

from lsp_workshop.domain.edits import capture, themes
from lsp_workshop.domain.edits.capture import Flag
from lsp_workshop.domain.model import Answer, AnswerStatus, Theme
from lsp_workshop.domain.transaction import Edit, Transaction
from lsp_workshop.domain.wording import counted, shortened
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.workshop.stage.answer_list import AnswerList
from lsp_workshop.ui.workshop.stage.answer_rows import Row
from lsp_workshop.ui.workshop.stage.entry import group_menu
from lsp_workshop.ui.workshop.stage.stray_keys import StrayKeys
from lsp_workshop.ui.workshop.stage.theming import Theming

TO_WRITE = (
    "edit_answer", "aside_answers", "keep_answers", "flag_headline", "flag_minority_view", "flag_strong_feeling",
    "flag_to_check", "merge_answers", "split_answers", "move_answers",
)  # fmt: skip
"""Those that need a workshop that can be written."""
_SENT = 48
"""Letters of what was sent that a message has."""


class AnswerDeeds(QObject):
    """Works on `Theming.targets`; a theme's line is the theme's business."""

    def __init__(self, desk: Desk, view: AnswerList, theming: Theming) -> None:
        super().__init__(view)
        self._desk, self._list, self._theming = desk, view, theming
        self._targets: list[str] = []
        """What the menu of tables was opened for."""
        self._stray = StrayKeys(self)
        view.lettered.connect(self._stray.lettered)
        self._stray.held_back.connect(self._held_back)
        view.copied.connect(self._copy)
        for action_id, slot in (
            ("mark_answer", self._mark),
            ("edit_answer", self._edit),
            ("move_answers", self._move),
            ("aside_answers", self._set_aside),
            ("keep_answers", self._keep_again),
            ("flag_headline", self._flag_headline),
            ("flag_minority_view", self._flag_minority_view),
            ("flag_strong_feeling", self._flag_strong_feeling),
            ("flag_to_check", self._flag_to_check),
            ("merge_answers", self._merge),
            ("split_answers", self._split),
            ("project_answer", self._answer_soon),
            ("project_theme", self._theme_soon),
        ):
            desk.actions.on(action_id, slot, view)

    def allow_projecting(self) -> None:
        for action_id in ("project_answer", "project_theme"):
            self._desk.actions[action_id].setEnabled(self._desk.projector.available)

    def do(self, edit: Edit, *, clear: bool = True, again: Callable[[], object] | None = None) -> Transaction | None:
        done = self._desk.do(edit, again=again)
        if done is not None and clear:
            self._list.rows.clear_marks()
        return done

    def _answers(self) -> list[Answer]:
        return [self._desk.workshop.get(Answer, answer_id) for answer_id in self._theming.targets()]

    def _copy(self) -> None:
        """The words of the marked answers, or of the row the keyboard is on, a line each."""
        workshop, row = self._desk.workshop, self._list.current_row()
        texts = [workshop.get(Answer, answer_id).text for answer_id in self._theming.targets()]
        if not texts and row is not None:
            texts = [row.title]
        if texts:
            QGuiApplication.clipboard().setText("\n".join(texts))

    def _mark(self) -> None:
        row = self._list.current_row()
        if row is not None and row.answer is not None:
            self._list.rows.toggle_mark(row.answer.id)

    def _edit(self) -> None:
        row = self._list.current_row()
        if row is None:
            return
        if row.answer is not None:
            self._list.edit_answer(row.answer.id)
        elif row.theme_id is not None:
            self._theming.ask_rename()

    def _set_aside(self) -> None:
        ids = [answer.id for answer in self._answers() if answer.status is AnswerStatus.KEPT]
        if ids and self.do(capture.set_aside(ids)) is not None:
            # Backspace is pressed by who believes the keyboard in the entry box, too.
            self._desk.say(self.tr("Set aside: {what}. Ctrl+Z takes it back.").format(what=self._named(ids)))

    def _named(self, ids: list[str]) -> str:
        """The words of one, how many of several."""
        if len(ids) > 1:
            return counted(len(ids), "answer")
        return f"“{shortened(self._desk.workshop.get(Answer, ids[0]).text, _SENT)}”"

    def _keep_again(self) -> None:
        ids = [answer.id for answer in self._answers() if answer.status is AnswerStatus.SET_ASIDE]
        if ids:
            self.do(capture.keep_again(ids))

    def _flag_headline(self) -> None:
        self._flag("headline")

    def _flag_minority_view(self) -> None:
        self._flag("minority_view")

    def _flag_strong_feeling(self) -> None:
        self._flag("strong_feeling")

    def _flag_to_check(self) -> None:
        self._flag("to_check")

    def _flag(self, flag: Flag) -> None:
        answers = self._answers()
        if not answers:
            self._desk.say(self.tr("Go to an answer first: this is a mark of answers."))
            return
        on = not all(getattr(answer, flag) for answer in answers)
        self.do(capture.mark([answer.id for answer in answers], flag, on), clear=False)

    def _move(self) -> None:
        self._targets = self._theming.targets()
        if self._targets:
            menu = group_menu(self._list, self._desk)
            menu.triggered.connect(self._moved_to)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            place = self._list.visualRect(self._list.currentIndex()).bottomLeft()
            menu.popup(self._list.viewport().mapToGlobal(place))

    def _moved_to(self, action: QAction) -> None:
        self.do(capture.move_to_group(self._targets, str(action.data()) or None))

    def _merge(self) -> None:
        ids = list(self._list.rows.marks)
        if len(ids) < 2:
            self._desk.say(self.tr("Mark the answers to merge first; the first one marked stays."))
            return
        workshop = self._desk.workshop
        parts = {workshop.part_of(workshop.get(Answer, each)): None for each in ids}
        if self.do(themes.merge_answers(ids[0], ids[1:])) is not None:
            self._list.go_to(ids[0])
            if len(parts) > 1:
                named = " / ".join(filter(None, parts))
                self._desk.say(
                    self.tr("Merged over the parts of the question ({parts}). X splits again.").format(parts=named)
                )

    def _split(self) -> None:
        ids = set(self._theming.targets())
        answers = self._desk.workshop.answers_to(self._list.rows.sections.question_id)
        merged = [answer.id for answer in answers if answer.merged_into_id in ids]
        if merged:
            self.do(themes.split_answers(merged))

    # --- the room's screen --------------------------------------------------------------------------------

    def _answer_soon(self) -> None:
        self._soon(self._project_answer)

    def _theme_soon(self) -> None:
        self._soon(self._project_theme)

    def _soon(self, send: Callable[[Row], None]) -> None:
        row = self._list.current_row()
        if row is not None:
            self._stray.soon(partial(self._project, send, row.key, self._desk.projector.title))

    def _project(self, send: Callable[[Row], None], key: str, in_the_room: str) -> None:
        """The row that the key was pressed at, as it is now, where it is still seen. Not where the room was shown
        something else meanwhile, or made black: that came later, and was meant to stay.
        """
        row = self._list.rows.row(self._list.rows.index_of(key))
        if row is not None and self._list.isVisible() and self._desk.projector.title == in_the_room:
            send(row)

    def _held_back(self) -> None:
        said = self.tr("That looked like a word: nothing was sent to the room.")
        if self._desk.can_write:
            said = f"{said} {self.tr('Ctrl+E goes to the entry box.')}"
        self._desk.say(said)

    def _told(self, words: str) -> None:
        """One letter has sent it: who did not mean to reads what, and how it goes away."""
        words = shortened(words, _SENT)
        self._desk.say(self.tr("The room sees “{words}”. F9 takes it off.").format(words=words))

    def _project_answer(self, row: Row) -> None:
        """The answer by itself, to be read together; on a theme's line, the theme."""
        if row.answer is None:
            self._project_theme(row)
        elif row.answer.status is AnswerStatus.KEPT:
            self._desk.projector.send_answer(row.answer.id)
            self._told(row.answer.text)
        else:
            self._desk.say(self.tr("What was set aside is not shown to the room."))

    def _project_theme(self, row: Row) -> None:
        theme_id = row.answer.theme_id if row.answer is not None else row.theme_id
        if theme_id is not None:
            self._desk.projector.send_theme(theme_id)
            self._told(self._desk.workshop.get(Theme, theme_id).title)
        elif row.answer is not None:
            self._desk.say(self.tr("This answer is under no theme yet: Alt+T puts it under one."))
