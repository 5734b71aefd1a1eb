"""Printing a preview: the system's dialog, then every page at the printer's own sharpness, off the GUI thread.

QtPrintSupport costs start-up time, so it is loaded when somebody prints.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from lsp_workshop.documents import suggested_name
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.jobs import Job
from lsp_workshop.ui.services import Preview
from lsp_workshop.ui.workshop.record.preview_work import PreviewWork

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

SHARPEST = 300
"""Dots an inch: more is not seen in text, and a page would be a hundred megabytes."""
_POINTS = 72


class Printing(QObject):
    """Asks on which printer, over `window` and under the `title`, and prints what the work's preview shows."""

    def __init__(self, desk: Desk, work: PreviewWork, window: QWidget, title: str) -> None:
        super().__init__(window)
        self._desk, self._work, self._window, self._title = desk, work, window, title

    def begin(self) -> None:
        """Where there is no printer, that is said at once, and not after the pages are made."""
        from PySide6.QtPrintSupport import QPrinterInfo

        if QPrinterInfo.availablePrinterNames():
            self._work.when_current(self._ask)
        else:
            self._work.told.emit(
                self.tr("This computer has no printer. Save the PDF, and print it where there is one.")
            )

    def _ask(self) -> None:
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter

        preview = self._work.preview
        if preview is None:
            return
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName(Path(suggested_name(self._desk.workshop, self._work.kinds[0])).stem)
        self._printer.setPageSize(_paper(preview))
        dialog = QPrintDialog(self._printer, self._window)
        dialog.setWindowTitle(self._title)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, preview.page_count)
        dialog.setFromTo(1, preview.page_count)
        dialog.accepted.connect(self._accepted)
        self._desk.dialogs.show(dialog)

    def _accepted(self) -> None:
        self.print_on(self._printer)

    def print_on(self, printer: QPrinter) -> None:
        preview = self._work.preview
        if preview is None:
            return
        first, last = printer.fromPage() or 1, printer.toPage() or preview.page_count
        pages = range(first - 1, min(last, preview.page_count))

        def work(job: Job) -> str:
            return print_pages(preview, printer, pages, job.progress, job.cancelled)

        stops = self.tr("Stopped; what the printer has already may still come.")
        self._work.run(self.tr("Printing"), work, self._printed, stops)

    def _printed(self, trouble: str) -> None:
        if trouble:
            words = self.tr("The printer did not take it. See whether it is on and has paper, or save the PDF.")
            self._work.told.emit(words)
        else:
            self._work.told.emit(self.tr("Sent to the printer."))


def _paper(preview: Preview) -> QPageSize:
    """What most pages are made for: the dialog begins with it."""
    sizes = Counter((min(size), max(size)) for size in preview.sizes)
    (width, height), _ = sizes.most_common(1)[0]
    return QPageSize(QSizeF(width, height), QPageSize.Unit.Point)


def print_pages(
    preview: Preview,
    printer: QPrinter,
    pages: range,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> str:
    """Send the pages (from 0), each the way round that it lies; returns what went wrong, as a word for the log."""
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    wanted = [page for _ in range(copies) for page in pages]
    if not wanted:
        return ""
    printer.setFullPage(True)
    printer.setResolution(min(printer.resolution(), SHARPEST))
    _turn(preview, printer, wanted[0])
    painter = QPainter()
    if not painter.begin(printer):
        return "begin"
    try:
        for place, page in enumerate(wanted):
            if cancelled():
                printer.abort()
                break
            if place:
                _turn(preview, printer, page)
                if not printer.newPage():
                    return "page"
            _paint(preview, printer, painter, page)
            progress(place + 1, len(wanted))
    finally:
        painter.end()
    return ""


def _turn(preview: Preview, printer: QPrinter, page: int) -> None:
    width, height = preview.sizes[page]
    lies = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(lies)


def _paint(preview: Preview, printer: QPrinter, painter: QPainter, page: int) -> None:
    """As large as on the page, smaller where the paper is; in the middle of it."""
    width, height = preview.sizes[page]
    paper = printer.pageLayout().fullRectPixels(printer.resolution())
    dots = printer.resolution() / _POINTS
    scale = min(dots, paper.width() / width, paper.height() / height)
    image = preview.render(page, round(width * scale))
    picture = QImage(image.data, image.width, image.height, image.width * 4, QImage.Format.Format_RGB32)
    room = QRectF(0, 0, width * scale, height * scale)
    room.moveCenter(QRectF(0, 0, paper.width(), paper.height()).center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(room, picture)
