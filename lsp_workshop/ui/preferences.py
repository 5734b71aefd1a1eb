"""What this person chose: light or dark, contrast, text size, motion, the timer's sound. Each change shows at once.

Knows the theme and no workshop: what is chosen here belongs to the computer and goes into no file of the day.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QFormLayout, QWidget

from lsp_workshop.ui.actions import Actions
from lsp_workshop.ui.chime import can_play
from lsp_workshop.ui.dialogs import Dialogs
from lsp_workshop.ui.theme import LARGEST_TEXT, SMALLEST_TEXT, TEXT_STEP, Contrast, Mode, Theme
from lsp_workshop.ui.widgets import column, label


class LookActions(QObject):
    """The keys of one window that change how it looks, and the dialog with the rest."""

    def __init__(self, actions: Actions, theme: Theme, dialogs: Dialogs, window: QWidget) -> None:
        super().__init__(window)
        self._theme, self._dialogs, self._window = theme, dialogs, window
        theme.follow(window)
        actions.on("toggle_dark", theme.toggle)
        actions.on("larger_text", theme.larger)
        actions.on("smaller_text", theme.smaller)
        actions.on("preferences", self._show)

    def _show(self) -> None:
        self._dialogs.show(PreferencesDialog(self._theme, self._window))


class PreferencesDialog(QDialog):
    """What is left to the system follows it at once: colours, contrast, and its text size."""

    def __init__(self, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle(self.tr("Preferences"))
        self.setMinimumWidth(theme.px(480))
        self.colours, self.contrast, self.text_size = QComboBox(), QComboBox(), QComboBox()
        for words, mode in (
            (self.tr("As the system"), Mode.SYSTEM),
            (self.tr("Light"), Mode.LIGHT),
            (self.tr("Dark"), Mode.DARK),
        ):
            self.colours.addItem(words, mode)
        for words, contrast in (
            (self.tr("As the system"), Contrast.SYSTEM),
            (self.tr("More contrast"), Contrast.MORE),
        ):
            self.contrast.addItem(words, contrast)
        self.text_size.addItem(self.tr("As the system"), None)
        for percent in range(SMALLEST_TEXT, LARGEST_TEXT + 1, TEXT_STEP):
            self.text_size.addItem(self.tr("{percent} %").format(percent=percent), percent)
        self.still = QCheckBox(self.tr("Nothing moves or blinks by itself"))
        self.sound = QCheckBox(self.tr("A gentle sound when the timer's time is up"))
        form = QFormLayout()
        form.setSpacing(12)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, field in (
            (self.tr("Colours"), self.colours),
            (self.tr("Contrast"), self.contrast),
            (self.tr("Text size"), self.text_size),
        ):
            field.setAccessibleName(words)
            form.addRow(label(words, "body"), field)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = column(label(self.tr("Preferences"), "title"), form, self.still, self.sound, spacing=12)
        if not can_play():
            # The ring and a line in the window say it in any case.
            unheard = self.tr("Nothing on this computer plays sounds: that the time is up is only shown.")
            line = label(unheard, "caption", "muted", wrap=True)
            # Else the dialog asks for the height that the words take in no width at all.
            line.setMinimumWidth(theme.px(400))
            layout.addWidget(line)
        layout.addSpacing(8)
        layout.addWidget(buttons)
        layout.setContentsMargins(24, 24, 24, 24)
        self.setLayout(layout)
        self._tell()
        self.colours.activated.connect(self._choose)
        self.contrast.activated.connect(self._choose)
        self.text_size.activated.connect(self._choose)
        self.still.clicked.connect(self._choose)
        self.sound.clicked.connect(self._choose)
        # Ctrl+D and Ctrl++ work on while this is open.
        theme.changed.connect(self._tell)
        theme.heard.connect(self._tell)

    def _choose(self, _chosen: object) -> None:
        look = self._theme.look.changed(
            # Qt keeps the words of an enumeration and not the thing.
            mode=Mode(self.colours.currentData()),
            contrast=Contrast(self.contrast.currentData()),
            text_scale=self.text_size.currentData(),
            still=self.still.isChecked(),
            sound=self.sound.isChecked(),
        )
        self._theme.set_look(look)

    def _tell(self) -> None:
        look = self._theme.look
        for box, value in (
            (self.colours, look.mode),
            (self.contrast, look.contrast),
            (self.text_size, look.text_scale),
        ):
            box.setCurrentIndex(box.findData(value))
        self.still.setChecked(look.still)
        self.sound.setChecked(look.sound)
