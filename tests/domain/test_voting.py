"""Ballots counted: figures, places and verdicts, on the sample and on worked cases.

A wrong total cannot be taken back once it was on the projector.
"""

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import pytest

from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import (
    Ballot,
    BallotOption,
    BallotRules,
    BallotStatus,
    Band,
    Group,
    Method,
    Participant,
    Secrecy,
    Turnout,
    Vote,
    VoterUnit,
)
from lsp_workshop.domain.presets import AGREED_80, EVERYONE_ACCEPTS, NO_OBJECTION, _scale
from lsp_workshop.domain.results import OptionResult, Verdict, as_json
from lsp_workshop.domain.voting import (
    PRESETS,
    check_paper,
    check_papers,
    check_vote,
    eligible_voters,
    papers_in,
    result_of,
)
from lsp_workshop.domain.workshop import Workshop
from tests.domain.voting_cases import (
    EXPECTED,
    OPTIONS,
    SECTORS,
    VECTORS,
    ballot,
    options_of,
    papers,
    result,
    sample,
    workshop,
)

# --- the sample -----------------------------------------------------------------------------------------------


def test_the_samples_dot_vote_comes_to_what_was_worked_out_by_hand() -> None:
    expected, found = EXPECTED["b1"], result_of(sample(), "b1")
    figures = options_of(found)
    assert (found.cast, found.turnout, found.eligible) == (expected["ballots_cast"], 31, 32)
    assert {key: each.total for key, each in figures.items()} == expected["totals"]
    assert {key: each.supporters for key, each in figures.items()} == expected["voters_choosing"]
    assert [each.id for each in found.options] == expected["ranking"]
    by_sector = {s.sector_id: {o.id: o.total for o in s.options} for s in found.sectors}
    assert by_sector == expected["by_sector"]
    assert sum(each.total for each in found.options) == expected["dots_cast"]


def check_scale(found: OptionResult, expected: Mapping[str, Any]) -> None:
    """Every figure to the last digit that was worked out elsewhere: four places, of percentages one."""
    assert found.n == expected["n"]
    assert list((found.frequencies or {}).values()) == expected["frequencies"]
    figures: Mapping[str, tuple[float | None, int]] = {
        "mean": (found.mean, 4),
        "median": (found.median, 4),
        "agreement_A": (found.agreement, 4),
        "consensus_TW": (found.consensus, 4),
        "largest_sector_gap": (found.largest_gap, 4),
        "between_sector_share_eta2": (found.between_sector_share, 4),
        "pct_accept_3plus": (found.accept_percent, 1),
        "pct_support_4plus": (found.support_percent, 1),
    }
    for name, (ours, places) in figures.items():
        if name in expected:
            assert ours is not None, name
            assert round(ours, places) == expected[name], name
    assert found.band == expected.get("band")


@pytest.mark.parametrize(
    ("ballot_id", "verdict"), [("b2", Verdict.SPLIT), ("b3", Verdict.AGREED)], ids=["split", "agreed"]
)
def test_the_samples_visions(ballot_id: str, verdict: Verdict) -> None:
    expected, found = EXPECTED[ballot_id], result_of(sample(), ballot_id)
    check_scale(found.options[0], expected)
    assert {sector.sector_id for sector in found.sectors} == set(expected["by_sector"])
    for sector in found.sectors:
        check_scale(sector.options[0], expected["by_sector"][sector.sector_id])
    assert found.verdict is verdict
    assert (found.verdict is Verdict.AGREED) == expected["passed"]
    assert list(found.unconvinced_sectors) == expected["sectors_blocking"]
    assert found.verdict_rule == (
        "Agreed when at least 80 % are at 3 or above and no sector shown has a majority below 3."
    )
    one = found.options[0]
    assert (found.largest_gap, found.between_sector_share) == (one.largest_gap, one.between_sector_share)
    assert found.agreement == one.agreement


def test_the_samples_secret_approval_has_no_sectors() -> None:
    expected, found = EXPECTED["b4"], result_of(sample(), "b4")
    assert (found.cast, found.spoilt, found.valid) == (
        expected["ballots_cast"],
        expected["spoilt"],
        expected["valid"],
    )
    assert {each.id: each.total for each in found.options} == expected["approvals"]
    assert [each.id for each in found.options] == expected["ranking"]
    shares = {each.id: round(100 * each.total / (found.valid or 1), 1) for each in found.options}
    assert shares == expected["pct"]
    assert [each.place for each in found.options] == [1, 2, 2, 4, 5, 5, 7, 8]
    assert found.ties == (("r1", "r6"), ("r5", "r7"))
    assert (found.sectors, found.hidden_sectors) == ((), ())


def test_the_samples_ranking_by_table() -> None:
    expected, found = EXPECTED["b5"], result_of(sample(), "b5")
    assert {each.id: each.points for each in found.options} == expected["borda"]
    assert {each.id: each.rank_sum for each in found.options} == expected["rank_sums"]
    assert round(found.kendall_w or 0, 4) == expected["kendall_W"]
    assert (found.turnout, found.eligible) == (6, 6)


def test_the_samples_health_check_hides_item_by_item() -> None:
    expected, found = EXPECTED["b6"], result_of(sample(), "b6")
    figures = options_of(found)
    shown = {(sector.sector_id, option.id): option for sector in found.sectors for option in sector.options}
    assert found.valid == expected["forms"]
    for item, figure in expected["items"].items():
        check_scale(figures[item], figure)
        hidden = expected["must_hide"].get(item, [])
        assert list(figures[item].hidden_sectors) == hidden
        for sector, mean in figure["sector_means"].items():
            assert ((sector, item) in shown) == (sector not in hidden)
            if sector not in hidden:
                assert round(shown[sector, item].mean or 0, 4) == mean
                assert shown[sector, item].n == figure["sector_n"][sector]
    assert (found.verdict, found.agreement, found.largest_gap) == (None, None, None)


def test_the_samples_last_two_rounds() -> None:
    fist, consent = result_of(sample(), "b7"), result_of(sample(), "b8")
    assert list((fist.options[0].frequencies or {}).values()) == EXPECTED["b7"]["frequencies_0_to_5"]
    assert (fist.verdict, fist.verdict_rule) == (Verdict.NOT_PASSED, "Passed when everyone is at 3 or above.")
    expected = EXPECTED["b8"]
    wanted = {0: expected["objection"], 1: expected["concern"], 2: expected["consent"]}
    assert consent.options[0].frequencies == wanted
    assert (consent.verdict, consent.verdict_rule) == (Verdict.PASSED, "Passed when no objection stands.")


def test_every_paper_of_the_sample_keeps_its_ballots_rules() -> None:
    for each in sample().all(Ballot):
        votes = sample().votes_in(each.id)
        check_papers(each, votes)
        for vote in votes:
            check_vote(each, vote)


def names(listed: str) -> set[str]:
    return set(listed.split())


def test_the_published_names_are_all_there_and_no_other() -> None:
    top = names(
        "ballot_id title method status eligible turnout cast spoilt valid options ties sectors hidden_sectors "
        "largest_gap between_sector_share agreement kendall_w verdict verdict_rule unconvinced_sectors"
    )
    inner = names(
        "id label total supporters n frequencies mean median accept_percent support_percent band points rank_sum "
        "place largest_gap between_sector_share agreement"
    )
    for each in sample().all(Ballot):
        found = as_json(result_of(sample(), each.id))
        assert set(found) == top
        assert found == json.loads(json.dumps(found, allow_nan=False))
        for sector in found["sectors"].values():
            assert set(sector) == {"cast", "valid", "options"}
        groups = [found["options"], *(sector["options"] for sector in found["sectors"].values())]
        assert all(set(option) == inner for group in groups for option in group)


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): each for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, tuple) else value


def test_what_is_published_is_what_was_counted() -> None:
    """Another program draws its charts from these: a verdict or a count that is lost here is lost there."""
    for each in sample().all(Ballot):
        result = result_of(sample(), each.id)
        found = as_json(result)
        for name in set(found) - {"options", "sectors"}:
            assert found[name] == plain(getattr(result, name)), name
        sectors = {sector.sector_id: sector for sector in result.sectors}
        assert list(found["sectors"]) == list(sectors)
        groups = [(found["options"], result.options)]
        groups += [(found["sectors"][name]["options"], sector.options) for name, sector in sectors.items()]
        for shown, options in groups:
            assert len(shown) == len(options)
            for told, option in zip(shown, options, strict=True):
                assert told == {name: plain(getattr(option, name)) for name in told}
        for name, sector in sectors.items():
            assert (found["sectors"][name]["cast"], found["sectors"][name]["valid"]) == (sector.cast, sector.valid)


# --- worked cases -----------------------------------------------------------------------------------------------


def test_dots_and_what_is_no_dot_vote() -> None:
    case = VECTORS["dots"]["cases"][0]
    rules = BallotRules(dots_per_voter=case["dots_per_voter"], max_per_option=case["max_per_option"])
    options = tuple(BallotOption(id=each, label=each) for each in case["options"])
    dots = Ballot(
        id="b", title="Which?", method=Method.DOTS, options=options, rules=rules, secrecy=Secrecy.SECRET,
        status=BallotStatus.CLOSED,
    )  # fmt: skip
    found = options_of(result(dots, papers(case["votes"])))
    assert {key: each.total for key, each in found.items()} == case["totals"]
    assert {key: each.supporters for key, each in found.items()} == case["supporters"]
    codes = ["over_max_per_option", "over_dots", "unknown_option", "negative_dots"]
    for reject, code in zip(VECTORS["dots"]["reject"], codes, strict=True):
        with pytest.raises(DomainError) as caught:
            check_paper(dots, reject["vote"])
        assert caught.value.code == code


def test_borda_and_fist_to_five_and_consent_vectors() -> None:
    ranking = ballot(Method.RANKING, options=3, rules=BallotRules(rank_all=True), secrecy=Secrecy.SECRET)
    named = dict(zip("ABC", OPTIONS, strict=False))
    case = VECTORS["borda"]["cases"][0]
    votes = [{named[each]: place for place, each in enumerate(order, 1)} for order in case["ballots"]]
    found = options_of(result(ranking, papers(votes)))
    assert {each: found[named[each]].points for each in "ABC"} == case["scores"]
    fist = ballot(Method.SCALE, options=1, rules=BallotRules(accept_from=3, pass_rule=EVERYONE_ACCEPTS))
    for hands in VECTORS["fist_to_five"]["cases"]:
        verdict = result(fist, papers({"apples": hand} for hand in hands["hands"])).verdict
        assert (verdict is Verdict.PASSED) == hands["consensus"]
    round_ = ballot(Method.CONSENT, options=1, rules=BallotRules(pass_rule=NO_OBJECTION))
    for consent in VECTORS["consent"]["cases"]:
        values = [["objection", "concern", "consent"].index(each) for each in consent["choices"]]
        assert (result(round_, papers({"apples": value} for value in values)).verdict is Verdict.PASSED) == consent[
            "passed"
        ]


def test_hands_count_as_many_papers_as_there_were_hands() -> None:
    a_ballot = ballot(Method.DOTS, secrecy=Secrecy.ATTRIBUTED)
    unsorted = Vote(id="w", ballot_id="b", choices={"pears": 1}, count=3)
    hands = [*papers([{"apples": 1}], [SECTORS[0]], count=7), unsorted]
    found = result(a_ballot, hands)
    assert (found.cast, found.turnout) == (10, 10)
    assert [(each.id, each.total, each.supporters) for each in found.options[:2]] == [
        ("apples", 7, 7),
        ("pears", 3, 3),
    ]


def test_unmarked_papers_are_valid_and_spoilt_ones_are_counted_and_never_tallied() -> None:
    votes = [
        *papers([{}, {"apples": 1}], [SECTORS[0]]),
        Vote(id="s", ballot_id="b", sector_id=SECTORS[0], spoilt=True),
    ]
    found = result(ballot(Method.DOTS), votes)
    assert (found.cast, found.valid, found.spoilt) == (3, 2, 1)


def test_zeros_tie_too_and_the_order_is_the_ballots() -> None:
    found = result(ballot(Method.DOTS), papers([{"pears": 2}, {"figs": 1}, {"figs": 1}]))
    assert [each.id for each in found.options] == ["pears", "figs", "apples", "plums"]
    assert [each.place for each in found.options] == [1, 1, 3, 3]
    assert found.ties == (("pears", "figs"), ("apples", "plums"))


def test_a_ranking_that_leaves_options_out_gives_them_nothing() -> None:
    found = result(ballot(Method.RANKING), papers([{"apples": 1}, {"pears": 1, "apples": 2}]))
    assert {each.id: each.points for each in found.options} == {"apples": 5, "pears": 3, "plums": 0, "figs": 0}
    assert [options_of(found)[each].rank_sum for each in OPTIONS] == [3, None, None, None]
    told = [(each.label, each.total, each.supporters, each.place) for each in found.options]
    assert told == [("Apples", 5, 2, 1), ("Pears", 3, 1, 2), ("Plums", 0, 0, 3), ("Figs", 0, 0, 3)]
    assert found.kendall_w is not None


def test_no_papers_no_verdict_but_the_rule_is_stated() -> None:
    rules = BallotRules(accept_from=3, pass_rule=AGREED_80)
    for votes in ([], [Vote(id="s", ballot_id="b", spoilt=True)]):
        found = result(ballot(Method.SCALE, options=1, rules=rules), votes)
        assert found.verdict is None
        assert found.verdict_rule
        assert found.options[0].mean is None


def test_agreed_but_a_sector_is_not_convinced() -> None:
    rules = BallotRules(accept_from=3)
    happy = papers([{"apples": 4}] * 27, SECTORS[:3])
    sour = [
        Vote(id=f"s{number}", ballot_id="b", sector_id=SECTORS[3], choices={"apples": 2 if number < 3 else 3})
        for number in range(5)
    ]
    found = result(ballot(Method.SCALE, options=1, rules=rules), happy + sour)
    assert found.verdict is Verdict.AGREED_NOT_ALL_SECTORS
    assert found.unconvinced_sectors == (SECTORS[3],)
    # One fewer, and the sector is hidden: it must not be named as unconvinced, nor tip the verdict.
    found = result(ballot(Method.SCALE, options=1, rules=rules), happy + sour[:4])
    assert found.verdict is Verdict.AGREED
    assert found.unconvinced_sectors == ()
    assert SECTORS[3] in found.hidden_sectors


def test_half_of_a_sector_is_no_majority() -> None:
    rules = BallotRules(accept_from=3)
    happy = papers([{"apples": 5}] * 30, SECTORS[:2])
    halved = [
        Vote(id=f"h{number}", ballot_id="b", sector_id=SECTORS[2], choices={"apples": 2 + number % 2})
        for number in range(6)
    ]
    assert result(ballot(Method.SCALE, options=1, rules=rules), happy + halved).verdict is Verdict.AGREED


def test_exactly_four_fifths_is_enough() -> None:
    rules = BallotRules(accept_from=3)
    votes = papers([{"apples": 3}] * 4 + [{"apples": 1}])
    assert result(ballot(Method.SCALE, options=1, rules=rules), votes).verdict is Verdict.AGREED
    assert result(ballot(Method.SCALE, options=1, rules=rules), votes[1:]).verdict is Verdict.SPLIT


def test_several_options_have_no_common_verdict() -> None:
    rules = BallotRules(accept_from=3, pass_rule=AGREED_80)
    votes = papers([{"apples": 3, "pears": 1}])
    found = result(ballot(Method.SCALE, options=2, rules=rules), votes)
    assert (found.verdict, found.verdict_rule, found.agreement) == (None, None, None)


def test_totals_stay_hidden_until_the_ballot_closes() -> None:
    votes = papers([{"apples": 1}] * 9, [SECTORS[0]])
    for hidden in (True, False):
        for asked in (True, False):
            a_ballot = ballot(Method.DOTS, status=BallotStatus.OPEN, hidden_until_closed=hidden, eligible=12)
            found = result_of(workshop(a_ballot, votes), "b", provisional=asked)
            assert (found.eligible, found.turnout) == (12, 9)
            assert bool(found.options) == (asked and not hidden)
            assert found.cast == (9 if asked and not hidden else None)
            assert (found.sectors, found.hidden_sectors) == ((), ())
            assert found.verdict is found.verdict_rule is None
    draft = ballot(Method.DOTS, status=BallotStatus.DRAFT, hidden_until_closed=False)
    assert result_of(workshop(draft, votes), "b", provisional=True).options == ()


def test_turnout_is_who_was_noted_or_the_papers_where_these_are_more() -> None:
    """“1 of 19 people voted” over nineteen papers would make a room doubt the whole count."""
    votes = papers([{}] * 4, [SECTORS[0]])
    noted = Turnout(id="b", ballot_id="b", participant_ids=("p1", "p2"))
    assert result(ballot(Method.DOTS), votes).turnout == 4
    found = result(ballot(Method.DOTS), votes, turnout=noted)
    assert (found.turnout, found.noted) == (4, 2)
    found = result(ballot(Method.DOTS), votes[:1], turnout=noted)
    assert (found.turnout, found.noted) == (2, None)
    assert result(ballot(Method.DOTS), votes).noted is None
    assert result(ballot(Method.DOTS), votes, turnout=Turnout(id="b", ballot_id="b")).turnout == 4
    named = [Vote(id=f"n{each}", ballot_id="b", participant_id=f"p{each}") for each in (2, 3)]
    attributed = ballot(Method.DOTS, secrecy=Secrecy.ATTRIBUTED)
    assert result(attributed, named, turnout=noted).turnout == 3


def test_no_sectors_from_secret_ballots_or_ballots_of_groups() -> None:
    votes = papers([{"apples": 1}] * 9, [SECTORS[0]])
    for fields in ({"secrecy": Secrecy.SECRET}, {"voter_unit": VoterUnit.GROUP}):
        found = result(ballot(Method.DOTS, **fields), votes)
        assert (found.sectors, found.hidden_sectors) == ((), ())
        assert SECTORS[0] not in json.dumps(as_json(found))


def test_an_unknown_ballot() -> None:
    with pytest.raises(DomainError) as caught:
        result_of(workshop(ballot(Method.DOTS)), "nothing")
    assert caught.value.code == "unknown_record"


def test_every_preset_makes_a_ballot_that_can_be_voted_in() -> None:
    sensible = {Method.DOTS: 1, Method.SCALE: 3, Method.CONSENT: 2}
    for name, preset in PRESETS.items():
        assert name == preset.name
        a_ballot = ballot(
            preset.method,
            preset=name,
            scale=preset.scale,
            rules=preset.rules_for(4),
            voter_unit=preset.voter_unit,
            secrecy=preset.secrecy,
            options=1 if preset.one_option else 4,
        )
        ids = [option.id for option in a_ballot.options]
        choices = {each: place for place, each in enumerate(ids, start=1)}
        if preset.method is not Method.RANKING:
            choices = dict.fromkeys(ids[:1] if preset.method is Method.DOTS else ids, sensible[preset.method])
        is_group = preset.voter_unit is VoterUnit.GROUP
        check_paper(a_ballot, choices, group_id="g" if is_group else None)


def test_the_rule_of_a_ballot_that_names_none_is_the_usual_one_of_its_kind() -> None:
    """Ballots from elsewhere often have an acceptance value and no pass rule."""
    accept = BallotRules(accept_from=3)
    fist = ballot(Method.SCALE, options=1, rules=accept, preset="fist to five")
    found = result(fist, papers([{"apples": 5}] * 9 + [{"apples": 2}]))
    assert (found.verdict, found.verdict_rule) == (Verdict.NOT_PASSED, "Passed when everyone is at 3 or above.")
    other = ballot(Method.SCALE, options=1, rules=accept, preset="rating")
    assert result(other, papers([{"apples": 5}] * 9 + [{"apples": 2}])).verdict is Verdict.AGREED


def test_a_rule_that_is_not_of_the_method_or_not_known_decides_nothing() -> None:
    """A verdict under another rule than the one that was agreed is worse than none."""
    for method, name in (
        (Method.SCALE, NO_OBJECTION),
        (Method.SCALE, "two thirds"),
        (Method.CONSENT, "two thirds"),
        (Method.CONSENT, AGREED_80),
    ):
        a_ballot = ballot(method, options=1, rules=BallotRules(accept_from=None, pass_rule=name))
        found = result(a_ballot, papers([{"apples": 2}]))
        assert (found.verdict, found.verdict_rule) == (None, None)
        a_ballot = ballot(Method.SCALE, options=1, rules=BallotRules(accept_from=3, pass_rule=name))
        known = name == AGREED_80
        assert (result(a_ballot, papers([{"apples": 2}])).verdict_rule is not None) == known


def test_who_is_not_convinced_is_named_under_every_rule_with_an_acceptance_value() -> None:
    rules = BallotRules(accept_from=3, pass_rule=EVERYONE_ACCEPTS)
    marks = [{"apples": 2}, {"apples": 5}] * 6
    found = result(ballot(Method.SCALE, options=1, rules=rules), papers(marks, SECTORS[:2]))
    assert (found.verdict, found.unconvinced_sectors) == (Verdict.NOT_PASSED, (SECTORS[0],))


def test_an_option_without_dots_is_no_blank() -> None:
    """Two of a sector of five gave it a dot: that is a figure of all five, and shows."""
    rules = BallotRules(allow_blank=True)
    marks = [{"apples": 1} if number % 3 < 2 or number < 6 else {"pears": 1} for number in range(15)]
    found = result(ballot(Method.DOTS, rules=rules), papers(marks, SECTORS[:3]))
    assert [option.hidden_sectors for option in found.options] == [()] * 4
    assert [len(sector.options) for sector in found.sectors] == [4, 4, 4]


def test_blanks_in_a_consent_round_hide_item_by_item_too() -> None:
    """Two of a sector answered: what they said would stand alone, with the next smallest it does not."""
    blank = ballot(Method.CONSENT, options=2, rules=BallotRules(allow_blank=True))
    marks = [{"apples": 2, "pears": 1} if number % 3 < 2 or number < 6 else {"pears": 1} for number in range(18)]
    found = options_of(result(blank, papers(marks, SECTORS[:3])))
    assert found["apples"].hidden_sectors == (SECTORS[0], SECTORS[2])
    assert found["pears"].hidden_sectors == ()


def test_only_rankings_have_a_concordance() -> None:
    for method in Method:
        marks = [dict.fromkeys(OPTIONS, 1)] * 3 if method is not Method.RANKING else [{"apples": 1, "figs": 2}] * 3
        assert (result(ballot(method), papers(marks)).kendall_w is not None) == (method is Method.RANKING)


def test_a_mean_at_the_start_of_a_band_is_in_it() -> None:
    check = PRESETS["health check"]
    a_ballot = ballot(Method.SCALE, options=1, rules=check.rules)
    for marks, band in (([4, 4], "Strength"), ([4, 3], "Discuss"), ([3], "Discuss"), ([3, 2], "Act"), ([1], "Act")):
        assert result(a_ballot, papers({"apples": mark} for mark in marks)).options[0].band == band
    assert result(a_ballot, []).options[0].band is None
    high = ballot(Method.SCALE, options=1, rules=BallotRules(bands=(Band(start=4.0, label="Strength"),)))
    assert result(high, papers([{"apples": 3}])).options[0].band is None


def test_a_scale_counts_on_from_its_first_value() -> None:
    assert [(point.value, point.label) for point in _scale(3, "No", "Yes")] == [(3, "No"), (4, "Yes")]
    fist = PRESETS["fist to five"].scale or ()
    assert fist == _scale(0, *(point.label for point in fist))
    assert (fist[0].label, fist[5].label) == ("Fist: no, I would stop this", "I will help lead it")


def test_papers_that_are_in_are_counted_spoilt_ones_and_hands_too() -> None:
    votes = [*papers([{"apples": 1}] * 2, count=3), Vote(id="s", ballot_id="b", spoilt=True)]
    assert papers_in(workshop(ballot(Method.DOTS), votes), "b") == 7


def test_groups_vote_where_their_people_are() -> None:
    """The electorate of groups: a table without anybody who may vote has no paper."""
    groups = [Group(id=each, label=each) for each in "AB"]
    person = Participant(id="p", name="P", group_id="A", attended=True)
    a_ballot = ballot(Method.RANKING, voter_unit=VoterUnit.GROUP)
    assert eligible_voters(Workshop([*groups, person]), a_ballot).ids == ("A",)
    assert eligible_voters(Workshop(groups), a_ballot).ids == ("A", "B")
    assert len(eligible_voters(Workshop(groups), a_ballot)) == 2
