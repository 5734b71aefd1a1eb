"""The decisions of a stage: a line to type the next one, and what was decided so far, newest first."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy

from lsp_workshop.domain.edits import plan
from lsp_workshop.domain.model import Ballot, Decision, Question, WorkshopDetails
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.tables import Line
from lsp_workshop.ui.widgets import EmptyState, ScrollColumn, column
from lsp_workshop.ui.workshop.page import Panel, still_there
from lsp_workshop.ui.workshop.plan.decision_card import DecisionCard


class DecisionsPanel(Panel):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._stage_id = ""
        self.cards: list[DecisionCard] = []
        self._waiting: tuple[str, str] | None = None
        """Stage and words of the decision that was entered last."""
        self._unfinished: list[DecisionCard] = []
        """Cards of other stages whose form was left half typed: they wait, unseen, until the day comes back."""
        self._begun: dict[str, str] = {}
        """What was half typed in other stages: it waits there, and is never decided in this one."""
        self.entry = Line()
        self.entry.walks = True
        self.entry.setProperty("kind", "entry")
        self.entry.setPlaceholderText(self.tr("Type the decision and press Enter"))
        self.entry.setAccessibleName(self.tr("New decision"))
        self._scroll = ScrollColumn(spacing=8)
        self._scroll.body.addStretch(1)
        self._empty = EmptyState(desk.theme, "gavel", "")
        self.setLayout(column(self.entry, self._scroll, self._empty, spacing=12))
        self._scroll.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.entry.returnPressed.connect(self._add)
        # Where there is no entry and no decision, the keyboard is here.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self.tr("Decisions of this stage"))
        desk.actions.within("edit_decision", self._edit, self)
        desk.actions.on("remove_decision", self._remove, self)
        desk.actions.within("project_decision", self._project, self)

    # --- a panel ------------------------------------------------------------------------------------------

    def show_question(self, question: Question) -> None:
        if question.stage_id != self._stage_id:
            self._begun[self._stage_id] = self.entry.text()
            self.entry.setText(self._begun.pop(question.stage_id, ""))
            self._stage_id = question.stage_id
            self._fill()

    def refresh(self, notice: Notice) -> None:
        if notice.transaction.touches(Decision, Ballot, WorkshopDetails):
            self._fill()

    def shown(self) -> None:
        if self.desk.can_write:
            self.entry.setFocus()
        elif self.cards:
            self._focus(0)
        else:
            self.setFocus()

    def show_record(self, record_id: str) -> None:
        for place, card in enumerate(self.cards):
            if card.decision.id == record_id:
                self._focus(place)

    def keep(self) -> str:
        begun = [self.entry.text().strip(), *(words.strip() for words in self._begun.values())]
        return still_there([*begun, *(card.unsaved() for card in (*self.cards, *self._unfinished))])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.entry.hasFocus() and self.cards:
            self._focus(0)
        else:
            super().keyPressEvent(event)

    # --- inside -------------------------------------------------------------------------------------------

    def _decisions(self) -> list[Decision]:
        found = [each for each in self.desk.workshop.all(Decision) if each.stage_id == self._stage_id]
        return sorted(found, key=lambda each: each.recorded_at, reverse=True)

    def _fill(self) -> None:
        """Bring the cards to what is decided; those that stay keep the keyboard and an open form."""
        wanted = self._decisions()
        self._allow()
        self._scroll.setVisible(bool(wanted))
        self._empty.setVisible(not wanted)
        there = {card.decision.id: card for card in (*self.cards, *self._unfinished)}
        kept = {decision.id for decision in wanted}
        self.cards, self._unfinished = [], []
        for card in there.values():
            if card.decision.id not in kept:
                self._put_away(card)
        for place, decision in enumerate(wanted):
            known = there.get(decision.id)
            if known is None:
                known = DecisionCard(self.desk, decision)
                known.stepped.connect(self._stepped)
                known.settled.connect(self.shown)
            else:
                known.show_decision(decision)
            if self._scroll.body.indexOf(known) != place:
                self._scroll.body.insertWidget(place, known)
                # At once, and not when the event loop comes to it: the next key may already go there.
                known.show()
            self.cards.append(known)
        self.desk.actions["project_decision"].setEnabled(bool(self.cards) and self.desk.projector.available)

    def _allow(self) -> None:
        can_write = self.desk.can_write
        self.entry.setVisible(can_write)
        for action_id in ("edit_decision", "remove_decision"):
            self.desk.actions[action_id].setEnabled(can_write)
        if can_write:
            self._empty.set_texts(
                self.tr("Nothing is decided here yet"),
                self.tr("Type what was decided; outcome, how and dissent can follow."),
            )
        else:
            self._empty.set_texts(self.tr("No decisions"), self.tr("Nothing was decided in this stage."))

    def _put_away(self, card: DecisionCard) -> None:
        self._scroll.body.removeWidget(card)
        card.hide()
        if card.unsaved() and self.desk.workshop.find(Decision, card.decision.id) is not None:
            self._unfinished.append(card)
        else:
            card.deleteLater()

    def _add(self) -> None:
        self._add_to(self._stage_id, self.entry.text())

    def _add_to(self, stage_id: str, words: str) -> None:
        self._waiting = (stage_id, words)
        if words.strip() and self.desk.do(plan.add_decision(stage_id, words), again=self._add_again):
            if stage_id == self._stage_id:
                self.entry.clear()
            else:
                self._begun.pop(stage_id, None)

    def _add_again(self) -> None:
        """To the stage in which it was decided, though the day may have walked on."""
        stage_id, words = self._waiting or ("", "")
        there = self.entry.text() if stage_id == self._stage_id else self._begun.get(stage_id)
        if words and words == there:
            self._add_to(stage_id, words)
        else:
            self._add()

    def _focused(self) -> DecisionCard | None:
        """The card with the keyboard, also in its form, else the newest."""
        focus = self.focusWidget()
        inside = next((card for card in self.cards if card is focus or card.isAncestorOf(focus)), None)
        return inside or (self.cards[0] if self.cards else None)

    def _edit(self) -> None:
        card = self._focused()
        if card is not None:
            card.open_form()
            self._scroll.ensureWidgetVisible(card)

    def _remove(self) -> None:
        card = self._focused()
        if card is not None and self.isVisible():
            card.remove()

    def _project(self) -> None:
        card = self._focused()
        if card is not None:
            self.desk.projector.send_decision(card.decision.id)

    def _stepped(self, by: int) -> None:
        card = self.sender()
        if isinstance(card, DecisionCard):
            self._focus(self.cards.index(card) + by)

    def _focus(self, place: int) -> None:
        if place < 0:
            if self.desk.can_write:
                self.entry.setFocus()
        elif place < len(self.cards):
            self.cards[place].setFocus()
            self._scroll.ensureWidgetVisible(self.cards[place])
