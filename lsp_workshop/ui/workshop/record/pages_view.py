"""A PDF as pages one below the other, drawn sharp and only when they come into sight, off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.jobs import Job
from lsp_workshop.ui.services import PageImage, Preview
from lsp_workshop.ui.tokens import RADIUS_SMALL

_GAP, _EDGE, _WIDEST, _KEPT = 12, 6, 860, 12
_A4 = 297 / 210


@dataclass(frozen=True, slots=True)
class _Drawn:
    preview: Preview
    page: int
    image: PageImage


class PagesView(QAbstractScrollArea):
    """Draws one page at a time and never two, because the library behind it is not made for more."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._preview: Preview | None = None
        self._retired: list[Preview] = []
        self._images: dict[int, QImage] = {}
        self._ratios: dict[int, float] = {}
        self._busy = False
        self._job: Job | None = None
        self._then: Callable[[], None] | None = None
        self._held = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        desk.theme.changed.connect(self.viewport().update)
        self._name()

    # --- what is shown ------------------------------------------------------------------------------------

    @property
    def page_count(self) -> int:
        return self._preview.page_count if self._preview is not None else 0

    @property
    def drawn_pages(self) -> list[int]:
        """The pages (from 0) that are there as pictures now."""
        return sorted(self._images)

    def set_preview(self, preview: Preview | None) -> None:
        """Show another one, which is closed when it is not shown any more."""
        if self._preview is not None:
            self._retired.append(self._preview)
        self._preview = preview
        self._held = False
        self._images.clear()
        self._ratios.clear()
        self._close_retired()
        self._measure()
        self.verticalScrollBar().setValue(0)
        self._name()
        self.viewport().update()

    def when_idle(self, then: Callable[[], None]) -> None:
        """Draw nothing more until another preview is set, and call `then` once the page in hand is done."""
        self._held = True
        if self._busy:
            self._then = then
        else:
            then()

    def go_on(self) -> None:
        """Draw again: no other preview came."""
        self._held = False
        self._draw_next()

    def close_preview(self) -> None:
        """For the end of the window: nothing may be left behind."""
        if self._job is not None:
            self._job.wait(5.0)
        self._busy = False
        self.set_preview(None)

    # --- places -------------------------------------------------------------------------------------------

    def _page_width(self) -> int:
        return max(min(self.viewport().width() - 2 * _EDGE, self._desk.theme.px(_WIDEST)), 60)

    def _rects(self) -> list[QRect]:
        """Where each page stands, scrolled as it is now."""
        wide = self._page_width()
        left = (self.viewport().width() - wide) // 2
        top = _EDGE - self.verticalScrollBar().value()
        rects = []
        for page in range(self.page_count):
            high = round(wide * self._ratios.get(page, _A4))
            rects.append(QRect(left, top, wide, high))
            top += high + _GAP
        return rects

    def _measure(self) -> None:
        rects = self._rects()
        total = rects[-1].bottom() - rects[0].top() + 2 * _EDGE if rects else 0
        bar = self.verticalScrollBar()
        bar.setRange(0, max(total - self.viewport().height(), 0))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(self._desk.theme.px(48))

    def _in_sight(self) -> list[int]:
        high = self.viewport().height()
        return [page for page, rect in enumerate(self._rects()) if rect.bottom() >= 0 and rect.top() < high]

    # --- drawing ------------------------------------------------------------------------------------------

    def _pixels(self) -> int:
        return round(self._page_width() * self.devicePixelRatioF())

    def _draw_next(self) -> None:
        if self._busy or self._held or self._preview is None:
            return
        pixels = self._pixels()
        for page in self._in_sight():
            there = self._images.get(page)
            if there is None or there.width() != pixels:
                self._draw(self._preview, page, pixels)
                return

    def _draw(self, preview: Preview, page: int, pixels: int) -> None:
        def work(_job: Job) -> _Drawn:
            return _Drawn(preview, page, preview.render(page, pixels))

        self._busy = True
        self._job = self._desk.jobs.start(work, done=self._drawn, failed=self._failed)
        self._job.ended.connect(self._ended)

    def _drawn(self, drawn: _Drawn) -> None:
        if drawn.preview is not self._preview:
            return
        image = drawn.image
        made = QImage(image.data, image.width, image.height, image.width * 4, QImage.Format.Format_RGB32).copy()
        made.setDevicePixelRatio(self.devicePixelRatioF())
        self._images[drawn.page] = made
        ratio = image.height / max(image.width, 1)
        if abs(self._ratios.get(drawn.page, _A4) - ratio) > 0.002:
            self._ratios[drawn.page] = ratio
            self._measure()
        self._forget_far()
        self.viewport().update()

    def _forget_far(self) -> None:
        """Keep a dozen pictures: a page of a large screen is 10 MB."""
        seen = self._in_sight()
        middle = seen[len(seen) // 2] if seen else 0
        for page in sorted(self._images, key=lambda each: -abs(each - middle))[: max(len(self._images) - _KEPT, 0)]:
            del self._images[page]

    def _failed(self, error: Exception) -> None:
        self._held = True
        self._desk.trouble(error)

    def _ended(self) -> None:
        self._busy = False
        self._job = None
        self._close_retired()
        then, self._then = self._then, None
        if then is not None:
            then()
        else:
            self._draw_next()

    def _close_retired(self) -> None:
        if not self._busy:
            for preview in self._retired:
                preview.close()
            self._retired.clear()

    def _name(self) -> None:
        words = self.tr("Preview of the record, {count} pages").format(count=self.page_count)
        self.setAccessibleName(words)

    # --- events -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._desk.theme
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page, rect in enumerate(self._rects()):
            if not rect.intersects(event.rect()):
                continue
            image = self._images.get(page)
            if image is not None:
                painter.drawImage(rect, image)
            else:
                painter.fillRect(rect, theme.colour("surface"))
                painter.setPen(theme.colour("muted"))
                painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), str(page + 1))
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(self.viewport().rect().adjusted(1, 1, -1, -1), RADIUS_SMALL, RADIUS_SMALL)
        painter.end()
        self._draw_next()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _scrolled(self, _value: int) -> None:
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        # Paging through the record must not walk the day.
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            pages = event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
            if pages and not event.modifiers():
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        goal = {
            Qt.Key.Key_PageDown: bar.value() + bar.pageStep() - _GAP,
            Qt.Key.Key_Space: bar.value() + bar.pageStep() - _GAP,
            Qt.Key.Key_PageUp: bar.value() - bar.pageStep() + _GAP,
            Qt.Key.Key_Down: bar.value() + bar.singleStep(),
            Qt.Key.Key_Up: bar.value() - bar.singleStep(),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: bar.maximum(),
        }.get(Qt.Key(event.key()))
        if goal is None or event.modifiers():
            super().keyPressEvent(event)
        else:
            bar.setValue(goal)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
