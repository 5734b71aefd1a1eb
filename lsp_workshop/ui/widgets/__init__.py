"""Small widgets that every page uses. They know the theme and no records (but `SectorMark` and `ChartView`)."""

from lsp_workshop.ui.widgets.announce import announce
from lsp_workshop.ui.widgets.basic import (
    Button,
    Card,
    Choices,
    ElidedLabel,
    IconButton,
    RingedButton,
    column,
    label,
    line,
    retext,
    row,
    set_look,
    set_tone,
    spin_box,
)
from lsp_workshop.ui.widgets.chart import ChartView
from lsp_workshop.ui.widgets.chip import Chip
from lsp_workshop.ui.widgets.empty import EmptyState
from lsp_workshop.ui.widgets.flow import FlowLayout
from lsp_workshop.ui.widgets.focus_card import CardForm, FocusCard, FormWords, form_line
from lsp_workshop.ui.widgets.menu import Menu
from lsp_workshop.ui.widgets.message_bar import MessageBar
from lsp_workshop.ui.widgets.ring import FocusRing
from lsp_workshop.ui.widgets.room import fit_room, fit_words
from lsp_workshop.ui.widgets.saved import SavedLabel
from lsp_workshop.ui.widgets.scroll import ScrollColumn, bring_into_view, holds
from lsp_workshop.ui.widgets.sector_mark import SectorMark, paint_sector_mark
from lsp_workshop.ui.widgets.timer_ring import TimerRing

__all__ = [
    "Button",
    "Card",
    "CardForm",
    "ChartView",
    "Chip",
    "Choices",
    "ElidedLabel",
    "EmptyState",
    "FlowLayout",
    "FocusCard",
    "FocusRing",
    "FormWords",
    "IconButton",
    "Menu",
    "MessageBar",
    "RingedButton",
    "SavedLabel",
    "ScrollColumn",
    "SectorMark",
    "TimerRing",
    "announce",
    "bring_into_view",
    "column",
    "fit_room",
    "fit_words",
    "form_line",
    "holds",
    "label",
    "line",
    "paint_sector_mark",
    "retext",
    "row",
    "set_look",
    "set_tone",
    "spin_box",
]
