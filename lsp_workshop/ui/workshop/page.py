"""What plugs into the workshop window: pages of the rail, panels of a question, the projector. See `pages.py`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lsp_workshop.domain.model import Question
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.pictures import Source


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
        """Start what is made here: a new ballot. The panel is in front by then."""

    def take_pictures(self, pictures: Sequence[Source]) -> None:
        """Pictures that came to the question by another tab; the panel is not in front."""

    def show_record(self, record_id: str) -> None:
        """Go to one of the records that stand here; the panel is in front by then."""

    def keep(self) -> str:
        """As for a page."""
        return ""


class Projector(QObject):
    """The room's screen. This one is no screen at all: what stands in until there is a real one.

    Nothing reaches the room that was not sent. `title` says what it shows now, for the rail and the button.
    """

    changed = Signal()

    @property
    def available(self) -> bool:
        """False: the buttons that send are disabled."""
        return False

    @property
    def is_showing(self) -> bool:
        return False

    @property
    def title(self) -> str:
        """ "Question 2.1", "Blank", or "" while the window is not open."""
        return ""

    @property
    def preview(self) -> QWidget | None:
        """What the room sees, small, for the rail; it shows and hides itself."""
        return None

    def send_question(self, question_id: str) -> None: ...

    def send_answers(self, question_id: str) -> None: ...

    def held_back(self, question_id: str) -> int | None:
        """How many answers to the question wait, where they are in the room and held back; else None."""
        return None

    def send_theme(self, theme_id: str) -> None: ...

    def send_answer(self, answer_id: str) -> None:
        """One answer by itself, as large as it goes: a vision to read together."""

    def send_ballot(self, ballot_id: str) -> None:
        """A ballot's options, and turnout while it runs."""

    def send_result(self, ballot_id: str) -> None: ...

    def is_held_back(self, ballot_id: str) -> bool:
        """This ballot's result is announced and not revealed yet."""
        return False

    def send_decision(self, decision_id: str) -> None: ...

    def send_purpose(self, purpose_id: str) -> None:
        """One wording of the purpose statement; another one is sent anew."""

    def send_plan(self, view: str, title: str) -> None:
        """The plan: `view` is "matrix", or how a timeline is grouped ("objective", "organisation", "month")."""

    def send_wordings(self, version_id: str) -> None:
        """A wording of the vision beside the one before it, with what changed."""

    def send_photo(self, photo_id: str) -> None:
        """The picture with its caption, a moment later."""

    def send_read_back(self) -> None:
        """What the day has settled, to be read out."""

    def blank(self) -> None:
        """Black at once; the same again brings back what was there."""

    def refresh(self, notice: Notice) -> None:
        """As for a page: what is shown stays true."""

    def tick(self, text: str, caption: str = "", over: bool = False) -> None:
        """The timer's words ("12:40"), once a second while it runs; `caption` says what for, where the room has to
        know it ("2 of 4: In pairs"); `over`: the time is up.
        """

    def close(self) -> None: ...


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
