"""What a ballot came to, as data: the one source of every figure in print, on the projector and in the app.

`voting.result_of(workshop, ballot_id)` makes these. Percentages are 0 to 100 and unrounded. What does not apply to
the method is None. A sector that disclosure control hides appears in `hidden_sectors` and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from lsp_workshop.domain.model import BallotStatus, Method


class Verdict(StrEnum):
    AGREED = "agreed"
    AGREED_NOT_ALL_SECTORS = "agreed_not_all_sectors"
    SPLIT = "split"
    PASSED = "passed"
    NOT_PASSED = "not_passed"


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionResult:
    """Figures of one option, for all valid papers or for one sector's.

    `total` is dots (dots), ratings (scale, consent: how many people rated it) or Borda points (ranking);
    `supporters` people who gave it anything. `frequencies` has a key for every value of the scale, in its order.
    `place` counts 1, 1, 3 after a tie and is None for scales, consent and sectors, and where no paper is valid.
    `hidden_sectors` are those that item-by-item disclosure control hides for this option only (blanks allowed).
    """

    id: str
    label: str
    total: int
    supporters: int
    place: int | None = None
    n: int | None = None
    frequencies: Mapping[int, int] | None = None
    mean: float | None = None
    median: float | None = None
    accept_percent: float | None = None
    support_percent: float | None = None
    band: str | None = None
    points: int | None = None
    rank_sum: int | None = None
    largest_gap: float | None = None
    between_sector_share: float | None = None
    agreement: float | None = None
    consensus: float | None = None
    hidden_sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorResult:
    """One sector's figures; `options` holds only the options whose figures may be shown for it."""

    sector_id: str
    cast: int
    valid: int
    options: tuple[OptionResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotResult:
    """`eligible` and `turnout` are people (or groups); `cast`, `spoilt`, `valid` are papers, hands by their count.

    A ballot that is not closed has figures only where its rules let totals show while it runs and the caller asked
    for them; otherwise `options` is empty and `cast`, `spoilt`, `valid` are None. `noted` are the names noted where
    these are fewer than the papers, which `turnout` counts then; else None.
    """

    ballot_id: str
    title: str
    method: Method
    status: BallotStatus
    eligible: int | None
    turnout: int
    noted: int | None = None
    cast: int | None = None
    spoilt: int | None = None
    valid: int | None = None
    options: tuple[OptionResult, ...] = ()
    ties: tuple[tuple[str, ...], ...] = ()
    sectors: tuple[SectorResult, ...] = ()
    hidden_sectors: tuple[str, ...] = ()
    largest_gap: float | None = None
    between_sector_share: float | None = None
    agreement: float | None = None
    kendall_w: float | None = None
    verdict: Verdict | None = None
    verdict_rule: str | None = None
    unconvinced_sectors: tuple[str, ...] = field(default=())


def as_json(result: BallotResult) -> dict[str, Any]:
    """The result under the names that `lsp-workshop results` prints; ready for `json.dumps`, numbers unrounded."""
    return {
        "ballot_id": result.ballot_id,
        "title": result.title,
        "method": str(result.method),
        "status": str(result.status),
        "eligible": result.eligible,
        "turnout": result.turnout,
        "cast": result.cast,
        "spoilt": result.spoilt,
        "valid": result.valid,
        "options": [_option_as_json(option) for option in result.options],
        "ties": [list(tie) for tie in result.ties],
        "sectors": {
            sector.sector_id: {
                "cast": sector.cast,
                "valid": sector.valid,
                "options": [_option_as_json(option) for option in sector.options],
            }
            for sector in result.sectors
        },
        "hidden_sectors": list(result.hidden_sectors),
        "largest_gap": result.largest_gap,
        "between_sector_share": result.between_sector_share,
        "agreement": result.agreement,
        "kendall_w": result.kendall_w,
        "verdict": None if result.verdict is None else str(result.verdict),
        "verdict_rule": result.verdict_rule,
        "unconvinced_sectors": list(result.unconvinced_sectors),
    }


def _option_as_json(option: OptionResult) -> dict[str, Any]:
    return {
        "id": option.id,
        "label": option.label,
        "total": option.total,
        "supporters": option.supporters,
        "n": option.n,
        "frequencies": (
            None if option.frequencies is None else {str(value): people for value, people in option.frequencies.items()}
        ),
        "mean": option.mean,
        "median": option.median,
        "accept_percent": option.accept_percent,
        "support_percent": option.support_percent,
        "band": option.band,
        "points": option.points,
        "rank_sum": option.rank_sum,
        "place": option.place,
        "largest_gap": option.largest_gap,
        "between_sector_share": option.between_sector_share,
        "agreement": option.agreement,
    }
