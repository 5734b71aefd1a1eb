"""What runs long for the record, one at a time and on a copy of the workshop: its preview, its files, its printing.

Holds the preview and what was chosen for it. Knows no widget: the Record page and the pages to look through show it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from lsp_workshop.documents import DocumentKind, Making, document_kind, suggested_name
from lsp_workshop.domain.history import Past
from lsp_workshop.files import first_there
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.jobs import Job, Work
from lsp_workshop.ui.services import Chosen, Preview
from lsp_workshop.ui.workshop.record.formats import kind_words

NAMED, PUBLIC = "record", "record-public"
FOLLOWS_AFTER = 350
"""Milliseconds after the last choice until the preview follows: three ticks in a row make one preview."""
QUIET = 1_500
"""Milliseconds without a change of the workshop until the preview follows it; as long as the last one took to make
where that is longer, but at most `_MOST_QUIET`."""
_MOST_QUIET = 20_000


def wanted_kind(chosen: Chosen) -> str:
    """The kind of record that was chosen, as `documents.DOCUMENTS` has it."""
    return PUBLIC if chosen.public else NAMED


def last_folder(desk: Desk, chosen: Chosen) -> Path:
    """Where documents of this workshop were last saved; beside it at first, or where that is gone."""
    beside = desk.services.path_of(desk.session).parent
    return first_there(*([Path(chosen.folder)] if chosen.folder else []), beside, desk.services.documents)


class RecordWork(QObject):
    began = Signal(str)
    """What is done now, as "Making the preview"."""
    progressed = Signal(int, int)
    stopping = Signal()
    told = Signal(str)
    """How it ended, where that is to be said; "" where what was begun is simply over."""
    saved = Signal(object)
    """The path of a new file."""
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
        self._kind = document_kind(".pdf")
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
        services, snapshot, chosen = self._desk.services, self._desk.workshop.snapshot(), self.chosen
        session, kind = self._desk.session, wanted_kind(chosen)

        def work(job: Job) -> Preview:
            made = services.preview(snapshot, kind, _making(job, chosen))
            services.remember(session, chosen)
            return made

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

    # --- files --------------------------------------------------------------------------------------------

    @property
    def folder(self) -> Path:
        return last_folder(self._desk, self.chosen)

    def save_record(self) -> None:
        self.save(document_kind(".pdf", wanted_kind(self.chosen)))

    def save(self, kind: DocumentKind) -> None:
        """Ask where, and write it there."""
        self._kind = kind
        self._desk.dialogs.ask_save_file(
            self.tr("Save: {document}").format(document=kind_words(kind)),
            f"{kind_words(kind)} (*{kind.suffix})",
            self.folder / suggested_name(self._desk.workshop, kind),
            self._export,
        )

    def _export(self, out: Path) -> None:
        if out.suffix.lower() != self._kind.suffix:
            words = self.tr("“{name}” must end in {suffix}: nothing was saved.")
            self.told.emit(words.format(name=out.name, suffix=self._kind.suffix))
            return
        self._when_free(partial(self._write, self._kind, out))

    def _write(self, kind: DocumentKind, out: Path) -> None:
        chosen = replace(self.chosen, folder=str(out.parent))
        services, session, snapshot = self._desk.services, self._desk.session, self._desk.workshop.snapshot()
        past = session.history() if kind.tells_when else ()

        def work(job: Job) -> Path:
            services.export(snapshot, out, kind.kind, _making(job, chosen, past))
            services.remember(session, chosen)
            return out

        self._start(self.tr("Saving {name}").format(name=out.name), work, self._exported)

    def _exported(self, out: Path) -> None:
        # Not where nothing could be saved: the next one would be tried there, too.
        self.chosen = replace(self.chosen, folder=str(out.parent))
        self.saved.emit(out)

    # --- other programs, and paper ------------------------------------------------------------------------

    def open_elsewhere(self) -> None:
        """The record as it was chosen, in the system's viewer of PDFs."""
        self.when_current(self._open)

    def _open(self) -> None:
        preview, services = self.preview, self._desk.services
        if preview is None or self._job is not None:
            return
        name = suggested_name(self._desk.workshop, document_kind(".pdf", wanted_kind(self.chosen)))

        def work(_job: Job) -> Path:
            return services.file_to_view(preview.pdf, name)

        self._start(self.tr("Opening {name}").format(name=name), work, self._show)

    def _show(self, path: Path) -> None:
        opened = QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        trouble = self.tr("No program on this computer opens PDFs: save it, and open it elsewhere.")
        self.told.emit("" if opened else trouble)

    def run(self, what: str, work: Work, done: Callable[[str], None], stops: str) -> None:
        """Other work on the preview (printing), where nothing else runs that was asked for; `done` is a bound method
        of a QObject, and `stops` is said where it was cancelled.
        """
        self._when_free(partial(self._run, what, work, done, stops))

    def _run(self, what: str, work: Work, done: Callable[[str], None], stops: str) -> None:
        self._start(what, work, done)
        self._stops = stops

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
        self, what: str, work: Work, done: Callable[..., None], let_go: Callable[[Preview], object] | None = None
    ) -> None:
        self._stops = self.tr("Stopped; nothing was written.")
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


def _making(job: Job, chosen: Chosen, past: Sequence[Past] = ()) -> Making:
    return Making(job.progress, job.cancelled, chosen.paper, chosen.extent, past)


def _same(one: Chosen, other: Chosen) -> bool:
    """But for the folder, which is on no page."""
    return replace(one, folder="") == replace(other, folder="")


def _close(preview: Preview) -> None:
    preview.close()
