"""A line that asks for a theme's name, with the stage's themes to complete from. It stands where the entry box is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QSizePolicy, QWidget

from lsp_workshop.ui.widgets import ElidedLabel, row

_LETTERS = 24
"""Of a name that can be seen while it is typed."""


class ThemeBar(QWidget):
    """Hidden until `ask`. `named(title)` on Enter, `given_up` on Escape."""

    named = Signal(str)
    given_up = Signal()
    nameless = Signal(str)
    """Enter, with nothing but space in the box."""

    def __init__(self) -> None:
        super().__init__()
        self._what = ElidedLabel("", "strong")
        self._what.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.box = QLineEdit()
        self.box.setProperty("kind", "entry")
        self.box.setPlaceholderText(self.tr("Name of the theme, then Enter"))
        self.box.setAccessibleName(self.tr("Name of the theme"))
        self._given = ""
        self._titles = QStringListModel(self)
        completer = QCompleter(self._titles, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(8)
        popup = completer.popup()
        if popup is not None:
            popup.setProperty("kind", "popup")
        self.box.setCompleter(completer)
        self.box.returnPressed.connect(self.enter)
        self.box.installEventFilter(self)
        layout = row(self._what, self.box, spacing=12)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.hide()

    def ask(self, what: str, titles: list[str], name: str = "") -> None:
        """Open and take the keyboard; `what` says what the name is for ("3 answers under"), `name` stands there."""
        self._what.set_text(what)
        self._titles.setStringList(titles)
        self._given = name
        self.box.setText(name)
        self.box.selectAll()
        # Room for a name, however long what is asked about.
        self.box.setMinimumWidth(self.box.fontMetrics().averageCharWidth() * _LETTERS)
        self.show()
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def tell(self, what: str, titles: list[str]) -> None:
        """What it asks about has another name by now; what is typed stays."""
        self._what.set_text(what)
        self._titles.setStringList(titles)

    @property
    def words(self) -> str:
        """A name that somebody has typed and that is nowhere else."""
        name = self.box.text().strip()
        return "" if self.isHidden() or name == self._given else name

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.box and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.given_up.emit()
                return True
            if event.key() == Qt.Key.Key_Down and not self.box.text():
                # All of the stage's themes, before a letter is typed.
                self.box.completer().setCompletionPrefix("")
                self.box.completer().complete()
                return True
        return super().eventFilter(watched, event)

    def enter(self) -> None:
        """Hand over the name that stands there, while it is asked for."""
        if not self.isHidden():
            (self.named if self.box.text().strip() else self.nameless).emit(self.box.text())
