""" "Saved 10:42:07": always true, because it is set by what is on disk and by nothing else."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets.announce import announce
from lsp_workshop.ui.widgets.basic import label, set_tone


class SavedLabel(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._icon_name = ""
        self._icon = QLabel()
        self._text = label("", "caption", "muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._icon)
        layout.addWidget(self._text)
        theme.changed.connect(self._tint)
        self._tint()

    @property
    def text(self) -> str:
        return self._text.text()

    def saved(self, at: datetime | None) -> None:
        """None: nothing was changed since the file was opened."""
        if at is None:
            self._say(self.tr("All saved"), "circle-check")
        else:
            self._say(self.tr("Saved {time}").format(time=at.strftime("%H:%M:%S")), "circle-check")

    def saving(self) -> None:
        """The disk takes its time, and nothing else is painted meanwhile: this is, before it returns."""
        self._say(self.tr("Saving…"), "clock")
        # Only this: the thread that paints is the one that is waited for.
        self.repaint()
        announce(self, self.text)

    def failed(self) -> None:
        """Readers hear why from the message bar."""
        self._say(self.tr("Not saved"), "triangle-alert")

    def locked(self, why: str) -> None:
        """A workshop in which nothing can be changed: closed, or open elsewhere."""
        self._say(why, "lock")

    def _say(self, words: str, icon: str) -> None:
        self._text.setText(words)
        self._icon_name = icon
        set_tone(self._text, "danger" if icon == "triangle-alert" else "muted")
        self._tint()

    def _tint(self) -> None:
        self._text.ensurePolished()
        # No layout runs while the disk is waited for: there has to be room for that word already.
        widths = [self._text.fontMetrics().horizontalAdvance(words) for words in (self.text, self.tr("Saving…"))]
        self._text.setMinimumWidth(max(widths) + 2)
        if self._icon_name:
            token = "danger" if self._icon_name == "triangle-alert" else "muted"
            self._icon.setPixmap(self._theme.pixmap(self._icon_name, token, 16))
