"""The tab "Ballots" of a question: the list, and one ballot at a time in whatever state it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from lsp_workshop.domain.edits.ballots import close_ballot, delete_ballot, open_ballot
from lsp_workshop.domain.model import (
    Ballot,
    BallotOption,
    BallotStatus,
    Participant,
    Question,
    Turnout,
    Vote,
    WorkshopDetails,
)
from lsp_workshop.domain.reconciliation import comings_and_goings
from lsp_workshop.domain.voting import papers_in, result_of
from lsp_workshop.session import Deed, Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.doubt import doubt_of
from lsp_workshop.ui.widgets import Button, Card, EmptyState, ScrollColumn, row
from lsp_workshop.ui.workshop.ballots.closing import ClosingDialog
from lsp_workshop.ui.workshop.ballots.deciding import AfterTheResult
from lsp_workshop.ui.workshop.ballots.draft import DraftBallot
from lsp_workshop.ui.workshop.ballots.keys import Strokes
from lsp_workshop.ui.workshop.ballots.new import NewBallot
from lsp_workshop.ui.workshop.ballots.parts import KeyButton, clear_out
from lsp_workshop.ui.workshop.ballots.reconciling import box_table, left_out_words
from lsp_workshop.ui.workshop.ballots.result import ResultView
from lsp_workshop.ui.workshop.ballots.room import comings_words
from lsp_workshop.ui.workshop.ballots.running import RunningBallot
from lsp_workshop.ui.workshop.ballots.sources import draft
from lsp_workshop.ui.workshop.ballots.words import status_words
from lsp_workshop.ui.workshop.page import Panel, still_there

_ARROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class BallotList(QWidget):
    """Each ballot of the question with how far it is; a number opens it."""

    chosen = Signal(str)
    wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ids: list[str] = []
        self._keys: list[str] = []
        self._strokes = Strokes(())
        # Where there is nothing to press, the keyboard is here.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self.tr("Ballots of this question"))
        self.new = Button(desk.theme, self.tr("New ballot"), "secondary", "plus")
        self.first = Button(desk.theme, self.tr("New ballot"), "secondary", "plus")
        self.empty = EmptyState(
            desk.theme,
            "vote",
            "",
            button=self.first,
        )
        self._rows = ScrollColumn(spacing=0)
        self._card = Card(margin=8)
        self._card.body.addWidget(self._rows)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.empty, 1)
        layout.addLayout(row(self.new, None))
        layout.addWidget(self._card, 1)
        self.new.installEventFilter(self)
        self.new.clicked.connect(self._want)
        self.first.clicked.connect(self._want)

    def show_ballots(self, ballots: list[Ballot]) -> None:
        clear_out(self._rows.body)
        self._ids = [ballot.id for ballot in ballots]
        # More than nine: each has two digits, so that every one can be typed and none waits for Enter.
        digits = len(str(len(ballots)))
        self._keys = [f"{place:0{digits}}" for place in range(1, len(ballots) + 1)]
        self._strokes = Strokes(self._keys)
        workshop = self._desk.workshop
        for place, ballot in zip(self._keys, ballots, strict=True):
            words = status_words(ballot, result_of(workshop, ballot.id), papers_in(workshop, ballot.id))
            doubt = doubt_of(ballot, workshop.turnout_of(ballot.id), *workshop.votes_in(ballot.id))
            words = " · ".join(part for part in (words, doubt) if part)
            button = KeyButton(self._desk.theme, place, ballot.title, words)
            button.installEventFilter(self)
            button.clicked.connect(self._chooser(ballot.id))
            self._rows.body.addWidget(button)
            # At once, and not when the event loop comes to it: the next key may already go there.
            button.show()
        self._rows.body.addStretch(1)
        self.empty.setVisible(not ballots)
        self._card.setVisible(bool(ballots))
        can_write = self._desk.can_write
        self.new.setVisible(bool(ballots) and can_write)
        self.first.setVisible(can_write)
        if can_write:
            self.empty.set_texts(
                self.tr("No ballot on this question yet"),
                self.tr("Ctrl+B, then a number: the options come from the themes or answers that are there."),
            )
        else:
            self.empty.set_texts(self.tr("No ballots"), self.tr("Nothing was voted on at this question."))

    def begin(self) -> None:
        """Enter is a new ballot, whether there are others or not; a number opens one that is there."""
        item = self._rows.body.itemAt(0)
        first = item.widget() if item is not None else None
        if self._desk.can_write:
            (self.new if self._ids else self.first).setFocus()
        else:
            (first or self).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sign, plain = event.text(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not (plain and sign.isdigit()):
            self._strokes.finish()
            super().keyPressEvent(event)
            return
        for key in self._strokes.take(sign) or ():
            self.chosen.emit(self._ids[self._keys.index(key)])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down go through the ballots and stop at the ends: a button would hand them to its neighbours."""
        pressed = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if pressed in _ARROWS and isinstance(watched, QWidget):
            self._strokes.finish()
            stops = [self.new, *self._buttons()]
            to = stops.index(watched) + _ARROWS[Qt.Key(pressed)] if watched in stops else 0
            stop = stops[min(max(to, 0), len(stops) - 1)]
            stop.setFocus(Qt.FocusReason.TabFocusReason)
            if stop is not self.new:
                self._rows.ensureWidgetVisible(stop, 0, 8)
            return True
        return super().eventFilter(watched, event)

    def _buttons(self) -> list[QWidget]:
        items = (self._rows.body.itemAt(place) for place in range(self._rows.body.count()))
        widgets = (item.widget() if item is not None else None for item in items)
        return [widget for widget in widgets if isinstance(widget, KeyButton)]

    def _chooser(self, ballot_id: str) -> Callable[[], None]:
        def choose() -> None:
            self.chosen.emit(ballot_id)

        return choose

    def _want(self) -> None:
        self.wanted.emit()


class BallotsPanel(Panel):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._question: Question | None = None
        self._ballot_id: str | None = None
        self._asked: tuple[Question, str, tuple[BallotOption, ...]] | None = None
        self.list, self.new = BallotList(desk), NewBallot(desk)
        self.draft, self.running, self.result = DraftBallot(desk), RunningBallot(desk), ResultView(desk)
        self._after = AfterTheResult(desk, self)
        self._after.made.connect(self._begin_draft)
        self._stack = QStackedWidget()
        for view in (self.list, self.new, self.draft, self.running, self.result):
            self._stack.addWidget(view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._connect()

    def _connect(self) -> None:
        self.list.chosen.connect(self.open)
        self.list.wanted.connect(self.begin)
        self.new.chosen.connect(self._make)
        self.new.given_up.connect(self.to_list)
        for view in (self.draft, self.running, self.result):
            view.left.connect(self.to_list)
            view.projecting.connect(self._project)
        self.draft.opening.connect(self._open_ballot)
        self.draft.deleting.connect(self._delete)
        self.running.closing.connect(self._ask_to_close)
        self.result.deciding.connect(self._decide)
        self.result.planning.connect(self._plan_objectives)
        self.result.settling.connect(self._ask_to_settle)
        self.result.replacing.connect(self._replace)
        self.result.following.connect(self.open)
        act = self.desk.actions
        for action_id, deed in (
            ("open_ballot", self._open_ballot),
            ("close_ballot", self._ask_to_close),
            ("ballot_view", self.running.next_view),
            ("decide_ballot", self._decide),
            ("plan_routes", self._plan_objectives),
        ):
            act.on(action_id, self._if_seen(deed))
        act.on("project_ballot", self._project)
        self.desk.projector.changed.connect(self._tell_projector)
        self._tell_actions()

    def _if_seen(self, deed: Callable[[], None]) -> Callable[[], None]:
        """A key must not open, close or decide what is not on the screen."""

        def do() -> None:
            if self.isVisible():
                deed()

        return do

    # --- a panel ------------------------------------------------------------------------------------------

    def show_question(self, question: Question) -> None:
        if self._question is None or self._question.id != question.id:
            self.running.hold()
            self._question = question
            self.to_list()
        self._question = question

    def refresh(self, notice: Notice) -> None:
        touched = notice.transaction.touches(Ballot, Vote, Turnout, Participant, WorkshopDetails)
        if not touched or self._question is None:
            return
        ballot = self.ballot
        offering = self._stack.currentWidget() is self.new
        if (self._ballot_id is not None and ballot is None) or (offering and not self.desk.can_write):
            # Undone or deleted, or nothing new can be made any more.
            self.to_list()
        elif ballot is not None:
            self._show(ballot)
        elif self._stack.currentWidget() is self.list:
            self._list()
        if notice.deed is not Deed.DONE and notice.transaction.touches(Vote):
            self.running.after_undo()

    def shown(self) -> None:
        view = self._stack.currentWidget()
        if isinstance(view, BallotList | NewBallot | RunningBallot | ResultView | DraftBallot):
            view.begin()

    def keep(self) -> str:
        typed = self.new.words() if self._stack.currentWidget() is self.new else ""
        return still_there([self.running.keep(), self.draft.keep(), typed])

    def begin(self) -> None:
        """Offer a new ballot."""
        if self._question is not None and self.desk.can_write:
            self.running.hold()
            self._ballot_id = None
            self.new.show_question(self._question, self.marked_answers())
            self._stack.setCurrentWidget(self.new)
            self._tell_actions()
            self.new.begin()

    # --- going about --------------------------------------------------------------------------------------

    @property
    def ballot(self) -> Ballot | None:
        """The one that is shown."""
        return self.desk.workshop.find(Ballot, self._ballot_id)

    def to_list(self) -> None:
        self.running.hold()
        self._ballot_id = None
        self._list()
        self._stack.setCurrentWidget(self.list)
        self._tell_actions()
        if self.isVisible():
            self.list.begin()

    def show_record(self, record_id: str) -> None:
        if record_id in (ballot.id for ballot in self._ballots()):
            self.open(record_id)

    def open(self, ballot_id: str) -> None:
        """Show a ballot in its state."""
        self.running.hold()
        self._ballot_id = ballot_id
        ballot = self.ballot
        if ballot is not None:
            self._show(ballot)
            self.shown()

    def _ballots(self) -> list[Ballot]:
        return list(self.desk.workshop.ballots_of(self._question.id)) if self._question else []

    def _list(self) -> None:
        self.list.show_ballots(self._ballots())

    def _show(self, ballot: Ballot) -> None:
        views: dict[BallotStatus, DraftBallot | RunningBallot | ResultView] = {
            BallotStatus.DRAFT: self.draft,
            BallotStatus.OPEN: self.running,
            BallotStatus.CLOSED: self.result,
        }
        view = views[ballot.status]
        was = self._stack.currentWidget()
        view.show_ballot(ballot)
        self._stack.setCurrentWidget(view)
        self._tell_actions()
        if was is not view and self.isVisible():
            self.shown()

    def _tell_actions(self) -> None:
        ballot, act = self.ballot, self.desk.actions
        status = ballot.status if ballot else None
        writable = self.desk.can_write
        act["open_ballot"].setEnabled(status is BallotStatus.DRAFT and writable)
        act["close_ballot"].setEnabled(status is BallotStatus.OPEN and writable)
        act["ballot_spoilt"].setEnabled(status is BallotStatus.OPEN and writable)
        act["ballot_view"].setEnabled(status is BallotStatus.OPEN)
        act["project_ballot"].setEnabled(ballot is not None and self.desk.projector.available)
        act["plan_routes"].setEnabled(writable)
        act["decide_ballot"].setEnabled(status is BallotStatus.CLOSED and writable)
        self._tell_projector()

    def _tell_projector(self) -> None:
        held = self._ballot_id is not None and self.desk.projector.is_held_back(self._ballot_id)
        self.result.tell_projector(held_back=held)
        available = self.desk.projector.available
        for view in (self.draft, self.running, self.result):
            view.project.setEnabled(available)

    def _plan_objectives(self) -> None:
        """Objectives of the options of the ballot that is shown, or of those that chose the routes."""
        from lsp_workshop.ui.workshop.plan.routes import RoutesDialog

        self.desk.dialogs.show(RoutesDialog(self.window(), self.desk, self._ballot_id or ""))

    # --- deeds --------------------------------------------------------------------------------------------

    def _make(self, preset: str, options: tuple[BallotOption, ...]) -> None:
        if self._question is not None:
            self._make_for(self._question, preset, options)

    def _make_for(self, question: Question, preset: str, options: tuple[BallotOption, ...]) -> None:
        self._asked = (question, preset, options)
        edit = draft(preset, options, question, self.desk.framework)
        made = self.desk.do(edit, again=self._make_again)
        if made is not None and self._question is not None and self._question.id == question.id:
            self.open(made.new(Ballot).id)
            self.draft.begin(question.text)

    def _make_again(self) -> None:
        if self._asked is not None:
            self._make_for(*self._asked)

    def _open_ballot(self) -> None:
        if self._ballot_id is not None and self.draft.settle():
            self.desk.do(open_ballot(self._ballot_id))

    def _delete(self) -> None:
        if self._ballot_id is not None:
            self.desk.do(delete_ballot(self._ballot_id))

    def _ask_to_close(self) -> None:
        ballot = self.ballot
        if ballot is None:
            return
        self.running.hold()
        roll = self.running.roll
        waiting = roll.waiting(ballot.id)
        found = box_table(self.desk.workshop, ballot, waiting, self.running.unfinished())
        left_out = len(waiting) - len(roll.savable(ballot, closing=True))
        if left_out:
            found = found.with_remarks([left_out_words(left_out)])
        quiet = comings_words(comings_and_goings(self.desk.workshop, ballot))
        dialog = ClosingDialog(self, ballot.title, found, quiet)
        dialog.accepted.connect(self._close)
        self.desk.dialogs.show(dialog)

    def _close(self) -> None:
        self.running.hold()
        ballot = self.ballot
        if ballot is not None:
            roll = self.running.roll
            closing = close_ballot(ballot.id, roll.savable(ballot, closing=True))
            if self.desk.do(closing) is not None:
                roll.drop(ballot.id)

    def _project(self) -> None:
        ballot = self.ballot
        if ballot is None:
            return
        if ballot.status is BallotStatus.CLOSED:
            self.desk.projector.send_result(ballot.id)
        else:
            self.desk.projector.send_ballot(ballot.id)

    def _ask_to_settle(self) -> None:
        if self.ballot is not None:
            self._after.settle(self.ballot)

    def _replace(self) -> None:
        if self.ballot is not None:
            self._after.vote_again(self.ballot)

    def _decide(self) -> None:
        if self.ballot is not None:
            self._after.decide(self.ballot)

    def _begin_draft(self, ballot_id: str) -> None:
        """A run-off: somebody who goes on typing must not open it, and put marks on papers that are final."""
        self.open(ballot_id)
        self.draft.begin_to_read()
