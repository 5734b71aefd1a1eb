"""Pictures from files and the clipboard made ready to be kept: upright, no larger than is read, as JPEG.

For threads: frozen data goes in and comes out. Knows no record and no widget.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QImageWriter, QPainter

from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.pictures import MOST_PIXELS

LONGEST_SIDE = 2000
"""Pixels: a flip chart's smallest writing is read at that, and the file stays one that can be mailed."""
QUALITY = 82
KINDS = "*.jpg *.jpeg *.png *.webp *.bmp *.gif *.tif *.tiff"
"""What people's telephones and scanners write; Qt reads those that it has a plug-in for."""

Source = Path | QImage


@dataclass(frozen=True, slots=True)
class Prepared:
    """What came of several sources: JPEGs in their order, and what is wrong with each of the others."""

    jpegs: tuple[bytes, ...]
    refused: tuple[DomainError, ...]


def sources_in(given: QMimeData | None) -> list[Source]:
    """The files or the picture that are dropped or pasted; nothing where the clipboard has never held anything."""
    if given is None:
        return []
    files: list[Source] = [Path(url.toLocalFile()) for url in given.urls() if url.isLocalFile()]
    if files:
        return files
    image = given.imageData() if given.hasImage() else None
    return [image] if isinstance(image, QImage) and not image.isNull() else []


def pictures_in(given: QMimeData | None) -> list[Source]:
    """As `sources_in`, where words are expected: nothing where there are any, and no file that bears another name than
    a picture's. Spreadsheets and word processors put a picture of what is copied beside its words.
    """
    found = sources_in(given)
    if any(isinstance(each, Path) and f"*{each.suffix.lower()}" not in KINDS.split() for each in found):
        return []
    return [] if given is None or (given.hasText() and not given.hasUrls()) else found


def prepare(sources: Sequence[Source], progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Prepared:
    """Every source by itself; stops between two where it is cancelled."""
    jpegs, refused = [], []
    for place, source in enumerate(sources):
        if cancelled():
            break
        progress(place, len(sources))
        try:
            jpegs.append(as_jpeg(read(source)))
        except DomainError as error:
            refused.append(error)
    return Prepared(tuple(jpegs), tuple(refused))


def read(source: Source) -> QImage:
    """The picture the right way up. Raises DomainError("not_a_picture", name) or ("picture_too_wide", name)."""
    if isinstance(source, QImage):
        if source.isNull():
            raise DomainError("not_a_picture", name="the clipboard")
        return source
    reader = QImageReader(str(source))
    reader.setAutoTransform(True)
    # What is inside says what it is: people rename files.
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if size.isValid() and size.width() * size.height() > MOST_PIXELS * 4:
        raise DomainError("picture_too_wide", name=source.name)
    if size.isValid() and max(size.width(), size.height()) > LONGEST_SIDE:
        reader.setScaledSize(_within(size, LONGEST_SIDE))
    image = reader.read()
    if image.isNull():
        raise DomainError("not_a_picture", name=source.name)
    return image


def as_jpeg(image: QImage) -> bytes:
    """At most `LONGEST_SIDE` pixels long, on white where it was see-through."""
    if max(image.width(), image.height()) > LONGEST_SIDE:
        size = _within(image.size(), LONGEST_SIDE)
        image = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    flat = QImage(image.size(), QImage.Format.Format_RGB32)
    flat.fill(QColor(255, 255, 255))
    painter = QPainter(flat)
    painter.drawImage(0, 0, image)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg"))
    writer.setQuality(QUALITY)
    if not writer.write(flat):
        raise DomainError("not_jpeg")
    return bytes(data.data())


def shown(data: str, box: QSize) -> QImage:
    """A kept picture as large as fits the box; a null one where it cannot be read."""
    raw = QByteArray(base64.b64decode(data, validate=False))
    buffer = QBuffer(raw)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    if size.isValid():
        wanted = size.scaled(box, Qt.AspectRatioMode.KeepAspectRatio)
        if wanted.width() < size.width():
            reader.setScaledSize(wanted.expandedTo(QSize(1, 1)))
    return reader.read()


def _within(size: QSize, longest: int) -> QSize:
    return size.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
