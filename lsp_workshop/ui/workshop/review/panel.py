"""The review tab of the last stage: how the partnership answers for itself, and what has to be settled before it ends.

Each section is a table or a small form; they are made when first looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from lsp_workshop.domain.edits.parking import lacks
from lsp_workshop.domain.edits.reviews import STRUCTURES
from lsp_workshop.domain.model import Feedback, Lesson, Mechanism, ParkingLotItem, Review, Stage
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.tables import RecordTable, TableSpec
from lsp_workshop.ui.widgets import Card, column, label, retext, row
from lsp_workshop.ui.workshop.page import Panel, still_there
from lsp_workshop.ui.workshop.review import specs
from lsp_workshop.ui.workshop.review.carried import carried_table, points
from lsp_workshop.ui.workshop.review.feedback import FeedbackSection
from lsp_workshop.ui.workshop.review.tasks import TasksSection
from lsp_workshop.ui.workshop.sections import Sections

ACCOUNTABILITY, CALENDAR, CARRIED, LESSONS = "accountability", "calendar", "carried", "lessons"
PARKING, TASKS, FEEDBACK = "parking", "tasks", "feedback"


class TableSection(QWidget):
    """A table in a card, and below it what it still lacks."""

    def __init__(self, desk: Desk, spec: TableSpec, note: Callable[[], str]) -> None:
        super().__init__()
        self._note = note
        self.table = RecordTable(desk, spec)
        card = Card(margin=4)
        card.body.addWidget(self.table)
        self.note = label("", "caption", "muted", wrap=True)
        layout = column(spacing=8)
        layout.addWidget(card, 1)
        layout.addWidget(self.note)
        self.setLayout(layout)
        retext(self.note, note())

    def refresh(self, notice: Notice) -> None:
        if notice.transaction.touches(self.table.records.spec.record):
            retext(self.note, self._note())

    def focus(self) -> None:
        if not self.table.currentIndex().isValid():
            self.table.select_new()
        self.table.setFocus()

    def keep(self) -> str:
        return self.table.keep()


Section = TableSection | TasksSection | FeedbackSection


class ReviewPanel(Panel):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        makers: dict[str, tuple[str, Callable[[], Section]]] = {
            ACCOUNTABILITY: (self.tr("Mechanisms"), self._make_accountability),
            CALENDAR: (self.tr("Dates"), self._make_calendar),
            CARRIED: (self.tr("Last time"), self._make_carried),
            LESSONS: (self.tr("Lessons"), self._make_lessons),
            PARKING: (self.tr("Parked"), self._make_parking),
            TASKS: (self.tr("Tasks"), self._make_tasks),
            FEEDBACK: (self.tr("Feedback"), self._make_feedback),
        }
        self._titles = {key: title for key, (title, _make) in makers.items()}
        self._sections = Sections(makers)
        self.sections, self.choices = self._sections.made, self._sections.choices
        self.setLayout(column(row(self.choices), self._sections.stack, spacing=8))
        self.choices.chosen.connect(self.choose)
        self._connect_keys()
        self.open_section(ACCOUNTABILITY)
        self._count()

    def _connect_keys(self) -> None:
        for key in self._titles:
            self.desk.actions.within(f"review_{key}", partial(self.choose, key), self)
        self.desk.actions.in_front(f"review_{key}" for key in self._titles)

    # --- a panel ------------------------------------------------------------------------------------------

    @property
    def section(self) -> Section:
        """The one in front."""
        return self._sections.current

    def shown(self) -> None:
        self.section.focus()

    def refresh(self, notice: Notice) -> None:
        for section in self.sections.values():
            section.refresh(notice)
        if notice.transaction.touches(Mechanism, Review, Lesson, ParkingLotItem, Feedback, Stage):
            self._count()

    def keep(self) -> str:
        return still_there(section.keep() for section in self.sections.values())

    def show_record(self, record_id: str) -> None:
        """To a record, to a point of a review ("rv0/2"), or to a section by its key."""
        if record_id in self._titles:
            self.choose(record_id)
            return
        for key in (CARRIED, *self._titles):
            section = self._with(record_id, key)
            if section is not None:
                self.choose(key)
                return

    def _with(self, record_id: str, key: str) -> Section | None:
        """The section that shows the record, with its row chosen."""
        kinds = {ACCOUNTABILITY: Mechanism, CALENDAR: Review, LESSONS: Lesson, PARKING: ParkingLotItem}
        workshop = self.desk.workshop
        is_here = (key in kinds and workshop.find(kinds[key], record_id) is not None) or (
            (key == CARRIED and any(point.id == record_id for point in points(workshop)))
            or (key == FEEDBACK and workshop.find(Feedback, record_id) is not None)
        )
        if not is_here:
            return None
        section = self.open_section(key)
        if isinstance(section, TableSection):
            section.table.select(record_id)
        return section

    # --- sections -----------------------------------------------------------------------------------------

    def open_section(self, key: str) -> Section:
        return self._sections.open(key)

    def table(self, key: str) -> RecordTable:
        """The table of a section, in front."""
        section = self.open_section(key)
        assert not isinstance(section, FeedbackSection), "feedback is no table"
        return section.table

    def choose(self, key: str) -> None:
        self.open_section(key).focus()

    def _count(self) -> None:
        workshop, feedback = self.desk.workshop, self.desk.workshop.feedback()
        known = {prompt.id for prompt in self.desk.framework.key_tasks}
        ticked = known.intersection(each for stage in workshop.stages() for each in stage.ticked_prompt_ids)
        for key, count in (
            (ACCOUNTABILITY, workshop.count(Mechanism)),
            (CALENDAR, workshop.count(Review)),
            (CARRIED, len(points(workshop))),
            (LESSONS, workshop.count(Lesson)),
            (PARKING, workshop.count(ParkingLotItem)),
            (TASKS, len(ticked)),
            (FEEDBACK, len(feedback.forms) if feedback else 0),
        ):
            self.choices.set_count(key, self._titles[key], count)

    def _make_accountability(self) -> Section:
        return TableSection(self.desk, specs.accountability_table(), str)

    def _make_calendar(self) -> Section:
        return TableSection(self.desk, specs.calendar_table(), self._calendar_note)

    def _make_carried(self) -> Section:
        return TableSection(self.desk, carried_table(), self._carried_note)

    def _make_lessons(self) -> Section:
        return TableSection(self.desk, specs.lessons_table(), self._lessons_note)

    def _make_parking(self) -> Section:
        return TableSection(self.desk, specs.parking_table(), self._parking_note)

    def _make_tasks(self) -> Section:
        return TasksSection(self.desk)

    def _make_feedback(self) -> Section:
        return FeedbackSection(self.desk)

    # --- what a section lacks -----------------------------------------------------------------------------

    def _calendar_note(self) -> str:
        coming = [review for review in self.desk.workshop.all(Review) if not review.items]
        if coming and not any(review.about == STRUCTURES for review in coming):
            return self.tr("No review looks at the partnership’s structures yet.")
        return ""

    def _carried_note(self) -> str:
        found = points(self.desk.workshop)
        left = sum(point.item.rag is None and not point.item.became for point in found)
        return self.tr("{left} of {all} still to rate").format(left=left, all=len(found)) if left else ""

    def _lessons_note(self) -> str:
        found: Sequence[Lesson] = self.desk.workshop.all(Lesson)
        left = sum(not (lesson.share_with and lesson.share_how) for lesson in found)
        if not left:
            return ""
        return self.tr("{left} of {all} do not say yet with whom they are shared, or how").format(
            left=left, all=len(found)
        )

    def _parking_note(self) -> str:
        found = self.desk.workshop.all(ParkingLotItem)
        left = sum(bool(lacks(item)) for item in found)
        if not left:
            return ""
        return self.tr("{left} of {all} want an owner and a date, or to be dropped with a reason").format(
            left=left, all=len(found)
        )
