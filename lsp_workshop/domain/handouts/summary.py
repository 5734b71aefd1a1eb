"""The summary on two sides of one sheet: what was decided, and what follows. Everything whole is in the record.

Each side comes in several lengths, so that whoever lays it out takes the longest that fits, in large print too: two
sides are the promise. What is left out is counted; what is cut short ends in an ellipsis, and the side says where it
stands whole. Figures and the rules on names are the record's.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field

from lsp_workshop.domain.handouts.making import for_everybody
from lsp_workshop.domain.handouts.parts import FormBlock, Handout, Sheet, Side
from lsp_workshop.domain.health import health_checks
from lsp_workshop.domain.model import Action, BallotStatus, Decision, Mechanism, Review
from lsp_workshop.domain.record.ballots import verdict_words
from lsp_workshop.domain.record.figure_parts import BarChart
from lsp_workshop.domain.record.front import priorities
from lsp_workshop.domain.record.names import nameless
from lsp_workshop.domain.record.parts import BulletList, Cell, Column, Detail, Details, Heading, Paragraph, Role, Table
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.results import OptionResult
from lsp_workshop.domain.vision import adopted_version
from lsp_workshop.domain.voting import result_of
from lsp_workshop.domain.wording import capital, inside, joined, mean, sentence, short_date, shortened, weekday_date
from lsp_workshop.domain.workshop import Workshop

_NO_DATE = "9999"
_FEWEST_RATINGS = 3
"""Elements named where no band has any."""


@dataclass(frozen=True, slots=True)
class _Room:
    """How many rows a list may have, and characters a text; `chart`: whether the priorities are drawn, and not told in
    a sentence; `brief`: whether the words of dissent, and who delivers an action besides its owner, are left to the
    record, because a few things whole tell more than many cut short.
    """

    rows: int
    length: int
    chart: bool = True
    brief: bool = False
    cut: list[str] = field(default_factory=list, compare=False)
    """What was cut short on the side that is being made; an ellipsis that somebody typed is none of it."""

    def empty(self) -> _Room:
        """The same room, for a side of which nothing is made yet."""
        return dataclasses.replace(self, cut=[])

    def short(self, text: str, length: int) -> str:
        """The text on one line of so many characters."""
        said = shortened(text, length)
        if said != shortened(text, len(text)):
            self.cut.append(said)
        return said

    def heading(self, text: str) -> Heading:
        return Heading(3 if self.brief else 2, text)


_ROOMS = (
    _Room(16, 420),
    _Room(16, 260),
    _Room(16, 180),
    _Room(16, 120),
    _Room(16, 90),
    _Room(16, 70),
    _Room(16, 62),
    _Room(14, 80),
    _Room(12, 80),
    _Room(10, 80),
    _Room(8, 80),
    _Room(8, 160, chart=False),
    *(_Room(rows, 160, chart=False, brief=True) for rows in range(8, 1, -1)),
    _Room(2, 60, chart=False, brief=True),
    *(_Room(1, length, chart=False, brief=True) for length in (160, 60, 50, 40, 30)),
)
_COLUMNS = (Column("What", 0.39), Column("Who delivers", 0.31), Column("Owner", 0.17), Column("By", 0.13))
_BRIEF = (Column("What", 0.56), Column("Owner", 0.26), Column("By", 0.18))
_DATE = 20
_WHOLE = 50
"""With room for texts of so many characters, a vision of a sentence or two is whole."""
_NOTHING_DECIDED = Paragraph("No vision, no priorities and no decisions have been recorded so far.")
_NOTHING_FOLLOWS = Paragraph("No action, no health check and no review has been recorded so far.")
_ELEMENTS = 6
"""Elements named on either end of the health check."""


def summary(workshop: Workshop) -> Handout:
    """Front: vision, priorities, decisions. Back: who does what by when, strengths and gaps, when we answer for it.

    Where one has nothing to say yet, both stand on one side.
    """
    workshop = nameless(workshop, public=False)
    people = People(workshop, public=False)
    front = [_front(workshop, people, room.empty()) for room in _ROOMS]
    back = [_back(workshop, people, room.empty()) for room in _ROOMS]
    if _NOTHING_DECIDED in front[0].blocks or _NOTHING_FOLLOWS in back[0].blocks:
        sides = [Side(tuple(map(_together, front, back)))]
    else:
        sides = [Side(tuple(front)), Side(tuple(back))]
    return for_everybody(workshop, people, "Summary", sides)


def _together(front: Sheet, back: Sheet) -> Sheet:
    return dataclasses.replace(front, blocks=(*front.blocks, Heading(2, back.title), *back.blocks))


def _cut(room: _Room) -> list[FormBlock]:
    """Where words were cut short: where they stand whole."""
    return [Paragraph("What ends in … stands whole in the record.", Role.NOTE)] if room.cut else []


def _more(left: int) -> list[FormBlock]:
    return [Paragraph(f"And {left} more in the record.", Role.NOTE)] if left > 0 else []


# --- the front ----------------------------------------------------------------------------------------------


def _front(workshop: Workshop, people: People, room: _Room) -> Sheet:
    details = workshop.details
    blocks = [*_vision(workshop, people, room), *_top(workshop, people, room), *_decisions(workshop, room)]
    if not blocks:
        blocks = [_NOTHING_DECIDED]
    day = joined((weekday_date(details.date), details.venue))
    lead = room.short(joined((details.partnership.name, day), ". "), 200)
    title = room.short(details.title, 120 if room.chart else 60)
    found = (*blocks, *_cut(room))
    # The page's header says what it is and of which day.
    return Sheet(title, found, label="Summary", lead=lead) if room.chart else Sheet(title, found)


def _vision(workshop: Workshop, people: People, room: _Room) -> list[FormBlock]:
    vision = adopted_version(workshop)
    if vision is None:
        return []
    words = room.short(vision.text, max(2 * room.length, 200 if room.length >= _WHOLE else 90))
    blocks: list[FormBlock] = [room.heading("Our vision"), Paragraph(words, Role.STATEMENT)]
    if vision.result is not None:
        said = room.short(sentence(verdict_words(vision.result, people)), 2 * room.length)
        blocks.append(Paragraph(said, Role.NOTE))
    return blocks


def _top(workshop: Workshop, people: People, room: _Room) -> list[FormBlock]:
    blocks: list[FormBlock] = []
    for block in priorities(workshop, people):
        if isinstance(block, Heading):
            blocks.append(room.heading(room.short(block.text, room.length)))
        elif isinstance(block, BarChart) and room.chart:
            bars = tuple(dataclasses.replace(bar, label=room.short(bar.label, room.length)) for bar in block.bars)
            blocks.append(dataclasses.replace(block, bars=bars))
        elif isinstance(block, BarChart):
            items = [
                f"{inside(room.short(bar.label, room.length))} {bar.printed}" for bar in block.bars[: room.rows + 1]
            ]
            left = len(block.bars) - len(items)
            items += [f"and {left} more in the record"] if left > 0 else []
            blocks.append(Paragraph(sentence("; ".join(items))))
    return blocks


def _decisions(workshop: Workshop, room: _Room) -> list[FormBlock]:
    decisions = workshop.all(Decision)
    if not decisions:
        return []
    rows = tuple(
        (
            Cell(room.short(capital(each.outcome), 24), strong=True),
            Cell(
                room.short(each.text, room.length),
                note=_dissent(each, room),
            ),
        )
        for each in decisions[: room.rows]
    )
    table = Table((Column("Outcome", 0.18), Column("Decision", 0.82)), rows)
    return [room.heading("What we decided"), table, *_more(len(decisions) - room.rows)]


def _dissent(decision: Decision, room: _Room) -> str:
    if not decision.dissent:
        return ""
    return (
        "With dissent, which stands in the record"
        if room.brief
        else f"Dissent: {room.short(decision.dissent, room.length)}"
    )


# --- the back -----------------------------------------------------------------------------------------------


def _back(workshop: Workshop, people: People, room: _Room) -> Sheet:
    blocks = [*_actions(workshop, people, room), *_health(workshop, room), *_answering(workshop, room)]
    if not blocks:
        blocks = [_NOTHING_FOLLOWS]
    return Sheet("What happens next", (*blocks, *_cut(room)))


def _actions(workshop: Workshop, people: People, room: _Room) -> list[FormBlock]:
    actions = sorted(workshop.all(Action), key=lambda action: action.due or _NO_DATE)
    if not actions:
        return []
    rows = tuple(_action(each, people, room) for each in actions[: room.rows])
    table = Table(_BRIEF if room.brief else _COLUMNS, rows)
    return [room.heading("Who does what by when"), table, *_more(len(actions) - room.rows)]


def _action(action: Action, people: People, room: _Room) -> tuple[Cell, ...]:
    title, length = max(room.length, 30), max(room.length // 2, 25)
    what = Cell(room.short(action.title, title), strong=True)
    owner = Cell(note=room.short(people.person(action.owner_participant_id) or "Not yet agreed", length))
    by = Cell(room.short(short_date(action.due) or "Not yet agreed", _DATE))
    if room.brief:
        return what, owner, by
    names = people.organisations(action.deliverer_organisation_ids)
    return what, Cell(note=_deliverers(names, length, room)), owner, by


def _deliverers(names: Sequence[str], length: int, room: _Room) -> str:
    """All of them, or the first and how many there are besides."""
    whole = "; ".join(names)
    if len(whole) <= length or len(names) < 2:
        return room.short(whole, length)
    others = f" and {len(names) - 1} more"
    return inside(room.short(names[0], length - len(others))) + others


def _health(workshop: Workshop, room: _Room) -> list[FormBlock]:
    """Elements in the best band and in the worst of the last health check; of few bands the ends of the list."""
    closed = [ballot for ballot in health_checks(workshop) if ballot.status is BallotStatus.CLOSED]
    if not closed:
        return []
    ballot = closed[-1]
    names = {option.id: option.source_element or option.label for option in ballot.options}
    rated = sorted(
        (option for option in result_of(workshop, ballot.id).options if option.mean is not None),
        key=lambda option: -(option.mean or 0),
    )
    if not rated:
        return []
    bands = [band.label for band in sorted(ballot.rules.bands, key=lambda band: -band.start)]
    best = [option for option in rated if bands and option.band == bands[0]]
    worst = [option for option in reversed(rated) if len(bands) > 1 and option.band == bands[-1]]
    few = min(_FEWEST_RATINGS, len(rated) // 2)
    best, worst = best or rated[:few], worst or list(reversed(rated))[:few]
    rows = [
        Detail("Strengths", _named(best, names, room)),
        Detail("To work on", _named(worst, names, room)),
    ]
    return [room.heading("Strengths and gaps"), Details(tuple(row for row in rows if row.text))]


def _named(options: Sequence[OptionResult], names: dict[str, str], room: _Room) -> str:
    """ "Trust 4.2; leadership 4.1"."""
    most = min(room.rows, _ELEMENTS)
    shown = [
        f"{inside(room.short(names[each.id], max(room.length // 2, 30)))} {mean(each.mean)}" for each in options[:most]
    ]
    left = len(options) - most
    return "; ".join([*shown, f"and {left} more in the record"] if left > 0 else shown)


def _answering(workshop: Workshop, room: _Room) -> list[FormBlock]:
    blocks: list[FormBlock] = []
    mechanisms = workshop.all(Mechanism)
    coming = sorted((r for r in workshop.all(Review) if not r.items), key=lambda review: review.date or _NO_DATE)
    if mechanisms:
        said = [joined((each.to_whom, each.how, each.how_often), ": ") for each in mechanisms]
        items = tuple(room.short(each, room.length) for each in said[: room.rows])
        blocks += [BulletList(items), *_more(len(mechanisms) - room.rows)]
    if coming:
        rows = tuple(
            Detail(
                room.short(short_date(each.date), _DATE) or "No date yet",
                room.short(joined((capital(each.kind) or "Review", each.about), ": "), room.length),
            )
            for each in coming[: room.rows]
        )
        blocks += [Details(rows), *_more(len(coming) - room.rows)]
    return [room.heading("When we answer to residents"), *blocks] if blocks else []
