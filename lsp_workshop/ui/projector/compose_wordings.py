"""Wordings of the vision for the room: side by side while they fit, else one after the other. Paints nothing."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from lsp_workshop.ui.projector.canvas import HEADINGS, Canvas, heading, page_number
from lsp_workshop.ui.projector.flow import Piece, largest, set_pages
from lsp_workshop.ui.projector.scenes import WordingColumn, WordingsScene

_GAP = 6
"""Units between two columns."""


def wordings(canvas: Canvas, scene: WordingsScene, page: int) -> None:
    if not _side_by_side(canvas, scene):
        _one_after_the_other(canvas, scene, page)
    page_number(canvas, scene.legend)


def _pieces(column: WordingColumn) -> list[Piece]:
    text = "".join(part.text for part in column.parts)
    pieces = [Piece(column.label, 600, 0.62, "accent_text", with_next=True), Piece(text, 500, marks=column.parts)]
    return [*pieces, Piece(column.note, 400, 0.62, "muted", gap=0.7)] if column.note else pieces


def _side_by_side(canvas: Canvas, scene: WordingsScene) -> bool:
    """All in one size, each in a column; False where they are too much for one page."""
    count = len(scene.columns)
    columns = [_pieces(each) for each in scene.columns]
    gap = canvas.unit * _GAP
    for biggest in reversed(HEADINGS):
        del canvas.lines[:]
        area = heading(canvas, scene.heading, biggest, 0.2)
        width = (area.width() - gap * (count - 1)) / count
        boxes = [
            QRectF(area.left() + place * (width + gap), area.top(), width, area.height()) for place in range(count)
        ]
        fitted = [
            largest(pieces, box, canvas.unit * 3.2, canvas.unit * 9, canvas.breaks, (1,))
            for pieces, box in zip(columns, boxes, strict=True)
        ]
        size = min(each.size for each in fitted)
        if all(len(each.pages) == 1 for each in fitted):
            for pieces, box in zip(columns, boxes, strict=True):
                canvas.put(set_pages(pieces, box, size, 1, canvas.breaks)[0])
            canvas.pages, canvas.page = 1, 0
            return True
    del canvas.lines[:]
    return False


def _one_after_the_other(canvas: Canvas, scene: WordingsScene, page: int) -> None:
    area = heading(canvas, scene.heading, HEADINGS[-1], 0.2)
    above = tuple(canvas.lines)
    pages = []
    for each in scene.columns:
        # Each begins a page: what stands above it is its own label.
        pages += largest(_pieces(each), area, canvas.unit * 3.2, canvas.unit * 5, canvas.breaks, (1,)).pages
    canvas.lines[:] = above
    canvas.pages = len(pages)
    canvas.page = min(page, canvas.pages - 1)
    canvas.put(pages[canvas.page])
