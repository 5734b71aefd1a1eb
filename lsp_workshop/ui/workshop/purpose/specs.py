"""The table of what a staff team does, as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QCoreApplication

from lsp_workshop.domain.edits import staff_team
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Record, StaffAnswer, StaffFunction
from lsp_workshop.domain.staff_team import StaffLine, staff_lines
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.wording import capital
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.tables import Column, Kind, PartRows, TableSpec


def _tr(text: str) -> str:
    return QCoreApplication.translate("Purpose", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRow(Record):
    """A row of the checklist; its id is the function's. It is never stored."""

    collection: ClassVar[str] = "staff_functions"
    line: StaffLine


def staff_table(framework: Framework) -> TableSpec:
    def rows(workshop: Workshop) -> Sequence[StaffRow]:
        return [StaffRow(id=line.id, line=line) for line in staff_lines(workshop, framework)]

    def find(workshop: Workshop, row_id: str) -> StaffRow | None:
        return next((row for row in rows(workshop) if row.id == row_id), None)

    def line_of(workshop: Workshop, row_id: str) -> StaffLine:
        row = find(workshop, row_id)
        return row.line if row is not None else StaffLine(row_id, "")

    def set_answer(row_id: str, words: str) -> Edit:
        def edit(workshop: Workshop, moment: Moment) -> Transaction:
            return staff_team.answer_staff_function(line_of(workshop, row_id), words)(workshop, moment)

        return edit

    def set_note(row_id: str, words: str) -> Edit:
        def edit(workshop: Workshop, moment: Moment) -> Transaction:
            return staff_team.note_staff_function(line_of(workshop, row_id), words)(workshop, moment)

        return edit

    return TableSpec(
        record=StaffFunction,
        name=_tr("What a staff team does"),
        noun=_tr("function"),
        nouns=_tr("functions"),
        rows=rows,
        part=PartRows(find, lambda _transaction: ""),
        begins=1,
        columns=(
            Column("answer", _tr("Here"), _answer, set_answer, Kind.CHOICE, 128, shown=_answer_shown,
                   suggest=lambda _workshop: staff_team.ANSWERS, tone=_answer_tone,
                   help=_tr("have, planned or not for us: the first letters do")),
            Column("function", _tr("What a staff team does"), _function, None, width=256, stretch=4, wrap=True),
            Column("note", _tr("Who, or by when"), _note, set_note, width=160, stretch=2, wrap=True),
        ),
    )  # fmt: skip


def _answer(_workshop: Workshop, row: StaffRow) -> str:
    return str(row.line.answer)


def _answer_shown(_workshop: Workshop, row: StaffRow) -> str:
    return capital(str(row.line.answer))


def _answer_tone(_workshop: Workshop, row: StaffRow) -> str:
    return "muted" if row.line.answer is StaffAnswer.NOT_SAID else ""


def _function(_workshop: Workshop, row: StaffRow) -> str:
    return row.line.text


def _note(_workshop: Workshop, row: StaffRow) -> str:
    return row.line.note
