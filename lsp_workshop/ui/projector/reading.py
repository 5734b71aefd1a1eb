"""The picture of a photo read for the room off the GUI thread, which it would hold up. Shows nothing itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage

from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Photo, Picture
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.jobs import Job
from lsp_workshop.ui.pictures import shown

_SMALL = QSize(480, 480)


@dataclass(frozen=True, slots=True)
class Readable:
    """A picture as large as the screen, and `small`, for the preview: shrunk at once, thin lines would be lost."""

    full: QImage
    small: QImage


class PhotoReader(QObject):
    """One at a time: what was asked for last counts, and nothing once it is forgotten."""

    ready = Signal(str, str, object)
    """The photo's id, its picture's, and a `Readable`."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wanted = 0

    def read(self, photo_id: str, screen: QSize) -> None:
        """Raises DomainError("unknown_record") where there is no such photo."""
        photo = self._desk.workshop.get(Photo, photo_id)
        picture = self._desk.workshop.get(Picture, photo.picture_id)
        self._wanted += 1
        work = partial(_read, self._wanted, photo.id, picture, screen)
        self._desk.jobs.start(work, done=self._read, failed=self._desk.trouble)

    def forget(self) -> None:
        """Something else was sent."""
        self._wanted += 1

    def _read(self, found: object) -> None:
        assert isinstance(found, tuple)
        number, photo_id, picture_id, readable = found
        if number == self._wanted:
            self.ready.emit(photo_id, picture_id, readable)


def _read(number: int, photo_id: str, picture: Picture, screen: QSize, _: Job) -> tuple[int, str, str, Readable]:
    """In a thread. Raises DomainError("photo_unreadable")."""
    image = shown(picture.data, screen)
    if image.isNull():
        raise DomainError("photo_unreadable")
    if image.width() <= _SMALL.width() and image.height() <= _SMALL.height():
        return number, photo_id, picture.id, Readable(image, image)
    kept, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return number, photo_id, picture.id, Readable(image, image.scaled(_SMALL, kept, smooth))
