"""Two wordings beside each other with what changed from one to the other, each with its ballot. Knows no edit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from lsp_workshop.domain.vision import Version
from lsp_workshop.domain.word_changes import LEGEND, is_marked
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import ScrollColumn, column, label, retext
from lsp_workshop.ui.widgets.marked_text import MarkedText
from lsp_workshop.ui.workshop.vision.specs import ballot_words, standing_words

_BESIDE = 400
"""Pixels (at 100 %) from which two wordings stand side by side; below, one under the other."""
_STEP = 40


class _Side(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.heading = label("", "caption", "muted", wrap=True)
        self.words = MarkedText(desk.theme)
        self.result = label("", "caption", "muted", wrap=True)
        self.setLayout(column(self.heading, self.words, self.result, None, spacing=4))

    def show_version(self, version: Version) -> None:
        heading = self.tr("Wording {number} · {standing}").format(
            number=version.number, standing=standing_words(version.standing)
        )
        retext(self.heading, f"{heading} · {self.tr('worded afresh')}" if version.afresh else heading)
        self.words.show_parts(version.parts)
        retext(self.result, ballot_words(self._desk.workshop, version))


class ComparePane(QWidget):
    """Arrow keys scroll; Escape leaves."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.sides = (_Side(desk), _Side(desk))
        self._row = QHBoxLayout()
        self._row.setSpacing(24)
        for side in self.sides:
            self._row.addWidget(side, 1)
        self.legend = label(LEGEND, "caption", "muted", wrap=True)
        self.nothing = label(
            self.tr(
                "Type a wording above, or mark answers and press Ctrl+Shift+I. From the second on, what changed is "
                "marked here."
            ),
            "body",
            "muted",
            wrap=True,
        )
        self._scroll = ScrollColumn(margins=(8, 4, 12, 4), spacing=8)
        self._scroll.body.addWidget(self.nothing)
        self._scroll.body.addLayout(self._row)
        self._scroll.body.addWidget(self.legend)
        self._scroll.body.addStretch(1)
        self.setLayout(column(self._scroll))
        desk.theme.changed.connect(self._fit)
        self.show_versions(())

    def show_versions(self, versions: Sequence[Version]) -> None:
        """Two, one, or none."""
        for place, side in enumerate(self.sides):
            side.setVisible(place < len(versions))
            if place < len(versions):
                side.show_version(versions[place])
        self.legend.setVisible(any(is_marked(each.parts) for each in versions))
        self.nothing.setVisible(not versions)
        self._fit()

    def begin(self) -> None:
        shown = [side for side in self.sides if not side.isHidden()]
        if shown:
            shown[-1].words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        beside = self.width() >= self._desk.theme.px(_BESIDE)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self._scroll.verticalScrollBar()
        px = self._desk.theme.px(_STEP)
        steps = {Qt.Key.Key_Down: px, Qt.Key.Key_Up: -px, Qt.Key.Key_Space: bar.pageStep()}
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in steps:
            bar.setValue(bar.value() + steps[key])
        else:
            super().keyPressEvent(event)
