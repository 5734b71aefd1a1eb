"""A program of its own for the tests of what readers and keyboards meet: shows every window, one after the other.

Not a test: it needs a real screen, which pytest's own process has not. Commands come on standard input, one a line;
each is answered with a line of JSON. `show NAME` brings a place to the front, `watch` begins to note where the
keyboard goes, `seen` tells it.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType, TracebackType

from PySide6.QtCore import QDeadlineTimer, QEvent, QObject, QSocketNotifier, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from lsp_workshop import paths
from lsp_workshop.documents import Making, write_document
from lsp_workshop.domain.doubt import DOUBTFUL
from lsp_workshop.domain.edits import capture
from lsp_workshop.domain.edits.photos import add_photos
from lsp_workshop.domain.edits.runsheet import set_steps
from lsp_workshop.domain.framework import read_framework
from lsp_workshop.domain.model import Ballot
from lsp_workshop.domain.presets import PRESETS
from lsp_workshop.domain.runsheet import running_item
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.previews import Previews
from lsp_workshop.session import NotSaved, Session
from lsp_workshop.ui.dialogs import Choice, Dialogs
from lsp_workshop.ui.jobs import Jobs
from lsp_workshop.ui.projector.room import RoomProjector
from lsp_workshop.ui.services import Preview, Version
from lsp_workshop.ui.start.new import NewDialog
from lsp_workshop.ui.start.page import StartWindow
from lsp_workshop.ui.start.versions import VersionsDialog
from lsp_workshop.ui.templates.editor import TemplateEditor
from lsp_workshop.ui.theme import Mode, Theme
from lsp_workshop.ui.workshop.ballots.new import PRESET_KEYS
from lsp_workshop.ui.workshop.ballots.panel import BallotsPanel
from lsp_workshop.ui.workshop.doubtful import ACTION
from lsp_workshop.ui.workshop.plan.panel import PlanPanel
from lsp_workshop.ui.workshop.prepare.page import PreparePage
from lsp_workshop.ui.workshop.record.looking import LookDialog
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from lsp_workshop.ui.workshop.stage.paste import PasteDialog, PastedRow
from tests.domain.flip_charts import flip_chart
from tests.real.focus import FocusWatch, number
from tests.ui.ballots.support import ballots_panel, room_session
from tests.ui.support import (
    FakeServices,
    MemoryStore,
    blank_session,
    opened_tab,
    sample_records,
    sample_session,
    saved_rows,
    session_of,
)

CTRL = Qt.KeyboardModifier.ControlModifier
_PATIENCE = 150_000
"""Milliseconds until something counts as not coming, however busy the machine is."""


class _Services(FakeServices):
    """With a real preview: without pages half of what can be done with them is not there."""

    def preview(self, workshop: Workshop, kind: str, making: Making) -> Preview:
        made = Previews(Path(tempfile.mkdtemp(prefix="lsp-preview-")))
        return made.make(lambda out: write_document(workshop, out, kind, making))


class Places:
    """Makes and shows the windows. A workshop stays open from place to place; a dialog goes before the next."""

    def __init__(self, app: QApplication) -> None:
        self.app = app
        self.theme = Theme(app, Mode.LIGHT)
        self.framework = read_framework(json.loads(paths.resource("framework.json").read_text(encoding="utf-8")))
        self.services = _Services(self.framework)
        self.services.saved = saved_rows()
        self.jobs = Jobs()
        self.window: QWidget | None = None
        self._kind = ""
        self.store = MemoryStore()

    def show(self, name: str) -> QWidget:
        """Bring a place to the front; returns the window that it is in."""
        for dialog in self.app.topLevelWidgets():
            if dialog is not self.window and dialog.isVisible() and dialog.windowType() is not Qt.WindowType.Window:
                dialog.close()
        QTest.qWait(20)
        kind, make = PLACES[name]
        if kind != self._kind:
            self._kind = kind
            old, self.window = self.window, KINDS[kind](self)
            self.window.resize(1280, 800)
            self.window.show()
            if isinstance(self.window, WorkshopWindow):
                self.window.start()
            if old is not None:
                old.hide()
                old.deleteLater()
        assert self.window is not None
        self.window.activateWindow()
        _wait(self.window.isActiveWindow, f"the keyboard before “{name}”")
        shown = make(self) or self.window
        _wait(lambda: _is_in_front(shown), f"the keyboard in “{name}”")
        QTest.qWait(50)
        return shown

    def close(self) -> None:
        """Let go of everything; for a test that has the application to itself only for a while."""
        if self.window is not None:
            self.window.hide()
            self.window.deleteLater()
        self.jobs.close()
        self.theme.deleteLater()

    def workshop(self, session: Session) -> WorkshopWindow:
        return WorkshopWindow(session, self.services, self.theme, self.jobs)

    @property
    def day(self) -> WorkshopWindow:
        assert isinstance(self.window, WorkshopWindow)
        return self.window

    def newest(self) -> QWidget:
        """The dialog or menu that was opened last."""
        found = self.app.activePopupWidget() or self.app.activeModalWidget()
        assert found is not None
        return found

    def act(self, *ids: str) -> QWidget:
        for action_id in ids:
            self.day.actions_table[action_id].trigger()
        return self.newest()


def _wait(condition: Callable[[], bool], what: str) -> None:
    """Let events come until the condition holds."""
    deadline = QDeadlineTimer(_PATIENCE)
    while not condition():
        assert not deadline.hasExpired(), f"waited for {what}"
        # This is the program itself: nobody else lets its events come while it is asked for a place.
        QTest.qWait(10)


def _is_in_front(shown: QWidget) -> bool:
    """A menu never is the active window, and has the keyboard all the same; the room's window never takes it."""
    is_for_the_room = shown.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    return shown.isActiveWindow() or QApplication.activePopupWidget() is shown or is_for_the_room


class _Arrivals(QObject):
    """Counts the keys that a widget is let go of."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.KeyRelease
        return False


def _press(keys: int, press: Callable[[QWidget], None]) -> None:
    """Where a screen reader listens, Qt hands it each key first, and some time after that to the widget."""
    focus = QApplication.focusWidget()
    assert focus is not None
    arrivals = _Arrivals(focus)
    press(focus)
    _wait(lambda: not isValid(focus) or arrivals.count >= keys, "the keys to arrive")
    if isValid(arrivals):
        arrivals.deleteLater()


def _key(code: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    _press(1, lambda focus: QTest.keyClick(focus, code, modifier))


def _type(words: str) -> None:
    _press(len(words), lambda focus: QTest.keyClicks(focus, words))


def _start(places: Places) -> QWidget:
    return StartWindow(places.services, places.theme, places.jobs)


def _start_empty(places: Places) -> QWidget:
    return StartWindow(FakeServices(places.framework), places.theme, places.jobs)


def _sample(places: Places) -> QWidget:
    return places.workshop(sample_session())


def _closed(places: Places) -> QWidget:
    return places.workshop(sample_session(status="closed"))


def _blank(places: Places) -> QWidget:
    places.store = MemoryStore()
    session = blank_session(places.framework)
    session.move_to(places.store)
    session.do(capture.capture_answer("Q1.1", "One named contact", group_id="table2"))
    return places.workshop(session)


def _room(places: Places) -> QWidget:
    room = {"public": 2, "voluntary": 2, "community": 1}
    return places.workshop(room_session(Path(tempfile.mkdtemp(prefix="lsp-room-")), places.framework, room))


def _repaired(places: Places) -> QWidget:
    """A file that was mended: two records of it are doubtful."""
    marked = MappingProxyType({DOUBTFUL: True})
    doubtful = {"agenda": "ag01", "answers": "c001"}
    found = [
        replace(each, extra=marked) if doubtful.get(each.collection) == each.id else each for each in sample_records()
    ]
    return places.workshop(session_of(found))


KINDS: dict[str, Callable[[Places], QWidget]] = {
    "start": _start,
    "start empty": _start_empty,
    "sample": _sample,
    "closed": _closed,
    "blank": _blank,
    "room": _room,
    "repaired": _repaired,
}


def _as_it_is(places: Places) -> None:
    """Once the list of workshops has been read."""
    _wait(lambda: not places.jobs.busy, "the list")


def _new_workshop(places: Places) -> QWidget:
    dialog = NewDialog(places.theme, places.window, templates=places.services.templates.all())
    dialog.show()
    return dialog


def _templates(places: Places) -> QWidget:
    assert isinstance(places.window, StartWindow)
    places.window.actions_table["templates"].trigger()
    _wait(lambda: not places.jobs.busy, "the templates")
    return places.newest()


def _template(section: str, row: int) -> Callable[[Places], QWidget]:
    def show(places: Places) -> QWidget:
        shelf = places.services.templates
        data = shelf.copied("review-day")
        editor = TemplateEditor(places.theme, shelf, places.jobs, places.framework, "", data, places.window)
        editor.sections.chosen.emit(section)
        editor.open()
        editor.outline.setCurrentRow(row)
        return editor

    return show


def _choice(places: Places) -> QWidget:
    assert places.window is not None
    choices = [Choice("Open it to look at", places.theme.apply, "Nothing is changed.")]
    Dialogs(places.window).choose("It is open elsewhere", "By Maren, on her laptop.", choices, about="day.lspw")
    return places.newest()


def _preferences(places: Places) -> QWidget:
    assert isinstance(places.window, StartWindow)
    places.window.actions_table["preferences"].trigger()
    return places.newest()


def _versions(places: Places) -> QWidget:
    """One backup of a closing, and a second copy that cannot be read."""
    day, at = Path("day.lspw"), datetime(2026, 3, 12, 16, 2)
    places.services.versions = [
        Version(day, at, is_second_copy=False, answers=81, votes=120),
        Version(day, at, is_second_copy=True, problem="It cannot be read."),
    ]
    assert isinstance(places.window, StartWindow)
    places.window.actions_table["earlier_versions"].trigger()
    dialog = places.newest()
    assert isinstance(dialog, VersionsDialog)
    _wait(lambda: dialog.model.rowCount() > 0, "the versions")
    return dialog


def _save_file(places: Places) -> QWidget:
    """Qt's own, where the system has none: what is in it is Qt's, its title is ours."""
    assert places.window is not None
    Dialogs(places.window).ask_save_file(
        "Save the record", "PDF (*.pdf)", Path(tempfile.gettempdir()) / "record.pdf", lambda _path: None
    )
    return places.newest()


def _question(places: Places) -> QWidget:
    assert places.window is not None
    Dialogs(places.window).confirm("Close it?", "It can be opened again.", "Close it", places.theme.apply)
    return places.newest()


def _text(places: Places) -> QWidget:
    return places.act("reword_question")


def _section(key: str) -> Callable[[Places], None]:
    def show(places: Places) -> None:
        places.day.actions_table["go_prepare"].trigger()
        page = places.day.page
        assert isinstance(page, PreparePage)
        page.open_section(key)

    return show


def _tab(question_id: str, key: str) -> Callable[[Places], None]:
    def show(places: Places) -> None:
        places.day.walk.go(question_id)
        places.day.go(places.day.walk.stage.id if places.day.walk.stage else "")
        places.day.stage_page.open_tab(key).shown()

    return show


def _review(section: str) -> Callable[[Places], None]:
    def show(places: Places) -> None:
        _tab("Q5.1", "review")(places)
        places.day.stage_page.open_tab("review").show_record(section)

    return show


def _photos(places: Places) -> None:
    if not places.day.desk.workshop.photos_of("Q2.2"):
        places.day.desk.do(add_photos("Q2.2", [flip_chart(), flip_chart()], captions=["What table A wrote up"]))
    _tab("Q2.2", "photos")(places)


def _photo_form(places: Places) -> None:
    _photos(places)
    places.day.actions_table["edit_photo"].trigger()


def _photo_large(places: Places) -> QWidget:
    _photos(places)
    places.day.actions_table["view_photo"].trigger()
    _wait(lambda: places.app.activeModalWidget() is not None, "the photo")
    return places.newest()


def _plan(key: str) -> Callable[[Places], None]:
    def show(places: Places) -> None:
        _tab("Q4.1", "plan")(places)
        panel = opened_tab(places.day, "plan", PlanPanel)
        panel.open_table(key)

    return show


def _by_theme(places: Places) -> None:
    _tab("Q2.1", "answers")(places)
    by_theme = places.day.actions_table["by_theme"]
    if not by_theme.isChecked():
        by_theme.trigger()
    places.day.stage_page.answers.focus_list()


def _theming(places: Places) -> None:
    _tab("Q2.1", "answers")(places)
    answers = places.day.stage_page.answers
    for answer in answers.model.answers()[:2]:
        answers.model.toggle_mark(answer.id)
    places.day.actions_table["theme_answers"].trigger()


def _alike(places: Places) -> None:
    said = ("One named contact for every family", "One named contact for each family")
    places.day.desk.do(capture.capture_answers("Q2.1", [("tA", words) for words in said]))
    _by_theme(places)
    search = places.day.stage_page.answers.alike.search
    _wait(lambda: bool(search.groups()), "the answers that look alike")
    places.day.actions_table["alike"].trigger()


def _editing(places: Places) -> None:
    _tab("Q2.1", "answers")(places)
    answers = places.day.stage_page.answers
    answers.focus_list()
    answers.list.go_to(answers.model.answers()[1].id)
    places.day.actions_table["edit_answer"].trigger()


def _not_saved(places: Places) -> None:
    _tab("Q1.1", "answers")(places)
    places.store.broken = NotSaved("disk_full")
    places.day.stage_page.answers.entry.box.setFocus()
    _type("Words that are not on disk yet")
    _key(Qt.Key.Key_Return)
    places.store.broken = None


def _side(action: str) -> Callable[[Places], None]:
    def show(places: Places) -> None:
        _tab("Q2.1", "answers")(places)
        places.day.actions_table[action].trigger()

    return show


def _action(action: str) -> Callable[[Places], QWidget]:
    def show(places: Places) -> QWidget:
        _tab("Q2.1", "answers")(places)
        return places.act(action)

    return show


def _behind(places: Places) -> None:
    """Stage 1 is in its steps and the day is behind, so that everything of the run sheet is there."""
    day = places.day
    _tab("Q1.1", "answers")(places)
    if running_item(day.desk.workshop, day.desk.session.now()) is None:
        day.desk.session.do(set_steps("ag03", "1-2-4-All", day.desk.services.framework.methods))
        day.actions_table["timer_toggle"].trigger()
        day.actions_table["timer_toggle"].trigger()


def _run_sheet(action: str) -> Callable[[Places], QWidget]:
    def show(places: Places) -> QWidget:
        _behind(places)
        return places.act(action)

    return show


def _menu(places: Places) -> QWidget:
    places.day.menu_button.click()
    return places.newest()


def _paste(places: Places) -> QWidget:
    rows = [PastedRow("tA", "One named contact"), PastedRow("tB", "A single form")]
    dialog = PasteDialog(places.theme, places.day, rows, {"tA": "Table A", "tB": "Table B"})
    dialog.open()
    return dialog


def _ballots(places: Places) -> None:
    ballots_panel(places.day).to_list()


def _new_ballot(places: Places) -> None:
    _ballots(places)
    _key(Qt.Key.Key_B, CTRL)


def _draft(preset: str) -> Callable[[Places], None]:
    def show(places: Places) -> None:
        _new_ballot(places)
        _type(PRESET_KEYS[list(PRESETS).index(preset)])

    return show


def _open(preset: str, views: int = 0) -> Callable[[Places], None]:
    def show(places: Places) -> None:
        _draft(preset)(places)
        _key(Qt.Key.Key_Return)
        for _ in range(views):
            places.day.actions_table["ballot_view"].trigger()

    return show


def _closing(places: Places) -> QWidget:
    _open("dot vote")(places)
    return places.act("close_ballot")


def _result(ballot: int) -> Callable[[Places], None]:
    def show(places: Places) -> None:
        held = places.day.desk.workshop.all(Ballot)[ballot]
        _tab(held.question_id or "", "ballots")(places)
        panel = opened_tab(places.day, "ballots", BallotsPanel)
        panel.open(held.id)

    return show


def _decision(places: Places) -> QWidget:
    _result(0)(places)
    return places.act("decide_ballot")


def _record(places: Places) -> None:
    places.day.actions_table["go_record"].trigger()


def _look_closely(tab: str) -> Callable[[Places], QWidget]:
    def show(places: Places) -> QWidget:
        _record(places)
        dialog = places.act("look_closely")
        assert isinstance(dialog, LookDialog)
        _wait(lambda: dialog.pages.page_count > 0 and dialog.save_button.isEnabled(), "the pages")
        dialog.actions_table[tab].trigger()
        return dialog

    return show


def _projector(places: Places) -> QWidget:
    _tab("Q2.1", "answers")(places)
    projector = places.day.projector
    assert isinstance(projector, RoomProjector)
    places.day.actions_table["project_answers"].trigger()
    return places.day


def _projector_window(places: Places) -> QWidget:
    """As a window like any other, on the only screen."""
    projector = places.day.projector
    assert isinstance(projector, RoomProjector)
    if not projector.room.is_plain:
        places.day.actions_table["project_window"].trigger()
    return projector.room


PLACES: dict[str, tuple[str, Callable[[Places], QWidget | None]]] = {
    "start": ("start", _as_it_is),
    "start: nothing saved": ("start empty", _as_it_is),
    "new workshop": ("start", _new_workshop),
    "templates": ("start", _templates),
    "template: a question": ("start", _template("stages", 2)),
    "template: an item": ("start", _template("checklists", 1)),
    "template: a point": ("start", _template("health", 16)),
    "a choice": ("start", _choice),
    "a question": ("start", _question),
    "preferences": ("start", _preferences),
    "earlier versions": ("start", _versions),
    "save a file": ("start", _save_file),
    **{
        f"prepare: {key}": ("sample", _section(key))
        for key in ("workshop", "people", "organisations", "tables", "sectors", "agenda")
    },
    "arrivals": ("sample", _side("arrivals")),
    **{f"stage {n}": ("sample", _tab(f"Q{n}.1", "answers")) for n in range(1, 6)},
    "by theme": ("sample", _by_theme),
    "theming": ("sample", _theming),
    "answers that look alike": ("sample", _alike),
    "editing": ("sample", _editing),
    "not saved": ("blank", _not_saved),
    "an empty stage": ("blank", _tab("Q2.1", "answers")),
    "notes": ("sample", _side("write_note")),
    "parking": ("sample", _side("park")),
    "decisions": ("sample", _tab("Q4.1", "decisions")),
    **{f"plan: {key}": ("sample", _plan(key)) for key in ("actions", "objectives", "parking")},
    **{
        f"review: {section}": ("sample", _review(section))
        for section in ("accountability", "calendar", "carried", "lessons", "parking", "tasks", "feedback")
    },
    "photos": ("sample", _photos),
    "photos: words": ("sample", _photo_form),
    "photos: large": ("sample", _photo_large),
    "record": ("sample", _record),
    **{f"record: {tab}": ("sample", _look_closely(f"preview_{tab}")) for tab in ("outline", "sections", "paper")},
    "closed": ("closed", _tab("Q2.1", "answers")),
    "closed: people": ("closed", _section("people")),
    "ballots: none": ("room", _ballots),
    "new ballot": ("room", _new_ballot),
    "draft: dots": ("room", _draft("dot vote")),
    "draft: gradients": ("room", _draft("gradients of agreement")),
    "draft: ranking": ("room", _draft("ranking by person")),
    "papers: dots": ("room", _open("dot vote")),
    "papers: ranking": ("room", _open("ranking by person")),
    "papers: gradients": ("room", _open("gradients of agreement")),
    "who has voted": ("room", _open("dot vote", 1)),
    "hands": ("room", _open("dot vote", 2)),
    "closing": ("room", _closing),
    "ballots": ("room", _ballots),
    **{f"result {n + 1}": ("sample", _result(n)) for n in range(7)},
    "palette": ("sample", _action("palette")),
    "search": ("sample", _action("search")),
    "history": ("sample", _action("history")),
    "keys": ("sample", _action("shortcuts")),
    "new wording": ("sample", _text),
    "paste": ("sample", _paste),
    "menu": ("sample", _menu),
    "steps of a method": ("sample", _behind),
    "run sheet": ("sample", _run_sheet("run_sheet")),
    "catch up": ("sample", _run_sheet("catch_up")),
    "doubtful records": ("repaired", _action(ACTION)),
    "decision": ("sample", _decision),
    "projector": ("sample", _projector),
    "projector window": ("sample", _projector_window),
}
"""Every place by name: the window it belongs to, and how to come there. Those of one window stand together."""

MENUS = {"menu"}
"""Where arrow keys walk and Tab goes nowhere, as in every menu."""
TO_LOOK_AT = {"projector window", "photos: large"}
"""Where nothing takes input: there is nothing to come to."""
FOREIGN = {"save a file"}
"""Made by Qt, or by the system: only what stands over it is ours."""
STOPS_MORE = {"prepare: people": 12}
"""How many stops there are beside the controls, where they are more than a few: Tab goes through a table's cells."""


class Told(QObject):
    """Does what is asked on standard input."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._places = Places(app)
        self._watch = FocusWatch(app)
        self._shown: QWidget | None = None
        self._input = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._input.activated.connect(self._obey)

    def _obey(self) -> None:
        command, _, name = sys.stdin.readline().strip().partition(" ")
        answer: object = None
        if command == "show":
            self._shown = self._places.show(name)
            answer = {
                "window": number(self._shown.window()),
                "keyboard": QApplication.focusWidget() is not None,
                "stays": self._shown is self._places.window,
            }
        elif command == "watch":
            assert self._shown is not None
            self._watch.begin(self._shown.window())
            answer = {}
        elif command == "seen":
            answer = self._watch.seen()
        elif command == "act":
            self._places.day.actions_table[name].trigger()
            answer = {}
        else:
            self._app.exit(0)
            return
        print(json.dumps(answer), flush=True)


def _end_at_errors(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """An error in a slot would otherwise leave the test waiting for an answer."""
    sys.__excepthook__(kind, error, trace)
    os._exit(1)


if __name__ == "__main__":
    sys.excepthook = _end_at_errors
    application = QApplication([])
    told = Told(application)
    sys.exit(application.exec())
