"""What every page of the workshop window gets in its hands: the session and everything around it.

`Desk.do` is how a page changes anything: it saves, or says in the window's message bar why not and returns None.
What the disk did not take is kept here until it was tried again; how that looks is in `workshop.unsaved`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import shiboken6
from PySide6.QtCore import QObject, Signal

from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.template import framework_of
from lsp_workshop.domain.transaction import Edit, Transaction
from lsp_workshop.domain.wording import shortened
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.messages import sentence
from lsp_workshop.session import Notice, NotSaved, Session
from lsp_workshop.ui import collector
from lsp_workshop.ui.actions import Actions
from lsp_workshop.ui.dialogs import Dialogs
from lsp_workshop.ui.jobs import Jobs
from lsp_workshop.ui.room_screen import Projector
from lsp_workshop.ui.services import Services
from lsp_workshop.ui.theme import Theme

_FINAL = frozenset({"read_only", "closed", "not_writable"})
"""Codes of a `NotSaved` for which another try, or another file, changes nothing."""
_ELSEWHERE_ONLY = frozenset({"file_replaced", "file_truncated", "file_changed"})
"""Codes after which the file never again is what it was: only another one helps."""
MOST_WORDS = 160
"""How many letters of words that are not saved are shown in a message."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A sentence for the message bar. "refused": a rule said no. "not_saved": the disk did; it stays until settled.

    `can_retry`: the same file may take it another time. `elsewhere`: another file may.
    """

    kind: Literal["refused", "not_saved"]
    sentence: str
    can_retry: bool = False
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A deed that the disk did not take, and how to do it again. `words` stand nowhere else: their dialog is closed.

    A newer deed with the same `key` takes its place.
    """

    key: object
    again: Callable[[], object]
    words: str = ""

    @property
    def is_gone(self) -> bool:
        """The widget that would do it again is there no more: its box was closed on purpose."""
        owner = getattr(self.again, "__self__", None)
        return isinstance(owner, QObject) and not shiboken6.isValid(owner)


class Desk(QObject):
    """Session, services and the window's helpers. One a workshop window; it ends with `close`."""

    changed = Signal(object)
    """A `Notice`, after a transaction is on disk and in memory."""
    troubled = Signal(object)
    """A `Trouble`."""
    settled = Signal()
    """Something was saved, so an earlier trouble is over, but for `waiting_words`."""
    slow = Signal()
    """The disk takes its time. Sent while it does: paint at once, and change nothing."""
    wanted = Signal(object)
    """A place (`search_index.Hit`) that somebody wants to go to."""
    said = Signal(str)
    """A short piece of news for the message bar ("3 answers put under Skills")."""

    beside_left = Signal()
    """Escape, or the end of typing, in a card beside the page: the keyboard goes back to the page in front."""

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
        self.framework = framework_of(session.workshop, services.framework)
        """That of the template which the workshop was made from, or the program's own. No edit changes it."""
        self.projector: Projector
        """Set by the window, which makes it; nothing reaches the room but through it."""
        self._unsaved: list[Unsaved] = []
        self._late: list[str] | None = None
        """What was refused while deeds are tried again, to be said after that."""
        self._end = session.subscribe(self._noticed)
        # Until the session ends: its closing may be what a slow disk keeps waiting.
        session.on_slow(self.slow.emit)

    @property
    def workshop(self) -> Workshop:
        return self.session.workshop

    @property
    def can_write(self) -> bool:
        """False for a closed workshop and for a file that is open elsewhere: then nothing can be typed."""
        return not self.session.read_only and not self.workshop.is_closed

    def do(self, edit: Edit, *, again: Callable[[], object] | None = None, words: str = "") -> Transaction | None:
        """Run and save the edit. None where it was refused or not saved: leave the words in the box then.

        `again` is what "Try again" does where the words stand in a box: the page's own slot (a bound method), which
        reads the box, saves it and empties it. Without it the edit itself is run again; `words` are then those that
        would be lost with it, because the dialog they were typed into is closed.
        """
        if again is not None:
            return self._try(lambda: self.session.do(edit), Unsaved(again, again, words))
        return self._try(
            lambda: self.session.do(edit), Unsaved(words or None, lambda: self.do(edit, words=words), words)
        )

    def note(self, edit: Edit, *, again: Callable[[], object]) -> bool:
        """Save what nobody did (time goes by). False where it was not; an earlier trouble is not over by it."""
        return self._try(lambda: self.session.do(edit), Unsaved(again, again), settles=False) is not None

    def undo(self) -> Transaction | None:
        return self._try(self.session.undo, Unsaved("undo", self.undo))

    def redo(self) -> Transaction | None:
        return self._try(self.session.redo, Unsaved("redo", self.redo))

    # --- what the disk did not take -----------------------------------------------------------------------

    @property
    def waiting_words(self) -> list[str]:
        """Words that are not saved and stand in no box."""
        return [deed.words for deed in self._unsaved if deed.words]

    @property
    def can_try_again(self) -> bool:
        return bool(self._unsaved)

    def try_again(self) -> None:
        """Do again what was not saved, in the order in which it was done, up to the first that fails again.

        One that fails by a mistake of the program is kept too, behind the others, and the mistake is raised.
        """
        if not self._unsaved:
            return
        waiting, self._unsaved, self._late = self._unsaved, [], []
        try:
            while waiting and not self._unsaved:
                if not waiting[0].is_gone:
                    waiting[0].again()
                del waiting[0]
        except BaseException:
            waiting.append(waiting.pop(0))
            raise
        finally:
            newer = {each.key for each in self._unsaved}
            self._unsaved += [each for each in waiting if each.key not in newer]
            refused, self._late = self._late or [], None
        if not self._unsaved:
            self.settled.emit()
        if refused:
            self.troubled.emit(Trouble("refused", " ".join(refused)))

    def say(self, words: str) -> None:
        self.said.emit(words)

    def trouble(self, error: Exception) -> None:
        """Show an error of another road (a job, an export) in the same place."""
        if isinstance(error, NotSaved):
            self.troubled.emit(self._trouble_of(error))
        else:
            self._refuse(sentence(error))

    def _trouble_of(self, error: NotSaved) -> Trouble:
        may = error.code not in _FINAL
        return Trouble("not_saved", sentence(error), may and error.code not in _ELSEWHERE_ONLY, may)

    def close(self) -> None:
        self._end()

    def _try(self, deed: Callable[[], Transaction], unsaved: Unsaved, *, settles: bool = True) -> Transaction | None:
        try:
            with collector.undisturbed():
                transaction = deed()
        except DomainError as error:
            # In the second go its words are in no box, and are kept no longer.
            lost = unsaved.words if self._late is not None else ""
            self._refuse(f"{sentence(error)} “{shortened(lost, MOST_WORDS)}”" if lost else sentence(error))
            return None
        except NotSaved as error:
            if error.code not in _FINAL:
                self._keep(unsaved)
            self.trouble(error)
            return None
        # What changed nothing did not come to the disk, and says nothing of it.
        self._done(unsaved, settles=settles and bool(transaction.changes))
        return transaction

    def _keep(self, unsaved: Unsaved) -> None:
        self._unsaved = [*(each for each in self._unsaved if each.key != unsaved.key), unsaved]

    def _done(self, done: Unsaved, *, settles: bool) -> None:
        """The disk takes changes again. Whose words are on screen needs no keeping: the person sees them there."""
        before = self._unsaved
        self._unsaved = [each for each in before if each.key != done.key and (each.words or not settles)]
        if settles or (before and not self._unsaved):
            self.settled.emit()

    def _refuse(self, words: str) -> None:
        if self._late is not None:
            self._late.append(words)
        else:
            self.troubled.emit(Trouble("refused", words))

    def _noticed(self, notice: Notice) -> None:
        self.changed.emit(notice)
