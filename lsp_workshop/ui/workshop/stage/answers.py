"""The answers to the question of the moment: the entry row and the list. What keys do in it is in `answer_deeds`."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QStackedWidget

from lsp_workshop.domain.developments import coming_words, says_when
from lsp_workshop.domain.edits import capture
from lsp_workshop.domain.edits.capture import Flag
from lsp_workshop.domain.framework import Prompt
from lsp_workshop.domain.model import Answer, AnswerStatus, Group, Participant, Question, Theme
from lsp_workshop.domain.similar import Like
from lsp_workshop.domain.wording import counted, shortened
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import Card, ElidedLabel, EmptyState, column, label, line, row
from lsp_workshop.ui.workshop.page import Panel, still_there
from lsp_workshop.ui.workshop.stage.alike import Alike
from lsp_workshop.ui.workshop.stage.answer_deeds import TO_WRITE, AnswerDeeds
from lsp_workshop.ui.workshop.stage.answer_list import AnswerList
from lsp_workshop.ui.workshop.stage.answer_model import AnswersModel
from lsp_workshop.ui.workshop.stage.answer_rows import FLAG_WORDS
from lsp_workshop.ui.workshop.stage.coming import ComingKeys
from lsp_workshop.ui.workshop.stage.entry import EntryRow, unknown_label
from lsp_workshop.ui.workshop.stage.heard import HeardLine
from lsp_workshop.ui.workshop.stage.held import HeldLine
from lsp_workshop.ui.workshop.stage.hints import HintLine, Likes
from lsp_workshop.ui.workshop.stage.list_menu import ListMenu
from lsp_workshop.ui.workshop.stage.order import OrderTool
from lsp_workshop.ui.workshop.stage.parts import PartKeys
from lsp_workshop.ui.workshop.stage.pasting import Pasting
from lsp_workshop.ui.workshop.stage.theme_bar import ThemeBar
from lsp_workshop.ui.workshop.stage.theme_drag import ThemeDrag
from lsp_workshop.ui.workshop.stage.theming import THEME_ACTIONS, Theming
from lsp_workshop.ui.workshop.walk import Walk

_TO_WRITE = ("alike", "last_headline", "last_minority_view", "last_strong_feeling", "last_to_check", *TO_WRITE)
_FEW = 100
"""Changes at one go; of more, what is quiet beside the list is counted a turn of the event loop later."""
_HINT_LENGTH = 60
"""Letters of an answer that a hint is about."""


class AnswersPanel(Panel):
    def __init__(self, desk: Desk, walk: Walk) -> None:
        super().__init__(desk)
        self._walk = walk
        self._question: Question | None = None
        self._waiting: tuple[str, str, str, str] | None = None
        """Question, group, words and part of the answer that was entered last."""
        self.entry = EntryRow(desk)
        self._entered_id = ""
        """The answer that was entered last for this question."""
        self.theme_bar = ThemeBar()
        self.hint = HintLine()
        self.held = HeldLine(desk)
        self.likes = Likes(desk.workshop, self)
        self._like_id = ""
        """The answer that the hint names."""
        self._marked_id = ""
        """The answer whose mark the hint tells."""
        self.model = AnswersModel(desk.workshop, self)
        self.list = AnswerList(desk.theme, self.model, self._reword)
        self.list.setAccessibleName(self.tr("Answers"))
        # Where there is no entry and no answer, the keyboard is here.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self.tr("Answers"))
        self.theming = Theming(desk, self.model, self.list, self.theme_bar)
        self.drag = ThemeDrag(desk.theme, self.list, self, self.theming, lambda: self.desk.can_write)
        self.alike = Alike(desk, self)
        self.deeds = AnswerDeeds(desk, self.list, self.theming)
        self.part_keys = PartKeys(desk, self.list, self.theming.targets, self.deeds.do)
        self.coming = ComingKeys(desk, self.list, self.theming.targets, self.deeds.do)
        self.pasting = Pasting(desk, self.entry, lambda: self._question, lambda: self.coming.asks)
        self.tools = OrderTool(desk)
        self._total = label("", "strong")
        self._counter = ElidedLabel("", "caption", "muted")
        self._counter.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._empty = EmptyState(desk.theme, "message-square", self.tr("No answers yet"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.alike.page)
        card = Card(margin=0)
        head = row(self._total, self.alike.offer, self._counter, spacing=16)
        head.setContentsMargins(16, 12, 16, 4)
        card.body.setContentsMargins(1, 1, 1, 8)
        card.body.setSpacing(0)
        card.body.addLayout(head)
        self.heard = HeardLine(desk.workshop)
        self.heard.setContentsMargins(16, 0, 16, 4)
        card.body.addWidget(self.heard)
        card.body.addWidget(line())
        card.body.addWidget(self._stack, 1)
        layout = column(self.entry, self.theme_bar, row(self.hint, self.held, spacing=16), spacing=4)
        layout.addWidget(card, 1)
        self.setLayout(layout)
        self._connect()

    def _connect(self) -> None:
        self.tools.chosen.connect(self._set_order)
        self.entry.entered.connect(self._capture)
        self.entry.pasted.connect(self.pasting.begin)
        self.pasting.captured.connect(self._pasted_in)
        self.pasting.ended.connect(self._to_entry)
        self.list.pasted_into.connect(self.entry.paste)
        self.entry.went_down.connect(self.focus_list)
        self.entry.typed.connect(self.likes.ask)
        self.entry.typed.connect(self.alike.search.give_way)
        self.likes.found.connect(self._show_like)
        self.hint.chosen.connect(self._go_to_like)
        self.theming.asks.connect(self.entry.hide)
        self.theming.answered.connect(self._back_to_list)
        self.alike.turned.connect(self._turned)
        self.list.unfolded.connect(self.model.toggle_unfolded)
        self.list.marked.connect(self.model.toggle_mark)
        self.list.table_chosen.connect(self._speak_for)
        act = self.desk.actions
        act.on("by_theme", self._toggle_theme)
        act.on("by_columns", self._toggle_columns)
        act.on("by_when", self._toggle_when)
        act.on("alike", self._look_alike)
        act.on("show_aside", self._toggle_aside)
        self.list_menu = ListMenu(self.list, act, self.tr("Theme"), THEME_ACTIONS)
        act.on("answers_done", self._done, self.list)
        act.on("like_answer", self._go_to_like)
        for flag, _words, _icon in FLAG_WORDS:
            act.on(f"last_{flag}", partial(self._flag_entered, flag))

    # --- a panel ------------------------------------------------------------------------------------------

    def show_question(self, question: Question) -> None:
        another = self._question is None or self._question.id != question.id
        self._question = question
        self.theming.show_stage(question.stage_id)
        self.entry.parts.show_question(question)
        self.held.show_question(question.id)
        self.part_keys.show_question(question)
        self.coming.show_question(question)
        if another:
            self._entered_id = ""
            self._hint("")
            self.theme_bar.hide()
            if self.desk.workshop.answers_to(question.id):
                # In front before it has rows: getting its size with them, it would measure them twice.
                self._stack.setCurrentWidget(self.list)
            self.model.show(question.id)
            self.likes.show(question.id)
            self.alike.close()
            self.list.scrollToTop()
        self._offer_when()
        self._tell()

    def refresh(self, notice: Notice) -> None:
        touched = notice.transaction
        if touched.touches(Group):
            self.entry.load_groups()
        if self._question is None or not touched.touches(Answer, Theme, Group, Participant, Question):
            self._allow()
            return
        if touched.touches(Question):
            self._look_again()
        if touched.touches(Theme):
            self.theming.refresh()
        if any(isinstance(change.after, Answer) and change.after.bites for change in touched.changes):
            self._offer_when()
        if self._marked_id and any(change.id == self._marked_id for change in touched.changes):
            # What the hint says of its marks may be so no longer.
            self._hint("")
        current = self.list.current_row()
        self.model.refresh(touched.changes)
        self.likes.refresh(touched.changes)
        self.alike.refresh(touched.changes)
        if current is not None:
            self.list.setCurrentIndex(self.model.index_of(current.key))
            if self.list.hasFocus():
                # The next key is meant for a row that is seen.
                self.list.go_to(current.key)
        self._tell(at_once=len(touched.changes) <= _FEW)

    def _look_again(self) -> None:
        """The question itself may be another: reworded, or with other parts."""
        question = self.desk.workshop.find(Question, self._question.id) if self._question else None
        if question is not None and question is not self._question:
            self._question = question
            self.entry.parts.show_question(question)
            self.part_keys.show_question(question)
            self.coming.show_question(question)
            self._offer_when()

    def shown(self) -> None:
        self.alike.close()
        if not self.theme_bar.isHidden():
            # It stands where the entry box is, with a name that is half typed.
            self.theme_bar.box.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.desk.can_write:
            self.entry.box.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            (self.list if self.model.rowCount() else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> str:
        pasting = "\n".join(row.words for row in self.pasting.dialog.rows) if self.pasting.dialog is not None else ""
        return still_there([self.entry.words, self.list.keep(), self.theme_bar.words, pasting])

    def offer(self, prompt: Prompt) -> None:
        """A prompt's words into the entry box, to be made the room's. What stands there already is not lost for it."""
        if not self.theme_bar.isHidden():
            self._back_to_list()
        if not self.entry.offer(prompt.text, prompt.id):
            self.desk.say(self.tr("There are words in the entry box: enter those first, then take the prompt."))
        self.shown()

    def focus_list(self) -> None:
        """Go into the list: to where it was, or to the last answer; while there is none, to where one is typed."""
        if not self.model.rowCount():
            self.shown()
            return
        answers = self.model.answers()
        row = self.list.current_row()
        if answers and row is None:
            self.list.go_to(answers[-1].id)
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_answer(self, answer_id: str) -> None:
        """Go to an answer wherever it is: merged ones are in the one they were merged into."""
        answer = self.desk.workshop.find(Answer, answer_id)
        if answer is None:
            return
        if answer.status is AnswerStatus.SET_ASIDE and not self.model.with_aside:
            self._toggle_aside()
        stands = self.desk.workshop.get(Answer, answer.merged_into_id or answer.id)
        self.model.reveal(stands)
        self.list.go_to(stands.id)
        self.focus_list()

    # --- showing ------------------------------------------------------------------------------------------

    def _tell(self, *, at_once: bool = True) -> None:
        if self._question is None:
            return
        counts = self.model.counts
        words = counted(counts.kept, "answer")
        self._total.setText(f"{words} · {counts.aside} set aside" if counts.aside else words)
        groups = self.desk.workshop.all(Group)
        self._counter.set_text("   ".join(f"{group.label} {counts.by_group[group.id]}" for group in groups))
        self.heard.tell(self._question.id, begun=counts.kept > 0, at_once=at_once)
        listed = self.list if self.model.rowCount() else self._empty
        self._stack.setCurrentWidget(self.alike.page if self.alike.is_open else listed)
        if self.desk.can_write:
            self._empty.set_texts(
                self.tr("No answers yet"),
                self.tr("Type what a table calls out and press Enter. It is saved at once."),
            )
        else:
            self._empty.set_texts(self.tr("No answers"), self.tr("Nothing was captured for this question."))
        self._allow()

    def _allow(self) -> None:
        allowed = self.desk.can_write
        if not allowed:
            self.theme_bar.hide()
        self.hint.setVisible(allowed)
        if self._question is not None:
            self.alike.watch(self._question.id, wanted=allowed and self.model.by_theme)
        self.entry.allow(allowed and self.theme_bar.isHidden() and not self.alike.is_open)
        self.list.actions_allowed = allowed
        for action_id in (*_TO_WRITE, *THEME_ACTIONS):
            self.desk.actions[action_id].setEnabled(allowed)
        self.part_keys.allow()
        self.coming.allow()
        self.deeds.allow_projecting()

    # --- capturing ----------------------------------------------------------------------------------------

    def _capture(self, group_id: str, text: str) -> None:
        if self._question is not None:
            self._capture_for(self._question.id, group_id, text, self.entry.parts.part)

    def _capture_for(self, question_id: str, group_id: str, text: str, part: str) -> None:
        self._waiting = (question_id, group_id, text, part)
        edit = capture.capture_answer(
            question_id,
            text,
            group_id=group_id or None,
            part=part,
            prompt_id=self.entry.prompt_id,
            asks_when=self.coming.asks,
        )
        done = self.desk.do(edit, again=self._capture_again)
        if done is not None:
            self.entry.clear()
            self.likes.forget()
            entered = done.new(Answer)
            self._hint(coming_words(entered) or self._about_label(text))
            self._entered_id = entered.id
            self.list.go_to(self._entered_id)
            self._walk.begin()

    def _capture_again(self) -> None:
        """Under the question it answers, though the day may have walked on; words changed since are words of now."""
        if self._waiting is not None and self._waiting[2] == self.entry.box.text():
            self._capture_for(*self._waiting)
        else:
            self.entry.enter()

    def _pasted_in(self, answer_id: str) -> None:
        self._entered_id = answer_id
        self.list.go_to(answer_id)
        self._walk.begin()

    def _to_entry(self) -> None:
        self.entry.box.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- hints --------------------------------------------------------------------------------------------

    def _hint(self, words: str, like_id: str = "") -> None:
        self._like_id, self._marked_id = like_id, ""
        self.hint.tell(words)

    def _about_label(self, text: str) -> str:
        """Where words begin as if they named a table that is not there: that nothing was done with it."""
        unknown = unknown_label(text, self.desk.workshop.all(Group), self.desk.workshop.group_noun)
        if not unknown:
            return ""
        words = self.tr("No {noun} is called {label}: “{label}:” was kept as words of the answer.")
        return words.format(noun=self.desk.workshop.group_noun.lower(), label=unknown)

    def _show_like(self, words: str, found: list[Like]) -> None:
        answer = self.desk.workshop.find(Answer, found[0].answer_id) if found else None
        if answer is None or words != self.entry.box.text():
            self._hint("")
            return
        group = self.desk.workshop.find(Group, answer.group_id)
        name = self.desk.workshop.group_name(group) if group else ""
        who = f" ({name[:1].lower()}{name[1:]})" if name else ""
        keys = self.desk.actions["like_answer"].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        text = shortened(answer.text, _HINT_LENGTH)
        self._hint(self.tr("Like: “{text}”{who} · {keys}").format(text=text, who=who, keys=keys), answer.id)

    def _go_to_like(self) -> None:
        """The words in the box stay; Escape leads back to them."""
        if self._like_id and self.isVisible():
            self.show_answer(self._like_id)

    # --- one answer ---------------------------------------------------------------------------------------

    def _reword(self, answer_id: str, text: str) -> bool:
        return self.desk.do(capture.reword_answer(answer_id, text), again=self.list.save_again) is not None

    def _flag_entered(self, flag: Flag) -> None:
        """Mark the answer that was just entered, or take the mark off again; the keyboard stays where it is."""
        if not self.isVisible():
            return
        answer = self.desk.workshop.find(Answer, self._entered_id)
        if answer is None:
            self._hint(self.tr("Nothing was entered for this question just now: enter an answer, then mark it."))
            return
        on = not getattr(answer, flag)
        if self.desk.do(capture.mark([answer.id], flag, on)) is not None:
            words = next(words for name, words, _icon in FLAG_WORDS if name == flag)
            words = words if on else self.tr("No longer: {mark}").format(mark=words)
            self._hint(f"{words} · {shortened(answer.text, _HINT_LENGTH)}")
            self._marked_id = answer.id

    # --- back and forth -----------------------------------------------------------------------------------

    def _back_to_list(self) -> None:
        self.theme_bar.hide()
        self._allow()
        self.focus_list()

    # --- order --------------------------------------------------------------------------------------------

    def _toggle_theme(self) -> None:
        self._set_order("table" if self.model.by_theme else "theme")

    def _toggle_columns(self) -> None:
        self._set_order("table" if self.model.columns else "columns")

    def _toggle_when(self) -> None:
        self._set_order("table" if self.model.by_when else "when")

    def _offer_when(self) -> None:
        """By date only where there are dates, or are to be."""
        if self._question is None:
            return
        self.entry.ask_when(self.coming.asks)
        offered = self.coming.asks or says_when(self.desk.workshop.answers_to(self._question.id))
        self.tools.offer_when(offered=offered)
        self.desk.actions["by_when"].setEnabled(offered)
        if self.model.by_when and not offered:
            self._set_order("table")

    def _look_alike(self) -> None:
        if not self.desk.can_write or not self.isVisible():
            return
        if not self.model.by_theme:
            self._set_order("theme")
        self.alike.open()

    def _turned(self) -> None:
        self._tell()
        if not self.alike.is_open and self.isVisible():
            self.focus_list()

    def _set_order(self, order: str) -> None:
        """ "table", "columns" or "theme"; it stays so in this window, whatever the question."""
        row = self.list.current_row()
        self.model.order(by_theme=order == "theme", columns=order == "columns", by_when=order == "when")
        self.tools.choose(order)
        self.desk.actions["by_theme"].setChecked(order == "theme")
        self.desk.actions["by_columns"].setChecked(order == "columns")
        self.desk.actions["by_when"].setChecked(order == "when")
        self._tell()
        if row is not None:
            self.list.go_to(row.key)

    def _speak_for(self, group_id: str) -> None:
        if self.desk.can_write:
            self.entry.speak_for(group_id)

    def _toggle_aside(self) -> None:
        self.model.with_aside = not self.model.with_aside
        self.desk.actions["show_aside"].setChecked(self.model.with_aside)
        self.model.refresh()
        self._tell()

    def _done(self) -> None:
        if self.model.marks:
            self.model.clear_marks()
        else:
            self.shown()
