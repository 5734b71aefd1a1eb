"""Labels, buttons, cards and the layouts between them, as the style sheet knows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeVar

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from lsp_workshop.ui.theme import Role, Theme
from lsp_workshop.ui.tokens import RADIUS_SMALL
from lsp_workshop.ui.widgets.flow import FlowLayout

Tone = Literal["", "muted", "accent", "warning", "danger"]
L = TypeVar("L", QHBoxLayout, QVBoxLayout)
_SPIN_MARGIN = 11
_WITH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
Kind = Literal["primary", "secondary", "quiet", "chip", "choice"]


def label(text: str = "", role: Role = "body", tone: Tone = "", *, wrap: bool = False) -> QLabel:
    """A label that takes every text as plain text."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setProperty("tone", tone)
    if wrap:
        made.setWordWrap(True)
        # A wrapped label asks for a width of its own liking; the layout is to decide.
        made.setMinimumWidth(1)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


class ElidedLabel(QLabel):
    """One line that is cut with an ellipsis where it is too long, and then says all in its tool tip."""

    def __init__(self, text: str = "", role: Role = "body", tone: Tone = "") -> None:
        super().__init__()
        self._whole = text
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setMinimumWidth(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    @property
    def whole(self) -> str:
        return self._whole

    def set_text(self, text: str) -> None:
        self._whole = text
        self._cut()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # In larger letters less of it has room.
        if event.type() == QEvent.Type.FontChange and self._whole:
            self._cut()

    def _cut(self) -> None:
        self.ensurePolished()
        room = self.contentsRect().width()
        cut = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setText(cut)
        self.setToolTip(self._whole if cut != self._whole else "")
        self.setAccessibleName(self._whole if cut != self._whole else "")


def spin_box(least: int, most: int) -> QSpinBox:
    """A box for whole numbers, with the room before the digits that a style sheet cannot give it."""
    made = QSpinBox()
    made.setRange(least, most)
    made.lineEdit().setTextMargins(_SPIN_MARGIN, 0, 0, 0)
    return made


def retext(shown: QLabel, text: str) -> None:
    """Set a label's text and hide it where there is none."""
    shown.setText(text)
    shown.setVisible(bool(text))


def set_look(widget: QWidget, name: str, value: str) -> None:
    """Set a property by which the style sheet tells a look, and look like that."""
    if (widget.property(name) or "") != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def set_tone(widget: QWidget, tone: Tone) -> None:
    set_look(widget, "tone", tone)


def line() -> QFrame:
    """A hairline across."""
    made = QFrame()
    made.setProperty("kind", "line")
    made.setFixedHeight(1)
    return made


def row(*parts: QWidget | QLayout | int | None, spacing: int = 8) -> QHBoxLayout:
    """Side by side; a number is a fixed space, None takes what is left."""
    return _filled(QHBoxLayout(), parts, spacing)


def column(*parts: QWidget | QLayout | int | None, spacing: int = 8) -> QVBoxLayout:
    return _filled(QVBoxLayout(), parts, spacing)


def _filled(box: L, parts: Sequence[QWidget | QLayout | int | None], spacing: int) -> L:
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(spacing)
    for part in parts:
        if part is None:
            box.addStretch(1)
        elif isinstance(part, int):
            box.addSpacing(part)
        elif isinstance(part, QLayout):
            box.addLayout(part)
        else:
            box.addWidget(part)
    return box


class RingedButton(QPushButton):
    """Has a ring inside where it is the filled one and has the keyboard: no colour around it is seen well beside the
    filling in both light and dark."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.hasFocus() or self.property("kind") != "primary":
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.HighlightedText), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), RADIUS_SMALL - 1, RADIUS_SMALL - 1)


def _pressed_by(event: QKeyEvent, button: QAbstractButton) -> bool:
    """Whether it was Enter, and the button was pressed: Qt does that with Space alone outside of dialogs."""
    is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _WITH
    if is_enter:
        button.click()
    return is_enter


class Button(RingedButton):
    """A button of one of the kinds; at most one "primary" a screen."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        kind: Kind = "secondary",
        icon: str = "",
        *,
        large: bool = False,
        icon_after: bool = False,
    ) -> None:
        super().__init__(text)
        self._theme = theme
        self._icon = icon
        self.setProperty("kind", kind)
        self.setProperty("large", large)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if icon_after:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        if icon:
            theme.changed.connect(self._tint)
            self._tint()

    def set_icon(self, name: str) -> None:
        self._icon = name
        self._tint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _pressed_by(event, self):
            super().keyPressEvent(event)

    def _tint(self) -> None:
        token = {"primary": "on_accent", "quiet": "muted"}.get(str(self.property("kind")), "text")
        size = self._theme.px(18)
        # Fusion leaves 4 px between icon and text; the grid wants 8.
        after = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        gap = (-4 if after else 4) if self.text() else 0
        self.setIcon(self._theme.icon(self._icon, token, gap=gap))
        self.setIconSize(QSize(size + abs(gap), size))


class IconButton(QToolButton):
    """A square button with an icon and a name for readers and the tool tip."""

    def __init__(self, theme: Theme, icon: str, name: str, kind: Kind = "quiet") -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self.setProperty("kind", kind)
        self.setProperty("square", True)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self._tint)
        self._tint()

    def set_icon(self, name: str) -> None:
        self._icon = name
        self._tint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _pressed_by(event, self):
            super().keyPressEvent(event)

    def _tint(self) -> None:
        size = self._theme.px(18)
        self.setIcon(self._theme.icon(self._icon, "muted"))
        self.setIconSize(QSize(size, size))


class Card(QFrame):
    """A white sheet with round corners; put things into `body`. Never a card in a card."""

    def __init__(self, title: str = "", *, margin: int = 16) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(8)
        self.title = label(title, "strong")
        if title:
            self.body.addWidget(self.title)
            self.setAccessibleName(title)


class Choices(QWidget):
    """One of a few, side by side (tabs of a page, answers by table or theme). Arrow keys move within."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], *, wrap: bool = False) -> None:
        """`wrap` goes on in a second line where there is no room in the first."""
        super().__init__()
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        layout: QLayout = FlowLayout(self, 4) if wrap else row(spacing=4)
        if not wrap:
            self.setLayout(layout)
        for key, text in choices:
            button = QPushButton(text)
            button.setProperty("kind", "choice")
            button.setCheckable(True)
            # To a reader it is one of several then, and no box to tick.
            button.setAutoExclusive(True)
            # In a dialog it would take Enter from the button that does what the dialog is for.
            button.setAutoDefault(False)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            self._group.addButton(button)
            self._buttons[key] = button
            layout.addWidget(button)
        self._group.setExclusive(True)
        self._group.buttonClicked.connect(self._clicked)
        if choices:
            self._buttons[choices[0][0]].setChecked(True)

    @property
    def keys(self) -> list[str]:
        """The keys of those that can be seen."""
        return [key for key, button in self._buttons.items() if not button.isHidden()]

    def set_gap(self, pixels: int) -> None:
        """Between one and the next."""
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(pixels)
            layout.invalidate()

    def in_one_line(self) -> int:
        """Pixels that all that can be seen take side by side."""
        wide = [button.sizeHint().width() for button in self._buttons.values() if not button.isHidden()]
        return sum(wide) + 4 * max(len(wide) - 1, 0)

    def set_tight(self, tight: bool) -> None:
        """Closer together, where they need the room."""
        for button in self._buttons.values():
            set_look(button, "tight", "true" if tight else "")

    def current(self) -> str:
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def beside(self, by: int) -> str:
        """The key of the one that is `by` further among those that can be seen; after the last comes the first."""
        keys = self.keys
        return keys[(keys.index(self.current()) + by) % len(keys)]

    def choose(self, key: str) -> None:
        """Choose without the signal."""
        self._buttons[key].setChecked(True)

    def set_text(self, key: str, text: str) -> None:
        self._buttons[key].setText(text)

    def set_tip(self, key: str, words: str) -> None:
        """What its button has in full for the mouse and for readers, where its text is cut short."""
        self._buttons[key].setToolTip(words)
        self._buttons[key].setAccessibleName(words)

    def set_shown(self, key: str, shown: bool) -> None:
        self._buttons[key].setVisible(shown)

    def _clicked(self, button: QAbstractButton) -> None:
        self.chosen.emit(self.current())
