"""What objectives are made of: the room's choice where there was a ballot, else what it said."""

from __future__ import annotations

from lsp_workshop.domain.edits.objectives import objective_from
from lsp_workshop.domain.edits.routes import add_route, set_route_status
from lsp_workshop.domain.model import Answer, Ballot, Route, Theme
from lsp_workshop.domain.routes import objectives_of, source_of_objectives
from lsp_workshop.domain.workshop import Workshop
from tests.ui.support import sample_records, sample_session, session_of


def test_the_ballot_that_chose_the_routes_is_found_and_its_first_comes_first() -> None:
    """ "Which were the winners again?" is not asked a second time."""
    source = source_of_objectives(sample_session().workshop)
    assert source.ballot.startswith("Which routes should we take?")
    assert sorted(each.route_id or "" for each in source.candidates) == [f"r{number}" for number in range(1, 9)]
    assert source.candidates[0].note in ("1st", "tied 1st")
    assert source_of_objectives(sample_session().workshop, "b1").ballot != source.ballot


def test_a_route_says_which_objectives_it_led_to() -> None:
    session = sample_session()
    session.do(objective_from(["Again"], ["r3"]))
    assert [each.number for each in objectives_of(session.workshop, "r3")] == [2, 5]
    assert objectives_of(session.workshop, None) == []


def test_without_a_ballot_there_are_themes_and_without_these_answers() -> None:
    """A group that agreed without voting types nothing twice."""
    records = [each for each in sample_records() if not isinstance(each, Ballot)]
    mine = Theme(id="th", stage_id="S3", title="Warm homes", order=1)
    themed = source_of_objectives(Workshop([*(each for each in records if not isinstance(each, Theme)), mine]))
    assert [(each.text, each.note, each.route_id) for each in themed.candidates] == [("Warm homes", "0 answers", None)]
    bare = Workshop([each for each in records if not isinstance(each, Theme)])
    texts = [each.text for each in source_of_objectives(bare).candidates]
    said = [each for each in bare.all(Answer) if each.question_id.startswith("Q3") and each.status == "kept"]
    assert sorted(texts) == sorted(each.text for each in said)
    headlines = sum(each.headline for each in said)
    assert all(each.note for each in source_of_objectives(bare).candidates[:headlines])
    assert source_of_objectives(Workshop(())).candidates == ()


def test_routes_that_were_written_down_become_objectives() -> None:
    """A group that wrote its routes into their table types none of them a second time in its plan."""
    bare = [each for each in sample_session().workshop.records() if not isinstance(each, (Ballot, Route))]
    session = session_of(bare)
    for words, status in (("Warm homes", ""), ("Youth centres", "chosen"), ("New roads", "not chosen")):
        done = session.do(add_route(words))
        session.do(set_route_status(done.new(Route).id, status))
    source = source_of_objectives(session.workshop)
    assert source.written
    assert [(each.text, each.note) for each in source.candidates] == [("Youth centres", "chosen"), ("Warm homes", "")]
    voted = session_of(
        [*(each for each in sample_records() if not isinstance(each, Route)), *session.workshop.all(Route)]
    )
    texts = [each.text for each in source_of_objectives(voted.workshop).candidates]
    assert texts[-2:] == ["Youth centres", "Warm homes"], "after those that were voted on"
    assert len(texts) == 10
