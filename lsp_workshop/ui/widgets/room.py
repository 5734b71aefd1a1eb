"""How large a dialog is: by its words and by the room there is. Knows no dialog of its own."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QLayout, QWidget

# Left to itself, a layout keeps room for labels as narrow as a word: more height than a small screen has, and the
# buttons are below its edge.
_FREE = QLayout.SizeConstraint.SetNoConstraint


def fit_room(dialog: QDialog, layout: QLayout, wanted: QSize, room: QSize) -> None:
    """As large as `wanted`, and in no way larger than the room, in large text too: something in the layout has to
    scroll then.
    """
    layout.setSizeConstraint(_FREE)
    dialog.resize(wanted.boundedTo(room))


def fit_words(dialog: QDialog, layout: QLayout, wide: int) -> None:
    """As high as the words are at that width, or at the least that the layout can do with; no smaller later."""
    for part in dialog.findChildren(QWidget):
        part.ensurePolished()
    wide = max(wide, layout.minimumSize().width())
    layout.setSizeConstraint(_FREE)
    dialog.setMinimumSize(wide, layout.totalHeightForWidth(wide))
