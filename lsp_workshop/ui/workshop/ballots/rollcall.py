"""Who has voted: a roll-call, apart from the papers. For secret papers the ticks are collected and saved together."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from lsp_workshop.domain.anonymity import sector_on_paper
from lsp_workshop.domain.edits.ballots import record_turnout
from lsp_workshop.domain.model import Ballot, BallotStatus, Group, Organisation, Participant, Secrecy, VoterUnit
from lsp_workshop.domain.voting import turnout_can_be_recorded
from lsp_workshop.domain.wording import short_title
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import Button, Card, label, row
from lsp_workshop.ui.workshop.ballots.words import of
from lsp_workshop.ui.workshop.page import still_there

_ID = Qt.ItemDataRole.UserRole
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _AsWideAsThereIs(QStyledItemDelegate):
    """Rows that ask for no width are as wide as the list, and their words are cut with an ellipsis."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(1, super().sizeHint(option, index).height())


class RollCall(QWidget):
    left = Signal()
    counted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ballot: Ballot | None = None
        self._waiting: dict[str, set[str]] = {}
        self._filling = False
        self.search = QLineEdit()
        self.search.setAccessibleName(self.tr("Find who has voted"))
        self.count = label("", "title")
        self.note = label("", "caption", "muted", wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Who has voted"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        # A long name is cut, and whole in its tip: nobody scrolls to its end while people queue.
        self.list.setItemDelegate(_AsWideAsThereIs(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.save = Button(desk.theme, self.tr("Save who has voted"), "secondary", "check")
        card = Card()
        card.body.addLayout(row(self.search, self.count, spacing=16))
        card.body.addWidget(self.list, 1)
        card.body.addLayout(row(self.note, self.save))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.list.itemChanged.connect(self._ticked_item)
        self.save.clicked.connect(self.keep)
        self.setFocusProxy(self.search)

    # --- showing ------------------------------------------------------------------------------------------

    def show_ballot(self, ballot: Ballot) -> None:
        """The people (or tables) who may vote; ticks that are not saved yet stay."""
        if self._ballot is None or self._ballot.id != ballot.id:
            self.search.clear()
        self._ballot = ballot
        recorded = self._recorded(ballot)
        self._ticked.difference_update(recorded)
        self._filling = True
        self.list.clear()
        for voter_id, words in self._voters(ballot):
            item = QListWidgetItem(words)
            item.setData(_ID, voter_id)
            item.setToolTip(words)
            has = voter_id in recorded
            item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
            if has or not self._desk.can_write:
                item.setFlags(Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
            item.setCheckState(Qt.CheckState.Checked if has or voter_id in self._ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self._filling = False
        self._filter()
        self._tell()

    @property
    def _ticked(self) -> set[str]:
        """Of the ballot that is shown, what is not saved yet. Each ballot has its own until it is saved."""
        assert self._ballot is not None
        return self._waiting.setdefault(self._ballot.id, set())

    def _recorded(self, ballot: Ballot) -> set[str]:
        turnout = self._desk.workshop.turnout_of(ballot.id)
        if turnout is None:
            return set()
        return set(turnout.group_ids if ballot.voter_unit is VoterUnit.GROUP else turnout.participant_ids)

    def _voters(self, ballot: Ballot) -> list[tuple[str, str]]:
        workshop = self._desk.workshop
        found = []
        for voter_id in ballot.eligible_ids or ():
            group, person = workshop.find(Group, voter_id), workshop.find(Participant, voter_id)
            if ballot.voter_unit is VoterUnit.GROUP and group is not None:
                found.append((voter_id, workshop.group_name(group)))
            elif person is not None:
                body = workshop.find(Organisation, person.organisation_id)
                found.append((voter_id, f"{person.name} · {body.name}" if body else person.name))
        return sorted(found, key=lambda each: each[1].casefold())

    def _tell(self) -> None:
        ballot = self._ballot
        if ballot is None:
            return
        known = len(self._recorded(ballot)) + len(self._ticked)
        self.count.setText(of(known, ballot.eligible))
        at_once = ballot.secrecy is Secrecy.ATTRIBUTED
        can_write = self._desk.can_write
        self.search.setPlaceholderText(self.tr("Type a name, Enter ticks it") if can_write else self.tr("Find a name"))
        self.note.setVisible(can_write or not ballot.eligible_ids)
        if not ballot.eligible_ids:
            self.note.setText(self.tr("This file does not say who might vote, so nobody can be ticked."))
        elif at_once:
            self.note.setText(self.tr("Each tick is saved at once."))
        else:
            self.note.setText(self._waiting_words(ballot))
        self.save.setVisible(can_write and not at_once)
        self.save.setEnabled(can_write and bool(self.savable(ballot)))

    def _waiting_words(self, ballot: Ballot) -> str:
        left = len(self.waiting(ballot.id))
        if not left:
            return self.tr("Kept apart from the papers, and saved together: nothing tells who voted when or how.")
        names = self.tr("1 name waits") if left == 1 else self.tr("{n} names wait").format(n=left)
        never = left - len(self.savable(ballot, closing=True))
        if not never:
            words = self.tr("{names}, so that nobody's paper can be told from the order; saved when the ballot closes.")
        elif never == left:
            words = self.tr(
                "{names}, and cannot be noted when the ballot closes either, unless more of a kind are ticked: so few "
                "after the others would tell whose papers came last."
            )
        else:
            words = self.tr(
                "{names}: {saved} saved when the ballot closes, {never} not, unless more of a kind are ticked: so few "
                "after the others would tell whose papers came last."
            )
        return words.format(names=names, saved=left - never, never=never)

    # --- ticking ------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _ENTER:
                self._tick_found()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                if self.search.text():
                    self.search.clear()
                else:
                    self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def _shown(self) -> list[int]:
        return [place for place in range(self.list.count()) if not self.list.isRowHidden(place)]

    def _filter(self) -> None:
        wanted = self.search.text().casefold().split()
        for place in range(self.list.count()):
            words = self.list.item(place).text().casefold()
            self.list.setRowHidden(place, not all(part in words for part in wanted))
        shown = self._shown()
        # What Enter would tick: the first that has not voted.
        waiting = [p for p in shown if self.list.item(p).checkState() == Qt.CheckState.Unchecked]
        self.list.setCurrentRow((waiting or shown or [-1])[0])

    def _step(self, step: int) -> None:
        shown, here = self._shown(), self.list.currentRow()
        if shown:
            place = shown.index(here) if here in shown else 0
            self.list.setCurrentRow(shown[(place + step) % len(shown)])

    def _tick_found(self) -> None:
        item = self.list.item(self.list.currentRow())
        can_tick = Qt.ItemFlag.ItemIsUserCheckable
        if self.list.currentRow() >= 0 and can_tick in item.flags():
            checked = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked)
        self.search.clear()
        self._filter()

    def _ticked_item(self, item: QListWidgetItem) -> None:
        if self._filling or self._ballot is None:
            return
        voter_id = str(item.data(_ID))
        if item.checkState() == Qt.CheckState.Checked:
            self._ticked.add(voter_id)
        else:
            self._ticked.discard(voter_id)
        if self._ballot.secrecy is Secrecy.ATTRIBUTED:
            self.keep()
        self._tell()

    def keep(self) -> str:
        """Save the ticks of every ballot, together and in no order of theirs. Returns what could not be saved.

        Names so few that they would tell whose a paper is wait in memory, at most until their ballot closes.
        """
        lost = [self._keep(ballot_id) for ballot_id in tuple(self._waiting)]
        self.counted.emit()
        self._tell()
        return still_there(lost)

    def hold(self) -> None:
        """Something else is looked at: what is attributed is saved, if it was not yet. Other names wait for the end.

        Those that go in early leave the late ones of their kind so few that these could never be noted.
        """
        for ballot_id in tuple(self._waiting):
            ballot = self._desk.workshop.find(Ballot, ballot_id)
            if ballot is None or ballot.secrecy is Secrecy.ATTRIBUTED:
                self._keep(ballot_id)

    def waiting(self, ballot_id: str) -> list[str]:
        """The ids of those who are ticked and not saved yet, in no order of theirs."""
        ballot = self._desk.workshop.find(Ballot, ballot_id)
        return sorted(self._waiting.get(ballot_id, set()) - self._recorded(ballot)) if ballot else []

    def savable(self, ballot: Ballot, *, closing: bool = False) -> list[str]:
        """Those of `waiting` who can be noted now: people whose papers look alike go in together or wait together."""
        workshop = self._desk.workshop
        lots: dict[str | None, list[str]] = {}
        for voter_id in self.waiting(ballot.id):
            lots.setdefault(self._alike(ballot, voter_id), []).append(voter_id)
        fit = [lot for lot in lots.values() if turnout_can_be_recorded(workshop, ballot, lot, closing=closing)]
        return sorted(voter_id for lot in fit for voter_id in lot)

    def _alike(self, ballot: Ballot, voter_id: str) -> str | None:
        person = self._desk.workshop.find(Participant, voter_id)
        if ballot.secrecy is not Secrecy.SECTOR_ONLY or person is None:
            return None
        sector = self._desk.workshop.sector_of(person)
        return sector_on_paper(ballot, sector.id) if sector is not None else None

    def drop(self, ballot_id: str) -> None:
        """The ballot is closed: whoever could not be noted with that never can be, and the person was told."""
        self._waiting.pop(ballot_id, None)

    def _keep(self, ballot_id: str) -> str:
        ballot = self._desk.workshop.find(Ballot, ballot_id)
        if ballot is None or ballot.status is BallotStatus.DRAFT:
            # Its opening was undone: whoever voted did so in nothing.
            self._waiting.pop(ballot_id)
            return ""
        fit = self.savable(ballot)
        if fit and self._desk.can_write:
            self._desk.do(record_turnout(ballot_id, fit), again=self.keep)
        left = self.waiting(ballot_id)
        if not left:
            self._waiting.pop(ballot_id)
            return ""
        words = self.tr("{count} ticked in {title}")
        return words.format(count=len(left), title=short_title(ballot.title))
