"""Organisation pages: for each partner what it said it would do, with its dates in order. Names as in the record.

Each is one page. Where that is too little, who else takes part in an action is left to the record first, then the
objective it belongs to; what the partner itself has to do is never left out, and in the end goes on over the page.
"""

from __future__ import annotations

from enum import IntEnum

from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.handouts.making import for_everybody
from lsp_workshop.domain.handouts.parts import FormBlock, Handout, Leaf, Sheet, Side
from lsp_workshop.domain.model import Action, Indicator, Objective, Organisation, Pledge
from lsp_workshop.domain.record.names import nameless
from lsp_workshop.domain.record.parts import BulletList, Cell, Column, Heading, Paragraph, Table
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.wording import capital, counted, joined, listed, sentence, short_date, shortened
from lsp_workshop.domain.workshop import Workshop

_NO_DATE = "9999"
_SHORT = 60
"""Characters of an action's title beside its dates; it stands whole above them."""


def organisation_pages(workshop: Workshop, framework: Framework) -> Handout:
    """A page for each organisation that has anything to do, in the sectors' order; one that says so where none has."""
    workshop = nameless(workshop, public=False)
    people = People(workshop, public=False)
    order = {sector.id: place for place, sector in enumerate(workshop.sectors())}
    bodies = sorted(workshop.all(Organisation), key=lambda body: order.get(body.sector_id or "", len(order)))
    leaves: list[Leaf] = [side for body in bodies if (side := _side(workshop, body, framework, people))]
    if not leaves:
        nothing = Paragraph("No organisation has an action, a pledge or an objective so far.")
        leaves = [Sheet("What partners said they would do", (nothing,))]
    return for_everybody(workshop, people, "What you said you would do", leaves)


def _side(workshop: Workshop, body: Organisation, framework: Framework, people: People) -> Side | None:
    """The page with all that is known of its actions, and with less; everything where even that is too long."""
    pages = [_page(workshop, body, framework, people, told) for told in (*_Told, _Told.ALL)]
    return Side(tuple(page for page in pages if page is not None)) if all(pages) else None


class _Told(IntEnum):
    """How much is said of an action besides what the partner itself has to do."""

    ALL = 2
    NOT_WHO_ELSE = 1
    NOT_WHAT_FOR = 0


def _page(workshop: Workshop, body: Organisation, framework: Framework, people: People, told: _Told) -> Sheet | None:
    blocks: list[FormBlock] = []
    level = 3 if told is _Told.NOT_WHAT_FOR else 2
    led = [
        each for each in workshop.all(Objective) if body.id in (each.lead_organisation_id, each.co_lead_organisation_id)
    ]
    if led:
        led.sort(key=lambda objective: objective.number)
        blocks += [Heading(level, "Objectives you lead"), BulletList(tuple(_led(each, body) for each in led))]
    actions = _actions(workshop, body, people, told)
    if actions is not None:
        blocks += [Heading(level, "Your part in the action plan"), actions]
    pledges = _pledges(workshop, body, framework, people)
    if pledges is not None:
        blocks += [Heading(level, "Your pledges"), pledges]
    measures = [each for each in workshop.all(Indicator) if each.owner_organisation_id == body.id]
    if measures:
        words = tuple(joined((each.title, each.frequency)) for each in measures)
        blocks += [Heading(level, "What you measure"), BulletList(words)]
    if not blocks:
        return None
    dates = _dates(workshop, body)
    if dates is not None:
        blocks += [Heading(level, "Your dates in order"), dates]
    mark = people.mark(body.sector_id)
    return Sheet(body.name, tuple(blocks), label=mark.name if mark else "", lead=_lead(workshop, body))


def _led(objective: Objective, body: Organisation) -> str:
    words = f"{objective.number}  {objective.title}"
    return words if objective.lead_organisation_id == body.id else f"{words} (with the lead)"


def _roles(action: Action, body: Organisation) -> tuple[str, ...]:
    roles = {
        "plan": action.planner_organisation_id == body.id,
        "deliver": body.id in action.deliverer_organisation_ids,
        "check": action.monitor_organisation_id == body.id,
    }
    return tuple(role for role, applies in roles.items() if applies)


def _mine(workshop: Workshop, body: Organisation) -> list[Action]:
    mine = [action for action in workshop.all(Action) if _roles(action, body)]
    return sorted(mine, key=lambda action: action.due or _NO_DATE)


def _lead(workshop: Workshop, body: Organisation) -> str:
    actions = len(_mine(workshop, body))
    pledges = sum(pledge.organisation_id == body.id for pledge in workshop.all(Pledge))
    counts = [counted(count, noun) for count, noun in ((actions, "action"), (pledges, "pledge")) if count]
    return sentence(f"What you said you would do: {listed(counts)}") if counts else "What you said you would do."


def _actions(workshop: Workshop, body: Organisation, people: People, told: _Told) -> Table | None:
    rows = []
    for action in _mine(workshop, body):
        objective = workshop.find(Objective, action.objective_id)
        first = joined((action.first_step, short_date(action.first_step_due)))
        notes = (
            f"Objective {objective.number}  {objective.title}" if objective and told >= _Told.NOT_WHO_ELSE else "",
            f"Target: {action.target}" if action.target else "",
            f"First step: {first}" if first else "",
            _with(action, body, people) if told is _Told.ALL else "",
        )
        rows.append(
            (
                Cell(capital(listed(_roles(action, body))), strong=True),
                Cell(action.title, strong=True, note=joined(notes, "\n")),
                Cell(note=people.person(action.owner_participant_id) or "Not yet agreed"),
                Cell(short_date(action.due) or "Not yet agreed"),
            )
        )
    columns = (Column("You", 0.12), Column("Action", 0.59), Column("Owner", 0.16), Column("Due", 0.13))
    return Table(columns, tuple(rows)) if rows else None


def _with(action: Action, body: Organisation, people: People) -> str:
    """The other organisations of the action, and what each does."""
    others = [
        ("planned by", (action.planner_organisation_id,)),
        ("delivered by", action.deliverer_organisation_ids),
        ("checked by", (action.monitor_organisation_id,)),
    ]
    parts = []
    for what, ids in others:
        names = people.organisations([each for each in ids if each is not None and each != body.id])
        parts.append(f"{what} {listed(names)}" if names else "")
    said = joined(parts, "; ")
    return capital(said)


def _pledges(workshop: Workshop, body: Organisation, framework: Framework, people: People) -> Table | None:
    dimensions = {prompt.id: prompt.text for prompt in framework.dimensions}
    rows = tuple(
        (
            Cell(pledge.text, note=people.person(pledge.participant_id).removesuffix(f", {body.name}")),
            Cell(dimensions.get(pledge.dimension_id or "", "")),
            Cell(short_date(pledge.due)),
        )
        for pledge in workshop.all(Pledge)
        if pledge.organisation_id == body.id
    )
    return Table((Column("Pledge", 0.62), Column("Change in", 0.22), Column("By", 0.16)), rows) if rows else None


def _dates(workshop: Workshop, body: Organisation) -> Table | None:
    """First steps, milestones and ends of its actions, and when its pledges are due; of what it checks, the ends."""
    found: list[tuple[str, str, str]] = []
    for action in _mine(workshop, body):
        if _roles(action, body) == ("check",):
            found.append((action.due or "", "Check whether it is done", action.title))
            continue
        if action.first_step:
            found.append((action.first_step_due or "", f"First step: {action.first_step}", action.title))
        found += [(each.due or "", each.title, action.title) for each in action.milestones if not each.done]
        # The last milestone is often the end.
        if all(each.due != action.due for each in action.milestones):
            found.append((action.due or "", "Done", action.title))
    for pledge in workshop.all(Pledge):
        if pledge.organisation_id == body.id:
            found.append((pledge.due or "", "Pledge kept", pledge.text))
    dated = sorted((each for each in found if each[0]), key=lambda each: each[0])
    rows = tuple(
        (Cell(short_date(day), strong=True), Cell(what), Cell(note=shortened(of, _SHORT))) for day, what, of in dated
    )
    return Table((Column("When", 0.15), Column("What", 0.35), Column("Of", 0.5)), rows) if rows else None
