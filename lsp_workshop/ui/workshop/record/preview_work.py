"""What runs long for documents, one at a time and on a copy of the workshop: their preview, files, and printing.

Holds the preview and what was chosen for it. Which documents those are is for who inherits to say. Knows no widget:
the Record page, the handouts and the pages to look through show it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from lsp_workshop.documents import DocumentKind, suggested_name
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.files import first_there
from lsp_workshop.session import Session
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.jobs import Job, Work
from lsp_workshop.ui.services import Chosen, Preview

FOLLOWS_AFTER = 350
"""Milliseconds after the last choice until the preview follows: three ticks in a row make one preview."""
QUIET = 1_500
"""Milliseconds without a change of the workshop until the preview follows it; as long as the last one took to make
where that is longer, but at most `_MOST_QUIET`."""
_MOST_QUIET = 20_000


def last_folder(desk: Desk, chosen: Chosen) -> Path:
    """Where documents of this workshop were last saved; beside it at first, or where that is gone."""
    beside = desk.services.path_of(desk.session).parent
    return first_there(*([Path(chosen.folder)] if chosen.folder else []), beside, desk.services.documents)


class PreviewWork(QObject):
    began = Signal(str)
    """What is done now, as "Making the preview"."""
    progressed = Signal(int, int)
    stopping = Signal()
    told = Signal(str)
    """How it ended, where that is to be said; "" where what was begun is simply over."""
    saved = Signal(object, bool)
    """The path of a new file; or of a folder, where several went there."""
    failed = Signal(object)
    changed = Signal()
    """Whether it is busy, what was chosen, or how the preview stands."""
    previewed = Signal()
    """There is another preview, or none any more."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job: Job | None = None
        self._is_preview = self._is_following = False
        """Whether what runs is a preview, and one that nobody asked for because it follows the workshop."""
        self._again = self._late = False
        """What comes after it: a preview that was asked for, one that follows."""
        self._next: Callable[[], None] | None = None
        self._then: Callable[[], None] | None = None
        self._making: Chosen | None = None
        self._made: Chosen | None = None
        self._changed_since = self._was_stale = False
        self._stops = ""
        self.preview: Preview | None = None
        self.chosen = desk.services.chosen(desk.session)
        self._follow = QTimer(self, singleShot=True, interval=FOLLOWS_AFTER)
        self._follow.timeout.connect(self.make_preview)
        self._watched = False
        self._began = 0.0
        self._took = 0
        self._quiet = QTimer(self, singleShot=True)
        self._quiet.timeout.connect(self._follow_now)

    # --- for who inherits ---------------------------------------------------------------------------------
    # Not marked as abstract: that needs a metaclass, and classes of Qt have one of their own.

    @property
    def kinds(self) -> Sequence[DocumentKind]:
        """The documents that are shown, opened and printed, in order."""
        raise NotImplementedError

    def make(self, job: Job, workshop: Workshop, session: Session, chosen: Chosen) -> Preview:
        """The pages of the documents. Runs off the GUI thread, on a copy of the workshop."""
        raise NotImplementedError

    def save_shown(self) -> None:
        """Ask where, and write the documents there."""
        raise NotImplementedError

    @property
    def folder(self) -> Path:
        """Where the next file is asked for first."""
        return last_folder(self._desk, self.chosen)

    # --- how it stands ------------------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether something runs that somebody asked for."""
        return (self._job is not None and not self._is_following) or self._follow.isActive() or self._next is not None

    @property
    def stale(self) -> bool:
        """The workshop has changed since the preview was made."""
        return self._changed_since or (self._is_preview and self._was_stale)

    @property
    def catches_up(self) -> bool:
        """A preview of the workshop as it is now is on its way, or comes by itself."""
        return self._is_preview or self._quiet.isActive() or self._late

    @property
    def follows(self) -> bool:
        """The preview shows what was chosen."""
        return self._made is not None and _same(self._made, self.chosen)

    # --- following the workshop ---------------------------------------------------------------------------

    def watch(self, watched: bool) -> None:
        """Whether the pages are in sight: while they are, the preview follows the workshop."""
        self._watched = watched
        if watched:
            self._follow_soon()
        else:
            self._quiet.stop()
            self._late = False

    def workshop_changed(self) -> None:
        """What follows an earlier change is given up: the newest wins. It comes at every key, and is news once."""
        is_news = not self.stale
        self._changed_since = True
        if self._is_following and self._job is not None:
            self._job.cancel()
        self._follow_soon()
        if is_news:
            self.changed.emit()

    def _follow_soon(self) -> None:
        if self._watched and self._changed_since and self.preview is not None:
            self._quiet.start(min(max(QUIET, self._took), _MOST_QUIET))

    def _follow_now(self) -> None:
        self._late = self._job is not None
        if self._job is None and self._changed_since:
            self._start_preview(following=True)

    def choose(self, chosen: Chosen) -> None:
        """The preview follows in a moment, if one is there or on its way."""
        if chosen == self.chosen:
            return
        self.chosen = chosen
        if self.preview is not None or self._is_preview:
            self._follow.start()
        self.changed.emit()

    # --- the preview --------------------------------------------------------------------------------------

    def make_preview(self) -> None:
        """At once, or when what runs is over; an older preview on its way is given up for this one."""
        self._follow.stop()
        if self._job is None:
            self._start_preview()
            return
        self._again = True
        if self._is_preview:
            self._job.cancel()

    def when_current(self, then: Callable[[], None]) -> None:
        """Call `then` with a preview of the workshop as it is now and as it was chosen, made first where need be."""
        if self.preview is not None and self.follows and not self.stale and not self.busy:
            then()
        else:
            self._then = then
            self.make_preview()

    def _start_preview(self, *, following: bool = False) -> None:
        snapshot, session, chosen = self._desk.workshop.snapshot(), self._desk.session, self.chosen

        def work(job: Job) -> Preview:
            return self.make(job, snapshot, session, chosen)

        self._quiet.stop()
        self._again = self._late = False
        self._is_preview, self._is_following = True, following
        self._was_stale, self._changed_since = self._changed_since, False
        self._making, self._began = chosen, time.monotonic()
        self._start(self.tr("Making the preview"), work, self._previewed, let_go=_close)

    def _previewed(self, preview: Preview) -> None:
        self._take(preview)
        self._made, self._was_stale = self._making, False
        self._took = round((time.monotonic() - self._began) * 1000)
        if not self._is_following:
            self.told.emit("")
        self.previewed.emit()
        self._follow_soon()
        then, self._then = self._then, None
        if then is not None and not self._again:
            # After this job has ended: the next one waits for that.
            QTimer.singleShot(0, self, then)

    def forget(self) -> None:
        """The pages that are there show what nobody wants any more."""
        self._made = None
        self._take(None)
        self.previewed.emit()
        self.changed.emit()

    def _take(self, preview: Preview | None) -> None:
        """The old one goes in a thread: closing waits for the page that is being drawn."""
        old, self.preview = self.preview, preview
        if old is not None:
            self._desk.jobs.start(lambda _job: _close(old))

    def close(self) -> None:
        """The window closes: nothing runs on, nothing is left behind. Where it stays after all, a preview that is
        asked for then follows the workshop as before.
        """
        for timer in (self._follow, self._quiet):
            timer.stop()
        self._again = self._late = False
        self._then = self._next = None
        self.cancel()
        old, self.preview, self._made = self.preview, None, None
        self.previewed.emit()
        if old is not None:
            old.close()

    # --- other programs, and paper ------------------------------------------------------------------------

    def open_elsewhere(self) -> None:
        """The documents as they were chosen, in the system's viewer of PDFs."""
        self.when_current(self._open)

    def _open(self) -> None:
        preview, services = self.preview, self._desk.services
        if preview is None or self._job is not None:
            return
        names = [suggested_name(self._desk.workshop, kind) for kind in self.kinds]

        def work(_job: Job) -> Sequence[Path]:
            return [services.file_to_view(pdf, name) for pdf, name in zip(preview.pdfs, names, strict=True)]

        self._start(self.tr("Opening {name}").format(name=names[0]), work, self._show)

    def _show(self, paths: Sequence[Path]) -> None:
        opened = all(QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))) for path in paths)
        trouble = self.tr("No program on this computer opens PDFs: save it, and open it elsewhere.")
        self.told.emit("" if opened else trouble)

    def run(self, what: str, work: Work, done: Callable[[str], None], stops: str) -> None:
        """Other work on the preview (printing), where nothing else runs that was asked for; `done` is a bound method
        of a QObject, and `stops` is said where it was cancelled.
        """
        self._when_free(partial(self._run, what, work, done, stops))

    def _run(self, what: str, work: Work, done: Callable[[str], None], stops: str) -> None:
        self._start(what, work, done, stops=stops)

    def _ends_right(self, out: Path, kind: DocumentKind) -> bool:
        """Whether the name that was chosen fits the document; what else is said."""
        if out.suffix.lower() == kind.suffix:
            return True
        words = self.tr("“{name}” must end in {suffix}: nothing was saved.")
        self.told.emit(words.format(name=out.name, suffix=kind.suffix))
        return False

    # --- jobs ---------------------------------------------------------------------------------------------

    def _when_free(self, then: Callable[[], None]) -> None:
        """At once, or after a preview that follows is given up: nobody waits for that one. Beside work that somebody
        asked for, not at all.
        """
        if self._job is None:
            then()
        elif self._is_following:
            self._next = then
            self._job.cancel()

    def cancel(self) -> None:
        if self._job is not None:
            self._again, self._then, self._next = False, None, None
            self.stopping.emit()
            self._job.cancel()

    def _start(
        self, what: str, work: Work, done: Callable[..., None], let_go: Callable[[Preview], object] | None = None,
        stops: str = "",
    ) -> None:  # fmt: skip
        """`stops` is said where it was cancelled."""
        self._stops = stops or self.tr("Stopped; nothing was written.")
        self._job = self._desk.jobs.start(work, done=done, failed=self._job_failed, let_go=let_go)
        if not self._is_following:
            self.began.emit(what)
            self._job.progressed.connect(self.progressed)
        self._job.stopped.connect(self._stopped)
        self._job.ended.connect(self._ended)
        self.changed.emit()

    def _job_failed(self, error: Exception) -> None:
        self._then = None
        self._not_made()
        self.failed.emit(error)

    def _stopped(self) -> None:
        self._not_made()
        if not self._again and not self._is_following:
            self.told.emit(self._stops)

    def _not_made(self) -> None:
        """The preview that is there is as old as it was."""
        if self._is_preview:
            self._changed_since |= self._was_stale

    def _ended(self) -> None:
        self._job = None
        self._is_preview = self._is_following = False
        then, self._next = self._next, None
        if then is not None:
            # A preview that was asked for meanwhile comes after it.
            self._late = True
            then()
        elif self._again:
            self._start_preview()
        elif self._late:
            self._late = False
            self._follow_soon()
        self.changed.emit()


def _same(one: Chosen, other: Chosen) -> bool:
    """But for the folder, which is on no page."""
    return replace(one, folder="") == replace(other, folder="")


def _close(preview: Preview) -> None:
    preview.close()
