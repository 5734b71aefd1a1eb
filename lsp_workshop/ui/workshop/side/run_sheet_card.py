"""The run sheet in short, below the timer: early or late, what is now and next, and the keys to both."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from lsp_workshop.domain.model import WorkshopStatus
from lsp_workshop.domain.runsheet import Phase
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import Button, ElidedLabel, IconButton, column, label, retext, row, set_tone
from lsp_workshop.ui.widgets.timer_ring import Room
from lsp_workshop.ui.workshop.run_sheet import words
from lsp_workshop.ui.workshop.run_sheet.state import DaySheet


class RunSheetPart(QWidget):
    def __init__(self, desk: Desk, day: DaySheet) -> None:
        super().__init__()
        self._desk, self.day = desk, day
        self._low = self._very_low = False
        # Whole: when the day will end is what a facilitator looks for here.
        self.late = label("", "strong", wrap=True)
        self.now = ElidedLabel("", "caption", "muted")
        self.back = IconButton(desk.theme, "arrow-left", self.tr("Back to what runs now"))
        self._now = QWidget()
        self._now.setLayout(row(self.back, self.now, spacing=4))
        self.next = ElidedLabel("", "caption", "muted")
        self.begin = Button(desk.theme, self.tr("Begin"), "secondary")
        self.behind = Button(desk.theme, self.tr("Catch up…"), "secondary")
        self.whole = IconButton(desk.theme, "calendar", self.tr("Run sheet"), "secondary")
        self._buttons = QWidget()
        buttons = row(spacing=8)
        buttons.addWidget(self.begin, 1)
        buttons.addWidget(self.behind, 1)
        buttons.addWidget(self.whole)
        self._buttons.setLayout(buttons)
        self.setLayout(column(self.late, self._now, self.next, self._buttons, spacing=4))
        act = desk.actions
        self.begin.clicked.connect(day.begin_next)
        self.behind.clicked.connect(act["catch_up"].trigger)
        self.whole.clicked.connect(act["run_sheet"].trigger)
        self.back.clicked.connect(day.walk.go_to_running)
        for button, action in (
            (self.back, "go_running"),
            (self.begin, "agenda_next"),
            (self.behind, "catch_up"),
            (self.whole, "run_sheet"),
        ):
            button.setToolTip(act[action].toolTip())
        day.changed.connect(self.tell)
        day.walk.moved.connect(self.tell)
        self.tell()

    def set_room(self, room: Room, *, steps: bool) -> None:
        """In a low window the line about early or late stays, and, beside no steps, the buttons; keys do the rest.

        In a very low one no buttons at all: the line of the timer is what they would hide.
        """
        self._low, before = room in (Room.LINE, Room.LOW), (self._low, self._very_low)
        self._very_low = room is Room.LINE
        if (self._low, self._very_low) != before:
            self.tell()
        self._buttons.setVisible(not (self._very_low or (self._low and steps)))

    def tell(self) -> None:
        sheet = self.day.sheet
        late = sheet.late is not None and sheet.late > 0 and not sheet.end_off and self.day.is_behind
        away = self.day.walk.is_away
        standing = words.standing(sheet)
        if standing != self.late.text():
            retext(self.late, standing)
        self.late.setVisible(bool(standing))
        for shown, text in (
            (self.now, "" if self._low and not away else words.now(sheet)),
            (self.next, "" if self._low else words.following(sheet)),
        ):
            if text != shown.whole:
                shown.set_text(text)
            shown.setVisible(bool(text))
        self.back.setVisible(away)
        self._now.setVisible(bool(self.now.whole) and not self._very_low)
        set_tone(self.late, "warning" if late else "")
        following = sheet.next
        self.begin.setEnabled(self._desk.can_write and following is not None)
        self.begin.setVisible(following is not None)
        name = self.tr("Begin: {what}").format(what=following.item.title) if following else self.tr("Begin")
        self.begin.setAccessibleName(name)
        self.begin.setToolTip(f"{name} ({self._desk.actions['agenda_next'].shortcut().toString()})")
        self.behind.setVisible(self.day.is_behind)
        self.begin.setText(self._begin_words())

    def _begin_words(self) -> str:
        """What it does, where there is room for more than the word."""
        if self.day.is_behind:
            return self.tr("Begin")
        draft = self._desk.workshop.details.status is WorkshopStatus.DRAFT
        first = draft or self.day.sheet.phase is Phase.BEFORE
        return self.tr("Begin the day") if first else self.tr("Begin next")
