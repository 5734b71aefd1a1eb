"""How ballots and their results are put in words, on every screen and in print alike. Knows no screen and no paper."""

from __future__ import annotations

from lsp_workshop.domain.model import Ballot, Method, ScalePoint
from lsp_workshop.domain.presets import PRESETS
from lsp_workshop.domain.results import BallotResult, OptionResult
from lsp_workshop.domain.wording import capital, mean, number, percent

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
    """Whether the option shares its place; nobody says so of options that got nothing."""
    return option.total > 0 and any(option.id in tie for tie in result.ties)


def place_words(option: OptionResult, result: BallotResult) -> str:
    """ "3rd", or "tied 3rd"; "" for an option without a place or with nothing given to it."""
    if option.place is None or not option.total:
        return ""
    place = ordinal(option.place)
    return f"tied {place}" if is_tied(option, result) else place


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
