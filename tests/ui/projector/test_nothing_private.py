"""Nothing private on the wall: every field of every record is filled with a word of its own, everything is sent, and
what comes out must be on the list below. A field that is added later is marked and caught without being named here.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from enum import Enum
from functools import partial
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.model import (
    RECORD_TYPES,
    Adoption,
    Answer,
    Ballot,
    Correction,
    Decision,
    EarlierCheck,
    EarlierRating,
    Mechanism,
    Note,
    OwnFramework,
    Part,
    Participant,
    Photo,
    Picture,
    PurposeStatement,
    Question,
    Record,
    Route,
    Sector,
    StaffFunction,
    Theme,
    Unknown,
    VisionWording,
)
from lsp_workshop.domain.pictures import as_text
from lsp_workshop.domain.vision import versions
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.projector.room import RoomProjector
from lsp_workshop.ui.projector.scenes import PhotoScene, scene_words
from tests.domain.flip_charts import flip_chart
from tests.ui.conftest import OpenWindow
from tests.ui.support import sample_records, session_of

THE_ROOM_MAY_SEE = {
    "stages.title",
    "questions.text",
    "answers.text",
    "themes.title",
    "ballots.title",
    "ballots.options.label",
    "ballots.scale.label",
    "ballots.rules.bands.label",
    "decisions.text",
    "decisions.how",
    "photos.caption",
    "purposes.text",
    "sectors.name",
    "vision.text",
}
"""Fields whose words may be on the room's screen; nothing else that anybody typed may."""
NO_WORDS = re.compile(
    r"(^|_)(ids?|at|date|due|by)$|^(starts|ends|formed|time|time_given|arrived|left|number|colour|shape|status|rag|kind"
    r"|preset|outcome|direction|frequency|pass_rule|scale|part|parts|baseline_status|record_status|source_element|data)$"
)
"""Names of fields that hold a reference, a time, a code or a word of a closed list, and no words of a person."""
NAMES_OF_PEOPLE = {"raised_by", "captured_by"}
MARK = re.compile(r"⟦([a-z_.]+)⟧")


def marked(value: Any, path: str) -> Any:
    """The value with a word in it that says where it came from, wherever a person's words can stand."""
    name = path.rpartition(".")[2]
    if isinstance(value, Enum):
        return value
    if isinstance(value, Part):
        own = {each.name: getattr(value, each.name) for each in dataclasses.fields(value)}
        fresh = {key: marked(each, f"{path}.{key}") for key, each in own.items() if key not in ("extra", "given")}
        return dataclasses.replace(value, **fresh)
    if NO_WORDS.search(name) and name not in NAMES_OF_PEOPLE and (isinstance(value, str) or not _holds_parts(value)):
        return value
    if isinstance(value, str):
        return f"⟦{path}⟧ {value}"
    if isinstance(value, tuple):
        return tuple(marked(each, path) for each in value)
    return value


def _holds_parts(value: object) -> bool:
    return isinstance(value, tuple) and any(isinstance(each, Part) for each in value)


def private_records() -> list[Record]:
    """The sample, with one of each kind of record that it has none of, every word of it marked."""
    records = [*sample_records(), Note(id="n1", stage_id="S2", text="Callum is leaving")]
    records.append(Mechanism(id="m1", to_whom="Residents", how="A letter to Callum", how_often="monthly"))
    rating = EarlierRating(element="Trust in Callum", mean=2.5)
    records.append(Picture(id="pi1", data=as_text(flip_chart())))
    records.append(Photo(id="ph1", question_id="Q2.1", picture_id="pi1", width=4, height=3, caption="Callum’s list"))
    records.append(EarlierCheck(id="e1", called="The day Callum left", ratings=(rating,)))
    records.append(PurposeStatement(id="pu1", text="To be heard", written_at="2026-03-12T10:00:00"))
    records.append(StaffFunction(id="X1", text="Service the partnership", note="Callum, from April"))
    records.append(VisionWording(id="v1", text="A warm place", made_at="2026-03-12T14:00:00"))
    records.append(Adoption(id="ad1", body="Callum's board"))
    records.append(Route(id="ro1", text="By tram", rules_out="By boat"))
    records.append(Correction(id="c1", at="2026-03-13T09:00:00", text="A name"))
    return [marked(record, record.collection) for record in records]


def every_sending(projector: RoomProjector, workshop: Workshop) -> Iterator[partial[None]]:
    """Every sending there is, of every record there is."""
    for question in workshop.all(Question):
        yield partial(projector.send_question, question.id)
        yield partial(projector.send_answers, question.id)
    for theme in workshop.all(Theme):
        yield partial(projector.send_theme, theme.id)
    for answer in workshop.all(Answer):
        yield partial(projector.send_answer, answer.id)
    for ballot in workshop.all(Ballot):
        yield partial(projector.send_ballot, ballot.id)
        # First the title alone, then the result.
        yield partial(projector.send_result, ballot.id)
        yield partial(projector.send_result, ballot.id)
    for version in versions(workshop):
        yield partial(projector.send_wordings, version.id)
    for decision in workshop.all(Decision):
        yield partial(projector.send_decision, decision.id)
    for purpose in workshop.all(PurposeStatement):
        yield partial(projector.send_purpose, purpose.id)
    for photo in workshop.all(Photo):
        yield partial(projector.send_photo, photo.id)
    yield partial(projector.send_clock)
    yield partial(projector.blank)


@pytest.mark.parametrize("wanted", [(), ("project_by_theme", "project_sectors", "project_rounds", "project_corner")])
def test_only_what_is_listed_ever_comes_to_the_rooms_screen(
    open_window: OpenWindow, qtbot: QtBot, wanted: tuple[str, ...]
) -> None:
    """A private note, a name or who needs a hearing loop on a wall before forty people can never be taken back."""
    window = open_window(session_of(private_records()))
    projector = window.projector
    assert isinstance(projector, RoomProjector)
    for action in wanted:
        window.actions_table[action].trigger()
    seen: set[str] = set()
    for send in every_sending(projector, window.desk.workshop):
        send()
        if send.func == projector.send_photo:
            qtbot.waitUntil(lambda: isinstance(projector.scene, PhotoScene))
        view = projector.room.view
        texts = (
            scene_words(projector.scene),
            view.sheet.text,
            view.accessibleDescription(),
            projector.room.windowTitle(),
        )
        seen.update(MARK.findall(" ".join(texts)))
    assert seen <= THE_ROOM_MAY_SEE, f"on the wall: {sorted(seen - THE_ROOM_MAY_SEE)}"
    assert seen >= THE_ROOM_MAY_SEE - {"sectors.name"}, "what is listed and never shown hides a hole in this test"


READ_BACK = {
    "decisions.text", "actions.title", "parking_lot.text", "participants.name", "participants.role",
    "organisations.name",
}  # fmt: skip
"""What the reading back at the end of the day may show: people by name where they agreed, else by their role."""


def test_reading_back_shows_nothing_but_who_does_what(open_window: OpenWindow) -> None:
    window = open_window(session_of(private_records()))
    projector = window.projector
    assert isinstance(projector, RoomProjector)
    projector.send_read_back()
    said = scene_words(projector.scene)
    assert set(MARK.findall(said)) <= READ_BACK
    assert {"decisions.text", "actions.title", "parking_lot.text"} <= set(MARK.findall(said))
    refused = [each.name for each in window.desk.workshop.all(Participant) if not each.named_in_record]
    assert refused
    assert [name for name in refused if name in said] == []


def test_every_kind_of_record_is_marked() -> None:
    """A kind that the test has none of could be shown unseen by it."""
    records = private_records()
    assert {type(record) for record in records} >= {*RECORD_TYPES} - {OwnFramework, Unknown}
    marks = set(MARK.findall(" ".join(map(repr, records))))
    for private in (
        "notes.text", "participants.name", "participants.access_needs", "votes.comment", "decisions.dissent",
        "parking_lot.raised_by", "answers.captured_by", "workshop.facilitator", "organisations.note",
    ):  # fmt: skip
        assert private in marks
    assert any(isinstance(record, Sector) for record in records)
