"""Where the message bar lies: over the strip above the page, so that nothing moves under a hand that drags.

What is too long for the strip pushes the page down instead, and has all its width: nothing lies over the question and
the box.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from lsp_workshop.ui.widgets import MessageBar

_GAP = 12
_LAPS, _NEWS_LAPS = 4, 20
"""Pixels that it may reach into the page, where no text is; news, which goes by itself, over the small line there:
nothing is to move back under a hand that has begun to drag."""
_PLACING = (QEvent.Type.Show, QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Hide)


class OverPage(QObject):
    """News and refusals cover the heading, up to `until`; a failure, which stays, and words in many lines get `room` in
    the layout.

    The room stands right below the strip that the heading is in.
    """

    pushed = Signal()
    """The page was pushed down, or went up again."""

    def __init__(self, bar: MessageBar, window: QWidget, heading: QWidget, until: QWidget, spacing: int) -> None:
        super().__init__(window)
        self._bar, self._window, self._heading, self._until = bar, window, heading, until
        self._spacing = spacing
        self.room = QWidget()
        self.room.hide()
        bar.setParent(window)
        for each in (bar, window, self.room, heading, until):
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # While the window is taken down its parts still hide, one after the other.
        parts = (self._bar, self._window, self._heading, self._until, self.room)
        if event.type() in _PLACING and all(isValid(each) for each in parts):
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        bar = self._bar
        if bar.isHidden():
            self._take_room(0)
            return
        place = self._in_strip()
        beyond = place.height() - self._heading.height() - self._spacing
        if bar.lasting or beyond > (_LAPS if bar.stays else _NEWS_LAPS):
            place = self._below_strip()
        else:
            self._take_room(0)
        if bar.geometry() != place:
            bar.setGeometry(place)
            inner = bar.layout()
            if inner is not None:
                # At once, and anew: while the program is busy nobody is to see an empty bar, nor words that lie where
                # a size of before had them.
                inner.invalidate()
                inner.activate()
        bar.raise_()

    def _in_strip(self) -> QRect:
        top = self._heading.mapTo(self._window, QPoint())
        right = self._until.mapTo(self._window, QPoint()).x() - _GAP
        wide = max(right - top.x(), self._bar.minimumSizeHint().width())
        return QRect(top.x(), top.y(), wide, self._high(wide))

    def _below_strip(self) -> QRect:
        if self.room.isHidden():
            self.room.show()
            self.pushed.emit()
        top = self.room.mapTo(self._window, QPoint())
        wide = self.room.width()
        high = self._high(wide)
        self._take_room(high)
        return QRect(top.x(), top.y(), wide, high)

    def _high(self, wide: int) -> int:
        # Its least height is that of words set in the narrowest column there is.
        return self._bar.heightForWidth(wide) if self._bar.hasHeightForWidth() else self._bar.sizeHint().height()

    def _take_room(self, high: int) -> None:
        if high and self.room.height() != high:
            self.room.setFixedHeight(high)
        if self.room.isHidden() is bool(high):
            self.room.setVisible(bool(high))
            self.pushed.emit()
