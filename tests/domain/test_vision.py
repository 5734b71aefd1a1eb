"""The vision and the routes: wordings with their ballots, what changed, whose it is, what each route rules out."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lsp_workshop.domain.edits import ballots, capture, indicators, routes, vision, votes
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.follow_up import follow_up
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.gaps import indicator_gaps
from lsp_workshop.domain.model import (
    Adoption,
    Answer,
    Ballot,
    BallotStatus,
    Indicator,
    Objective,
    Organisation,
    Participant,
    Route,
    VisionWording,
)
from lsp_workshop.domain.record import printable_record
from lsp_workshop.domain.record.parts import Comparison
from lsp_workshop.domain.routes import option_of, route_result, route_sources
from lsp_workshop.domain.transaction import Edit
from lsp_workshop.domain.vision import Standing, adopted_version, version_pair, versions
from lsp_workshop.domain.voices import Silence, not_asked
from lsp_workshop.domain.word_changes import said, stretches, words_of
from lsp_workshop.session import Session
from tests.domain.reading import section
from tests.texts import texts
from tests.ui.conftest import framework as _framework
from tests.ui.support import sample_session, session_of

framework = _framework
FIRST = "A place where every home is warm."
SECOND = "A place where every home is warm and dry."


@pytest.fixture
def session() -> Session:
    return sample_session()


def code(session: Session, edit: Edit) -> str:
    with pytest.raises(DomainError) as caught:
        session.do(edit)
    return caught.value.code


def wording(session: Session, text: str = FIRST) -> str:
    return session.do(vision.add_wording(text)).new(VisionWording).id


def held(session: Session, version_id: str, value: int) -> Ballot:
    """A wording put to the room, where everybody says the same."""
    ballot = session.do(vision.put_vision_to_ballot(version_id)).new(Ballot)
    session.do(ballots.open_ballot(ballot.id))
    for sector in session.workshop.sectors()[:2]:
        for _ in range(5):
            session.do(votes.cast_vote(ballot.id, {ballot.options[0].id: value}, sector_id=sector.id))
    session.do(ballots.close_ballot(ballot.id))
    return session.workshop.get(Ballot, ballot.id)


class TestWhatChanged:
    def test_words_not_letters(self) -> None:
        """The room argues about "and dry"; a mark on single letters would send it looking."""
        old, new = stretches(FIRST, after=SECOND), stretches(SECOND, before=FIRST)
        assert said(new) == "A place where every home is warm [new: and dry]."
        assert not any(part.gone for part in old)
        assert [part.text.strip() for part in stretches(SECOND, after=FIRST) if part.gone] == ["and dry"]

    def test_a_comma_and_a_capital_make_no_other_word(self) -> None:
        kept = stretches("Warm homes, dry homes", before="warm homes dry homes")
        assert [part.text for part in kept if part.new] == [","]

    def test_scripts_without_spaces_are_compared_sign_by_sign(self) -> None:
        """One sign more must not mark the whole of a Chinese sentence."""
        assert [part.text for part in stretches("人人有暖房", before="人人有房") if part.new] == ["暖"]
        assert [part.text for part in stretches("ہر گھر گرم اور خشک", before="ہر گھر گرم") if part.new] == [
            " اور خشک"
        ] or [part.text.strip() for part in stretches("ہر گھر گرم اور خشک", before="ہر گھر گرم") if part.new] == [
            "اور خشک"
        ]

    @settings(max_examples=60)
    @given(st.lists(st.text(max_size=30), min_size=3, max_size=3))
    def test_no_letter_is_lost(self, wordings: list[str]) -> None:
        """What is compared is printed: a comparison that drops a letter changes the vision."""
        before, text, after = wordings
        parts = stretches(text, before, after)
        assert "".join(part.text for part in parts) == text == "".join(words_of(text))
        assert stretches(text, text, text) == stretches(text)
        assert not any(part.new or part.gone for part in stretches(text, text, text))

    def test_a_long_wording_does_not_keep_the_room_waiting(self) -> None:
        """Twenty thousand characters of one word are the dearest there are; they are compared all the same."""
        parts = stretches("warm " * 3900 + "dry", before="warm " * 4000)
        assert "".join(part.text for part in parts) == "warm " * 3900 + "dry"


class TestWordings:
    def test_the_sample_has_its_two_wordings_from_its_ballots(self, session: Session) -> None:
        found = versions(session.workshop)
        assert [(each.id, each.standing) for each in found] == [("b2", Standing.WITHDRAWN), ("b3", Standing.ADOPTED)]
        assert all(each.result is not None for each in found)
        assert any(part.new for part in found[1].parts)
        assert any(part.gone for part in found[0].parts)

    def test_a_wording_goes_to_the_room_in_one_step_and_back_in_one(self, session: Session) -> None:
        """At twenty past twelve nobody types a ballot; and one undo takes it away again."""
        made = wording(session)
        ballot = session.do(vision.put_vision_to_ballot(made)).new(Ballot)
        assert (ballot.question_id, [each.label for each in ballot.options]) == ("Q3.1", [FIRST])
        assert ballot.replaces_id == "b3", "the room is told which vote this one follows"
        assert versions(session.workshop)[-1].standing is Standing.IN_BALLOT
        assert code(session, vision.put_vision_to_ballot(made)) == "wording_in_ballot"
        session.do(vision.reword_vision(made, SECOND))
        assert session.workshop.get(Ballot, ballot.id).options[0].label == SECOND, (
            "the draft says what the wording says"
        )
        session.undo()
        session.undo()
        assert session.workshop.find(Ballot, ballot.id) is None
        assert versions(session.workshop)[-1].standing is Standing.DRAFT

    def test_its_result_stands_beside_it_and_it_stays_as_it_was_voted_on(self, session: Session) -> None:
        made = wording(session)
        held(session, made, 5)
        last = versions(session.workshop)[-1]
        assert (last.standing, last.result and last.result.valid) == (Standing.ADOPTED, 10)
        assert versions(session.workshop)[1].standing is Standing.WITHDRAWN
        assert code(session, vision.reword_vision(made, SECOND)) == "wording_voted"
        assert code(session, vision.remove_wordings([made])) == "wording_voted"

    def test_a_vote_again_is_on_the_same_wording(self, session: Session) -> None:
        """Not a second wording with the same words, marked as unchanged."""
        made = wording(session)
        first = held(session, made, 1)
        again = session.do(vision.put_vision_to_ballot(made)).new(Ballot)
        assert again.replaces_id == first.id
        assert [each.text for each in versions(session.workshop)].count(FIRST) == 1

    def test_what_somebody_says_goes_before_the_vote(self, session: Session) -> None:
        """A board changes its mind the week after: the record follows it, and one wording at a time holds."""
        made = wording(session)
        session.do(vision.set_vision_status(made, "ado"))
        assert adopted_version(session.workshop) == versions(session.workshop)[2]
        assert [each.standing for each in versions(session.workshop)[:2]] == [Standing.WITHDRAWN, Standing.VOTED]
        session.do(vision.set_vision_status("b3", "adopted"))
        assert [each.standing for each in versions(session.workshop)] == ["withdrawn", "adopted", "draft"]
        assert session.workshop.count(VisionWording) == 2, "the vote of the day has a record of its own now"
        session.do(vision.set_vision_status(versions(session.workshop)[1].id, "withdrawn"))
        assert adopted_version(session.workshop) is None
        assert code(session, vision.set_vision_status(made, "loved")) == "no_such"

    def test_wordings_out_of_marked_answers_once_each(self, session: Session) -> None:
        answers = [each.id for each in session.workshop.answers_to("Q3.1")][:2]
        session.do(vision.add_wordings_from(answers))
        assert not session.do(vision.add_wordings_from(answers)).changes
        assert [each.answer_id for each in session.workshop.all(VisionWording)] == answers

    def test_a_pair_is_marked_between_the_two_alone(self, session: Session) -> None:
        """Of five wordings the two on the wall are compared, and not with those that nobody sees."""
        wording(session, FIRST)
        middle = wording(session, SECOND)
        wording(session, "Something else")
        first, second = version_pair(session.workshop, middle)
        assert (first.text, second.text) == (FIRST, SECOND)
        assert not any(part.new for part in first.parts)
        assert not any(part.gone for part in second.parts)
        assert version_pair(session.workshop, "none") == ()

    def test_unusual_ids_are_refused(self, session: Session) -> None:
        assert code(session, vision.put_vision_to_ballot("zz")) == "unknown_record"
        assert code(session, vision.add_wording("  ")) == "empty_text"


class TestWhoseVision:
    def test_who_was_not_in_the_room(self, session: Session) -> None:
        """A vision that the health board first reads in the paper is nobody's."""
        here = {each.organisation_id for each in session.workshop.all(Participant) if each.attended}
        away = {each.id for each in session.workshop.all(Organisation)} - here
        assert {each.id for each in not_asked(session.workshop) if each.kind is Organisation} == away
        name = session.workshop.get(Organisation, next(iter(away))).name if away else "Nobody"
        session.do(vision.add_adoption(name, status="to be asked"))
        assert name not in [each.name for each in not_asked(session.workshop)]

    def test_nobody_is_missed_before_anybody_came(self, session: Session) -> None:
        people = [dataclasses.replace(each, attended=False) for each in session.workshop.all(Participant)]
        others = [each for each in session.workshop.records() if not isinstance(each, Participant | Answer)]
        assert not_asked(session_of([*others, *people]).workshop) == []

    def test_a_table_that_said_nothing(self, session: Session) -> None:
        stage = {each.id for each in session.workshop.questions_of("S3")}
        kept = [
            each
            for each in session.workshop.records()
            if not (isinstance(each, Answer) and each.question_id in stage and each.group_id == "tA")
        ]
        groups = {each.group_id for each in session.workshop.all(Answer) if each.question_id in stage}
        assert "tA" in groups
        found = [each for each in not_asked(session_of(kept).workshop) if each.why is Silence.NO_ANSWER]
        assert "tA" in [each.id for each in found]

    def test_a_body_has_a_date_and_says_how_it_stands(self, session: Session) -> None:
        made = session.do(vision.add_adoption("City council cabinet")).new(Adoption)
        session.do(vision.set_adoption_date(made.id, "16/6"))
        session.do(vision.change_adoption(made.id, status="adopted"))
        assert session.workshop.get(Adoption, made.id).date == "2026-06-16"
        assert code(session, vision.set_adoption_date(made.id, "soon")) == "bad_date"


class TestRoutes:
    def test_routes_come_from_the_ballot_or_from_marked_answers(self, session: Session) -> None:
        sources = route_sources(session.workshop)
        assert len(sources) == 8
        assert all(each.option_id for each in sources)
        session.do(routes.take_routes(sources))
        assert route_sources(session.workshop) == []
        assert code(session, routes.take_routes([])) == "nothing_to_take"
        first = session.workshop.all(Route)[0]
        assert "1st" in " ".join(route_result(session.workshop, each) for each in session.workshop.all(Route))
        assert option_of(session.workshop, first) is not None
        marked = session.do(capture.capture_answer("Q3.3", "A bridge")).new(Answer)
        assert [each.answer_id for each in route_sources(session.workshop, [marked.id])] == [marked.id]

    def test_a_ballot_between_routes_in_one_step(self, session: Session) -> None:
        made = [session.do(routes.add_route(text)).new(Route) for text in ("By tram", "By boat", "By bike")]
        assert code(session, routes.put_routes_to_ballot([made[0].id])) == "too_few_routes"
        ballot = session.do(routes.put_routes_to_ballot([made[0].id, made[2].id])).new(Ballot)
        assert [each.label for each in ballot.options] == ["By tram", "By bike"]
        assert (ballot.question_id, ballot.status) == ("Q3.3", BallotStatus.DRAFT)
        session.do(ballots.open_ballot(ballot.id))
        session.do(votes.cast_vote(ballot.id, {ballot.options[1].id: 1}, sector_id=session.workshop.sectors()[0].id))
        assert route_result(session.workshop, session.workshop.get(Route, made[2].id)) == "", "no totals while it runs"
        session.do(ballots.close_ballot(ballot.id))
        assert route_result(session.workshop, session.workshop.get(Route, made[2].id)).startswith("1st")
        assert route_result(session.workshop, made[1]) == ""

    def test_a_draft_of_the_ballot_may_go_and_the_routes_stay(self, session: Session) -> None:
        made = [session.do(routes.add_route(text)).new(Route) for text in ("By tram", "By boat")]
        ballot = session.do(routes.put_routes_to_ballot()).new(Ballot)
        session.do(ballots.delete_ballot(ballot.id))
        assert [option_of(session.workshop, session.workshop.get(Route, each.id)) for each in made] == [None, None]

    def test_what_is_chosen(self, session: Session) -> None:
        made = session.do(routes.add_route("By tram", rules_out=" By boat ")).new(Route)
        session.do(routes.set_route_status(made.id, "chosen"))
        route = session.workshop.get(Route, made.id)
        assert (route.rules_out, route.status) == ("By boat", "chosen")
        assert code(session, routes.set_route_status(made.id, "perhaps")) == "no_such"


class TestIndicators:
    @pytest.mark.parametrize(
        ("typed", "figure"),
        [("7.8", 7.8), ("250,000", 250_000), ("£3", 3), ("41 %", 41), ("-2", -2), ("−2.5", -2.5), ("", None), ("0", 0)],
    )
    def test_figures_as_they_are_said(self, session: Session, typed: str, figure: float | None) -> None:
        session.do(indicators.set_figure("in1", "baseline", typed))
        assert session.workshop.get(Indicator, "in1").baseline == figure
        again = indicators.typed_figure(figure)
        assert indicators.parse_figure(again) == figure

    def test_a_sign_that_was_typed_is_the_unit(self, session: Session) -> None:
        """ "70 %" must not stand in the record as a bare 70; what the unit was said to be stays."""
        made = session.do(indicators.add_indicator("Young people in work")).new(Indicator)
        session.do(indicators.set_figure(made.id, "target", "70 %"))
        session.do(indicators.set_figure(made.id, "baseline", "£62"))
        kept = session.workshop.get(Indicator, made.id)
        assert (kept.baseline, kept.target, kept.unit) == (62, 70, "%")

    @pytest.mark.parametrize("typed", ["many", "7 or 8", "1/2", "9" * 30, "1e9", "7.8.9"])
    def test_what_is_no_figure_is_refused(self, session: Session, typed: str) -> None:
        """A slip must not become the target that a partnership is held to."""
        assert code(session, indicators.set_figure("in1", "target", typed)) == "bad_figure"

    @pytest.mark.parametrize(
        ("typed", "baseline", "target"),
        [
            ("2025", "2025", "2025"),
            ("2025/26", "2025-26", "2025-26"),
            ("2009/10", "2009/10", "2009/10"),
            ("Dec", "2025-12", "2026-12"),
            ("6/11", "2025-11-06", "2026-11-06"),
            ("12/2027", "2027-12", "2027-12"),
            ("", None, None),
        ],
    )
    def test_a_baseline_lies_behind_and_a_target_ahead(
        self, session: Session, typed: str, baseline: str | None, target: str | None
    ) -> None:
        session.do(indicators.set_figure_date("in1", "baseline_date", typed))
        session.do(indicators.set_figure_date("in1", "target_date", typed))
        found = session.workshop.get(Indicator, "in1")
        assert (found.baseline_date, found.target_date) == (baseline, target)

    def test_direction_owner_and_gaps(self, session: Session) -> None:
        """One without a baseline or an owner is a wish; the list says so while the owner is in the room."""
        made = session.do(indicators.add_indicator("Warm homes")).new(Indicator)
        assert [gap.code for gap in indicator_gaps(made)] == [
            "indicator_no_baseline", "indicator_no_target", "indicator_no_owner",
        ]  # fmt: skip
        session.do(indicators.set_figure(made.id, "baseline", "0"))
        session.do(indicators.set_figure(made.id, "target", "12"))
        session.do(indicators.set_owner(made.id, "Tenants' union"))
        session.do(indicators.set_direction(made.id, "rise"))
        done = session.workshop.get(Indicator, made.id)
        assert indicator_gaps(done) == []
        assert done.direction == "up"
        assert code(session, indicators.set_direction(made.id, "sideways")) == "no_such"

    def test_one_that_goes_leaves_no_objective_behind(self, session: Session) -> None:
        session.do(indicators.remove_indicators(["in1", "in2"]))
        assert session.workshop.get(Objective, "ob1").indicator_ids == ()
        session.undo()
        assert session.workshop.get(Objective, "ob1").indicator_ids == ("in1", "in2")


class TestRecord:
    def test_the_record_has_all_of_it(self, session: Session, framework: Framework) -> None:
        session.do(routes.add_route("By tram", rules_out="A second car park"))
        session.do(vision.add_adoption("Una Vale's board", status="asked", date="2026-06-16"))
        record = printable_record(session.workshop, framework)
        block = next(each for each in section(record, "vision").blocks if isinstance(each, Comparison))
        assert [each.label for each in block.wordings] == ["Withdrawn wording", "Adopted wording"]
        assert all("".join(part.text for part in each.parts) == each.text for each in block.wordings)
        words = "\n".join(texts(section(record, "vision")))
        assert "16 Jun 2026" in words
        assert "Asked" in words
        assert "Underlined: new" in words
        assert "A second car park" in "\n".join(texts(section(record, "routes")))
        assert "No owner yet" not in "\n".join(texts(section(record, "objectives")))

    def test_half_a_new_name_is_no_way_round_consent(self, session: Session, framework: Framework) -> None:
        """A name of which one half is new stands in two stretches; neither half is printed."""
        person = next(each for each in session.workshop.all(Participant) if not each.named_in_record)
        first, _, last = person.name.partition(" ")
        wording(session, f"A place for {first}")
        wording(session, f"A place for {person.name}")
        record = printable_record(session.workshop, framework, public=True)
        block = next(each for each in section(record, "vision").blocks if isinstance(each, Comparison))
        assert last
        assert last not in block.wordings[-1].text
        assert last not in "".join(part.text for part in block.wordings[-1].parts)

    def test_the_next_day_begins_with_the_vision_that_holds(self, session: Session, framework: Framework) -> None:
        session.do(vision.add_adoption("Cabinet", status="asked"))
        made = session_of(follow_up(session.workshop, framework, title="2027", new_id=lambda: "n1")).workshop
        (found,) = versions(made)
        assert (found.text, found.standing) == (versions(session.workshop)[1].text, Standing.ADOPTED)
        assert [each.body for each in made.all(Adoption)] == ["Cabinet"]
