"""What the screens need from below, as ports. `library.Library` implements them; tests hand in the same.

The screens know no file format and no PDF library: they know these.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from lsp_workshop.documents import Making
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.paper import USUAL, Paper
from lsp_workshop.domain.record.extent import WHOLE, Extent
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
    has_versions: bool = False
    """Whether backups or a second copy are kept of it."""


class WayIn(StrEnum):
    """What can be done with a file that does not open just like that."""

    VIEW = "view"
    """Look at it as it is on disk now: nothing can be changed."""
    COPY = "copy"
    """A new file in the usual folder with all that it says now."""
    TAKE_OVER = "take_over"
    """Open it although a note says that somebody on another computer has it, which has stopped or crashed."""
    SECOND_COPY = "second_copy"
    """A new file with what the second copy on this computer says."""
    SALVAGE = "salvage"
    """A new file with what is whole in a damaged one."""


@dataclass(frozen=True, slots=True)
class Version:
    """How a workshop was at a time: a backup of a closing, or the second copy of a file on a stick or a network.

    `answers` and `votes` are counted as the list of workshops counts them; `problem` is a sentence where it cannot be
    read.
    """

    path: Path
    at: datetime
    is_second_copy: bool
    answers: int = 0
    votes: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class WaysIn:
    """What helps where a file does not open: what can be done, and the `versions` where one of them may help."""

    ways: Sequence[WayIn] = ()
    versions: Sequence[Version] = ()


@dataclass(frozen=True, slots=True)
class NewWorkshop:
    """What the dialog for a new workshop asks; everything else can wait."""

    title: str
    date: str
    partnership: str
    tables: int = 0
    template: str = ""
    """A key of `Shelf`; "" for the usual one, and in a follow-up for that of the workshop before."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A rendered page: `width` x `height` pixels, 4 bytes each, blue-green-red-alpha."""

    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A heading of a document: its level and page (both from 0), and how far down the page, in points."""

    level: int
    title: str
    page: int
    top: float


MOST_FOUND = 1_000
"""Places after which a search of a preview stops: nobody walks through more."""


@dataclass(frozen=True, slots=True)
class Found:
    """Words that were found on a page (from 0): a box for each line they run over, as left, top, width and height in
    shares of the page's.
    """

    page: int
    boxes: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen for a workshop's record. `folder` is where it was last saved, "" where nothing was yet."""

    folder: str = ""
    public: bool = False
    paper: Paper = USUAL
    extent: Extent = WHOLE


class Preview(Protocol):
    """Exported PDFs as pictures, one after another. What takes long waits for its turn: off the GUI thread, and `close`
    does, too.
    """

    @property
    def page_count(self) -> int: ...

    @property
    def sizes(self) -> Sequence[tuple[float, float]]:
        """Width and height of each page, in points."""

    @property
    def outline(self) -> Sequence[OutlineLine]: ...

    @property
    def pdfs(self) -> Sequence[bytes]:
        """The files themselves, in order: one for each document."""

    def render(self, page: int, width: int) -> PageImage:
        """Page `page` (from 0), `width` pixels wide."""

    def find(self, words: str, cancelled: Callable[[], bool]) -> Sequence[Found]:
        """Where the words stand, in order, at most `MOST_FOUND`; capitals are as good as small letters."""

    def close(self) -> None: ...


class TemplateRow(Protocol):
    """A template in the list. `problem` is set where its file cannot be used."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def is_own(self) -> bool: ...
    @property
    def problem(self) -> Exception | None: ...


class Shelf(Protocol):
    """The templates: the program's and the partnership's own. All of it touches the disk: off the GUI thread."""

    def all(self) -> Sequence[TemplateRow]: ...

    def read(self, key: str) -> dict[str, Any]:
        """As its file has it."""

    def file_name(self, name: str) -> str:
        """A name for the file of a template that is handed on, without its ending."""

    def save(self, data: dict[str, Any], key: str = "") -> str:
        """Whole, or what was there stays; returns its key, a new one where none is given."""

    def bring_in(self, path: Path) -> str:
        """One from elsewhere becomes one's own; returns its key."""

    def copied(self, key: str) -> dict[str, Any]:
        """The template under a name of its own, not saved yet."""

    def duplicate(self, key: str) -> str: ...

    def rename(self, key: str, name: str) -> None: ...

    def share(self, key: str, out: Path) -> None: ...

    def delete(self, key: str) -> None: ...


class Services(Protocol):
    """Everything behind the screens. Errors carry codes; `lsp_workshop.messages.sentence` makes words of them."""

    @property
    def framework(self) -> Framework: ...

    @property
    def templates(self) -> Shelf: ...

    @property
    def documents(self) -> Path:
        """The usual folder, where new workshops go; it need not be there yet."""

    def saved_workshops(self) -> Sequence[SavedWorkshop]:
        """The workshops in the usual folder and those opened lately, newest first. Runs off the GUI thread."""

    def open(self, path: Path) -> Session:
        """Open for work. Where that fails, `ways_in` says what else there is."""

    def ways_in(self, path: Path, error: Exception) -> WaysIn:
        """What helps where `open` of `path` raised `error`; nothing where only the sentence does.

        Runs off the GUI thread.
        """

    def open_by(self, path: Path, way: WayIn) -> Session:
        """Open in one of the `ways_in`; raises as `open` does. All but VIEW and TAKE_OVER make a new file, and leave
        `path` as it is. Runs off the GUI thread.
        """

    def versions_of(self, path: Path) -> Sequence[Version]:
        """What is kept of a workshop on this computer besides its file, newest first. Runs off the GUI thread."""

    def open_version(self, path: Path, version: Version) -> Session:
        """A new file beside the workshop at `path`, or in the usual folder, as it was then. Off the GUI thread."""

    def forget_versions(self, path: Path) -> None:
        """Delete all that is kept of the workshop at `path` besides its file; one that is missing leaves the list too.

        Raises StoreError("locked") while it is open anywhere, and OSError for what could not be deleted. Runs off the
        GUI thread.
        """

    def save_elsewhere(self, session: Session, path: Path) -> Sequence[str]:
        """Write everything that the session has to the new file `path`, and go on in that; returns what there is to
        say. Raises as `open` does, and StoreError("exists"); the session goes on as before then.
        """

    def news_of(self, session: Session) -> Sequence[str]:
        """What came up beside the saving since this was asked last, in sentences."""

    def suggested_path(self, session: Session) -> Path:
        """A file in the usual folder to save the session's workshop to, named as it is now; nothing is there yet."""

    def create(self, new: NewWorkshop) -> Session:
        """A new file in the usual folder, named after the title and date."""

    def follow_up(self, path: Path, new: NewWorkshop) -> Session:
        """A new file: the workshop after the one at `path`, with its people and what was promised. Raises as reading
        `path` does; that stays as it is. Runs off the GUI thread.
        """

    def open_sample(self) -> Session:
        """A fresh copy of the sample away-day, to try things on."""

    def path_of(self, session: Session) -> Path: ...

    def export(self, workshop: Workshop, out: Path, kind: str, making: Making) -> None:
        """Write `out` from a snapshot: its suffix and `kind` are in `documents.DOCUMENTS`. Runs off the GUI thread."""

    def preview(self, workshop: Workshop, kind: str, making: Making) -> Preview:
        """Make the PDF in a temporary place and open it as pictures. Runs off the GUI thread."""

    def file_to_view(self, pdf: bytes, name: str) -> Path:
        """A file of its own, for another program to show, which goes by itself later. Runs off the GUI thread."""

    def chosen(self, session: Session) -> Chosen:
        """What was last chosen for this workshop on this computer."""

    def remember(self, session: Session, chosen: Chosen) -> None:
        """For the next time; where that cannot be kept, nothing happens. Runs off the GUI thread."""
