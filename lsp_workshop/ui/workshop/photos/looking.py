"""A photo as large as the window allows, to be read. Any of Space, Enter and Escape closes it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QLabel, QSizePolicy, QWidget

from lsp_workshop.domain.model import Photo
from lsp_workshop.ui.widgets import ScrollColumn, column, label
from lsp_workshop.ui.workshop.photos.card import broken


class PhotoDialog(QDialog):
    def __init__(self, parent: QWidget, image: QImage, photo: Photo) -> None:
        super().__init__(parent)
        self._image = image
        self.setWindowTitle(photo.caption or self.tr("Photo"))
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setAccessibleDescription(photo.description or photo.caption)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.resize(parent.window().size() * 0.9)
        width, height = self.width() - 32, self.height()
        layout = column(spacing=8)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(self.picture, 1)
        if photo.caption:
            words, caption = ScrollColumn(), label(broken(photo.caption), "body", wrap=True)
            words.body.addWidget(caption)
            words.body.addStretch(1)
            words.setFixedHeight(min(caption.heightForWidth(width) + 8, height // 5))
            layout.addWidget(words)
        self.setLayout(layout)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ratio = self.devicePixelRatioF()
        box = QSize(self.picture.size() * ratio).boundedTo(self._image.size())
        smooth = Qt.TransformationMode.SmoothTransformation
        pixmap = QPixmap.fromImage(self._image.scaled(box, Qt.AspectRatioMode.KeepAspectRatio, smooth))
        pixmap.setDevicePixelRatio(ratio)
        self.picture.setPixmap(pixmap)
