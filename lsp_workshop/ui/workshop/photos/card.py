"""One photo: small beside its words; opened, its words to be put right by keyboard."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from lsp_workshop.domain.edits.photos import change_photo
from lsp_workshop.domain.model import Photo
from lsp_workshop.domain.wording import shortened
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import CardForm, FocusCard, FormWords, column, form_line, label, retext, row

THUMBNAIL = QSize(176, 132)
_MOST = 160
"""Letters of a caption, and of a description, on a card: the next photo is to be in sight too. Enter opens them all."""
_ENDLESS = re.compile(r"[^\s\u200b]{24}(?=\S)")


class PhotoCard(FocusCard):
    """Up and down go on, Enter opens; the other keys are the panel's actions. `settled` says that the form was left."""

    stepped = Signal(int)
    settled = Signal()
    looked_at = Signal()

    def __init__(self, desk: Desk, photo: Photo) -> None:
        super().__init__(desk.theme)
        self._desk = desk
        self.photo = photo
        self.place = (1, 1)
        self.form: PhotoForm | None = None
        self._image = QImage()
        self._picture = QLabel()
        # Beside three thousand characters it is to be seen without scrolling.
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._caption = label("", "lead", wrap=True)
        self._description = label("", "body", "muted", wrap=True)
        self._who = label("", "caption", "muted")
        self._reading = QWidget()
        words = QVBoxLayout(self._reading)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(4)
        for each in (self._caption, self._description, self._who):
            words.addWidget(each)
        words.addStretch(1)
        self._words = column(self._reading)
        line = row(spacing=16)
        line.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(self._words, 1)
        self.body.addLayout(line)
        desk.theme.changed.connect(self._fit)
        self._fit()
        self._tell()

    def show_photo(self, photo: Photo, place: tuple[int, int]) -> None:
        """Newer words, and which of how many it is; an open form keeps those that are being typed."""
        self.photo, self.place = photo, place
        self._tell()

    def show_image(self, image: QImage) -> None:
        """The picture; a null one where it cannot be read."""
        self._image = image
        self._fit()

    @property
    def has_image(self) -> bool:
        return not self._image.isNull()

    def open_form(self) -> None:
        if self.form is not None or not self._desk.can_write:
            return
        self.form = PhotoForm(self._desk, self.photo)
        self.form.left.connect(self._close_form)
        self._words.addWidget(self.form)
        self._reading.hide()
        self.form.show()
        self.form.caption.setFocus()

    def unsaved(self) -> str:
        """The words of a form that is half typed; "" for none."""
        return self.form.words() if self.form is not None else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self.form is not None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers():
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_form()
        elif key == Qt.Key.Key_Escape:
            self.settled.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.form is None:
            self.looked_at.emit()

    def _close_form(self) -> None:
        form, self.form = self.form, None
        if form is not None:
            form.hide()
            form.deleteLater()
        self._reading.show()
        self.setFocus()

    def _fit(self) -> None:
        px, ratio = self._desk.theme.px, self.devicePixelRatioF()
        box = QSize(px(THUMBNAIL.width()), px(THUMBNAIL.height()))
        self._picture.setFixedSize(box)
        if self._image.isNull():
            self._picture.setPixmap(self._desk.theme.pixmap("eye-off", "muted", 24))
            return
        smooth = Qt.TransformationMode.SmoothTransformation
        pixmap = QPixmap.fromImage(self._image.scaled(box * ratio, Qt.AspectRatioMode.KeepAspectRatio, smooth))
        pixmap.setDevicePixelRatio(ratio)
        self._picture.setPixmap(pixmap)

    def _tell(self) -> None:
        photo, (place, count) = self.photo, self.place
        self._caption.setText(
            broken(shortened(photo.caption, _MOST))
            or self.tr("Photo {place} of {count}").format(place=place, count=count)
        )
        retext(self._description, broken(shortened(photo.description, _MOST)))
        everybody = self.tr("For everybody: also in the version without names")
        self._who.setText(everybody if photo.public else self.tr("For partners: not in the version without names"))
        called = self.tr("Photo {place} of {count}").format(place=place, count=count)
        spoken = (called, photo.caption, photo.description, self._who.text())
        self.setAccessibleName(". ".join(part for part in spoken if part))


def broken(text: str) -> str:
    """With places to break an endless word at: a label is never wider than its card."""
    return _ENDLESS.sub("\\g<0>\u200b", text)


class PhotoForm(CardForm):
    """Caption, description and who may see it, saved together by Enter; Escape leaves everything as it was."""

    def __init__(self, desk: Desk, photo: Photo) -> None:
        super().__init__(desk.theme)
        self._desk = desk
        self._photo = photo
        self.caption = form_line(photo.caption, self.tr("Caption"), self.tr("Caption, printed below it"))
        said = self.tr("Description: what is on it, for those who cannot see it")
        self.description = FormWords(photo.description, said)
        self.description.setPlaceholderText(said)
        self.description.setFixedHeight(desk.theme.px(72))
        self.public = QCheckBox(self.tr("For everybody"))
        self.public.setChecked(photo.public)
        means = self.tr("No names and no faces are on it: it may be in the version without names, too.")
        self.public.setAccessibleDescription(means)
        told = label(means, "caption", "muted", wrap=True)
        buttons = row(self.save_button, self.cancel_button, None)
        self.setLayout(column(self.caption, self.description, self.public, told, buttons, self.keys, spacing=8))
        self.caption.returnPressed.connect(self.save)

    def save(self) -> None:
        """One deed; where it is refused the form stays open with the words in it."""
        if self._desk.do(change_photo(self._photo.id, **self._changes()), again=self.save) is not None:
            self.left.emit()

    def words(self) -> str:
        """What was typed and not saved; "" where leaving loses nothing."""
        changes = self._changes()
        return str(changes.get("caption") or changes.get("description") or self._photo.caption) if changes else ""

    def _changes(self) -> dict[str, str | bool]:
        fields: dict[str, str | bool] = {
            "caption": self.caption.text().strip(),
            "description": self.description.toPlainText().strip(),
            "public": self.public.isChecked(),
        }
        return {name: value for name, value in fields.items() if value != getattr(self._photo, name)}
