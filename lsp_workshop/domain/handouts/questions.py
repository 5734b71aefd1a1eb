"""What the room works from: a poster and a table sheet for each question, and the poster of the parking lot.

Questions come in the order and under the numbers of the screen; hidden ones are left out.
"""

from __future__ import annotations

from lsp_workshop.domain.edits.parking import is_open
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.handouts.making import for_everybody, which_group
from lsp_workshop.domain.handouts.parts import Display, FormBlock, Grid, Handout, Leaf, Sheet, Writing
from lsp_workshop.domain.model import ParkingLotItem, Question, Stage
from lsp_workshop.domain.record.parts import Cell, Column, Paragraph, Role
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.wording import short_date
from lsp_workshop.domain.workshop import Workshop


def posters(workshop: Workshop, framework: Framework) -> Handout:
    """A poster for each question, the room under it left free for notes; its parts are columns."""
    leaves: list[Leaf] = []
    for question in workshop.walk():
        blocks: list[FormBlock] = [Display(_asked(question), 60, 0.42)]
        hint = framework.hint(question)
        if hint:
            blocks.append(Paragraph(hint, Role.LEAD))
        parts = framework.parts(question)
        if parts:
            blocks.append(Writing(parts, ruled=False))
        leaves.append(Sheet("", tuple(blocks), label=_stage(workshop, question)))
    if not leaves:
        leaves = [Sheet("", (Writing(ruled=False),), label="Question")]
    return for_everybody(workshop, People(workshop, public=False), "Question posters", leaves, wall=True)


def table_sheets(workshop: Workshop, framework: Framework) -> Handout:
    """A sheet for each question, with lines to write on in the table's own words."""
    whose = which_group(workshop)
    leaves: list[Leaf] = []
    for question in workshop.walk():
        blocks: list[FormBlock] = [Display(_asked(question), 20, 0.3)]
        hint = framework.hint(question)
        if hint:
            blocks.append(Paragraph(hint, Role.NOTE))
        if whose is not None:
            blocks.append(whose)
        blocks.append(Writing(framework.parts(question) or ("",)))
        leaves.append(Sheet("", tuple(blocks), label=_stage(workshop, question)))
    if not leaves:
        leaves = [Sheet("Question", (*((whose,) if whose else ()), Writing()))]
    return for_everybody(workshop, People(workshop, public=False), f"{workshop.group_noun} sheets", leaves)


def parking_lot(workshop: Workshop) -> Handout:
    """The points that are parked and open, and room for those to come."""
    people = People(workshop, public=False)
    rows = tuple(
        (
            Cell(item.text, strong=True, note=f"From {item.carried_from}" if item.carried_from else ""),
            Cell(people.typed(item.raised_by)),
            Cell(people.person(item.owner_participant_id)),
            Cell(short_date(item.answer_by)),
        )
        for item in workshop.all(ParkingLotItem)
        if is_open(item)
    )
    columns = (Column("Point", 0.48), Column("Raised by", 0.18), Column("Who answers", 0.2), Column("By when", 0.14))
    lead = "What does not belong to the question now, and must not get lost. Each point gets somebody who answers it."
    sheet = Sheet("Parking lot", (Grid(columns, rows, blank=None, least=44),), lead=lead)
    return for_everybody(workshop, people, "Parking lot", [sheet], wall=True)


def _asked(question: Question) -> str:
    return f"{question.number}  {question.text}"


def _stage(workshop: Workshop, question: Question) -> str:
    """ "Stage 2 of 5 · Needs and opportunities"."""
    stage = workshop.find(Stage, question.stage_id)
    if stage is None:
        return ""
    return f"Stage {stage.number} of {workshop.count(Stage)} · {stage.title}"
