"""Setting a ballot up with real keys: in three of them, from marked answers, on any scale, as the room reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits import capture, people, plan, themes
from lsp_workshop.domain.edits.ballots import change_ballot, new_ballot, option
from lsp_workshop.domain.edits.records import change
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Answer, Ballot, BallotOption, BallotStatus, Objective, ScalePoint
from lsp_workshop.domain.presets import PRESETS
from lsp_workshop.domain.transaction import Edit
from lsp_workshop.domain.voting import papers_in
from lsp_workshop.session import Session
from lsp_workshop.ui.tokens import DARK
from lsp_workshop.ui.workshop.ballots.new import PRESET_KEYS
from lsp_workshop.ui.workshop.ballots.panel import BallotsPanel
from lsp_workshop.ui.workshop.ballots.scales import SCALES, rules_on, scale_lines, typed_scale
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.ballots.support import CTRL, ENTER, ballots_panel, key, keys, new, only, room_session
from tests.ui.conftest import OpenWindow
from tests.ui.support import blank_session


def test_enter_three_times_opens_a_dot_vote_where_there_are_none(panel: BallotsPanel, session: Session) -> None:
    """The sentence in every facilitator's head: how many keys until they can vote."""
    for _ in range(3):
        key(ENTER)
    assert only(session).status is BallotStatus.OPEN
    assert len(only(session).options) == 6
    assert QApplication.focusWidget() is panel.running.papers


def test_enter_three_times_opens_a_dot_vote_where_there_are_others(panel: BallotsPanel, session: Session) -> None:
    """With a ballot on the list, the first Enter used to open that one."""
    new("dot vote")
    first = only(session)
    key(Qt.Key.Key_Escape)
    for _ in range(3):
        key(ENTER)
    assert only(session).id != first.id
    assert only(session).status is BallotStatus.OPEN
    key(Qt.Key.Key_Escape)
    keys("1")
    assert panel.ballot == session.workshop.get(Ballot, first.id)


def test_where_nothing_was_said_yet_the_third_step_is_typing_the_options(
    framework: Framework, tmp_path: Path, open_window: OpenWindow
) -> None:
    """In a room without answers the same keys must lead to a vote, not into a box that takes Enter for a line."""
    session = room_session(tmp_path, framework)
    for answer in session.workshop.all(Answer):
        session.do(capture.set_aside([answer.id]))
    panel = ballots_panel(open_window(session))
    key(ENTER)
    key(ENTER)
    for words in ("Homes first", "Buses first"):
        keys(words)
        key(ENTER)
    key(ENTER)
    key(ENTER)
    ballot = only(session)
    assert [each.label for each in ballot.options] == ["Homes first", "Buses first"]
    assert ballot.status is BallotStatus.OPEN
    assert QApplication.focusWidget() is panel.running.papers


def test_an_option_that_is_typed_and_not_entered_is_on_the_ballot_that_opens(
    panel: BallotsPanel, session: Session
) -> None:
    """Whoever types the last option and opens at once would find it missing on every paper."""
    key(Qt.Key.Key_B, CTRL)
    keys("1")
    panel.draft.more.setFocus()
    keys("Something else")
    key(ENTER, CTRL)
    assert only(session).status is BallotStatus.OPEN
    assert only(session).options[-1].label == "Something else"


def test_the_marked_answers_become_the_options(window: WorkshopWindow, panel: BallotsPanel, session: Session) -> None:
    """Choosing six of sixty answers by marking them is the way to a short ballot."""
    key(Qt.Key.Key_L, CTRL)
    answers = session.workshop.answers_to("Q2.1")
    for answer in (answers[4], answers[1]):
        window.stage_page.answers.list.go_to(answer.id)
        keys(" ")
    key(Qt.Key.Key_B, CTRL)
    key(ENTER)
    key(ENTER)
    ballot = only(session)
    assert [each.label for each in ballot.options] == [answers[1].text, answers[4].text]
    assert [each.answer_id for each in ballot.options] == [answers[1].id, answers[4].id]
    assert ballot.status is BallotStatus.OPEN


def test_routes_of_the_objectives_can_be_voted_on_again(panel: BallotsPanel, session: Session) -> None:
    """The order of the routes is asked about after they were chosen; nobody types them a second time."""
    session.do(new_ballot("Which routes?", question_id="Q3.3", preset="approval",
                          options=[option("A ferry"), option("A bus"), option("A bridge")]))  # fmt: skip
    routes = session.workshop.all(Ballot)[0].options
    session.do(plan.add_objective("Get about"))
    session.do(_with_routes(session.workshop.all(Objective)[0], routes[:2]))
    key(Qt.Key.Key_B, CTRL)
    keys("r9")
    assert [each.label for each in only(session).options] == ["A ferry", "A bus"]


def _with_routes(objective: Objective, routes: tuple[BallotOption, ...]) -> Edit:
    return change(Objective, objective.id, route_ids=tuple(each.id for each in routes))


# --- scales -------------------------------------------------------------------------------------------------


def rating(panel: BallotsPanel) -> None:
    key(Qt.Key.Key_B, CTRL)
    keys("6")
    panel.draft.scale.lines.setFocus()


def step_to(panel: BallotsPanel, name: str) -> None:
    """With the arrow key, as often as it takes."""
    for _ in SCALES:
        if panel.draft.scale.offer.currentText() != name:
            key(Qt.Key.Key_Down)
    assert panel.draft.scale.offer.currentText() == name


def test_a_scale_of_the_rooms_own_is_typed_and_papers_follow_it(panel: BallotsPanel, session: Session) -> None:
    """A partnership that rates with its own words must not be given ours."""
    rating(panel)
    key(Qt.Key.Key_A, CTRL)
    keys("0 Never")
    key(ENTER)
    keys("Sometimes")
    key(ENTER)
    keys("5. Always")
    key(Qt.Key.Key_Tab)
    ballot = only(session)
    assert ballot.scale == (
        ScalePoint(value=0, label="Never"), ScalePoint(value=1, label="Sometimes"), ScalePoint(value=5, label="Always")
    )  # fmt: skip
    assert "from 0 to 5" in panel.draft.told.text()
    key(ENTER, CTRL)
    keys("p")
    keys("015015")
    key(ENTER)
    vote = session.workshop.votes_in(ballot.id)[0]
    assert list(vote.choices.values()) == [0, 1, 5, 0, 1, 5]


def test_a_scale_is_taken_from_the_list_with_its_acceptance_value(panel: BallotsPanel, session: Session) -> None:
    rating(panel)
    panel.draft.scale.offer.setFocus()
    step_to(panel, "Gradients of agreement")
    ballot = only(session)
    assert ballot.scale == PRESETS["gradients of agreement"].scale
    assert ballot.rules.accept_from == 3


def test_acceptance_and_blanks_are_set_by_key_and_kept(panel: BallotsPanel, session: Session) -> None:
    """Without the value from which somebody accepts there is no verdict; without blanks nobody may pass."""
    rating(panel)
    key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is panel.draft.scale.accept
    for _ in range(4):
        key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Tab)
    keys(" ")
    rules = only(session).rules
    assert (rules.accept_from, rules.allow_blank) == (4, True)
    key(Qt.Key.Key_Z, CTRL)
    assert not only(session).rules.allow_blank
    assert not panel.draft.scale.blank.isChecked()


def test_a_scale_with_the_same_value_twice_is_refused_and_stays_in_its_box(
    panel: BallotsPanel, session: Session
) -> None:
    rating(panel)
    before = only(session).scale
    key(Qt.Key.Key_A, CTRL)
    keys("1 No")
    key(ENTER)
    keys("1 Yes")
    key(ENTER, CTRL)
    assert only(session).scale == before
    assert only(session).status is BallotStatus.DRAFT, "it opened with another scale than the one on the screen"
    assert "1 Yes" in panel.draft.scale.lines.toPlainText()


@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: scale.name)
def test_every_scale_on_offer_can_be_written_and_read_back(scale: object) -> None:
    found = next(each for each in SCALES if each is scale)
    assert typed_scale(scale_lines(found.points)) == found.points
    assert found.accept is None or found.accept in {point.value for point in found.points}


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("Low\nHigh", [(1, "Low"), (2, "High")]),
        ("3 = three\nmore", [(3, "three"), (4, "more")]),
        ("-1 against\n0\n+1 for", [(-1, "against"), (0, ""), (1, "for")]),
        ("10: all\n\n  9)  most ", [(10, "all"), (9, "most")]),
        ("2026 plan", [(1, "2026 plan")]),
        ("", []),
    ],
)
def test_a_scale_is_read_as_people_write_one(text: str, points: list[tuple[int, str]]) -> None:
    assert [(point.value, point.label) for point in typed_scale(text)] == points


def test_a_scale_that_loses_its_acceptance_value_has_no_verdict_left() -> None:
    before = PRESETS["gradients of agreement"].rules
    after = rules_on(typed_scale("7 Low\n8 High"), before, accept=3)
    assert (after.accept_from, after.support_from, after.pass_rule) == (None, None, None)


# --- what the room reads ------------------------------------------------------------------------------------


def test_the_draft_shows_the_sheet_that_the_room_would_see(panel: BallotsPanel, session: Session) -> None:
    """A wording that is wrong on the wall is noticed by sixty people; here it is noticed before."""
    key(Qt.Key.Key_B, CTRL)
    keys("1")
    shown = panel.draft.sheet.preview.view.sheet.text
    assert "Green space" in shown
    assert "You have 2 dots" in shown
    panel.draft.title.setFocus()
    key(Qt.Key.Key_A, CTRL)
    keys("Where do we begin?")
    key(ENTER)
    assert "Where do we begin?" in panel.draft.sheet.preview.view.sheet.text
    assert panel.draft.sheet.preview.accessibleDescription() == panel.draft.sheet.preview.view.sheet.text
    session.do(change_ballot(only(session).id, options=only(session).options[:2]))
    assert "Green space" not in panel.draft.sheet.preview.view.sheet.text


def test_setting_a_ballot_up_sends_nothing_to_the_room(window: WorkshopWindow, panel: BallotsPanel) -> None:
    """The preview must be a preview."""
    before = window.projector.title
    key(Qt.Key.Key_B, CTRL)
    keys("1")
    assert window.projector.title == before


# --- more options than keys ---------------------------------------------------------------------------------


def test_forty_options_are_reached_by_number(framework: Framework, tmp_path: Path, open_window: OpenWindow) -> None:
    """Options past the last letter had no key at all."""
    session = room_session(tmp_path, framework)
    session.do(new_ballot("Forty", question_id="Q2.1", preset="dot vote",
                          options=[option(f"Idea {number}") for number in range(1, 41)]))  # fmt: skip
    panel = ballots_panel(open_window(session))
    keys("1")
    key(ENTER)
    ballot = only(session)
    assert ballot.status is BallotStatus.OPEN
    keys("p")
    keys("4007")
    keys("9")
    assert "No option has the number 9" in panel.running.papers.message.text()
    keys("4")
    assert panel.running.papers.summary.text().startswith("4…")
    key(ENTER)
    assert papers_in(session.workshop, ballot.id) == 0, "half a number went in as a paper"
    assert "half a number" in panel.running.papers.message.text()
    keys("2")
    key(Qt.Key.Key_Backspace)
    key(ENTER)
    vote = session.workshop.votes_in(ballot.id)[0]
    assert {each.label for each in ballot.options if vote.choices.get(each.id)} == {"Idea 40", "Idea 7"}
    assert "07" in panel.running.papers.lines.line(6).accessibleName()


def test_a_scale_from_0_to_10_takes_its_tens(panel: BallotsPanel, session: Session) -> None:
    """ "1" may be the beginning of "10"; neither may cost a paper."""
    rating(panel)
    panel.draft.scale.offer.setFocus()
    step_to(panel, "Confidence, 0 to 10")
    panel.draft.open.setFocus()
    key(ENTER)
    keys("p10")
    keys("15")
    keys("0")
    keys("1")
    key(Qt.Key.Key_Down)
    keys("1")
    key(ENTER)
    vote = session.workshop.votes_in(only(session).id)[0]
    assert [vote.choices[each.id] for each in only(session).options] == [10, 1, 5, 0, 1, 1]


def test_a_blank_room_is_told_what_is_missing(framework: Framework, open_window: OpenWindow) -> None:
    """Three Enters in a room where nobody was ticked as here must not end in silence."""
    session = blank_session(framework)
    panel = ballots_panel(open_window(session))
    key(ENTER)
    key(ENTER)
    keys("Homes")
    key(ENTER)
    assert "Nobody may vote yet" in panel.draft.electorate.text()
    assert not panel.draft.open.isEnabled()
    assert "One option only" in panel.draft.electorate.text()
    keys("Buses")
    key(ENTER)
    assert "One option only" not in panel.draft.electorate.text()


def test_a_dot_vote_on_one_theme_does_not_open_by_a_habit(framework: Framework, open_window: OpenWindow) -> None:
    """Ctrl+B, 1, Enter before there is a second theme: the room was asked to vote on nothing."""
    session = blank_session(framework)
    session.do(people.add_participant("Ann", attended=True))
    session.do(capture.capture_answer("Q2.1", "Damp flats"))
    session.do(themes.put_under_theme([session.workshop.all(Answer)[-1].id], "Homes"))
    panel = ballots_panel(open_window(session))
    new("dot vote")
    assert [each.label for each in only(session).options] == ["Homes"]
    assert only(session).status is BallotStatus.DRAFT, "one Enter more than the habit has"
    assert "One option only: add another." in panel.draft.electorate.text()


def test_the_sheet_is_painted_in_the_window_for_every_draft(
    window: WorkshopWindow, panel: BallotsPanel, session: Session, qtbot: QtBot
) -> None:
    """An empty box where the room's sheet should stand: wrong words are first read by the room."""
    preview = panel.draft.sheet.preview

    def colours() -> set[str]:
        """What stands in the box in the whole window's picture, and not what the box would paint by itself."""
        corner = preview.mapTo(window, QPoint(0, 0))
        picture = window.grab(QRect(corner, preview.size())).toImage()
        return {picture.pixelColor(x, y).name() for x in range(2, 150, 2) for y in range(2, 90)}

    def is_painted() -> bool:
        return preview.isVisible() and DARK.canvas.lower() in colours() and len(colours()) > 12

    for size in ((1280, 800), (1100, 680)):
        window.resize(*size)
        for preset in ("dot vote", "approval"):
            key(Qt.Key.Key_B, CTRL)
            keys(PRESET_KEYS[list(PRESETS).index(preset)])
            qtbot.waitUntil(is_painted)
            panel.to_list()
            panel.open(only(session).id)
            qtbot.waitUntil(is_painted)
            panel.to_list()
