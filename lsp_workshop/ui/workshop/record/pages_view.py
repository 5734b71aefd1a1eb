"""A PDF as pages one below the other, drawn sharp and only when they come into sight, off the GUI thread."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.jobs import Job
from lsp_workshop.ui.services import Found, PageImage, Preview
from lsp_workshop.ui.tokens import LIGHT, RADIUS_SMALL
from lsp_workshop.ui.workshop.record.page_places import GAP, Fit, Places, Zoom, percent, places, stepped

_WIDEST, _KEPT, _KEPT_BYTES = 860, 12, 160_000_000
_MOST_PIXELS = 16_000_000
"""Of a page: one that is larger is drawn less sharp, for it would be 64 MB."""
_PADDING = 2


@dataclass(frozen=True, slots=True)
class _Drawn:
    preview: Preview
    page: int
    asked: int
    image: PageImage


class PagesView(QAbstractScrollArea):
    """Shows a preview that somebody else owns and closes. One page is drawn at a time, those in sight first."""

    moved = Signal()
    """Another page is at the top, or the zoom is another."""
    zoom_wanted = Signal(int)
    """Ctrl and the wheel: 1 for larger, -1 for smaller."""

    def __init__(self, desk: Desk, *, zooms: bool = False, name: str = "") -> None:
        """`name` is what readers call the pages."""
        super().__init__()
        self._called = name or self.tr("Preview of the record")
        self._desk = desk
        self._preview: Preview | None = None
        self._images: dict[int, QImage] = {}
        self._asked: dict[int, int] = {}
        """How many pixels wide each picture was wanted, which may be more than it has."""
        self._busy = False
        self._job: Job | None = None
        self._zooms = zooms
        self._zoom: Zoom = Fit.WIDTH
        self._places = Places((), QSize())
        self._found: Sequence[Found] = ()
        self._current: int | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.valueChanged.connect(self._scrolled)
        desk.theme.changed.connect(self._measure)
        self._name()

    # --- what is shown ------------------------------------------------------------------------------------

    @property
    def page_count(self) -> int:
        return self._preview.page_count if self._preview is not None else 0

    @property
    def drawn_pages(self) -> list[int]:
        """The pages (from 0) that are there as pictures now."""
        return sorted(self._asked)

    def set_preview(self, preview: Preview | None) -> None:
        """Show another one, at about the place where the last one was."""
        place, old = self._place(), self._preview.sizes if self._preview is not None else ()
        self._preview = preview
        self._asked.clear()
        self._found, self._current = (), None
        self._measure()
        if self.page_count:
            self._restore((min(place[0], self.page_count - 1), place[1], place[2]))
        # What is in sight stays until it is drawn anew: no flicker where a word has changed.
        sizes, seen = preview.sizes if preview is not None else (), self._in_sight()
        kept = {page for page in self._images if page in seen and old[page : page + 1] == sizes[page : page + 1]}
        self._images = {page: image for page, image in self._images.items() if page in kept}
        self._name()

    def wait(self) -> None:
        """Until the page in hand is drawn: for the end of the window."""
        if self._job is not None:
            self._job.wait(5.0)

    # --- places -------------------------------------------------------------------------------------------

    @property
    def page(self) -> int:
        """The page (from 0) that is read: the one a third down from the top."""
        bar = self.verticalScrollBar()
        if bar.maximum() and bar.value() == bar.maximum():
            return max(self.page_count - 1, 0)
        return self._places.page_at(bar.value() + self.viewport().height() // 3)

    @property
    def down_the_page(self) -> float:
        """How many points down it that page is read; on the last one, seen to its end, all of it was."""
        bar, page = self.verticalScrollBar(), self.page
        if self._preview is None or not self.page_count or (bar.maximum() and bar.value() == bar.maximum()):
            return math.inf
        rect = self._places.rects[page]
        down = bar.value() + self.viewport().height() // 3 - rect.top()
        return down / rect.height() * self._preview.sizes[page][1]

    @property
    def zoom(self) -> Zoom:
        return self._zoom

    @property
    def percent(self) -> int:
        """How large the page that is read is shown, 100 as on paper."""
        if self._preview is None or not self.page_count:
            return 100
        return percent(self._places.rects[self.page].width(), self._preview.sizes[self.page][0])

    def set_zoom(self, zoom: Zoom) -> None:
        """The line at the top stays there."""
        place = self._place()
        self._zoom = zoom
        self._measure()
        self._restore(place)
        self.moved.emit()

    def step_zoom(self, by: int) -> None:
        self.set_zoom(stepped(self.percent, by))

    def go_to(self, page: int, top: float = 0.0) -> None:
        """Page `page` (from 0) to the top, from `top` points down it."""
        if self._preview is not None and 0 <= page < self.page_count:
            rect = self._places.rects[page]
            down = top / self._preview.sizes[page][1] * rect.height()
            self.verticalScrollBar().setValue(round(rect.top() + down) - GAP // 2)

    def show_found(self, found: Sequence[Found], current: int | None, *, goes: bool = True) -> None:
        """Mark the places, the current one more; where `goes`, it is brought into sight."""
        self._found, self._current = found, current
        if current is not None and goes:
            box = self._box(found[current].page, found[current].boxes[0]) if found[current].boxes else QRectF()
            high, wide = self.viewport().height(), self.viewport().width()
            if not (self.verticalScrollBar().value() < box.top() < self.verticalScrollBar().value() + high * 0.9):
                self.verticalScrollBar().setValue(round(box.top() - high / 3))
            if not (self.horizontalScrollBar().value() < box.left() < self.horizontalScrollBar().value() + wide * 0.9):
                self.horizontalScrollBar().setValue(round(box.left() - wide / 3))
        self.viewport().update()

    def _box(self, page: int, box: tuple[float, float, float, float]) -> QRectF:
        rect = self._places.rects[page]
        left, top, width, height = box
        return QRectF(
            rect.left() + left * rect.width(), rect.top() + top * rect.height(),
            width * rect.width(), height * rect.height(),
        ).adjusted(-_PADDING, -_PADDING, _PADDING, _PADDING)  # fmt: skip

    def _place(self) -> tuple[int, float, float]:
        """The page at the top, and the shares of it that are scrolled away, down and across."""
        if not self._places.rects:
            return 0, 0.0, 0.0
        at = self.verticalScrollBar().value()
        page = self._places.page_at(at)
        rect = self._places.rects[page]
        middle = self.horizontalScrollBar().value() + self.viewport().width() / 2
        return page, (at - rect.top()) / rect.height(), middle / max(self._places.size.width(), 1)

    def _restore(self, place: tuple[int, float, float]) -> None:
        page, down, across = place
        if page < len(self._places.rects):
            rect = self._places.rects[page]
            self.verticalScrollBar().setValue(round(rect.top() + down * rect.height()))
            self.horizontalScrollBar().setValue(round(across * self._places.size.width() - self.viewport().width() / 2))

    def _measure(self) -> None:
        sizes = self._preview.sizes if self._preview is not None else ()
        room, widest = self.viewport().size(), self._desk.theme.px(_WIDEST)
        self._places = places(sizes, room, self._zoom, widest)
        for bar, whole, part in (
            (self.verticalScrollBar(), self._places.size.height(), room.height()),
            (self.horizontalScrollBar(), self._places.size.width(), room.width()),
        ):
            bar.setRange(0, max(whole - part, 0))
            bar.setPageStep(part)
            bar.setSingleStep(self._desk.theme.px(48))
        self.viewport().update()

    def _origin(self) -> QPoint:
        return QPoint(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def _in_sight(self) -> range:
        return self._places.in_sight(self.verticalScrollBar().value(), self.viewport().height())

    # --- drawing ------------------------------------------------------------------------------------------

    def _pixels(self, page: int) -> int:
        rect, ratio = self._places.rects[page], self.devicePixelRatioF()
        most = math.sqrt(_MOST_PIXELS / max(rect.width() * rect.height(), 1))
        return round(rect.width() * min(ratio, most))

    def _draw_next(self) -> None:
        if self._busy or self._preview is None:
            return
        for page in self._in_sight():
            pixels = self._pixels(page)
            if self._asked.get(page) != pixels:
                self._draw(self._preview, page, pixels)
                return

    def _draw(self, preview: Preview, page: int, pixels: int) -> None:
        def work(_job: Job) -> _Drawn:
            return _Drawn(preview, page, pixels, preview.render(page, pixels))

        self._busy = True
        self._job = self._desk.jobs.start(work, done=self._drawn, failed=self._failed)
        self._job.ended.connect(self._ended)

    def _drawn(self, drawn: _Drawn) -> None:
        if drawn.preview is not self._preview:
            return
        image = drawn.image
        made = QImage(image.data, image.width, image.height, image.width * 4, QImage.Format.Format_RGB32).copy()
        self._images[drawn.page] = made
        self._asked[drawn.page] = drawn.asked
        self._forget_far()
        self.viewport().update()

    def _forget_far(self) -> None:
        """Keep a dozen pictures, fewer where they are large."""
        seen = self._in_sight()
        middle = seen[len(seen) // 2] if seen else 0
        held = sum(image.sizeInBytes() for image in self._images.values())
        for page in sorted(self._images, key=lambda each: -abs(each - middle)):
            if page in seen or (len(self._images) <= _KEPT and held <= _KEPT_BYTES):
                break
            held -= self._images.pop(page).sizeInBytes()
            self._asked.pop(page, None)

    def _failed(self, error: Exception) -> None:
        self._preview = None
        self._desk.trouble(error)

    def _ended(self) -> None:
        self._busy = False
        self._job = None
        self._draw_next()

    def _name(self) -> None:
        words = self.tr("{preview}, {count} pages").format(preview=self._called, count=self.page_count)
        if self.page_count:
            at = self.tr("page {page}").format(page=self.page + 1)
            words = f"{words}, {at}"
        if words != self.accessibleName():
            self.setAccessibleName(words)

    # --- events -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._desk.theme
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in self._in_sight():
            rect = self._places.rects[page].translated(self._origin())
            image = self._images.get(page)
            if image is not None:
                painter.drawImage(rect, image)
            else:
                painter.fillRect(rect, theme.colour("surface"))
                painter.setPen(theme.colour("muted"))
                painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), str(page + 1))
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        self._paint_found(painter)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.viewport().rect().adjusted(1, 1, -1, -1), RADIUS_SMALL, RADIUS_SMALL)
        painter.end()
        self._draw_next()

    def _paint_found(self, painter: QPainter) -> None:
        """In the colours of light screens: paper is white in the dark, too. The current place has a frame."""
        mark, seen = QColor(LIGHT.warning), self._in_sight()
        for number, found in enumerate(self._found):
            if found.page not in seen:
                continue
            is_current = number == self._current
            mark.setAlpha(255)
            painter.setPen(QPen(mark, 2) if is_current else Qt.PenStyle.NoPen)
            mark.setAlpha(90 if is_current else 50)
            painter.setBrush(mark)
            for box in found.boxes:
                painter.drawRect(self._box(found.page, box).translated(self._origin()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        place = self._place()
        super().resizeEvent(event)
        self._measure()
        self._restore(place)
        self.moved.emit()

    def _scrolled(self, _value: int) -> None:
        self.viewport().update()
        self._name()
        self.moved.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._zooms and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        # Paging through the record must not walk the day.
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            pages = event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
            if pages and not event.modifiers():
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, across = self.verticalScrollBar(), self.horizontalScrollBar()
        goals = {
            Qt.Key.Key_PageDown: (bar, bar.value() + bar.pageStep() - GAP),
            Qt.Key.Key_Space: (bar, bar.value() + bar.pageStep() - GAP),
            Qt.Key.Key_PageUp: (bar, bar.value() - bar.pageStep() + GAP),
            Qt.Key.Key_Down: (bar, bar.value() + bar.singleStep()),
            Qt.Key.Key_Up: (bar, bar.value() - bar.singleStep()),
            Qt.Key.Key_Right: (across, across.value() + across.singleStep()),
            Qt.Key.Key_Left: (across, across.value() - across.singleStep()),
            Qt.Key.Key_Home: (bar, 0),
            Qt.Key.Key_End: (bar, bar.maximum()),
        }
        goal = goals.get(Qt.Key(event.key()))
        if goal is None or event.modifiers():
            super().keyPressEvent(event)
        else:
            goal[0].setValue(goal[1])

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
