"""Reviews, lessons, parked points and feedback of the sample, typed in a real window, export as the same records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lsp_workshop import paths
from lsp_workshop.cli import main
from lsp_workshop.domain.codec import encode
from lsp_workshop.domain.model import Feedback, Lesson, ParkingLotItem, Record, Review, WorkshopStatus
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.store import interchange
from lsp_workshop.store.opening import create_workshop, open_for_reading
from lsp_workshop.tour import morning
from tests.real.desktop import Desktop, ended, missing, wait_for

pytestmark = [
    pytest.mark.real_window,
    pytest.mark.skipif(bool(missing()), reason=f"not on this machine: {', '.join(missing())}"),
]

TYPED = (Review, Lesson, ParkingLotItem, Feedback)


class Scribe:
    """Types on a desktop; what is on disk is what counts."""

    def __init__(self, desktop: Desktop, file: Path, sample: dict[str, Any]) -> None:
        self.desktop, self.file, self.sample = desktop, file, sample

    def saved(self) -> Workshop:
        return open_for_reading(self.file, rescue_folder=self.file.parent).workshop

    def until(self, count: int, kind: type[Record]) -> None:
        wait_for(lambda: self.saved().count(kind) >= count, f"{count} {kind.collection} in the file")

    def rows(self, *rows: list[str]) -> None:
        """Row after row: Tab from cell to cell, Enter at the end of a row."""
        for row in rows:
            for place, words in enumerate(row):
                self.desktop.type(words)
                self.desktop.keys("Return" if place == len(row) - 1 else "Tab")


def name_of(sample: dict[str, Any], person_id: str) -> str:
    return next(str(each["name"]) for each in sample["participants"] if each["id"] == person_id)


def by_hand(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{int(day)}/{int(month)}/{year}"


def said(workshop: Workshop, kind: type[Record]) -> list[Any]:
    """Every field of every record, but for ids, which are drawn anew for each that is typed."""
    return [_bare(encode(record, complete=True)) for record in workshop.all(kind)]


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(each) for key, each in value.items() if key != "id"}
    return [_bare(each) for each in value] if isinstance(value, list) else value


def test_the_end_of_the_day_is_typed_and_exports_as_the_same_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten minutes before the room goes home there is no hand for the mouse, and no form to lose."""
    source = paths.resource("sample/aldermouth.json")
    sample = json.loads(source.read_text(encoding="utf-8"))
    records = morning(interchange.read_interchange(source).workshop)
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    file = home / "day.lspw"
    create_workshop(file, [each for each in records if not isinstance(each, TYPED)])
    with Desktop("1360x860", folder=tmp_path) as desktop:
        desktop.give_keys_to("".join(letter for letter in source.read_text(encoding="utf-8") if not letter.isascii()))
        app = desktop.start_app(str(file))
        desktop.wait_for_window("Aldermouth")
        scribe = Scribe(desktop, file, sample)
        desktop.keys("ctrl+5", "ctrl+e", "ctrl+Tab", "ctrl+Tab", "ctrl+Tab")
        _reviews(scribe)
        _lessons(scribe)
        _parked(scribe)
        _feedback(scribe)
        _close(scribe)
        desktop.keys("ctrl+w")
        desktop.wait_for_window("^LSP Workshop$")
        desktop.keys("alt+F4")
        assert ended(app) == 0
    assert main(["export", str(file), str(tmp_path / "day.json")]) == 0
    written, wanted = (interchange.read_interchange(each).workshop for each in (tmp_path / "day.json", source))
    for kind in TYPED:
        assert said(written, kind) == said(wanted, kind)


def _reviews(scribe: Scribe) -> None:
    reviews = scribe.sample["reviews"]
    scribe.desktop.keys("alt+2")
    scribe.rows(*([each["kind"], by_hand(each["date"])] for each in reviews))
    scribe.until(len(reviews), Review)
    scribe.desktop.keys("alt+3")
    scribe.rows(*([item["title"], item["reason"], item["rag"]] for item in reviews[0]["items"]))
    wanted = len(reviews[0]["items"])
    wait_for(lambda: sum(len(each.items) for each in scribe.saved().all(Review)) == wanted, "the points")
    scribe.desktop.picture("carried over")


def _lessons(scribe: Scribe) -> None:
    lessons = scribe.sample["lessons"]
    scribe.desktop.keys("alt+4")
    scribe.rows(*([each["text"], each["kind"], each["share_with"]] for each in lessons))
    scribe.until(len(lessons), Lesson)


def _parked(scribe: Scribe) -> None:
    parked = scribe.sample["parking_lot"]
    scribe.desktop.keys("alt+5")
    for each in parked:
        owner = name_of(scribe.sample, each["owner_participant_id"])
        row = [each["text"], each["raised_by"], owner, by_hand(each["answer_by"])]
        scribe.rows([*row, each["status"]] if each["status"] != "open" else row)
    scribe.until(len(parked), ParkingLotItem)


def _feedback(scribe: Scribe) -> None:
    feedback, desktop = scribe.sample["feedback"], scribe.desktop
    desktop.keys("alt+7")
    for place, statement in enumerate(feedback["statements"]):
        desktop.type(statement)
        desktop.keys("ctrl+Return" if place == len(feedback["statements"]) - 1 else "Return")
    scribe.until(1, Feedback)
    for form in feedback["forms"]:
        desktop.type("".join(str(score) for score in form["scores"]))
        desktop.keys("Return")
    desktop.keys("Tab")
    for comment in feedback["comments"]:
        desktop.type(comment)
        desktop.keys("Return")
    wanted = len(feedback["comments"])

    def all_in() -> bool:
        held = scribe.saved().feedback()
        return held is not None and len(held.comments) == wanted

    wait_for(all_in, "the comments")
    desktop.picture("feedback")


def _close(scribe: Scribe) -> None:
    """The sheet says what is missing; Enter closes all the same."""
    desktop = scribe.desktop
    desktop.keys("ctrl+6", "ctrl+k")
    desktop.wait_for_window("Commands")
    desktop.type("close the workshop")
    desktop.keys("Return")
    desktop.wait_for_window("Close the workshop")
    desktop.picture("closing")
    desktop.keys("Return")
    wait_for(lambda: scribe.saved().details.status is WorkshopStatus.CLOSED, "the workshop closed")
    desktop.wait_for_window("Aldermouth")
