"""Forms that people fill in by hand and the facilitator's run sheet: actions, pledges, feedback."""

from __future__ import annotations

from datetime import datetime, time

from lsp_workshop.domain.edits.feedback import USUAL
from lsp_workshop.domain.feedback_means import points_of
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.handouts.making import for_everybody, ratings, ticks
from lsp_workshop.domain.handouts.parts import Card, Cards, Fields, FormBlock, Grid, Handout, Sheet, Writing
from lsp_workshop.domain.minutes import clock, minutes_of, steps_of
from lsp_workshop.domain.model import FEEDBACK_ID, AgendaItem, Feedback, Objective, Organisation
from lsp_workshop.domain.record.parts import BulletList, Cell, Column, Heading, Paragraph, Role
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.runsheet import run_sheet
from lsp_workshop.domain.wording import counted, joined, weekday_date
from lsp_workshop.domain.workshop import Workshop

PLEDGES = ((2, 2), (1, 2), (1, 1))


def action_sheets(workshop: Workshop, framework: Framework) -> Handout:
    """A sheet for an action under each objective, and one under none: every column of the plan, to be filled in."""
    objectives = sorted(workshop.all(Objective), key=lambda objective: objective.number)
    sheets = [_action(f"{each.number}  {each.title}", framework) for each in objectives]
    return for_everybody(
        workshop, People(workshop, public=False), "Action sheets", [*sheets, _action("", framework)]
    )  # fmt: skip


def _action(objective: str, framework: Framework) -> Sheet:
    under: FormBlock = Paragraph(f"Objective {objective}") if objective else Fields(("Objective",))
    columns = (Column("Milestones on the way", 0.72), Column("By", 0.28))
    joint = tuple(prompt.text for prompt in framework.joint_arrangements)
    blocks: list[FormBlock] = [
        under,
        Fields(("What will be done",)),
        Writing(lines=2),
        Fields(("Target: how much, for whom",)),
        Heading(3, "Who"),
        Fields(("Plans it",)),
        Fields(("Delivers it (one or more)",)),
        Fields(("Checks it (none of those who deliver)",)),
        Fields(("A person who owns it",)),
        Heading(3, "When"),
        Fields(("First step", "by")),
        Grid(columns, blank=4, least=24),
        Fields(("Done by (date)",)),
    ]
    if joint:
        blocks += [Heading(3, "Done jointly, by"), Paragraph(ticks(joint))]
    return Sheet("Action", tuple(blocks))


def pledge_cards(workshop: Workshop, framework: Framework) -> Handout:
    """A card for each organisation, the rest of the page without a name; the seven dimensions of change to tick."""
    cards = tuple(_pledge(organisation.name, framework) for organisation in workshop.all(Organisation))
    spare = _pledge("", framework)
    leaf = Cards(cards or (spare,), PLEDGES, spare=(spare,))
    return for_everybody(workshop, People(workshop, public=False), "Pledge cards", [leaf])


def _pledge(organisation: str, framework: Framework) -> Card:
    blocks: list[FormBlock] = [
        Heading(3, "Our pledge"),
        Paragraph(organisation) if organisation else Fields(("Organisation",)),
        Paragraph("To be a better partner, we will change this in our own house:", Role.NOTE),
        Writing(least=2),
        Fields(("By (date)", "Given by")),
    ]
    if framework.dimensions:
        dimensions = ticks(prompt.text for prompt in framework.dimensions)
        blocks += [Paragraph("It is a change in our (tick one):", Role.NOTE), Paragraph(dimensions)]
    return Card(tuple(blocks))


def feedback_form(workshop: Workshop) -> Handout:
    """The workshop's statements and scale, or the usual ones; no form asks whose it is."""
    held = workshop.feedback() or Feedback(id=FEEDBACK_ID)
    statements = held.statements or USUAL
    points = points_of(held)
    words = (
        f"Ring one number in each line, from {points[0]} (not at all) to {points[-1]} (fully); leave a line out where "
        "you cannot say. Nobody needs to know whose form this is."
    )
    blocks: tuple[FormBlock, ...] = (
        Paragraph(words, Role.NOTE),
        ratings(points, [(str(place), each, "") for place, each in enumerate(statements, start=1)]),
        Heading(3, "What should stay as it was today?"),
        Writing(lines=4),
        Heading(3, "What should be different next time?"),
        Writing(),
    )
    return for_everybody(workshop, People(workshop, public=False), "Feedback form", [Sheet("How was today?", blocks)])


def printed_run_sheet(workshop: Workshop) -> Handout:
    """The agenda as it is agreed now, with the questions of each stage and the steps of each method.

    It tells nothing of what has begun or is late: paper does not know what time it is.
    """
    lines = run_sheet(workshop, datetime.combine(datetime.min.date(), time())).lines
    rows = []
    asked: set[str] = set()
    for line in lines:
        item = line.item
        questions = ""
        if item.stage_id is not None and item.stage_id not in asked:
            asked.add(item.stage_id)
            questions = "\n".join(
                _question(each.number, each.text, each.minutes) for each in workshop.questions_of(item.stage_id)
            )
        rows.append(
            (
                Cell("" if line.agreed is None or item.cut else clock(line.agreed), strong=True, note=_takes(item)),
                Cell(item.title, strong=True, note=questions),
                Cell(note=_how(item)),
                Cell(),
            )
        )
    columns: tuple[Column, ...] = (Column("Time", 0.1), Column("What", 0.54), Column("How", 0.26), Column("Began", 0.1))
    if not rows:
        # To be written on: two figures in one small box are taken for one.
        columns = (columns[0], Column("Minutes", 0.1), Column("What", 0.46), Column("How", 0.24), columns[-1])
    blocks: list[FormBlock] = [Grid(columns, tuple(rows), blank=0 if rows else None, least=30)]
    rules = workshop.details.ground_rules
    if rules:
        blocks += [Heading(2, "Ground rules"), BulletList(rules)]
    details = workshop.details
    times = joined((details.starts, details.ends), " to ")
    label = joined((weekday_date(details.date), times, details.venue))
    people = People(workshop, public=False)
    return for_everybody(
        workshop, people, "Run sheet", [Sheet("Run sheet", tuple(blocks), label=label, lead=details.purpose)]
    )


def _question(number: str, text: str, minutes: int | None) -> str:
    return f"{number}  {text}" + (f" ({counted(minutes, 'minute')})" if minutes else "")


def _takes(item: AgendaItem) -> str:
    minutes = minutes_of(item)
    return "left out" if item.cut else f"{minutes} min" if minutes else ""


def _how(item: AgendaItem) -> str:
    """The method, and a line for each of its steps."""
    steps = [f"{step.minutes} min  {step.title}" for step in steps_of(item)]
    return "\n".join(part for part in (item.method, *steps) if part)
