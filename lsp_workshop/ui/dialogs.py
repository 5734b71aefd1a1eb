"""The one place that speaks to the person in dialogs. Nothing here blocks: answers come to `then`.

Tests replace `Dialogs` or answer it; a screen never makes a QMessageBox or QFileDialog of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)


class Dialogs(QObject):
    """Dialogs over `window`, each window-modal and opened without a nested event loop."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def ask_open_file(self, title: str, kinds: str, folder: Path, then: Callable[[Path], None]) -> None:
        """`kinds` as Qt writes them: "Workshops (*.lspw)". `then` is called only if a file was chosen."""
        dialog = QFileDialog(self._window, title, str(folder), kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
        self._open_for_path(dialog, then)

    def ask_save_file(self, title: str, kinds: str, suggestion: Path, then: Callable[[Path], None]) -> None:
        """Asks before an existing file is replaced; the name gets the suggestion's ending where it has none."""
        dialog = QFileDialog(self._window, title, str(suggestion.parent), kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suggestion.suffix.lstrip("."))
        dialog.selectFile(suggestion.name)
        self._open_for_path(dialog, then)

    def ask_text(self, title: str, question: str, text: str, ok: str, then: Callable[[str], None]) -> None:
        """A few lines of text; Ctrl+Enter is OK. `then` gets the words as typed, never empty ones."""
        dialog = TextDialog(self._window, title, question, text, ok)
        dialog.accepted.connect(lambda: then(dialog.words()))
        self.show(dialog)

    def confirm(self, title: str, sentence: str, button: str, then: Callable[[], None]) -> None:
        """Only where undo cannot help. `button` says the deed ("Close the ballot"); Cancel is the default."""
        box = QMessageBox(QMessageBox.Icon.Question, title, sentence, parent=self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        yes = box.addButton(button, QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        # On the box's own end: which button it was is known only then.
        box.finished.connect(lambda _result: then() if box.clickedButton() is yes else None)
        self.show(box)

    def tell(self, sentence: str, detail: str = "") -> None:
        """One sentence about what went wrong and what to do."""
        box = QMessageBox(QMessageBox.Icon.Warning, self.tr("LSP Workshop"), sentence, parent=self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(detail)
        box.addButton(QMessageBox.StandardButton.Ok)
        self.show(box)

    def show(self, dialog: QDialog) -> None:
        """Open any dialog of a page's own, window-modal; it is deleted when it is closed."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _open_for_path(self, dialog: QFileDialog, then: Callable[[Path], None]) -> None:
        dialog.fileSelected.connect(lambda name: then(Path(name)) if name else None)
        self.show(dialog)


class TextDialog(QDialog):
    """A question and a box of a few lines."""

    def __init__(self, parent: QWidget, title: str, question: str, text: str, ok: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        self._box = QPlainTextEdit(text)
        self._box.setTabChangesFocus(True)
        self._box.setAccessibleName(question)
        self._box.selectAll()
        label = QLabel(question)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setProperty("role", "strong")
        self._ok = QPushButton(ok)
        self._ok.setProperty("kind", "primary")
        self._ok.setShortcut("Ctrl+Return")
        self._ok.setDefault(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self._ok, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(label)
        layout.addWidget(self._box)
        layout.addWidget(buttons)
        self._box.textChanged.connect(self._judge)
        self._judge()

    def words(self) -> str:
        return self._box.toPlainText().strip()

    def _judge(self) -> None:
        self._ok.setEnabled(bool(self.words()))
