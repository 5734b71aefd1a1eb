"""The doubtful records of an open workshop: the action that lists them, and the dialog that says "it is right"."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QWidget,
)

from lsp_workshop.domain.doubt import doubtful_records, is_doubtful
from lsp_workshop.domain.edits.doubt import vouch_for
from lsp_workshop.domain.model import Record
from lsp_workshop.domain.wording import counted
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk, Trouble
from lsp_workshop.ui.doubt import DOUBT_ICON
from lsp_workshop.ui.widgets import Button, ElidedLabel, column, label, row, set_tone
from lsp_workshop.ui.workshop.doubtful_words import Entry, entry_of
from lsp_workshop.ui.workshop.search import Hit

ACTION = "doubtful"


class Doubtful(QObject):
    """Keeps the action to what there is: usable, and in the menu, only while something is doubtful."""

    def __init__(self, desk: Desk, window: QWidget, go: Callable[[Hit], None]) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._go = go
        # All records are looked at once; later only those that a transaction touches.
        self._left = {(type(record), record.id) for record in doubtful_records(desk.workshop)}
        desk.actions.on(ACTION, self._open)
        desk.changed.connect(self._noticed)
        self._tell()

    def _noticed(self, notice: Notice) -> None:
        for change in notice.transaction.changes:
            key: tuple[type[Record], str] = (change.kind, change.id)
            if change.after is not None and is_doubtful(change.after):
                self._left.add(key)
            else:
                self._left.discard(key)
        self._tell()

    def _tell(self) -> None:
        action = self._desk.actions[ACTION]
        action.setEnabled(bool(self._left))
        action.setVisible(bool(self._left))

    def _open(self) -> None:
        dialog = DoubtfulDialog(self._desk, self._window)
        dialog.chosen.connect(self._go)
        self._desk.dialogs.show(dialog)


class DoubtfulDialog(QDialog):
    """Every doubtful record in words. Ctrl+Enter says that the selected ones are right, Enter goes to one.

    The key that takes a mark away is not the one that is pressed by itself: `chosen(Hit)` is what Enter does in the
    search, too.
    """

    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        theme = desk.theme
        self.setWindowTitle(self.tr("Doubtful records"))
        self.resize(theme.px(680), theme.px(520))
        self._lead = label("", "body", wrap=True)
        # Else the dialog asks for the height that the words take in no width at all.
        self._lead.setMinimumWidth(theme.px(320))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Doubtful records"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.whole = QPlainTextEdit()
        self.whole.setReadOnly(True)
        self.whole.setTabChangesFocus(True)
        self.whole.setAccessibleName(self.tr("All that the record says"))
        self.whole.setFixedHeight(theme.px(120))
        self.right_button = Button(theme, self.tr("It is right"), "primary", "check")
        self.right_button.setToolTip(self.tr("Take the mark away from the selected records (Ctrl+Enter)"))
        self.go_button = Button(theme, self.tr("Go there"), "secondary", "arrow-right")
        self.go_button.setToolTip(self.tr("Go to where the record stands (Enter)"))
        self.done_button = Button(theme, self.tr("Done"), "quiet")
        for button in (self.right_button, self.go_button, self.done_button):
            # Enter in the list is the list's.
            button.setAutoDefault(False)
        self._keys = label("", "caption", "muted", wrap=True)
        self._keys.setMinimumWidth(theme.px(320))
        buttons = row(self.right_button, self.go_button, None, self.done_button)
        layout = column(self._lead, self.list, self.whole, self._keys, buttons, spacing=12)
        layout.setContentsMargins(24, 24, 24, 16)
        self.setLayout(layout)
        self.list.itemSelectionChanged.connect(self._tell)
        self.list.currentItemChanged.connect(self._tell)
        self.list.itemDoubleClicked.connect(self._go_there)
        self.right_button.clicked.connect(self.vouch)
        self.go_button.clicked.connect(self._go_there)
        self.done_button.clicked.connect(self.reject)
        desk.changed.connect(self._noticed)
        desk.troubled.connect(self._troubled)
        self._fill()
        self.list.setFocus()

    # --- what is shown ------------------------------------------------------------------------------------

    def _fill(self) -> None:
        """List what is doubtful now; the place in the list stays."""
        at = max(self.list.currentRow(), 0)
        self.list.clear()
        for record in doubtful_records(self._desk.workshop):
            entry = entry_of(self._desk.workshop, record)
            item = QListWidgetItem(self.list)
            item.setData(Qt.ItemDataRole.UserRole, entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.what}: {entry.whole}")
            shown = self._row(entry)
            # As wide as the list: what is too long is cut in its label.
            item.setSizeHint(QSize(0, shown.sizeHint().height() + 16))
            self.list.setItemWidget(item, shown)
        if self.list.count():
            self.list.setCurrentRow(min(at, self.list.count() - 1), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._tell()

    def _row(self, entry: Entry) -> QWidget:
        shown = QWidget()
        shown.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        sign = QLabel()
        sign.setPixmap(self._desk.theme.pixmap(DOUBT_ICON, "warning", 18))
        text, what = ElidedLabel("", "body"), ElidedLabel("", "caption", "muted")
        text.set_text(" ".join(entry.text.split()))
        what.set_text(entry.what)
        layout = row(sign, column(text, what, spacing=0), spacing=12)
        layout.setContentsMargins(8, 0, 8, 0)
        shown.setLayout(layout)
        return shown

    def _tell(self) -> None:
        can_write, chosen, current = self._desk.can_write, self.selected(), self.current()
        self._lead.setText(
            self.tr(
                "{count} came back from a damaged file and may have changed in it. "
                "Compare each with the flip charts or the papers, and put right what is wrong."
            ).format(count=counted(self.list.count(), "record"))
        )
        self.right_button.setEnabled(can_write and bool(chosen))
        many = self.tr("{count} are right").format(count=len(chosen))
        self.right_button.setText(many if len(chosen) > 1 else self.tr("It is right"))
        self.go_button.setEnabled(current is not None and current.hit is not None)
        words = current.whole if current is not None else ""
        if self.whole.toPlainText() != words:
            self.whole.setPlainText(words)
        keys = self.tr("Enter goes there. Ctrl+Enter: it is right. Shift or Ctrl+A select several.")
        self._keys.setText(keys if can_write else self.tr("This workshop can only be read: its marks stay."))
        set_tone(self._keys, "muted")

    def selected(self) -> list[Entry]:
        rows = sorted(self.list.row(item) for item in self.list.selectedItems())
        return [self.list.item(place).data(Qt.ItemDataRole.UserRole) for place in rows]

    def current(self) -> Entry | None:
        place = self.list.currentRow()
        if place < 0:
            return None
        entry: Entry = self.list.item(place).data(Qt.ItemDataRole.UserRole)
        return entry

    # --- what is done -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Not as the button's shortcut: Qt presses that with a delay, and the next key may be there before.
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.right_button.click()
        elif enter and self.list.hasFocus():
            self.go_button.click()
        else:
            super().keyPressEvent(event)

    def vouch(self) -> None:
        """Take the mark away from what is selected, as one deed; the last one ends the dialog."""
        chosen = self.selected()
        if not chosen or self._desk.do(vouch_for([entry.record for entry in chosen])) is None:
            return
        if not self.list.count():
            self._desk.say(self.tr("No record is doubtful any more. Ctrl+Z brings the last marks back."))
            self.accept()

    def _go_there(self) -> None:
        current = self.current()
        if current is not None and current.hit is not None:
            self.accept()
            self.chosen.emit(current.hit)

    def _noticed(self, notice: Notice) -> None:
        self._fill()

    def _troubled(self, trouble: Trouble) -> None:
        self._keys.setText(trouble.sentence)
        set_tone(self._keys, "danger")
