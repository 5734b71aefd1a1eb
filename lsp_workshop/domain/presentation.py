"""How ballots and their results are put in words, on every screen and in print alike. Knows no screen and no paper."""

from __future__ import annotations

from collections.abc import Mapping

from lsp_workshop.domain.model import Ballot, Method, ScalePoint, TieSettled
from lsp_workshop.domain.presets import PRESETS
from lsp_workshop.domain.results import BallotResult, OptionResult
from lsp_workshop.domain.wording import capital, listed, mean, number, percent

_METHODS = {
    Method.DOTS: "Dot vote",
    Method.SCALE: "Rating on a scale",
    Method.CONSENT: "Consent round",
    Method.RANKING: "Ranking",
}
_FEW = 3
"""Up to so many options only the first is strong; of more, the first so many places."""


def method_name(ballot: Ballot) -> str:
    """The preset's name, or the method's."""
    preset = PRESETS.get(ballot.preset or "")
    return preset.label if preset else capital(ballot.preset or "") or _METHODS[ballot.method]


def point_words(ballot: Ballot, point: ScalePoint) -> str:
    """ "3  I can live with it"; a consent round's points have no numbers."""
    return point.label if ballot.method is Method.CONSENT else f"{point.value}  {point.label}".rstrip()


def is_leading(option: OptionResult, options: int) -> bool:
    """Whether the option's bar is a strong one among `options`: first places, with anything given to them."""
    return option.total > 0 and option.place is not None and option.place <= (_FEW if options > _FEW else 1)


def ordinal(place: int) -> str:
    """ "1st", "2nd", "11th"."""
    if 10 < place % 100 < 14:
        return f"{place}th"
    return f"{place}{('th', 'st', 'nd', 'rd', *('th',) * 6)[place % 10]}"


def is_tied(option: OptionResult, result: BallotResult) -> bool:
    """Whether the option shares its place, zeros too; nothing is tied where there are no papers."""
    return bool(result.valid) and any(option.id in tie for tie in result.ties)


def place_words(option: OptionResult, result: BallotResult) -> str:
    """ "3rd", or "tied 3rd"; "" for an option without a place, and for one that alone got nothing."""
    if option.place is None:
        return ""
    place = ordinal(option.place)
    if is_tied(option, result):
        return f"tied {place}"
    return place if option.total else ""


TIE_WORDS: Mapping[TieSettled | None, str] = {
    TieSettled.VOTE_AGAIN: "voted on again",
    TieSettled.CHAIR: "decided by the chair",
    TieSettled.SHARE: "the place is shared",
}
"""What stands in the record where a tie was settled in a usual way and nobody said it in words of their own."""


def noted_words(result: BallotResult) -> str:
    """ "names noted: 1" where fewer were noted than papers are in; "" otherwise."""
    return "" if result.noted is None else f"names noted: {result.noted}"


def decision_text(ballot: Ballot, result: BallotResult) -> str:
    """A first wording of the decision: the proposal, or what came first; of a tie, how it was settled."""
    if len(ballot.options) == 1:
        return ballot.options[0].label
    first = [option.label for option in result.options if option.place == 1 and option.total]
    if not first:
        return ballot.title
    if len(first) == 1:
        return f"{first[0]} comes first."
    if ballot.tie_settled and ballot.tie_settled_by is not TieSettled.SHARE:
        return f"{listed(first)} tied for first place; how it was settled: {ballot.tie_settled.rstrip('.')}."
    return f"{listed(first)} come first."


def summary_words(ballot: Ballot, result: BallotResult) -> str:
    """ "Mean 3.4 · median 3 · 62.5% at 3 or above" of the one proposal on a scale; "" for anything else."""
    if ballot.method is not Method.SCALE or len(result.options) != 1:
        return ""
    option = result.options[0]
    if option.mean is None or option.median is None:
        return ""
    parts = [f"Mean {mean(option.mean)}", f"median {number(option.median)}"]
    if option.accept_percent is not None:
        parts.append(f"{percent(option.accept_percent)} at {ballot.rules.accept_from} or above")
    return " · ".join(parts)
