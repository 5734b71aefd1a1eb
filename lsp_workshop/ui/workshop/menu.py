"""The window's one menu: every action by its group, with its keys."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from lsp_workshop.ui import actions as table
from lsp_workshop.ui.actions import Actions, ActionSpec

GROUPS: tuple[tuple[str, tuple[ActionSpec, ...]], ...] = (
    ("", table.GENERAL),
    ("Day and question", table.DAY),
    ("Answers", table.ANSWERS),
    ("Prompts", table.PROMPTS),
    ("Projector", table.PROJECTOR),
    ("Prepare", table.PREPARE),
    ("Ballots", table.BALLOTS),
    ("Plan", table.PLAN),
    ("Review", table.REVIEW),
    ("Record", table.RECORD),
)
"""Every action of the workshop window by the group it is shown in, here and in the list of keys."""


def build_menu(parent: QWidget, actions: Actions) -> QMenu:
    """Undo and the look at the top, each group of actions in a menu of its own. Unusable actions are greyed."""
    menu = QMenu(parent)
    for title, specs in GROUPS:
        shown = [actions[spec.id] for spec in specs if spec.menu and spec.id in actions.specs]
        if not shown:
            continue
        if not title:
            menu.addActions(shown)
            menu.addSeparator()
        else:
            menu.addMenu(QCoreApplication.translate("Menu", title)).addActions(shown)
    return menu
