"""Opening off the GUI thread: ends in a session, or in what is wrong and what else can be done. Shows nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from lsp_workshop.session import Session
from lsp_workshop.ui.jobs import Job, Jobs
from lsp_workshop.ui.services import NewWorkshop, Services, Version, WayIn


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the file at `path` did not open, what can be done (`ways`), and the `versions` of it that may help.

    No path where it was to be a new file.
    """

    path: Path | None
    error: Exception
    ways: Sequence[WayIn] = ()
    versions: Sequence[Version] = ()


class Opening(QObject):
    """One opening at a time; a second wish meanwhile is not heard."""

    opened = Signal(object)
    """A `Session`."""
    refused = Signal(object)
    """A `Refusal`."""

    def __init__(self, services: Services, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._jobs = services, jobs
        self._job: Job | None = None
        self._path: Path | None = None
        self._tried: WayIn | None = None
        self._error: Exception | None = None

    def open(self, path: Path) -> None:
        services = self._services
        self._begin(lambda: services.open(path), path)

    def open_by(self, path: Path, way: WayIn) -> None:
        services = self._services
        self._begin(lambda: services.open_by(path, way), path, way)

    def open_version(self, path: Path, version: Version) -> None:
        services = self._services
        # What does not open then is the version: the ways into the file itself are not what was asked for.
        self._begin(lambda: services.open_version(path, version))

    def create(self, new: NewWorkshop) -> None:
        services = self._services
        self._begin(lambda: services.create(new))

    def follow_up(self, path: Path, new: NewWorkshop) -> None:
        services = self._services
        self._begin(lambda: services.follow_up(path, new))

    def open_sample(self) -> None:
        services = self._services
        self._begin(services.open_sample)

    def cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _begin(self, make: Callable[[], Session], path: Path | None = None, way: WayIn | None = None) -> None:
        if self._job is not None:
            return

        self._path, self._tried = path, way
        # Where nobody will have the session, its note must not tell others that somebody does.
        self._job = self._jobs.start(
            lambda _job: make(), done=self._done, failed=self._failed, let_go=lambda session: session.close()
        )

    def _done(self, session: Session) -> None:
        self._job = None
        self.opened.emit(session)

    def _failed(self, error: Exception) -> None:
        """Ask what there is to do; that reads folders too."""
        path, services, tried = self._path, self._services, self._tried
        if path is None:
            self._refuse(Refusal(None, error))
            return
        asked = path

        def work(_job: Job) -> Refusal:
            found = services.ways_in(asked, error)
            return Refusal(asked, error, [way for way in found.ways if way is not tried], found.versions)

        self._error = error
        self._job = self._jobs.start(work, done=self._refuse, failed=self._lost)

    def _lost(self, _error: Exception) -> None:
        """What else there is cannot be told: the first error is still what is wrong."""
        assert self._error is not None
        self._refuse(Refusal(self._path, self._error))

    def _refuse(self, refusal: Refusal) -> None:
        self._job = self._error = None
        self.refused.emit(refusal)
