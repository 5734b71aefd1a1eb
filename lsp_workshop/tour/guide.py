"""The order of the tour: the morning, every question as it was answered, the plan, the review and the record."""

from __future__ import annotations

from collections.abc import Iterable

from lsp_workshop.documents import Making
from lsp_workshop.domain.model import (
    Answer,
    Group,
    Question,
    Theme,
)
from lsp_workshop.tour.agreements import Agreements
from lsp_workshop.tour.ballots import Ballots
from lsp_workshop.tour.hands import SIZES, Hands
from lsp_workshop.tour.photos import photos
from lsp_workshop.ui.start.new import NewDialog
from lsp_workshop.ui.start.page import StartWindow
from lsp_workshop.ui.templates.editor import TemplateEditor
from lsp_workshop.ui.templates.shelf import TemplatesDialog
from lsp_workshop.ui.workshop.prepare.page import PreparePage
from lsp_workshop.ui.workshop.record.page import RecordPage
from lsp_workshop.ui.workshop.shell import WorkshopWindow

RECORD_NAME = "record.pdf"


class Guide:
    """Walks through the day that `hands` have the script of."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self._ballots, self._agreements = Ballots(hands), Agreements(hands)
        self._ids: dict[str, str] = {}
        """What the answers of the sample are called in the workshop that is typed."""

    def walk(self) -> None:
        """The whole day, from the start page to the record."""
        self._arrive()
        for question in self._hands.sample.walk():
            self._answer(question)
        self._agreements.plan()
        self._agreements.review()
        self._close()

    def _arrive(self) -> None:
        start = self._hands.program.show_start()
        start.resize(1100, 720)
        self._hands.until(lambda: start.model.rowCount() > 0, "the list of saved workshops")
        self._hands.look("start", start)
        self._templates(start)
        start.list.setFocus()
        self._hands.keys("Return")
        self._hands.until(lambda: isinstance(self._hands.program.window, WorkshopWindow), "the workshop window")
        self._hands.window.resize(*SIZES[0][:2])
        self._hands.keys("Ctrl+0")
        page = self._hands.window.page
        assert isinstance(page, PreparePage)
        for section in ("workshop", "people", "tables", "agenda"):
            page.open_section(section)
            self._hands.look(f"prepare-{section}")
        self._hands.keys("Ctrl+F11")

    def _templates(self, start: StartWindow) -> None:
        """What a new workshop may begin with; nothing is made of it here."""
        self._hands.keys("Ctrl+N")
        self._hands.look("new-workshop", start.findChildren(NewDialog)[-1])
        self._hands.keys("Escape")
        self._hands.keys("Ctrl+Shift+L")
        listed = start.findChildren(TemplatesDialog)[-1]
        self._hands.until(lambda: listed.list.hasFocus() and listed.current is not None, "the list of templates")
        self._hands.look("templates", listed)
        self._hands.keys("Down", "Return")
        self._hands.until(lambda: bool(listed.findChildren(TemplateEditor)), "the editor of a template")
        editor = listed.findChildren(TemplateEditor)[-1]
        self._hands.until(editor.outline.hasFocus, "the outline of a template")
        self._hands.keys("Down")
        self._hands.look("template", editor)
        self._hands.keys("Alt+3")
        self._hands.look("template-health-check", editor)
        self._hands.keys("Escape")
        # The off-screen platform gives nobody the keyboard back.
        listed.activateWindow()
        self._hands.until(listed.list.hasFocus, "the list of templates again")
        self._hands.keys("Escape")

    def _answer(self, question: Question) -> None:
        """Everything that was said, marked and put under themes; then the ballots and decisions of the question."""
        self._hands.window.go(question.stage_id)
        self._hands.window.walk.go(question.id)
        self._hands.window.stage_page.open_tab("answers")
        self._hands.keys("F5")
        said = self._hands.sample.answers_to(question.id)
        groups = {group.id: group.label for group in self._hands.workshop.all(Group)}
        if question.number == "2.2":
            self._coming()
        self._hands.keys("Ctrl+E")
        for answer in said:
            self._hands.at(answer.captured_at)
            label = groups.get(answer.group_id or "", "")
            self._hands.line(f"{label}: {answer.text}" if label else answer.text)
            self._ids[answer.id] = self._hands.workshop.answers_to(question.id)[-1].id
        self._mark(said)
        self._themes(said)
        if question.number in ("2.1", "4.1"):
            self._hands.look(f"question-{question.number}")
            self._hands.keys("Alt+V")
            self._hands.look(f"themes-{question.number}")
            self._hands.keys("Alt+V")
        self._hands.room("projector-question" if question.number == "2.1" else "")
        if question.number == "2.1":
            self._hands.keys("Shift+F5")
            self._hands.room("projector-answers")
            photos(self._hands, said)
        if question.number == "1.2":
            self._purpose()
        if question.number == "4.1":
            self._agreements.objectives()
        if question.number == "3.4":
            self._vision()
        # What the sample votes on in the last stage it votes on after everything there was said.
        if question.number == "5.4":
            self._ballots.hold_all("5")
        elif not question.number.startswith("5"):
            self._ballots.hold_all(question.number)
        if question.id == [each.id for each in self._hands.sample.questions_of(question.stage_id)][-1]:
            self._agreements.decisions(question)

    def _purpose(self) -> None:
        """A wording drafted and the checklist of the staff team: to be looked at, the sample has none."""
        panel = self._hands.window.stage_page.open_tab("purpose")
        panel.shown()
        self._hands.keys("Ctrl+Shift+I")
        self._hands.look("purpose")
        self._hands.keys("Shift+F4")
        self._hands.room("projector-purpose")
        self._hands.window.actions_table["undo"].trigger()
        self._hands.keys("Alt+2")
        self._hands.look("staff-team")
        self._hands.window.stage_page.open_tab("answers")

    def _coming(self) -> None:
        """Answers that say when it bites, soonest first: to be looked at, and taken back."""
        self._hands.keys("Ctrl+E")
        lines = (
            "Buses under public control / likely 2027",
            "New boundaries / unsure",
            "Skills money / certain April 2026",
        )
        for line in lines:
            self._hands.line(line)
        self._hands.keys("Alt+W")
        self._hands.look("coming")
        self._hands.keys("Alt+W")
        for _line in lines:
            self._hands.window.actions_table["undo"].trigger()

    def _vision(self) -> None:
        """The wordings that were voted on beside each other, here and in the room; then the indicators."""
        for number in ("3.1", "3.4"):
            self._hands.window.walk.go(self._hands.workshop.question_by_number(number).id)
            panel = self._hands.window.stage_page.open_tab("vision")
            panel.shown()
            self._hands.look(f"vision-{number}")
            if number == "3.1":
                self._hands.keys("Shift+F4")
                self._hands.room("projector-vision")

    def _mark(self, said: Iterable[Answer]) -> None:
        view = self._hands.window.stage_page.answers.list
        for answer in said:
            keys = [
                key
                for key, flag in (("H", answer.headline), ("M", answer.minority_view), ("S", answer.strong_feeling))
                if flag
            ]
            if keys:
                view.setFocus()
                view.go_to(self._ids[answer.id])
                self._hands.keys(*keys)

    def _themes(self, said: Iterable[Answer]) -> None:
        view = self._hands.window.stage_page.answers.list
        by_theme: dict[str, list[str]] = {}
        for answer in said:
            if answer.theme_id:
                by_theme.setdefault(answer.theme_id, []).append(self._ids[answer.id])
        for theme_id, answer_ids in by_theme.items():
            view.setFocus()
            for answer_id in answer_ids:
                view.go_to(answer_id)
                self._hands.keys("Space")
            self._hands.keys("Alt+T")
            self._hands.line(self._hands.sample.get(Theme, theme_id).title)

    def _close(self) -> None:
        self._hands.keys("Ctrl+6")
        page = self._hands.window.page
        assert isinstance(page, RecordPage)
        page.make_preview()
        self._hands.until(lambda: page.pages.page_count > 0 and not page.busy, "the preview")
        self._hands.until(lambda: 0 in page.pages.drawn_pages, "the first page")
        self._hands.look("record")
        library = self._hands.program.library
        library.export(self._hands.workshop.snapshot(), self._hands.folder / RECORD_NAME, "record", Making())
        self._hands.window.close()
        start = self._hands.program.window
        assert isinstance(start, StartWindow)
        start.close()
