"""The sample away-day, driven through the real windows off-screen: every answer typed, every paper entered by key.

Leaves the workshop, its record and a picture of every screen in a folder. It shows what the program does where there
is no screen, makes the pictures of README, and is a test of the whole.
"""

from __future__ import annotations

import dataclasses
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QDeadlineTimer, QEvent, QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lsp_workshop.app import Program, Settings, make_application
from lsp_workshop.documents import bundled_framework
from lsp_workshop.domain.edits.milestones import typed_milestones
from lsp_workshop.domain.edits.names import typed_list
from lsp_workshop.domain.edits.objectives import route_names
from lsp_workshop.domain.edits.plan import typed_arrangements
from lsp_workshop.domain.model import (
    Action,
    Answer,
    Ballot,
    Decision,
    Feedback,
    Group,
    Lesson,
    Method,
    Objective,
    Organisation,
    ParkingLotItem,
    Participant,
    Pledge,
    Question,
    Record,
    Review,
    Secrecy,
    Theme,
    Turnout,
    Vote,
    WorkshopStatus,
)
from lsp_workshop.domain.paper_keys import paper_keys, sector_keys
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.library import Library
from lsp_workshop.lines import say
from lsp_workshop.paths import resource
from lsp_workshop.store import interchange, opening
from lsp_workshop.ui.projector.room import RoomProjector
from lsp_workshop.ui.start.new import NewDialog
from lsp_workshop.ui.start.page import StartWindow
from lsp_workshop.ui.tables import RecordTable
from lsp_workshop.ui.templates.editor import TemplateEditor
from lsp_workshop.ui.templates.shelf import TemplatesDialog
from lsp_workshop.ui.theme import Mode
from lsp_workshop.ui.workshop.ballots.closing import ClosingDialog
from lsp_workshop.ui.workshop.ballots.panel import BallotsPanel
from lsp_workshop.ui.workshop.ballots.running import ROLL
from lsp_workshop.ui.workshop.ballots.words import SECRECY_CHOICES
from lsp_workshop.ui.workshop.plan.decisions import DecisionsPanel
from lsp_workshop.ui.workshop.plan.panel import ACTIONS, MISSING, OBJECTIVES, PARKING, PLEDGES, TIMELINE, WHO, PlanPanel
from lsp_workshop.ui.workshop.prepare.page import PreparePage
from lsp_workshop.ui.workshop.record.page import RecordPage
from lsp_workshop.ui.workshop.review.panel import ReviewPanel
from lsp_workshop.ui.workshop.shell import WorkshopWindow

FILE_NAME = "Shaping-Aldermouth-Together.lspw"
RECORD_NAME = "record.pdf"
_NO_KEYS = Qt.KeyboardModifier.NoModifier
SIZES = ((1280, 800, ""), (1100, 680, "-small"))

_TYPED_IN = (
    Answer, Theme, Ballot, Vote, Turnout, Decision, Objective, Action, Pledge, ParkingLotItem, Review, Lesson, Feedback,
)  # fmt: skip
"""What the tour types in itself; the rest of the sample (people, agenda, indicators...) is there from the start."""

_PRESET_KEYS = {
    (Method.DOTS, None): "1",
    (Method.DOTS, "approval"): "2",
    (Method.SCALE, "gradients of agreement"): "4",
    (Method.SCALE, "fist to five"): "5",
    (Method.SCALE, "health check"): "7",
    (Method.CONSENT, None): "8",
    (Method.RANKING, None): "0",
}
"""The number of each kind of ballot that the sample has."""


def morning(sample: Workshop) -> list[Record]:
    """The sample as it was before the first question: people and tables, and nothing said yet."""
    records: list[Record] = []
    for record in sample.records():
        if isinstance(record, _TYPED_IN):
            continue
        if record is sample.details:
            record = dataclasses.replace(sample.details, status=WorkshopStatus.DRAFT)
        if isinstance(record, Participant):
            # Somebody left at five past three; until then everybody may vote.
            record = dataclasses.replace(record, left=None)
        records.append(record)
    return records


def run_tour(folder: Path) -> int:
    """Walk through the day; returns 0. Files of an earlier tour in `folder` are replaced, others stay."""
    if sys.platform.startswith("linux"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    folder.mkdir(parents=True, exist_ok=True)
    for old in (folder / FILE_NAME, folder / RECORD_NAME):
        old.unlink(missing_ok=True)
    sample = interchange.read_interchange(resource("sample/aldermouth.json")).workshop
    opening.create_workshop(folder / FILE_NAME, morning(sample))
    data = Path(tempfile.mkdtemp(prefix="lsp-workshop-tour-"))
    qInstallMessageHandler(_without_excuses)
    try:
        guide = Guide(folder, data, sample)
        # An error in a slot ends in the hook and would otherwise pass for a picture that is only a little odd.
        sys.excepthook = guide.stumbled
        guide.walk()
    finally:
        sys.excepthook = sys.__excepthook__
        qInstallMessageHandler(None)
        shutil.rmtree(data, ignore_errors=True)
    if guide.errors:
        raise guide.errors[0]
    say(f"{folder / FILE_NAME}: the workshop")
    say(f"{folder / RECORD_NAME}: its record")
    for picture in guide.pictures:
        say(str(picture))
    return 0


def _without_excuses(_kind: QtMsgType, _context: QMessageLogContext, message: str | None) -> None:
    """Qt's words without those in which the off-screen platform says what a screen could do."""
    if message and not message.startswith("This plugin does not support"):
        print(message, file=sys.stderr)


class Guide:
    """Hands on the keyboard and a camera. `sample` is the script of the day."""

    def __init__(self, folder: Path, data: Path, sample: Workshop) -> None:
        app = make_application()
        self._app = app
        self._folder = folder
        self._sample = sample
        self._ids: dict[str, str] = {}
        self.pictures: list[Path] = []
        self.errors: list[BaseException] = []
        self._now = datetime.fromisoformat(f"{sample.details.date}T09:30:00")
        library = Library(documents=folder, data=data, clock=self._clock)
        self._program = Program(app, library, Settings(data))
        self._program.theme.set_mode(Mode.LIGHT)

    def walk(self) -> None:
        """The whole day, from the start page to the record."""
        self._arrive()
        for question in self._sample.walk():
            self._answer(question)
        self._plan()
        self._review()
        self._close()

    def _clock(self) -> datetime:
        """The time of the sample's day, so that the record tells of that day and not of this one."""
        return self._now

    def _at(self, moment: str | None) -> None:
        if moment:
            self._now = datetime.fromisoformat(moment)

    def stumbled(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        self.errors.append(error)

    # --- hands and eyes -----------------------------------------------------------------------------------

    @property
    def _window(self) -> WorkshopWindow:
        window = self._program.window
        assert isinstance(window, WorkshopWindow)
        return window

    @property
    def _workshop(self) -> Workshop:
        return self._window.desk.workshop

    def _focus(self) -> QWidget:
        window = self._program.window
        assert window is not None
        if QApplication.activeModalWidget() is None and not window.isActiveWindow():
            # The off-screen platform forgets which window is in front when a popup or another window goes.
            window.activateWindow()
            self._until(window.isActiveWindow, "the window in front")
        return QApplication.focusWidget() or window

    def _keys(self, *sequences: str) -> None:
        """Press keys as they stand in the menu: "Ctrl+Return"."""
        for sequence in sequences:
            QTest.keySequence(self._focus(), QKeySequence(sequence))

    def _type(self, text: str) -> None:
        for character in text:
            if character.isascii():
                QTest.keyClicks(self._focus(), character)
            else:
                # Qt's tests know no key for a dash or an accent; a keyboard sends the text with it.
                self._app.sendEvent(self._focus(), QKeyEvent(QEvent.Type.KeyPress, 0, _NO_KEYS, character))

    def _line(self, text: str) -> None:
        self._type(text)
        self._keys("Return")

    def _look(self, name: str, window: QWidget | None = None) -> None:
        """A picture of the window, in light and dark; of the workshop window also small."""
        if window is not None:
            self._picture(name, window)
            return
        theme = self._program.theme
        for mode, suffix in ((Mode.DARK, "-dark"), (Mode.LIGHT, "")):
            theme.set_mode(mode)
            for width, height, size in SIZES:
                self._window.resize(width, height)
                self._picture(f"{name}{size}{suffix}", self._window)
        self._window.resize(*SIZES[0][:2])

    def _picture(self, name: str, widget: QWidget) -> None:
        # Layouts and timers of zero come to rest first.
        QTest.qWait(20)
        path = self._folder / f"{name}.png"
        widget.grab().save(str(path))
        self.pictures.append(path)

    def _until(self, done: Callable[[], bool], what: str) -> None:
        deadline = QDeadlineTimer(60_000)
        while not done():
            if deadline.hasExpired():
                raise TimeoutError(what)
            QTest.qWait(10)

    # --- morning ------------------------------------------------------------------------------------------

    def _arrive(self) -> None:
        start = self._program.show_start()
        start.resize(1100, 720)
        self._until(lambda: start.model.rowCount() > 0, "the list of saved workshops")
        self._look("start", start)
        self._templates(start)
        start.list.setFocus()
        self._keys("Return")
        self._until(lambda: isinstance(self._program.window, WorkshopWindow), "the workshop window")
        self._window.resize(*SIZES[0][:2])
        self._keys("Ctrl+0")
        page = self._window.page
        assert isinstance(page, PreparePage)
        for section in ("workshop", "people", "tables", "agenda"):
            page.open_section(section)
            self._look(f"prepare-{section}")
        self._keys("Ctrl+F11")

    def _templates(self, start: StartWindow) -> None:
        """What a new workshop may begin with; nothing is made of it here."""
        self._keys("Ctrl+N")
        self._look("new-workshop", start.findChildren(NewDialog)[-1])
        self._keys("Escape")
        self._keys("Ctrl+Shift+L")
        listed = start.findChildren(TemplatesDialog)[-1]
        self._until(lambda: listed.list.hasFocus() and listed.current is not None, "the list of templates")
        self._look("templates", listed)
        self._keys("Down", "Return")
        self._until(lambda: bool(listed.findChildren(TemplateEditor)), "the editor of a template")
        editor = listed.findChildren(TemplateEditor)[-1]
        self._until(editor.outline.hasFocus, "the outline of a template")
        self._keys("Down")
        self._look("template", editor)
        self._keys("Alt+3")
        self._look("template-health-check", editor)
        self._keys("Escape")
        # The off-screen platform gives nobody the keyboard back.
        listed.activateWindow()
        self._until(listed.list.hasFocus, "the list of templates again")
        self._keys("Escape")

    # --- the questions ------------------------------------------------------------------------------------

    def _answer(self, question: Question) -> None:
        """Everything that was said, marked and put under themes; then the ballots and decisions of the question."""
        self._window.go(question.stage_id)
        self._window.walk.go(question.id)
        self._window.stage_page.open_tab("answers")
        self._keys("F5")
        said = self._sample.answers_to(question.id)
        groups = {group.id: group.label for group in self._workshop.all(Group)}
        if question.number == "2.2":
            self._coming()
        self._keys("Ctrl+E")
        for answer in said:
            self._at(answer.captured_at)
            label = groups.get(answer.group_id or "", "")
            self._line(f"{label}: {answer.text}" if label else answer.text)
            self._ids[answer.id] = self._workshop.answers_to(question.id)[-1].id
        self._mark(said)
        self._themes(said)
        if question.number in ("2.1", "4.1"):
            self._look(f"question-{question.number}")
            self._keys("Alt+V")
            self._look(f"themes-{question.number}")
            self._keys("Alt+V")
        self._room("projector-question" if question.number == "2.1" else "")
        if question.number == "2.1":
            self._keys("Shift+F5")
            self._room("projector-answers")
        if question.number == "1.2":
            self._purpose()
        if question.number == "4.1":
            self._objectives()
        if question.number == "3.4":
            self._vision()
        # What the sample votes on in the last stage it votes on after everything there was said.
        if question.number == "5.4":
            self._ballots("5")
        elif not question.number.startswith("5"):
            self._ballots(question.number)
        if question.id == [each.id for each in self._sample.questions_of(question.stage_id)][-1]:
            self._decisions(question)

    def _purpose(self) -> None:
        """A wording drafted and the checklist of the staff team: to be looked at, the sample has none."""
        panel = self._window.stage_page.open_tab("purpose")
        panel.shown()
        self._keys("Ctrl+Shift+I")
        self._look("purpose")
        self._keys("Shift+F4")
        self._room("projector-purpose")
        self._window.actions_table["undo"].trigger()
        self._keys("Alt+2")
        self._look("staff-team")
        self._window.stage_page.open_tab("answers")

    def _coming(self) -> None:
        """Answers that say when it bites, soonest first: to be looked at, and taken back."""
        self._keys("Ctrl+E")
        lines = (
            "Buses under public control / likely 2027",
            "New boundaries / unsure",
            "Skills money / certain April 2026",
        )
        for line in lines:
            self._line(line)
        self._keys("Alt+W")
        self._look("coming")
        self._keys("Alt+W")
        for _line in lines:
            self._window.actions_table["undo"].trigger()

    def _leavers(self, before: str) -> None:
        """Who left before a ballot opened has no vote in it."""
        for person in self._sample.all(Participant):
            if person.left and person.left < before and not self._workshop.get(Participant, person.id).left:
                self._at(f"{self._sample.details.date}T{person.left}:00")
                self._keys("F8")
                self._type(person.name)
                self._keys("Ctrl+Return")
                self._window.go("S5")

    def _mark(self, said: Iterable[Answer]) -> None:
        view = self._window.stage_page.answers.list
        for answer in said:
            keys = [
                key
                for key, flag in (("H", answer.headline), ("M", answer.minority_view), ("S", answer.strong_feeling))
                if flag
            ]
            if keys:
                view.setFocus()
                view.go_to(self._ids[answer.id])
                self._keys(*keys)

    def _themes(self, said: Iterable[Answer]) -> None:
        view = self._window.stage_page.answers.list
        by_theme: dict[str, list[str]] = {}
        for answer in said:
            if answer.theme_id:
                by_theme.setdefault(answer.theme_id, []).append(self._ids[answer.id])
        for theme_id, answer_ids in by_theme.items():
            view.setFocus()
            for answer_id in answer_ids:
                view.go_to(answer_id)
                self._keys("Space")
            self._keys("Alt+T")
            self._line(self._sample.get(Theme, theme_id).title)

    def _room(self, name: str) -> None:
        """What the room sees, as large as a projector."""
        if name:
            projector = self._window.projector
            assert isinstance(projector, RoomProjector)
            projector.room.resize(1280, 720)
            self._picture(name, projector.room)

    # --- ballots ------------------------------------------------------------------------------------------

    def _ballots(self, number: str) -> None:
        """The ballots on a question or, by the number of a stage, on all of its questions, in the day's order."""
        held = [
            (ballot.opened_at or "", ballot, question)
            for ballot in self._sample.all(Ballot)
            if (question := self._sample.find(Question, ballot.question_id)) is not None
            and (question.number == number or question.number.startswith(f"{number}."))
        ]
        for opened_at, ballot, question in sorted(held, key=lambda each: each[0]):
            self._leavers(opened_at[11:16])
            self._window.walk.go(question.id)
            self._hold(ballot)

    def _hold(self, ballot: Ballot) -> None:
        self._at(ballot.opened_at)
        panel = self._window.stage_page.open_tab("ballots")
        assert isinstance(panel, BallotsPanel)
        panel.to_list()
        self._keys("Ctrl+B")
        self._options(ballot)
        if ballot.id == "b1":
            self._look("ballot-new")
        self._keys(_PRESET_KEYS[ballot.method, ballot.preset])
        panel.draft.title.setFocus()
        panel.draft.title.selectAll()
        self._type(ballot.title)
        self._keys("Return")
        panel.draft.secrecy.setFocus()
        self._keys("Home", *["Down"] * [each for each, _ in SECRECY_CHOICES].index(ballot.secrecy))
        if ballot.id == "b1":
            self._look("ballot-draft")
        self._keys("Ctrl+Return")
        self._papers(panel, ballot)
        self._turnout(panel, ballot)
        self._at(ballot.closed_at)
        self._keys("Ctrl+Shift+K")
        self._close_it("ballot-closing" if ballot.id == "b1" else "")
        if ballot.id == "b1":
            self._look("ballot-result")
            self._keys("F4", "F6")
            self._room("projector-result")
        elif ballot.id in ("b2", "b5", "b6"):
            self._look(f"ballot-result-{ballot.id}")

    def _options(self, ballot: Ballot) -> None:
        """Themes for the dots, objectives for the ranking, and for the rest the lines as they were typed that day."""
        if ballot.method is Method.RANKING:
            self._keys("O")
        elif ballot.id != "b1" and ballot.preset != "health check":
            self._keys("L")
            for place, option in enumerate(ballot.options):
                if place:
                    self._keys("Return")
                self._type(option.label)
            self._keys("Tab")

    def _papers(self, panel: BallotsPanel, ballot: Ballot) -> None:
        entry = panel.running.papers
        entry.setFocus()
        now = panel.ballot
        assert now is not None
        letters = sector_keys(self._workshop, now)
        key_of = dict(zip((each.label for each in now.options), paper_keys(self._workshop, now), strict=True))
        # The papers name the sample's options; here they stand in the order in which their themes were made.
        in_order = sorted(ballot.options, key=lambda each: list(key_of).index(each.label))
        for place, vote in enumerate(self._sample.votes_in(ballot.id)):
            if vote.participant_id:
                self._type(self._sample.get(Participant, vote.participant_id).name.lower())
            elif whose := letters.get(vote.sector_id or vote.group_id or ""):
                self._type(whose.lower())
            if vote.spoilt:
                self._keys("F12", "F12")
                continue
            self._mark_paper(now, [(key_of[each.label], vote.choices.get(each.id)) for each in in_order])
            if place == 16 and ballot.id in ("b1", "b6"):
                self._look(f"ballot-papers-{ballot.id}")
                entry.setFocus()
            self._keys("Return")
            if not vote.choices:
                self._keys("Return")

    def _mark_paper(self, ballot: Ballot, marks: list[tuple[str, int | None]]) -> None:
        """`marks` has the key and the number of each option, in the order in which they stand."""
        if ballot.method is Method.RANKING:
            for key, _place in sorted(marks, key=lambda mark: mark[1] or 0):
                self._type(key.lower())
        elif ballot.method is Method.DOTS:
            for key, dots in marks:
                self._type(key.lower() * (dots or 0))
        else:
            for _key, value in marks:
                self._type("0" if value is None else str(value))

    def _turnout(self, panel: BallotsPanel, ballot: Ballot) -> None:
        turnout = self._sample.turnout_of(ballot.id)
        if turnout is None or ballot.secrecy is Secrecy.ATTRIBUTED:
            return
        panel.running.choose(ROLL)
        for participant_id in turnout.participant_ids:
            person = self._sample.get(Participant, participant_id)
            self._line(person.name)
        if ballot.id == "b1":
            self._look("ballot-turnout")

    def _close_it(self, picture: str) -> None:
        """Enter closes; once more where papers, names and room do not agree."""
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ClosingDialog)
        if picture:
            self._picture(picture, dialog)
        for _ in range(1 if dialog.agrees else 2):
            QTest.keyClick(dialog.close_it, Qt.Key.Key_Return)

    # --- decisions, the plan, the record ------------------------------------------------------------------

    def _decisions(self, question: Question) -> None:
        found = [each for each in self._sample.all(Decision) if each.stage_id == question.stage_id]
        if not found:
            return
        panel = self._window.stage_page.open_tab("decisions")
        assert isinstance(panel, DecisionsPanel)
        for decision in found:
            self._at(decision.recorded_at)
            panel.entry.setFocus()
            self._line(decision.text)
            self._settle(panel, decision)
        if question.stage_id == "S5":
            self._look("decisions")

    def _settle(self, panel: DecisionsPanel, decision: Decision) -> None:
        """How it was decided, with what outcome, and who did not agree."""
        card = next(card for card in panel.cards if card.decision.text == decision.text)
        card.open_form()
        form = card.form
        assert form is not None
        form.outcome.choose(decision.outcome)
        for field, words in ((form.how, decision.how), (form.dissent, decision.dissent)):
            field.setFocus()
            self._type(words)
        behind = self._sample.find(Ballot, decision.ballot_id)
        if behind is not None:
            form.ballot.setCurrentIndex(form.ballot.findText(behind.title))
        form.dissent.setFocus()
        self._keys("Return")

    def _vision(self) -> None:
        """The wordings that were voted on beside each other, here and in the room; then the indicators."""
        for number in ("3.1", "3.4"):
            self._window.walk.go(self._workshop.question_by_number(number).id)
            panel = self._window.stage_page.open_tab("vision")
            panel.shown()
            self._look(f"vision-{number}")
            if number == "3.1":
                self._keys("Shift+F4")
                self._room("projector-vision")

    def _objectives(self) -> None:
        panel = self._window.stage_page.open_tab("plan")
        assert isinstance(panel, PlanPanel)
        table = panel.open_table(OBJECTIVES)
        for objective in self._sample.all(Objective):
            lead = self._name(Organisation, objective.lead_organisation_id)
            person = self._name(Participant, objective.lead_participant_id)
            with_them = self._name(Organisation, objective.co_lead_organisation_id)
            routes = typed_list(route_names(self._sample, objective))
            self._row(table, objective.title, "", objective.statement, lead, person, with_them, routes)
        self._top(table)
        self._look("plan-objectives")

    def _plan(self) -> None:
        self._window.walk.go("Q4.1")
        panel = self._window.stage_page.open_tab("plan")
        assert isinstance(panel, PlanPanel)
        table = panel.open_table(ACTIONS)
        for action in self._sample.all(Action):
            self._row(
                table,
                action.title,
                self._objective_title(action),
                self._name(Organisation, action.planner_organisation_id),
                typed_list([self._name(Organisation, each) for each in action.deliverer_organisation_ids]),
                action.target,
                typed_milestones(action.milestones),
                self._name(Organisation, action.monitor_organisation_id),
                self._name(Participant, action.owner_participant_id),
                action.due or "",
                action.first_step,
                "",
                typed_arrangements(action, bundled_framework().joint_arrangements),
            )
        self._top(table)
        self._look("plan-actions")
        self._pledges(panel)
        panel.open_view(MISSING)
        panel.shown()
        self._look("plan-missing")
        panel.open_view(TIMELINE)
        panel.shown()
        self._look("plan-timeline")
        panel.open_view(WHO)
        panel.shown()
        self._look("plan-matrix")
        table = panel.open_table(PARKING)
        for item in self._sample.all(ParkingLotItem):
            owner = self._name(Participant, item.owner_participant_id)
            self._row(table, item.text, item.raised_by, owner, item.answer_by or "", item.status)
        self._look("parking-lot")

    def _pledges(self, panel: PlanPanel) -> None:
        dimensions = {each.id: each.text for each in bundled_framework().dimensions}
        table = panel.open_table(PLEDGES)
        for pledge in self._sample.all(Pledge):
            organisation = self._name(Organisation, pledge.organisation_id)
            person = self._name(Participant, pledge.participant_id)
            change = dimensions.get(pledge.dimension_id or "", "")
            self._row(table, pledge.text, organisation, person, change, pledge.due or "")
        self._top(table)
        self._look("plan-pledges")

    def _review(self) -> None:
        """Stage 5: reviews to come, what became of last year's promises, lessons, the forms; then the reading back."""
        last = self._sample.walk()[-1]
        self._window.walk.go(last.id)
        panel = self._window.stage_page.open_tab("review")
        assert isinstance(panel, ReviewPanel)
        reviews, feedback = self._sample.all(Review), self._sample.feedback()
        for review in reviews:
            self._row(panel.table("calendar"), review.kind, review.date)
        self._look("review-calendar")
        for item in (item for review in reviews for item in review.items):
            self._row(panel.table("carried"), item.title, item.reason, item.rag or "")
        self._look("review-last-time")
        for lesson in self._sample.all(Lesson):
            self._row(panel.table("lessons"), lesson.text, lesson.kind, lesson.share_with)
        self._look("review-lessons")
        panel.choose("feedback")
        for statement in feedback.statements if feedback else ():
            self._line(statement)
        self._keys("Ctrl+Return")
        for form in feedback.forms if feedback else ():
            self._line("".join("-" if score is None else str(score) for score in form.scores))
        self._keys("Tab")
        for comment in feedback.comments if feedback else ():
            self._line(comment)
        self._look("review-feedback")
        self._keys("Shift+F9")
        self._room("projector-read-back")

    def _row(self, table: RecordTable, *values: str) -> None:
        """A new row, cell by cell; an empty value leaves its cell as it is."""
        table.select_new()
        table.setFocus()
        for value in values:
            if value:
                self._keys("F2")
                self._type(value)
            self._keys("Tab")

    def _top(self, table: RecordTable) -> None:
        table.select(table.records.ids[0])
        table.setFocus()

    def _name(self, kind: type[Organisation] | type[Participant], record_id: str | None) -> str:
        found = self._sample.find(kind, record_id)
        return found.name if found else ""

    def _objective_title(self, action: Action) -> str:
        objective = self._sample.find(Objective, action.objective_id)
        return objective.title if objective else ""

    def _close(self) -> None:
        self._keys("Ctrl+6")
        page = self._window.page
        assert isinstance(page, RecordPage)
        page.make_preview()
        self._until(lambda: page.pages.page_count > 0 and not page.busy, "the preview")
        self._until(lambda: 0 in page.pages.drawn_pages, "the first page")
        self._look("record")
        library = self._program.library
        library.export(self._workshop.snapshot(), self._folder / RECORD_NAME, "record", _quietly, _never)
        self._window.close()
        start = self._program.window
        assert isinstance(start, StartWindow)
        start.close()


def _quietly(_done: int, _of: int) -> None: ...


def _never() -> bool:
    return False
