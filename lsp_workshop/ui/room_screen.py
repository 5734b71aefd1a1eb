"""What the room's screen can be asked for, by every screen of the laptop. Knows no window; `ui.projector` fills it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lsp_workshop.session import Notice


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
