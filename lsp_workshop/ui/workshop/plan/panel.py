"""The plan tab of stage 4: its tables, the chosen action below, what is missing, and the views of the whole."""

from __future__ import annotations

import dataclasses
from datetime import date
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from lsp_workshop.domain.gaps import Gap, gaps, looked_at
from lsp_workshop.domain.model import (
    Action,
    Indicator,
    Objective,
    Organisation,
    ParkingLotItem,
    Participant,
    Pledge,
    Record,
    Review,
    Sector,
    WorkshopDetails,
)
from lsp_workshop.domain.record.plan_figures import MATRIX
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.tables import RecordTable
from lsp_workshop.ui.widgets import Card, Choices, column
from lsp_workshop.ui.workshop.page import Panel, still_there
from lsp_workshop.ui.workshop.plan.detail import ActionDetail, Room
from lsp_workshop.ui.workshop.plan.missing import MissingList
from lsp_workshop.ui.workshop.plan.pledge_specs import pledges_table
from lsp_workshop.ui.workshop.plan.routes import RoutesDialog
from lsp_workshop.ui.workshop.plan.specs import actions_table, objectives_table
from lsp_workshop.ui.workshop.plan.views import TIMELINES, PlanView
from lsp_workshop.ui.workshop.review.specs import parking_table
from lsp_workshop.ui.workshop.search_index import hit_of

_BOTH_FIT, _TITLE_FITS = 440, 280
ACTIONS, OBJECTIVES, PARKING, PLEDGES = "actions", "objectives", "parking", "pledges"
MISSING, TIMELINE, WHO = "missing", "timeline", "who"
_KINDS: dict[str, type[Record]] = {
    ACTIONS: Action,
    OBJECTIVES: Objective,
    PLEDGES: Pledge,
    PARKING: ParkingLotItem,
}
_SHOWN = (*_KINDS.values(), Review, Organisation, Participant, Indicator, Sector, WorkshopDetails)

_SECTION_KEYS = (
    "plan_actions", "plan_objectives", "plan_parking", "plan_pledges", "plan_missing", "plan_timeline", "plan_matrix",
)  # fmt: skip


class PlanPanel(Panel):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._titles = {
            ACTIONS: self.tr("Actions"),
            OBJECTIVES: self.tr("Objectives"),
            PLEDGES: self.tr("Pledges"),
            PARKING: self.tr("Parking lot"),
            MISSING: self.tr("Missing"),
            TIMELINE: self.tr("Timeline"),
            WHO: self.tr("Matrix"),
        }
        self.choices = Choices(list(self._titles.items()), wrap=True)
        framework = desk.framework
        self.tables = {
            ACTIONS: RecordTable(desk, actions_table(framework.joint_arrangements, self._as_of)),
            OBJECTIVES: RecordTable(desk, objectives_table()),
            PLEDGES: RecordTable(desk, pledges_table(framework.dimensions)),
            PARKING: RecordTable(desk, parking_table()),
        }
        self.missing = MissingList(desk)
        self.timeline, self.who = PlanView(desk, TIMELINES), PlanView(desk, (MATRIX,))
        self._views: dict[str, QWidget] = {
            **self.tables, MISSING: self.missing, TIMELINE: self.timeline, WHO: self.who,
        }  # fmt: skip
        self._stack = QStackedWidget()
        for view in self._views.values():
            self._stack.addWidget(view)
        self.detail = ActionDetail(desk, self._as_of)
        self._card = Card(margin=4)
        self._card.body.addWidget(self._stack)
        self._opened = False
        layout = column(self.choices, spacing=8)
        layout.addWidget(self._card, 1)
        layout.addWidget(self.detail)
        self.setLayout(layout)
        self.choices.chosen.connect(self._choose)
        self.tables[ACTIONS].current_changed.connect(self._show_action)
        self.detail.done.connect(self._back)
        self.missing.wanted.connect(self._mend)
        self.missing.left.connect(self._to_actions)
        self.timeline.left.connect(self._to_actions)
        self.who.left.connect(self._to_actions)
        self._connect_keys()
        self._tell()

    def _connect_keys(self) -> None:
        act = self.desk.actions
        for action_id, slot in (
            ("plan_actions", self._to_actions),
            ("plan_objectives", partial(self._choose, OBJECTIVES)),
            ("plan_parking", partial(self._choose, PARKING)),
            ("plan_pledges", partial(self._choose, PLEDGES)),
            ("plan_missing", partial(self._choose, MISSING)),
            ("plan_timeline", self._to_timeline),
            ("plan_matrix", partial(self._choose, WHO)),
            ("project_plan", self._project),
            ("plan_milestone", self._to_milestone),
            ("plan_arrangements", self._to_arrangements),
        ):
            act.within(action_id, slot, self)
        act.in_front(_SECTION_KEYS)
        act.on("plan_routes", self._to_routes)

    @property
    def table(self) -> RecordTable:
        """The table in front; that of the actions while another view is."""
        return self.tables.get(self.choices.current(), self.tables[ACTIONS])

    def shown(self) -> None:
        view = self._views[self.choices.current()]
        if isinstance(view, PlanView):
            view.begin()
            return
        if view is self.missing:
            self.missing.list.setFocus()
            return
        if not self.table.currentIndex().isValid():
            self.table.select_new()
        self.table.setFocus()

    def refresh(self, notice: Notice) -> None:
        if notice.transaction.touches(*_SHOWN):
            self.timeline.plan_changed()
            self.who.plan_changed()
            self._tell()
            self.detail.show_again()

    def keep(self) -> str:
        return still_there([*(table.keep() for table in self.tables.values()), self.detail.keep()])

    def _as_of(self, workshop: Workshop) -> date:
        return looked_at(workshop, self.desk.session.now().date())

    def _tell(self) -> None:
        workshop = self.desk.workshop
        milestones = self.tr("Add a milestone") if self.desk.can_write else self.tr("Go to the milestones")
        self.desk.actions["plan_milestone"].setText(milestones)
        self.desk.actions["plan_routes"].setEnabled(self.desk.can_write)
        actions, found = workshop.count(Action), gaps(workshop, self._as_of(workshop))
        open_ones = len({gap.record_id for gap in found if gap.kind is Action})
        if not actions:
            words = ""
        elif open_ones:
            words = self.tr("Actions still to settle: {count} of {all}").format(count=open_ones, all=actions)
        else:
            words = self.tr("All {all} actions are complete").format(all=actions)
        numbers = {key: workshop.count(kind) for key, kind in _KINDS.items()} | {MISSING: len(found)}
        for key, title in self._titles.items():
            self.choices.set_text(key, f"{title}  {numbers[key]}" if numbers.get(key) else title)
        self.choices.set_tip(MISSING, f"{self.tr('Missing')}: {words}" if words else self.tr("Missing"))
        self.missing.show_gaps(found, words)

    # --- going places -------------------------------------------------------------------------------------

    def open_view(self, key: str) -> None:
        self.choices.choose(key)
        self._stack.setCurrentWidget(self._views[key])
        self.detail.show_action(self.tables[ACTIONS].current_id() if key == ACTIONS else "")

    def _show_action(self, action_id: str) -> None:
        # A closed workshop takes the row for a new one away, also while another table is in front.
        if self.choices.current() == ACTIONS:
            self.detail.show_action(action_id)

    def open_table(self, key: str) -> RecordTable:
        self.open_view(key)
        return self.tables[key]

    def show_record(self, record_id: str) -> None:
        for key, table in self.tables.items():
            if table.records.row_of(record_id) >= 0:
                self.open_table(key).select(record_id)
                table.setFocus()
                return
        if self.desk.workshop.find(Organisation, record_id) or self.desk.workshop.find(Sector, record_id):
            # What they lack, or have too much of, is in no table of the plan.
            self._choose(MISSING)

    def _mend(self, gap: Gap) -> None:
        """To the cell that a gap is about."""
        for key, kind in _KINDS.items():
            if gap.kind is kind:
                table = self.open_table(key)
                keys = [each.key for each in table.records.spec.columns]
                table.select(gap.record_id, keys.index(gap.field))
                table.setFocus()
                return
        if gap.kind is Indicator:
            hit = hit_of(self.desk.workshop, self.desk.workshop.get(Indicator, gap.record_id))
            self.desk.wanted.emit(dataclasses.replace(hit, record_id=f"{gap.record_id}/{gap.field}"))
            return
        # Who has nothing, or too much, is seen among the others.
        self._choose(WHO)

    def _choose(self, key: str) -> None:
        self.open_view(key)
        self.shown()

    def _to_actions(self) -> None:
        self._choose(ACTIONS)

    def _to_timeline(self) -> None:
        if self.choices.current() == TIMELINE and self.timeline.isVisible():
            self.timeline.next_view()
        self._choose(TIMELINE)

    def _project(self) -> None:
        """What is seen of the whole; from a table the timeline."""
        view = self._views[self.choices.current()]
        (view if isinstance(view, PlanView) else self.timeline).send()

    def _to_routes(self) -> None:
        # The key is the ballots' too: who is seen answers it.
        if self.isVisible():
            self.open_table(OBJECTIVES)
            self.desk.dialogs.show(RoutesDialog(self.window(), self.desk))

    def _to_milestone(self) -> None:
        self._open_detail()
        self.detail.begin()

    def _to_arrangements(self) -> None:
        self._open_detail()
        self.detail.begin_ticking()

    def _open_detail(self) -> None:
        self.open_table(ACTIONS)
        self._opened = True
        self._fit()

    def _back(self) -> None:
        self._opened = False
        self.detail.end()
        self._fit()
        self.table.setFocus()

    # --- little room --------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where both do not fit, the table stands alone, or, while milestones are typed, they do."""
        px, high = self.desk.theme.px, self.height()
        tight = high < px(_BOTH_FIT)
        if self._opened or not tight:
            self.detail.set_room(Room.ALL)
        else:
            self.detail.set_room(Room.TITLE if high >= px(_TITLE_FITS) else Room.NONE)
        self._card.setVisible(not (tight and self._opened))
