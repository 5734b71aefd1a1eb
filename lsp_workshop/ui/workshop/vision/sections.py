"""The four sections of the tab: each a table, what is seen beside it, and what can be done with it by one key."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lsp_workshop.domain.edits import routes, vision
from lsp_workshop.domain.gaps import indicator_gaps
from lsp_workshop.domain.model import (
    Adoption,
    Answer,
    Ballot,
    Group,
    Indicator,
    Organisation,
    Participant,
    Record,
    Route,
    Sector,
    VisionWording,
    WorkshopDetails,
)
from lsp_workshop.domain.routes import route_sources
from lsp_workshop.domain.transaction import Transaction
from lsp_workshop.domain.vision import Version, version_pair, versions
from lsp_workshop.domain.voices import NotAsked, Silence, not_asked
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.tables import RecordTable, TableSpec
from lsp_workshop.ui.widgets import Button, Card, column, label, retext, row
from lsp_workshop.ui.workshop.finder import Line, PageLines
from lsp_workshop.ui.workshop.search_index import hit_of
from lsp_workshop.ui.workshop.vision.compare import ComparePane
from lsp_workshop.ui.workshop.vision.specs import bodies_table, indicators_table, routes_table, wordings_table

_BOTH_FIT = 380
"""Pixels (at 100 %) from which a table and what belongs to it are both seen; below one of them at a time."""


class Section(QWidget):
    """A table in a card with a line of buttons above it; `lower` stands below where there is room for both."""

    def __init__(
        self, desk: Desk, spec: TableSpec, lower: QWidget | None = None, shares: tuple[int, int] = (1, 1)
    ) -> None:
        super().__init__()
        self.desk = desk
        self.table = RecordTable(desk, spec)
        self._card = Card(margin=4)
        self._card.body.addWidget(self.table)
        self.note = label("", "caption", "muted", wrap=True)
        self.buttons = row(spacing=8)
        self._lower_card = Card(margin=4) if lower is not None else None
        self._in_front = False
        layout = column(spacing=8)
        top = row(self.note, spacing=8)
        top.setStretch(0, 1)
        top.addStretch(0)
        top.addLayout(self.buttons)
        layout.addLayout(top)
        layout.addWidget(self._card, shares[0])
        if self._lower_card is not None and lower is not None:
            self._lower_card.body.addWidget(lower)
            layout.addWidget(self._lower_card, shares[1])
            # Shares of the height, whatever the two would like to have.
            for card in (self._card, self._lower_card):
                card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.setLayout(layout)

    def add_button(self, text: str, icon: str, action_id: str) -> None:
        """For the mouse what the action does by its key."""
        action = self.desk.actions[action_id]
        button = Button(self.desk.theme, text, "secondary", icon)
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        button.setToolTip(action.toolTip())
        button.clicked.connect(action.trigger)
        button.setEnabled(self.desk.can_write or action_id in ("vision_beside", "project_vision"))
        self.buttons.addWidget(button)

    def focus(self) -> None:
        self.put_in_front(lower=False)
        if not self.table.currentIndex().isValid():
            self.table.select_new()
        self.table.setFocus()

    def refresh(self, notice: Notice) -> None:
        """Something was saved; the table follows by itself."""

    def keep(self) -> str:
        return self.table.keep()

    def beside(self) -> None:
        """To what stands below the table."""

    def take_over(self, marked: Collection[str]) -> None:
        """From the answers of these ids, or from all that fit."""

    def to_ballot(self) -> None: ...

    def send(self) -> None:
        """To the room what is seen here, where it may be."""

    # --- little room --------------------------------------------------------------------------------------

    def put_in_front(self, *, lower: bool) -> None:
        self._in_front = lower
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._lower_card is None:
            return
        both = self.height() >= self.desk.theme.px(_BOTH_FIT)
        self._card.setVisible(both or not self._in_front)
        self._lower_card.setVisible(both or self._in_front)

    def go_to(self, record: Record) -> None:
        self.desk.wanted.emit(hit_of(self.desk.workshop, record))


class WordingsSection(Section):
    """Versions in a table, and below it the one that the keyboard is on beside the one before it."""

    def __init__(self, desk: Desk) -> None:
        self._known: Sequence[Version] | None = None
        self.pane = ComparePane(desk)
        # Before the table's own: its rows are to be read anew.
        desk.changed.connect(self._forget)
        super().__init__(desk, wordings_table(self._versions), self.pane)
        self.desk = desk
        self.add_button(self.tr("Compare"), "layers", "vision_beside")
        self.add_button(self.tr("Projector"), "presentation", "project_vision")
        self.add_button(self.tr("Put to a ballot"), "vote", "vision_ballot")
        self.table.current_changed.connect(self._show)
        self.pane.left.connect(self.focus)
        self._show()

    def _versions(self) -> Sequence[Version]:
        if self._known is None:
            self._known = versions(self.desk.workshop)
        return self._known

    def _forget(self, notice: Notice) -> None:
        if notice.transaction.touches(VisionWording, Ballot, Sector, WorkshopDetails):
            self._known = None

    @property
    def current_id(self) -> str:
        """The version that the keyboard is on; else the last."""
        known = self._versions()
        return self.table.current_id() or (known[-1].id if known else "")

    def refresh(self, notice: Notice) -> None:
        if notice.transaction.touches(VisionWording, Ballot, Sector, WorkshopDetails):
            self._show()

    def _show(self, _row_id: str = "") -> None:
        self.pane.show_versions(version_pair(self.desk.workshop, self.current_id))

    def beside(self) -> None:
        self.put_in_front(lower=True)
        self.pane.begin()

    def take_over(self, marked: Collection[str]) -> None:
        if not marked:
            self.desk.say(self.tr("Mark answers first (Space): a wording is made of each."))
            return
        done = self.desk.do(vision.add_wordings_from(list(marked)))
        self._select(done)

    def _select(self, done: Transaction | None) -> None:
        if done is not None and done.changes:
            self.table.select(done.changes[-1].id)
            self.focus()

    def to_ballot(self) -> None:
        if not self.current_id:
            return
        version = next(each for each in self._versions() if each.id == self.current_id)
        running = version.ballot is not None and version.result is None
        if running and version.ballot is not None:
            self.go_to(version.ballot)
            return
        done = self.desk.do(vision.put_vision_to_ballot(self.current_id))
        if done is not None:
            self.go_to(done.new(Ballot))

    def send(self) -> None:
        if self.current_id and self.desk.projector.available:
            self.desk.projector.send_wordings(self.current_id)


class WhoseSection(Section):
    """The bodies that are to adopt it, and below who has not been asked: Enter puts one into the table."""

    def __init__(self, desk: Desk) -> None:
        self._silent: Sequence[NotAsked] = ()
        lower = QWidget()
        super().__init__(desk, bodies_table(), lower, (3, 2))
        self.list = PageLines(desk.theme, self.tr("Who has not been asked"))
        self.list.setAccessibleDescription(self.tr("Enter puts one into the table of bodies, Escape goes back to it"))
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.heading = label("", "strong", wrap=True)
        inside = column(self.heading, self.list, spacing=4)
        inside.setStretch(1, 1)
        inside.addStretch(0)
        inside.setContentsMargins(8, 8, 8, 4)
        lower.setLayout(inside)
        self.add_button(self.tr("Not asked"), "users", "vision_beside")
        self.list.chosen.connect(self._choose)
        self.list.doubleClicked.connect(self._clicked)
        self.list.left.connect(self.focus)
        desk.theme.changed.connect(self._show)
        self._show()

    def refresh(self, notice: Notice) -> None:
        if notice.transaction.touches(Adoption, Sector, Organisation, Group, Participant, Answer):
            self._show()

    def _show(self) -> None:
        at = self.list.currentIndex().row()
        self._silent = not_asked(self.desk.workshop)
        self.list.lines.show(len(self._silent), self._line)
        self.list.setCurrentIndex(self.list.lines.index(min(max(at, 0), len(self._silent) - 1), 0))
        self.list.setVisible(bool(self._silent))
        count = len(self._silent)
        words = self.tr("Not asked yet: {count}. Enter puts one into the list above.").format(count=count)
        if not count:
            words = self.tr("Every sector and organisation that is known here was in the room, and every table spoke.")
            if not any(person.attended for person in self.desk.workshop.all(Participant)):
                words = self.tr("Nobody is ticked as here yet: who was not asked is known after that.")
        retext(self.heading, words)

    def _line(self, place: int) -> Line:
        each = self._silent[place]
        icons: dict[type[Record], str] = {Sector: "layers", Organisation: "building-2", Group: "layout-grid"}
        why = {
            Silence.NOT_HERE: self.tr("Not in the room"),
            Silence.NO_ANSWER: self.tr("No answer in this stage"),
        }[each.why]
        return Line(each.name, why, icon=icons[each.kind])

    def _clicked(self, _index: QModelIndex) -> None:
        self._choose()

    def _choose(self) -> None:
        at = self.list.currentIndex().row()
        if 0 <= at < len(self._silent) and self.desk.can_write:
            self.desk.do(vision.add_adoption(self._silent[at].name, status=vision.BODY_STATUSES[0]), again=self._choose)

    def beside(self) -> None:
        self.put_in_front(lower=True)
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)


class RoutesSection(Section):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, routes_table())
        self.add_button(self.tr("Take over"), "download", "vision_take")
        self.add_button(self.tr("Put to a ballot"), "vote", "vision_ballot")
        self._show()

    def refresh(self, notice: Notice) -> None:
        if notice.transaction.touches(Route, Ballot, Answer):
            self._show()

    def _show(self) -> None:
        found: Sequence[Route] = self.desk.workshop.all(Route)
        open_ones = sum(not each.rules_out for each in found)
        words = ""
        if open_ones:
            words = self.tr("{left} of {all} do not say yet what they rule out").format(left=open_ones, all=len(found))
        elif not found:
            words = self.tr("“Take over” makes routes of marked answers, of a ballot’s options or of all that was said")
        retext(self.note, words)

    def take_over(self, marked: Collection[str]) -> None:
        done = self.desk.do(routes.take_routes(route_sources(self.desk.workshop, marked)))
        if done is not None:
            self.table.select(done.changes[0].id, 1)
            self.focus()

    def to_ballot(self) -> None:
        rows = {index.row() for index in self.table.selectedIndexes()}
        ids = [each for place, each in enumerate(self.table.records.ids) if place in rows]
        # One row is where the keyboard stands; a choice is between several.
        done = self.desk.do(routes.put_routes_to_ballot(ids if len(ids) > 1 else ()))
        if done is not None:
            self.go_to(done.new(Ballot))


class IndicatorsSection(Section):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, indicators_table())
        self._show()

    def refresh(self, notice: Notice) -> None:
        if notice.transaction.touches(Indicator):
            self._show()

    def _show(self) -> None:
        found: Sequence[Indicator] = self.desk.workshop.all(Indicator)
        left = sum(bool(indicator_gaps(each)) for each in found)
        words = self.tr("{left} of {all} lack a baseline, a target or an owner").format(left=left, all=len(found))
        retext(self.note, words if left else "")


MAKERS: dict[str, Callable[[Desk], Section]] = {
    "wordings": WordingsSection,
    "whose": WhoseSection,
    "routes": RoutesSection,
    "indicators": IndicatorsSection,
}
