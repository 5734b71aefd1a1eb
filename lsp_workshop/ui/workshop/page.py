"""What plugs into the workshop window: pages of the rail, panels of a question. See `pages.py`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lsp_workshop.domain.model import Question
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.pictures import Source

STATUS_DEED = "workshop/deed"
"""What a `Hit` on Prepare asks for that closes the workshop, or opens it for a correction."""


def still_there(words: Iterable[str]) -> str:
    """What several parts of a page could not save (`keep`), as one text for the person who is about to close it."""
    return " · ".join(each for each in words if each)


class Page(QWidget):
    """A page of the rail. Made when it is first shown; it has the space between rail and right panel.

    The window draws the strip above it (heading, "Saved", menu) and the message bar: a page has neither.
    """

    heading_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def heading(self) -> str:
        """The words in the strip above the page."""
        return ""

    def refresh(self, notice: Notice) -> None:
        """Something was saved, by this page or another; show what changed and no more. Also called while hidden."""

    def shown(self) -> None:
        """The page has come to the front: put the keyboard where typing begins."""

    def begin(self, what: str = "") -> None:
        """Put the keyboard where `what` is done, by a word of the page's own ("arrivals"). It is in front by then."""

    def step_tab(self, by: int) -> None:
        """To the next of the page's tabs (`by` 1) or the one before (-1). It is in front; nothing where it has none."""

    def keep(self) -> str:
        """The window closes: save what can be saved. Returns the words of what cannot; "" where nothing is lost."""
        return ""


class Panel(QWidget):
    """A tab of a stage page beside the answers: ballots, decisions, the plan."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.marked_answers: Callable[[], Collection[str]] = tuple
        """Asks for the ids of the question's answers that are marked in the answer list; the stage page sets it."""

    def show_question(self, question: Question) -> None:
        """The day has come to this question (and its stage, `question.stage_id`)."""

    def refresh(self, notice: Notice) -> None:
        """As for a page."""

    def shown(self) -> None:
        """As for a page."""

    def begin(self) -> None:
        """Start what is made here: a new ballot, in front by then; photos, which are asked for wherever the day is."""

    def take_pictures(self, pictures: Sequence[Source]) -> None:
        """Pictures that came to the question by another tab; the panel is not in front."""

    def show_record(self, record_id: str) -> None:
        """Go to one of the records that stand here; the panel is in front by then."""

    def keep(self) -> str:
        """As for a page."""
        return ""


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A row of the rail beside the stages."""

    key: str
    title: str
    caption: str
    icon: str
    make: Callable[[Desk], Page]


@dataclass(frozen=True, slots=True)
class PanelSpec:
    """A tab of the stage pages; `roles` says what the stages that have it are for (`domain.roles`; empty: all have it).

    `count` is the number behind the tab's name, known before anybody looks at the tab; 0 shows none. `title_at` is its
    name at a question, where that is not the same at all of them.
    """

    key: str
    title: str
    make: Callable[[Desk], Panel]
    count: Callable[[Workshop, Question], int]
    roles: tuple[str, ...] = ()
    title_at: Callable[[Workshop, Question], str] | None = None
