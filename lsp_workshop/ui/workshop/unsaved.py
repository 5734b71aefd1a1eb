"""What the window says and offers about saving: "Saved 10:42:07", and the way out where the disk did not take it.

The deeds that wait to be tried again are the desk's; this shows them and asks for another file.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from lsp_workshop.domain.wording import shortened
from lsp_workshop.messages import SPOKEN, sentence
from lsp_workshop.ui.desk import MOST_WORDS, Desk, Trouble
from lsp_workshop.ui.widgets import MessageBar, SavedLabel


class Saving(QObject):
    """Keeps the label and the banner of one window true; `remarks` has what stays until it is read."""

    keyboard_free = Signal()
    """The banner that had the keyboard is gone."""

    def __init__(self, desk: Desk, messages: MessageBar, saved: SavedLabel, remarks: MessageBar) -> None:
        super().__init__(desk)
        self._desk, self._messages, self._saved, self._remarks = desk, messages, saved, remarks
        self._can_retry = True
        self._try = desk.actions.on("try_again", self._try_again)
        self._elsewhere = desk.actions.on("save_elsewhere", self._ask_where)
        self._offer(elsewhere=False)
        desk.slow.connect(saved.saving)
        desk.troubled.connect(self._troubled)
        desk.settled.connect(self._settled)
        self.tell()

    def tell(self) -> None:
        """ "Saved" only where all is: what waits to be tried again is not."""
        if self._desk.workshop.is_closed:
            self._saved.locked(self.tr("Closed: read only"))
        elif self._desk.session.read_only:
            self._saved.locked(self.tr("Only for viewing"))
        elif self._messages.lasting:
            self._saved.failed()
        else:
            self._saved.saved(self._desk.session.saved_at)

    def words(self) -> str:
        """What may be said about saving when it has come to rest: nothing while something is not saved."""
        return "" if self._messages.lasting else self._saved.text

    def _offer(self, *, elsewhere: bool) -> None:
        self._try.setEnabled(elsewhere and self._can_retry and self._desk.can_try_again)
        self._elsewhere.setEnabled(elsewhere)

    def _troubled(self, trouble: Trouble) -> None:
        if trouble.kind == "refused" or self._desk.session.read_only:
            self._messages.refused(trouble.sentence)
            return
        self._can_retry = trouble.can_retry
        self._fail(trouble.sentence, elsewhere=trouble.elsewhere)

    def _fail(self, words: str, *, elsewhere: bool) -> None:
        waiting = " · ".join(self._desk.waiting_words)
        if waiting:
            words = self.tr("{why} Kept until then: “{words}”").format(why=words, words=shortened(waiting, MOST_WORDS))
        self._offer(elsewhere=elsewhere)
        self._messages.failed(words)
        self.tell()

    def _settled(self) -> None:
        self._can_retry = True
        if self._desk.waiting_words:
            self._fail(self.tr("The disk takes changes again. Try again to save the rest."), elsewhere=True)
            return
        focus = QApplication.focusWidget()
        had_keyboard = focus is not None and self._messages.isAncestorOf(focus)
        # A refusal is over once something else was done; only a piece of news may stay its time.
        if self._messages.property("tone"):
            self._messages.clear()
        self._offer(elsewhere=False)
        self.tell()
        self._remark(self._desk.services.news_of(self._desk.session))
        if had_keyboard:
            self.keyboard_free.emit()

    def _try_again(self) -> None:
        self._desk.try_again()

    # --- another file -------------------------------------------------------------------------------------

    def _ask_where(self) -> None:
        suggested = self._desk.services.suggested_path(self._desk.session)
        self._desk.dialogs.ask_save_file(
            self.tr("Save elsewhere"),
            self.tr("Workshops (*{ending})").format(ending=suggested.suffix),
            suggested,
            self._save_elsewhere,
            replaces=False,
        )

    def _save_elsewhere(self, path: Path) -> None:
        try:
            remarks = self._desk.services.save_elsewhere(self._desk.session, path)
        except SPOKEN as error:
            self._fail(self.tr("Not saved there either: {why}").format(why=sentence(error)), elsewhere=True)
            return
        if self._desk.can_try_again:
            self._desk.try_again()
        else:
            self._desk.settled.emit()
        self._messages.news(self.tr("Now saving to {path}").format(path=path), stays=True)
        self._remark(remarks)

    def _remark(self, sentences: Sequence[str]) -> None:
        if sentences:
            self._remarks.remark("\n".join(sentences))
