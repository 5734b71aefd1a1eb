"""Watches where the keyboard goes, and measures in pixels whether somebody who looks would see it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QAccessible, QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.pixels import changed_pixels

_AROUND = 4
"""Pixels around a control that its ring may take."""


class FocusWatch(QObject):
    """Notes each control that Tab goes away from: what it is, and how many pixels told that it had the keyboard."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._window: QWidget | None = None
        self._stops: list[dict[str, Any]] = []
        self._pressed = 0
        self._before: tuple[QWidget, dict[str, Any], QRect, QImage] | None = None
        self._app = app
        app.focusChanged.connect(self._moved)

    def begin(self, window: QWidget) -> None:
        self._window = window
        self._stops.clear()
        self._pressed = 0
        self._app.installEventFilter(self)

    def seen(self) -> dict[str, Any]:
        now = QApplication.focusWidget()
        return {"pressed": self._pressed, "stops": self._stops, "now": number(now) if now else 0}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        tab = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab and isinstance(watched, QWidget)
        if tab and watched is QApplication.focusWidget():
            if event.type() is QEvent.Type.KeyPress and self._window is not None:
                self._look()
            if event.type() is QEvent.Type.KeyRelease:
                self._pressed += 1
        return False

    def _look(self) -> None:
        focus, window = QApplication.focusWidget(), self._window
        if focus is None or window is None or not window.isAncestorOf(focus):
            return
        area = focus.rect().adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
        area = QRect(focus.mapTo(window, area.topLeft()), area.size()).intersected(window.rect())
        seen = focus.visibleRegion().boundingRect()
        told = {
            "id": number(focus),
            "what": f"{type(focus).__name__} “{focus.accessibleName() or focus.property('text') or ''}”",
            "size": [focus.width(), focus.height()],
            "shown": [seen.width(), seen.height()],
        }
        self._before = (focus, told, area, window.grab(area).toImage())

    def _moved(self, old: QWidget | None, _new: QWidget | None) -> None:
        if self._before is None or self._window is None or old is not self._before[0]:
            return
        _, told, area, image = self._before
        self._before = None
        told["changed"] = changed_pixels(image, self._window.grab(area).toImage())
        self._stops.append(told)


def number(widget: QWidget) -> int:
    """What AT-SPI calls it: the last part of its path."""
    return QAccessible.uniqueId(QAccessible.queryAccessibleInterface(widget)) & 0xFFFFFFFF
