"""What every page of the workshop window gets in its hands: the session and everything around it.

`Desk.do` is how a page changes anything: it saves, or says in the window's message bar why not and returns None.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.transaction import Edit, Transaction
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.messages import sentence
from lsp_workshop.session import Notice, NotSaved, Session
from lsp_workshop.ui.actions import Actions
from lsp_workshop.ui.dialogs import Dialogs
from lsp_workshop.ui.jobs import Jobs
from lsp_workshop.ui.services import Services
from lsp_workshop.ui.theme import Theme

if TYPE_CHECKING:
    from lsp_workshop.ui.workshop.page import Projector


@dataclass(frozen=True, slots=True)
class Trouble:
    """A sentence for the message bar. "refused": a rule said no. "not_saved": the disk did; it stays until settled."""

    kind: Literal["refused", "not_saved"]
    sentence: str


class Desk(QObject):
    """Session, services and the window's helpers. One a workshop window; it ends with `close`."""

    changed = Signal(object)
    """A `Notice`, after a transaction is on disk and in memory."""
    troubled = Signal(object)
    """A `Trouble`."""
    settled = Signal()
    """Something was saved, so an earlier trouble is over."""
    said = Signal(str)
    """A short piece of news for the message bar ("3 answers put under Skills")."""

    def __init__(
        self,
        session: Session,
        services: Services,
        theme: Theme,
        dialogs: Dialogs,
        jobs: Jobs,
        actions: Actions,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.services = services
        self.theme = theme
        self.dialogs = dialogs
        self.jobs = jobs
        self.actions = actions
        self.projector: Projector
        """Set by the window, which makes it; nothing reaches the room but through it."""
        self._unsubscribe = session.subscribe(self._noticed)

    @property
    def workshop(self) -> Workshop:
        return self.session.workshop

    @property
    def can_write(self) -> bool:
        """False for a closed workshop and for a file that is open elsewhere: then nothing can be typed."""
        return not self.session.read_only and not self.workshop.is_closed

    def do(self, edit: Edit) -> Transaction | None:
        """Run and save the edit. None where it was refused or not saved: leave the words in the box then."""
        return self._try(lambda: self.session.do(edit))

    def note(self, edit: Edit) -> bool:
        """Save what nobody did (time goes by). False where it was not; an earlier trouble is not over by it."""
        return self._try(lambda: self.session.do(edit), settles=False) is not None

    def undo(self) -> Transaction | None:
        return self._try(self.session.undo)

    def redo(self) -> Transaction | None:
        return self._try(self.session.redo)

    def say(self, words: str) -> None:
        self.said.emit(words)

    def trouble(self, error: Exception) -> None:
        """Show an error of another road (a job, an export) in the same place."""
        kind: Literal["refused", "not_saved"] = "not_saved" if isinstance(error, NotSaved) else "refused"
        self.troubled.emit(Trouble(kind, sentence(error)))

    def close(self) -> None:
        self._unsubscribe()

    def _try(self, deed: Callable[[], Transaction], *, settles: bool = True) -> Transaction | None:
        try:
            transaction = deed()
        except (DomainError, NotSaved) as error:
            self.trouble(error)
            return None
        if settles:
            self.settled.emit()
        return transaction

    def _noticed(self, notice: Notice) -> None:
        self.changed.emit(notice)
