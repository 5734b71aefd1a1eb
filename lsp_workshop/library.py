"""The workshops on this computer, and everything else behind the screens: implements `ui.services.Services`.

Knows no Qt: the screens get it handed in, and what takes long runs on their job threads.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from weakref import WeakKeyDictionary

from lsp_workshop.chosen import ChosenFile
from lsp_workshop.documents import Making, bundled_framework, framework_for, write_document
from lsp_workshop.domain.edits.event import new_workshop
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.follow_up import follow_up
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Answer, Question, Record, Stage, Vote, WorkshopStatus
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.files import name_of_words, replace_file
from lsp_workshop.messages import HAS_SECOND_COPY, HAS_VERSIONS, IS_RESCUED, WHAT_HELPS, in_short, remark_sentence
from lsp_workshop.paths import kept_folder, rescue_folder, resource, templates_folder
from lsp_workshop.previews import Previews
from lsp_workshop.session import Remark, Session, local_time, new_id
from lsp_workshop.store import interchange, kept, lock, opening
from lsp_workshop.store.errors import StoreError
from lsp_workshop.store.opening import Opened
from lsp_workshop.store.workshop_store import SUFFIX, WorkshopStore
from lsp_workshop.templates import Templates
from lsp_workshop.ui.services import Chosen, NewWorkshop, Preview, SavedWorkshop, Version, WayIn, WaysIn
from lsp_workshop.ways_in import Copies, made_new, names_in, versions_help

_MOST_RECENT = 50
_OF_THE_OLD = frozenset({"not_folded", "not_kept"})
"""Remarks of closing that say nothing to somebody who goes on in another file."""


def file_name(title: str, date: str = "") -> str:
    """A file name out of typed words: letters and digits of any language, nothing a file system could trip over."""
    return name_of_words(title, date) or "workshop"


@dataclass(frozen=True, slots=True)
class _Open:
    """A session's file, its store, and what opening had to do, in sentences."""

    path: Path
    store: WorkshopStore
    remarks: tuple[str, ...]


class Library:
    """`documents` is where new workshops go, `data` what the program keeps for itself on this computer.

    `clock` gives the sessions their time.
    """

    def __init__(self, *, documents: Path, data: Path, clock: Callable[[], datetime] = local_time) -> None:
        self._documents = documents
        self._data = data
        self._clock = clock
        self._templates = Templates(resource("templates"), templates_folder(data), bundled_framework)
        self._copies = Copies(documents, self._rescued, self._kept)
        self._open: WeakKeyDictionary[Session, _Open] = WeakKeyDictionary()
        self._summaries: dict[Path, tuple[tuple[int, int, int], SavedWorkshop]] = {}
        self._previews = Previews(data / "previews")
        self._chosen = ChosenFile(data / "chosen.json")

    @property
    def framework(self) -> Framework:
        return bundled_framework()

    @property
    def templates(self) -> Templates:
        return self._templates

    @property
    def documents(self) -> Path:
        return self._documents

    # --- which there are ----------------------------------------------------------------------------------

    def saved_workshops(self) -> Sequence[SavedWorkshop]:
        """The files of the usual folder and those opened lately, newest first (by when they were last changed).

        One that is not there any more comes where it was, if something is kept of it, and last if not.
        """
        paths = {path.absolute() for path in self._recent()}
        with contextlib.suppress(OSError):
            paths.update(path.absolute() for path in self._documents.glob(f"*{SUFFIX}"))
        with contextlib.suppress(OSError):
            paths.update(self._rescued.glob(f"*{SUFFIX}"))
        kept_files = kept.kept_files(self._kept)
        rows = [self._row(path, kept_files) for path in paths]
        return [row for _, row in sorted(rows, key=lambda each: each[0], reverse=True)]

    def _row(self, path: Path, kept_files: Mapping[str, bool]) -> tuple[float, SavedWorkshop]:
        """A row, and the time it is sorted by."""
        names = kept.names_of(path) & kept_files.keys()
        try:
            row = dataclasses.replace(self._summary(path), has_versions=bool(names))
        except (StoreError, DomainError, OSError) as error:
            return self._broken_row(path, error, names, any(kept_files[name] for name in names))
        holder = lock.holder_of(path)
        if holder is not None:
            said = in_short(StoreError("locked", path=path, **dataclasses.asdict(holder)))
            row = dataclasses.replace(row, problem=f"{said} {WHAT_HELPS['locked']}")
        elif path.parent == self._rescued:
            row = dataclasses.replace(row, problem=IS_RESCUED)
        return _changed(path), row

    def _broken_row(
        self, path: Path, error: Exception, names: Set[str], has_second_copy: bool
    ) -> tuple[float, SavedWorkshop]:
        """A file that cannot be read: by the name that it has in the newest of what is kept of it, if there is any."""
        code = error.code if isinstance(error, StoreError) else ""
        if not names:
            problem = f"{in_short(error)} {WHAT_HELPS.get(code, '')}".strip()
            return _changed(path), SavedWorkshop(path, path.stem, problem=problem)
        problem = f"{in_short(error)} {HAS_SECOND_COPY if has_second_copy else HAS_VERSIONS}"
        versions = kept.versions_of(self._kept, path)
        row = next(self._readable(each.path for each in versions), SavedWorkshop(path, path.stem))
        row = dataclasses.replace(row, path=path, problem=problem, has_versions=bool(versions))
        return max([_changed(path), *(each.at.timestamp() for each in versions[:1])]), row

    def _readable(self, paths: Iterable[Path]) -> Iterator[SavedWorkshop]:
        for path in paths:
            with contextlib.suppress(StoreError, DomainError, OSError):
                yield self._summary(path)

    def _summary(self, path: Path) -> SavedWorkshop:
        """What a row says of a file that can be read; kept in memory until the file is another. Raises as reading."""
        with contextlib.suppress(OSError):
            status = path.stat()
            stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
            if path in self._summaries and self._summaries[path][0] == stamp:
                return self._summaries[path][1]
            summary = self._read_summary(path)
            self._summaries[path] = stamp, summary
            return summary
        return self._read_summary(path)

    def _read_summary(self, path: Path) -> SavedWorkshop:
        workshop = opening.open_for_reading(path, rescue_folder=self._rescued).workshop
        details = workshop.details
        return SavedWorkshop(
            path,
            details.title,
            partnership=details.partnership.name,
            date=details.date,
            status=str(details.status),
            reached=_reached(workshop),
            answers=workshop.count(Answer),
            votes=workshop.count(Vote),
        )

    @property
    def _recent_file(self) -> Path:
        return self._data / "recent.json"

    @property
    def _rescued(self) -> Path:
        return rescue_folder(self._data)

    @property
    def _kept(self) -> Path:
        return kept_folder(self._data)

    def _recent(self) -> list[Path]:
        try:
            listed = json.loads(self._recent_file.read_text(encoding="utf-8"))
            return [Path(item) for item in listed if isinstance(item, str)]
        except (OSError, ValueError, TypeError):
            # A list of conveniences: without it, the usual folder is still there.
            return []

    def _remember(self, path: Path) -> None:
        self._keep_recent([path.absolute(), *self._recent()])

    def _keep_recent(self, paths: Iterable[Path]) -> None:
        listed = list(dict.fromkeys(paths))[:_MOST_RECENT]
        with contextlib.suppress(OSError):
            self._data.mkdir(parents=True, exist_ok=True)
            text = json.dumps([str(item) for item in listed], indent=1)
            replace_file(self._recent_file, text.encode("utf-8"))

    # --- opening and making -------------------------------------------------------------------------------

    def open(self, path: Path) -> Session:
        """A workshop file; or an interchange file, which becomes a new workshop in the usual folder."""
        if path.suffix.lower() == ".json":
            imported = interchange.read_interchange(path)
            details = imported.workshop.details
            session = self._create(file_name(details.title, details.date), imported.workshop.records())
            self._add_remarks(session, *(remark_sentence(path, remark) for remark in imported.remarks))
            return session
        return self._open_for_work(path)

    def _open_for_work(self, path: Path, *, take_over: bool = False) -> Session:
        opened = opening.open_workshop(path, rescue_folder=self._rescued, kept_folder=self._kept, take_over=take_over)
        self._remember(path)
        return self._session(path, opened)

    def _session(self, path: Path, opened: Opened) -> Session:
        session = Session(opened.workshop, opened.store, clock=self._clock)
        remarks = tuple(remark_sentence(path, remark) for remark in opened.remarks)
        self._open[session] = _Open(path.absolute(), opened.store, remarks)
        return session

    def save_elsewhere(self, session: Session, path: Path) -> Sequence[str]:
        left = self._open[session]
        left.store.copy_to(path)
        try:
            opened = opening.open_workshop(path, rescue_folder=self._rescued, kept_folder=self._kept)
        except BaseException:
            # Nobody goes on in it, and it would stand in the way of the next try.
            with contextlib.suppress(OSError):
                path.unlink()
            raise
        # Before the move: however the old store's closing ends, the session is in the new one from here on.
        self._open[session] = _Open(path.absolute(), opened.store, left.remarks)
        self._remember(path)
        remarks = session.move_to(opened.store)
        # What the old file lacks is in the new one; that it could not be tidied up helps nobody.
        return tuple(remark_sentence(left.path, remark) for remark in remarks if remark.code not in _OF_THE_OLD)

    def suggested_path(self, session: Session) -> Path:
        # A dialog cannot begin in a folder that is not there; one that cannot be made is said when it is saved to.
        with contextlib.suppress(OSError):
            self._documents.mkdir(parents=True, exist_ok=True)
        names = names_in(self._documents, self.path_of(session).stem)
        return next(path for path in names if not os.path.lexists(path))

    # --- other ways in ------------------------------------------------------------------------------------

    def ways_in(self, path: Path, error: Exception) -> WaysIn:
        ways = self._copies.ways_in(path, error)
        return WaysIn(ways, self.versions_of(path) if versions_help(ways) else ())

    def open_by(self, path: Path, way: WayIn) -> Session:
        match way:
            case WayIn.VIEW:
                opened = opening.open_for_reading(path, rescue_folder=self._rescued)
                self._remember(path)
                return self._session(path, opened)
            case WayIn.TAKE_OVER:
                return self._open_for_work(path, take_over=True)
            case WayIn.COPY:
                return self._open_made(self._copies.copy(path))
            case WayIn.SECOND_COPY:
                return self._open_made(self._copies.second_copy(path))
            case WayIn.SALVAGE:
                return self._open_made(self._copies.salvage(path))

    def versions_of(self, path: Path) -> Sequence[Version]:
        return [self._version(each) for each in kept.versions_of(self._kept, path)]

    def _version(self, version: kept.Version) -> Version:
        try:
            said = self._summary(version.path)
        except (StoreError, DomainError, OSError) as error:
            return Version(version.path, version.at, version.is_second_copy, problem=in_short(error))
        return Version(version.path, version.at, version.is_second_copy, said.answers, said.votes)

    def open_version(self, path: Path, version: Version) -> Session:
        return self._open_made(self._copies.version(path, version.path, version.at))

    def forget_versions(self, path: Path) -> None:
        holder = lock.holder_of(path)
        if holder is not None:
            # Its second copy is being written, and is why the work of now outlives a stick.
            raise StoreError("locked", path=path, **dataclasses.asdict(holder))
        kept.forget(self._kept, path)
        if not os.path.lexists(path):
            self._keep_recent(each for each in self._recent() if each != path.absolute())

    def _open_made(self, made: tuple[Path, Remark]) -> Session:
        """Open a new file; what there is to say of its making comes first in the session's remarks."""
        path, remark = made
        session = self._open_for_work(path)
        self._add_remarks(session, remark_sentence(path, remark))
        return session

    def _add_remarks(self, session: Session, *sentences: str) -> None:
        opened = self._open[session]
        self._open[session] = dataclasses.replace(opened, remarks=(*sentences, *opened.remarks))

    # --- new ones -----------------------------------------------------------------------------------------

    def create(self, new: NewWorkshop) -> Session:
        records = new_workshop(
            self._templates.framework(new.template),
            title=new.title,
            date=new.date,
            partnership=new.partnership,
            tables=new.tables,
        )
        return self._create(file_name(new.title, new.date), records)

    def follow_up(self, path: Path, new: NewWorkshop) -> Session:
        before = opening.open_for_reading(path, rescue_folder=self._rescued).workshop
        made_from = self._templates.framework(new.template) if new.template else framework_for(before)
        records = follow_up(before, made_from, title=new.title, date=new.date, new_id=new_id)
        return self._create(file_name(new.title, new.date), records)

    def open_sample(self) -> Session:
        sample = interchange.read_interchange(resource("sample/aldermouth.json"))
        return self._create("Sample-away-day", sample.workshop.records())

    def _create(self, name: str, records: Iterable[Record]) -> Session:
        listed = list(records)
        self._documents.mkdir(parents=True, exist_ok=True)
        path, _ = made_new(self._documents, name, lambda out: opening.create_workshop(out, listed))
        return self.open(path)

    def path_of(self, session: Session) -> Path:
        return self._open[session].path

    def remarks_on(self, session: Session) -> Sequence[str]:
        """What opening had to do, in sentences."""
        return self._open[session].remarks

    def news_of(self, session: Session) -> Sequence[str]:
        """What came up beside the saving since this was asked last, in sentences."""
        path = self.path_of(session)
        return tuple(remark_sentence(path, remark) for remark in session.news())

    def close(self, session: Session) -> Sequence[str]:
        """Close a session of this library; returns what closing could not do, in sentences for people."""
        path = self.path_of(session)
        return tuple(remark_sentence(path, remark) for remark in session.close())

    # --- documents ----------------------------------------------------------------------------------------

    def export(self, workshop: Workshop, out: Path, kind: str, making: Making) -> None:
        write_document(workshop, out, kind, making)

    def preview(self, workshop: Workshop, kind: str, making: Making) -> Preview:
        return self._previews.make(lambda out: self.export(workshop, out, kind, making))

    def file_to_view(self, pdf: bytes, name: str) -> Path:
        return self._previews.file_to_view(pdf, name)

    def chosen(self, session: Session) -> Chosen:
        return self._chosen.of(self._open[session].store.file_id)

    def remember(self, session: Session, chosen: Chosen) -> None:
        self._chosen.keep(self._open[session].store.file_id, chosen)


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _reached(workshop: Workshop) -> str:
    if workshop.details.status is WorkshopStatus.CLOSED:
        return "Closed"
    question = workshop.find(Question, workshop.details.current_question_id)
    stage = workshop.find(Stage, question.stage_id) if question else None
    return f"Stage {stage.number} of {workshop.count(Stage)}" if stage else "Not begun"
