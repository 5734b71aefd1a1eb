"""What stands on the handouts: numbers and letters as on the screen, names and secrets as the rules have them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest

from lsp_workshop.domain.framework import Framework, read_framework
from lsp_workshop.domain.handouts import HANDOUTS
from lsp_workshop.domain.handouts.ballots import ballot_papers, health_check, tally_sheets
from lsp_workshop.domain.handouts.forms import action_sheets, feedback_form, pledge_cards, printed_run_sheet
from lsp_workshop.domain.handouts.organisations import organisation_pages
from lsp_workshop.domain.handouts.parts import BOX, Cards, Fields, Grid, Handout, Leaf, Sheet, Side, Tent
from lsp_workshop.domain.handouts.people import badges, sign_in, table_cards
from lsp_workshop.domain.handouts.questions import parking_lot, posters, table_sheets
from lsp_workshop.domain.handouts.summary import summary
from lsp_workshop.domain.health import health_checks
from lsp_workshop.domain.minutes import clock, minutes_of
from lsp_workshop.domain.model import (
    Action,
    AgendaItem,
    Ballot,
    BallotOption,
    BallotRules,
    BallotStatus,
    Decision,
    Feedback,
    Group,
    Method,
    Objective,
    Organisation,
    ParkingLotItem,
    Participant,
    Question,
    Record,
    Secrecy,
    Sector,
    Stage,
    VoterUnit,
    WorkshopDetails,
)
from lsp_workshop.domain.paper_keys import paper_keys, sector_keys
from lsp_workshop.domain.papers import scale_points
from lsp_workshop.domain.record.parts import Heading, Paragraph
from lsp_workshop.domain.runsheet import run_sheet
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.paths import resource
from tests.texts import texts
from tests.ui.support import sample_records


@pytest.fixture(scope="module")
def framework() -> Framework:
    return read_framework(json.loads(resource("framework.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def sample() -> Workshop:
    return Workshop(sample_records())


DETAILS = WorkshopDetails(id="workshop", title="A day", date="2026-03-12", starts="09:00")
EMPTY = Workshop([DETAILS])


def said(part: Any) -> str:
    return "\n".join(texts(part))


def sheets(handout: Handout) -> list[Sheet]:
    return [leaf for leaf in handout.leaves if isinstance(leaf, Sheet)]


def grid_of(blocks: Sequence[Any]) -> Grid:
    return next(block for block in blocks if isinstance(block, Grid))


def papers(handout: Handout) -> list[Cards]:
    return [leaf for leaf in handout.leaves if isinstance(leaf, Cards)]


def a_ballot(ballot_id: str = "b1", **given: Any) -> Ballot:
    options = tuple(BallotOption(id=f"x{n}", label=f"Option {n}") for n in range(1, 4))
    usual: dict[str, Any] = {"title": "Which?", "method": Method.DOTS, "options": options}
    return Ballot(id=ballot_id, **{**usual, **given})


def a_room(*more: Record) -> Workshop:
    people = [
        Participant(id=f"p{n}", name=f"Person {n}", organisation_id="o1" if n < 4 else "o2", group_id="g1",
                    access_needs="A ramp")
        for n in range(7)
    ]  # fmt: skip
    return Workshop([
        DETAILS, Sector(id="s1", name="Public"), Sector(id="s2", name="Private", order=1),
        Organisation(id="o1", name="Council", sector_id="s1"), Organisation(id="o2", name="Chamber", sector_id="s2"),
        Group(id="g1", label="A", name="Anchor"), Group(id="g2", label="B"), *people, *more,
    ])  # fmt: skip


# --- questions ----------------------------------------------------------------------------------------------


def test_each_question_has_its_number_as_on_the_screen(sample: Workshop, framework: Framework) -> None:
    """Otherwise a table writes its answers under another question than the scribe types them to."""
    asked = [f"{question.number}  {question.text}" for question in sample.walk()]
    for handout in (posters(sample, framework), table_sheets(sample, framework)):
        assert [sheet.blocks[0].text for sheet in sheets(handout)] == asked  # type: ignore[union-attr]  # a heading


def test_reworded_hidden_and_added_questions_are_printed_as_they_are(framework: Framework) -> None:
    """Otherwise the wall asks what the facilitator left out this morning."""
    stage = Stage(id="S1", number=1, title="Purpose")
    asked = [
        Question(id="q10", stage_id="S1", number="1.10", text="Tenth?"),
        Question(id="Q1.1", stage_id="S1", number="1.1", text="In our words?", source_text="Why have it?"),
        Question(id="q2", stage_id="S1", number="1.2", text="Not today?", hidden=True),
    ]
    handout = posters(Workshop([DETAILS, stage, *asked]), framework)
    assert [sheet.blocks[0].text for sheet in sheets(handout)] == ["1.1  In our words?", "1.10  Tenth?"]  # type: ignore[union-attr]  # a heading


def test_parts_of_a_question_are_columns(sample: Workshop, framework: Framework) -> None:
    """Otherwise needs and opportunities come back in one heap."""
    (sheet,) = [each for each in sheets(table_sheets(sample, framework)) if "2.1  " in said(each)]
    assert "Needs" in said(sheet)
    assert "Opportunities" in said(sheet)


def test_the_parking_lot_shows_what_is_open() -> None:
    """Otherwise what was carried over is parked a second time, or what is settled comes up again."""
    rows = [
        ParkingLotItem(id="k1", text="Parking in December", carried_from="Last year"),
        ParkingLotItem(id="k2", text="Signs", status="dropped: not ours"),
    ]
    words_of = said(parking_lot(a_room(*rows)))
    assert "Parking in December" in words_of
    assert "From Last year" in words_of
    assert "Signs" not in words_of


# --- ballots ------------------------------------------------------------------------------------------------


def test_options_bear_the_keys_of_the_screen(sample: Workshop) -> None:
    """Otherwise the scribe presses 3 for what the paper calls 4."""
    ballots = sample.all(Ballot)
    for ballot, paper, tally in zip(ballots, papers(ballot_papers(sample)), sheets(tally_sheets(sample)), strict=True):
        printed = [(row[0].text, row[1].text) for row in grid_of(paper.cards[0].blocks).rows]
        counted = [row[0].text for row in grid_of(tally.blocks).rows]
        points = scale_points(ballot)
        if not points:
            keys = paper_keys(sample, ballot)
            assert printed == list(zip(keys, [option.label for option in ballot.options], strict=True))
            assert counted == list(keys)
        elif len(ballot.options) == 1:
            assert [cell for cell, _ in printed] == [BOX] * len(points)
            assert all(point.label in words for point, (_, words) in zip(points, printed, strict=True))
            assert counted == [str(point.value) for point in points]
        else:
            assert [number for number, _ in printed] == counted == [str(n) for n in range(1, len(ballot.options) + 1)]


def test_a_secret_paper_asks_nothing_of_its_voter() -> None:
    """Otherwise the paper itself tells what nobody may know."""
    (paper,) = papers(ballot_papers(a_room(a_ballot(secrecy=Secrecy.SECRET))))
    for word in ("Public", "Private", "Name", "sector", "Council", "Table"):
        assert word not in said(paper.cards), word


def test_a_paper_that_tells_the_sector_has_the_letters_of_the_screen() -> None:
    """Otherwise papers come back without a sector, or the scribe presses another letter than was ticked."""
    workshop = a_room(a_ballot())
    (paper,) = papers(ballot_papers(workshop))
    keys = sector_keys(workshop, workshop.get(Ballot, "b1"))
    assert set(keys) == {"s1", "s2"}
    for sector_id, letter in keys.items():
        name = workshop.get(Sector, sector_id).name
        assert f"{BOX}\u00a0{name}\u00a0({letter})" in said(paper.cards)
    assert "Name" not in said(paper.cards)


def test_an_open_paper_asks_who_gives_it() -> None:
    """Otherwise a show of papers cannot be told from another."""
    (paper,) = papers(ballot_papers(a_room(a_ballot(secrecy=Secrecy.ATTRIBUTED))))
    assert Fields(("Name",)) in paper.cards[0].blocks
    by_group = a_ballot(secrecy=Secrecy.ATTRIBUTED, voter_unit=VoterUnit.GROUP, method=Method.RANKING)
    (paper,) = papers(ballot_papers(a_room(by_group)))
    assert f"{BOX}\u00a0A" in said(paper.cards)
    assert "Name" not in said(paper.cards)
    assert (paper.wanted, paper.whom) == (2, "2 groups")


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (BallotRules(dots_per_voter=4, max_per_option=2), "You have 4 dots, at most 2 on one option."),
        (BallotRules(dots_per_voter=1, max_per_option=1), "Tick one."),
        (BallotRules(max_per_option=1), "Tick every one you are for."),
        (BallotRules(dots_per_voter=3, max_per_option=1), "Tick up to 3."),
        (BallotRules(), "You have as many dots as you like."),
    ],
)
def test_a_paper_says_how_it_is_marked(rules: BallotRules, expected: str) -> None:
    """Otherwise half of the papers are spoilt."""
    (paper,) = papers(ballot_papers(a_room(a_ballot(rules=rules))))
    assert expected in said(paper.cards)


def test_papers_are_for_ballots_to_come_and_say_how_often_to_print_them() -> None:
    """Otherwise the printer spends the break on votes that are over, and then there are too few papers."""
    closed, open_one = a_ballot(status=BallotStatus.CLOSED), a_ballot("b2", title="And now?", eligible=33)
    (paper,) = papers(ballot_papers(a_room(closed, open_one)))
    assert "And now?" in said(paper)
    assert paper.note(4) == "4 on this page: for 33 people print it 9 times."
    assert paper.note(40) == "40 on this page: for 33 people print it once."
    assert len(sheets(tally_sheets(a_room(closed, open_one)))) == 1


def test_no_paper_and_no_tally_knows_a_vote(sample: Workshop) -> None:
    """Otherwise a paper of a second round shows what the first came to."""
    without = Workshop(record for record in sample.records() if record.collection not in ("votes", "turnout"))
    assert ballot_papers(without).leaves == ballot_papers(sample).leaves
    assert tally_sheets(without).leaves == tally_sheets(sample).leaves


def test_the_health_check_has_its_statements_and_its_scale_in_words(sample: Workshop, framework: Framework) -> None:
    """Otherwise 5 is good for one and bad for the next."""
    for workshop in (sample, EMPTY):
        (sheet,) = sheets(health_check(workshop, framework))
        assert len(grid_of(sheet.blocks).rows) == 12
        for label in ("1\u00a0Strongly disagree", "3\u00a0Neither", "5\u00a0Strongly agree"):
            assert label in said(sheet)
    (sheet,) = sheets(health_check(sample, framework))
    (ballot,) = health_checks(sample)
    printed = [(row[0].text, row[1].text) for row in grid_of(sheet.blocks).rows]
    assert printed == [(str(n), option.source_element) for n, option in enumerate(ballot.options, start=1)]


# --- people -------------------------------------------------------------------------------------------------


def test_everybody_signs_in_under_their_sector() -> None:
    """Otherwise somebody looks for their name at the door and it isn't there."""
    rows = grid_of(sheets(sign_in(a_room()))[0].blocks).rows
    assert [row[0].text for row in rows if len(row) == 1] == ["Public", "Private", "Not on the list"]
    assert [row[0].text for row in rows if len(row) > 1 and row[0].text] == [f"Person {n}" for n in range(7)]
    assert not any(cell.text for row in rows[-4:] for cell in row)


def test_a_sheet_at_the_door_tells_nothing_else_of_a_person(sample: Workshop) -> None:
    """Otherwise everybody at the door reads who needs what."""
    needs = [person.access_needs for person in sample.all(Participant) if person.access_needs]
    assert needs
    for make in (sign_in, badges, table_cards):
        found = said(make(sample))
        assert not [each for each in needs if each in found]
    assert "A ramp" not in said(badges(a_room()))


def test_each_table_has_a_card_with_who_sits_there() -> None:
    """Otherwise people walk round with their coats on."""
    first, second = table_cards(a_room()).leaves
    assert isinstance(first, Tent)
    assert (first.title, first.subtitle, len(first.lines)) == ("Table A", "Anchor", 7)
    assert second == Tent("Table B")


# --- forms --------------------------------------------------------------------------------------------------


def test_the_run_sheet_has_the_times_of_the_screen(sample: Workshop) -> None:
    """Otherwise the paper on the lectern and the laptop disagree."""
    rows = grid_of(sheets(printed_run_sheet(sample))[0].blocks).rows
    lines = run_sheet(sample, datetime(2026, 3, 1)).lines
    assert len(rows) == len(lines) > 10
    for row, line in zip(rows, lines, strict=True):
        assert line.agreed is not None
        assert (row[0].text, row[1].text) == (clock(line.agreed), line.item.title)
        minutes = minutes_of(line.item)
        assert row[0].note == (f"{minutes} min" if minutes else "")


def test_the_run_sheet_follows_what_was_decided_since() -> None:
    """Otherwise a printout of the day before brings lunch back that was moved."""
    agenda = [
        AgendaItem(id="a1", title="Welcome", time="09:00", minutes=20, minutes_given=10),
        AgendaItem(id="a2", order=1, title="Tour", minutes=30, cut=True),
        AgendaItem(id="a3", order=2, title="Lunch", time="12:00", time_given="12:30", minutes=45),
    ]
    rows = grid_of(sheets(printed_run_sheet(Workshop([DETAILS, *agenda])))[0].blocks).rows
    times = [(row[0].text, row[0].note) for row in rows]
    assert times == [("09:00", "10 min"), ("", "left out"), ("12:30", "45 min")]
    blank = grid_of(sheets(printed_run_sheet(EMPTY))[0].blocks)
    assert [column.title for column in blank.columns] == ["Time", "Minutes", "What", "How", "Began"]


def test_the_feedback_form_asks_what_the_program_counts(sample: Workshop) -> None:
    """Otherwise forms come back with answers to other statements than those that are typed in."""
    held = sample.feedback()
    assert held is not None
    rows = grid_of(sheets(feedback_form(sample))[0].blocks).rows
    assert tuple(row[1].text for row in rows) == held.statements
    assert [row[0].text for row in rows] == [str(n) for n in range(1, len(held.statements) + 1)]
    assert [cell.text for cell in rows[0][2:]] == ["1", "2", "3", "4", "5"]
    long = Workshop([DETAILS, Feedback(id="feedback", statements=("Good?",), scale="0-10")])
    assert len(grid_of(sheets(feedback_form(long))[0].blocks).rows[0]) == 2 + 11


def test_pledge_cards_have_the_seven_dimensions(sample: Workshop, framework: Framework) -> None:
    """Otherwise nobody can say what kind of change was promised."""
    (cards,) = papers(pledge_cards(sample, framework))
    assert len(cards.cards) == sample.count(Organisation)
    assert Fields(("Organisation",)) in cards.spare[0].blocks
    names = {organisation.name for organisation in sample.all(Organisation)}
    assert names <= set(texts(cards.cards))
    assert len(framework.dimensions) == 7
    for dimension in framework.dimensions:
        assert dimension.text.replace(" ", "\u00a0") in said(cards.cards[0])


def test_there_is_an_action_sheet_for_each_objective(sample: Workshop, framework: Framework) -> None:
    """Otherwise a table's action hangs in the air when it is typed in."""
    *made, blank = sheets(action_sheets(sample, framework))
    titles = [f"Objective {each.number}  {each.title}" for each in sample.all(Objective)]
    assert [sheet.blocks[0] for sheet in made] == [Paragraph(title) for title in titles]
    assert blank.blocks[0] == Fields(("Objective",))


def test_a_table_sheet_has_the_tables_of_the_screen_to_ring(sample: Workshop, framework: Framework) -> None:
    """Otherwise the scribe does not know whose answers these are."""
    labels = [group.label for group in sample.all(Group)]
    assert len(labels) > 2
    for sheet in sheets(table_sheets(sample, framework)):
        (line,) = [block for block in sheet.blocks if isinstance(block, Paragraph) and "ring yours" in block.text]
        assert line.text.partition(": ")[2].split() == labels


# --- what was promised --------------------------------------------------------------------------------------


def test_every_part_in_every_action_stands_on_its_organisations_page(sample: Workshop, framework: Framework) -> None:
    """Otherwise a partner goes home without knowing what it has to do."""
    sides = [leaf for leaf in organisation_pages(sample, framework).leaves if isinstance(leaf, Side)]
    # What is said of the rest may be less where the page is too short; what the partner has to do may not.
    pages = {side.sheets[0].title: min(map(said, side.sheets), key=len) for side in sides}
    seen = 0
    for action in sample.all(Action):
        ids = {action.planner_organisation_id, action.monitor_organisation_id, *action.deliverer_organisation_ids}
        for body_id in ids - {None}:
            assert action.title in pages[sample.get(Organisation, str(body_id)).name]
            seen += 1
    assert seen > 30


def test_a_sheet_tells_no_name_without_consent(sample: Workshop, framework: Framework) -> None:
    """Otherwise the page that goes to a board names who did not want to be named."""
    refused = [person.name for person in sample.all(Participant) if not person.named_in_record]
    assert len(refused) == 2
    for kind in HANDOUTS:
        found = said(kind.make(sample, framework).leaves)
        assert kind.names_everybody or not [name for name in refused if name in found], kind.kind


def test_the_summary_takes_no_typed_ellipsis_for_one_of_its_own() -> None:
    """“What ends in … stands whole in the record”, where nothing was cut, sends people to look for more of it."""

    def told(text: str) -> list[bool]:
        decision = Decision(id="d1", text=text, outcome="agreed…")
        [front] = summary(Workshop([DETAILS, decision])).leaves
        assert isinstance(front, Side)
        return ["stands whole in the record" in " ".join(texts(sheet)) for sheet in front.sheets]

    assert not any(told("And so on … as ever…"))
    cut = told("We will ask again… " * 20)
    assert cut[0] is False
    assert all(cut[1:])


def test_the_summary_tells_of_nothing_cut_that_is_not_on_it() -> None:
    """Where who delivers is left to the record, no long name of it is cut short."""
    bodies = [Organisation(id=f"o{n}", name=f"The Association of Friends of the Valley {n}") for n in range(2)]
    action = Action(id="a1", title="Buses", deliverer_organisation_ids=("o0", "o1"))
    [side] = summary(Workshop([DETAILS, *bodies, action])).leaves
    assert isinstance(side, Side)
    cut = ["Association" in said(sheet) and "…" in said(sheet.blocks) for sheet in side.sheets]
    told = ["What ends in …" in said(sheet) for sheet in side.sheets]
    assert any("Association" not in said(sheet) for sheet in side.sheets)
    assert told == cut


def test_a_summary_with_nothing_on_one_side_is_one_side() -> None:
    """Printed in the middle of the day it would be a sheet with a line on each side of it."""
    some: list[list[Record]] = [[], [Decision(id="d", text="Buses")], [Action(id="a", title="Buses")]]
    for records in some:
        [side] = summary(Workshop([DETAILS, *records])).leaves
        assert isinstance(side, Side)
        assert "What happens next" in [each.text for each in side.sheets[0].blocks if isinstance(each, Heading)]


def test_the_summary_says_how_much_is_left_out() -> None:
    """Otherwise a summary passes for all there was."""
    actions = [Action(id=f"a{n}", title=f"Action {n}", due=f"2026-{n % 12 + 1:02}-01") for n in range(60)]
    decisions = [Decision(id=f"d{n}", text=f"Decision {n}") for n in range(30)]
    front, back = summary(Workshop([DETAILS, *actions, *decisions])).leaves
    assert isinstance(front, Side)
    assert isinstance(back, Side)
    for side, count, kind in ((front, 30, "Decision"), (back, 60, "Action")):
        for sheet in side.sheets:
            shown = sum(each.startswith(f"{kind} ") for each in texts(sheet.blocks))
            assert f"And {count - shown} more in the record." in said(sheet)
        assert [len(said(sheet)) for sheet in side.sheets] == sorted((len(said(s)) for s in side.sheets), reverse=True)


@pytest.mark.parametrize("kind", HANDOUTS, ids=lambda kind: kind.kind)
def test_a_workshop_with_nothing_in_it_gives_a_form_to_fill_in(kind: Any, framework: Framework) -> None:
    """Otherwise nobody can print a blank form the week before."""
    leaves: Sequence[Leaf] = kind.make(EMPTY, framework).leaves
    assert leaves
    assert len(said(leaves)) > 3
