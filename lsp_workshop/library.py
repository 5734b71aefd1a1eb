"""The workshops on this computer, and everything else behind the screens: implements `ui.services.Services`.

Knows no Qt: the screens get it handed in, and what takes long runs on their job threads.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import shutil
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from lsp_workshop.documents import bundled_framework, write_record_pdf
from lsp_workshop.domain.edits.event import new_workshop
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Answer, Question, Record, Stage, Vote, WorkshopStatus
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.files import LEFT_BEHIND, fitting_name, replace_file
from lsp_workshop.messages import remark_sentence, sentence
from lsp_workshop.paths import resource
from lsp_workshop.session import Session, local_time
from lsp_workshop.store import interchange, kept, lock, opening, recovery
from lsp_workshop.store.errors import StoreError
from lsp_workshop.store.opening import Opened
from lsp_workshop.store.workshop_store import SUFFIX, WorkshopStore
from lsp_workshop.ui.services import NewWorkshop, PageImage, Progress, SavedWorkshop, Version, WayIn

if TYPE_CHECKING:
    from lsp_workshop.export.preview import PageImages

_LONGEST_NAME = 60
_STAMP = "%Y-%m-%d-%H%M"
_WAYS: Mapping[str, tuple[WayIn, ...]] = {
    "locked": (WayIn.VIEW, WayIn.COPY),
    "locked_elsewhere": (WayIn.VIEW, WayIn.COPY, WayIn.TAKE_OVER),
    "damaged": (WayIn.SALVAGE,),
}
"""What there is to do besides, by the code of a `StoreError`."""
_NOT_READABLE = frozenset({"not_found", "damaged", "not_a_workshop", "no_access"})
"""Where a second copy helps."""
_MOST_RECENT = 50


def file_name(title: str, date: str = "") -> str:
    """A file name out of typed words: letters and digits of any language, nothing a file system could trip over."""
    words = unicodedata.normalize("NFC", f"{title} {date}")
    kept = "".join(character if character.isalnum() or character in "-_" else " " for character in words)
    return "-".join(kept.split())[:_LONGEST_NAME].strip("-") or "workshop"


@dataclass(frozen=True, slots=True)
class _Exported:
    """A preview: the pages of a PDF that was read into memory."""

    pages: PageImages

    @property
    def page_count(self) -> int:
        return self.pages.page_count

    def render(self, page: int, width: int) -> PageImage:
        image = self.pages.render(page + 1, width)
        return PageImage(image.width, image.height, image.pixels)

    def close(self) -> None:
        self.pages.close()


class Library:
    """`documents` is where new workshops go, `data` what the program keeps for itself on this computer.

    `clock` gives the sessions their time.
    """

    def __init__(self, *, documents: Path, data: Path, clock: Callable[[], datetime] = local_time) -> None:
        self._documents = documents
        self._data = data
        self._clock = clock
        self._paths: WeakKeyDictionary[Session, Path] = WeakKeyDictionary()
        self._stores: WeakKeyDictionary[Session, WorkshopStore] = WeakKeyDictionary()
        self._remarks: WeakKeyDictionary[Session, tuple[str, ...]] = WeakKeyDictionary()
        self._clear_previews()

    @property
    def framework(self) -> Framework:
        return bundled_framework()

    # --- which there are ----------------------------------------------------------------------------------

    def saved_workshops(self) -> Sequence[SavedWorkshop]:
        """The files of the usual folder and those opened lately, newest first (by when they were last changed)."""
        paths = {path.absolute() for path in self._recent()}
        with contextlib.suppress(OSError):
            paths.update(path.absolute() for path in self._documents.glob(f"*{SUFFIX}"))
        return [self._row(path) for path in sorted(paths, key=_changed, reverse=True)]

    def _row(self, path: Path) -> SavedWorkshop:
        try:
            workshop = opening.open_for_reading(path, rescue_folder=self._rescued).workshop
            details = workshop.details
        except (StoreError, DomainError, OSError) as error:
            return SavedWorkshop(path, path.stem, problem=sentence(error))
        holder = lock.holder_of(path)
        return SavedWorkshop(
            path,
            details.title,
            partnership=details.partnership.name,
            date=details.date,
            status=str(details.status),
            reached=_reached(workshop),
            answers=workshop.count(Answer),
            votes=workshop.count(Vote),
            problem=f"Open elsewhere: by {holder.user} on {holder.host}." if holder else "",
        )

    @property
    def _recent_file(self) -> Path:
        return self._data / "recent.json"

    @property
    def _rescued(self) -> Path:
        return self._data / "rescued"

    @property
    def _kept(self) -> Path:
        return self._data / "kept"

    @property
    def _previews(self) -> Path:
        """Not the system's folder for temporary files, which every user of the computer may look into."""
        return self._data / "previews"

    def _recent(self) -> list[Path]:
        try:
            listed = json.loads(self._recent_file.read_text(encoding="utf-8"))
            return [Path(item) for item in listed if isinstance(item, str)]
        except (OSError, ValueError, TypeError):
            # A list of conveniences: without it, the usual folder is still there.
            return []

    def _remember(self, path: Path) -> None:
        listed = list(dict.fromkeys([path.absolute(), *self._recent()]))[:_MOST_RECENT]
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
            self._remarks[session] = tuple(remark_sentence(path, remark) for remark in imported.remarks)
            return session
        return self._open_for_work(path)

    def _open_for_work(self, path: Path, *, take_over: bool = False) -> Session:
        opened = opening.open_workshop(path, rescue_folder=self._rescued, kept_folder=self._kept, take_over=take_over)
        self._remember(path)
        return self._session(path, opened)

    def _session(self, path: Path, opened: Opened) -> Session:
        session = Session(opened.workshop, opened.store, clock=self._clock)
        self._paths[session] = path.absolute()
        self._stores[session] = opened.store
        self._remarks[session] = tuple(remark_sentence(path, remark) for remark in opened.remarks)
        return session

    # --- other ways in ------------------------------------------------------------------------------------

    def ways_in(self, path: Path, error: Exception) -> Sequence[WayIn]:
        if not isinstance(error, StoreError):
            return ()
        ways = _WAYS.get(error.code, ())
        second = [WayIn.SECOND_COPY] if error.code in _NOT_READABLE and self._second_copy(path) else []
        return (*second, *ways)

    def open_by(self, path: Path, way: WayIn) -> Session:
        if way is WayIn.VIEW:
            return self._session(path, opening.open_for_reading(path, rescue_folder=self._rescued))
        if way is WayIn.TAKE_OVER:
            return self._open_for_work(path, take_over=True)
        if way is WayIn.SALVAGE:
            return self._made(path, "mended", lambda out: recovery.repair(path, out))
        if way is WayIn.COPY:
            return self._made(path, "copy", lambda out: self._copy(path, out), beside=False)
        second = self._second_copy(path)
        if second is None:
            raise StoreError("not_found", path=path)
        return self._made(path, second.at.strftime(_STAMP), lambda out: self._copy(second.path, out))

    def versions_of(self, path: Path) -> Sequence[Version]:
        return [self._version(each) for each in kept.versions_of(self._kept, path)]

    def _version(self, version: kept.Version) -> Version:
        try:
            workshop = opening.open_for_reading(version.path, rescue_folder=self._rescued).workshop
        except (StoreError, DomainError, OSError) as error:
            return Version(version.path, version.at, version.is_second_copy, problem=sentence(error))
        counts = workshop.count(Answer), workshop.count(Vote)
        return Version(version.path, version.at, version.is_second_copy, *counts)

    def open_version(self, path: Path, version: Version) -> Session:
        return self._made(path, version.at.strftime(_STAMP), lambda out: self._copy(version.path, out))

    def save_elsewhere(self, session: Session, path: Path) -> Sequence[str]:
        store = self._stores[session]
        store.copy_to(path)
        opened = opening.open_workshop(path, rescue_folder=self._rescued, kept_folder=self._kept)
        left = self.path_of(session)
        remarks = session.move_to(opened.store)
        self._stores[session] = opened.store
        self._paths[session] = path.absolute()
        self._remember(path)
        return tuple(remark_sentence(left, remark) for remark in remarks)

    def _second_copy(self, path: Path) -> kept.Version | None:
        return next((each for each in kept.versions_of(self._kept, path) if each.is_second_copy), None)

    def _copy(self, source: Path, out: Path) -> None:
        opening.open_for_reading(source, rescue_folder=self._rescued).store.copy_to(out)

    def _made(self, path: Path, ending: str, make: Callable[[Path], object], *, beside: bool = True) -> Session:
        """Open what `make` makes: a new file beside `path`, or in the usual folder where that one takes none."""
        name = f"{path.stem}-{ending}"
        if beside:
            with contextlib.suppress(OSError, StoreError):
                return self._open_for_work(_made_new(path.parent, name, make))
        self._documents.mkdir(parents=True, exist_ok=True)
        return self._open_for_work(_made_new(self._documents, name, make))

    def create(self, new: NewWorkshop) -> Session:
        records = new_workshop(
            self.framework, title=new.title, date=new.date, partnership=new.partnership, tables=new.tables
        )
        return self._create(file_name(new.title, new.date), records)

    def open_sample(self) -> Session:
        sample = interchange.read_interchange(resource("sample/aldermouth.json"))
        return self._create("Sample-away-day", sample.workshop.records())

    def _create(self, name: str, records: Iterable[Record]) -> Session:
        listed = list(records)
        self._documents.mkdir(parents=True, exist_ok=True)
        return self.open(_made_new(self._documents, name, lambda out: opening.create_workshop(out, listed)))

    def path_of(self, session: Session) -> Path:
        return self._paths[session]

    def remarks_on(self, session: Session) -> Sequence[str]:
        """What opening had to do, in sentences."""
        return self._remarks.get(session, ())

    def close(self, session: Session) -> Sequence[str]:
        """Close a session of this library; returns what closing could not do, in sentences for people."""
        path = self.path_of(session)
        return tuple(remark_sentence(path, remark) for remark in session.close())

    # --- documents ----------------------------------------------------------------------------------------

    def export(
        self, workshop: Workshop, out: Path, kind: str, progress: Progress, cancelled: Callable[[], bool]
    ) -> None:
        if out.suffix.lower() == ".json":
            interchange.write_interchange(workshop, out)
        else:
            write_record_pdf(workshop, out, public=kind == "record-public", progress=progress, cancelled=cancelled)

    def preview(self, workshop: Workshop, kind: str, progress: Progress, cancelled: Callable[[], bool]) -> _Exported:
        from lsp_workshop.export.preview import PageImages

        self._previews.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._previews, ignore_cleanup_errors=True) as folder:
            out = Path(folder) / "record.pdf"
            self.export(workshop, out, kind, progress, cancelled)
            return _Exported(PageImages(out))

    def _clear_previews(self) -> None:
        """Take away the records, with everybody's names, that a killed program left here while it made a preview."""
        with contextlib.suppress(OSError):
            for folder in self._previews.iterdir():
                if time.time() - _changed(folder) > LEFT_BEHIND:
                    shutil.rmtree(folder, ignore_errors=True)


def _made_new(folder: Path, name: str, make: Callable[[Path], object]) -> Path:
    """Have a file made under the first name of its kind that is free."""
    for place in itertools.count(1):
        path = folder / fitting_name(name, SUFFIX if place == 1 else f"-{place}{SUFFIX}")
        try:
            make(path)
        except StoreError as error:
            if error.code != "exists":
                raise
        else:
            return path
    raise AssertionError("numbers do not end")


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
