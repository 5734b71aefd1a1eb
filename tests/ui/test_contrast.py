"""Contrast as it comes out on the screen: pictures of every kind of control are measured, not the colours asked for.

Each kind (its type, its looks, its state and the ground it stands on) is measured once in each look. Pictures are
drawn three times as large, so that a thin stroke has pixels of its full colour.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain

import pytest
from PySide6.QtCore import QAbstractTableModel, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from lsp_workshop.ui.theme import Contrast, Look, Mode
from tests.real.places import FOREIGN, KINDS, PLACES, Places
from tests.ui.pixels import EDGES, TEXT, contrast, name_of, rows, shown_colours

LOOKS = {
    "light": Look(Mode.LIGHT, 100),
    "dark": Look(Mode.DARK, 100),
    "light, more contrast": Look(Mode.LIGHT, 100, Contrast.MORE),
    "dark, more contrast": Look(Mode.DARK, 100, Contrast.MORE),
}
SHARP = 3
"""Pixels of the picture to one of the screen."""
STROKE = 6
"""Pixels of the picture that must have a colour before it is one of the text."""
AROUND = 3
EDGED = (QPushButton, QToolButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox)
WITHOUT_AN_EDGE = {"quiet", "choice", "bare"}
"""Known by their words or icon alone, as a link is."""


@pytest.fixture
def places(qapp: QApplication) -> Iterator[Places]:
    places = Places(qapp)
    yield places
    places.close()
    qapp.setStyleSheet("")


def picture(window: QWidget, area: QRect) -> QImage:
    image = QImage(area.size() * SHARP, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SHARP)
    window.render(image, QPoint(), QRegion(area))
    return image


def kind_of(widget: QWidget) -> tuple[object, ...]:
    looks = tuple(str(widget.property(name) or "") for name in ("kind", "role", "tone", "large", "small"))
    state = (widget.isEnabled(), isinstance(widget, QAbstractButton) and widget.isChecked(), widget.hasFocus())
    above, grounds = widget.parentWidget(), []
    while above is not None:
        grounds.append(str(above.property("kind") or ""))
        above = above.parentWidget()
    return type(widget).__name__, looks, state, next(filter(None, grounds), "")


def text_trouble(image: QImage, least: float) -> str:
    """What is wrong with the words (or the icon) in a picture; "" for nothing, or where there is nothing to see."""
    colours = shown_colours(image)
    ground, _ = colours.most_common(1)[0]
    inks = [ink for ink, pixels in colours.items() if pixels >= STROKE and ink != ground]
    if not inks:
        return ""
    best = max(inks, key=lambda ink: contrast(ink, ground))
    found = contrast(best, ground)
    return "" if found >= least else f"{name_of(best)} on {name_of(ground)}: {found:.2f} to 1"


def edge_trouble(image: QImage, depth: int) -> str:
    """What is wrong with the left and the right edge: from the ground outside inwards something must stand out."""
    lines = rows(image)
    line = lines[len(lines) // 2]
    for side in (line, line[::-1]):
        outside = side[0] & 0xFFFFFF
        found = max(contrast(outside, pixel & 0xFFFFFF) for pixel in side[: depth * SHARP])
        if found < EDGES:
            return f"an edge of {found:.2f} to 1 on {name_of(outside)}"
    return ""


def troubles_of(window: QWidget, measured: set[object]) -> Iterator[str]:
    """What cannot be read or seen in a window, of each kind that was not measured before."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.visibleRegion().isEmpty() or widget.window() is not window:
            continue
        area = QRect(widget.mapTo(window, QPoint()), widget.size())
        if not window.rect().contains(area) or widget.visibleRegion().boundingRect().size() != widget.size():
            continue
        if isinstance(widget, QAbstractItemView):
            yield from items_troubles(window, widget, area, measured)
            continue
        kind = kind_of(widget)
        if kind in measured:
            continue
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit | QComboBox | QAbstractSpinBox):
            measured.add(kind)
            inner = area.adjusted(3, 3, -3, -3)
            is_text = bool(widget.property("text"))
            # What cannot be used need not be read by the rule; here it is, and must be.
            trouble = text_trouble(picture(window, inner), TEXT if is_text else EDGES) if inner.isValid() else ""
            if trouble:
                yield f"{widget.property('text') or widget.accessibleName()!r} {kind}: {trouble}"
        if isinstance(widget, EDGED) and widget.isEnabled() and _has_an_edge(widget):
            measured.add(kind)
            trouble = edge_trouble(picture(window, area.adjusted(-AROUND, 0, AROUND, 0)), AROUND + 3)
            if trouble:
                yield f"{widget.accessibleName() or widget.property('text')!r} {kind}: {trouble}"
        if isinstance(widget, QCheckBox) and widget.isEnabled():
            measured.add((*kind, "box"))
            trouble = edge_trouble(picture(window, QRect(area.topLeft(), QSize(22, area.height()))), 8)
            if trouble:
                yield f"the box of {widget.text()!r} {kind}: {trouble}"


def _has_an_edge(widget: QWidget) -> bool:
    inside = isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox)
    return not inside and str(widget.property("kind") or "") not in WITHOUT_AN_EDGE


def items_troubles(window: QWidget, view: QAbstractItemView, area: QRect, measured: set[object]) -> Iterator[str]:
    """The words in the rows of a list or table, as its delegate paints them."""
    model = view.model()
    for row in range(min(model.rowCount(view.rootIndex()), 8)):
        for column in range(model.columnCount() if isinstance(model, QAbstractTableModel) else 1):
            index = model.index(row, column)
            rect = view.visualRect(index).intersected(view.viewport().rect())
            words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
            kind = (kind_of(view), view.accessibleName(), column, view.selectionModel().isSelected(index), row < 2)
            if not words or rect.height() < 16 or rect.width() < 40 or kind in measured:
                continue
            measured.add(kind)
            rect.translate(view.viewport().mapTo(window, QPoint()))
            trouble = text_trouble(picture(window, rect), TEXT)
            if trouble:
                yield f"“{words[:40]}” in “{view.accessibleName()}”: {trouble}"


def places_in(look: Look) -> list[str]:
    """Those of one window together. With more contrast, half of them light and the others dark: colours are asked for
    by the same names as without, and each name is met in many places.
    """
    names = [*chain(*([name for name, (kind, _) in PLACES.items() if kind == each] for each in KINDS))]
    names = [name for name in names if name not in FOREIGN]
    return names[look.mode is Mode.DARK :: 2] if look.contrast is Contrast.MORE else names


# A ballot that is opened while its proposal is worded: Qt asks the line that is gone once more, and says so.
@pytest.mark.qt_log_ignore("QAbstractItemView::commitData called with an editor", extend=True)
@pytest.mark.parametrize("look", LOOKS)
def test_everything_can_be_read_and_every_edge_seen(places: Places, look: str) -> None:
    """Grey on grey is lost on a laptop in a bright hall, and on every third pair of eyes in the room."""
    places.theme.set_look(LOOKS[look])
    measured: set[object] = set()
    troubles: dict[str, list[str]] = {}
    for place in places_in(LOOKS[look]):
        window = places.show(place)
        found = list(troubles_of(window.window(), measured))
        if found:
            troubles[place] = found
    assert len(measured) > 50
    assert not troubles, json.dumps(troubles, indent=1, ensure_ascii=False)


@pytest.mark.parametrize(("ink", "found"), [("#999999", True), ("#595959", False)])
def test_the_measure_finds_grey_on_grey(qtbot: QtBot, ink: str, found: bool) -> None:
    """A measure that never finds anything would let everything pass."""
    window = QWidget()
    qtbot.addWidget(window)
    window.setStyleSheet(f"QWidget {{ background: #FFFFFF }} * {{ color: {ink}; border: 1px solid {ink} }}")
    layout = QVBoxLayout(window)
    for part in (QPushButton("Open"), QLabel("Some words")):
        layout.addWidget(part)
    window.show()
    assert bool(list(troubles_of(window, set()))) is found
