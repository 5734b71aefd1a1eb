"""Dragging answers to themes, and themes to their place, within the list by theme. Knows no edits: `Theming` has them.

The mouse is followed by hand. Qt's own dragging runs an event loop of its own, leads out of the window, and asks
the list for places at every step; here nothing stands still, however long the list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from lsp_workshop.domain.model import Answer, AnswerStatus
from lsp_workshop.domain.wording import counted, short_title
from lsp_workshop.ui.theme import Theme as Look
from lsp_workshop.ui.workshop.stage.answer_list import AnswerList
from lsp_workshop.ui.workshop.stage.answer_rows import Row
from lsp_workshop.ui.workshop.stage.drop_marks import DropMark, DropStrip, DropWords
from lsp_workshop.ui.workshop.stage.theming import Theming

_EDGE = 44
"""Pixels from the upper and lower edge where the list begins to move; at the edge itself it moves by `_FASTEST`."""
_FASTEST = 30
_STEP = 25
"""Milliseconds between two moves of the list at its edge."""
_WATCHED = frozenset({QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.WindowDeactivate})


@dataclass(frozen=True, slots=True)
class Target:
    """Where a drop would go: `kind` is "theme", "none", "new", "before" or "after"; `theme_id` the theme meant.

    `frame` and `line` are what is marked in the list, in its pixels; `words` what would be done.
    """

    kind: str
    words: str
    theme_id: str = ""
    frame: QRect = field(default_factory=QRect)
    line: int | None = None

    @property
    def deed(self) -> tuple[str, str]:
        return self.kind, self.theme_id


class ThemeDrag(QObject):
    """Watches the list's mouse while answers stand by theme. Escape gives up; so does another window in front."""

    def __init__(
        self, look: Look, view: AnswerList, host: QWidget, theming: Theming, allowed: Callable[[], bool]
    ) -> None:
        super().__init__(view)
        self._list = view
        self._rows = view.rows
        self._host = host
        self._theming = theming
        self._allowed = allowed
        self._pressed: QPoint | None = None
        self._at = QPoint()
        """Where the pointer is, in the viewport's pixels."""
        self._answers: tuple[str, ...] = ()
        self._theme_row: Row | None = None
        self._look = look
        self.target: Target | None = None
        self.mark = DropMark(look, view.viewport())
        self.strip = DropStrip(look, host)
        self.words = DropWords(look, host)
        self._scrolling = QTimer(self, interval=_STEP)
        self._scrolling.timeout.connect(self._scroll)
        view.verticalScrollBar().valueChanged.connect(self._scrolled)
        view.viewport().installEventFilter(self)
        view.installEventFilter(self)

    @property
    def is_active(self) -> bool:
        return bool(self._answers) or self._theme_row is not None

    # --- the mouse ----------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and watched is self._list.viewport():
            return self._mouse(event)
        if self.is_active and watched is self._list:
            if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
                # As an override first: the list's own Escape leads back to the entry box.
                event.accept()
                if event.type() == QEvent.Type.KeyPress:
                    self.give_up()
                return True
            if event.type() in _WATCHED:
                self.give_up()
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        """True for what the list must not see: a drag is no click."""
        kind, place = event.type(), event.position().toPoint()
        if kind == QEvent.Type.MouseButtonPress:
            self.give_up()
            if event.button() == Qt.MouseButton.LeftButton and self._rows.by_theme and self._allowed():
                self._pressed = place
            return False
        if kind == QEvent.Type.MouseMove and event.buttons() & Qt.MouseButton.LeftButton and self._pressed is not None:
            far = (place - self._pressed).manhattanLength() >= QGuiApplication.styleHints().startDragDistance()
            if not self.is_active and far:
                self._begin(self._pressed)
            if self.is_active:
                self._at = place
                self._follow()
            return True
        if kind == QEvent.Type.MouseButtonRelease and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = None
            if self.is_active:
                self._let_go(place)
                return True
        return False

    def _begin(self, place: QPoint) -> None:
        row = self._rows.row(self._list.indexAt(place))
        if row is None:
            return
        if row.answer is None:
            self._theme_row = row if row.theme_id is not None else None
        else:
            wanted = self._rows.marks if row.answer.id in self._rows.marks else (row.answer.id,)
            self._answers = tuple(each for each in wanted if self._is_kept(each))
        if not self.is_active:
            return
        self._list.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._scrolling.start()

    def _is_kept(self, answer_id: str) -> bool:
        row = self._rows.row(self._rows.index_of(answer_id))
        return row is not None and row.answer is not None and row.answer.status is AnswerStatus.KEPT

    def give_up(self) -> None:
        """Nothing was dragged, and nothing of it is seen any more."""
        self._pressed = self.target = self._theme_row = None
        self._answers = ()
        self._scrolling.stop()
        for shown in (self.mark, self.strip, self.words):
            shown.hide()
        self._list.viewport().unsetCursor()

    def _let_go(self, place: QPoint) -> None:
        """What is done is what was seen: where the rows moved under a pointer that stood still, nothing is."""
        seen = self.target
        stood = place == self._at
        self._at = place
        self._follow()
        if stood and seen is not None and (self.target is None or self.target.deed != seen.deed):
            self.give_up()
        else:
            self._drop()

    def _drop(self) -> None:
        target, theme_row = self.target, self._theme_row
        answers = [each for each in self._answers if self._is_kept(each)]
        self.give_up()
        if target is None:
            return
        if theme_row is not None and theme_row.theme_id is not None:
            self._theming.place(theme_row.theme_id, target.theme_id, after=target.kind == "after")
        elif not answers:
            return
        elif target.kind == DropStrip.NEW:
            self._theming.ask_theme_for(answers)
        elif target.kind == DropStrip.NONE:
            self._theming.take_out(answers)
        else:
            self._theming.put_under(answers, target.theme_id)

    # --- where it would go --------------------------------------------------------------------------------

    def _follow(self) -> None:
        """Show where a drop would go from here."""
        viewport = self._list.viewport()
        over = viewport.mapTo(self._host, self._at)
        if self._answers:
            self.strip.stand_over(viewport.mapTo(self._host, QPoint(0, 0)), viewport.width())
        zone = self.strip.zone_at(over)
        self.strip.light(zone)
        self.target = self._for_theme(self._theme_row) if self._theme_row is not None else self._for_answers(zone)
        self.mark.mark(self.target.frame if self.target else QRect(), self.target.line if self.target else None)
        what = short_title(self._theme_row.title) if self._theme_row is not None else self._called()
        self.words.say(f"{what}: {self.target.words}" if self.target else what, over)

    def _called(self) -> str:
        return counted(len(self._answers), "answer")

    def _for_answers(self, zone: str) -> Target | None:
        if zone == DropStrip.NEW:
            return Target(zone, self.tr("a new theme"))
        if zone == DropStrip.NONE:
            return Target(zone, self.tr("no theme"))
        row = self._rows.row(self._list.indexAt(self._at))
        if row is None:
            return None
        if row.answer is not None:
            heading = None if row.answer.status is AnswerStatus.SET_ASIDE else f"theme:{row.answer.theme_id or ''}"
            row = self._rows.row(self._rows.index_of(heading)) if heading is not None else None
        if row is None or not row.key.startswith("theme:") or self._are_all_under(row.theme_id):
            return None
        if row.theme_id is None:
            return Target(DropStrip.NONE, self.tr("no theme"), frame=self._section(row))
        words = self.tr("under {theme}").format(theme=short_title(row.title))
        return Target("theme", words, row.theme_id, self._section(row))

    def _are_all_under(self, theme_id: str | None) -> bool:
        found = (self._rows.row(self._rows.index_of(answer_id)) for answer_id in self._answers)
        return all(row is None or _answer_of(row).theme_id == theme_id for row in found)

    def _for_theme(self, moved: Row) -> Target | None:
        """Between the two headings that are nearest; parked themes stay among themselves, and so do the others."""
        shown = [row for row in self._rows.headings() if row.theme_id is not None and row.parked is moved.parked]
        keys = [row.key for row in shown]
        if moved.key not in keys:
            return None
        edges = [self._section(row).top() for row in shown] + [self._section(shown[-1]).bottom() + 1]
        nearest = min(range(len(edges)), key=lambda place: abs(edges[place] - self._at.y()))
        here = keys.index(moved.key)
        if nearest in (here, here + 1):
            return None
        after = nearest == len(shown)
        other = shown[-1] if after else shown[nearest]
        words = (self.tr("after {theme}") if after else self.tr("before {theme}")).format(
            theme=short_title(other.title)
        )
        return Target("after" if after else "before", words, str(other.theme_id), line=edges[nearest])

    def _section(self, heading: Row) -> QRect:
        """A heading with what stands under it."""
        first = self._rows.index_of(heading.key)
        last = first if heading.folded else self._rows.index(first.row() + heading.count)
        return self._list.visualRect(first).united(self._list.visualRect(last))

    # --- at the edges -------------------------------------------------------------------------------------

    def _scroll(self) -> None:
        """Near the upper or lower edge the list moves, the faster the nearer; above it are places to drop on."""
        edge, high, y = self._look.px(_EDGE), self._list.viewport().height(), self._at.y()
        if self.strip.zone_at(self._list.viewport().mapTo(self._host, self._at)):
            return
        depth = min(max(0, edge - y), edge) - min(max(0, y - (high - edge)), edge)
        if depth:
            bar = self._list.verticalScrollBar()
            bar.setValue(bar.value() - round(self._look.px(_FASTEST) * depth / edge))

    def _scrolled(self) -> None:
        """By the wheel too, while something is dragged."""
        if self.is_active:
            self._follow()


def _answer_of(row: Row) -> Answer:
    assert row.answer is not None
    return row.answer
