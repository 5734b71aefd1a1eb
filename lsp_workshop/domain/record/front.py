"""The front of the record: cover, the day on one page, purpose and agenda."""

from __future__ import annotations

from datetime import datetime
from itertools import compress

from lsp_workshop.domain.model import (
    Action,
    AgendaItem,
    Answer,
    AnswerStatus,
    Ballot,
    BallotStatus,
    Correction,
    Decision,
    Method,
    Objective,
    Participant,
    Stage,
)
from lsp_workshop.domain.purpose import standing
from lsp_workshop.domain.record.ballots import verdict_words
from lsp_workshop.domain.record.figures import bar_chart
from lsp_workshop.domain.record.parts import (
    Block,
    BulletList,
    Cell,
    Column,
    Detail,
    Details,
    Fact,
    Heading,
    KeyFacts,
    Paragraph,
    Role,
    Section,
    Table,
)
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.results import BallotResult
from lsp_workshop.domain.runsheet import begun_on, held_on, seconds_taken
from lsp_workshop.domain.vision import adopted_version
from lsp_workshop.domain.voting import result_of
from lsp_workshop.domain.wording import capital, inside, joined, listed, number_word, sentence, shortened, weekday_date
from lsp_workshop.domain.workshop import Workshop

TOP = 5
"""How many priorities stand on the page about the day."""
_DECISIONS = 7
_SHORT = 150


def cover_details(workshop: Workshop, people: People) -> tuple[Detail, ...]:
    details, partnership = workshop.details, workshop.details.partnership
    times = joined((details.starts, details.ends), " to ")
    chair = people.person(partnership.chair_id)
    rows = [
        ("Partnership", partnership.name),
        ("Area", partnership.area),
        ("Date", joined((weekday_date(details.date), times))),
        ("Place", details.venue),
        ("Chair", chair),
        ("Facilitator", "" if people.public else people.typed(details.facilitator)),
        ("Scribe", "" if people.public else people.typed(details.scribe)),
        ("Accountable body", people.organisation(partnership.accountable_body_id)),
    ]
    return tuple(Detail(label, text) for label, text in rows if text)


def last_change(workshop: Workshop) -> str:
    """The latest time the records themselves know (ISO 8601); the workshop's date where they know none."""
    times = [answer.captured_at for answer in workshop.all(Answer)]
    times += [time for ballot in workshop.all(Ballot) for time in (ballot.opened_at, ballot.closed_at) if time]
    times += [decision.recorded_at for decision in workshop.all(Decision)]
    times += [correction.at for correction in workshop.all(Correction)]
    return max((time for time in times if time), default="") or workshop.details.date


# --- the day on one page ------------------------------------------------------------------------------------


def day_section(workshop: Workshop, people: People) -> Section | None:
    """Numbers, vision, priorities, decisions: what somebody who reads one page should know."""
    blocks: list[Block] = []
    facts = _numbers(workshop)
    if facts:
        blocks.append(KeyFacts(tuple(facts)))
    vision = adopted_version(workshop)
    if vision is not None:
        blocks += [Heading(3, "The vision"), Paragraph(vision.text, Role.STATEMENT)]
        if vision.result is not None:
            blocks.append(Paragraph(sentence(verdict_words(vision.result, people)), Role.NOTE))
    blocks.extend(priorities(workshop, people))
    blocks.extend(_objectives(workshop))
    blocks.extend(_decisions(workshop))
    return Section("day", "The day on one page", tuple(blocks), own_page=True) if blocks else None


def _numbers(workshop: Workshop) -> list[Fact]:
    there = [participant for participant in workshop.all(Participant) if participant.attended]
    bodies = {participant.organisation_id for participant in there} - {None}
    kept = sum(1 for answer in workshop.all(Answer) if answer.status is AnswerStatus.KEPT)
    ballots = sum(1 for ballot in workshop.all(Ballot) if ballot.status is BallotStatus.CLOSED)
    counts = [
        (len(there), "person took part", "people took part"),
        (len(bodies), "organisation", "organisations"),
        (kept, "answer", "answers"),
        (ballots, "vote taken", "votes taken"),
        (workshop.count(Action), "action", "actions"),
    ]
    return [Fact(f"{count:,}", one if count == 1 else many) for count, one, many in counts if count]


def priorities(workshop: Workshop, people: People) -> list[Block]:
    """The first dot vote with marks, its first places."""
    for ballot in workshop.all(Ballot):
        if ballot.method is not Method.DOTS or ballot.status is not BallotStatus.CLOSED:
            continue
        result = result_of(workshop, ballot.id)
        if len(result.options) > 1 and any(option.total for option in result.options):
            blocks: list[Block] = [Heading(3, ballot.title)]
            blocks.append(bar_chart(ballot, result, people, top=_top(result)))
            return blocks
    return []


def _top(result: BallotResult) -> int:
    """Five, fewer where a tie would be cut in two."""
    places = [option.place for option in result.options]
    if len(places) <= TOP or places[TOP] != places[TOP - 1]:
        return TOP
    before = places.index(places[TOP])
    return before if before else TOP


def _objectives(workshop: Workshop) -> list[Block]:
    objectives = sorted(workshop.all(Objective), key=lambda objective: objective.number)
    if not objectives:
        return []
    titles = [f"{objective.number}\u00a0{inside(objective.title)}" for objective in objectives]
    return [Heading(3, f"{capital(number_word(len(titles)))} objectives"), Paragraph(sentence("; ".join(titles)))]


def _decisions(workshop: Workshop) -> list[Block]:
    decisions = workshop.all(Decision)
    if not decisions:
        return []
    rows = [
        Detail(shortened(capital(decision.outcome), 24), shortened(decision.text, _SHORT))
        for decision in decisions[:_DECISIONS]
    ]
    blocks: list[Block] = [Heading(3, "Decisions"), Details(tuple(rows))]
    more = len(decisions) - _DECISIONS
    if more > 0:
        blocks.append(Paragraph(f"{capital(number_word(more))} more under Decisions.", Role.NOTE))
    return blocks


# --- purpose and agenda -------------------------------------------------------------------------------------


def purpose_section(workshop: Workshop) -> Section | None:
    """Why the day was held, what the partnership is for, the ground rules, the agenda as planned and as it went."""
    details = workshop.details
    blocks: list[Block] = []
    purpose = standing(workshop)
    if purpose is not None:
        blocks += [Heading(2, "What the partnership is for"), Paragraph(purpose.text, Role.STATEMENT)]
    if details.partnership.focus_areas:
        blocks.append(Paragraph(f"Focus areas: {sentence(listed(details.partnership.focus_areas))}"))
    if details.ground_rules:
        blocks += [Heading(2, "Ground rules"), BulletList(details.ground_rules)]
    agenda = workshop.agenda()
    if agenda:
        blocks += [Heading(2, "Agenda"), _agenda(workshop, list(agenda))]
    if not blocks and not details.purpose:
        return None
    return Section("purpose", "Purpose and agenda", tuple(blocks), lead=details.purpose)


def _agenda(workshop: Workshop, agenda: list[AgendaItem]) -> Table:
    """As planned; beside it when each item really began and how long it took, where that was noted, or else how long
    its stage took.
    """
    day = held_on(workshop)
    begun = any(begun_on(item, day) for item in agenda)
    used = {stage.id: stage.seconds_used for stage in workshop.all(Stage) if stage.seconds_used}
    actual = begun or any(item.stage_id in used for item in agenda)
    columns = [Column("Time", 0.08), Column("What", 0.46), Column("How", 0.37), Column("Minutes", 0.09, True)]
    if begun:
        columns = [Column("Time", 0.08), Column("What", 0.42), Column("How", 0.3), Column("Minutes", 0.1, True)]
        columns.append(Column("Began", 0.1))
    if actual or any(item.cut for item in agenda):
        columns.append(Column("Actual", 0.12, True))
    rows = []
    for item in agenda:
        cells = [Cell(item.time), Cell(item.title, strong=item.stage_id is not None), Cell(note=_how(item))]
        cells.append(Cell(str(item.minutes) if item.minutes else ""))
        if begun:
            since = begun_on(item, day)
            cells.append(Cell(f"{since:%H:%M}" if since else ""))
        if len(columns) > len(cells):
            cells.append(Cell(_actual(item, begun_on(item, day), None if begun else used.get(item.stage_id or ""))))
        rows.append(tuple(cells))
    # A day that was planned in an hour has no times and no methods: no column stands there for nothing.
    said = [any(cells[place] != Cell() for cells in rows) for place in range(len(columns))]
    return Table(tuple(compress(columns, said)), tuple(tuple(compress(cells, said)) for cells in rows))


def _how(item: AgendaItem) -> str:
    """The method, and its steps with their minutes."""
    steps = ", ".join(f"{step.title} ({step.minutes})" for step in item.steps)
    return joined((item.method, steps), "; ")


def _actual(item: AgendaItem, begun: datetime | None, stage_seconds: int | None) -> str:
    """Minutes it took, by the run sheet or, without one, by its stage. `begun`: on the day."""
    seconds = stage_seconds if stage_seconds is not None else seconds_taken(item) if begun else None
    if seconds:
        return str(max(1, round(seconds / 60)))
    return "left out" if item.cut and begun is None else ""
