"""The card below the timer: prompts, private notes and the parking lot, one at a time."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from lsp_workshop.domain.model import Note, ParkingLotItem
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import Card, Choices, row
from lsp_workshop.ui.workshop.side.notes import NotesCard
from lsp_workshop.ui.workshop.side.parking import Parking
from lsp_workshop.ui.workshop.side.prompts import Prompts
from lsp_workshop.ui.workshop.walk import Walk


class HelpsCard(Card):
    """Prompts, notes, parking lot."""

    def __init__(self, desk: Desk, walk: Walk) -> None:
        super().__init__(margin=12)
        self._desk, self._walk = desk, walk
        self._choices = Choices(
            [("prompts", self.tr("Prompts")), ("notes", self.tr("Notes")), ("parking", self.tr("Parked"))]
        )
        self.prompts = Prompts(desk, walk)
        self.noting = NotesCard(desk, walk)
        self.notes = self.noting.box
        self.parking = Parking(desk)
        self._stack = QStackedWidget()
        self._parts: dict[str, QWidget] = {
            "prompts": self.prompts,
            "notes": self.noting,
            "parking": self.parking,
        }
        for part in self._parts.values():
            self._stack.addWidget(part)
        self.body.addLayout(row(self._choices, None))
        self.body.addWidget(self._stack, 1)
        self._choices.chosen.connect(self._show)
        desk.actions.on("go_prompts", self._to_prompts)
        desk.actions.on("write_note", self._write_note)
        desk.actions.on("write_day_note", self._write_day_note)
        desk.actions.on("park", self._park)
        self._count()
        self._allow()

    def hasHeightForWidth(self) -> bool:
        """It takes what the timer leaves: else a long prompt would press the timer's parts onto each other."""
        return False

    def refresh(self, notice: Notice) -> None:
        self.prompts.refresh(notice)
        if notice.transaction.touches(Note):
            self.notes.load()
        if notice.transaction.touches(ParkingLotItem):
            self.parking.load()
        self._count()
        self._allow()

    def _allow(self) -> None:
        """Where nothing can be written, the same keys lead to what was."""
        self.notes.allow()
        self.parking.allow()
        act, can_write = self._desk.actions, self._desk.can_write
        act["write_note"].setText(self.tr("Write a private note") if can_write else self.tr("Go to the private notes"))
        of_the_day = self.tr("Write a private note of the day"), self.tr("Go to the private notes of the day")
        act["write_day_note"].setText(of_the_day[0] if can_write else of_the_day[1])
        act["park"].setText(self.tr("Park a point") if can_write else self.tr("Go to the parked points"))

    def _show(self, key: str) -> None:
        self._choices.choose(key)
        self._stack.setCurrentWidget(self._parts[key])

    def _count(self) -> None:
        open_points = sum(item.status == "open" for item in self._desk.workshop.all(ParkingLotItem))
        words = self.tr("Parked")
        self._choices.set_text("parking", f"{words} {open_points}" if open_points else words)

    def _to_prompts(self) -> None:
        self._bring_up()
        self._show("prompts")
        self.prompts.begin()

    def _write_note(self) -> None:
        self.show_note(of_the_day=False)

    def _write_day_note(self) -> None:
        self.show_note(of_the_day=True)

    def show_note(self, *, of_the_day: bool) -> None:
        """The keyboard to the end of the note of the day, or of the stage one is in."""
        self._bring_up()
        self._show("notes")
        self.noting.begin(of_the_day=of_the_day)

    def _park(self) -> None:
        self._bring_up()
        self._show("parking")
        self.parking.begin()

    def _bring_up(self) -> None:
        """A folded panel unfolds for the key that asks for it."""
        if not self.isVisible():
            self._desk.actions["toggle_side"].trigger()
