"""A small away-day in a real window by keyboard alone: what was done is there after the program was quit."""

from __future__ import annotations

import json
import signal
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from lsp_workshop.domain.model import Action, Answer, Ballot, BallotStatus, Decision, Group, Participant, Vote
from lsp_workshop.domain.voting import result_of
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.store.opening import open_for_reading
from tests.real.desktop import Desktop, ended, missing, wait_for

pytestmark = [
    pytest.mark.real_window,
    pytest.mark.skipif(bool(missing()), reason=f"not on this machine: {', '.join(missing())}"),
]


class Day:
    """The app on a desktop of its own; what is on disk is what counts."""

    def __init__(self, desktop: Desktop, folder: Path) -> None:
        self.desktop = desktop
        self._folder = folder

    @property
    def file(self) -> Path:
        return next(self._folder.rglob("*.lspw"))

    def saved(self) -> Workshop:
        return open_for_reading(self.file, rescue_folder=self._folder).workshop

    def line(self, text: str) -> None:
        self.desktop.type(text)
        self.desktop.keys("Return")

    def until(self, what: str, count: int, kind: type) -> None:
        wait_for(lambda: self.saved().count(kind) >= count, f"{count} {what} in the file")


@pytest.fixture
def day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Day:
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    return Day(Desktop("1360x860", folder=tmp_path), home)


def test_new_workshop_to_record_and_back_by_keyboard_alone(day: Day, tmp_path: Path) -> None:
    with day.desktop as desktop:
        desktop.give_keys_to("".join(letter for letter in str(tmp_path) if not letter.isascii()))
        app = desktop.start_app()
        _new_workshop(day)
        _people(day)
        _answers(day)
        _ballot(day)
        _decision_and_action(day)
        record = _export(day, tmp_path)
        _quit(day, app)
        text = " ".join(page.extract_text() for page in PdfReader(record).pages)
        assert "One named contact" in text
        assert "Ada Test" not in text, "nobody said that Ada may be named"
        before = day.saved()
        desktop.start_app(str(day.file))
        desktop.wait_for_window("Founding day")
        desktop.picture("reopened")
    _is_all_there(before)
    assert sorted(map(repr, day.saved().records())) == sorted(map(repr, before.records()))


def _new_workshop(day: Day) -> None:
    desktop = day.desktop
    desktop.wait_for_window("^LSP Workshop$")
    desktop.keys("ctrl+n")
    desktop.wait_for_window("New workshop")
    desktop.type("Founding day")
    desktop.keys("Tab")
    desktop.type("Northside Partnership")
    # Through the parts of the date to the number of tables.
    desktop.keys("Tab", "Tab", "Tab", "Tab", "Tab", "ctrl+a")
    desktop.type("3")
    desktop.keys("Return")
    desktop.wait_for_window("Founding day")


def _people(day: Day) -> None:
    """Six people of two organisations, ticked as here."""
    desktop = day.desktop
    desktop.keys("ctrl+0", "alt+2")
    for place, name in enumerate(("Ada Test", "Bela Test", "Cleo Test", "Dora Test", "Elin Test", "Finn Test")):
        desktop.keys("ctrl+End")
        desktop.type(name)
        desktop.keys("Return")
        day.until("people", place + 1, Participant)
    desktop.keys("F8")
    for name in ("ada", "bela", "cleo", "dora", "elin", "finn"):
        day.line(name)
    wait_for(lambda: all(person.attended for person in day.saved().all(Participant)), "everybody ticked as here")
    desktop.picture("people")


def _answers(day: Day) -> None:
    """An answer in every stage, from three tables."""
    desktop = day.desktop
    said = (
        "One named contact",
        "B: Buses after six",
        "C: A place worth staying in",
        "Warm homes first",
        "B: Ask us in March",
    )
    for stage, text in enumerate(said, start=1):
        desktop.keys(f"ctrl+{stage}", "ctrl+e")
        day.line(text)
        day.until("answers", stage, Answer)
    desktop.keys("ctrl+2", "ctrl+e")
    for text in ("A: Damp homes", "C: Skills for the yard"):
        day.line(text)
    day.until("answers", 7, Answer)
    desktop.picture("answers")


def _ballot(day: Day) -> None:
    """A dot vote on the answers: open, four papers, closed, with nobody touching a mouse."""
    desktop = day.desktop
    desktop.keys("ctrl+b")
    desktop.keys("a", "1")
    day.until("ballot", 1, Ballot)
    desktop.keys("ctrl+Return")
    wait_for(lambda: day.saved().all(Ballot)[0].status is BallotStatus.OPEN, "the ballot open")
    for paper, key in enumerate(("1", "1", "2", "1"), start=1):
        desktop.keys(key, "Return")
        day.until("papers", paper, Vote)
    desktop.picture("papers")
    desktop.keys("ctrl+shift+k")
    desktop.wait_for_window("Close the ballot")
    # Two people gave no paper: the window asks for a second look.
    desktop.keys("Return", "Return")
    wait_for(lambda: day.saved().all(Ballot)[0].status is BallotStatus.CLOSED, "the ballot closed")
    desktop.wait_for_window("Founding day")
    desktop.picture("result")


def _decision_and_action(day: Day) -> None:
    desktop = day.desktop
    desktop.keys("ctrl+4", "ctrl+e", "ctrl+Tab", "ctrl+Tab")
    day.line("We start with the buses")
    day.until("decision", 1, Decision)
    desktop.keys("ctrl+Tab", "alt+1")
    day.line("Trial an evening loop")
    day.until("action", 1, Action)
    desktop.picture("plan")


def _export(day: Day, folder: Path) -> Path:
    desktop, out = day.desktop, folder / "our record.pdf"
    desktop.keys("ctrl+6", "ctrl+s")
    desktop.wait_for_window("Save")
    desktop.keys("ctrl+a")
    desktop.type(str(out))
    desktop.keys("Return")
    wait_for(out.exists, "the PDF")
    desktop.wait_for_window("Founding day")
    desktop.picture("record")
    return out


def _quit(day: Day, app: subprocess.Popen[bytes]) -> None:
    desktop = day.desktop
    desktop.keys("ctrl+w")
    desktop.wait_for_window("^LSP Workshop$")
    desktop.keys("alt+F4")
    assert ended(app) == 0
    raw = json.loads(day.file.read_text(encoding="utf-8"))
    assert "_meta" in raw, "a file that was closed is plain JSON"


def _is_all_there(workshop: Workshop) -> None:
    assert workshop.details.partnership.name == "Northside Partnership"
    assert [group.label for group in workshop.all(Group)] == ["A", "B", "C"]
    stages = {answer.question_id[1] for answer in workshop.all(Answer)}
    assert stages == set("12345")
    ballot = workshop.all(Ballot)[0]
    result = result_of(workshop, ballot.id)
    assert (result.eligible, result.cast, [option.total for option in result.options][:2]) == (6, 4, [3, 1])
    assert workshop.all(Decision)[0].text == "We start with the buses"
    assert workshop.all(Action)[0].title == "Trial an evening loop"


def test_a_window_that_is_killed_has_lost_nothing_that_was_shown(day: Day) -> None:
    with day.desktop as desktop:
        app = desktop.start_app()
        _new_workshop(day)
        desktop.keys("ctrl+1", "ctrl+e")
        for number in range(1, 6):
            day.line(f"Answer {number}")
            day.until("answers", number, Answer)
        app.send_signal(signal.SIGKILL)
        ended(app)
        assert [answer.text for answer in day.saved().all(Answer)] == [f"Answer {number}" for number in range(1, 6)]
        desktop.start_app(str(day.file))
        desktop.wait_for_window("Founding day")


def test_asked_to_end_by_the_system_the_window_folds_its_file(day: Day) -> None:
    with day.desktop as desktop:
        app = desktop.start_app()
        _new_workshop(day)
        desktop.keys("ctrl+1", "ctrl+e")
        day.line("One answer")
        day.until("answer", 1, Answer)
        app.send_signal(signal.SIGTERM)
        assert ended(app) == 128 + signal.SIGTERM
    assert "_meta" in json.loads(day.file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n", b'{"format": "something else"}'])
def test_a_file_that_is_no_workshop_gets_a_sentence_in_the_window(day: Day, tmp_path: Path, content: bytes) -> None:
    broken = tmp_path / "broken.lspw"
    broken.write_bytes(content)
    with day.desktop as desktop:
        app = desktop.start_app(str(broken))
        desktop.wait_for_window("^LSP Workshop$")
        desktop.picture("broken")
        assert app.poll() is None
    assert broken.read_bytes() == content
