"""The kinds of ballot on offer, as data: what a facilitator picks instead of setting rules one by one."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lsp_workshop.domain.agreement import suggested_dots
from lsp_workshop.domain.model import BallotRules, Band, Method, ScalePoint, Secrecy, VoterUnit
from lsp_workshop.domain.papers import CONSENT_POINTS

AGREED_80 = "at_least_80_percent_accept_and_no_sector_majority_below"
EVERYONE_ACCEPTS = "everyone_accepts"
NO_OBJECTION = "no_objection_stands"
"""The pass rules, by their names in the interchange format."""

NO_RULES = BallotRules()


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """What a new ballot of this kind starts with. `one_option` marks those that ask about one proposal."""

    name: str
    label: str
    method: Method
    rules: BallotRules = NO_RULES
    scale: tuple[ScalePoint, ...] | None = None
    voter_unit: VoterUnit = VoterUnit.PARTICIPANT
    secrecy: Secrecy = Secrecy.SECTOR_ONLY
    hidden_until_closed: bool = True
    one_option: bool = False

    def rules_for(self, options: int) -> BallotRules:
        """The rules for so many options: a dot vote gives a third as many dots."""
        if self.name != DOT_VOTE:
            return self.rules
        dots = suggested_dots(options)
        return dataclasses.replace(self.rules, dots_per_voter=dots, max_per_option=min(2, dots))


def _scale(first: int, *labels: str) -> tuple[ScalePoint, ...]:
    return tuple(ScalePoint(value=value, label=label) for value, label in enumerate(labels, start=first))


DOT_VOTE, HEALTH_CHECK = "dot vote", "health check"
_AGREEMENT = _scale(1, "Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")

_PRESETS = (
    Preset(name=DOT_VOTE, label="Dot vote", method=Method.DOTS),
    Preset(name="approval", label="Approval", method=Method.DOTS, rules=BallotRules(max_per_option=1)),
    Preset(
        name="one person one vote",
        label="One person, one vote",
        method=Method.DOTS,
        rules=BallotRules(dots_per_voter=1, max_per_option=1),
    ),
    Preset(
        name="gradients of agreement",
        label="Gradients of agreement",
        method=Method.SCALE,
        scale=_scale(
            1,
            "I cannot support this",
            "Serious reservations",
            "I can live with it",
            "I support it",
            "I fully support it",
        ),
        rules=BallotRules(accept_from=3, support_from=4, pass_rule=AGREED_80),
        one_option=True,
    ),
    Preset(
        name="fist to five",
        label="Fist to five",
        method=Method.SCALE,
        scale=_scale(
            0,
            "Fist: no, I would stop this",
            "Major concern",
            "Concern to resolve first",
            "I can go along",
            "Good idea",
            "I will help lead it",
        ),
        rules=BallotRules(accept_from=3, support_from=4, pass_rule=EVERYONE_ACCEPTS),
        secrecy=Secrecy.ATTRIBUTED,
        hidden_until_closed=False,
        one_option=True,
    ),
    Preset(name="rating", label="Rating", method=Method.SCALE, scale=_AGREEMENT),
    Preset(
        name=HEALTH_CHECK,
        label="Partnership health check",
        method=Method.SCALE,
        scale=_AGREEMENT,
        rules=BallotRules(
            allow_blank=True,
            bands=(
                Band(start=4.0, label="Strength"),
                Band(start=3.0, label="Discuss"),
                Band(start=1.0, label="Act"),
            ),
        ),
    ),
    Preset(
        name="consent round",
        label="Consent round",
        method=Method.CONSENT,
        scale=CONSENT_POINTS,
        rules=BallotRules(pass_rule=NO_OBJECTION),
        secrecy=Secrecy.ATTRIBUTED,
        hidden_until_closed=False,
        one_option=True,
    ),
    Preset(
        name="ranking by person",
        label="Ranking by person",
        method=Method.RANKING,
        rules=BallotRules(rank_all=True),
    ),
    Preset(
        name="ranking by group",
        label="Ranking by group",
        method=Method.RANKING,
        rules=BallotRules(rank_all=True),
        voter_unit=VoterUnit.GROUP,
        secrecy=Secrecy.ATTRIBUTED,
    ),
)

PRESETS: Mapping[str, Preset] = MappingProxyType({preset.name: preset for preset in _PRESETS})
"""By name, in the order in which a screen offers them."""
