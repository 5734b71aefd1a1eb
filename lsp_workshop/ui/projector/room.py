"""The projector: what was sent, kept true, on whatever screen there is for it. See `workshop/page.py` for the port."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Ballot, Decision, Question
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.projector import scenes
from lsp_workshop.ui.projector.placement import room_screen
from lsp_workshop.ui.projector.preview import USUAL, Preview
from lsp_workshop.ui.projector.scenes import BLANK, ClockScene, Scene
from lsp_workshop.ui.projector.view import RoomView
from lsp_workshop.ui.projector.window import RoomWindow
from lsp_workshop.ui.tokens import DARK, LIGHT
from lsp_workshop.ui.workshop.page import Projector

Build = Callable[[], Scene]


class RoomProjector(Projector):
    """The desk's window is the facilitator's: its screen is never used for a full-screen picture."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._build: Build | None = None
        self._scene: Scene = BLANK
        self._title = ""
        self._page = 0
        self._blanked = False
        self._light = False
        self._by_theme = False
        self._hold = False
        self._answers_of = ""
        self._sent: frozenset[str] = frozenset()
        self._result_of = ""
        self._revealed: set[str] = set()
        self._sectors = False
        self._rounds = False
        self._clock = ""
        self.room = RoomWindow()
        self._preview = Preview(desk.theme)
        self._preview.setAccessibleName(self.tr("What the room sees"))
        self._preview.hide()
        self.room.put_away.connect(self._put_away)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._screen_added)
        app.screenRemoved.connect(self._screen_removed)
        self._placing = QTimer(self)
        self._placing.setSingleShot(True)
        self._placing.setInterval(0)
        self._placing.timeout.connect(self._place)
        self._watched: object = None
        self._connect()

    def _connect(self) -> None:
        act = self._desk.actions
        for action_id, slot in (
            ("project_next", self.next_step),
            ("project_previous", self.previous_page),
            ("project_by_theme", self._toggle_by_theme),
            ("project_hold", self._toggle_hold),
            ("project_sectors", self._toggle_sectors),
            ("project_rounds", self._toggle_rounds),
            ("project_clock", self.send_clock),
            ("project_light", self._toggle_light),
            ("project_window", self._toggle_window),
        ):
            act.on(action_id, slot)

    # --- what it says of itself ---------------------------------------------------------------------------

    @property
    def available(self) -> bool:
        return True

    @property
    def is_showing(self) -> bool:
        return self._build is not None

    @property
    def title(self) -> str:
        """What the room sees, for the facilitator: with the page, and with how many answers wait."""
        if self._build is None:
            return ""
        if self._blanked:
            return self.tr("Blank")
        words = self._title
        pages = self.page_count()
        if pages > 1:
            words += self.tr(" · page {page} of {pages}").format(page=self._page + 1, pages=pages)
        waiting = self.waiting()
        if waiting:
            words += self.tr(" · {count} held back").format(count=waiting)
        return words if self.room.isVisible() else self.tr("Preview: {title}").format(title=words)

    @property
    def _home(self) -> QWidget | None:
        window = self._desk.parent()
        return window if isinstance(window, QWidget) else None

    @property
    def preview(self) -> QWidget:
        return self._preview

    @property
    def scene(self) -> Scene:
        """What the room sees this moment."""
        return BLANK if self._blanked or self._build is None else self._scene

    def waiting(self) -> int:
        """Answers that came after the sending and are held back."""
        if not self._hold or not self._answers_of or self._blanked:
            return 0
        kept = scenes.kept_answers(self._desk.workshop, self._answers_of)
        return sum(answer_id not in self._sent for answer_id in kept)

    # --- sending ------------------------------------------------------------------------------------------

    def send_question(self, question_id: str) -> None:
        number = self._desk.workshop.get(Question, question_id).number
        title = self.tr("Question {number}").format(number=number)
        self._send(title, lambda: scenes.question_scene(self._desk.workshop, question_id))

    def send_answers(self, question_id: str) -> None:
        """The answers as they come; held back, those that are there now, and the others when sent again."""
        number = self._desk.workshop.get(Question, question_id).number
        page = self._page if question_id == self._answers_of else 0
        self._sent = frozenset(scenes.kept_answers(self._desk.workshop, question_id))
        title = self.tr("Answers to {number}").format(number=number)
        self._send(title, lambda: self._answers(question_id), answers_of=question_id, page=page)

    def send_theme(self, theme_id: str) -> None:
        self._send(self.tr("A theme"), lambda: scenes.theme_scene(self._desk.workshop, theme_id))

    def send_answer(self, answer_id: str) -> None:
        """One answer by itself, as large as it goes: the vision."""
        self._send(self.tr("One answer"), lambda: scenes.statement_scene(self._desk.workshop, answer_id))

    def send_ballot(self, ballot_id: str) -> None:
        self._send(self.tr("Ballot"), lambda: scenes.ballot_scene(self._desk.workshop, ballot_id))

    def send_result(self, ballot_id: str) -> None:
        """First the question alone; sent again, the result."""
        if self._result_of == ballot_id and not self._blanked:
            self._revealed.add(ballot_id)
        self._send(self.tr("Result"), lambda: self._result(ballot_id), result_of=ballot_id)

    def is_held_back(self, ballot_id: str) -> bool:
        return self._result_of == ballot_id and ballot_id not in self._revealed

    def send_decision(self, decision_id: str) -> None:
        self._desk.workshop.get(Decision, decision_id)
        self._send(self.tr("Decision"), lambda: scenes.decision_scene(self._desk.workshop, decision_id))

    def send_clock(self) -> None:
        self._send(self.tr("Timer"), lambda: ClockScene(self._clock, ""))

    def blank(self) -> None:
        if self._build is None:
            # Nothing was sent yet: black is what is sent now.
            self._send(self.tr("Blank"), lambda: BLANK)
            return
        self._blanked = not self._blanked
        self._show()

    # --- turning pages ------------------------------------------------------------------------------------

    def next_step(self) -> None:
        """Reveal a result that is held back, or else show the next page; after the last comes the first."""
        if self._result_of and self.is_held_back(self._result_of):
            self.send_result(self._result_of)
            return
        self._page = (self._page + 1) % self.page_count()
        self._show()

    def previous_page(self) -> None:
        self._page = (self._page - 1) % self.page_count()
        self._show()

    def page_count(self) -> int:
        """How many pages what was sent takes on the room's screen."""
        return 1 if self._blanked else self._view_in_use().sheet.pages

    # --- staying true -------------------------------------------------------------------------------------

    def refresh(self, notice: Notice) -> None:
        self._show()

    def tick(self, text: str) -> None:
        self._clock = text
        if isinstance(self._scene, ClockScene):
            self._show()

    def close(self) -> None:
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.disconnect(self._screen_added)
        app.screenRemoved.disconnect(self._screen_removed)
        self._placing.stop()
        self._build = None
        self.room.close()
        self.room.deleteLater()

    def _send(self, title: str, build: Build, *, answers_of: str = "", result_of: str = "", page: int = 0) -> None:
        if self._result_of and self._result_of != result_of:
            self._show_less()
        self._build, self._title, self._page, self._blanked = build, title, page, False
        self._answers_of, self._result_of = answers_of, result_of
        self._show()
        self._place()

    def _answers(self, question_id: str) -> Scene:
        workshop = self._desk.workshop
        if not self._hold:
            self._sent = frozenset(scenes.kept_answers(workshop, question_id))
        return scenes.answers_scene(workshop, question_id, self._sent, by_theme=self._by_theme)

    def _result(self, ballot_id: str) -> Scene:
        self._desk.workshop.get(Ballot, ballot_id)
        return scenes.result_scene(
            self._desk.workshop,
            ballot_id,
            revealed=ballot_id in self._revealed,
            sectors=self._sectors,
            rounds=self._rounds,
        )

    def _show(self) -> None:
        """Build what was sent from the workshop as it is now, and put it on the screen and into the preview."""
        if self._build is not None:
            try:
                self._scene = self._build()
            except DomainError:
                # What was shown is gone (undone, deleted): the room sees nothing rather than what is not so.
                self._scene, self._build = BLANK, lambda: BLANK
                self._title = self.tr("Blank")
        tokens = LIGHT if self._light else DARK
        for view in (self.room.view, self._preview.view):
            view.show_scene(self.scene, self._page, tokens)
        # Fewer answers than before may take fewer pages.
        last = self._view_in_use().sheet.pages - 1
        if self._page > last and not self._blanked:
            self._page = last
            self._show()
            return
        self._preview.setToolTip(self.title)
        self._preview.setAccessibleDescription(self.title)
        self.changed.emit()

    def _view_in_use(self) -> RoomView:
        return self.room.view if self.room.isVisible() else self._preview.view

    # --- the switches -------------------------------------------------------------------------------------

    def _toggle_by_theme(self) -> None:
        self._by_theme = self._desk.actions["project_by_theme"].isChecked()
        self._show()

    def _toggle_hold(self) -> None:
        self._hold = self._desk.actions["project_hold"].isChecked()
        self._show()

    def _toggle_sectors(self) -> None:
        """For the result that is shown or sent next; off again when something else is sent."""
        self._sectors = self._desk.actions["project_sectors"].isChecked()
        self._show()

    def _toggle_rounds(self) -> None:
        self._rounds = self._desk.actions["project_rounds"].isChecked()
        self._show()

    def _show_less(self) -> None:
        """What was asked for one result must not come with the next."""
        self._sectors = self._rounds = False
        for action_id in ("project_sectors", "project_rounds"):
            self._desk.actions[action_id].setChecked(False)

    def _toggle_light(self) -> None:
        self._light = self._desk.actions["project_light"].isChecked()
        self._show()

    # --- screens ------------------------------------------------------------------------------------------

    def _toggle_window(self) -> None:
        """On one screen: a window like any other, and away again."""
        if self.room.is_plain:
            self.room.leave()
        elif self.room.room is None:
            if self._build is None:
                self.blank()
            if self.room.room is None:
                self.room.show_plain()
        self._tell_preview()
        self._show()

    def _place(self) -> None:
        """Put the window on the room's screen, or away where there is none."""
        self._watch()
        screen = room_screen(QGuiApplication.screens(), self._home.screen() if self._home else None)
        if self._build is None:
            return
        if screen is not None:
            self.room.fill(screen)
            self._preview.stand_for(screen.size())
        elif not self.room.is_plain:
            self.room.leave()
            self._preview.stand_for(USUAL)
        self._tell_preview()
        self._show()

    def _tell_preview(self) -> None:
        self._preview.setVisible(self._build is not None and not self.room.isVisible())

    def _watch(self) -> None:
        """The facilitator may pull the workshop window over to the room's screen: then they change places."""
        handle = self._home.windowHandle() if self._home else None
        if handle is not None and handle is not self._watched:
            handle.screenChanged.connect(self._home_moved, Qt.ConnectionType.UniqueConnection)
            self._watched = handle

    def _home_moved(self, screen: QScreen) -> None:
        self._placing.start()

    def _screen_added(self, screen: QScreen) -> None:
        # Qt has not given the screen its place yet.
        self._placing.start()

    def _screen_removed(self, screen: QScreen) -> None:
        # At once: Qt would put the window on the screen that is left, which is the facilitator's.
        if not self.room.is_plain:
            self.room.leave()
        self._placing.start()

    def _put_away(self) -> None:
        self._tell_preview()
        self.changed.emit()
