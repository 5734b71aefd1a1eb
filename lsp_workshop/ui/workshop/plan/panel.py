"""The plan tab of stage 4: actions, objectives and the parking lot as tables, and the chosen action below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from lsp_workshop.domain.edits import plan
from lsp_workshop.domain.model import Action, Objective, Organisation, ParkingLotItem, Participant, WorkshopDetails
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.tables import RecordTable
from lsp_workshop.ui.widgets import Card, Choices, column, label, row
from lsp_workshop.ui.workshop.page import Panel, still_there
from lsp_workshop.ui.workshop.plan.detail import ActionDetail, Room
from lsp_workshop.ui.workshop.plan.specs import actions_table, objectives_table, parking_table

_BOTH_FIT, _TITLE_FITS = 440, 280
ACTIONS, OBJECTIVES, PARKING = "actions", "objectives", "parking"


class PlanPanel(Panel):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.choices = Choices(
            [(ACTIONS, self.tr("Actions")), (OBJECTIVES, self.tr("Objectives")), (PARKING, self.tr("Parking lot"))]
        )
        self.to_settle = label("", "caption", "muted")
        self.tables: dict[str, RecordTable] = {}
        self._stack = QStackedWidget()
        for key, spec in ((ACTIONS, actions_table()), (OBJECTIVES, objectives_table()), (PARKING, parking_table())):
            self.tables[key] = RecordTable(desk, spec)
            self._stack.addWidget(self.tables[key])
        self.detail = ActionDetail(desk)
        self._card = Card(margin=4)
        self._card.body.addWidget(self._stack)
        self._opened = False
        layout = column(row(self.choices, None, self.to_settle), spacing=8)
        layout.addWidget(self._card, 1)
        layout.addWidget(self.detail)
        self.setLayout(layout)
        self.choices.chosen.connect(self._choose)
        self.tables[ACTIONS].current_changed.connect(self.detail.show_action)
        self.detail.done.connect(self._back)
        self._connect_keys()
        self._tell()

    def _connect_keys(self) -> None:
        act = self.desk.actions
        for action_id, slot in (
            ("plan_actions", self._to_actions),
            ("plan_objectives", self._to_objectives),
            ("plan_parking", self._to_parking),
            ("plan_milestone", self._to_milestone),
        ):
            action = act.on(action_id, slot, self)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @property
    def table(self) -> RecordTable:
        """The table in front."""
        return self.tables[self.choices.current()]

    def shown(self) -> None:
        if not self.table.currentIndex().isValid():
            self.table.select_new()
        self.table.setFocus()

    def refresh(self, notice: Notice) -> None:
        if notice.transaction.touches(Action, Objective, Organisation, Participant, ParkingLotItem, WorkshopDetails):
            self._tell()
            self.detail.show_again()

    def keep(self) -> str:
        return still_there([*(table.keep() for table in self.tables.values()), self.detail.keep()])

    def _tell(self) -> None:
        workshop = self.desk.workshop
        milestones = self.tr("Add a milestone") if self.desk.can_write else self.tr("Go to the milestones")
        self.desk.actions["plan_milestone"].setText(milestones)
        actions = workshop.all(Action)
        open_ones = sum(1 for action in actions if plan.gaps(action))
        if not actions:
            words = ""
        elif open_ones:
            words = self.tr("{count} of {all} still to settle").format(count=open_ones, all=len(actions))
        else:
            words = self.tr("All {all} are complete").format(all=len(actions))
        self.to_settle.setText(words)
        for key, kind, title in (
            (ACTIONS, Action, self.tr("Actions")),
            (OBJECTIVES, Objective, self.tr("Objectives")),
            (PARKING, ParkingLotItem, self.tr("Parking lot")),
        ):
            number = workshop.count(kind)
            self.choices.set_text(key, f"{title}  {number}" if number else title)

    # --- going places -------------------------------------------------------------------------------------

    def open_table(self, key: str) -> RecordTable:
        self.choices.choose(key)
        self._stack.setCurrentWidget(self.tables[key])
        self.detail.show_action(self.tables[ACTIONS].current_id() if key == ACTIONS else "")
        return self.tables[key]

    def show_record(self, record_id: str) -> None:
        for key, table in self.tables.items():
            if table.records.row_of(record_id) >= 0:
                self.open_table(key).select(record_id)
                table.setFocus()

    def _choose(self, key: str) -> None:
        self.open_table(key)
        self.shown()

    def _to_actions(self) -> None:
        self._choose(ACTIONS)

    def _to_objectives(self) -> None:
        self._choose(OBJECTIVES)

    def _to_parking(self) -> None:
        self._choose(PARKING)

    def _to_milestone(self) -> None:
        self.open_table(ACTIONS)
        self._opened = True
        self._fit()
        self.detail.begin()

    def _back(self) -> None:
        self._opened = False
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
