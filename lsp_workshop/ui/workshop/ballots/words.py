"""Ballots in words: what the room reads, what a list says, what opening means. Knows no Qt and counts nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Ballot, BallotStatus, Method, Secrecy, Sector, VoterUnit
from lsp_workshop.domain.papers import scale_points
from lsp_workshop.domain.presentation import method_name
from lsp_workshop.domain.results import BallotResult
from lsp_workshop.domain.voting import Electorate
from lsp_workshop.domain.wording import counted
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.messages import sentence

SECRECY_CHOICES: tuple[tuple[Secrecy, str], ...] = (
    (Secrecy.SECRET, "Secret: nothing but the marks"),
    (Secrecy.SECTOR_ONLY, "Sector only: no names"),
    (Secrecy.ATTRIBUTED, "Open: who voted how is kept"),
)
_TOLD = {
    Secrecy.SECRET: "Your paper carries no name and no sector.",
    Secrecy.SECTOR_ONLY: "Your paper carries your sector and no name.",
    Secrecy.ATTRIBUTED: "This is an open vote.",
}


def instruction(ballot: Ballot) -> str:
    """What each voter is asked to do, as the room reads it."""
    return f"{_task(ballot)} {_TOLD[ballot.secrecy]}"


def _task(ballot: Ballot) -> str:
    rules, many = ballot.rules, len(ballot.options) > 1
    if ballot.method is Method.RANKING:
        whose = "One ranking a table: put" if ballot.voter_unit is VoterUnit.GROUP else "Put"
        return f"{whose} the options in order, the first place first."
    if ballot.method is Method.DOTS:
        if rules.dots_per_voter is None:
            return "Mark every option you would support."
        if rules.dots_per_voter == 1:
            return "You have one vote."
        most = rules.max_per_option
        limit = f", at most {most} on one option" if most is not None and most < rules.dots_per_voter else ""
        return f"You have {counted(rules.dots_per_voter, 'dot')}{limit}."
    values = [point.value for point in scale_points(ballot)]
    if ballot.method is Method.CONSENT:
        return "Consent, a concern, or an objection?"
    span = f"from {min(values)} to {max(values)}" if values else "on the scale"
    blank = " Leave blank what you cannot judge." if rules.allow_blank else ""
    return f"Give each line a value {span}.{blank}" if many else f"Give a value {span}.{blank}"


def people_words(ballot: Ballot, count: int) -> str:
    if ballot.voter_unit is VoterUnit.GROUP:
        return counted(count, "table")
    return counted(count, "person", "people")


def chooses_nothing(ballot: Ballot) -> bool:
    """One option, and dots or an order to give: every paper would look like the next."""
    return len(ballot.options) == 1 and ballot.method in (Method.DOTS, Method.RANKING)


def draft_words(workshop: Workshop, ballot: Ballot, voters: Electorate) -> str:
    """What stands beside the button that opens a ballot: who may vote, and that there is nothing to choose."""
    lone = "One option only: add another." if chooses_nothing(ballot) else ""
    return " ".join(part for part in (electorate_words(workshop, ballot, voters), lone) if part)


def electorate_words(workshop: Workshop, ballot: Ballot, voters: Electorate) -> str:
    """ "32 people may vote: Public 14, Private 6, …" """
    words = f"{people_words(ballot, len(voters))} may vote"
    if not voters.ids:
        return "Nobody may vote yet: tick who is here under Prepare."
    split = sector_counts(workshop.sectors(), voters.by_sector or {})
    without = len(voters) - sum((voters.by_sector or {}).values()) if voters.by_sector is not None else 0
    if split and without:
        split += f", without a sector {without}"
    return f"{words}: {split}." if split else f"{words}."


def sector_counts(sectors: Sequence[Sector], counts: Mapping[str, int]) -> str:
    """ "Public 14, Private 6"; sectors without anybody are left out."""
    return ", ".join(f"{each.name} {counts[each.id]}" for each in sectors if counts.get(each.id))


def status_words(ballot: Ballot, result: BallotResult, papers: int) -> str:
    """The line below a ballot's title in the list."""
    name = method_name(ballot)
    if ballot.status is BallotStatus.DRAFT:
        return f"{name} · {counted(len(ballot.options), 'option')} · not opened yet"
    if ballot.status is BallotStatus.OPEN:
        return f"{name} · open · {of(papers, result.eligible)} papers in"
    return f"{name} · closed · {of(result.turnout, result.eligible)} voted"


def of(count: int, all_of_them: int | None) -> str:
    """ "28 of 32", or "28" where it is not known how many might have."""
    return f"{count} of {all_of_them}" if all_of_them is not None else str(count)


def refusal(error: DomainError, workshop: Workshop) -> str:
    """Why a paper does not go in, in the words of the one who types it."""
    if error.code == "sector_missing":
        return "Which sector is this paper from? Press its letter first."
    if error.code == "group_missing":
        return "Which table is this paper from? Press its letter first."
    if error.code == "more_papers_than_eligible":
        sector = workshop.find(Sector, str(error.values.get("sector_id")))
        where = f" from {sector.name}" if sector else ""
        return f"All {error.values['eligible']} papers{where} are in already: is this one from elsewhere?"
    if error.code == "over_dots":
        return f"No dots left: each paper has {error.values['dots']}. Backspace takes one off."
    return sentence(error)


def mismatch_words(ballot: Ballot, papers: int, noted: int) -> str:
    """A sentence where the papers and those noted as having voted do not agree; "" where nobody was noted."""
    if not noted or papers == noted or ballot.secrecy is Secrecy.ATTRIBUTED:
        return ""
    have = "is" if noted == 1 else "are"
    return f"{counted(papers, 'paper')} came in, but {people_words(ballot, noted)} {have} noted as having voted."


_AGAIN = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def title_of_another_vote(title: str) -> str:
    """ "Where do we begin? (second vote)", and of that one "(third vote)": nobody confuses the rounds."""
    for number, word in enumerate(_AGAIN):
        if title.endswith(f" ({word} vote)"):
            following = _AGAIN[number + 1] if number + 1 < len(_AGAIN) else "another"
            return f"{title.removesuffix(f' ({word} vote)')} ({following} vote)"
    return title if title.endswith(" (another vote)") else f"{title} ({_AGAIN[0]} vote)"
