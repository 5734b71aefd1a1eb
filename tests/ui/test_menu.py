"""The window's one menu: what can be used now, in one column."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu

from lsp_workshop.domain.edits import event
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.conftest import OpenWindow
from tests.ui.support import sample_session


def _titles(window: WorkshopWindow) -> list[str]:
    return [each.text().replace("&", "") for each in window.menu().actions() if each.text()]


def test_the_menu_begins_with_what_can_be_used(open_window: OpenWindow) -> None:
    """Four dead lines stood at the top of a menu that filled the window in two columns."""
    window = open_window(sample_session())
    window.go("S2")
    assert "Try again" not in _titles(window)
    assert _titles(window)[0] == "Commands…"
    menu = window.menu()
    menus = [menu, *(inner for each in menu.actions() if isinstance(inner := each.menu(), QMenu))]
    dead = [each.text() for one in menus for each in one.actions() if not each.isSeparator() and not each.isEnabled()]
    assert dead == []
    assert len(_titles(window)) <= 20
    assert {"Look", "Answers", "Quit"} <= set(_titles(window))
    window.desk.do(event.write_note(None, "tired"))
    assert _titles(window)[0].startswith("Undo")
