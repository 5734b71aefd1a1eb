"""Choosing a new ballot: a letter for where its options come from, a number for its kind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from lsp_workshop.domain.health import health_words
from lsp_workshop.domain.model import BallotOption, Question
from lsp_workshop.domain.presets import HEALTH_CHECK, PRESETS, Preset
from lsp_workshop.domain.wording import counted
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import Card, IconButton, ScrollColumn, label, row
from lsp_workshop.ui.workshop.ballots.parts import KeyButton, clear_out
from lsp_workshop.ui.workshop.ballots.sources import TYPED, Source, sources_for, typed_options

PRESET_KEYS = "1234567890"
_CAPTIONS = {
    "dot vote": "A few dots each",
    "approval": "Mark all you would support",
    "one person one vote": "One each",
    "gradients of agreement": "One proposal, 1 to 5",
    "fist to five": "One proposal, 0 to 5, openly",
    "rating": "Each option from 1 to 5",
    "consent round": "Does anybody object?",
    "ranking by person": "All options in order",
    "ranking by group": "One order a table",
}


class NewBallot(QWidget):
    chosen = Signal(str, object)
    """A preset's name and the options that were chosen (a tuple)."""
    given_up = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._sources: tuple[Source, ...] = ()
        self._source: Source | None = None
        self.setAccessibleName(self.tr("New ballot"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._back = IconButton(desk.theme, "arrow-left", self.tr("Back to the ballots (Esc)"))
        self._back.clicked.connect(self._give_up)
        self._title = label(self.tr("New ballot"), "title")
        self.lines = QPlainTextEdit()
        self.lines.setAccessibleName(self.tr("Options, one a line"))
        self.lines.setPlaceholderText(
            self.tr("One option a line, then Tab and a number; or Enter, and type them on the ballot")
        )
        self.lines.setTabChangesFocus(True)
        self.lines.hide()
        self._source_rows = QGridLayout()
        self._source_rows.setSpacing(0)
        self._buttons: dict[str, KeyButton] = {}
        self._names: list[str] = list(PRESETS)[: len(PRESET_KEYS)]
        self._presets = QGridLayout()
        self._presets.setContentsMargins(0, 0, 0, 0)
        self._presets.setSpacing(0)
        self._preset_buttons = [self._preset_button(place, PRESETS[name]) for place, name in enumerate(self._names)]
        self._build()

    def _build(self) -> None:
        inside = ScrollColumn(margins=(0, 0, 8, 0), spacing=4)
        inside.body.addWidget(label(self.tr("Options from"), "caption", "muted"))
        inside.body.addLayout(self._source_rows)
        inside.body.addWidget(self.lines)
        inside.body.addSpacing(8)
        inside.body.addWidget(label(self.tr("Kind of ballot: press its number"), "caption", "muted"))
        inside.body.addLayout(self._presets)
        inside.body.addStretch(1)
        card = Card()
        card.body.addWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row(self._back, self._title, None))
        layout.addWidget(card, 1)
        self.lines.installEventFilter(self)
        self._arrange()

    def show_question(self, question: Question, marked: Collection[str] = ()) -> None:
        """Offer what this question has; `marked` are ids of its answers."""
        self._sources = sources_for(self._desk.workshop, question, marked)
        clear_out(self._source_rows)
        self._buttons = {}
        for source in self._sources:
            caption = counted(len(source.options), "option") if source.options else ""
            button = KeyButton(self._desk.theme, source.letter, source.title, caption, checkable=True)
            button.clicked.connect(self._picker(source.key))
            self._buttons[source.key] = button
            place = len(self._buttons) - 1
            self._source_rows.addWidget(button, place // 2, place % 2)
        self.lines.clear()
        self._pick(self._sources[0].key, typing=False)

    def begin(self) -> None:
        """Put the keyboard where a number chooses."""
        if self._source is not None and self._source.key == TYPED:
            self.lines.setFocus()
        else:
            self.setFocus()

    def words(self) -> str:
        """The options that are typed; "" where they come from elsewhere."""
        return " · ".join(self.lines.toPlainText().split("\n")).strip(" ·") if not self.lines.isHidden() else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text().upper()
        by_letter = {source.letter: source.key for source in self._sources}
        if event.key() == Qt.Key.Key_Escape:
            self._give_up()
        elif len(text) == 1 and text in PRESET_KEYS and PRESET_KEYS.index(text) < len(self._names):
            self._choose(self._names[PRESET_KEYS.index(text)])
        elif text in by_letter:
            self._pick(by_letter[text], typing=True)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self._names[0])
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.lines and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.setFocus()
                return True
            if event.key() == Qt.Key.Key_Tab:
                self._preset_buttons[0].setFocus()
                return True
            # Nothing is typed: the options may as well be typed on the draft, one by one.
            sure = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (sure or not self.words()):
                self._choose(self._names[0])
                return True
        return super().eventFilter(watched, event)

    # --- inner --------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        half = -(-len(self._preset_buttons) // 2)
        for place, button in enumerate(self._preset_buttons):
            self._presets.addWidget(button, place % half, place // half)

    def _preset_button(self, place: int, preset: Preset) -> KeyButton:
        words = health_words(self._desk.framework) if preset.name == HEALTH_CHECK else _CAPTIONS.get(preset.name, "")
        button = KeyButton(self._desk.theme, PRESET_KEYS[place], preset.label, words)
        button.clicked.connect(self._chooser(preset.name))
        return button

    def _picker(self, key: str) -> Callable[[bool], None]:
        def pick(_checked: bool) -> None:
            self._pick(key, typing=True)

        return pick

    def _chooser(self, name: str) -> Callable[[bool], None]:
        def choose(_checked: bool) -> None:
            self._choose(name)

        return choose

    def _pick(self, key: str, *, typing: bool) -> None:
        self._source = next(source for source in self._sources if source.key == key)
        self._buttons[key].setChecked(True)
        self.lines.setVisible(key == TYPED)
        if typing:
            self.begin()

    def _options(self) -> Sequence[BallotOption]:
        assert self._source is not None
        return typed_options(self.lines.toPlainText()) if self._source.key == TYPED else self._source.options

    def _choose(self, name: str) -> None:
        if self._source is not None:
            self.chosen.emit(name, tuple(self._options()))

    def _give_up(self) -> None:
        self.given_up.emit()
