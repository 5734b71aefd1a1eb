"""Before the record leaves: the places where somebody who may not be may be named in it, each of which leads there.

They are looked for in a thread, while the page is in sight.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, QSize, QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from lsp_workshop.documents import document_kind, namings_in
from lsp_workshop.domain.record.extent import WHOLE, Extent
from lsp_workshop.domain.record.naming import Naming
from lsp_workshop.domain.texts import place_of
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.jobs import Job
from lsp_workshop.ui.widgets import Button, column, fit_room, label, row
from lsp_workshop.ui.workshop.finder import Line, LinesView
from lsp_workshop.ui.workshop.search_index import Hit, hit_of

QUIET = 400
"""Milliseconds after the last change until it is looked again."""
_WIDE, _HIGH = 720, 520


def naming_words(places: int) -> str:
    """ "3 places may name somebody: look at them"."""
    if places == 1:
        return QCoreApplication.translate("Naming", "1 place may name somebody: look at it")
    many = QCoreApplication.translate("Naming", "{count} places may name somebody: look at them")
    return many.format(count=f"{places:,}")


class NamingCheck(QObject):
    """Holds what was found. One look at a time; a change while one is under way makes another one after it."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job: Job | None = None
        self._wanted = False
        self._extent, self._public = WHOLE, True
        self._looked_at_public = True
        self._stale = True
        self.found: Sequence[Naming] = ()
        self._quiet = QTimer(self, singleShot=True, interval=QUIET)
        self._quiet.timeout.connect(self._look)

    @property
    def is_current(self) -> bool:
        return not self._stale and self._job is None

    def want(self, wanted: bool, extent: Extent = WHOLE, *, public: bool = True) -> None:
        """Whether anybody sees what is found, and in which sections of which version of the record it is looked for."""
        self._wanted = wanted
        if wanted and public != self._public:
            # What was found in the other version is not shown in this one.
            self._public, self._stale, self.found = public, True, ()
        if wanted and extent != self._extent:
            self._extent, self._stale = extent, True
        if not wanted:
            self._quiet.stop()
        elif self._stale and not self._quiet.isActive():
            self._look()

    def workshop_changed(self) -> None:
        self._stale = True
        if self._wanted:
            self._quiet.start()

    def close(self) -> None:
        """The window closes."""
        self.want(False)
        if self._job is not None:
            self._job.cancel()
            # Should it stay open after all, what was not looked through to its end counts as not looked at.
            self._stale = True

    def _look(self) -> None:
        if self._job is not None:
            return
        snapshot, extent = self._desk.workshop.snapshot(), self._extent
        wanted_kind = "record-public" if self._public else "record"

        def work(job: Job) -> Sequence[Naming]:
            found = []
            for each in namings_in(snapshot, document_kind(".pdf", wanted_kind), extent):
                if job.cancelled():
                    break
                found.append(each)
            return found

        self._stale, self._looked_at_public = False, self._public
        self._job = self._desk.jobs.start(work, done=self._looked, failed=self._desk.trouble)
        self._job.ended.connect(self._ended)

    def _looked(self, found: Sequence[Naming]) -> None:
        if self._looked_at_public == self._public:
            self.found = found
            self.changed.emit()

    def _ended(self) -> None:
        self._job = None
        if self._stale and self._wanted:
            self._look()


class NamingDialog(QDialog):
    """Every place with the words round it; Enter goes to where they are put right. `wanted(Hit)` comes after it."""

    wanted = Signal(object)

    def __init__(self, desk: Desk, found: Sequence[Naming], parent: QWidget, *, public: bool) -> None:
        super().__init__(parent)
        self._desk, self._found = desk, found
        self._hit: Hit | None = None
        self.setWindowTitle(self.tr("May name somebody"))
        says = self.tr(
            "The public version names nobody by a whole name. These words may do so all the same: change what must "
            "not be read by everybody; what is no name can stay."
        )
        if not public:
            says = self.tr(
                "Nobody who did not agree is named by a whole name. These words may do so all the same: change what "
                "must not be read; what is somebody else’s name, or none, can stay."
            )
        self.setAccessibleDescription(says)
        self.list = LinesView(desk.theme, self.tr("Places that may name somebody"))
        self.list.lines.show(len(found), self._line)
        self.list.go_to(0)
        self.list.activated.connect(self.go_there)
        self.go_button = Button(desk.theme, self.tr("Go there"), "primary", "arrow-right")
        self.go_button.setToolTip(self.tr("Go to where it stands (Enter)"))
        self.done_button = Button(desk.theme, self.tr("Done"), "quiet")
        for button in (self.go_button, self.done_button):
            button.setAutoDefault(False)
        self.go_button.clicked.connect(self.go_there)
        self.done_button.clicked.connect(self.reject)
        layout = column(
            label(self.tr("May name somebody"), "title"), label(says, "body", wrap=True), self.list,
            row(self.go_button, None, self.done_button), spacing=12,
        )  # fmt: skip
        layout.setStretch(2, 1)
        layout.setContentsMargins(24, 24, 24, 16)
        self.setLayout(layout)
        fit_room(self, layout, QSize(desk.theme.px(_WIDE), desk.theme.px(_HIGH)), parent.size() - QSize(48, 48))
        self.list.setFocus()
        self.finished.connect(self._after)

    def _line(self, place: int) -> Line:
        each = self._found[place]
        where = " · ".join(part for part in (place_of(self._desk.workshop, each.record), each.what) if part)
        return Line(each.words, where)

    def go_there(self) -> None:
        if 0 <= self.list.place < len(self._found):
            self._hit = hit_of(self._desk.workshop, self._found[self.list.place].record)
            self.accept()

    def _after(self, _result: int) -> None:
        """Once the dialog is away: what is gone to wants the keyboard."""
        if self._hit is not None:
            self.wanted.emit(self._hit)
