"""The key tasks of a partnership as one checklist over all stages, and the dimensions of change that nobody touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from lsp_workshop.domain import key_tasks
from lsp_workshop.domain.dimensions import touched
from lsp_workshop.domain.edits.names import parse_yes_no
from lsp_workshop.domain.model import Action, Answer, ParkingLotItem, Pledge, Record, Stage, WorkshopDetails
from lsp_workshop.domain.prompts import touches_prompts
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.wording import counted
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.tables import Column, Kind, PartRows, RecordTable, TableSpec
from lsp_workshop.ui.widgets import Card, column, label


def _tr(text: str) -> str:
    return QCoreApplication.translate("Review", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow(Record):
    """A row of the checklist; its id is the key task's. It is never stored."""

    collection: ClassVar[str] = "stages"
    task: key_tasks.Task


_NOUNS = {
    Answer: ("answer", "answers"),
    Action: ("action", "actions"),
    ParkingLotItem: ("parked point", "parked points"),
}


class Checklist(QObject):
    """The rows, worked out when they are looked at after something has changed that they tell of.

    What came of the tasks is looked for in all answers: not for every cell, nor for every answer that comes in.
    """

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows: dict[str, TaskRow] = {}
        self._stale = True
        desk.changed.connect(self._noticed)

    def rows(self, workshop: Workshop) -> Sequence[TaskRow]:
        if self._stale:
            every = key_tasks.tasks(workshop, self._desk.framework)
            self._rows = {task.prompt.id: TaskRow(id=task.prompt.id, task=task) for task in every}
            self._stale = False
        return tuple(self._rows.values())

    def find(self, workshop: Workshop, row_id: str) -> TaskRow | None:
        self.rows(workshop)
        return self._rows.get(row_id)

    def _noticed(self, notice: Notice) -> None:
        changes = notice.transaction.changes
        self._stale = self._stale or notice.transaction.touches(Stage) or touches_prompts(changes)


def tasks_table(checklist: Checklist) -> TableSpec:
    def set_covered(row_id: str, words: str) -> Edit:
        def edit(workshop: Workshop, moment: Moment) -> Transaction:
            row = checklist.find(workshop, row_id)
            assert row is not None, "the framework's tasks stay"
            return key_tasks.tick_task(row.task, parse_yes_no(words))(workshop, moment)

        return edit

    return TableSpec(
        record=Stage,
        name=_tr("Key tasks"),
        noun=_tr("key task"),
        nouns=_tr("key tasks"),
        rows=checklist.rows,
        part=PartRows(checklist.find, lambda _transaction: ""),
        begins=1,
        columns=(
            Column("covered", _tr("Covered"), _ticked, set_covered, Kind.YES_NO, 88,
                   help=_tr("Space ticks it off in all of its stages")),
            Column("task", _tr("Key task"), _text, None, width=288, stretch=4, wrap=True),
            Column("heading", _tr("Part of"), _heading, None, width=144, stretch=1, wrap=True,
                   tone=lambda _w, _t: "muted"),
            Column("stages", _tr("Stages"), _stages, None, width=72, tone=lambda _w, _t: "muted"),
            Column("became", _tr("What came of it"), _became, None, width=120, wrap=True),
        ),
    )  # fmt: skip


def _ticked(_workshop: Workshop, row: TaskRow) -> str:
    return "Yes" if row.task.ticked else "No"


def _text(_workshop: Workshop, row: TaskRow) -> str:
    return row.task.prompt.text


def _heading(_workshop: Workshop, row: TaskRow) -> str:
    return row.task.prompt.heading


def _stages(_workshop: Workshop, row: TaskRow) -> str:
    """ "2, 3"; "ticked in 3 of 2, 3" where it is not ticked in all of them."""
    every = ", ".join(str(stage.number) for stage in row.task.stages)
    ticked = ", ".join(str(stage.number) for stage in row.task.ticked)
    return every if ticked in ("", every) else _tr("{ticked} of {every}").format(ticked=ticked, every=every)


def _became(_workshop: Workshop, row: TaskRow) -> str:
    kinds = [type(record) for record in row.task.used]
    return ", ".join(counted(kinds.count(kind), *words) for kind, words in _NOUNS.items() if kind in kinds)


class TasksSection(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        # Before the table, which hears of changes after it.
        self.table = RecordTable(desk, tasks_table(Checklist(desk, self)))
        card = Card(margin=4)
        card.body.addWidget(self.table)
        self.dimensions = label("", "body", wrap=True)
        layout = column(spacing=8)
        layout.addWidget(card, 1)
        layout.addWidget(self.dimensions)
        self.setLayout(layout)
        self._tell()

    def refresh(self, notice: Notice) -> None:
        if notice.transaction.touches(Pledge, WorkshopDetails):
            self._tell()
        if touches_prompts(notice.transaction.changes):
            self.table.viewport().update()

    def focus(self) -> None:
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.table.records.index(0, 0))
        self.table.setFocus()

    def keep(self) -> str:
        return self.table.keep()

    def _tell(self) -> None:
        found = touched(self._desk.workshop, self._desk.framework)
        tagged = [f"{each.dimension.text} {len(each.pledges)}" for each in found if each.pledges]
        nobody = [each.dimension.text for each in found if not each.pledges]
        if not tagged:
            words = self.tr("Dimensions of change: no pledge is tagged with one yet.")
        else:
            words = self.tr("Dimensions of change in the pledges: {tagged}.").format(tagged=", ".join(tagged))
            if nobody:
                words += " " + self.tr("Nobody touched: {nobody}.").format(nobody=", ".join(nobody))
        self.dimensions.setText(words)
