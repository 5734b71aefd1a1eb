"""What was done in this workshop, newest first; the words before and after each deed; a wording brought back."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from lsp_workshop.domain.finding import folded, wanted_words
from lsp_workshop.domain.history import WORDED, Deed, Wording, bring_back, deeds, wordings
from lsp_workshop.domain.texts import TEXTS, place_of
from lsp_workshop.domain.wording import capital, counted, date_words
from lsp_workshop.ui.desk import Desk, Trouble
from lsp_workshop.ui.widgets import Button, row, set_tone
from lsp_workshop.ui.workshop.finder import FinderDialog, Line
from lsp_workshop.ui.workshop.search_index import Hit, hit_of

_HIGH = 620
_MOST = 500
"""Deeds that are listed: typed words find the others."""
_MOST_WORDINGS = 20
"""Wordings that are shown of one deed: a paste of many lines touched more than anybody reads here."""


class HistoryDialog(FinderDialog):
    """Typing filters. Enter goes to what was touched (`chosen(Hit)`), Ctrl+Enter brings its earlier words back."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk.theme, parent, "", "", "")
        self._desk = desk
        self.setWindowTitle(self.tr("What was done"))
        self.resize(self.width(), min(desk.theme.px(_HIGH), parent.height() - 48))
        self.box.setAccessibleName(self.tr("Filter what was done"))
        self.box.setPlaceholderText(self.tr("What was done? Words or a time: “merged”, “14:02”"))
        self.hits.setAccessibleName(self.tr("What was done, newest first"))
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(self.tr("The words before and after"))
        self.words.setFixedHeight(desk.theme.px(92))
        self.back_button = Button(desk.theme, self.tr("Bring this wording back"), "secondary", "undo-2")
        self.back_button.setToolTip(self.tr("The words as they were before (Ctrl+Enter)"))
        self.go_button = Button(desk.theme, self.tr("Go there"), "secondary", "arrow-right")
        self.go_button.setToolTip(self.tr("Go to where it stands (Enter)"))
        for button in (self.back_button, self.go_button):
            button.setAutoDefault(False)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        # The line of hints stays last.
        layout.insertWidget(2, self.words)
        layout.insertLayout(3, row(self.back_button, self.go_button, None))
        self._every = deeds(desk.workshop, desk.session.history())
        self._today = self._every[0].day if self._every else ""
        self._folded: list[str] = []
        self.found: list[Deed] = []
        self.back_button.clicked.connect(self._bring_back)
        self.go_button.clicked.connect(self._go_there)
        self.hits.selectionModel().currentChanged.connect(self._moved)
        desk.troubled.connect(self._troubled)
        self.seek("")

    # --- what is shown ------------------------------------------------------------------------------------

    def seek(self, typed: str) -> None:
        words = wanted_words(typed)
        if words and not self._folded:
            self._folded = [folded(f"{self._line_of(deed).title} {deed.day}") for deed in self._every]
        every = self._every
        if words:
            lines = zip(every, self._folded, strict=True)
            every = [deed for deed, line in lines if all(word in line for word in words)]
        self.found = every[:_MOST]
        self.hits.lines.show(len(self.found), lambda place: self._line_of(self.found[place], whole=True))
        self.hits.go_to(0)
        self._tell(len(every))

    def _tell(self, count: int) -> None:
        set_tone(self.below, "muted")
        if not self._every:
            self.below.setText(self.tr("Nothing was done yet. Votes are never listed here."))
        elif not count:
            self.below.setText(self.tr("Nothing of that name was done. Fewer words find more."))
        else:
            said = self.tr("{count}. Enter goes there. Ctrl+Enter brings the wording back.")
            self.below.setText(said.format(count=counted(count, self.tr("deed"))))
        self._show_current()

    def _line_of(self, deed: Deed, *, whole: bool = False) -> Line:
        words = f"{deed.clock} {deed.words}".strip()
        if not whole:
            return Line(words)
        day = date_words(deed.day) if deed.day != self._today else ""
        record = next((after or before for _key, before, after in deed.changes(self._desk.workshop)), None)
        where = place_of(self._desk.workshop, record) if type(record) in TEXTS and record is not None else ""
        return Line(words, capital(" · ".join(part for part in (day, where) if part)))

    @property
    def current(self) -> Deed | None:
        return self.found[self.hits.place] if 0 <= self.hits.place < len(self.found) else None

    def _wordings(self) -> list[Wording]:
        return wordings(self._desk.workshop, self.current) if self.current is not None else []

    def _can_come_back(self) -> list[Wording]:
        """Those that the deed itself changed, or else those that were changed since."""
        able = [each for each in self._wordings() if each.can_come_back]
        return [each for each in able if each.before != each.after] or able

    def _moved(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self._show_current()

    def _show_current(self) -> None:
        found, able = self._wordings(), self._can_come_back()
        parts = [self._words_of(each) for each in found[:_MOST_WORDINGS]]
        if len(found) > _MOST_WORDINGS:
            parts.append(self.tr("… and {count} more").format(count=len(found) - _MOST_WORDINGS))
        self.words.setPlainText("\n\n".join(parts) or self.tr("No wording was touched."))
        many = self.tr("Bring {count} wordings back").format(count=len(able))
        self.back_button.setText(many if len(able) > 1 else self.tr("Bring this wording back"))
        self.back_button.setEnabled(bool(able) and self._desk.can_write)
        self.go_button.setEnabled(self._hit() is not None)

    def _words_of(self, wording: Wording) -> str:
        what = self._field_of(wording)
        if wording.before == wording.after:
            lines = [what, wording.before]
        else:
            lines = [
                what,
                self.tr("Before: {words}").format(words=wording.before) if wording.before else "",
                self.tr("After: {words}").format(words=wording.after) if wording.after else self.tr("Then taken away"),
            ]
        if wording.now is None:
            lines.append(self.tr("It is there no more."))
        elif wording.now != wording.after:
            lines.append(self.tr("Now: {words}").format(words=wording.now))
        return "\n".join(line for line in lines if line)

    def _field_of(self, wording: Wording) -> str:
        """A heading for what stands beside a record's own words: "Dissent"."""
        first = WORDED[wording.kind][0] == wording.field
        return "" if first else self.tr(capital(wording.field.replace("_", " ")))

    # --- what is done -------------------------------------------------------------------------------------

    def enter(self, modifiers: Qt.KeyboardModifier) -> None:
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            self.back_button.click()
        else:
            self.go_button.click()

    def take(self, place: int) -> None:
        """A click on a row shows its words; it does not leave."""
        self.hits.go_to(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enter(event.modifiers())
        else:
            super().keyPressEvent(event)

    def _hit(self) -> Hit | None:
        """Where the first record stands that the deed touched and that is still there."""
        workshop, deed = self._desk.workshop, self.current
        for key, _before, _after in deed.changes(workshop) if deed is not None else ():
            now = workshop.find(*key)
            if now is not None and type(now) in TEXTS:
                return hit_of(workshop, now)
        return None

    def _go_there(self) -> None:
        hit = self._hit()
        if hit is not None:
            self.accept()
            self.chosen.emit(hit)

    def _bring_back(self) -> None:
        able = self._can_come_back()
        if not able or self._desk.do(bring_back(able)) is None:
            return
        hit = self._hit()
        self._desk.say(self.tr("The earlier wording is back. Ctrl+Z takes it away again."))
        self.accept()
        if hit is not None:
            self.chosen.emit(hit)

    def _troubled(self, trouble: Trouble) -> None:
        self.below.setText(trouble.sentence)
        set_tone(self.below, "danger")
