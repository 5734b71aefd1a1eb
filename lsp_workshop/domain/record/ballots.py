"""A ballot as the record shows it: chart, method, turnout, sectors, verdict, comments.

Every figure comes from `voting.result_of`; a paper is read only for the comment that its voter wrote for the room.
"""

from __future__ import annotations

from collections.abc import Sequence

from lsp_workshop.domain.model import Ballot, BallotStatus, Method, Participant, Secrecy, Vote, VoterUnit
from lsp_workshop.domain.presets import PRESETS
from lsp_workshop.domain.record.figures import bar_chart, scale_chart, spread_chart
from lsp_workshop.domain.record.parts import Block, BulletList, Detail, Details, Heading, Paragraph, Role
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.results import BallotResult, Verdict
from lsp_workshop.domain.voting import result_of
from lsp_workshop.domain.wording import capital, counted, joined, listed, sentence
from lsp_workshop.domain.workshop import Workshop

HEALTH_CHECK = "health check"

_METHODS = {
    Method.DOTS: "Dot vote",
    Method.SCALE: "Rating on a scale",
    Method.CONSENT: "Consent round",
    Method.RANKING: "Ranking",
}
_SECRECY = {
    Secrecy.SECRET: "secret: no names and no sectors on the papers",
    Secrecy.SECTOR_ONLY: "the sector on the paper, no names",
    Secrecy.ATTRIBUTED: "voted openly",
}
_VERDICTS = {
    Verdict.AGREED: "Agreed",
    Verdict.AGREED_NOT_ALL_SECTORS: "Agreed, but",
    Verdict.SPLIT: "Split",
    Verdict.PASSED: "Passed",
    Verdict.NOT_PASSED: "Not passed",
}


def is_health_check(ballot: Ballot) -> bool:
    return ballot.preset == HEALTH_CHECK


def method_words(ballot: Ballot) -> str:
    """What kind of ballot it was and its rules, as one phrase."""
    preset = PRESETS.get(ballot.preset or "")
    name = preset.label if preset else capital(ballot.preset or "") or _METHODS[ballot.method]
    rules = ballot.rules
    details: list[str] = []
    if ballot.method is Method.DOTS and rules.dots_per_voter is not None:
        details.append(f"{counted(rules.dots_per_voter, 'dot')} each")
    if ballot.method is Method.DOTS and rules.max_per_option is not None:
        details.append(f"at most {rules.max_per_option} on one option")
    if ballot.method in (Method.SCALE, Method.CONSENT) and rules.allow_blank:
        details.append("items could be left blank")
    if ballot.voter_unit is VoterUnit.GROUP:
        details.append("one paper a group")
    details.append(_SECRECY[ballot.secrecy])
    return f"{name}: {'; '.join(details)}."


def turnout_words(result: BallotResult, ballot: Ballot) -> str:
    unit = ("group", "groups") if ballot.voter_unit is VoterUnit.GROUP else ("person", "people")
    voters = f"{result.turnout} of {result.eligible}" if result.eligible is not None else str(result.turnout)
    words = f"{voters} {unit[1] if result.turnout != 1 or result.eligible else unit[0]} voted"
    if result.spoilt:
        words += f"; {counted(result.spoilt, 'paper')} spoilt and not counted"
    return f"{words}."


def verdict_words(result: BallotResult, people: People) -> str:
    """ "Agreed, but Voluntary is not convinced", "Split; Voluntary and Community are not convinced"; "" without one."""
    if result.verdict is None:
        return ""
    word = _VERDICTS[result.verdict]
    names = [people.sector_name(sector_id) for sector_id in result.unconvinced_sectors]
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
    if result.options:
        blocks.extend(_figures(ballot, result, people))
    blocks.append(Details(tuple(_details(workshop, ballot, result, people))))
    blocks.extend(_comments(workshop, ballot, result, people))
    return blocks


def _not_closed(ballot: Ballot, result: BallotResult) -> list[Block]:
    if ballot.status is BallotStatus.OPEN:
        state = f"Still open: {turnout_words(result, ballot)} Results are shown once the ballot is closed."
    else:
        state = "Prepared, but not opened."
    options: list[Block] = []
    if len(ballot.options) > 1:
        options.append(BulletList(tuple(option.label for option in ballot.options)))
    return [*options, Details((Detail("State", state), Detail("Method", method_words(ballot))))]


def _figures(ballot: Ballot, result: BallotResult, people: People) -> list[Block]:
    if ballot.method in (Method.DOTS, Method.RANKING):
        return [bar_chart(ballot, result, people)]
    if len(result.options) == 1:
        return [scale_chart(ballot, result, people)]
    return [spread_chart(ballot, result, people)]


def _details(workshop: Workshop, ballot: Ballot, result: BallotResult, people: People) -> list[Detail]:
    rows = []
    verdict = verdict_words(result, people)
    if verdict or result.verdict_rule:
        rows.append(Detail("Result", joined((f"{verdict or 'No papers, no result'}.", result.verdict_rule or ""), " ")))
    if not result.options:
        rows.append(Detail("Turnout", turnout_words(result, ballot)))
    rows.append(Detail("Method", method_words(ballot)))
    labels = {option.id: option.label for option in result.options}
    ties = [listed([labels[option_id] for option_id in tie]) for tie in result.ties]
    if ties:
        rows.append(Detail("Ties" if len(ties) > 1 else "Tie", sentence("; ".join(ties))))
    if ballot.tie_settled:
        rows.append(Detail("Tie settled", ballot.tie_settled))
    hidden = [people.sector_name(sector_id) for sector_id in result.hidden_sectors]
    if hidden:
        threshold = workshop.details.small_group_threshold
        rows.append(
            Detail("Not shown", f"{listed(hidden)}: fewer than {threshold} papers, or hidden to protect such a sector.")
        )
    if ballot.replaces_id:
        replaced = workshop.find(Ballot, ballot.replaces_id)
        if replaced is not None:
            rows.append(Detail("Replaces", f"The vote “{replaced.title}”."))
    return rows


def _comments(workshop: Workshop, ballot: Ballot, result: BallotResult, people: People) -> list[Block]:
    """What voters wrote on their papers, in the order of the words, so that no order of papers shows."""
    votes = [vote for vote in workshop.votes_in(ballot.id) if vote.comment.strip()]
    lines = sorted(_comment(vote, ballot, result, people, workshop) for vote in votes)
    if not lines:
        return []
    return [Paragraph("Said with the vote:", Role.NOTE), BulletList(tuple(lines))]


def _comment(vote: Vote, ballot: Ballot, result: BallotResult, people: People, workshop: Workshop) -> str:
    """A comment with its voter where votes were open; a hidden sector's stands without anything that leads to it."""
    if ballot.secrecy is not Secrecy.ATTRIBUTED:
        return vote.comment
    participant = workshop.find(Participant, vote.participant_id)
    sector = workshop.sector_of(participant) if participant else None
    sector_id = vote.sector_id or (sector.id if sector else None)
    shown = {each.sector_id for each in result.sectors}
    if ballot.voter_unit is VoterUnit.PARTICIPANT and sector_id not in shown:
        return vote.comment
    who = people.name(participant) if participant else people.group(vote.group_id)
    points = {point.value: point.label for point in ballot.scale or ()}
    said = points.get(vote.choices.get(ballot.options[0].id, -1), "") if len(ballot.options) == 1 else ""
    return joined((vote.comment, joined((who, said), ": ")), " — ")


def stage_ballots(ballots: Sequence[Ballot]) -> list[Ballot]:
    """In the order in which they were opened; those never opened last."""
    return sorted(ballots, key=lambda ballot: ballot.opened_at or "~")
