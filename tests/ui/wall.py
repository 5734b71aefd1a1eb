"""Answers by theme on a real window, with a hand at the keys and one at the mouse."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lsp_workshop.domain.edits import capture, themes
from lsp_workshop.domain.model import Theme
from lsp_workshop.session import Session
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from lsp_workshop.ui.workshop.stage.answers import AnswersPanel
from tests.ui.support import MemoryStore

Key = Qt.Key
Modifier = Qt.KeyboardModifier
CTRL, SHIFT, ALT = Modifier.ControlModifier, Modifier.ShiftModifier, Modifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
SAID = ("Buses end at six", "Damp homes", "Late buses", "No jobs", "Cold homes", "Somewhere to meet")


class Wall:
    """Six answers by theme: two under "Buses", two under "Homes", two under none; and a hand with keys and a mouse."""

    window: WorkshopWindow
    store: MemoryStore
    ids: dict[str, str]

    @classmethod
    def around(cls, window: WorkshopWindow, store: MemoryStore) -> Wall:
        """The same hands on answers that are there already."""
        wall = cls.__new__(cls)
        wall.window, wall.store, wall.ids = window, store, {}
        return wall

    def __init__(self, window: WorkshopWindow, store: MemoryStore) -> None:
        self.window, self.store = window, store
        session = window.desk.session
        session.do(capture.capture_answers("Q1.1", [("table1", text) for text in SAID]))
        ids = self.ids = {answer.text: answer.id for answer in session.workshop.answers_to("Q1.1")}
        session.do(themes.put_under_theme([ids["Buses end at six"], ids["Late buses"]], "Buses"))
        session.do(themes.put_under_theme([ids["Damp homes"], ids["Cold homes"]], "Homes"))
        self.press(Key.Key_V, ALT)
        self.press(Key.Key_L, CTRL)

    @property
    def panel(self) -> AnswersPanel:
        return self.window.stage_page.answers

    @property
    def session(self) -> Session:
        return self.window.desk.session

    def has_focus(self, widget: QWidget) -> bool:
        return self.focused is widget

    @property
    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        QTest.keyClick(self.focused, key, modifier)

    def type(self, words: str) -> None:
        QTest.keyClicks(self.focused, words)
        self.press(Key.Key_Return)

    def theme(self, title: str) -> Theme:
        return next(theme for theme in self.session.workshop.all(Theme) if theme.title == title)

    def go(self, words: str) -> None:
        """To an answer by its words, or to a theme's heading by its title."""
        self.panel.list.go_to(self.key(words))

    def key(self, words: str) -> str:
        return self.ids.get(words) or f"theme:{self.theme(words).id}"

    def mark(self, *words: str) -> None:
        for each in words:
            self.go(each)
            self.press(Key.Key_Space)

    @property
    def shown(self) -> list[str]:
        """The list, top to bottom; headings in capitals."""
        model = self.panel.model
        rows = [model.row_at(place) for place in range(model.rowCount())]
        return [row.answer.text if row.answer else row.title.upper() for row in rows]

    # --- a mouse ------------------------------------------------------------------------------------------

    def spot(self, words: str) -> QPoint:
        """The middle of a row, in the viewport."""
        return self.spot_of(self.key(words))

    def spot_of(self, key: str) -> QPoint:
        return self.panel.list.visualRect(self.panel.model.index_of(key)).center()

    def mouse(self, kind: QMouseEvent.Type, place: QPoint, held: Qt.MouseButton = LEFT) -> None:
        viewport = self.panel.list.viewport()
        button = Qt.MouseButton.NoButton if kind == QMouseEvent.Type.MouseMove else LEFT
        there = QPointF(place)
        event = QMouseEvent(kind, there, QPointF(viewport.mapToGlobal(place)), button, held, Modifier.NoModifier)
        QApplication.sendEvent(viewport, event)

    def pick_up(self, start: QPoint, *through: QPoint) -> None:
        self.mouse(QMouseEvent.Type.MouseButtonPress, start)
        for place in (start + QPoint(4, 3), start + QPoint(9, 12), *through):
            self.mouse(QMouseEvent.Type.MouseMove, place)

    def let_go(self, place: QPoint) -> None:
        self.mouse(QMouseEvent.Type.MouseButtonRelease, place, Qt.MouseButton.NoButton)

    def drag(self, start: QPoint, end: QPoint) -> None:
        self.pick_up(start, end)
        self.let_go(end)

    def zone(self, name: str) -> QPoint:
        """A place of the strip above the list, in the viewport."""
        strip = self.panel.drag.strip
        across = [strip.mapToParent(QPoint(x, strip.height() // 2)) for x in range(0, strip.width(), 4)]
        here = [place for place in across if strip.zone_at(place) == name]
        return self.panel.list.viewport().mapFrom(self.panel, here[len(here) // 2])
