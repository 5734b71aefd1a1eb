"""A ballot as the record shows it: chart, method, turnout, sectors, verdict, comments.

Every figure comes from `voting.result_of`, every comment from `voting.comments_of`; no paper is read here.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from lsp_workshop.domain.model import Ballot, BallotStatus, Method, Participant, Secrecy, VoterUnit
from lsp_workshop.domain.papers import scale_points
from lsp_workshop.domain.presentation import method_name, noted_words
from lsp_workshop.domain.record.figures import NO_PAPERS, ballot_figure, hidden_words
from lsp_workshop.domain.record.parts import (
    Block,
    BulletList,
    Detail,
    Details,
    Heading,
    Paragraph,
    Role,
)
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.record.rounds import beside_the_first, side_by_side
from lsp_workshop.domain.results import BallotResult, Verdict
from lsp_workshop.domain.voting import Comment, comments_of, result_of
from lsp_workshop.domain.wording import counted, inside, joined, listed, short_title
from lsp_workshop.domain.workshop import Workshop

_SECRECY = {
    Secrecy.SECRET: "secret, no names and no sectors",
    Secrecy.SECTOR_ONLY: "sectors, no names",
    Secrecy.ATTRIBUTED: "voted openly",
}
_VERDICTS = {
    Verdict.AGREED: "Agreed",
    Verdict.AGREED_NOT_ALL_SECTORS: "Agreed, but",
    Verdict.SPLIT: "Split",
    Verdict.PASSED: "Passed",
    Verdict.NOT_PASSED: "Not passed",
}


def method_words(ballot: Ballot) -> str:
    """What kind of ballot it was and its rules, as one phrase."""
    rules = ballot.rules
    details: list[str] = []
    if ballot.method is Method.DOTS and rules.dots_per_voter is not None:
        details.append(f"{counted(rules.dots_per_voter, 'dot')} each")
    if ballot.method is Method.DOTS and rules.max_per_option is not None and rules.max_per_option > 1:
        details.append(f"at most {rules.max_per_option} on one")
    if ballot.method in (Method.SCALE, Method.CONSENT) and rules.allow_blank:
        details.append("items could be left blank")
    if ballot.voter_unit is VoterUnit.GROUP:
        details.append("one paper a group")
    details.append(_SECRECY[ballot.secrecy])
    return f"{method_name(ballot)}: {'; '.join(details)}."


def turnout_words(result: BallotResult, ballot: Ballot) -> str:
    unit = ("group", "groups") if ballot.voter_unit is VoterUnit.GROUP else ("person", "people")
    voters = f"{result.turnout} of {result.eligible}" if result.eligible is not None else str(result.turnout)
    words = f"{voters} {unit[1] if result.turnout != 1 or result.eligible else unit[0]} voted"
    if result.spoilt:
        words += f"; {counted(result.spoilt, 'paper')} spoilt and not counted"
    words = joined((words, noted_words(result)), "; ")
    return f"{words}."


def verdict_words(result: BallotResult, people: People) -> str:
    """ "Agreed, but Voluntary is not convinced", "Split; Voluntary and Community are not convinced"; "" without one."""
    if result.verdict is None:
        return ""
    word = _VERDICTS[result.verdict]
    names = [inside(people.sector_name(sector_id)) for sector_id in result.unconvinced_sectors]
    if not names:
        return word.removesuffix(", but")
    doubt = f"{listed(names)} {'is' if len(names) == 1 else 'are'} not convinced"
    return f"{word} {doubt}" if word.endswith("but") else f"{word}; {doubt}"


def ballot_blocks(workshop: Workshop, ballot: Ballot, people: People) -> list[Block]:
    """Everything the record says about one ballot; one that is not closed shows its turnout alone."""
    result = result_of(workshop, ballot.id)
    blocks: list[Block] = [Heading(3, f"Vote: {ballot.title}")]
    if len(ballot.options) == 1:
        blocks.append(Paragraph(ballot.options[0].label, Role.STATEMENT))
    if ballot.status is not BallotStatus.CLOSED:
        blocks.extend(_not_closed(ballot, result))
        return blocks
    # What it came to is read first, and never stands alone on the page after its figure.
    rounds = side_by_side(workshop, ballot)
    details = _details(workshop, ballot, result, people, beside=rounds is not None)
    if details:
        blocks.append(Details(tuple(details)))
    chart = ballot_figure(ballot, result, people)
    both = beside_the_first(workshop, ballot, chart, people) if chart is not None else None
    if both is not None:
        chart, rounds = both, None
    if chart is not None:
        # How it was voted stands with what it came to: a row of its own under every chart says little for its room.
        blocks.append(dataclasses.replace(chart, caption=f"{method_words(ballot)} {chart.caption}"))
        blocks.extend(_in_full(ballot))
    else:
        blocks.extend(_no_figures(ballot))
    if rounds is not None:
        # Means and shares stand in each vote's own chart, a page before.
        blocks.append(dataclasses.replace(rounds, rows=tuple(row for row in rounds.rows if not row.foot)))
    blocks.extend(_comments(workshop, ballot, people))
    return blocks


LONGEST_LABEL = 400
"""Characters of an option that a chart's rows are sure to hold; a longer one stands below the chart, whole."""


def _in_full(ballot: Ballot) -> list[Block]:
    long = tuple(option.label for option in ballot.options if len(option.label) > LONGEST_LABEL)
    # A single option stands above the chart already.
    if not long or len(ballot.options) == 1:
        return []
    return [Paragraph("In full:", Role.NOTE), BulletList(long)]


def _no_figures(ballot: Ballot) -> list[Block]:
    options = (BulletList(tuple(option.label for option in ballot.options)),) if len(ballot.options) > 1 else ()
    return [Paragraph(NO_PAPERS), *options]


def _not_closed(ballot: Ballot, result: BallotResult) -> list[Block]:
    if ballot.status is BallotStatus.OPEN:
        state = f"Still open: {turnout_words(result, ballot)} Results are shown once the ballot is closed."
    else:
        state = "Prepared, but not opened."
    options: list[Block] = []
    if len(ballot.options) > 1:
        options.append(BulletList(tuple(option.label for option in ballot.options)))
    return [*options, Details((Detail("State", state), Detail("Method", method_words(ballot))))]


def _details(workshop: Workshop, ballot: Ballot, result: BallotResult, people: People, *, beside: bool) -> list[Detail]:
    """`beside`: a figure below shows the vote beside the one that it replaced."""
    rows = []
    instead = "" if beside else _in_place_of(workshop, ballot)
    verdict = verdict_words(result, people)
    if verdict or result.verdict_rule:
        said = (f"{verdict or 'No papers, no result'}.", result.verdict_rule or "", instead)
        rows.append(Detail("Result", joined(said, " ")))
    elif instead:
        rows.append(Detail("Vote", instead))
    if not result.valid:
        rows += [Detail("Turnout", turnout_words(result, ballot)), Detail("Method", method_words(ballot))]
    if ballot.tie_settled:
        rows.append(Detail("Tie settled", ballot.tie_settled))
    if not result.valid and hidden_words(result, people):
        rows.append(Detail("Not shown", hidden_words(result, people)))
    return rows


def _in_place_of(workshop: Workshop, ballot: Ballot) -> str:
    replaced = workshop.find(Ballot, ballot.replaces_id)
    return f"In place of the vote {short_title(replaced.title)}." if replaced is not None else ""


def _comments(workshop: Workshop, ballot: Ballot, people: People) -> list[Block]:
    """What voters wrote on their papers; the public version links no comment to a voter or a vote."""
    lines = sorted(_comment(each, ballot, people, workshop) for each in comments_of(workshop, ballot.id))
    if not lines:
        return []
    return [Details(tuple(Detail("" if place else "Comments", line) for place, line in enumerate(lines)))]


def _comment(comment: Comment, ballot: Ballot, people: People, workshop: Workshop) -> str:
    if people.public:
        return comment.text
    participant = workshop.find(Participant, comment.participant_id)
    who = people.name(participant) if participant else people.group(comment.group_id)
    said = next((point.label for point in scale_points(ballot) if point.value == comment.value), "")
    return joined((comment.text, joined((who, said), ": ")), " — ")


def stage_ballots(ballots: Sequence[Ballot]) -> list[Ballot]:
    """In the order in which they were opened; those never opened last."""
    return sorted(ballots, key=lambda ballot: ballot.opened_at or "~")
