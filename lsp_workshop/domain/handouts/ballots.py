"""Ballot papers, tally sheets and the health-check form. They know the rules of a ballot and not a single vote.

Options bear the keys that the screen has for them and stand in its order. A secret paper asks neither name nor sector;
one that tells the sector has the sectors to tick that the scribe can type; an attributed one asks who gives it.
"""

from __future__ import annotations

from collections.abc import Sequence

from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.handouts.making import NO_BREAK, for_everybody, ratings, sector_words, ticks
from lsp_workshop.domain.handouts.parts import (
    BOX,
    Card,
    Cards,
    Fields,
    FormBlock,
    Grid,
    Handout,
    Leaf,
    Sheet,
    Writing,
)
from lsp_workshop.domain.health import health_checks, health_preset, is_health_check
from lsp_workshop.domain.model import (
    Ballot,
    BallotOption,
    BallotStatus,
    Group,
    Method,
    Participant,
    ScalePoint,
    Secrecy,
    VoterUnit,
)
from lsp_workshop.domain.paper_keys import paper_keys, sector_keys, sectors_to_choose
from lsp_workshop.domain.papers import scale_points
from lsp_workshop.domain.presentation import method_name, point_words
from lsp_workshop.domain.record.ballots import method_words
from lsp_workshop.domain.record.parts import Cell, Column, Heading, Paragraph, Role
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.wording import counted, joined
from lsp_workshop.domain.workshop import Workshop

SHAPES = ((2, 3), (2, 2), (1, 3), (1, 2), (1, 1))
"""Columns and rows of papers on a page, the most first."""
_BLANK_OPTIONS = 6
_FEW = 6
"""So few options have higher lines to count on."""
_STROKES = (0.38, 0.12)
_MANY = 8
"""More groups or sectors than this have no column each."""


def ballot_papers(workshop: Workshop) -> Handout:
    """A page of papers for each ballot that is not closed (for each there is, where all are), and how often to print
    it; without ballots, papers to write the options on.
    """
    leaves: list[Leaf] = [_papers(workshop, ballot) for ballot in _still_to_come(workshop)]
    if not leaves:
        leaves = [Cards((_blank_paper(),), SHAPES[1:])]
    return for_everybody(workshop, People(workshop, public=False), "Ballot papers", leaves)


def tally_sheets(workshop: Workshop) -> Handout:
    """A sheet to count each ballot on: its options, and a column for each sector or table that papers may name."""
    sheets = [_tally(workshop, ballot) for ballot in _still_to_come(workshop)]
    if not sheets:
        columns = (Column("Option", 0.4), Column("Count", 0.45), Column("Total", 0.15))
        sheets = [Sheet("Tally sheet", (Fields(("Vote",)), _HEADS, Grid(columns, blank=None, least=34)))]
    return for_everybody(workshop, People(workshop, public=False), "Tally sheets", sheets)


def health_check(workshop: Workshop, framework: Framework) -> Handout:
    """The form of the health check with its scale in words: the workshop's own, or the framework's twelve elements."""
    own = [ballot for ballot in _still_to_come(workshop) if is_health_check(ballot)]
    own = own or health_checks(workshop)
    leaves: list[Leaf]
    if own:
        leaves = [Sheet(_title(ballot), tuple(_form(workshop, ballot))) for ballot in own]
    else:
        preset = health_preset(framework)
        statements = [(str(n), each.text, each.detail) for n, each in enumerate(framework.elements, start=1)]
        points = preset.scale or ()
        blocks: list[FormBlock] = [_legend(points), ratings([point.value for point in points], statements)]
        sectors = ticks(sector.name for sector in workshop.sectors())
        if sectors:
            blocks.insert(0, Paragraph(f"Your sector (tick one): {sectors}"))
        leaves = [Sheet(preset.label, tuple(blocks), lead=_HOW_FAR)]
    return for_everybody(workshop, People(workshop, public=False), "Health check form", leaves)


_HOW_FAR = "How far do you agree? Ring one number in each line; leave a line out where you cannot say."
_HEADS = Fields(("Papers in", "Spoilt", "Counted by"))


def _still_to_come(workshop: Workshop) -> Sequence[Ballot]:
    ballots = workshop.all(Ballot)
    return [ballot for ballot in ballots if ballot.status is not BallotStatus.CLOSED] or ballots


def _title(ballot: Ballot) -> str:
    return ballot.title or method_name(ballot)


# --- papers -------------------------------------------------------------------------------------------------


def _papers(workshop: Workshop, ballot: Ballot) -> Cards:
    """One card stands for all of the page: the layout fills the page with it."""
    blocks: list[FormBlock] = [Heading(3, _title(ballot)), *_form(workshop, ballot)]
    count = ballot.eligible if ballot.eligible is not None else _voters(workshop, ballot)
    unit = ("group", "groups") if ballot.voter_unit is VoterUnit.GROUP else ("person", "people")
    return Cards((Card(tuple(blocks)),), SHAPES, count, counted(count, *unit))


def _voters(workshop: Workshop, ballot: Ballot) -> int:
    """How many may vote if everybody comes."""
    if ballot.voter_unit is VoterUnit.GROUP:
        return workshop.count(Group)
    return sum(person.may_vote for person in workshop.all(Participant))


def _blank_paper() -> Card:
    columns = (Column("No.", 0.14), Column("Option", 0.66), Column("Mark", 0.2))
    rows = tuple((Cell(str(n)), Cell(), Cell()) for n in range(1, _BLANK_OPTIONS + 1))
    return Card((Fields(("Vote",)), Grid(columns, rows, least=26)))


def _form(workshop: Workshop, ballot: Ballot) -> list[FormBlock]:
    """What the voter reads and marks."""
    blocks: list[FormBlock] = []
    points = scale_points(ballot)
    proposal = ballot.options[0].label if points and len(ballot.options) == 1 else ""
    if proposal:
        blocks.append(Paragraph(proposal))
    blocks += [Paragraph(_how_to(ballot), Role.NOTE), *_whose(workshop, ballot)]
    if proposal:
        boxes = (Column("", 0.1), Column("", 0.9))
        blocks.append(Grid(boxes, tuple((Cell(BOX), Cell(point_words(ballot, each))) for each in points), least=20))
        if ballot.secrecy is not Secrecy.SECRET:
            blocks += [Paragraph("Why, if you want to say:", Role.NOTE), Writing(lines=1)]
    elif points:
        statements = [(str(n), *_named(option)) for n, option in enumerate(ballot.options, start=1)]
        blocks += [_legend(points), ratings([point.value for point in points], statements)]
    else:
        blocks.append(_options(workshop, ballot))
    return blocks


def _named(option: BallotOption) -> tuple[str, str]:
    """The element and its statement, or the option alone."""
    return (option.source_element, option.label) if option.source_element else (option.label, "")


def _legend(points: Sequence[ScalePoint]) -> Paragraph:
    return Paragraph(_scale_words(points))


def _scale_words(points: Sequence[ScalePoint]) -> str:
    """ "1 Disagree · 2 Agree", each value on one line with its word."""
    return " · ".join(f"{point.value}{NO_BREAK}{point.label}".strip() for point in points)


def _how_to(ballot: Ballot) -> str:
    rules = ballot.rules
    if ballot.method is Method.RANKING:
        every = "every option" if rules.rank_all else "the options you want to rank"
        return f"Write a number beside {every}: 1 for what should come first, then 2, and so on; no number twice."
    if ballot.method is Method.DOTS:
        if rules.max_per_option == 1:
            return "Tick one." if rules.dots_per_voter == 1 else _ticks_allowed(rules.dots_per_voter)
        dots = counted(rules.dots_per_voter, "dot") if rules.dots_per_voter is not None else "as many dots as you like"
        most = f", at most {rules.max_per_option} on one option" if rules.max_per_option is not None else ""
        return f"You have {dots}{most}. Write beside an option how many you give it; you need not use all."
    if len(ballot.options) == 1:
        return "Tick one."
    blank = "; leave a line out where you cannot say" if rules.allow_blank else ""
    return f"Ring one number in each line{blank}."


def _ticks_allowed(dots: int | None) -> str:
    return "Tick every one you are for." if dots is None else f"Tick up to {dots}."


def _whose(workshop: Workshop, ballot: Ballot) -> list[FormBlock]:
    """What a paper asks of its voter; nothing where it is secret."""
    if ballot.secrecy is Secrecy.SECRET:
        return []
    keys = dict(sector_keys(workshop, ballot))
    if ballot.voter_unit is VoterUnit.GROUP:
        labels = [group.label for group in workshop.all(Group) if group.id in keys]
        if ballot.secrecy is not Secrecy.ATTRIBUTED:
            return []
        return [Paragraph(f"{workshop.group_noun} (tick one): {ticks(labels)}") if labels else Fields((
            workshop.group_noun,
        ))]  # fmt: skip
    if ballot.secrecy is Secrecy.ATTRIBUTED:
        return [Fields(("Name",))]
    words = sector_words(workshop, keys)
    return [Paragraph(f"Your sector (tick one): {ticks(words)}")] if words else []


def _options(workshop: Workshop, ballot: Ballot) -> Grid:
    """Each option with its key and a box, or room for a number."""
    ticked = ballot.method is Method.DOTS and ballot.rules.max_per_option == 1
    columns = (Column("", 0.1), Column("", 0.74), Column("", 0.16))
    rows = tuple(
        (Cell(key, strong=True), Cell(option.label), Cell(BOX if ticked else ""))
        for key, option in zip(paper_keys(workshop, ballot), ballot.options, strict=True)
    )
    return Grid(columns, rows, blank=0 if rows else _BLANK_OPTIONS, least=22)


# --- tallies ------------------------------------------------------------------------------------------------


def _tally(workshop: Workshop, ballot: Ballot) -> Sheet:
    points = scale_points(ballot)
    single = bool(points) and len(ballot.options) == 1
    blocks: list[FormBlock] = [_HEADS]
    if single:
        blocks.append(Paragraph(ballot.options[0].label))
        lines = [(str(point.value), point.label) for point in points]
    else:
        keys = [str(n) for n in range(1, len(ballot.options) + 1)] if points else paper_keys(workshop, ballot)
        lines = [(key, _named(option)[0]) for key, option in zip(keys, ballot.options, strict=True)]
    titles = _tally_columns(workshop, ballot, points, single=single)
    legend = _tally_legend(workshop, ballot, points, titles, single=single)
    if legend:
        blocks.append(Paragraph(legend, Role.NOTE))
    # Strokes need more room than the figure that they come to.
    shares = _STROKES if titles[:-1] == ["Count"] else [0.5 / len(titles)] * len(titles)
    columns = (Column("", 0.07), Column("", 0.43), *map(Column, titles, shares))
    rows = tuple((Cell(key, strong=True), Cell(label), *(Cell() for _ in titles)) for key, label in lines)
    blocks.append(Grid(columns, rows, blank=0 if rows else _BLANK_OPTIONS, least=34 if len(rows) > _FEW else 44))
    return Sheet(_title(ballot), tuple(blocks), label="Tally sheet", lead=method_words(ballot))


def _tally_columns(workshop: Workshop, ballot: Ballot, points: Sequence[ScalePoint], *, single: bool) -> list[str]:
    """The values or places to be counted, or who the papers are from; the total last."""
    if points and not single:
        return [str(point.value) for point in points]
    if ballot.voter_unit is VoterUnit.GROUP and ballot.secrecy is Secrecy.ATTRIBUTED:
        labels = [group.label for group in workshop.all(Group)]
        return [*labels, "Points" if ballot.method is Method.RANKING else "Total"] if len(labels) <= _MANY else [
            "Count", "Total"
        ]  # fmt: skip
    if ballot.method is Method.RANKING:
        places = range(1, len(ballot.options) + 1)
        return [str(place) for place in places] if 0 < len(places) <= _MANY else ["Places", "Points"]
    sectors = sectors_to_choose(workshop, ballot)
    if sectors and len(sectors) <= _MANY:
        letters = sector_keys(workshop, ballot)
        return [*(letters[key] for key in letters), "Total"]
    return ["Count", "Total"]


def _tally_legend(
    workshop: Workshop, ballot: Ballot, points: Sequence[ScalePoint], titles: Sequence[str], *, single: bool
) -> str:
    if points and not single:
        return _scale_words(points)
    if ballot.method is Method.RANKING:
        if titles[-1] == "Points" and ballot.voter_unit is VoterUnit.GROUP:
            return f"Write the place that each {workshop.group_noun.lower()} gave."
        return "Count how often each option was given each place."
    if ballot.secrecy is Secrecy.SECTOR_ONLY and ballot.voter_unit is VoterUnit.PARTICIPANT:
        return joined(sector_words(workshop, dict(sector_keys(workshop, ballot))), " · ")
    return ""
