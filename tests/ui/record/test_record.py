"""The Record page: what it counts, a real PDF made off the GUI thread, cancelled and saved, and shown sharp."""

from __future__ import annotations

import errno
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from lsp_workshop import files
from lsp_workshop.documents import DOCUMENTS, document_kind, kinds_of
from lsp_workshop.domain.edits import ballots, capture, event, parking, plan
from lsp_workshop.domain.model import Action, Ballot, Correction, ParkingLotItem
from lsp_workshop.domain.record.extent import Extent
from lsp_workshop.session import Session
from lsp_workshop.ui.jobs import Job, Jobs
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.workshop.record import preview_work
from lsp_workshop.ui.workshop.record.check import counts, missing
from lsp_workshop.ui.workshop.record.closing import ClosingSheet
from lsp_workshop.ui.workshop.record.formats import offered
from lsp_workshop.ui.workshop.record.naming import NamingCheck, NamingDialog
from lsp_workshop.ui.workshop.record.page import RecordPage
from lsp_workshop.ui.workshop.record.work import PUBLIC
from lsp_workshop.ui.workshop.review.panel import ReviewPanel
from lsp_workshop.ui.workshop.search_index import Hit
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from lsp_workshop.ui.workshop.stage.answers import AnswersPanel
from tests.export.made_up import with_answers
from tests.ui.prepare.keys import CTRL, press, stored_session
from tests.ui.record.watched import WatchedLibrary
from tests.ui.support import AnsweredDialogs, opened_tab, sample_records, sample_session

DAY = date(2026, 3, 12)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = stored_session(tmp_path / "day.lspw", sample_records())
    made.do(event.reopen_for_correction("to try"))
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, session: Session, library: WatchedLibrary, theme: Theme, jobs: Jobs) -> WorkshopWindow:
    shown = WorkshopWindow(session, library, theme, jobs, AnsweredDialogs(None))
    qtbot.addWidget(shown)
    shown.show()
    shown.start()
    qtbot.waitActive(shown)
    shown.go("record")
    return shown


@pytest.fixture
def page(window: WorkshopWindow) -> RecordPage:
    shown = window.page
    assert isinstance(shown, RecordPage)
    return shown


def dialogs_of(window: WorkshopWindow) -> AnsweredDialogs:
    dialogs = window.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    return dialogs


NO_MECHANISM = "It is not written down to whom the partnership answers, how and how often."
"""What the sample really lacks: it says so in decisions only."""


def test_what_is_in_the_sample() -> None:
    numbers = {count.what: count.number for count in counts(sample_session().workshop)}
    assert (numbers["Answers"], numbers["Ballots with a result"], numbers["Actions"]) == (164, 8, 14)
    assert [each.words for each in missing(sample_session().workshop, DAY)] == [
        "Indicators without a baseline: 1.", "Dates in the plan on a day off: 3.",
        "Organisations with too much to do: 1.", NO_MECHANISM
    ]  # fmt: skip


def test_what_is_missing_is_said_and_goes_when_it_is_there(page: RecordPage, session: Session) -> None:
    action = session.workshop.all(Action)[0]
    session.do(plan.change_action(action.id, monitor_organisation_id=None, due=None, milestones=()))
    assert "Actions that nobody monitors: 1." in page.contents.sentences
    assert "Actions without a due date: 1." in page.contents.sentences
    session.undo()
    assert page.contents.sentences == [each.words for each in missing(session.workshop, DAY)]
    assert not [each for each in page.contents.sentences if "nobody monitors" in each or "without a due" in each]


def test_the_preview_is_made_elsewhere_and_shown(
    qtbot: QtBot, page: RecordPage, window: WorkshopWindow, library: WatchedLibrary
) -> None:
    press("r", mod=CTRL)
    assert page.busy
    assert page.strip.cancel_button.isVisible()
    qtbot.waitUntil(lambda: page.pages.page_count > 5)
    assert library.threads
    assert threading.main_thread() not in library.threads
    qtbot.waitUntil(lambda: 0 in page.pages.drawn_pages)
    # Only what is in sight was drawn.
    assert max(page.pages.drawn_pages) < 4
    assert "pages, as they are printed" in page.state.text()
    press(Qt.Key.Key_End)
    last = page.pages.page_count - 1
    qtbot.waitUntil(lambda: last in page.pages.drawn_pages)


def test_the_window_works_on_while_the_record_is_made(
    qtbot: QtBot, page: RecordPage, window: WorkshopWindow, library: WatchedLibrary, session: Session
) -> None:
    library.gate = threading.Event()
    page.make_preview()
    qtbot.waitUntil(lambda: bool(library.threads))
    # The export stands still, and the scribe types on; the export has its own copy.
    session.do(capture.capture_answer("Q1.1", "typed meanwhile", group_id="tA"))
    assert window.saved.text.startswith("Saved")
    library.gate.set()
    qtbot.waitUntil(lambda: page.pages.page_count > 0)
    assert page.work.stale
    assert "follow in a moment" in page.state.text()


def says(page: RecordPage, words: str) -> bool:
    preview = page.work.preview
    return preview is not None and bool(preview.find(words, lambda: False))


@pytest.fixture
def small(
    qtbot: QtBot, tmp_path: Path, library: WatchedLibrary, theme: Theme, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> Iterator[WorkshopWindow]:
    """A day whose record is made in a moment, on the Record page, where quiet is short; its preview is there."""
    monkeypatch.setattr(preview_work, "QUIET", 60)
    texts = [f"Thought {number}: a bus after seven" for number in range(90)]
    made = stored_session(tmp_path / "small.lspw", with_answers(*texts).records())
    shown = WorkshopWindow(made, library, theme, jobs, AnsweredDialogs(None))
    qtbot.addWidget(shown)
    shown.show()
    shown.start()
    qtbot.waitActive(shown)
    shown.go("record")
    page = shown.page
    assert isinstance(page, RecordPage)
    page.make_preview()
    qtbot.waitUntil(lambda: page.pages.page_count > 3 and not page.busy)
    yield shown
    made.close()


def test_the_pages_follow_the_workshop_when_it_is_quiet(
    qtbot: QtBot, small: WorkshopWindow, library: WatchedLibrary
) -> None:
    """Otherwise the record that is read out lacks the word that was put right a minute ago; and a record that is made
    at every key stops the typing.
    """
    session, page = small.desk.session, small.page
    assert isinstance(page, RecordPage)
    session.do(event.write_note(None, "private"))
    assert not page.work.stale, "it is on no page"
    page.pages.go_to(2)
    page.versions._buttons[PUBLIC].setFocus()
    for number in range(3):
        session.do(capture.capture_answer("Q1.1", f"Quagmire {number}", group_id="g1"))
        assert "follow in a moment" in page.state.text()
    qtbot.waitUntil(lambda: not page.work.stale)
    assert says(page, "Quagmire 2")
    assert len(library.wanted) == 2, "three changes are one preview"
    assert (page.pages.page, page.strip.isVisible()) == (2, False)
    assert page.versions._buttons[PUBLIC].hasFocus(), "the keyboard stays where it is"
    assert "as they are printed" in page.state.text()

    # Out of sight it waits until somebody looks again.
    small.go("S1")
    session.do(capture.capture_answer("Q1.1", "Quagmire 3", group_id="g1"))
    assert not page.work.catches_up
    small.go("record")
    assert page.work.catches_up
    qtbot.waitUntil(lambda: not page.work.stale)
    assert says(page, "Quagmire 3")


def test_of_two_changes_the_newest_wins_and_one_preview_runs_at_a_time(
    qtbot: QtBot, small: WorkshopWindow, library: WatchedLibrary
) -> None:
    """Otherwise an older page comes after a newer one, saving waits for what nobody asked for, and the program that
    was closed makes pages.
    """
    session, page = small.desk.session, small.page
    assert isinstance(page, RecordPage)

    def begun(words: str) -> threading.Event:
        """A preview that waits at a gate until that is opened."""
        gate, before = threading.Event(), len(library.threads)
        library.gate = gate
        session.do(capture.capture_answer("Q1.1", words, group_id="g1"))
        qtbot.waitUntil(lambda: len(library.threads) > before)
        return gate

    gate = begun("Quagmire one")
    assert page.pdf_button.isEnabled(), "nobody waits for it"
    session.do(capture.capture_answer("Q1.1", "Quagmire two", group_id="g1"))
    gate.set()
    qtbot.waitUntil(lambda: not page.work.stale)
    assert says(page, "Quagmire two")
    assert (len(library.wanted), len(library.previews)) == (3, 2), "what was given up never came"

    # Saving gives it up, too; what was saved is of now, and then the pages follow.
    gate = begun("Quagmire three")
    dialogs_of(small).path = library.folder / "record.pdf"
    page.save_pdf()
    gate.set()
    qtbot.waitUntil(lambda: not page.work.stale and not page.busy)
    preview = page.work.preview
    assert preview is not None
    assert (library.folder / "record.pdf").read_bytes() == preview.pdfs[0]
    assert says(page, "Quagmire three")

    # A preview that is asked for in between puts off what is saved no more than what is printed.
    gate = begun("Quagmire seven")
    dialogs_of(small).path = library.folder / "second.pdf"
    page.save_pdf()
    page.make_preview()
    gate.set()
    qtbot.waitUntil(lambda: not page.work.stale and not page.busy)
    assert (library.folder / "second.pdf").exists()
    gate, printed = begun("Quagmire eight"), threading.Event()

    def printing(_job: Job) -> str:
        printed.set()
        return ""

    page.work.run("Printing", printing, page._printing._printed, "")
    gate.set()
    qtbot.waitUntil(lambda: not page.work.stale and not page.busy)
    assert printed.is_set(), "what was to be printed came to nothing, and nobody was told"

    # It fails: said once, and not tried for ever.
    library.gate, library.breaks = None, OSError(errno.ENOSPC, "full")
    before = len(library.threads)
    session.do(capture.capture_answer("Q1.1", "Quagmire four", group_id="g1"))
    qtbot.waitUntil(lambda: len(library.threads) > before and not page.work.catches_up)
    assert "Make it again" in page.state.text()
    library.breaks = None

    # The window was asked to close, and stays: there are words in a box.
    small.go("S1")
    entry = opened_tab(small, "answers", AnswersPanel).entry
    entry.offer("half a thought", "")
    dialogs_of(small).yes = False
    small.close()
    assert small.isVisible()
    entry.clear()
    small.go("record")
    page.make_preview()
    qtbot.waitUntil(lambda: not page.work.stale and not page.busy)

    gate = begun("Quagmire five")
    made = len(library.wanted)
    small.close()
    gate.set()
    session.do(capture.capture_answer("Q1.1", "After the end", group_id="g1"))
    qtbot.waitUntil(lambda: not small.desk.jobs.busy)
    assert not page.work.catches_up
    assert len(library.wanted) == made
    assert page.work.preview is None


def test_the_record_is_saved_where_the_person_says(
    qtbot: QtBot, page: RecordPage, window: WorkshopWindow, library: WatchedLibrary, tmp_path: Path
) -> None:
    dialogs_of(window).path = tmp_path / "record.pdf"
    press("s", mod=CTRL)
    qtbot.waitUntil(lambda: not page.busy)
    assert (tmp_path / "record.pdf").read_bytes().startswith(b"%PDF")
    assert page.strip.words.text() == f"Saved {tmp_path / 'record.pdf'}"
    assert page.strip.folder_button.isVisible()
    assert threading.main_thread() not in library.threads


def test_the_public_version_is_the_public_version(
    qtbot: QtBot, page: RecordPage, window: WorkshopWindow, library: WatchedLibrary, tmp_path: Path
) -> None:
    page.versions._buttons[PUBLIC].click()
    dialogs_of(window).path = tmp_path / "public.pdf"
    page.save_pdf()
    qtbot.waitUntil(lambda: not page.busy)
    assert library.kinds == [PUBLIC]
    assert "public" in dialogs_of(window).asked[-1]


def test_every_other_format_is_saved_by_key(
    qtbot: QtBot, page: RecordPage, window: WorkshopWindow, library: WatchedLibrary, tmp_path: Path
) -> None:
    """Who edits wants Word, who chases Excel: both are there when the room claps, of the version that was chosen."""
    page.versions._buttons[PUBLIC].click()
    dialogs = dialogs_of(window)
    press("x", mod=CTRL | Qt.KeyboardModifier.ShiftModifier)
    for wanted in (".docx", ".xlsx", ".csv", ".ics"):
        if wanted != ".docx":
            page.other_button.click()
        menu = [each for each in page.findChildren(QMenu) if each.parent() is page][-1]
        assert window.actions_table["save_json"] in menu.actions()
        action = next(each for each in menu.actions() if each.text().endswith(f"({wanted})"))
        dialogs.path = tmp_path / f"out{wanted}"
        action.trigger()
        menu.close()
        qtbot.waitUntil(lambda: not page.busy)
        assert (tmp_path / f"out{wanted}").stat().st_size > 500
        assert "public" in dialogs.asked[-1]
    assert library.kinds == ["record-public", "lists-public", "answers-public", "dates-public"]
    assert threading.main_thread() not in library.threads


@pytest.mark.parametrize("public", [False, True])
def test_every_document_is_offered_once_in_the_version_that_was_chosen(public: bool) -> None:
    """Whoever chose the version without names must not be handed the other one; and nothing is out of reach."""
    kinds = offered(public=public)
    of_buttons = {(".pdf", "record"), (".json", "everything")}
    every = [each for each in DOCUMENTS if not each.is_handout]
    there = {(each.suffix, each.kind.removesuffix("-public")) for each in every} - of_buttons
    assert len(kinds) == len(there)
    assert {(each.suffix, each.kind.removesuffix("-public")) for each in kinds} == there
    for each in kinds:
        assert each.public is public or each.is_handout


def test_a_name_with_another_ending_is_said(page: RecordPage, window: WorkshopWindow, tmp_path: Path) -> None:
    """A PDF called record.docx opens nowhere, and nobody knows why."""
    dialogs_of(window).path = tmp_path / "record.docx"
    page.save_pdf()
    assert "must end in .pdf" in page.strip.words.text()
    assert not (tmp_path / "record.docx").exists()


def test_cancel_leaves_no_file(
    qtbot: QtBot, page: RecordPage, window: WorkshopWindow, library: WatchedLibrary, tmp_path: Path
) -> None:
    library.gate = threading.Event()
    dialogs_of(window).path = tmp_path / "record.pdf"
    page.save_pdf()
    qtbot.waitUntil(lambda: bool(library.threads))
    page.strip.cancel_button.click()
    library.gate.set()
    qtbot.waitUntil(lambda: not page.busy)
    assert list(tmp_path.glob("*record*")) == []
    assert "nothing was written" in page.strip.words.text()
    assert page.pdf_button.isEnabled()


def test_a_cancelled_preview_leaves_the_page_as_it_was(qtbot: QtBot, page: RecordPage, library: WatchedLibrary) -> None:
    library.gate = threading.Event()
    page.make_preview()
    qtbot.waitUntil(lambda: bool(library.threads))
    page.cancel()
    library.gate.set()
    qtbot.waitUntil(lambda: not page.busy)
    assert page.pages.page_count == 0


def test_a_folder_that_takes_no_file_is_said(
    qtbot: QtBot, page: RecordPage, window: WorkshopWindow, tmp_path: Path
) -> None:
    dialogs_of(window).path = tmp_path / "nowhere" / "record.pdf"
    page.save_pdf()
    qtbot.waitUntil(lambda: not page.busy)
    assert "nowhere" in window.messages.text
    assert page.strip.isHidden()


def test_the_next_file_is_saved_where_the_last_one_could_be(
    qtbot: QtBot, page: RecordPage, window: WorkshopWindow, library: WatchedLibrary, tmp_path: Path
) -> None:
    """A dialog that opens on the stick that is full, or gone, sends people looking for a folder in front of a room."""
    stick = tmp_path / "stick"
    stick.mkdir()
    page.work.chosen = replace(page.work.chosen, folder=str(tmp_path / "lost"))
    assert page.work.folder == library.folder, "beside the workshop"
    library.breaks = files.NotWritten(errno.ENOSPC, "", str(stick / "actions.csv"))
    for broken, folder in ((library.breaks, library.folder), (None, stick)):
        library.breaks = broken
        dialogs_of(window).path = stick / "actions.csv"
        page.work.save(document_kind(".csv", "actions"))
        qtbot.waitUntil(lambda: not page.busy)
        assert page.work.folder == folder
    assert library.remembered.folder == str(stick)
    (stick / "actions.csv").unlink()
    stick.rmdir()
    assert page.work.folder == library.folder


def test_what_cannot_be_saved_is_said_in_words_and_what_was_there_stays(
    qtbot: QtBot, page: RecordPage, window: WorkshopWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The room claps, the stick is full or last night's record is open in Word: nobody wants a number then."""

    def refuse(number: int, *_: object) -> None:
        raise OSError(number, "")

    folder = tmp_path / "stick"
    folder.mkdir()
    for number, what, words in (
        (errno.ENOSPC, "write_all", "the disk is full. Free some space"),
        (errno.EACCES, "os.replace", "another program has it open. Close it there"),
    ):
        with monkeypatch.context() as patched:
            refused = partial(refuse, number)
            patched.setattr(f"lsp_workshop.files.{what}", refused)
            # A PDF is written by its own road.
            patched.setattr("lsp_workshop.files.sync", refused if what == "write_all" else files.sync)
            for kind in (kind for kind in DOCUMENTS if kind == kinds_of(kind.suffix)[0]):
                out = folder / f"old{kind.suffix}"
                out.write_bytes(b"as it was")
                window.messages.clear()
                dialogs_of(window).path = out
                page.work.save(kind)
                qtbot.waitUntil(lambda: not page.busy)
                assert out.name in window.messages.text
                assert words in window.messages.text
                assert out.read_bytes() == b"as it was"
                assert page.strip.isHidden()
    assert {each.name for each in folder.iterdir()} == {f"old{kind.suffix}" for kind in DOCUMENTS}


def test_json_says_that_it_holds_personal_data_first(
    qtbot: QtBot, page: RecordPage, window: WorkshopWindow, tmp_path: Path
) -> None:
    dialogs = dialogs_of(window)
    dialogs.path = tmp_path / "day.json"
    dialogs.yes = False
    page.save_json()
    assert not (tmp_path / "day.json").exists()
    dialogs.yes = True
    page.save_json()
    qtbot.waitUntil(lambda: not page.busy)
    written = json.loads((tmp_path / "day.json").read_text(encoding="utf-8"))
    assert len(written["answers"]) == 164


def sheet_of(page: RecordPage, window: WorkshopWindow) -> ClosingSheet:
    page.close_button.click()
    sheet = dialogs_of(window).dialogs[-1]
    assert isinstance(sheet, ClosingSheet)
    sheet.show()
    return sheet


def test_what_is_not_settled_is_shown_first_and_is_no_obstacle(
    page: RecordPage, window: WorkshopWindow, session: Session
) -> None:
    """At ten to four nobody settles everything; but nobody closes without having seen it either."""
    session.do(parking.park("Who speaks for tenants?"))
    sheet = sheet_of(page, window)
    assert not session.workshop.is_closed
    assert any("Who speaks for tenants?" in each for each in sheet.lines.sentences)
    QTest.keyClick(sheet.close_it, Qt.Key.Key_Return)
    assert session.workshop.is_closed
    assert page.close_button.isHidden()
    press("z", mod=CTRL)
    assert not session.workshop.is_closed, "closing is undone like anything else"
    assert page.close_button.isVisible()


def test_each_line_goes_to_where_it_is_put_right(page: RecordPage, window: WorkshopWindow, session: Session) -> None:
    """A list of what is missing that leads nowhere is read out and forgotten."""
    session.do(parking.park("Who speaks for tenants?"))
    action = session.workshop.all(Action)[3]
    session.do(plan.change_action(action.id, monitor_organisation_id=None))
    places = []
    for words in ("monitors", "tenants", "answers, how"):
        window.go("record")
        sheet = sheet_of(page, window)
        button = next(each for each in sheet.lines.buttons if words in each.accessibleName())
        QTest.keyClick(button, Qt.Key.Key_Return)
        assert not session.workshop.is_closed
        places.append(window.stage_page.tabs.current())
    assert places == ["plan", "review", "review"]
    panel = opened_tab(window, "review", ReviewPanel)
    assert panel.choices.current() == "accountability"
    assert panel.table("parking").current_id() == session.workshop.all(ParkingLotItem)[-1].id


def test_a_ballot_that_is_open_has_to_be_closed_first(
    page: RecordPage, window: WorkshopWindow, session: Session
) -> None:
    options = [ballots.option("Yes"), ballots.option("No")]
    made = session.do(ballots.new_ballot("Again?", question_id="Q2.1", preset="dot vote", options=options)).new(Ballot)
    session.do(ballots.open_ballot(made.id))
    sheet = sheet_of(page, window)
    assert not sheet.close_it.isEnabled()
    QTest.keyClick(sheet.lines.buttons[0], Qt.Key.Key_Return)
    assert window.stage_page.tabs.current() == "ballots"


def test_a_correction_is_dated_and_asked_for_here_too(
    page: RecordPage, window: WorkshopWindow, session: Session
) -> None:
    """Whoever finds the slip in the record should not have to look for the button on another page."""
    session.do(event.close_workshop())
    dialogs_of(window).text = "A name was wrong"
    assert page.reopen_button.isVisible()
    page.reopen_button.click()
    assert session.workshop.all(Correction)[-1].text == "A name was wrong"
    assert page.reopen_button.isHidden()


def test_a_closed_workshop_can_still_be_previewed_and_saved(
    qtbot: QtBot, page: RecordPage, window: WorkshopWindow, session: Session, tmp_path: Path
) -> None:
    session.do(event.close_workshop())
    dialogs_of(window).path = tmp_path / "record.pdf"
    page.save_pdf()
    qtbot.waitUntil(lambda: not page.busy)
    assert (tmp_path / "record.pdf").exists()


def test_nothing_is_left_behind_when_the_window_is_closed(
    qtbot: QtBot, page: RecordPage, window: WorkshopWindow, library: WatchedLibrary
) -> None:
    page.make_preview()
    qtbot.waitUntil(lambda: page.pages.page_count > 0)
    window.close()
    assert list((library.folder / "data" / "previews").iterdir()) == []


def test_page_keys_turn_pages_and_do_not_walk_the_day(
    qtbot: QtBot, page: RecordPage, window: WorkshopWindow, session: Session
) -> None:
    page.make_preview()
    qtbot.waitUntil(lambda: page.pages.page_count > 0 and not page.busy)
    before = session.workshop.details.current_question_id
    page.pages.setFocus()
    press(Qt.Key.Key_PageDown)
    assert page.pages.verticalScrollBar().value() > 0
    assert session.workshop.details.current_question_id == before
    assert window.page is page


def test_the_keys_of_the_record_work_beside_it_and_escape_leads_back(
    page: RecordPage, window: WorkshopWindow, tmp_path: Path
) -> None:
    """At the end of the day the keyboard is wherever somebody left it, and Ctrl+S did nothing and said nothing."""
    window.footer.next.setFocus()
    press("s", mod=CTRL)
    assert dialogs_of(window).asked, "nobody was asked where to"
    press(Qt.Key.Key_Escape)
    assert page.preview_button.hasFocus()


def test_enter_on_the_button_makes_the_preview(qtbot: QtBot, page: RecordPage) -> None:
    assert page.preview_button.hasFocus()
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.pages.page_count > 0 and not page.busy)
    assert page.preview_button.text() == "Make it again"


def test_what_happens_elsewhere_is_counted_when_the_page_is_looked_at(
    page: RecordPage, window: WorkshopWindow, session: Session
) -> None:
    window.go("S1")
    action = session.workshop.all(Action)[0]
    session.do(plan.change_action(action.id, monitor_organisation_id=None))
    assert "Actions that nobody monitors: 1." not in page.contents.sentences
    window.go("record")
    assert "Actions that nobody monitors: 1." in page.contents.sentences


def test_what_may_name_somebody_is_listed_and_leads_there(
    qtbot: QtBot, page: RecordPage, window: WorkshopWindow, session: Session
) -> None:
    """“Priya will lead” stands on the web site, and nobody was asked."""
    lines_of = page.contents.naming_lines
    assert not lines_of.isVisible()
    page.versions._buttons[PUBLIC].click()
    qtbot.waitUntil(lines_of.isVisible)
    before = len(page.naming.found)
    assert lines_of.sentences == [f"{before} places may name somebody: look at them"]
    session.do(capture.capture_answer("Q1.1", "Ring Priya on 07700 900123", group_id="tA"))
    said = session.workshop.answers_to("Q1.1")[-1]
    qtbot.waitUntil(lambda: len(page.naming.found) == before + 2)
    lines_of.buttons[0].click()
    dialog = dialogs_of(window).dialogs[-1]
    assert isinstance(dialog, NamingDialog)
    dialog.show()
    assert dialog.height() < window.height(), "its buttons are on the screen"
    lines = [dialog.list.lines.line(place) for place in range(dialog.list.lines.rowCount())]
    place = next(place for place, line in enumerate(lines) if line.title == "Ring [Priya] on 07700 900123")
    assert lines[place + 1].title == "Ring Priya on [07700 900123]"
    assert "Answer to 1.1" in lines[place].caption
    dialog.list.go_to(place)
    wanted: list[Hit] = []
    window.desk.wanted.connect(wanted.append)
    dialog.go_there()
    assert [each.record_id for each in wanted] == [said.id]
    # While nobody sees it, nothing is looked for; the partners' version names those who agreed, and Tracey did not.
    window.go("record")
    page.versions._buttons["record"].click()
    assert not lines_of.isVisible()
    assert not window.desk.actions["look_at_names"].isEnabled()
    session.do(capture.capture_answer("Q1.1", "Ask Tracey", group_id="tA"))
    qtbot.waitUntil(lambda: [each.words for each in page.naming.found] == ["Ask [Tracey]"])
    assert window.desk.actions["look_at_names"].isEnabled()
    session.undo()
    # A close that was called off in the middle of a look must not leave an empty list that counts as looked through.
    check = NamingCheck(window.desk, page)
    check.want(True)
    check.close()
    check.want(True)
    qtbot.waitUntil(lambda: check.is_current)
    assert len(check.found) == before + 2
    # What is left out of the record names nobody.
    check.want(True, Extent(left_out=frozenset({"actions", "plan-figures"})))
    qtbot.waitUntil(lambda: check.is_current)
    assert 2 <= len(check.found) < before + 2
    qtbot.waitUntil(lambda: not page.busy)
