"""The tab "Purpose" of the first stage: the purpose statement, and what a staff team does."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from lsp_workshop.domain.model import StaffAnswer, StaffFunction
from lsp_workshop.domain.staff_team import staff_lines
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.tables import RecordTable
from lsp_workshop.ui.widgets import Card, column, label, retext, row
from lsp_workshop.ui.workshop.page import Panel, still_there
from lsp_workshop.ui.workshop.purpose.specs import staff_table
from lsp_workshop.ui.workshop.purpose.statement import StatementSection
from lsp_workshop.ui.workshop.segments import Segments

STATEMENT, STAFF = "statement", "staff"


class StaffSection(QWidget):
    """The checklist, and below it how much of it nobody has said anything to."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.table = RecordTable(desk, staff_table(desk.framework))
        card = Card(margin=4)
        card.body.addWidget(self.table)
        self.note = label("", "caption", "muted", wrap=True)
        layout = column(spacing=8)
        layout.addWidget(card, 1)
        layout.addWidget(self.note)
        self.setLayout(layout)
        self.tell()

    def tell(self) -> None:
        lines = staff_lines(self._desk.workshop, self._desk.framework)
        left = sum(line.answer is StaffAnswer.NOT_SAID for line in lines)
        words = self.tr("{left} of {all} not said yet").format(left=left, all=len(lines)) if left else ""
        retext(self.note, words)

    def focus(self) -> None:
        """On the answer of a row: that is what is typed here."""
        self.table.setCurrentIndex(self.table.records.index(max(self.table.currentIndex().row(), 0), 0))
        self.table.setFocus()


class PurposePanel(Panel):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._titles = {STATEMENT: self.tr("Purpose statement"), STAFF: self.tr("Staff team")}
        self.choices = Segments(list(self._titles.items()))
        self.statement, self.staff = StatementSection(desk), StaffSection(desk)
        self._sections: dict[str, StatementSection | StaffSection] = {STATEMENT: self.statement, STAFF: self.staff}
        self._stack = QStackedWidget()
        for section in self._sections.values():
            self._stack.addWidget(section)
        self.setLayout(column(row(self.choices), self._stack, spacing=8))
        self.choices.chosen.connect(self.choose)
        for action_id, slot in (
            ("purpose_statement", partial(self.choose, STATEMENT)),
            ("purpose_staff", partial(self.choose, STAFF)),
            ("draft_purpose", self.statement.draft_it),
            ("save_purpose", self.statement.save_it),
            ("bring_back_purpose", self.statement.bring_back),
            ("purpose_earlier", self.statement.look_earlier),
            ("purpose_later", self.statement.look_later),
            ("project_purpose", self.statement.project_it),
        ):
            desk.actions.within(action_id, slot, self)
        desk.actions.in_front(("purpose_statement", "purpose_staff"))
        self.statement.allow()
        self._count()

    def shown(self) -> None:
        self._sections[self.choices.current()].focus()

    def refresh(self, notice: Notice) -> None:
        self.statement.refresh(notice)
        if notice.transaction.touches(StaffFunction):
            self.staff.tell()
            self._count()

    def keep(self) -> str:
        return still_there([self.statement.keep(), self.staff.table.keep()])

    def show_record(self, record_id: str) -> None:
        if self.desk.workshop.find(StaffFunction, record_id) is not None:
            self.choose(STAFF)
            self.staff.table.select(record_id)
        else:
            self.choose(STATEMENT)
            self.statement.show_wording(record_id)

    def choose(self, key: str) -> None:
        self.choices.choose(key)
        self._stack.setCurrentWidget(self._sections[key])
        self._sections[key].focus()

    def _count(self) -> None:
        lines = staff_lines(self.desk.workshop, self.desk.framework)
        said = sum(line.answer is not StaffAnswer.NOT_SAID for line in lines)
        self.choices.set_count(STAFF, self._titles[STAFF], said)
