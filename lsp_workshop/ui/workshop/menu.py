"""The window's one menu: every action by its group, with its keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from lsp_workshop.ui import actions as table
from lsp_workshop.ui.actions import Actions, ActionSpec
from lsp_workshop.ui.widgets import Menu

GROUPS: tuple[tuple[str, tuple[ActionSpec, ...]], ...] = (
    ("", table.GENERAL),
    ("Day and question", table.DAY),
    ("Answers", table.ANSWERS),
    ("Prompts", table.PROMPTS),
    ("Projector", table.PROJECTOR),
    ("Prepare", table.PREPARE),
    ("Ballots", table.BALLOTS),
    ("Vision and routes", table.VISION),
    ("Plan", table.PLAN),
    ("Purpose", table.PURPOSE),
    ("Review", table.REVIEW),
    ("Photos", table.PHOTOS),
    ("Record", table.RECORD),
)
"""Every action of the workshop window by the group it is shown in, here and in the list of keys."""


_LOOK = ("toggle_dark", "larger_text", "smaller_text", "preferences")
_END = ("close_window", "quit")


def build_menu(parent: QWidget, actions: Actions) -> QMenu:
    """What concerns everything at the top, then each group in a menu of its own, then the ways out.

    Only what can be used now: a list of dead lines is read from its top for nothing.
    """
    menu = Menu(parent)
    for title, specs in GROUPS:
        shown = [each for each in specs if each.menu and each.id in actions.specs and actions[each.id].isEnabled()]
        if title and shown:
            _add(menu.inner(QCoreApplication.translate("Menu", title)), actions, [each.id for each in shown])
        elif not title:
            general = [each.id for each in shown]
            _add(menu, actions, [each for each in general if each not in _LOOK + _END])
            menu.addSeparator()
    menu.addSeparator()
    _add(menu.inner(QCoreApplication.translate("Menu", "Look")), actions, _LOOK)
    _add(menu, actions, _END)
    return menu


def _add(menu: QMenu, actions: Actions, ids: Sequence[str]) -> None:
    menu.addActions([actions[each] for each in ids])
