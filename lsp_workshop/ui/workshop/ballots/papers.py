"""Entering papers by keyboard alone: numbers mark, Enter is the next paper. Shows no totals, because it knows none."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsp_workshop.domain.edits.correcting import paper_of
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Ballot, BallotStatus, Method, Vote
from lsp_workshop.domain.paper_keys import paper_keys
from lsp_workshop.domain.wording import short_title
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import FocusRing
from lsp_workshop.ui.widgets.announce import announce
from lsp_workshop.ui.workshop.ballots.casting import entered_words, entering, is_as_it_was
from lsp_workshop.ui.workshop.ballots.entry import Paper
from lsp_workshop.ui.workshop.ballots.keys import Digits, Strokes
from lsp_workshop.ui.workshop.ballots.paper_card import PaperCard
from lsp_workshop.ui.workshop.ballots.voters import voters_of
from lsp_workshop.ui.workshop.ballots.words import refusal

_ARROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_OTHERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class PaperEntry(QWidget):
    left = Signal()
    entered = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.paper: Paper | None = None
        self._waiting: tuple[Paper, dict[str, int], Mapping[str, str], str, bool] | None = None
        """The paper that was entered last: its marks, whose it is, its comment, and whether it is spoilt."""
        self._whose: tuple[str, str] | None = None
        """The voter who was shown when the marks were made, where papers name their voter."""
        self._keys: tuple[str, ...] = ()
        self._strokes = Strokes(())
        self._armed = ""
        self._digits = Digits()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        card = self._card = PaperCard(desk.theme)
        self.voter, self.lines, self.points = card.voter, card.lines, card.points
        self.comment, self.summary, self.message = card.comment, card.summary, card.message
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        FocusRing(desk.theme, self)
        self.voter.changed.connect(self._voter_changed)
        self.lines.pressed.connect(self._pressed)
        self.points.chosen.connect(self._point_chosen)
        self.comment.installEventFilter(self)
        desk.actions.on("ballot_spoilt", self._spoilt, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._card.fit(self.height(), can_write=self._desk.can_write)

    # --- showing ------------------------------------------------------------------------------------------

    def show_ballot(self, ballot: Ballot) -> None:
        """The ballot as it is now; a paper that is half typed stays."""
        if self.paper is None or self.paper.ballot != ballot:
            if self.paper is None or self.paper.ballot.id != ballot.id:
                self.voter.begin_anew()
            self.paper, self._whose = Paper(ballot), None
            self._armed = ""
            values = self.paper.takes_values
            keys = paper_keys(self._desk.workshop, ballot)
            self._keys = tuple("" if values else key for key in keys)
            self._strokes = Strokes((str(value) for value in self.paper.values()) if values else keys)
            self._card.show_paper(self.paper, self._keys)
            self._say("")
        self.tell_voters()
        self._tell()
        self._allow()

    def _allow(self) -> None:
        can_write = self._desk.can_write
        self._fit()
        if not can_write:
            self._say(self.tr("Papers cannot be entered here: this workshop can only be read."))
        self._card.allow(can_write=can_write)

    def words(self) -> str:
        """That a paper is half typed, and not what is on it; "" for none."""
        paper = self.paper
        ballot = self._desk.workshop.find(Ballot, paper.ballot.id) if paper is not None else None
        written = self.comment.text().strip()
        if paper is None or ballot is None or ballot.status is not BallotStatus.OPEN:
            return ""
        if (paper.is_empty and not written) or self._is_as_it_was():
            return ""
        marks = " · ".join(part for part in (paper.summary(), written) if part)
        # Whoever is asked about it must read the marks: of a long title its beginning will do.
        return self.tr("a paper of {title} ({marks})").format(title=short_title(ballot.title), marks=marks)

    def tell_voters(self) -> None:
        if self.paper is None:
            return
        ballot = self.paper.ballot
        voters = voters_of(self._desk.workshop, ballot)
        field = voters[0].field if voters else ""
        done: frozenset[str] = frozenset()
        if field in ("participant_id", "group_id"):
            votes = self._desk.workshop.votes_in(ballot.id)
            done = frozenset(str(getattr(vote, field)) for vote in votes)
        self._card.show_voters(voters, done)
        self._marks_of_the_voter()

    def after_undo(self) -> None:
        """Papers came or went by undo: where they name their voter, nothing that is typed outlives that."""
        if self.paper is not None:
            if self.voter.names_voters:
                self._drop_marks()
                self._whose = None
                self.voter.begin_anew()
            self._armed = ""
            self._say("")
            self._tell()

    def _drop_marks(self) -> None:
        assert self.paper is not None
        self._strokes.finish()
        self.paper.clear()
        self.comment.clear()

    def _marks_of_the_voter(self) -> None:
        """Marks belong to the one voter who was shown while they were made: to nobody else.

        Of one whose paper is in, they are those of that paper.
        """
        if self.paper is None or self._whose == self.voter.whose:
            return
        self._drop_marks()
        self._whose, self._armed = self.voter.whose, ""
        before = self._paper_before
        if before is not None:
            self.paper.load(before.choices)
            self.comment.setText(before.comment)

    @property
    def _paper_before(self) -> Vote | None:
        """The paper that is being put right; None where a new one is typed."""
        current = self.voter.current
        if self.paper is None or current is None or not self.voter.is_in:
            return None
        return paper_of(self._desk.workshop, self.paper.ballot.id, current.id)

    def _has_no_voter(self) -> bool:
        """Nobody is shown whose marks these would be; says so."""
        if not self.voter.is_nobody:
            self.voter.settle()
            return False
        words = self.tr("Whose paper is it? Nobody is called “{typed}”.") if self.voter.typed else ""
        words = words or self.tr("Every paper is in. Letters find the one whose paper is to be put right.")
        self._say(words.format(typed=self.voter.typed))
        self._tell()
        return True

    def _tell(self) -> None:
        """Marks, their sum, and what a reader hears of the whole."""
        paper = self.paper
        if paper is None:
            return
        self._card.tell(paper, self._strokes.pending)
        whose = self.voter.current.name if self.voter.current else ""
        self.setAccessibleName(self.tr("Ballot paper"))
        self.setAccessibleDescription(" · ".join(part for part in (whose, paper.summary()) if part))

    def _say(self, words: str, *, good: bool = False) -> None:
        self._card.say(words, good=good)
        announce(self, words)

    # --- keys ---------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._desk.can_write:
            self.left.emit()
            return
        if self.paper is None or not self._desk.can_write or event.modifiers() & _OTHERS:
            super().keyPressEvent(event)
            return
        key, armed = event.key(), self._armed
        self._armed = ""
        if key in _ENTER:
            if self._finish_stroke():
                self._enter(armed)
        elif key == Qt.Key.Key_Escape:
            self._escape(armed)
        elif key == Qt.Key.Key_Backspace:
            if not self._strokes.back() and not self.voter.untake():
                self.paper.take_off()
            self._after(None)
        elif key in _ARROWS:
            self._finish_stroke()
            if len(self.paper.ballot.options) > 1 or not self.voter.step(_ARROWS[Qt.Key(key)]):
                self.paper.move(_ARROWS[Qt.Key(key)])
            self._after(None)
        elif not self._typed(event):
            super().keyPressEvent(event)

    def _typed(self, event: QKeyEvent) -> bool:
        """A key that marks or chooses; False where it means nothing."""
        assert self.paper is not None
        # Where numbers are typed with Shift (a French keyboard), it takes nothing off.
        paper, shift = self.paper, bool(event.modifiers() & _SHIFT) and not event.text().isdigit()
        digit, text = self._digit(event), event.text().upper()
        sign = str(digit) if digit is not None else text
        if sign and not sign.isspace() and self._stroke(sign, shift=shift):
            return True
        if paper.takes_values:
            if text == " " and not self.voter.typed:
                if self._finish_stroke() and not self._has_no_voter():
                    self._after(paper.leave_blank())
                return True
        else:
            if text in ("+", " ") and not self.voter.typed:
                self._mark(paper.place, off=False)
                return True
            if text == "-" or event.key() == Qt.Key.Key_Delete:
                self._mark(paper.place, off=True)
                return True
        if event.key() == Qt.Key.Key_Delete:
            self.voter.settle()
            paper.take_off(paper.place)
            self._after(None)
            return True
        return bool(text) and self.voter.take(event.text())

    def _stroke(self, sign: str, *, shift: bool) -> bool:
        """A sign of a key: an option's or, on a scale, a value. False where no key has it."""
        assert self.paper is not None
        if self.voter.is_nobody:
            return sign.isdigit() and self._has_no_voter()
        waited = self._strokes.pending
        done = self._strokes.take(sign)
        if done is not None:
            self.voter.settle()
        for key in done or ():
            if self.paper.takes_values:
                self._value(int(key))
            else:
                self._mark(self._keys.index(key), off=shift)
        if done == ():
            self._after(None)
        elif done is None and sign.isdigit():
            if self.paper.takes_values:
                self._value(int(sign))
            else:
                self._say(self.tr("No option has the number {number}.").format(number=waited + sign))
            self._tell()
        return done is not None or sign.isdigit()

    def _finish_stroke(self) -> bool:
        """The value that waited for another digit counts now. False where half a number was typed that is none."""
        typed = self._strokes.pending
        key = self._strokes.finish()
        if typed and not key:
            self._say(self.tr("{typed} is half a number: type all its digits.").format(typed=typed))
            self._tell()
            return False
        if key and self.paper is not None and self.paper.takes_values:
            self._value(int(key))
        return True

    def _digit(self, event: QKeyEvent) -> int | None:
        shifted = bool(event.modifiers() & _SHIFT)
        return self._digits.on_key(event.key() - Qt.Key.Key_0, event.nativeScanCode(), shifted=shifted)

    def _mark(self, place: int, *, off: bool) -> None:
        assert self.paper is not None
        if self._has_no_voter():
            return
        if off:
            self.paper.place = place
            self.paper.take_off(place)
            self._after(None)
        else:
            self._after(self.paper.press(place))

    def _value(self, value: int) -> None:
        assert self.paper is not None
        if self._has_no_voter():
            return
        if value == 0 and 0 not in self.paper.values():
            self._after(self.paper.leave_blank())
        else:
            self._after(self.paper.give(value))

    def _after(self, refused: DomainError | None) -> None:
        self._say(refusal(refused, self._desk.workshop) if refused else "")
        self._tell()

    def _pressed(self, place: int) -> None:
        """A line was clicked."""
        assert self.paper is not None
        self.setFocus()
        self._armed = ""
        if not self._desk.can_write:
            return
        if self.paper.takes_values:
            self.paper.place = place
            self._after(None)
        else:
            self._mark(place, off=False)

    def _point_chosen(self, value: int) -> None:
        if self._desk.can_write:
            self._value(value)
            self.setFocus()

    def _voter_changed(self) -> None:
        self._say("")
        self._marks_of_the_voter()
        before = self._paper_before
        if before is not None:
            self._say(self.tr("This paper is in and spoilt.") if before.spoilt else self.tr("This paper is in."))
        self._tell()

    # --- the paper goes in --------------------------------------------------------------------------------

    def _enter(self, armed: str) -> None:
        """`armed` is what was asked last: the same press again says yes to it."""
        assert self.paper is not None
        ballot = self.paper.ballot
        may_be_empty = ballot.method is Method.DOTS or ballot.rules.allow_blank
        if self._is_as_it_was():
            self._leave_paper()
            return
        if self.voter.is_in and armed != "change":
            # Whoever typed a wrong name must not write over somebody else's vote by one press.
            self._armed = "change"
            words = self.tr("The paper of {name} is in. Enter again: what is marked here replaces it.")
            self._say(words.format(name=self.voter.current.name if self.voter.current else ""))
            return
        if self.paper.is_empty and may_be_empty and not armed:
            self._armed = "empty"
            self._say(self.tr("Nothing is marked. Enter again: an unmarked paper."))
            return
        self._cast(spoilt=False)

    def _spoilt(self) -> None:
        if self.paper is None or not self._desk.can_write:
            return
        if self._armed != "spoilt":
            self._armed = "spoilt"
            self._say(self.tr("A spoilt paper? F12 again counts it as spoilt; the marks are dropped."))
            return
        self._armed = ""
        self._cast(spoilt=True)

    def _is_as_it_was(self) -> bool:
        """A paper that is in is shown, and nothing on it has been changed."""
        return is_as_it_was(self.paper, self._paper_before, self._written)

    def _leave_paper(self) -> None:
        """The paper that is in stays as it is; the next one."""
        self._drop_marks()
        self.voter.begin_anew()
        self.setFocus()

    def _cast(self, *, spoilt: bool) -> None:
        assert self.paper is not None
        ballot = self.paper.ballot
        if self._has_no_voter():
            return
        assert self.voter.whose == self._whose, "marks are about to be entered for another voter"
        if self.voter.lacks_sector:
            self._say(
                refusal(DomainError("sector_missing", known=list(ballot.eligible_by_sector or ())), self._desk.workshop)
            )
            return
        whose, name = self.voter.arguments(), self.voter.current.name if self.voter.current else ""
        edit, was_in = entering(self.paper, whose, self._paper_before, self._written, spoilt=spoilt), self.voter.is_in
        try:
            self._desk.session.preview(edit)
        except DomainError as error:
            self._say(refusal(error, self._desk.workshop))
            self.setFocus()
            return
        marks = dict(self.paper.choices)
        self._waiting = (self.paper, marks, whose, self._written, spoilt)
        if self._desk.do(edit, again=self._cast_again) is None:
            # Not saved: the marks stay for the next try.
            return
        self._waiting = None
        self._drop_marks()
        if was_in:
            self.voter.begin_anew()
        self.setFocus()
        self.tell_voters()
        self._tell()
        words = entered_words(self._desk.workshop, ballot, name if was_in else "", spoilt=spoilt)
        self._say(words, good=True)
        self.entered.emit()

    def _cast_again(self) -> None:
        """The paper that was not saved, where it lies there as it was; one that was changed since is not done yet."""
        if self._waiting is None or self.paper is None:
            return
        *what, spoilt = self._waiting
        if what == [self.paper, dict(self.paper.choices), self.voter.arguments(), self._written]:
            self._cast(spoilt=spoilt)

    @property
    def _written(self) -> str:
        return "" if self.comment.isHidden() else self.comment.text().strip()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the comment Enter enters the paper too, and Escape goes back to its marks."""
        if watched is self.comment and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            armed, self._armed = self._armed, ""
            if event.key() in _ENTER and self.paper is not None:
                # An unmarked paper is not entered from here: what is asked then is answered at its marks.
                self._enter(armed if armed == "change" else "")
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _escape(self, armed: str) -> None:
        assert self.paper is not None
        if self.voter.is_in:
            self._leave_paper()
        elif self.voter.is_lost:
            self.voter.begin_anew()
        elif armed or self._strokes.pending or not self.paper.is_empty or self._written:
            if not armed and not self._strokes.finish():
                self.paper.clear()
                self.comment.clear()
            self._after(None)
        else:
            self.left.emit()
