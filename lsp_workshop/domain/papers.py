"""When a ballot paper is valid: one set of rules for papers typed in, hands counted and files imported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from lsp_workshop.domain.ballot_box import BallotBox
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Ballot, Method, ScalePoint, Secrecy, Vote, VoterUnit

OBJECTION, CONCERN, CONSENT = 0, 1, 2
CONSENT_POINTS = (
    ScalePoint(value=OBJECTION, label="Objection"),
    ScalePoint(value=CONCERN, label="Concern"),
    ScalePoint(value=CONSENT, label="Consent"),
)


def scale_points(ballot: Ballot) -> tuple[ScalePoint, ...]:
    """The labelled values a paper may give an option, in the scale's order; none for dots and rankings.

    A consent ballot always has its three, under its own labels where it has some.
    """
    given = ballot.scale or ()
    if ballot.method is Method.CONSENT:
        own = {point.value: point for point in given}
        return tuple(own.get(point.value, point) for point in CONSENT_POINTS)
    return given if ballot.method is Method.SCALE else ()


def scale_values(ballot: Ballot) -> tuple[int, ...]:
    """The values of `scale_points`."""
    return tuple(point.value for point in scale_points(ballot))


def check_paper(
    ballot: Ballot,
    choices: Mapping[str, int],
    *,
    sector_id: str | None = None,
    group_id: str | None = None,
    participant_id: str | None = None,
    count: int = 1,
    spoilt: bool = False,
) -> None:
    """Raise `DomainError` where the paper breaks the ballot's rules; the codes are in the functions below.

    Looks at this paper alone: whether its voter may vote, or has voted already, is not its business
    (`check_papers`, and the edit that enters a paper).
    """
    _check_voter(ballot, sector_id, group_id, participant_id)
    _check_count(ballot, group_id, participant_id, count)
    if spoilt:
        if choices:
            raise DomainError("spoilt_with_choices", title=ballot.title)
        return
    _check_sector(ballot, sector_id, group_id)
    known = {option.id for option in ballot.options}
    for option_id, value in choices.items():
        if option_id not in known:
            raise DomainError("unknown_option", option_id=option_id, title=ballot.title)
        if not _is_whole(value):
            raise DomainError("not_a_whole_number", option=_label(ballot, option_id), value=value)
    if ballot.method is Method.DOTS:
        _check_dots(ballot, choices)
    elif ballot.method is Method.RANKING:
        _check_ranking(ballot, choices)
    else:
        _check_ratings(ballot, choices)


def check_vote(ballot: Ballot, vote: Vote) -> None:
    """`check_paper` for a vote record."""
    check_paper(
        ballot,
        vote.choices,
        sector_id=vote.sector_id,
        group_id=vote.group_id,
        participant_id=vote.participant_id,
        count=vote.count,
        spoilt=vote.spoilt,
    )


def check_papers(ballot: Ballot, votes: Iterable[Vote]) -> None:
    """Raise for papers that are fine one by one and not together: "duplicate_paper", "more_papers_than_eligible".

    Linear in the number of papers.
    """
    votes = list(votes)
    by_sector: Counter[str] = Counter()
    seen: set[str] = set()
    for vote in votes:
        voter = _voter(ballot, vote)
        if voter is not None and voter in seen:
            raise _duplicate(ballot, voter)
        if voter is not None:
            seen.add(voter)
        if vote.sector_id is not None:
            by_sector[vote.sector_id] += vote.count
    _check_total(ballot, sum(vote.count for vote in votes))
    for sector_id, papers in by_sector.items():
        _check_sector_total(ballot, sector_id, papers)


def check_fits(ballot: Ballot, box: BallotBox, paper: Vote) -> None:
    """Raise where `paper` cannot join those that are in the box: the codes of `check_papers`, and
    "too_many_without_sector" where more papers name no sector than people whose papers name none may vote.

    Looks at no other paper.
    """
    voter = _voter(ballot, paper)
    if voter is not None and (box.groups if ballot.voter_unit is VoterUnit.GROUP else box.participants)[voter]:
        raise _duplicate(ballot, voter)
    _check_total(ballot, box.papers + paper.count)
    if paper.sector_id is not None:
        _check_sector_total(ballot, paper.sector_id, box.by_sector[paper.sector_id] + paper.count)
    elif paper.group_id is None and paper.participant_id is None:
        _check_unnamed(ballot, box.loose + paper.count)


def _check_unnamed(ballot: Ballot, papers: int) -> None:
    if ballot.secrecy is not Secrecy.SECTOR_ONLY or ballot.voter_unit is VoterUnit.GROUP:
        return
    if ballot.eligible is None or ballot.eligible_by_sector is None:
        return
    eligible = ballot.eligible - sum(ballot.eligible_by_sector.values())
    if papers > eligible:
        raise DomainError("too_many_without_sector", papers=papers, eligible=eligible, title=ballot.title)


def _voter(ballot: Ballot, vote: Vote) -> str | None:
    """Whose paper it is: one person or, where groups vote, one group; None for hands and secret papers."""
    return vote.group_id if ballot.voter_unit is VoterUnit.GROUP else vote.participant_id


def _duplicate(ballot: Ballot, voter: str) -> DomainError:
    return DomainError("duplicate_paper", voter_id=voter, voter_unit=str(ballot.voter_unit), title=ballot.title)


def _check_total(ballot: Ballot, papers: int) -> None:
    if ballot.eligible is not None and papers > ballot.eligible:
        raise DomainError(
            "more_papers_than_eligible", papers=papers, eligible=ballot.eligible, sector_id=None, title=ballot.title
        )


def _check_sector_total(ballot: Ballot, sector_id: str, papers: int) -> None:
    # Groups have no sector, so only people's ballots know how many a sector may cast.
    if ballot.eligible_by_sector is None or ballot.voter_unit is VoterUnit.GROUP:
        return
    eligible = ballot.eligible_by_sector.get(sector_id, 0)
    if papers > eligible:
        raise DomainError(
            "more_papers_than_eligible", papers=papers, eligible=eligible, sector_id=sector_id, title=ballot.title
        )


def _check_voter(ballot: Ballot, sector_id: str | None, group_id: str | None, participant_id: str | None) -> None:
    """Raise "secret_paper_with_name": nothing may link a paper to who cast it, or let it be worked out."""
    telling: tuple[tuple[str, str | None], ...] = ()
    if ballot.secrecy is not Secrecy.ATTRIBUTED:
        telling = (("participant_id", participant_id),)
    if ballot.secrecy is Secrecy.SECRET:
        telling += (("sector_id", sector_id), ("group_id", group_id))
    elif ballot.secrecy is Secrecy.SECTOR_ONLY and (ballot.voter_unit is VoterUnit.GROUP or sector_id is not None):
        # A group's own paper is its name; and table and sector together are often just one person.
        telling += (("group_id", group_id),)
    for field, value in telling:
        if value is not None:
            raise DomainError(
                "secret_paper_with_name",
                field=field,
                secrecy=str(ballot.secrecy),
                title=ballot.title,
            )


def _check_count(ballot: Ballot, group_id: str | None, participant_id: str | None, count: int) -> None:
    """Raise "bad_count" (not a whole number from 1, or several for one voter) or "hands_in_secret_ballot"."""
    one_voter = participant_id is not None or (ballot.voter_unit is VoterUnit.GROUP and group_id is not None)
    if not _is_whole(count) or count < 1 or (one_voter and count != 1):
        raise DomainError("bad_count", count=count, one_voter=one_voter)
    if count > 1 and ballot.secrecy is Secrecy.SECRET:
        raise DomainError("hands_in_secret_ballot", count=count, title=ballot.title)


def _is_whole(value: object) -> bool:
    """Papers typed as JSON may hold anything, and True is an int to Python."""
    return isinstance(value, int) and not isinstance(value, bool)


def _check_sector(ballot: Ballot, sector_id: str | None, group_id: str | None) -> None:
    """Raise "sector_missing" for a paper that has to tell its sector, and "group_missing" for one without its group.

    People without a sector may vote too, so a paper without one is refused only where every eligible person has a
    sector; hands counted by table need none.
    """
    if ballot.voter_unit is VoterUnit.GROUP:
        if ballot.secrecy is Secrecy.ATTRIBUTED and group_id is None:
            raise DomainError("group_missing", title=ballot.title)
        return
    if ballot.secrecy is not Secrecy.SECTOR_ONLY or ballot.eligible_by_sector is None:
        return
    everyone_has_one = ballot.eligible is None or sum(ballot.eligible_by_sector.values()) >= ballot.eligible
    if sector_id is None and group_id is None and everyone_has_one:
        raise DomainError("sector_missing", known=list(ballot.eligible_by_sector), title=ballot.title)


def _check_dots(ballot: Ballot, choices: Mapping[str, int]) -> None:
    """Raise "negative_dots", "over_max_per_option" or "over_dots". Unused dots are allowed, all of them too."""
    most, dots = ballot.rules.max_per_option, ballot.rules.dots_per_voter
    for option_id, value in choices.items():
        if value < 0:
            raise DomainError("negative_dots", option=_label(ballot, option_id), value=value)
        if most is not None and value > most:
            raise DomainError("over_max_per_option", option=_label(ballot, option_id), value=value, maximum=most)
    placed = sum(choices.values())
    if dots is not None and placed > dots:
        raise DomainError("over_dots", placed=placed, dots=dots)


def _check_ratings(ballot: Ballot, choices: Mapping[str, int]) -> None:
    """Raise "value_not_on_scale", or "blank_not_allowed" with the labels of the options left blank."""
    values = scale_values(ballot)
    for option_id, value in choices.items():
        if value not in values:
            raise DomainError("value_not_on_scale", option=_label(ballot, option_id), value=value, allowed=list(values))
    if not ballot.rules.allow_blank and len(choices) < len(ballot.options):
        raise DomainError("blank_not_allowed", options=_left_out(ballot, choices))


def _check_ranking(ballot: Ballot, choices: Mapping[str, int]) -> None:
    """Raise "rank_out_of_range", "rank_repeated", "rank_not_complete", "rank_gap" or "blank_not_allowed"."""
    size = len(ballot.options)
    taken: dict[int, str] = {}
    for option_id, place in choices.items():
        label = _label(ballot, option_id)
        if not 1 <= place <= size:
            raise DomainError("rank_out_of_range", option=label, value=place, highest=size)
        if place in taken:
            raise DomainError("rank_repeated", value=place, options=[taken[place], label])
        taken[place] = label
    if not choices and not ballot.rules.allow_blank:
        raise DomainError("blank_not_allowed", options=_left_out(ballot, choices))
    if choices and ballot.rules.rank_all and len(choices) < size:
        raise DomainError("rank_not_complete", options=_left_out(ballot, choices))
    if taken and max(taken) > len(taken):
        missing = next(place for place in range(1, size + 1) if place not in taken)
        raise DomainError("rank_gap", missing=missing)


def _left_out(ballot: Ballot, choices: Mapping[str, int]) -> list[str]:
    return [option.label for option in ballot.options if option.id not in choices]


def _label(ballot: Ballot, option_id: str) -> str:
    return next(option.label for option in ballot.options if option.id == option_id)
