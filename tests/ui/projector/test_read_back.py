"""Reading back at the end of the day: everything that was settled, on pages, and nothing that is not for the room."""

from __future__ import annotations

import dataclasses

import pytest

from lsp_workshop.domain.edits import parking, plan
from lsp_workshop.domain.model import (
    Action,
    Decision,
    Note,
    Objective,
    ParkingLotItem,
    Participant,
    Record,
    WorkshopDetails,
)
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.projector.compose import compose
from lsp_workshop.ui.projector.read_back import read_back_scene
from lsp_workshop.ui.projector.room import RoomProjector
from lsp_workshop.ui.projector.scenes import ReadBackScene, scene_words
from tests.ui.conftest import OpenWindow
from tests.ui.support import sample_session

pytestmark = pytest.mark.usefixtures("theme")  # pages are measured in its fonts

DAY = WorkshopDetails(id="workshop", title="Day")


def pages(scene: ReadBackScene, width: float = 1280, height: float = 720) -> list[str]:
    first = compose(scene, width, height)
    return [compose(scene, width, height, page).text for page in range(first.pages)]


def flat(text: str) -> str:
    return "".join(text.split())


def test_every_decision_and_action_is_read_back_with_who_and_when() -> None:
    """What is not read out before people leave is what they did not agree to."""
    workshop = sample_session().workshop
    said = flat("".join(pages(read_back_scene(workshop))))
    for decision in workshop.all(Decision):
        assert flat(decision.text) in said
    for action in workshop.all(Action):
        assert flat(action.title) in said
        owner = workshop.get(Participant, action.owner_participant_id or "")
        assert (flat(owner.name) in said) or not owner.named_in_record
    for item in workshop.all(ParkingLotItem):
        assert (flat(item.text) in said) is (item.status == "open")


def test_nobody_is_named_who_did_not_agree() -> None:
    workshop = Workshop(
        dataclasses.replace(each, named_in_record=False) if isinstance(each, Participant) else each
        for each in sample_session().workshop.records()
    )
    said = scene_words(read_back_scene(workshop))
    assert [person.name for person in workshop.all(Participant) if person.name in said] == []
    assert "by 6 Nov 2026" in said


def test_dissent_notes_and_what_is_missing_stay_with_the_facilitator() -> None:
    workshop = sample_session().workshop
    said = scene_words(read_back_scene(workshop))
    assert not [each for each in workshop.all(Decision) if each.dissent and each.dissent in said]
    assert not [each for each in workshop.all(Note) if each.text in said]


def test_actions_stand_by_objective_and_date_and_dropped_ones_are_done_with() -> None:
    records: list[Record] = [
        Objective(id="o2", number=2, title="Homes"), Objective(id="o1", number=1, title="Jobs"),
        Action(id="a", title="Third", objective_id="o2", due="2026-01-01"),
        Action(id="b", title="Second", objective_id="o1", due="2026-05-01"),
        Action(id="c", title="First", objective_id="o1", due="2026-04-01"),
        Action(id="d", title="Last"), Action(id="e", title="Gone", status="dropped"),
    ]  # fmt: skip
    (group,) = read_back_scene(Workshop([DAY, *records])).groups
    assert [line.text for line in group.lines] == ["First", "Second", "Third", "Last"]
    assert group.lines[-1].note == "Nobody yet · no date yet"


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1280, 720), (1920, 1080), (800, 1200)])
def test_sixty_actions_are_read_from_the_last_row(width: int, height: int) -> None:
    """A page with all of them is a wallpaper: each line is as large as an answer at least."""
    records = [Action(id=f"a{n}", title=f"Action {n} with the usual length of a title", due="2026-05-01")
               for n in range(60)]  # fmt: skip
    scene = read_back_scene(Workshop([DAY, *records]))
    first = compose(scene, width, height)
    unit = min(height, width * 0.66) / 100
    assert min(line.rect.height() for line in first.lines if "Action" in line.text) >= unit * 3.2
    said = flat("".join(pages(scene, width, height)))
    assert all(flat(each.title) in said for each in records)


def test_it_stays_true_while_it_is_shown(open_window: OpenWindow) -> None:
    """Somebody says "that is not my date": it is put right, and the room sees it."""
    session = sample_session()
    window = open_window(session)
    projector = window.projector
    assert isinstance(projector, RoomProjector)
    window.actions_table["project_read_back"].trigger()
    session.do(plan.change_action("a01", title="Call every leaver", milestones=()))
    assert "Call every leaver" in scene_words(projector.scene)
    item = session.do(parking.park("Who speaks for tenants?")).new(ParkingLotItem)
    assert "tenants" in scene_words(projector.scene)
    session.do(parking.change_parked(item.id, status="dropped: not ours"))
    assert "tenants" not in scene_words(projector.scene)
    assert projector.title.endswith(f"page 1 of {projector.page_count()}") or projector.page_count() == 1


def test_an_empty_day_says_so() -> None:
    assert flat("Nothing has been decided yet.") in flat(compose(read_back_scene(Workshop([DAY])), 1280, 720).text)
