"""Stage 3 by keys on a real window: wordings, whose vision, routes, indicators, and the room's screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from lsp_workshop.domain.edits import people, vision
from lsp_workshop.domain.model import Adoption, Ballot, Indicator, Organisation, Route, VisionWording
from lsp_workshop.domain.vision import versions
from lsp_workshop.session import Session
from lsp_workshop.ui.projector.compose import compose
from lsp_workshop.ui.projector.room import RoomProjector
from lsp_workshop.ui.projector.scenes import WordingsScene, scene_words, wordings_scene
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.workshop.plan.panel import MISSING, PlanPanel
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from lsp_workshop.ui.workshop.vision.panel import VisionPanel
from lsp_workshop.ui.workshop.vision.sections import WhoseSection, WordingsSection
from tests.ui.conftest import OpenWindow
from tests.ui.prepare.keys import ALT, CTRL, ENTER, TAB, press
from tests.ui.support import opened_tab, sample_session


@pytest.fixture
def session() -> Session:
    return sample_session()


@pytest.fixture
def window(open_window: OpenWindow, session: Session) -> WorkshopWindow:
    shown = open_window(session)
    shown.resize(1280, 800)
    return shown


def panel_at(window: WorkshopWindow, question_id: str) -> VisionPanel:
    window.go("S3")
    window.walk.go(question_id)
    made = opened_tab(window, "vision", VisionPanel)
    made.shown()
    return made


def tab_text(window: WorkshopWindow) -> str:
    return window.stage_page.tabs._buttons["vision"].text()


def test_a_wording_is_typed_compared_shown_and_put_to_the_room(window: WorkshopWindow, session: Session) -> None:
    """The whole of twenty past twelve without a hand on the mouse."""
    panel = panel_at(window, "Q3.1")
    assert tab_text(window) == "Vision  2"
    press("By 2036 Aldermouth will be a warm place young people choose", ENTER)
    (made,) = session.workshop.all(VisionWording)
    section = panel.section
    assert isinstance(section, WordingsSection)
    assert section.table.records.ids == ("b2", "b3", made.id)
    section.table.select(made.id)
    left, right = section.pane.sides
    assert "Adopted" in left.heading.text()
    assert "[gone: " in left.words.accessibleName()
    assert "[new: warm" in right.words.accessibleName()
    press("m", mod=CTRL)
    assert right.words.hasFocus()
    projector = window.projector
    assert isinstance(projector, RoomProjector)
    section.send()
    assert isinstance(projector.scene, WordingsScene)
    assert [each.label for each in projector.scene.columns] == ["Wording 2 · adopted", "Wording 3"]
    section.focus()
    window.actions_table["vision_ballot"].trigger()
    (ballot,) = [
        each for each in session.workshop.all(Ballot) if each.id in session.workshop.all(VisionWording)[0].ballots
    ]
    assert window.stage_page.tabs.current() == "ballots", "the next thing is to open it"
    assert ballot.options[0].label == made.text
    session.do(vision.set_vision_status(made.id, "adopted"))
    assert projector.scene.columns[1].label == "Wording 3 · adopted"


def test_a_refused_wording_stays_in_its_cell(window: WorkshopWindow, session: Session) -> None:
    """What the room was asked about stays as it was asked; what was typed is not lost."""
    table = panel_at(window, "Q3.1").section.table
    table.select("b3", 0)
    press("Something else", ENTER)
    assert "The room was asked" in window.messages.text
    assert table.keep() == "Something else"
    table.records.forget_draft(table.records.index(1, 0))


def test_each_question_has_its_own_section_and_its_name_on_the_tab(window: WorkshopWindow) -> None:
    """Indicators that are two clicks deep under "Vision" are not found while the room waits."""
    panel = panel_at(window, "Q3.4")
    assert (tab_text(window), panel.choices.current()) == ("Indicators  6", "indicators")
    window.walk.go("Q3.2")
    assert (tab_text(window), panel.choices.current()) == ("Whose vision", "whose")
    press("3", mod=ALT)
    assert panel.choices.current() == "routes"


def test_who_was_not_asked_goes_into_the_list_by_enter(window: WorkshopWindow, session: Session) -> None:
    session.do(people.add_organisation("Tenants' union"))
    panel = panel_at(window, "Q3.2")
    press("Cabinet", TAB, "asked", TAB, "16/6", ENTER)
    press("m", mod=CTRL)
    section = panel.section
    assert isinstance(section, WhoseSection)
    assert section.list.hasFocus()
    press(ENTER)
    found = [(each.body, each.status, each.date) for each in session.workshop.all(Adoption)]
    assert found == [("Cabinet", "asked", "2026-06-16"), ("Tenants' union", "to be asked", None)]
    assert section.list.isHidden()


def test_routes_are_taken_over_said_what_they_rule_out_and_voted_on(window: WorkshopWindow, session: Session) -> None:
    panel = panel_at(window, "Q3.3")
    window.actions_table["vision_take"].trigger()
    assert session.workshop.count(Route) == 8
    press("A second sixth-form block", TAB, "chosen", ENTER)
    first = session.workshop.all(Route)[0]
    assert (first.rules_out, first.status) == ("A second sixth-form block", "chosen")
    assert "7 of 8" in panel.section.note.text()
    window.actions_table["vision_ballot"].trigger()
    ballot = session.workshop.all(Ballot)[-1]
    assert len(ballot.options) == 8
    assert window.stage_page.tabs.current() == "ballots"


def test_an_indicator_is_one_line_of_typing(window: WorkshopWindow, session: Session) -> None:
    """Six of them in the ten minutes that are left before lunch."""
    panel = panel_at(window, "Q3.4")
    press(
        "Homes without damp",
        TAB,
        "Tidew",
        TAB,
        "1,250",
        TAB,
        "Dec",
        TAB,
        "1400",
        TAB,
        "2028",
        TAB,
        "homes",
        TAB,
        "up",
        ENTER,
    )
    made = session.workshop.all(Indicator)[-1]
    owner = session.workshop.find(Organisation, made.owner_organisation_id)
    assert (made.title, made.baseline, made.baseline_date) == ("Homes without damp", 1250, "2025-12")
    assert (made.target, made.target_date, made.unit, made.direction) == (1400, "2028", "homes", "up")
    assert owner is not None
    assert "1 of 7" in panel.section.note.text(), "the one without a baseline is told of"


def test_what_is_missing_in_the_plan_leads_to_the_indicators_cell(window: WorkshopWindow) -> None:
    window.go("S4")
    plan = opened_tab(window, "plan", PlanPanel)
    plan.open_view(MISSING)
    plan.missing.list.setFocus()
    press(ENTER)
    panel = opened_tab(window, "vision", VisionPanel)
    assert panel.choices.current() == "indicators"
    table = panel.section.table
    assert (table.current_id(), table.records.column(table.currentIndex()).key) == ("in5", "baseline")


@pytest.fixture
def large_text(theme: Theme) -> Iterator[None]:
    theme.set_text_scale(200)
    yield
    theme.set_text_scale(100)


@pytest.mark.usefixtures("large_text")
def test_little_room_shows_one_at_a_time_and_loses_neither(window: WorkshopWindow) -> None:
    """At 200 % the table stands alone; what changed is one key away, and Escape leads back."""
    section = panel_at(window, "Q3.1").section
    assert isinstance(section, WordingsSection)
    assert (section.table.isVisible(), section.pane.isVisible()) == (True, False)
    press("m", mod=CTRL)
    assert (section.table.isVisible(), section.pane.isVisible()) == (False, True)
    press(Qt.Key.Key_Escape)
    assert section.table.hasFocus()
    assert not section.pane.isVisible()


def test_long_wordings_take_pages_and_are_heard_whole(session: Session) -> None:
    """Three thousand characters on a wall: page after page, nothing cut, and the marks are said too."""
    long = "A warm and dry place for everybody who lives here. " * 60
    for text in (long, long + "And safe."):
        session.do(vision.add_wording(text))
    scene = wordings_scene(session.workshop, versions(session.workshop)[-1].id)
    pages = compose(scene, 1280, 720).pages
    assert pages > 2
    shown = " ".join(compose(scene, 1280, 720, page).text for page in range(pages))
    assert "And safe." in " ".join(shown.split())
    assert "[new: And safe.]" in scene_words(scene)
