"""The one place that speaks to the person in dialogs. Nothing here blocks: answers come to `then`.

Tests replace `Dialogs` or answer it; a screen never makes a QMessageBox or QFileDialog of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from lsp_workshop.files import first_there
from lsp_workshop.ui.icons import tinted
from lsp_workshop.ui.widgets import ElidedLabel, RingedButton, fit_words, label

_LINE = 64
"""Letters in a line of a dialog."""


class Choice(NamedTuple):
    """An answer of `Dialogs.choose`: the deed in words, what is done then, and what it means, in a sentence."""

    text: str
    then: Callable[[], None]
    meaning: str = ""


class Dialogs(QObject):
    """Dialogs over `window`, each window-modal and opened without a nested event loop.

    Those for files begin in the folder that was asked for, or at home where that is gone.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def ask_open_file(self, title: str, kinds: str, folder: Path, then: Callable[[Path], None]) -> None:
        """`kinds` as Qt writes them: "Workshops (*.lspw)". `then` is called only if a file was chosen."""
        dialog = QFileDialog(self._window, title, str(first_there(folder)), kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
        self._open_for_path(dialog, then)

    def ask_open_files(self, title: str, kinds: str, folder: Path, then: Callable[[list[Path]], None]) -> None:
        """As `ask_open_file`, for one or more."""
        dialog = QFileDialog(self._window, title, str(first_there(folder)), kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
        dialog.filesSelected.connect(lambda names: then([Path(name) for name in names]))
        self.show(dialog)

    def ask_save_file(
        self, title: str, kinds: str, suggestion: Path, then: Callable[[Path], None], *, replaces: bool = True
    ) -> None:
        """Asks before an existing file is replaced; the name gets the suggestion's ending where it has none.

        `replaces` False: what is asked never replaces one, and says so itself; to ask would promise it.
        """
        dialog = QFileDialog(self._window, title, str(first_there(suggestion.parent)), kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suggestion.suffix.lstrip("."))
        dialog.selectFile(suggestion.name)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, not replaces)
        self._open_for_path(dialog, then)

    def ask_folder(self, title: str, folder: Path, then: Callable[[Path], None]) -> None:
        """A folder that is there; `then` is called only if one was chosen."""
        dialog = QFileDialog(self._window, title, str(first_there(folder)))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._open_for_path(dialog, then)

    def ask_text(
        self, title: str, question: str, text: str, ok: str, then: Callable[[str], None], *, short: bool = False
    ) -> None:
        """A few lines of text, Ctrl+Enter is OK; or, `short`, one line, and Enter is. `then` never gets empty words."""
        dialog = TextDialog(self._window, title, question, text, ok, short=short)
        dialog.accepted.connect(lambda: then(dialog.words()))
        self.show(dialog)

    def confirm(self, title: str, sentence: str, button: str, then: Callable[[], None]) -> None:
        """Only where undo cannot help. `button` says the deed ("Close the ballot"); Cancel is the default."""
        box = QMessageBox(QMessageBox.Icon.Question, title, sentence, parent=self._window)
        # The style's own picture is in a blue of its own.
        accent = box.palette().color(QPalette.ColorRole.Highlight)
        box.setIconPixmap(tinted("circle-question-mark", accent, 32, self._window.devicePixelRatioF()))
        box.setTextFormat(Qt.TextFormat.PlainText)
        yes = box.addButton(button, QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        # On the box's own end: which button it was is known only then.
        box.finished.connect(lambda _result: then() if box.clickedButton() is yes else None)
        self.show(box)

    def choose(self, title: str, sentence: str, choices: Sequence[Choice], *, about: str = "") -> None:
        """One of a few deeds, a button each, or none: Cancel is the default, and Esc. `about` is a line on what."""
        self.show(ChoiceDialog(self._window, title, sentence, choices, about))

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


class ChoiceDialog(QDialog):
    """A sentence, and buttons below each other. Arrow keys walk over them, and each has a letter for Alt."""

    def __init__(
        self, parent: QWidget | None, title: str, sentence: str, choices: Sequence[Choice], about: str = ""
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        # Said by readers when the dialog comes up; its labels alone would not be.
        self.setAccessibleDescription(sentence)
        self.buttons: list[QPushButton] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(4)
        layout.addWidget(label(title, "title", wrap=True))
        if about:
            line = ElidedLabel("", "caption", "muted")
            line.set_text(about)
            layout.addWidget(line)
        layout.addSpacing(8)
        layout.addWidget(label(sentence, "body", wrap=True))
        for choice, text in zip(choices, with_letters(each.text for each in choices), strict=True):
            layout.addSpacing(12)
            layout.addWidget(self._button(choice, text))
            if choice.meaning:
                layout.addWidget(label(choice.meaning, "caption", "muted", wrap=True))
        layout.addSpacing(16)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        box.rejected.connect(self.reject)
        layout.addWidget(box)
        self.cancel = box.button(QDialogButtonBox.StandardButton.Cancel)
        self.cancel.setDefault(True)
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        # A line that is read easily, in the person's text size.
        fit_words(self, layout, self.cancel.fontMetrics().averageCharWidth() * _LINE)

    def _button(self, choice: Choice, text: str) -> QPushButton:
        made = QPushButton(text)
        made.setAccessibleDescription(choice.meaning)
        made.clicked.connect(self.accept)
        # After the dialog is gone: what is done may show the next one.
        made.clicked.connect(lambda _checked: choice.then())
        self.buttons.append(made)
        return made


def with_letters(texts: Iterable[str]) -> list[str]:
    """The texts with Qt's sign before a letter that none of the others has: best the first of a word."""
    taken: set[str] = set()
    made = []
    for text in texts:
        firsts = [at for at, letter in enumerate(text) if letter.isalpha() and not text[at - 1 : at].strip()]
        places = [at for at in [*firsts, *range(len(text))] if text[at].isalpha() and text[at].casefold() not in taken]
        if places:
            taken.add(text[places[0]].casefold())
        made.append(
            "".join(("&" if places[:1] == [at] else "") + ("&&" if it == "&" else it) for at, it in enumerate(text))
        )
    return made


class TextDialog(QDialog):
    """A question and a box of a few lines, or of one."""

    def __init__(self, parent: QWidget, title: str, question: str, text: str, ok: str, *, short: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        self._box = QLineEdit(text) if short else QPlainTextEdit(text)
        if isinstance(self._box, QPlainTextEdit):
            self._box.setTabChangesFocus(True)
        self._box.setAccessibleName(question)
        self._box.selectAll()
        self._ok = RingedButton(ok)
        self._ok.setProperty("kind", "primary")
        self._ok.setShortcut("Ctrl+Return")
        self._ok.setDefault(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        # Enter before anything was typed would press it, where OK cannot be pressed.
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        buttons.addButton(self._ok, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(label(question, "strong", wrap=True))
        layout.addWidget(self._box)
        if not short:
            keys = self._ok.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            layout.addWidget(label(f"{keys}: {ok}", "caption", "muted"))
        layout.addWidget(buttons)
        self._box.textChanged.connect(self._judge)
        self._judge()

    def words(self) -> str:
        box = self._box
        return (box.text() if isinstance(box, QLineEdit) else box.toPlainText()).strip()

    def _judge(self) -> None:
        self._ok.setEnabled(bool(self.words()))
