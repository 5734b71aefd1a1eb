"""Entering papers by keyboard alone: numbers mark, Enter is the next paper. Shows no totals, because it knows none."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsp_workshop.domain.edits.ballots import cast_vote
from lsp_workshop.domain.edits.correcting import change_paper, paper_of
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Ballot, BallotStatus, Method, Vote
from lsp_workshop.domain.paper_keys import paper_keys
from lsp_workshop.domain.papers import scale_points
from lsp_workshop.domain.transaction import Edit
from lsp_workshop.domain.voting import papers_in
from lsp_workshop.domain.wording import short_title
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.tables import Line
from lsp_workshop.ui.widgets import Card, FocusRing, ScrollColumn, label, line, retext, row, set_tone
from lsp_workshop.ui.widgets.announce import announce
from lsp_workshop.ui.workshop.ballots.entry import Paper
from lsp_workshop.ui.workshop.ballots.keys import Strokes
from lsp_workshop.ui.workshop.ballots.lines import PaperLines
from lsp_workshop.ui.workshop.ballots.points import PointKeys
from lsp_workshop.ui.workshop.ballots.voters import VoterBar, voters_of
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
        self._digits: dict[int, int] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.voter = VoterBar(desk.theme)
        self._rule = line()
        self.proposal = label("", "lead", wrap=True)
        self.lines = PaperLines(desk.theme)
        self.points = PointKeys(desk.theme)
        self.legend = label("", "caption", "muted", wrap=True)
        self.comment = Line()
        self.comment.setPlaceholderText(self.tr("Tab: what is written on this paper"))
        self.comment.setAccessibleName(self.tr("Comment on this paper"))
        self.comment.setMaxLength(2000)
        self.summary = label("", "strong")
        self.message = label("", "body", "warning", wrap=True)
        self.hint = label("", "caption", "muted", wrap=True)
        self._build()
        self.voter.changed.connect(self._voter_changed)
        self.lines.pressed.connect(self._pressed)
        self.points.chosen.connect(self._point_chosen)
        self.comment.installEventFilter(self)
        desk.actions.on("ballot_spoilt", self._spoilt, self)

    def _build(self) -> None:
        self._scroll = ScrollColumn(margins=(0, 0, 12, 0), spacing=4)
        self._scroll.body.addWidget(self.proposal)
        self._scroll.body.addWidget(self.lines)
        self._scroll.body.addWidget(self.points)
        self._scroll.body.addStretch(1)
        card = self._card = Card()
        for part in (self.voter, self._rule, self._scroll, self.legend, self.comment):
            card.body.addWidget(part, 1 if part is self._scroll else 0)
        card.body.addLayout(row(self.summary, self.message, spacing=16))
        card.body.addWidget(self.hint)
        self._scroll.setMinimumHeight(48)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        FocusRing(self._desk.theme, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # With little height the marks go first: the keys' meaning is in the menu too.
        compact = self.height() < self._desk.theme.px(380)
        self.voter.set_compact(compact)
        self.lines.set_low(compact)
        self._card.body.setContentsMargins(16, 8 if compact else 16, 16, 8 if compact else 16)
        self._card.body.setSpacing(4 if compact else 8)
        self.hint.setVisible(not compact and self._desk.can_write)

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
            single = values and len(ballot.options) == 1
            self.comment.clear()
            self.comment.setVisible(single)
            retext(self.proposal, ballot.options[0].label if single else "")
            self.lines.setVisible(not single)
            self.lines.show_paper(self.paper, () if single else self._keys)
            points = scale_points(ballot)
            self.points.show_points(points if single else ())
            retext(self.legend, "" if single else " · ".join(f"{each.value} {each.label}" for each in points))
            self.hint.setText(self._hints(ballot))
            self._say("")
        self.tell_voters()
        self._tell()
        self._allow()

    def _allow(self) -> None:
        """What can only be read shows what the paper asks, and neither keys nor whose paper would be next."""
        can_write = self._desk.can_write
        self.lines.setEnabled(can_write)
        self.points.setEnabled(can_write)
        self._fit()
        self.comment.setReadOnly(not can_write)
        if not can_write:
            self.comment.hide()
            self.voter.hide()
            self._rule.hide()
            self.summary.clear()
            self._say(self.tr("Papers cannot be entered here: this workshop can only be read."))
            set_tone(self.message, "muted")

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
        self.voter.show_voters(voters, done)
        self._rule.setVisible(bool(voters))
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

    def _hints(self, ballot: Ballot) -> str:
        ends = self.tr("Enter next paper · F12 spoilt · Esc clear")
        if ballot.method is Method.RANKING:
            return self.tr("Press the options in order · Backspace takes the last off · ") + ends
        if ballot.method is Method.DOTS:
            numbers = self.tr("All digits of its number place a dot") if self._has_numbers else ""
            place = numbers or self.tr("Its key places a dot")
            return place + self.tr(" · Backspace takes the last off, Shift and its key that one · ") + ends
        blank = self.tr("0 no answer · ") if ballot.rules.allow_blank and 0 not in Paper(ballot).values() else ""
        return self.tr("A number is the value · ") + blank + self.tr("Backspace takes back · ") + ends

    @property
    def _has_numbers(self) -> bool:
        """More options than keys: they have numbers of several digits."""
        return any(len(key) > 1 for key in self._keys)

    def _tell(self) -> None:
        """Marks, their sum, and what a reader hears of the whole."""
        paper = self.paper
        if paper is None:
            return
        self.lines.tell()
        marked = self.points.show_mark(paper.mark_of(0))
        if marked is not None:
            self._scroll.ensureWidgetVisible(marked, 0, 8)
        typed = self._strokes.pending
        self.summary.setText(f"{typed}…  {paper.summary()}" if typed else paper.summary())
        whose = self.voter.current.name if self.voter.current else ""
        self.setAccessibleName(self.tr("Ballot paper"))
        self.setAccessibleDescription(" · ".join(part for part in (whose, paper.summary()) if part))
        if self.lines.isVisible() and len(paper.ballot.options) > 1:
            self._scroll.ensureWidgetVisible(self.lines.line(paper.place), 0, 8)

    def _say(self, words: str, *, good: bool = False) -> None:
        set_tone(self.message, "accent" if good else "warning")
        self.message.setText(words)
        # Its place is kept: the lines above must not jump under the scribe's eyes.
        self.message.setVisible(True)
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
        """The number on the key. With Shift most keyboards give another sign: then what the key gave without."""
        digit = event.key() - Qt.Key.Key_0
        if 0 <= digit <= 9:
            if event.nativeScanCode():
                self._digits[event.nativeScanCode()] = digit
            return digit
        if event.modifiers() & _SHIFT:
            return self._digits.get(event.nativeScanCode())
        return None

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
        before = self._paper_before
        if before is None or self.paper is None:
            return False
        return (dict(before.choices), before.comment) == (dict(self.paper.choices), self._written)

    def _leave_paper(self) -> None:
        """The paper that is in stays as it is; the next one."""
        self._drop_marks()
        self.voter.begin_anew()
        self.setFocus()

    def _edit(self, *, spoilt: bool) -> Edit:
        """Enters the paper for the one who is shown, or puts the one right that is in."""
        assert self.paper is not None
        whose, choices = self.voter.arguments(), {} if spoilt else dict(self.paper.choices)
        before = self._paper_before
        if before is not None:
            return change_paper(before.id, choices, spoilt=spoilt, comment=self._written)
        return cast_vote(
            self.paper.ballot.id,
            choices,
            sector_id=whose.get("sector_id") or None,
            group_id=whose.get("group_id"),
            participant_id=whose.get("participant_id"),
            spoilt=spoilt,
            comment=self._written,
        )

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
        edit, was_in = self._edit(spoilt=spoilt), self.voter.is_in
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
        papers = papers_in(self._desk.workshop, ballot.id)
        words = self.tr("Spoilt paper {number} is in.") if spoilt else self.tr("Paper {number} is in.")
        if papers == ballot.eligible:
            words = self.tr("All {number} papers are in.")
        if was_in:
            words = self.tr("The paper of {name} is changed.")
        self.tell_voters()
        self._tell()
        self._say(words.format(number=papers, name=name), good=True)
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
