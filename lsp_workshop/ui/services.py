"""What the screens need from below, as ports. `lsp_workshop.app` implements them; tests hand in the same.

The screens know no file format and no PDF library: they know these.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import Session


@dataclass(frozen=True, slots=True)
class SavedWorkshop:
    """A row of the start page. `problem` is one sentence where the file cannot be opened just like that."""

    path: Path
    title: str
    partnership: str = ""
    date: str = ""
    status: str = ""
    reached: str = ""
    answers: int = 0
    votes: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class NewWorkshop:
    """What the dialog for a new workshop asks; everything else can wait."""

    title: str
    date: str
    partnership: str
    tables: int = 0


@dataclass(frozen=True, slots=True)
class PageImage:
    """A rendered page: `width` x `height` pixels, 4 bytes each, blue-green-red-alpha."""

    width: int
    height: int
    data: bytes


Progress = Callable[[int, int], None]
"""Called with pages done and pages in all (0 where not known yet)."""


class Preview(Protocol):
    """An exported PDF as pictures."""

    @property
    def page_count(self) -> int: ...

    def render(self, page: int, width: int) -> PageImage:
        """Page `page` (from 0), `width` pixels wide."""

    def close(self) -> None: ...


class Services(Protocol):
    """Everything behind the screens. Errors carry codes; `lsp_workshop.messages.sentence` makes words of them."""

    @property
    def framework(self) -> Framework: ...

    def saved_workshops(self) -> Sequence[SavedWorkshop]:
        """The workshops in the usual folder and those opened lately, newest first. Runs off the GUI thread."""

    def open(self, path: Path) -> Session: ...

    def create(self, new: NewWorkshop) -> Session:
        """A new file in the usual folder, named after the title and date."""

    def open_sample(self) -> Session:
        """A fresh copy of the sample away-day, to try things on."""

    def path_of(self, session: Session) -> Path: ...

    def export(
        self, workshop: Workshop, out: Path, kind: str, progress: Progress, cancelled: Callable[[], bool]
    ) -> None:
        """Write `out` (".pdf" or ".json") from a snapshot. Runs off the GUI thread."""

    def preview(self, workshop: Workshop, kind: str, progress: Progress, cancelled: Callable[[], bool]) -> Preview:
        """Make the PDF record in a temporary place and open it as pictures. Runs off the GUI thread."""
