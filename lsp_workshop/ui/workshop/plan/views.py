"""The plan as a whole: its timeline and who does what, drawn as on paper and sent to the room. Knows no layout."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from lsp_workshop.domain.record.figure_parts import PlanFigure
from lsp_workshop.domain.record.names import without_names
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.record.plan_figures import MATRIX, By, matrix, timeline
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import ChartView, Choices, EmptyState, IconButton, ScrollColumn, column, row
from lsp_workshop.ui.widgets.chart import dense_style

_STEP = 40


class PlanView(QWidget):
    """Either the timeline, grouped as chosen, or the matrix. Worked out when it is seen and not before."""

    left = Signal()

    def __init__(self, desk: Desk, views: tuple[str, ...]) -> None:
        """`views` are what it can show: how a timeline is grouped, or `MATRIX` alone."""
        super().__init__()
        self._desk = desk
        self._stale = True
        names: dict[str, str] = {
            By.OBJECTIVE: self.tr("By objective"),
            By.ORGANISATION: self.tr("By organisation"),
            By.MONTH: self.tr("By month"),
            MATRIX: self.tr("Who does what"),
        }
        self._titles: dict[str, str] = {
            By.OBJECTIVE: self.tr("The plan by objective"),
            By.ORGANISATION: self.tr("The plan by organisation"),
            By.MONTH: self.tr("The plan by month"),
            MATRIX: self.tr("Who does what"),
        }
        self.choices = Choices([(each, names[each]) for each in views])
        if len(views) < 2:
            self.choices.hide()
        self.project = IconButton(desk.theme, "presentation", self.tr("On the projector (Shift+F4)"))
        self.chart: ChartView | None = None
        self._scroll = ScrollColumn(margins=(8, 0, 12, 8), spacing=4)
        self._nothing = EmptyState(
            desk.theme,
            "calendar",
            self.tr("Nothing to show yet"),
            self.tr("Type the first action (Alt+1); it stands here at once."),
        )
        layout = column(row(self.choices, None, self.project), spacing=8)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._nothing, 1)
        self.setLayout(layout)
        self.choices.chosen.connect(self._choose)
        self.project.clicked.connect(self._clicked)

    @property
    def view(self) -> str:
        """What it shows now, as the projector names it."""
        return self.choices.current()

    def next_view(self) -> None:
        """The next grouping, after the last the first."""
        keys = self.choices.keys
        if len(keys) > 1:
            self.choices.choose(keys[(keys.index(self.view) + 1) % len(keys)])
            self._choose(self.view)

    def begin(self) -> None:
        """The keyboard to the figure, or to the button where there is none."""
        self._show_now()
        (self.chart or self.project).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def send(self) -> None:
        """To the room what is seen here."""
        if self._desk.projector.available:
            self._desk.projector.send_plan(self.view, self._titles[self.view])

    def plan_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._show_now()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_now()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self._scroll.verticalScrollBar()
        px, page = self._desk.theme.px(_STEP), bar.pageStep()
        steps = {Qt.Key.Key_Down: px, Qt.Key.Key_Up: -px, Qt.Key.Key_Space: page}
        ends = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in steps:
            bar.setValue(bar.value() + steps[key])
        elif key in ends:
            bar.setValue(ends[key])
        else:
            super().keyPressEvent(event)

    def _clicked(self) -> None:
        self.send()

    def _choose(self, _view: str) -> None:
        self._scroll.verticalScrollBar().setValue(0)
        self.plan_changed()

    def _figure(self) -> PlanFigure | None:
        workshop = self._desk.workshop
        # The same as the room would see: nothing stands here that may not be sent.
        people = People(workshop, public=True)
        made = matrix(workshop, people) if self.view == MATRIX else timeline(workshop, people, By(self.view))
        return without_names(made, people) if made is not None else None

    def _show_now(self) -> None:
        if not self._stale:
            return
        self._stale = False
        at, focused = self._scroll.verticalScrollBar().value(), self.chart is not None and self.chart.hasFocus()
        figure = self._figure()
        if self.chart is not None:
            self._scroll.body.removeWidget(self.chart)
            self.chart.hide()
            self.chart.deleteLater()
            self.chart = None
        self._scroll.setVisible(figure is not None)
        self._nothing.setVisible(figure is None)
        self.project.setEnabled(figure is not None and self._desk.projector.available)
        if figure is None:
            return
        title = self._titles[self.view]
        self.chart = ChartView(self._desk.theme, figure, title, dense_style)
        self._scroll.body.insertWidget(0, self.chart)
        # By itself the layout shows it a moment later, and what is hidden takes no keyboard.
        self.chart.show()
        if self._scroll.body.count() == 1:
            self._scroll.body.addStretch(1)
        if focused:
            self.chart.setFocus()
        self._scroll.verticalScrollBar().setValue(at)


TIMELINES: tuple[str, ...] = tuple(By)
"""The groupings of the timeline."""
