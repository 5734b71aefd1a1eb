"""What will be done: objectives and indicators, the action plan, pledges, reviews."""

from __future__ import annotations

from collections.abc import Sequence

from lsp_workshop.domain.dimensions import untouched
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Action, Ballot, Decision, Indicator, Objective, Participant, Pledge
from lsp_workshop.domain.record.parts import (
    Block,
    Cell,
    Column,
    Heading,
    Merged,
    Paragraph,
    Role,
    Section,
    Table,
)
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.record.plan_figures import ACROSS, by_objective, matrix, timeline
from lsp_workshop.domain.wording import (
    capital,
    counted,
    date_words,
    joined,
    listed,
    phrase,
    sentence,
    short_date,
    short_title,
)
from lsp_workshop.domain.workshop import Workshop


def objectives_section(workshop: Workshop, people: People) -> Section | None:
    """The objectives with who leads and by which routes, then what they are measured by."""
    objectives = sorted(workshop.all(Objective), key=lambda objective: objective.number)
    blocks: list[Block] = []
    if objectives:
        blocks.append(_objectives(workshop, objectives, people))
    measures: list[tuple[str, Indicator]] = []
    for objective in objectives:
        found = (workshop.find(Indicator, indicator_id) for indicator_id in objective.indicator_ids)
        measures += [(str(objective.number), indicator) for indicator in found if indicator is not None]
    used = {indicator.id for _, indicator in measures}
    measures += [("", indicator) for indicator in workshop.all(Indicator) if indicator.id not in used]
    if measures:
        blocks += [Heading(2, "How we will know"), _indicators(measures, people)]
    return Section("objectives", "Objectives and indicators", tuple(blocks)) if blocks else None


def _objectives(workshop: Workshop, objectives: Sequence[Objective], people: People) -> Table:
    routes = {option.id: option.label for ballot in workshop.all(Ballot) for option in ballot.options}
    rows = []
    for objective in objectives:
        chosen = [routes[route] for route in objective.route_ids if route in routes]
        rows.append(
            (
                Cell(str(objective.number), strong=True),
                Cell(objective.title, strong=True, note=objective.statement),
                Cell(note=_leads(objective, people)),
                Cell(note="; ".join(chosen)),
            )
        )
    columns = (Column("No.", 0.06), Column("Objective", 0.4), Column("Led by", 0.26), Column("Routes", 0.28))
    return Table(columns, tuple(rows))


def _leads(objective: Objective, people: People) -> str:
    lead = phrase((people.person(objective.lead_participant_id), people.organisation(objective.lead_organisation_id)))
    # A stand-in names the organisation already.
    organisation = people.organisation(objective.lead_organisation_id)
    if organisation and lead.count(organisation) > 1:
        lead = people.person(objective.lead_participant_id)
    with_whom = people.organisation(objective.co_lead_organisation_id)
    return phrase((lead, f"with {with_whom}" if with_whom else ""), "; ")


def _indicators(measures: Sequence[tuple[str, Indicator]], people: People) -> Table:
    """Indicators with the number of the objective that each belongs to."""
    columns = (
        Column("No.", 0.06), Column("Indicator", 0.35), Column("Now", 0.19), Column("Target", 0.2),
        Column("Measured by", 0.2),
    )  # fmt: skip
    rows = []
    for number_of, each in measures:
        status = each.baseline_status if each.baseline_status not in ("", "agreed") else ""
        when = joined((date_words(each.baseline_date), status))
        now = amount(each.baseline, each.unit) or "Not measured"
        target = amount(each.target, each.unit) or "No target yet"
        by = f"by {date_words(each.target_date)}" if each.target_date else ""
        owner = joined((people.organisation(each.owner_organisation_id) or "No owner yet", each.frequency))
        cells = (
            Cell(number_of, strong=True),
            Cell(joined((each.title, _direction(each)))),
            Cell(note=f"{now} ({when})" if when else now),
            Cell(note=joined((target, by), " ")),
            Cell(note=owner),
        )
        rows.append(cells)
    return Table(columns, tuple(rows))


def _direction(indicator: Indicator) -> str:
    return {"up": "should rise", "down": "should fall"}.get(indicator.direction, indicator.direction)


def amount(value: float | None, unit: str) -> str:
    """ "7.8%", "£250,000 a year", "41 per 1,000": as exact as it was given; "" for none."""
    if value is None:
        return ""
    figure = f"{int(value):,}" if value == int(value) else f"{value:,}"
    if unit.startswith("£"):
        return f"£{figure}{unit[1:]}"
    return f"{figure}{unit}" if unit == "%" else joined((figure, unit), " ")


# --- actions ------------------------------------------------------------------------------------------------


def action_section(workshop: Workshop, framework: Framework, people: People) -> Section | None:
    """The action plan, a table for each objective; what is missing is said, never left out in silence."""
    actions = workshop.all(Action)
    if not actions:
        return None
    arrangements = {prompt.id: prompt.text for prompt in framework.joint_arrangements}
    rows: list[tuple[Cell, ...]] = []
    for objective, own in by_objective(workshop):
        title = f"{objective.number}  {objective.title}" if objective else ACROSS
        if own and len(own) < len(actions):
            rows.append((Cell(title, strong=True),))
        rows += [_action_row(action, arrangements, people) for action in own]
    columns = (
        Column("Action and target", 0.22), Column("Plans", 0.1), Column("Delivers", 0.19), Column("Checks", 0.09),
        Column("Owner, first step", 0.17), Column("Milestones", 0.145), Column("Due", 0.085),
    )  # fmt: skip
    lead = f"{counted(len(actions), 'action')}: who plans, who delivers, who checks, by when."
    large = (
        Merged("Action and target", (0,), 0.25), Merged("Who", (1, 2, 3), 0.35, named=True),
        Merged("Owner, first step", (4,), 0.17), Merged("Due, milestones", (6, 5), 0.23),
    )  # fmt: skip
    table = Table(columns, tuple(rows), large)
    return Section("actions", "Action plan", (table,), lead=lead, landscape=True, own_page=True)


def plan_figures_section(workshop: Workshop, people: People) -> Section | None:
    """The plan as figures, one under the other: who does what, and when."""
    if not workshop.count(Action):
        return None
    who, when = matrix(workshop, people), timeline(workshop, people, notes=False)
    blocks: list[Block] = [who] if who else []
    blocks += [Heading(2, "When")] if who and when else []
    blocks += [when] if when else []
    return Section("plan-figures", "Who does what, and when", tuple(blocks), wide=True) if blocks else None


def _action_row(action: Action, arrangements: dict[str, str], people: People) -> tuple[Cell, ...]:
    joint = [arrangements[each] for each in action.joint_arrangement_ids if each in arrangements]
    status = "" if action.status in ("", "not started") else capital(action.status)
    notes = [
        f"Target: {action.target}" if action.target else "",
        f"Joint arrangement: {'; '.join(joint)}" if joint else "",
        _rag_words(action),
        status,
    ]
    delivers = people.organisations(action.deliverer_organisation_ids)
    checks = people.organisation(action.monitor_organisation_id)
    milestones = "\n".join(
        f"{joined((short_date(each.due), each.title), ': ')}{' (done)' if each.done else ''}"
        for each in action.milestones
    )
    return (
        Cell(action.title, strong=True, note="\n".join(note for note in notes if note), mark=action.rag or ""),
        _body(people.organisation(action.planner_organisation_id)),
        _body("; ".join(delivers)),
        _body(f"{checks} (also delivers)" if checks and checks in delivers else checks),
        _owner(action, people),
        Cell(note=milestones),
        Cell(short_date(action.due) or "Not yet agreed", strong=bool(action.due)),
    )


def _owner(action: Action, people: People) -> Cell:
    """Who owns it, with the first step; a role and an organisation small, as organisations are."""
    owner, step = people.person(action.owner_participant_id), _first_step(action)
    participant = people.workshop.find(Participant, action.owner_participant_id)
    if participant is None or people.may_name(participant):
        return Cell(owner or "Not yet agreed", note=step)
    return Cell(note=joined((owner, step), "\n"))


def _first_step(action: Action) -> str:
    by = f"by {short_date(action.first_step_due)}" if action.first_step_due else ""
    words = joined((action.first_step, by), ", " if action.first_step else "")
    return f"First step: {words}" if words else ""


def _rag_words(action: Action) -> str:
    """ "Amber: two meetings held, numbers fell": the colour of the title in words."""
    return joined((capital(action.rag), action.rag_reason), ": ") if action.rag else ""


def _body(name: str) -> Cell:
    """Organisations, small: their names are long; what is not agreed stands out."""
    return Cell(note=name) if name else Cell("Not yet agreed")


# --- pledges ------------------------------------------------------------------------------------------------


def pledges_section(workshop: Workshop, framework: Framework, people: People) -> Section | None:
    pledges = workshop.all(Pledge)
    if not pledges:
        return None
    dimensions = {prompt.id: prompt.text for prompt in framework.dimensions}
    ordered = sorted(pledges, key=lambda pledge: people.organisation(pledge.organisation_id).casefold() or "~")
    rows = []
    shown = ""
    for pledge in ordered:
        organisation = people.organisation(pledge.organisation_id) or "No organisation"
        who = _pledged_by(pledge, people)
        rows.append(
            (
                Cell("" if organisation == shown else organisation, strong=True, note=who),
                Cell(pledge.text),
                Cell(dimensions.get(pledge.dimension_id or "", "")),
                Cell(short_date(pledge.due)),
            )
        )
        shown = organisation
    columns = (
        Column("Organisation", 0.37), Column("Pledge", 0.37), Column("Change in", 0.13), Column("By", 0.13),
    )  # fmt: skip
    lead = "What partners will do to build their own capacity to work together."
    blocks: list[Block] = [Table(columns, tuple(rows))]
    nobody = untouched(workshop, framework)
    if nobody and len(nobody) < len(framework.dimensions):
        names = listed([each.text.lower() for each in nobody])
        blocks.append(Paragraph(f"Dimensions of change that no pledge touches: {names}.", Role.NOTE))
    return Section("pledges", "Pledges", tuple(blocks), lead=lead)


def _pledged_by(pledge: Pledge, people: People) -> str:
    """Who gave the pledge; a stand-in without the organisation, which stands over it."""
    return people.person(pledge.participant_id).removesuffix(f", {people.organisation(pledge.organisation_id)}")


# --- decisions -----------------------------------------------------------------------------------------------


def decided_section(workshop: Workshop) -> Section | None:
    """Every decision with how it was made, its outcome and the dissent."""
    decisions = workshop.all(Decision)
    if not decisions:
        return None
    rows = []
    for place, decision in enumerate(decisions, start=1):
        ballot = workshop.find(Ballot, decision.ballot_id)
        vote = f"Vote {short_title(ballot.title)}" if ballot else ""
        rows.append(
            (
                Cell(str(place)),
                Cell(decision.text, strong=True, note=f"Dissent: {decision.dissent}" if decision.dissent else ""),
                Cell(capital(decision.outcome), note=joined((sentence(capital(decision.how)), sentence(vote)), " ")),
            )
        )
    columns = (Column("No.", 0.06), Column("Decision", 0.63), Column("Outcome", 0.31))
    blocks: list[Block] = [Table(columns, tuple(rows))]
    if not any(decision.dissent for decision in decisions):
        blocks.append(Paragraph("No dissent was recorded.", Role.NOTE))
    lead = f"{counted(len(decisions), 'decision')}, {_outcomes(decisions)}."
    return Section("decisions", "Decisions", tuple(blocks), lead=lead)


def _outcomes(decisions: Sequence[Decision]) -> str:
    counts: dict[str, int] = {}
    for decision in decisions:
        counts[decision.outcome or "no outcome"] = counts.get(decision.outcome or "no outcome", 0) + 1
    return listed([f"{count} {outcome}" for outcome, count in counts.items()])
