"""Keys for how sure the room is of what is coming, and when it bites. The rules are in `domain.developments`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QMenu

from lsp_workshop.domain.developments import asks_when, next_how_sure, when_words
from lsp_workshop.domain.edits.developments import say_how_sure, say_when
from lsp_workshop.domain.edits.questions import ask_when
from lsp_workshop.domain.model import Answer, Question
from lsp_workshop.domain.transaction import Edit
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import Menu

COMING_ACTIONS = ("how_sure", "when_bites")
"""Those that need a workshop that can be written."""
_YEARS = 4
"""How many years the menu has; another date is typed."""
_NONE = "-"
"""What is typed, or stands in the menu, for no date."""
_TYPED = "…"


class ComingKeys(QObject):
    """In the list: one key walks through how sure it is, one opens a menu of years, of the marked or the current."""

    def __init__(
        self,
        desk: Desk,
        view: QAbstractItemView,
        targets: Callable[[], list[str]],
        do: Callable[[Edit], object],
    ) -> None:
        super().__init__(view)
        self._desk, self._view, self._targets, self._do = desk, view, targets, do
        self._question: Question | None = None
        self._ids: list[str] = []
        """What the menu was opened for."""
        desk.actions.on("how_sure", self._how_sure, view)
        desk.actions.on("when_bites", self._when, view)
        desk.actions.on("ask_when", self._ask)

    @property
    def asks(self) -> bool:
        """Whether words behind a slash say it, at the question that is shown."""
        return self._question is not None and asks_when(self._desk.workshop, self._question)

    def show_question(self, question: Question) -> None:
        self._question = question
        self.allow()

    def allow(self) -> None:
        act, can_write = self._desk.actions, self._desk.can_write
        for action_id in COMING_ACTIONS:
            act[action_id].setEnabled(can_write)
        act["ask_when"].setEnabled(can_write and self._question is not None)
        act["ask_when"].setChecked(self.asks)

    def menu(self) -> QMenu:
        """The years from the workshop's own on, each with its figure to press."""
        menu = Menu(self._view)
        first = self._desk.workshop.details.date[:4]
        years = range(int(first), int(first) + _YEARS) if first.isdecimal() else ()
        for place, year in enumerate(years, start=1):
            menu.addAction(f"&{place}  {year:04}").setData(f"{year:04}")
        menu.addAction(self.tr("&Another date…")).setData(_TYPED)
        menu.addAction(self.tr("&0  No date")).setData(_NONE)
        return menu

    def _how_sure(self) -> None:
        ids = self._targets()
        if ids:
            now = self._desk.workshop.get(Answer, ids[0]).how_sure
            self._do(say_how_sure(ids, next_how_sure(now)))

    def _when(self) -> None:
        self._ids = self._targets()
        if self._ids:
            menu = self.menu()
            menu.triggered.connect(self._picked)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            place = self._view.visualRect(self._view.currentIndex()).bottomLeft()
            menu.popup(self._view.viewport().mapToGlobal(place))

    def _picked(self, action: QAction) -> None:
        picked = str(action.data())
        if picked != _TYPED:
            self._typed(picked)
            return
        now = self._desk.workshop.find(Answer, self._ids[0])
        self._desk.dialogs.ask_text(
            self.tr("When it bites"),
            self.tr("A day, a month (“April 2027”) or a year; - for no date"),
            when_words(now.bites) if now is not None else "",
            self.tr("Set"),
            self._typed,
            short=True,
        )

    def _typed(self, words: str) -> None:
        self._do(say_when(self._ids, "" if words.strip() == _NONE else words))

    def _ask(self) -> None:
        if self._question is not None:
            self._desk.do(ask_when(self._question.id, not self.asks))
        self.allow()
