"""The rail: whose day it is, Prepare, the five stages with where they stand, Record, and what the room sees."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from lsp_workshop.domain.edits.event import planned_minutes, took_place
from lsp_workshop.domain.model import Participant, Question, Stage
from lsp_workshop.domain.wording import phrase
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.icons import paint_icon
from lsp_workshop.ui.room_screen import Projector
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.tokens import RADIUS_FIELD, RAIL_WIDTH, STAGE_ROW
from lsp_workshop.ui.widgets import Button, ElidedLabel, IconButton, ScrollColumn, bring_into_view, column, label
from lsp_workshop.ui.widgets.text import Lines
from lsp_workshop.ui.workshop.page import PageSpec
from lsp_workshop.ui.workshop.walk import Walk

_SMALLEST_PREVIEW = 0.6
"""Of the rail's width: on a smaller one nothing can be made out."""


class State(Enum):
    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"


class RailRow(QRadioButton):
    """A row as a radio button, so that arrow keys move between them and readers say which one is chosen."""

    def __init__(self, theme: Theme, title: str, mark: str, icon: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._title = title
        self._caption = ""
        self._mark = mark
        self._icon = icon
        self._state = State.AHEAD
        self._compact = False
        self._hovered = False
        self._tight = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        theme.changed.connect(self._measure)

    def tell(self, title: str, caption: str, state: State) -> None:
        self._title, self._caption, self._state = title, caption, state
        self.setAccessibleName(f"{title}, {caption}" if caption else title)
        self.setToolTip(title if self._compact else "")
        self._measure()

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self.setToolTip(self._title if compact else "")
        self._measure()

    def sizeHint(self) -> QSize:
        if self._compact:
            return QSize(self._theme.px(44), self._theme.px(44))
        return QSize(self._theme.px(120), self.height_if(self._tight))

    def height_if(self, tight: bool) -> int:
        """Tight rows are lower, and titles are cut after two lines in all but the chosen one."""
        caption = self._theme.px(16) if self._caption else 0
        needed = round(self._title_lines(tight).height) + caption + (12 if tight else 18)
        return max(self._theme.px(STAGE_ROW - 8 if tight else STAGE_ROW), needed)

    def set_tight(self, tight: bool) -> None:
        if tight != self._tight:
            self._tight = tight
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._measure()

    def hitButton(self, position: object) -> bool:
        # Not only Fusion's little circle, which is not drawn, but the whole row.
        return True

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self._hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("surface" if self.isChecked() else "sunken"))
            painter.drawRoundedRect(box, RADIUS_FIELD, RADIUS_FIELD)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, RADIUS_FIELD, RADIUS_FIELD)
        side = theme.px(28)
        left = (self.width() - side) / 2 if self._compact else theme.px(12)
        self._paint_mark(painter, QRectF(left, (self.height() - side) / 2, side, side))
        if not self._compact:
            self._paint_words(painter)
        painter.end()

    def _paint_mark(self, painter: QPainter, circle: QRectF) -> None:
        theme = self._theme
        third = circle.width() * 0.28
        inner = circle.adjusted(third, third, -third, -third)
        if self._icon:
            inset = circle.width() * 0.18
            ink = theme.colour("accent_text" if self.isChecked() else "muted")
            paint_icon(painter, self._icon, circle.adjusted(inset, inset, -inset, -inset), ink)
            return
        ring = circle.adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._state is State.AHEAD:
            painter.setPen(QPen(theme.colour("strong_line"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            painter.setBrush(theme.colour("accent" if self._state is State.NOW else "soft"))
        painter.drawEllipse(ring)
        if self._state is State.DONE:
            paint_icon(painter, "check", inner, theme.colour("accent_text"))
            return
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.colour("on_accent" if self._state is State.NOW else "muted"))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, self._mark)

    def _paint_words(self, painter: QPainter) -> None:
        theme, lines = self._theme, self._title_lines(self._tight)
        caption_height = theme.px(16) if self._caption else 0
        left = theme.px(48)
        top = (self.height() - lines.height - caption_height) / 2
        ahead = self._state is State.AHEAD and not self.isChecked() and not self._icon
        painter.setPen(theme.colour("muted" if ahead else "text"))
        lines.paint(painter, QPointF(left, top))
        if self._caption:
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.colour("muted"))
            box = QRectF(left, top + lines.height, self.width() - left - 4, caption_height)
            words = painter.fontMetrics().elidedText(self._caption, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), words)

    def _title_lines(self, tight: bool) -> Lines:
        font = self._theme.font("strong" if self.isChecked() else "body")
        most = 2 if tight and not self.isChecked() else 4
        return Lines(self._title, font, self.width() - self._theme.px(48) - 8, most=most)

    def _measure(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.update()


class Rail(QWidget):
    """`chosen` has the key of a page ("prepare", a stage's id, "record")."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, walk: Walk, projector: Projector, before: PageSpec, after: PageSpec) -> None:
        super().__init__()
        self._desk, self._walk, self._projector = desk, walk, projector
        self._compact = False
        self._wanted: bool | None = None
        """Whether the person wants the preview; None: where there is room for it."""
        self._is_seen = False
        self.setProperty("kind", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._name = label("", "strong", wrap=True)
        self._title = label("", "caption", "muted", wrap=True)
        self._rows: dict[str, RailRow] = {}
        self._group = QButtonGroup(self)
        rows = ScrollColumn(spacing=4)
        self._rows_area = rows
        self._add(rows, before.key, RailRow(desk.theme, before.title, "", before.icon))
        self._rows[before.key].tell(before.title, before.caption, State.AHEAD)
        for stage in desk.workshop.stages():
            self._add(rows, stage.id, RailRow(desk.theme, stage.title, str(stage.number)))
        self._add(rows, after.key, RailRow(desk.theme, after.title, "", after.icon))
        self._rows[after.key].tell(after.title, after.caption, State.AHEAD)
        rows.body.addStretch(1)
        rows.viewport().installEventFilter(self)
        self._group.buttonToggled.connect(self._toggled)
        self._room = Button(desk.theme, "", "quiet", "monitor")
        self._room.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(0)
        heading = QVBoxLayout()
        heading.setContentsMargins(12, 0, 8, 16)
        heading.setSpacing(4)
        heading.addWidget(self._name)
        heading.addWidget(self._title)
        self._layout.addLayout(heading)
        self._layout.addWidget(rows, 1)
        self._seen = QWidget()
        self._fold = IconButton(desk.theme, "chevron-down", "")
        self._fold.clicked.connect(desk.actions["project_preview"].trigger)
        desk.actions.on("project_preview", self._fold_or_show)
        self._above = QWidget()
        above = QHBoxLayout(self._above)
        above.setContentsMargins(12, 0, 0, 0)
        above.addWidget(ElidedLabel(self.tr("What the room sees"), "caption", "muted"), 1)
        above.addWidget(self._fold)
        self._layout.addWidget(self._above)
        if projector.preview is not None:
            self._seen.setLayout(column(projector.preview))
            self._seen.setVisible(False)
            self._layout.addWidget(self._seen)
        self._layout.addWidget(self._room)
        self._room.clicked.connect(self._blank)
        projector.changed.connect(self._tell_projector)
        desk.theme.changed.connect(self._measure)
        self._measure()
        self._tell_projector()
        self.tell_all()

    # --- showing ------------------------------------------------------------------------------------------

    def select(self, key: str) -> None:
        """Show which page is in front, without saying that it was chosen."""
        self._group.blockSignals(True)
        self._rows[key].setChecked(True)
        self._group.blockSignals(False)
        for row in self._rows.values():
            row._measure()
        # The chosen row is the higher one: without it there may be room for the names of all.
        self._fit()
        self._rows_area.body.activate()
        bring_into_view(self._rows[key])

    def set_compact(self, compact: bool) -> None:
        """Only the marks, for large text in a small window."""
        if compact != self._compact:
            self._compact = compact
            self._name.setVisible(not compact)
            self._title.setVisible(not compact)
            self._room.setVisible(not compact)
            self._tell_projector()
            for row in self._rows.values():
                row.set_compact(compact)
            self._measure()

    def refresh(self, notice: Notice) -> None:
        self.tell_all()

    def tell_all(self) -> None:
        workshop = self._desk.workshop
        details = workshop.details
        people = workshop.all(Participant)
        present = sum(person.attended for person in people)
        self._name.setText(details.partnership.name or details.title)
        # Where nobody can be ticked, its key leads to who was.
        arrivals = self.tr("Tick arrivals") if self._desk.can_write else self.tr("Who was here")
        self._desk.actions["arrivals"].setText(arrivals)
        words = [details.title] if details.partnership.name else []
        if people:
            words.append(self.tr("{count}\u00a0people").format(count=present or len(people)))
        self._title.setText(phrase(words, " · "))
        self._title.setVisible(bool(words) and not self._compact)
        here, running = self._now(), self._walk.item
        now = running.stage_id if running is not None else None
        for stage in workshop.stages():
            if stage.id in self._rows:
                self._rows[stage.id].tell(stage.title, *self._stage_words(stage, here, now))
        self._fit()

    def _now(self) -> Stage | None:
        """The stage the day is in. Who only looks at it walks by himself, and the day stays where it was."""
        workshop = self._desk.workshop
        question = workshop.find(Question, workshop.details.current_question_id)
        if self._desk.can_write or question is None:
            return self._walk.stage
        return workshop.find(Stage, question.stage_id)

    def _stage_words(self, stage: Stage, here: Stage | None, running: str | None) -> tuple[str, State]:
        """`running`: the id of the stage whose agenda item runs. It is now; the one that is looked at is only here."""
        planned = planned_minutes(self._desk.workshop, stage.id)
        used = round(stage.seconds_used / 60)
        if used and planned:
            minutes = self.tr("{used} of {planned} min").format(used=used, planned=planned)
        else:
            minutes = self.tr("{minutes} min").format(minutes=used or planned) if used or planned else ""
        is_here = here is not None and stage.id == here.id and not self._desk.workshop.is_closed
        if stage.id == running or (is_here and not self._desk.can_write):
            state, word = State.NOW, self.tr("Now")
        elif is_here:
            # Beside a stage that runs it is no more than looked at.
            state, word = State.AHEAD if running else State.NOW, self.tr("Here")
        elif stage.done or (self._desk.workshop.is_closed and took_place(self._desk.workshop, stage)):
            state, word = State.DONE, self.tr("Done")
        elif self._desk.workshop.is_closed:
            # What nobody came to is not done because the day is over.
            state, word = State.AHEAD, self.tr("Not begun")
        else:
            state, word = State.AHEAD, ""
        return " · ".join(part for part in (word, minutes) if part), state

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_projector()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The rows' room changes with the preview too, not only with the rail.
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Lower rows where all of them would not fit: a scroll bar takes from their width as well."""
        self._tell_preview()
        room = self._rows_area.viewport().height()
        needed = sum(row.height_if(False) + 4 for row in self._rows.values())
        for row in self._rows.values():
            row.set_tight(not self._compact and needed > room)

    # --- inner --------------------------------------------------------------------------------------------

    def _add(self, rows: ScrollColumn, key: str, made: RailRow) -> None:
        made.setObjectName(f"rail-{key}")
        self._rows[key] = made
        self._group.addButton(made)
        rows.body.addWidget(made)

    def _toggled(self, button: RailRow, checked: bool) -> None:
        if checked:
            self.chosen.emit(next(key for key, row in self._rows.items() if row is button))
        button._measure()

    def _measure(self) -> None:
        scale = self._desk.theme.px
        if self._compact:
            self.setFixedWidth(scale(52) + 8)
            self._layout.setContentsMargins(4, 16, 4, 16)
        else:
            self.setFixedWidth(min(scale(RAIL_WIDTH), 420))
            self._layout.setContentsMargins(8, 24, 8, 16)

    def _tell_projector(self) -> None:
        showing = self._projector.is_showing
        title = self._projector.title if showing else self.tr("Projector off")
        self._room.setAccessibleName(title)
        self._room.setToolTip(title)
        room = self._room.width() - self._room.iconSize().width() - 24
        cut = self._room.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room)
        self._room.setText(cut.replace("&", "&&"))
        self._room.set_icon("monitor" if showing else "monitor-off")
        self._room.setEnabled(self._projector.available)
        self._tell_preview()

    def _fold_or_show(self) -> None:
        self._wanted = not self._is_seen
        self._tell_preview()

    def _tell_preview(self) -> None:
        """The preview is there whenever something was sent, if all rows keep their place or the person wants it."""
        margin = self._preview_margin()
        wanted = margin is not None if self._wanted is None else self._wanted
        self._is_seen = wanted and not self._compact
        words = self.tr("Fold the preview away") if self._is_seen else self.tr("Show what the room sees")
        self._above.setVisible(self._projector.is_showing and not self._compact)
        self._fold.set_icon("chevron-down" if self._is_seen else "chevron-up")
        self._fold.setAccessibleName(words)
        self._fold.setToolTip(words)
        self._desk.actions["project_preview"].setChecked(not self._is_seen)
        layout = self._seen.layout()
        if layout is not None:
            layout.setContentsMargins(margin or 0, 0, margin or 0, 0)
        self._seen.setVisible(self._is_seen)

    def _preview_margin(self) -> int | None:
        """Pixels by which the preview is drawn in at each side, so that all rows fit; None where it got too small."""
        preview = self._projector.preview
        if preview is None or not preview.height():
            return 0
        around = self._layout.contentsMargins()
        width = self.width() - around.left() - around.right()
        below = self._above.sizeHint().height() + self._room.sizeHint().height() + around.bottom()
        rows = sum(row.height_if(True) + 4 for row in self._rows.values())
        left = self.height() - self._rows_area.y() - rows - below
        # Not by the height that it has: rounded, that gave another margin at each look, and the rail moved for ever.
        margins = range(round(width * (1 - _SMALLEST_PREVIEW) / 2) + 1)
        return next((each for each in margins if preview.heightForWidth(width - 2 * each) <= left), None)

    def _blank(self) -> None:
        self._projector.blank()
