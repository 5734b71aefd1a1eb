"""Ways into a workshop whose file does not open just like that, and into what was kept of it: they make new files.

Which there are for an error stands here too. Opening what was made, and who has it open, is the library's.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.wording import date_words
from lsp_workshop.files import fitting_name
from lsp_workshop.session import Remark
from lsp_workshop.store import kept, opening, recovery
from lsp_workshop.store.errors import StoreError
from lsp_workshop.store.workshop_store import SUFFIX
from lsp_workshop.ui.services import WayIn

T = TypeVar("T")

_STAMP = "%Y-%m-%d-%H%M"
_WAYS: Mapping[str, tuple[WayIn, ...]] = {
    "locked": (WayIn.VIEW, WayIn.COPY),
    "locked_elsewhere": (WayIn.VIEW, WayIn.COPY, WayIn.TAKE_OVER),
    "damaged": (WayIn.SALVAGE,),
}
"""What there is to do besides, by the code of a `StoreError`."""
_NOT_READABLE = frozenset({"not_found", "damaged", "not_a_workshop", "no_access"})
"""Where a second copy helps."""


def versions_help(ways: Sequence[WayIn]) -> bool:
    """Whether earlier versions are offered beside these ways: what can be seen now is newer."""
    return WayIn.VIEW not in ways


def names_in(folder: Path, name: str) -> Iterator[Path]:
    """The workshop files that one of this name may become: itself, and with a number behind, from 2 on."""
    for place in itertools.count(1):
        yield folder / fitting_name(name, SUFFIX if place == 1 else f"-{place}{SUFFIX}")


def made_new(folder: Path, name: str, make: Callable[[Path], T]) -> tuple[Path, T]:
    """Have a file made under the first name of its kind that is free; returns it, and what `make` did.

    Raises as `make` does, but for StoreError("exists").
    """
    for path in names_in(folder, name):
        try:
            return path, make(path)
        except StoreError as error:
            if error.code != "exists":
                raise
    raise AssertionError("numbers do not end")


@dataclass(frozen=True, slots=True)
class Copies:
    """Makes workshop files out of others. Each call returns the new file and what to say of it.

    `documents` is the usual folder, the other two are of the local data. Raises `StoreError`.
    """

    documents: Path
    rescue_folder: Path
    kept_folder: Path

    def ways_in(self, path: Path, error: Exception) -> Sequence[WayIn]:
        """What can be done where opening `path` raised `error`."""
        if not isinstance(error, StoreError):
            return ()
        ways = _WAYS.get(error.code, ())
        if error.code == "no_access" and self._is_readable(path):
            # Only the writing is refused: a read-only file, or a read-only disk.
            ways = (WayIn.VIEW, WayIn.COPY)
        if error.code == "not_a_workshop" and recovery.holds_records(path):
            # Its beginning is gone, and not the rest.
            ways = (WayIn.SALVAGE,)
        second = [WayIn.SECOND_COPY] if error.code in _NOT_READABLE and self._second_copy(path) else []
        return (*second, *ways)

    def copy(self, path: Path) -> tuple[Path, Remark]:
        """As it was last saved, in the usual folder."""
        remark = Remark("copied", {"source": path})
        return self._make_in_documents(f"{path.stem}-copy", lambda out: self._copy(path, out, remark))

    def salvage(self, path: Path) -> tuple[Path, Remark]:
        """What is whole in a damaged file."""
        return self._make_beside(path, "mended", lambda out: _salvage(path, out))

    def second_copy(self, path: Path) -> tuple[Path, Remark]:
        second = self._second_copy(path)
        if second is None:
            raise StoreError("not_found", path=path)
        return self.version(path, second.path, second.at)

    def version(self, path: Path, version: Path, at: datetime) -> tuple[Path, Remark]:
        """What the file `version` kept of the one at `path`."""
        remark = Remark("from_version", {"source": path, "at": date_words(at.isoformat())})
        return self._make_beside(path, at.strftime(_STAMP), lambda out: self._copy(version, out, remark))

    def _is_readable(self, path: Path) -> bool:
        try:
            opening.open_for_reading(path, rescue_folder=self.rescue_folder)
        except (StoreError, DomainError, OSError):
            return False
        return True

    def _second_copy(self, path: Path) -> kept.Version | None:
        return next((each for each in kept.versions_of(self.kept_folder, path) if each.is_second_copy), None)

    def _copy(self, source: Path, out: Path, remark: Remark) -> Remark:
        opening.open_for_reading(source, rescue_folder=self.rescue_folder).store.copy_to(out)
        return remark

    def _make_beside(self, path: Path, ending: str, make: Callable[[Path], Remark]) -> tuple[Path, Remark]:
        """A new file beside `path`, or in the usual folder where that one takes none."""
        name = f"{path.stem}-{ending}"
        try:
            return made_new(path.parent, name, make)
        except OSError:
            pass
        except StoreError as error:
            if error.code != "no_access":
                raise
        return self._make_in_documents(name, make)

    def _make_in_documents(self, name: str, make: Callable[[Path], Remark]) -> tuple[Path, Remark]:
        self.documents.mkdir(parents=True, exist_ok=True)
        return made_new(self.documents, name, make)


def _salvage(path: Path, out: Path) -> Remark:
    found = recovery.repair(path, out)
    counts = {"source": path, "whole": found.whole, "doubtful": found.doubtful, "lost": found.lost}
    if found.missing:
        return Remark("salvaged_cut_off", {**counts, "missing": found.missing})
    return Remark("salvaged", counts)
