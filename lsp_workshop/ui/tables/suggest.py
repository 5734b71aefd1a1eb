"""A line to type in that offers what is known: the list below it never takes the keyboard away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from lsp_workshop.ui.tables.lines import Line
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets.announce import announce

_MOST = 8
_VALUE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is put into the line, and what the list shows for it."""

    value: str
    shown: str = ""


Source = Callable[[str], Sequence[Suggestion]]


def fitting(names: Sequence[str], typed: str) -> list[str]:
    """The names that have every typed word: the very name first, then those that begin with it."""
    whole = typed.strip().casefold()
    words = whole.split()
    found = [name for name in names if all(word in name.casefold() for word in words)]
    return sorted(found, key=lambda name: (name.casefold() != whole, not name.casefold().startswith(whole)))


class SuggestEdit(Line):
    """`source` is asked at every key. With `many` it completes the last name of "one; two"."""

    taken = Signal(str)
    """A suggestion was clicked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, many: bool = False) -> None:
        super().__init__(parent)
        self._theme = theme
        self._many = many
        self._source: Source | None = None
        self._popup: QListWidget | None = None
        self.textEdited.connect(self._typed)

    def set_source(self, source: Source) -> None:
        self._source = source

    @property
    def offers(self) -> list[str]:
        """What the list shows now, for tests and readers."""
        popup = self._popup
        if popup is None or popup.isHidden():
            return []
        return [popup.item(row).text() for row in range(popup.count())]

    def highlighted(self) -> str | None:
        popup = self._popup
        if popup is None or popup.isHidden() or popup.currentItem() is None:
            return None
        return str(popup.currentItem().data(_VALUE))

    def take(self) -> None:
        """Put the highlighted suggestion, if there is one, into the line."""
        value = self.highlighted()
        if value is not None:
            self.setText(self._before() + value)
        self.hide_offers()

    def offer(self, typed: str, current: str = "") -> None:
        """Show what fits `typed` with the first highlighted; of all there is, only `current` is, if it is there."""
        offers = list(self._source(typed))[: _MOST if typed else 60] if self._source else []
        # What is typed in full needs no offer; it would only be in the way.
        if not offers or [offer.value.casefold() for offer in offers] == [typed.strip().casefold()]:
            self.hide_offers()
            return
        popup = self._list()
        popup.clear()
        # Enter on an empty cell must not put the first choice there.
        chosen = 0 if typed else -1
        for row, offer in enumerate(offers):
            item = QListWidgetItem(offer.shown or offer.value)
            item.setData(_VALUE, offer.value)
            item.setSizeHint(QSize(0, self._theme.px(32)))
            popup.addItem(item)
            if current and offer.value == current:
                chosen = row
        popup.setCurrentRow(chosen)
        self._place(popup, len(offers))
        popup.show()
        popup.raise_()
        self._announce()

    def hide_offers(self) -> None:
        if self._popup is not None:
            self._popup.hide()

    def offer_key(self, event: QKeyEvent) -> bool:
        """Whether the key moved in the list (or opened it)."""
        popup = self._popup
        key = event.key()
        if popup is None or popup.isHidden():
            alt_down = key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
            if alt_down and self._source is not None:
                self.offer("", self.text())
                return True
            return False
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}.get(Qt.Key(key))
        if step is None:
            return False
        popup.setCurrentRow(min(max(popup.currentRow() + step, 0), popup.count() - 1))
        self._announce()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.offer_key(event):
            event.accept()
            return
        if self._many and event.text() == ";" and self.highlighted() is not None:
            self.take()
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # The window's keys for paging must not win over the open list.
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            ours = event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Escape)
            if ours and self.offers:
                event.accept()
                return True
        return super().event(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.hide_offers()
        super().hideEvent(event)

    # --- inside -------------------------------------------------------------------------------------------

    def _typed(self, text: str) -> None:
        last = text.rpartition(";")[2].strip() if self._many else text.strip()
        if last:
            self.offer(last)
        else:
            self.hide_offers()

    def _before(self) -> str:
        if not self._many or ";" not in self.text():
            return ""
        return self.text().rpartition(";")[0].rstrip() + "; "

    def _announce(self) -> None:
        if self._popup is not None and self._popup.currentItem() is not None:
            announce(self, self._popup.currentItem().text())

    def _list(self) -> QListWidget:
        if self._popup is None:
            # A child of the window: one of its own would need a place from the system, and could take the keyboard.
            self._popup = QListWidget(self.window())
            self._popup.setProperty("kind", "popup")
            self._popup.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._popup.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._popup.setAccessibleName(self.tr("Suggestions"))
            self._popup.itemClicked.connect(self._clicked)
            self.destroyed.connect(self._popup.deleteLater)
        return self._popup

    def _place(self, popup: QListWidget, count: int) -> None:
        window = self.window()
        high = min(count, _MOST) * self._theme.px(32) + 10
        metrics = popup.fontMetrics()
        longest = max((metrics.horizontalAdvance(popup.item(row).text()) for row in range(count)), default=0)
        widest = max(longest + 64, self.width())
        below = self.mapTo(window, QPoint(0, self.height() + 2))
        wide = min(widest, window.width() - 16)
        x = min(max(below.x(), 8), window.width() - wide - 8)
        fits = below.y() + high <= window.height() - 8
        y = below.y() if fits else self.mapTo(window, QPoint(0, 0)).y() - high - 2
        popup.setGeometry(x, max(y, 0), wide, high)

    def _clicked(self, _item: QListWidgetItem) -> None:
        self.take()
        self.taken.emit(self.text())
