"""A table's sheet in the tour: added, described, looked at large, shown to the room. Draws it, for want of a camera."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from lsp_workshop.domain.model import Answer, Photo
from lsp_workshop.tour.hands import Hands
from lsp_workshop.ui.workshop.photos.looking import PhotoDialog


def drawn_sheet(lines: Sequence[str]) -> QImage:
    """A flip chart as a telephone sees it, with these lines on it."""
    sheet = QImage(900, 1200, QImage.Format.Format_RGB32)
    sheet.fill(QColor(246, 244, 238))
    painter = QPainter(sheet)
    painter.setPen(QColor(30, 60, 140))
    font = painter.font()
    font.setPixelSize(44)
    painter.setFont(font)
    room = QRect(60, 60, 780, 170)
    for line in lines:
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap), f"– {line}")
        room.translate(0, 185)
    painter.end()
    return sheet


def photos(hands: Hands, said: Sequence[Answer]) -> None:
    """To be looked at in every way that there is: the sample has none."""
    panel = hands.window.stage_page.open_tab("photos")
    panel.take_pictures([drawn_sheet([answer.text for answer in said[:6]])])
    hands.until(lambda: bool(hands.workshop.count(Photo)), "the photo in the file")
    panel.shown()
    hands.keys("F2")
    hands.type("What table A wrote up")
    hands.look("photo-form")
    hands.keys("Return")
    hands.until(lambda: not hands.window.desk.jobs.busy, "the small picture")
    hands.look("photos")
    hands.keys("P")
    hands.until(lambda: not hands.window.desk.jobs.busy, "the photo in the room")
    hands.room("projector-photo")
    hands.keys("Space")
    hands.until(lambda: bool(hands.window.findChildren(PhotoDialog)), "the photo, large")
    large = hands.window.findChildren(PhotoDialog)[-1]
    hands.look("photo-large", large)
    large.accept()
