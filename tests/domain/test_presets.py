"""The kinds of ballot on offer: what Enter, Enter, Enter opens is what the room then decides by."""

from __future__ import annotations

from lsp_workshop.domain.model import Ballot, BallotRules, Band, Method, Secrecy, VoterUnit
from lsp_workshop.domain.outcomes import NOT_AGREED, USUAL, is_agreed, outcome_of
from lsp_workshop.domain.papers import CONSENT_POINTS
from lsp_workshop.domain.presets import PRESETS, Preset
from lsp_workshop.domain.results import Verdict
from tests.domain.voting_cases import sample

DOTS, SCALE, CONSENT, RANKING = Method.DOTS, Method.SCALE, Method.CONSENT, Method.RANKING
BY_SECTOR, OPEN = Secrecy.SECTOR_ONLY, Secrecy.ATTRIBUTED
# Name: method, secrecy, totals hidden until it closes, about one proposal, values of the scale.
OFFERED = {
    "dot vote": (DOTS, BY_SECTOR, True, False, None),
    "approval": (DOTS, BY_SECTOR, True, False, None),
    "one person one vote": (DOTS, BY_SECTOR, True, False, None),
    "gradients of agreement": (SCALE, BY_SECTOR, True, True, [1, 2, 3, 4, 5]),
    "fist to five": (SCALE, OPEN, False, True, [0, 1, 2, 3, 4, 5]),
    "rating": (SCALE, BY_SECTOR, True, False, [1, 2, 3, 4, 5]),
    "health check": (SCALE, BY_SECTOR, True, False, [1, 2, 3, 4, 5]),
    "consent round": (CONSENT, OPEN, False, True, [0, 1, 2]),
    "ranking by person": (RANKING, BY_SECTOR, True, False, None),
    "ranking by group": (RANKING, OPEN, True, False, None),
}
RULES = {
    "approval": BallotRules(max_per_option=1),
    "one person one vote": BallotRules(dots_per_voter=1, max_per_option=1),
    # The names of the pass rules are those of the interchange format: other programs judge by them.
    "gradients of agreement": BallotRules(
        accept_from=3, support_from=4, pass_rule="at_least_80_percent_accept_and_no_sector_majority_below"
    ),
    "fist to five": BallotRules(accept_from=3, support_from=4, pass_rule="everyone_accepts"),
    "health check": BallotRules(
        allow_blank=True,
        bands=(Band(start=4.0, label="Strength"), Band(start=3.0, label="Discuss"), Band(start=1.0, label="Act")),
    ),
    "consent round": BallotRules(pass_rule="no_objection_stands"),
    "ranking by person": BallotRules(rank_all=True),
    "ranking by group": BallotRules(rank_all=True),
}


def test_each_kind_starts_with_its_own_rules_in_the_order_of_their_keys() -> None:
    """A dot vote that showed its totals while it runs would draw the last dots to the leader."""
    shown = {
        name: (
            preset.method,
            preset.secrecy,
            preset.hidden_until_closed,
            preset.one_option,
            None if preset.scale is None else [point.value for point in preset.scale],
        )
        for name, preset in PRESETS.items()
    }
    assert shown == OFFERED
    assert list(PRESETS) == list(OFFERED)
    assert {name: preset.rules for name, preset in PRESETS.items() if preset.rules != BallotRules()} == RULES
    by_group = [name for name, preset in PRESETS.items() if preset.voter_unit is VoterUnit.GROUP]
    assert by_group == ["ranking by group"]


def test_only_a_dot_vote_has_dots_by_the_number_of_its_options() -> None:
    for options, dots, most in ((1, 1, 1), (3, 1, 1), (6, 2, 2), (12, 4, 2), (40, 13, 2)):
        assert PRESETS["dot vote"].rules_for(options) == BallotRules(dots_per_voter=dots, max_per_option=most)
    for name, preset in PRESETS.items():
        assert (preset.rules_for(12) == preset.rules) == (name != "dot vote")


def test_a_kind_without_more_is_by_person_by_sector_and_hidden() -> None:
    bare = Preset(name="own", label="Own", method=DOTS)
    assert (bare.voter_unit, bare.secrecy, bare.hidden_until_closed, bare.one_option) == (
        VoterUnit.PARTICIPANT,
        BY_SECTOR,
        True,
        False,
    )
    assert (bare.rules, bare.scale) == (BallotRules(), None)


def test_every_point_of_a_scale_has_words_of_its_own() -> None:
    for preset in PRESETS.values():
        labels = [point.label for point in preset.scale or ()]
        assert len(set(labels)) == len(labels)
        assert all(label.strip() for label in labels)
    assert [(point.value, point.label) for point in CONSENT_POINTS] == [
        (0, "Objection"),
        (1, "Concern"),
        (2, "Consent"),
    ]


def test_what_a_verdict_makes_of_a_decision() -> None:
    """The words of an outcome stand in files: others look for them."""
    assert {verdict.value: outcome_of(verdict) for verdict in Verdict} == {
        "agreed": "agreed",
        "agreed_not_all_sectors": "agreed, not by every sector",
        "split": "not agreed",
        "passed": "agreed",
        "not_passed": "not agreed",
    }
    assert outcome_of(None) == "agreed"
    assert USUAL == ("agreed", "not supported", "deferred")
    assert is_agreed(" Agreed , not by every sector")
    assert not any(map(is_agreed, (NOT_AGREED, "", "not supported", "deferred")))


def test_the_scales_are_those_of_the_sample() -> None:
    """Files of other programs have these words: two wordings of one scale could not be compared."""
    seen = set()
    for each in sample().all(Ballot):
        preset = PRESETS.get(each.preset or "")
        if preset is not None and each.scale:
            assert (each.scale, each.rules) == (preset.scale, preset.rules)
            seen.add(preset.name)
    assert seen == {"gradients of agreement", "health check", "fist to five"}
