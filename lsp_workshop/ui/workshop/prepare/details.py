"""The workshop itself: where it stands (draft, open, closed) and everything about it that is one line or a few."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from lsp_workshop.domain.edits import event
from lsp_workshop.domain.edits.dates import parse_date
from lsp_workshop.domain.edits.names import parse_number, parse_time
from lsp_workshop.domain.model import WorkshopDetails, WorkshopStatus
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.tables.columns import day_typed
from lsp_workshop.ui.widgets import Button, Card, ScrollColumn, column, label, row
from lsp_workshop.ui.workshop.page import still_there
from lsp_workshop.ui.workshop.prepare.form import Field, FormField
from lsp_workshop.ui.workshop.record.closing import close_workshop, reopen_workshop

COLUMNS = 6
_WIDEST = 960


def _tr(text: str) -> str:
    return QCoreApplication.translate("Prepare", text)


def _details(**fields: object) -> Edit:
    return event.change_details(**fields)


def _set_date(words: str) -> Edit:
    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        return _details(date=parse_date(words) or "")(workshop, moment)

    return edit


def _set_time(field: str, words: str) -> Edit:
    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        return _details(**{field: parse_time(words)})(workshop, moment)

    return edit


def _set_threshold(words: str) -> Edit:
    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        return _details(small_group_threshold=parse_number(words))(workshop, moment)

    return edit


def _set_rules(words: str) -> Edit:
    return _details(ground_rules=tuple(line.strip() for line in words.splitlines() if line.strip()))


def day_fields() -> tuple[Field, ...]:
    return (
        Field("title", _tr("Title"), lambda d: d.title, lambda w: _details(title=w), (0, 0, 6)),
        Field("date", _tr("Date"), lambda d: day_typed(d.date), _set_date, (1, 0, 2), hint=_tr("12/3/2026")),
        Field("starts", _tr("Starts"), lambda d: d.starts, lambda w: _set_time("starts", w), (1, 2, 2),
              hint=_tr("such as 9:15")),
        Field("ends", _tr("Ends"), lambda d: d.ends, lambda w: _set_time("ends", w), (1, 4, 2),
              hint=_tr("such as 16:00")),
        Field("venue", _tr("Venue"), lambda d: d.venue, lambda w: _details(venue=w.strip()), (2, 0, 6)),
        Field("purpose", _tr("Purpose"), lambda d: d.purpose, lambda w: _details(purpose=w.strip()), (3, 0, 6),
              lines=3, hint=_tr("What this day is for, in a sentence or two")),
        Field("facilitator", _tr("Facilitator"), lambda d: d.facilitator, lambda w: _details(facilitator=w.strip()),
              (4, 0, 3)),
        Field("scribe", _tr("Scribe"), lambda d: d.scribe, lambda w: _details(scribe=w.strip()), (4, 3, 3)),
    )  # fmt: skip


def partnership_fields() -> tuple[Field, ...]:
    change = event.change_partnership
    return (
        Field("partnership", _tr("Partnership"), lambda d: d.partnership.name, lambda w: change(name=w.strip()),
              (0, 0, 6)),
        Field("short_name", _tr("Short name"), lambda d: d.partnership.short_name,
              lambda w: change(short_name=w.strip()), (1, 0, 2)),
        Field("area", _tr("Area"), lambda d: d.partnership.area, lambda w: change(area=w.strip()), (1, 2, 4)),
    )  # fmt: skip


def room_fields() -> tuple[Field, ...]:
    return (
        Field("ground_rules", _tr("Ground rules, one a line"), lambda d: "\n".join(d.ground_rules), _set_rules,
              (0, 0, 6), lines=5),
        Field("group_noun", _tr("A group is called"), lambda d: d.group_noun,
              lambda w: _details(group_noun=w.strip() or "Table"), (1, 0, 3), hint=_tr("Table")),
        Field("small_group_threshold", _tr("Fewest papers for a sector to be shown (3 or more)"),
              lambda d: str(d.small_group_threshold), _set_threshold, (1, 3, 3)),
    )  # fmt: skip


class DetailsSection(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.fields: dict[str, FormField] = {}
        self._inside = QWidget()
        self.status = StatusBar(desk)
        cards = column(self.status, spacing=16)
        for title, fields in (
            (self.tr("The day"), day_fields()),
            (self.tr("The partnership"), partnership_fields()),
            (self.tr("In the room"), room_fields()),
        ):
            cards.addWidget(self._card(title, fields))
        self._inside.setLayout(cards)
        across = row(spacing=0)
        across.addWidget(self._inside, 1)
        across.addStretch(0)
        scroll = ScrollColumn(margins=(0, 0, 12, 0), spacing=16)
        scroll.body.addLayout(across)
        scroll.body.addStretch(1)
        self.setLayout(column(scroll))
        desk.theme.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        """A box for a line is no longer than a line."""
        self._inside.setMaximumWidth(self._desk.theme.px(_WIDEST))

    def _card(self, title: str, fields: tuple[Field, ...]) -> Card:
        card = Card(title)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(12)
        for place in range(COLUMNS):
            grid.setColumnStretch(place, 1)
            grid.setColumnMinimumWidth(place, 1)
        for field in fields:
            made = FormField(self._desk, field)
            self.fields[field.key] = made
            down, across, wide = field.place
            grid.addWidget(made, down, across, 1, wide, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(grid)
        return card

    def refresh(self) -> None:
        self.status.tell()
        for field in self.fields.values():
            field.show_saved()

    def keep(self) -> str:
        """Save the field that is being typed; returns words that could not be saved."""
        return still_there(field.keep() for field in self.fields.values())

    def focus(self) -> None:
        self.fields["title"].box.setFocus()


class StatusBar(Card):
    """Draft, open or closed, and the button to the next of them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(margin=12)
        self._desk = desk
        self._sign = QLabel()
        self.words = label("", "body", wrap=True)
        self.button = Button(desk.theme, "", "secondary")
        self.body.addLayout(row(self._sign, self.words, self.button, spacing=12))
        self.button.clicked.connect(self.deed)
        desk.theme.changed.connect(self.tell)
        self.tell()

    def tell(self) -> None:
        details: WorkshopDetails = self._desk.workshop.details
        texts = {
            WorkshopStatus.DRAFT: (
                "pencil",
                self.tr("A draft: prepare it in peace. “Begin the day” (Ctrl+T) opens it, or the first answer."),
                self.tr("Open without beginning"),
            ),
            WorkshopStatus.OPEN: (
                "play", self.tr("Open: the day is running. Closing it freezes the record."),
                self.tr("Close the workshop…"),
            ),
            WorkshopStatus.CLOSED: (
                "lock", self.tr("Closed: it can be read, not changed. Corrections are dated and listed."),
                self.tr("Reopen for correction…"),
            ),
        }  # fmt: skip
        icon, words, deed = texts[details.status]
        self._sign.setPixmap(self._desk.theme.pixmap(icon, "accent_text", 20))
        self.words.setText(words)
        self.button.setText(deed)
        self.button.setEnabled(not self._desk.session.read_only)

    def deed(self) -> None:
        status = self._desk.workshop.details.status
        if status is WorkshopStatus.DRAFT:
            self._desk.do(event.open_workshop())
        elif status is WorkshopStatus.OPEN:
            close_workshop(self._desk, self)
        else:
            reopen_workshop(self._desk)
