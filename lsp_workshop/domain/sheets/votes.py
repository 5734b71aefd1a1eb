"""Ballots and what they came to, as sheets. Every figure comes from `voting.result_of`; no paper is read here.

So an open ballot has its turnout alone, and what a sector must not show is in no row.
"""

from __future__ import annotations

from collections.abc import Iterator

from lsp_workshop.domain.model import Ballot, Question, Secrecy, Stage, VoterUnit
from lsp_workshop.domain.presentation import is_tied, method_name
from lsp_workshop.domain.record.ballots import method_words, stage_ballots, verdict_words
from lsp_workshop.domain.record.figures import hidden_words
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.results import BallotResult, OptionResult
from lsp_workshop.domain.sheets.parts import Sheet, SheetColumn, Value, when, yes
from lsp_workshop.domain.voting import result_of
from lsp_workshop.domain.wording import joined
from lsp_workshop.domain.workshop import Workshop

EVERYONE = "Everyone"
"""Whose figures a row has that has no sector's."""

_SECRECY = {
    Secrecy.SECRET: "secret",
    Secrecy.SECTOR_ONLY: "sector on the paper",
    Secrecy.ATTRIBUTED: "open vote",
}


def ballots_sheet(workshop: Workshop, people: People) -> Sheet:
    """Every ballot with its rules, its turnout and its verdict, and what of the result is not shown."""
    columns = (
        SheetColumn("Ballot", 32), SheetColumn("No.", 6), SheetColumn("Method", 18), SheetColumn("Secrecy", 13),
        SheetColumn("Who votes", 9), SheetColumn("Status", 9), SheetColumn("Eligible", 9), SheetColumn("Turnout", 9),
        SheetColumn("Papers cast", 9), SheetColumn("Spoilt", 8), SheetColumn("Valid", 8), SheetColumn("Verdict", 28),
        SheetColumn("Rule of the verdict", 30), SheetColumn("Not shown", 26), SheetColumn("Stage", 46),
        SheetColumn("Rules", 60), SheetColumn("Opened", 18), SheetColumn("Closed", 18), SheetColumn("Tie settled", 46),
        SheetColumn("In place of", 46), SheetColumn("Id", 22),
    )  # fmt: skip
    rows = [_ballot(workshop, ballot, people) for ballot in stage_ballots(workshop.all(Ballot))]
    return Sheet("Ballots", columns, tuple(rows), printed_to="Not shown")


def _ballot(workshop: Workshop, ballot: Ballot, people: People) -> tuple[Value, ...]:
    result = result_of(workshop, ballot.id)
    stage = workshop.find(Stage, ballot.stage_id)
    question = workshop.find(Question, ballot.question_id)
    replaced = workshop.find(Ballot, ballot.replaces_id)
    return (
        ballot.title,
        question.number if question else None,
        method_name(ballot),
        _SECRECY[ballot.secrecy],
        "groups" if ballot.voter_unit is VoterUnit.GROUP else "people",
        str(ballot.status),
        result.eligible,
        result.turnout,
        result.cast,
        result.spoilt,
        result.valid,
        verdict_words(result, people) or None,
        result.verdict_rule,
        hidden_words(result, people) or None,
        stage.title if stage else None,
        method_words(ballot),
        when(ballot.opened_at),
        when(ballot.closed_at),
        ballot.tie_settled or None,
        replaced.title if replaced else None,
        ballot.id,
    )


def results_sheet(workshop: Workshop, people: People) -> Sheet:
    """A row for each option of a closed ballot and everyone, then one for each sector that may be shown."""
    columns = (
        SheetColumn("Ballot", 30), SheetColumn("Option", 36), SheetColumn("Whose", 14), SheetColumn("Papers", 8),
        SheetColumn("Place", 8), SheetColumn("Tied", 8), SheetColumn("Total", 8), SheetColumn("Supporters", 12),
        SheetColumn("Ratings", 9), SheetColumn("Mean", 8), SheetColumn("Median", 9), SheetColumn("Accept %", 9),
        SheetColumn("Support %", 9), SheetColumn("Band", 10), SheetColumn("Points", 8),
        SheetColumn("Sum of ranks", 9), SheetColumn("Ratings by value", 30), SheetColumn("Largest gap", 12),
        SheetColumn("Between-sector share", 20), SheetColumn("Agreement A", 13), SheetColumn("Ballot’s id", 22),
    )  # fmt: skip
    rows = [
        row
        for ballot in stage_ballots(workshop.all(Ballot))
        for row in _results(result_of(workshop, ballot.id), people)
    ]
    return Sheet("Results", columns, tuple(rows), printed_to="Sum of ranks")


def _results(result: BallotResult, people: People) -> Iterator[tuple[Value, ...]]:
    for option in result.options:
        yield _figures(result, option, EVERYONE, result.valid, yes(is_tied(option, result)))
        for sector in result.sectors:
            for own in sector.options:
                if own.id == option.id:
                    yield _figures(result, own, people.sector_name(sector.sector_id), sector.valid, None)


def _figures(
    result: BallotResult, option: OptionResult, whose: str, papers: int | None, tied: Value
) -> tuple[Value, ...]:
    frequencies = joined((f"{value}: {count}" for value, count in (option.frequencies or {}).items()), "; ")
    return (
        result.title,
        option.label,
        whose,
        papers,
        option.place,
        tied,
        option.total,
        option.supporters,
        option.n,
        option.mean,
        option.median,
        option.accept_percent,
        option.support_percent,
        option.band,
        option.points,
        option.rank_sum,
        frequencies or None,
        option.largest_gap,
        option.between_sector_share,
        option.agreement,
        result.ballot_id,
    )
