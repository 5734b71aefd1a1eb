"""The scale of a draft rating: one of those on offer, or typed a line a value; who accepts, and blanks.

Shows a scale and says that it was changed; saving it is the draft's.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy, QWidget

from lsp_workshop.domain.model import Ballot, BallotRules, ScalePoint
from lsp_workshop.ui.tables import Lines
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets import column, label, row
from lsp_workshop.ui.workshop.ballots.scales import SCALES, rules_on, scale_lines, typed_scale

_MOST_LINES = 11


class ScaleLines(Lines):
    """A value and its words a line. What was typed counts when the keyboard goes elsewhere."""

    finished = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.finished.emit()


class ScaleBox(QWidget):
    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._ballot: Ballot | None = None
        self._wanted: int | None = None
        self.offer = QComboBox()
        self.offer.setAccessibleName(self.tr("A scale to begin with"))
        self.offer.addItem(self.tr("Own words"), None)
        for scale in SCALES:
            self.offer.addItem(scale.name, scale)
        self.lines = ScaleLines()
        self.lines.setAccessibleName(self.tr("The scale: a value and its words a line"))
        self.lines.setPlaceholderText(self.tr("1 Not at all"))
        self.lines.setTabChangesFocus(True)
        self.accept = QComboBox()
        self.accept.setAccessibleName(self.tr("Accepted from"))
        self.blank = QCheckBox(self.tr("Blanks allowed"))
        for box, letters in ((self.offer, 14), (self.accept, 16)):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(letters)
        name = label(self.tr("Accepted from"))
        name.setBuddy(self.accept)
        head = row(label(self.tr("Scale"), "caption", "muted"), None, self.offer)
        self.setLayout(column(head, self.lines, row(name, self.accept, 12, self.blank, None), spacing=4))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.offer.activated.connect(self._offered)
        self.lines.finished.connect(self._tell_changed)
        self.lines.textChanged.connect(self._typed)
        self.accept.activated.connect(self._accepted)
        self.blank.clicked.connect(self._tell_changed)
        theme.changed.connect(self._fit)

    def show_scale(self, ballot: Ballot, *, writable: bool) -> None:
        """The ballot's scale as it is; words that are being typed stay."""
        points = ballot.scale or ()
        if self._ballot is None or self._ballot.id != ballot.id or not self.lines.hasFocus():
            words = scale_lines(points)
            if self.lines.toPlainText() != words:
                self.lines.setPlainText(words)
        self.lines.saved_words = scale_lines(points)
        self._ballot, self._wanted = ballot, ballot.rules.accept_from
        self._offer_values()
        self.blank.setChecked(ballot.rules.allow_blank)
        self.lines.setReadOnly(not writable)
        for box in (self.offer, self.accept, self.blank):
            box.setEnabled(writable)
        self._fit()

    def points(self) -> tuple[ScalePoint, ...]:
        """As typed."""
        return typed_scale(self.lines.toPlainText())

    def rules(self, before: BallotRules) -> BallotRules:
        kept = dataclasses.replace(before, allow_blank=self.blank.isChecked())
        return rules_on(self.points(), kept, accept=self._wanted)

    @property
    def is_changed(self) -> bool:
        """Whether something else stands here than in the ballot."""
        ballot = self._ballot
        if ballot is None:
            return False
        return (self.points(), self.rules(ballot.rules)) != (ballot.scale or (), ballot.rules)

    def _offered(self, place: int) -> None:
        scale = self.offer.itemData(place)
        if scale is not None:
            self.lines.setPlainText(scale_lines(scale.points))
            self._wanted = scale.accept
            self._offer_values()
            self.changed.emit()

    def _accepted(self, place: int) -> None:
        self._wanted = self.accept.itemData(place)
        self.changed.emit()

    def _typed(self) -> None:
        self._fit()
        self._offer_values()

    def _tell_changed(self) -> None:
        if self.is_changed:
            self.changed.emit()

    def _name(self) -> None:
        """The name of the scale that stands in the box, where it is one of those on offer: arrows go on from it."""
        here = self.points()
        places = [place for place, scale in enumerate(SCALES, start=1) if scale.points == here]
        if self.offer.currentIndex() not in places:
            self.offer.setCurrentIndex(places[0] if places else 0)

    def _offer_values(self) -> None:
        self._name()
        points: Sequence[ScalePoint] = self.points()
        words = [
            (self.tr("no verdict"), None),
            *((f"{each.value} {each.label}".strip(), each.value) for each in points),
        ]
        shown = [(self.accept.itemText(place), self.accept.itemData(place)) for place in range(self.accept.count())]
        if shown != words:
            self.accept.clear()
            for text, value in words:
                self.accept.addItem(text, value)
        place = next((place for place, (_, value) in enumerate(words) if value == self._wanted), 0)
        self.accept.setCurrentIndex(place)

    def _fit(self) -> None:
        """As high as its lines: the page scrolls, not the box in it."""
        lines = min(max(self.lines.blockCount(), 3), _MOST_LINES)
        self.lines.setFixedHeight(self.lines.fontMetrics().lineSpacing() * lines + self._theme.px(32))
