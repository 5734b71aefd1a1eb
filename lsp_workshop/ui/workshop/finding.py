"""The window's ways to find something: commands, keys, search, history. Connects actions, opens dialogs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.workshop.palette import Afterwards, Command, PaletteDialog, commands
from lsp_workshop.ui.workshop.search import Hit, SearchDialog
from lsp_workshop.ui.workshop.search_index import Index

_SLICE, _PAUSE = 500, 50
"""Records that are made ready for the search at a time, and milliseconds between two times."""


class Finding(QObject):
    """`go` is how the window shows a `Hit`."""

    def __init__(self, desk: Desk, window: QWidget, go: Callable[[Hit], None]) -> None:
        super().__init__(window)
        self._desk, self._window, self._go = desk, window, go
        self._focus: QWidget | None = None
        self._index = Index(desk.workshop)
        self._earlier: list[str] = []
        """What was looked for in this window, the last first."""
        self._slices = QTimer(self)
        self._slices.setInterval(_PAUSE)
        self._slices.timeout.connect(self._fill)
        self._slices.start()
        desk.changed.connect(self._changed)
        desk.actions.on("palette", self._open_palette)
        desk.actions.on("search", self._open_search)
        desk.actions.on("shortcuts", self._open_sheet)
        desk.actions.on("history", self._open_history)

    # --- commands -----------------------------------------------------------------------------------------

    def _open_palette(self) -> None:
        self._focus = self._window.focusWidget()
        every = commands(self._desk.actions, self._desk.workshop, self._focus)
        dialog = PaletteDialog(self._desk.theme, self._window, every)
        dialog.chosen.connect(self._do)
        self._show(dialog)

    def _do(self, command: Command) -> None:
        focus = self._focus if command.here or command.widget is None else command.widget
        Afterwards(self._window, focus, lambda: self._run(command))

    def _run(self, command: Command) -> None:
        if command.hit is not None:
            self._go(command.hit)
        elif command.action is not None:
            # Greyed meanwhile, it does nothing, as its key would.
            command.action.trigger()

    # --- the search ---------------------------------------------------------------------------------------

    def _open_search(self) -> None:
        dialog = SearchDialog(self._desk.theme, self._window, self._desk.workshop, self._index, self._earlier)
        dialog.chosen.connect(self._go)
        self._show(dialog)

    def _fill(self) -> None:
        """The index is made a little at a time, so that neither the first search nor the start waits for it."""
        self._index.fill(_SLICE)
        if self._index.is_whole:
            self._slices.stop()

    def _changed(self, notice: Notice) -> None:
        self._index.keep_up(notice.transaction.changes)
        if not self._index.is_whole:
            self._slices.start()

    # --- keys ---------------------------------------------------------------------------------------------

    def _open_sheet(self) -> None:
        from lsp_workshop.ui.workshop.shortcut_sheet import ShortcutSheet

        self._show(ShortcutSheet(self._desk, self._window))

    # --- what was done ------------------------------------------------------------------------------------

    def _open_history(self) -> None:
        from lsp_workshop.ui.workshop.history import HistoryDialog

        dialog = HistoryDialog(self._desk, self._window)
        dialog.chosen.connect(self._go)
        self._show(dialog)

    # --- dialogs ------------------------------------------------------------------------------------------

    def _show(self, dialog: QDialog) -> None:
        dialog.finished.connect(self._back)
        self._desk.dialogs.show(dialog)

    def _back(self, _result: int) -> None:
        """Not every window manager gives the keyboard back to the window by itself."""
        self._window.activateWindow()
