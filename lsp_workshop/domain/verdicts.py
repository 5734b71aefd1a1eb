"""From figures to a verdict: a stated rule, in words that are printed beside the result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lsp_workshop.domain.agreement import number
from lsp_workshop.domain.model import Ballot, Method
from lsp_workshop.domain.papers import OBJECTION
from lsp_workshop.domain.presets import AGREED_80, EVERYONE_ACCEPTS, NO_OBJECTION
from lsp_workshop.domain.results import OptionResult, SectorResult, Verdict


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict (None without papers), its rule as a sentence, and the sectors with a majority below acceptance."""

    verdict: Verdict | None = None
    rule: str | None = None
    unconvinced: tuple[str, ...] = ()


def pass_rule_of(ballot: Ballot) -> str | None:
    """The rule that decides the ballot: its own, or the usual one of its method; None where nothing is decided."""
    rules = ballot.rules
    if ballot.method is Method.CONSENT:
        return rules.pass_rule or NO_OBJECTION
    if ballot.method is not Method.SCALE or rules.accept_from is None:
        return None
    return rules.pass_rule or (EVERYONE_ACCEPTS if ballot.preset == "fist to five" else AGREED_80)


def rule_in_words(ballot: Ballot) -> str | None:
    """The pass rule as an English sentence; None where there is none, or none that this version knows."""
    rule, accept = pass_rule_of(ballot), ballot.rules.accept_from
    if rule == NO_OBJECTION and ballot.method is Method.CONSENT:
        return "Passed when no objection stands."
    if rule == EVERYONE_ACCEPTS and accept is not None:
        return f"Passed when everyone is at {accept} or above."
    if rule == AGREED_80 and accept is not None and len(ballot.options) == 1:
        return f"Agreed when at least 80 % are at {accept} or above and no sector shown has a majority below {accept}."
    return None


def judge(ballot: Ballot, options: Sequence[OptionResult], sectors: Sequence[SectorResult]) -> Judgement:
    """The verdict on the figures of `result_of`. `sectors` are those that may be shown: no other takes part."""
    words = rule_in_words(ballot)
    if words is None:
        return Judgement()
    if not any(option.n for option in options):
        return Judgement(rule=words)
    rule, accept = pass_rule_of(ballot), ballot.rules.accept_from
    if rule == NO_OBJECTION:
        stands = any((option.frequencies or {}).get(OBJECTION, 0) for option in options)
        return Judgement(Verdict.NOT_PASSED if stands else Verdict.PASSED, words)
    assert accept is not None, "rule_in_words gives these rules only with an acceptance value"
    unconvinced = tuple(sector.sector_id for sector in sectors if _is_unconvinced(sector, accept))
    if rule == EVERYONE_ACCEPTS:
        passed = not any(_below(option, accept) for option in options)
        return Judgement(Verdict.PASSED if passed else Verdict.NOT_PASSED, words, unconvinced)
    return Judgement(_agreed(options[0], accept, unconvinced), words, unconvinced)


def _agreed(option: OptionResult, accept: int, unconvinced: tuple[str, ...]) -> Verdict:
    n = number(option.frequencies or {})
    # In whole numbers: four fifths must not fail by a rounding in the last place.
    if 5 * (n - _below(option, accept)) < 4 * n:
        return Verdict.SPLIT
    return Verdict.AGREED_NOT_ALL_SECTORS if unconvinced else Verdict.AGREED


def _below(option: OptionResult, accept: int) -> int:
    return sum(people for value, people in (option.frequencies or {}).items() if value < accept)


def _is_unconvinced(sector: SectorResult, accept: int) -> bool:
    return any(2 * _below(option, accept) > (option.n or 0) for option in sector.options)
