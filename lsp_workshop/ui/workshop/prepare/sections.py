"""The sections of the Prepare page that are a table: what stands above and below it."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget

from lsp_workshop.domain.edits import people
from lsp_workshop.domain.model import Group, Participant
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.tables import RecordTable, TableSpec
from lsp_workshop.ui.widgets import Button, Card, column, label, row
from lsp_workshop.ui.workshop.prepare.arrivals import ArrivalBox
from lsp_workshop.ui.workshop.prepare.specs import agenda_table, groups_table, people_table


class TableSection(QWidget):
    """A table in a card, with a caption below it."""

    def __init__(self, desk: Desk, spec: TableSpec, note: str = "") -> None:
        super().__init__()
        self.desk = desk
        self._of_keys = spec.move is not None
        self.table = RecordTable(desk, spec)
        card = Card(margin=4)
        card.body.addWidget(self.table)
        self.note = label(note, "caption", "muted", wrap=True)
        layout = column(spacing=8)
        above = self.above()
        if above is not None:
            layout.addLayout(above)
        layout.addWidget(card, 1)
        layout.addWidget(self.note)
        self.setLayout(layout)
        self.tell_note()

    def above(self) -> QLayout | None:
        return None

    def refresh(self) -> None:
        """Bring what stands around the table up to date; the table does so itself."""
        self.tell_note()

    def tell_note(self) -> None:
        """What is said of keys that move rows is said only while they do."""
        self.note.setVisible(bool(self.note.text()) and (self.desk.can_write or not self._of_keys))

    def keep(self) -> str:
        """Save the cell that is being typed; returns words that could not be saved."""
        return self.table.keep()

    def focus(self) -> None:
        if not self.table.currentIndex().isValid():
            self.table.select_new()
        self.table.setFocus()


class PeopleSection(TableSection):
    def __init__(self, desk: Desk) -> None:
        noun = desk.workshop.details.group_noun
        super().__init__(
            desk,
            people_table(noun),
            self.tr("Nobody is named in the record unless they said yes: “May be named” is No until then."),
        )
        self.refresh()

    def above(self) -> QLayout:
        self.arrivals = ArrivalBox(self.desk)
        self.arrivals.setMaximumWidth(480)
        self.here = label("", "body", "muted")
        self.arrivals.left.connect(self.focus)
        self.arrivals.ticked.connect(self._ticked)
        line = row(spacing=12)
        line.addWidget(self.arrivals, 3)
        line.addWidget(self.here, 2)
        return line

    def refresh(self) -> None:
        everybody = self.desk.workshop.all(Participant)
        here = sum(1 for person in everybody if person.attended and not person.left)
        words = self.tr("{here} of {all} are here").format(here=here, all=len(everybody)) if everybody else ""
        self.here.setText(words)
        self.arrivals.setVisible(self.desk.can_write)

    def _ticked(self, person_id: str) -> None:
        self.table.select(person_id)


class GroupsSection(TableSection):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, groups_table(desk.workshop.details.group_noun))
        self.refresh()

    def above(self) -> QLayout:
        self.unseated = label("", "body", "muted")
        self.seat = Button(self.desk.theme, self.tr("Seat them evenly"), "secondary", "users")
        self.seat.clicked.connect(self._seat)
        return row(self.unseated, None, self.seat, spacing=12)

    def refresh(self) -> None:
        workshop = self.desk.workshop
        waiting = sum(1 for person in workshop.all(Participant) if person.group_id is None)
        noun = workshop.details.group_noun.lower()
        if not workshop.count(Participant):
            words = self.tr("Nobody is on the list yet")
        elif waiting:
            words = self.tr("{count} people have no {noun} yet").format(count=waiting, noun=noun)
        else:
            words = self.tr("Everybody has a {noun}").format(noun=noun)
        self.unseated.setText(words)
        self.seat.setEnabled(self.desk.can_write and waiting > 0 and workshop.count(Group) > 0)

    def _seat(self) -> None:
        if self.desk.do(people.seat_everyone()) is not None:
            self.desk.say(self.tr("Everybody has a place, with the sectors mixed. Ctrl+Z takes it back."))


class AgendaSection(TableSection):
    def __init__(self, desk: Desk) -> None:
        methods = desk.framework.methods
        names = ", ".join(method.name for method in methods)
        note = self.tr("Alt+Up and Alt+Down move an item. Steps: {methods}, or Alone 1; In pairs 2; In fours 4.")
        super().__init__(desk, agenda_table(methods), note.format(methods=names))
        self.refresh()

    def above(self) -> QLayout:
        self.total = label("", "body", "muted")
        return row(self.total, None)

    def refresh(self) -> None:
        workshop = self.desk.workshop
        minutes = sum(item.minutes for item in workshop.agenda())
        words = [self.tr("{time} planned").format(time=hours(minutes))]
        length = minutes_between(workshop.details.starts, workshop.details.ends)
        if length is not None and length == minutes:
            words.append(self.tr("the day is full"))
        elif length is not None and length > minutes:
            words.append(self.tr("{time} to spare").format(time=hours(length - minutes)))
        elif length is not None:
            words.append(self.tr("{time} more than the day has").format(time=hours(minutes - length)))
        self.total.setText(" · ".join(words))
        self.tell_note()


def hours(minutes: int) -> str:
    """ "6 h 45 min"."""
    whole, rest = divmod(minutes, 60)
    parts = [f"{whole} h"] * bool(whole) + [f"{rest} min"] * bool(rest or not whole)
    return " ".join(parts)


def minutes_between(starts: str, ends: str) -> int | None:
    """None where one of them is no time."""
    try:
        begin, end = (int(hours) * 60 + int(rest) for hours, _, rest in (starts.partition(":"), ends.partition(":")))
    except ValueError:
        return None
    return end - begin if end > begin else None
