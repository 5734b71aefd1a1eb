"""The projector: what was sent, kept true, on whatever screen there is for it. See `room_screen.py` for the port.

A capture's Enter comes through `refresh`: it builds the scene, which is a list of texts, and leaves the laying out to
the view, which does it a moment later.
"""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Ballot
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.projector import concerns, scenes, sent
from lsp_workshop.ui.projector.following import SentAnswers, SentTheme
from lsp_workshop.ui.projector.preview import USUAL, Preview
from lsp_workshop.ui.projector.reading import PhotoReader, Readable
from lsp_workshop.ui.projector.scenes import BLANK, BlankScene, ClockScene, CornerClock, Scene
from lsp_workshop.ui.projector.screens import Screens
from lsp_workshop.ui.projector.sent import Sent
from lsp_workshop.ui.projector.switches import Switches
from lsp_workshop.ui.projector.window import RoomWindow
from lsp_workshop.ui.room_screen import Projector
from lsp_workshop.ui.tokens import DARK, LIGHT, Tokens

_MANY = 100
"""Changes at one go from which on the room is shown them a turn of the event loop later."""


class RoomProjector(Projector):
    """The desk's window is the facilitator's: its screen is never used for a full-screen picture."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._sent: Sent | None = None
        self._scene: Scene = BLANK
        self._page = 0
        self._turns = 0
        """Pages to be turned as soon as what was sent is laid out."""
        self._blanked = False
        self._theme = SentTheme()
        self._answers = SentAnswers()
        self._late: list[Notice] = []
        """What happened and is still to be shown."""
        self._catching_up = QTimer(self, interval=0, singleShot=True)
        self._catching_up.timeout.connect(self._catch_up)
        self._revealed: set[str] = set()
        self._switches = Switches(desk, self)
        self._switches.changed.connect(self._switched)
        self._clock = self._clock_caption = ""
        self._clock_over = False
        self.room = RoomWindow()
        self.room.view.lay_out_for(USUAL)
        self.room.view.laid_out.connect(self._laid_out)
        self._preview = Preview(desk.theme, self.room.view)
        self._preview.setAccessibleName(self.tr("What the room sees"))
        self._preview.hide()
        self.room.put_away.connect(self._put_away)
        self._photos = PhotoReader(desk, self)
        self._photos.ready.connect(self._photo_read)
        self._screens = Screens(self, self._home)
        self._screens.lost.connect(self._screen_lost)
        self._screens.changed.connect(self._place)
        self._connect()

    def _connect(self) -> None:
        act = self._desk.actions
        for action_id, slot in (
            ("project_next", self.next_step),
            ("project_previous", self.previous_page),
            ("project_clock", self.send_clock),
            ("project_read_back", self.send_read_back),
            ("project_window", self._toggle_window),
        ):
            act.on(action_id, slot)

    # --- what it says of itself ---------------------------------------------------------------------------

    @property
    def available(self) -> bool:
        return True

    @property
    def is_showing(self) -> bool:
        return self._sent is not None

    @property
    def title(self) -> str:
        """What the room sees, for the facilitator: with the page, and with how many answers wait."""
        if self._sent is None:
            return ""
        if self._blanked:
            return self.tr("Blank")
        words = self._sent.title
        pages = self.page_count()
        if pages > 1:
            words += self.tr(" · page {page} of {pages}").format(page=self._page + 1, pages=pages)
        waiting = self.waiting()
        if waiting:
            words += self.tr(" · {count} held back").format(count=waiting)
        if self._corner is not None:
            words += self.tr(" · timer")
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
        self._catch_up()
        return BLANK if self._blanked or self._sent is None else self._scene

    def waiting(self) -> int:
        """Answers that came after the sending and are held back."""
        return 0 if self._blanked else self.held_back(self._answers.question_id) or 0

    def held_back(self, question_id: str) -> int | None:
        if not question_id or not self._switches.hold or self._answers.question_id != question_id:
            return None
        return self._answers.waiting(self._desk.workshop)

    # --- sending ------------------------------------------------------------------------------------------

    def send_question(self, question_id: str) -> None:
        self._send(sent.question(self._desk.workshop, question_id))

    def send_answers(self, question_id: str) -> None:
        """The answers as they come; held back, those that are there now, and the others when sent again."""
        wanted = sent.answers(self._desk.workshop, question_id, lambda: self._answers_scene(question_id))
        page = self._page if question_id == self._answers.question_id else 0
        self._answers.release(self._desk.workshop, question_id)
        self._send(wanted, page=page)

    def send_theme(self, theme_id: str) -> None:
        self._send(sent.theme(theme_id, self._theme_scene), theme_id=theme_id)

    def send_answer(self, answer_id: str) -> None:
        self._send(sent.answer(self._desk.workshop, answer_id))

    def send_ballot(self, ballot_id: str) -> None:
        self._send(sent.ballot(self._desk.workshop, ballot_id))

    def send_result(self, ballot_id: str) -> None:
        """First the question alone; sent again, the result."""
        if self._result_of == ballot_id and not self._blanked:
            self._revealed.add(ballot_id)
        self._send(sent.result(ballot_id, lambda: self._result(ballot_id)))

    def is_held_back(self, ballot_id: str) -> bool:
        return self._result_of == ballot_id and ballot_id not in self._revealed

    def send_decision(self, decision_id: str) -> None:
        self._send(sent.decision(self._desk.workshop, decision_id))

    def send_purpose(self, purpose_id: str) -> None:
        self._send(sent.purpose(self._desk.workshop, purpose_id))

    def send_plan(self, view: str, title: str) -> None:
        self._send(sent.plan(self._desk.workshop, view, title))

    def send_wordings(self, version_id: str) -> None:
        self._send(sent.wordings(self._desk.workshop, version_id))

    def send_read_back(self) -> None:
        self._send(sent.read_back(self._desk.workshop))

    def send_photo(self, photo_id: str) -> None:
        """In a moment, when its picture is read; not where something else was sent until then."""
        size = self.room.view.size() if self.room.isVisible() else USUAL
        self._photos.read(photo_id, size.expandedTo(USUAL) * self.room.devicePixelRatioF())

    def _photo_read(self, photo_id: str, picture_id: str, picture: Readable) -> None:
        self.room.view.bring(picture_id, picture)
        self._send(sent.photo(self._desk.workshop, photo_id))

    def send_clock(self) -> None:
        if isinstance(self.scene, ClockScene):
            keys = self._desk.actions["project_question"].shortcut().toString()
            words = self.tr("The timer is what the room sees already. {keys} shows the question instead.")
            self._desk.say(words.format(keys=keys))
            return
        self._send(sent.clock(self._clock_scene))

    def _clock_scene(self) -> Scene:
        return ClockScene(self._clock, self._clock_caption, self._clock_over)

    def blank(self) -> None:
        self._photos.forget()
        if self._sent is None:
            # Nothing was sent yet: black is what is sent now.
            self._send(sent.black())
            return
        self._blanked = not self._blanked
        self._show()

    # --- turning pages ------------------------------------------------------------------------------------

    def next_step(self) -> None:
        """Bring out a result or answers that are held back, or else show the next page; after the last the first."""
        if self._result_of and self.is_held_back(self._result_of):
            self.send_result(self._result_of)
            return
        if self.waiting():
            self.send_answers(self._answers.question_id)
            return
        self._turn(1)

    def previous_page(self) -> None:
        self._turn(-1)

    def _turn(self, pages: int) -> None:
        if self._blanked:
            return
        view = self.room.view
        if view.known is None and view.is_long:
            # How many pages there are is known in a moment.
            self._turns += pages
            return
        sheet = view.sheet
        # On from the last page the first comes; back from the first would throw the room to the end of it all.
        self._page = max(sheet.page + pages, 0) % sheet.pages
        self._answers.newest.turned(to_another=sheet.pages > 1)
        self._show()

    def page_count(self) -> int:
        """How many pages what was sent takes on the room's screen; 1 until it is laid out."""
        sheet = None if self._blanked else self.room.view.known
        return sheet.pages if sheet is not None else 1

    # --- staying true -------------------------------------------------------------------------------------

    def refresh(self, notice: Notice) -> None:
        """Called while a person waits for Enter: builds nothing that the change has nothing to do with."""
        self._late.append(notice)
        if len(notice.transaction.changes) > _MANY:
            # A thousand answers at one go are work enough for one turn of the event loop.
            self._catching_up.start()
        else:
            self._catch_up()

    def _catch_up(self) -> None:
        late, self._late = self._late, []
        for notice in late:
            self._keep_true(notice)

    def _keep_true(self, notice: Notice) -> None:
        if self._theme.follow(notice, self._desk.workshop) and self._sent is not None:
            self._sent = dataclasses.replace(self._sent, concerned=concerns.of_theme(self._theme.id))
        if self._sent is None or not any(self._sent.concerned(change) for change in notice.transaction.changes):
            return
        self._rebuild()
        self.room.view.show_soon(self.scene, self._page, self._tokens, find=self._place_of_newest())
        self._tell()

    def tick(self, text: str, caption: str = "", over: bool = False) -> None:
        self._clock, self._clock_caption, self._clock_over = text, caption, over
        self._show_corner()
        if isinstance(self._scene, ClockScene):
            self._show()

    def close(self) -> None:
        self._photos.forget()
        self._screens.close()
        self._catching_up.stop()
        self._late = []
        self._sent = None
        self.room.close()
        self.room.deleteLater()

    def _send(self, wanted: Sent, *, theme_id: str = "", page: int = 0) -> None:
        if self._result_of and self._result_of != wanted.result_of:
            self._switches.show_less()
        self._turns = 0
        self._photos.forget()
        self._answers.begin(wanted.answers_of)
        self._sent, self._page, self._blanked = wanted, page, False
        self._theme = SentTheme(theme_id)
        self._show()
        self._place()

    @property
    def _result_of(self) -> str:
        """The ballot whose result was sent; "" for none."""
        return self._sent.result_of if self._sent is not None else ""

    def _theme_scene(self) -> Scene:
        return scenes.theme_scene(self._desk.workshop, self._theme.id)

    def _answers_scene(self, question_id: str) -> Scene:
        switches = self._switches
        return self._answers.scene(self._desk.workshop, question_id, hold=switches.hold, by_theme=switches.by_theme)

    def _result(self, ballot_id: str) -> Scene:
        self._desk.workshop.get(Ballot, ballot_id)
        return scenes.result_scene(
            self._desk.workshop,
            ballot_id,
            revealed=ballot_id in self._revealed,
            sectors=self._switches.sectors,
            rounds=self._switches.rounds,
        )

    def _show(self) -> None:
        """Build what was sent from the workshop as it is now, and put it on the screen and into the preview."""
        self._rebuild()
        self._put_up()

    def _put_up(self) -> None:
        """The scene that was built, where it is not there yet: on another screen, or at another page."""
        view = self.room.view
        view.show_scene(self.scene, self._page, self._tokens, find=self._place_of_newest())
        self._show_corner()
        if not view.is_long:
            self._page = view.sheet.page
        self._tell()

    def _rebuild(self) -> None:
        if self._sent is None:
            return
        try:
            self._scene = self._sent.build()
        except DomainError:
            # What was shown is gone (undone, deleted): the room sees nothing rather than what is not so.
            self._scene, self._sent = BLANK, dataclasses.replace(sent.black(), result_of=self._sent.result_of)
            self._answers.question_id = ""
        self._answers.follow()

    def _place_of_newest(self) -> int | None:
        """Its place among the answers of the scene; None where there is none to go to."""
        return None if self._blanked else self._answers.place_of_newest()

    def _laid_out(self) -> None:
        """Now it is known which page the newest answer came to, and how many there are."""
        sheet = self.room.view.known
        if sheet is None or self._sent is None:
            return
        if not self._blanked:
            self._page = sheet.page
            self._answers.newest.found()
        self._preview.stand_for(self.room.view.picture.size)
        self._tell()
        turns, self._turns = self._turns, 0
        if turns:
            self._turn(turns)

    def _tell(self) -> None:
        self._preview.setToolTip(self.title)
        self._preview.setAccessibleDescription(self.title)
        self.changed.emit()

    @property
    def _tokens(self) -> Tokens:
        return LIGHT if self._switches.light else DARK

    @property
    def _corner(self) -> CornerClock | None:
        """Only when asked for, and not beside the timer itself or on a blank."""
        wanted = self._switches.corner and self._clock and not isinstance(self.scene, ClockScene | BlankScene)
        return CornerClock(self._clock) if wanted else None

    def _show_corner(self) -> None:
        self.room.view.show_corner(self._corner)

    def _switched(self, name: str) -> None:
        if name == "corner":
            self._show_corner()
            self._tell()
        else:
            self._show()

    # --- screens ------------------------------------------------------------------------------------------

    def _toggle_window(self) -> None:
        """On one screen: a window like any other, and away again."""
        if self.room.is_plain:
            self.room.leave()
        elif self.room.room is None:
            if self._sent is None:
                self.blank()
            if self.room.room is None:
                self.room.show_plain()
        self._fit()
        self._show()

    def _place(self) -> None:
        """Put the window on the room's screen, or away where there is none."""
        screen = self._screens.of_room()
        if self._sent is None:
            return
        if screen is not None:
            self.room.fill(screen)
        elif not self.room.is_plain:
            self.room.leave()
        self._fit()
        self._put_up()

    def _fit(self) -> None:
        """Lay out for the screen that there is, or for a usual one; the preview shows the same."""
        self.room.view.lay_out_for(None if self.room.isVisible() else USUAL)
        self._preview.setVisible(self._sent is not None)

    def _screen_lost(self) -> None:
        if not self.room.is_plain:
            self.room.leave()

    def _put_away(self) -> None:
        self._fit()
        self._tell()
