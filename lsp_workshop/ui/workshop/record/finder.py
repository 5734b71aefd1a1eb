"""Searching the pages of a preview: a box, the place before and the next one, and which of how many it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.jobs import Job
from lsp_workshop.ui.services import MOST_FOUND, Found, Preview
from lsp_workshop.ui.widgets import IconButton, announce, label, row

_PAUSE = 200
"""Milliseconds after the last key until it is looked for."""
_WIDE = 180


class _Box(QLineEdit):
    stepped = Signal(int)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Finder(QWidget):
    """Looks in a thread, on the preview it was given; what is typed next gives up what is looked for now."""

    found = Signal(object, object, bool)
    """The places (`Found`), which one is current (None where there is none), and whether the pages go there."""
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._preview: Preview | None = None
        self._page = 0
        self._places: Sequence[Found] = ()
        self._current: int | None = None
        self._kept: Found | None = None
        """The place that was current in the preview before."""
        self._job: Job | None = None
        self._looked_for = ""
        self.box = _Box()
        self.box.setPlaceholderText(self.tr("Search the pages"))
        self.box.setAccessibleName(self.tr("Search the pages"))
        self.box.setMinimumWidth(desk.theme.px(_WIDE))
        self.previous_button = IconButton(desk.theme, "chevron-up", self.tr("Previous place"))
        self.next_button = IconButton(desk.theme, "chevron-down", self.tr("Next place"))
        self.words = label("", "caption", "muted")
        self.setLayout(row(self.box, self.previous_button, self.next_button, self.words, spacing=4))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._look)
        self.box.textChanged.connect(self._typed)
        self.box.stepped.connect(self.step)
        self.box.left.connect(self.left)
        self.previous_button.clicked.connect(self.go_back)
        self.next_button.clicked.connect(self.go_on)
        self._tell()

    def set_preview(self, preview: Preview | None) -> None:
        """Look in this one from now on. What is in the box is looked for again; the current place stays, and the pages
        where they are.
        """
        self._preview = preview
        current = self._places[self._current] if self._current is not None else self._kept
        self._show((), None)
        self._kept = current if self.box.text().strip() and not self._pause.isActive() else None
        self._look()

    def read_from(self, page: int) -> None:
        """The page that is read: the first place that is shown is on it or behind it."""
        self._page = page

    # --- going --------------------------------------------------------------------------------------------

    def go_on(self) -> None:
        self.step(1)

    def go_back(self) -> None:
        self.step(-1)

    def step(self, by: int) -> None:
        """To the next place, from the last one to the first; what is still being looked for is gone to when found."""
        if self._pause.isActive() or self._job is not None:
            if self._pause.isActive():
                self._look()
            return
        if self._places and self._current is not None:
            self._show(self._places, (self._current + by) % len(self._places))
            announce(self, self.words.text())

    # --- looking ------------------------------------------------------------------------------------------

    def _typed(self, _text: str) -> None:
        self._kept = None
        self._pause.start()

    def _look(self) -> None:
        self._pause.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None
        words, preview = self.box.text().strip(), self._preview
        self._looked_for = words
        if not words or preview is None:
            self._show((), None)
            return

        def work(job: Job) -> tuple[Preview, str, Sequence[Found]]:
            return preview, words, preview.find(words, job.cancelled)

        self._job = self._desk.jobs.start(work, done=self._looked, failed=self._failed)
        self._tell()

    def _looked(self, what: tuple[Preview, str, Sequence[Found]]) -> None:
        preview, words, places = what
        if preview is not self._preview or words != self._looked_for:
            return
        self._job = None
        places = [place for place in places if place.boxes]
        kept, self._kept = self._kept, None
        if kept is not None and places:
            self._show(places, _nearest(places, kept), goes=False)
            return
        behind = next((n for n, place in enumerate(places) if place.page >= self._page), 0)
        self._show(places, behind if places else None)
        announce(self, self.words.text())

    def _failed(self, error: Exception) -> None:
        self._job = None
        self._desk.trouble(error)
        self._tell()

    def _show(self, places: Sequence[Found], current: int | None, *, goes: bool = True) -> None:
        self._places, self._current = places, current
        self._tell()
        self.found.emit(places, current, goes)

    def _tell(self) -> None:
        for button in (self.previous_button, self.next_button):
            button.setEnabled(len(self._places) > 1)
        if self._job is not None:
            words = self.tr("Looking …")
        elif not self._looked_for:
            words = ""
        elif not self._places or self._current is None:
            words = self.tr("Not found")
        else:
            more = "+" if len(self._places) >= MOST_FOUND else ""
            words = self.tr("{place} of {all}").format(place=self._current + 1, all=f"{len(self._places):,}{more}")
        self.words.setText(words)


def _nearest(places: Sequence[Found], kept: Found) -> int:
    """The place that is nearest to where another one was."""

    def away(number: int) -> tuple[int, float]:
        place = places[number]
        return abs(place.page - kept.page), abs(place.boxes[0][1] - kept.boxes[0][1])

    return min(range(len(places)), key=away)
