"""The one style sheet, filled from the tokens. Widgets choose their look by the properties `role` and `kind`."""

from __future__ import annotations

from collections.abc import Mapping
from string import Template

from lsp_workshop.ui.tokens import (
    BUTTON,
    BUTTON_LARGE,
    CELL_PAD,
    ENTRY,
    RADIUS_BUTTON,
    RADIUS_CARD,
    RADIUS_FIELD,
    RADIUS_SMALL,
    TYPE_SCALE,
    Tokens,
    role_pixels,
)

_SHEET = Template("""
QWidget { color: $text; }
QToolTip { background: $text; color: $surface; border: none; padding: 4px 8px; font-size: ${caption_px}px; }
QLabel { background: transparent; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="accent"] { color: $accent_text; }
QLabel[tone="warning"] { color: $warning; }
QLabel[tone="danger"] { color: $danger; }

QFrame[kind="card"] { background: $surface; border: 1px solid $line; border-radius: ${card}px; }
QFrame[kind="sunken"] { background: $sunken; border: none; border-radius: ${field}px; }
QFrame[kind="line"] { background: $line; border: none; }
QWidget[kind="rail"] { background: $rail; }
QWidget[kind="canvas"] { background: $canvas; }
QFrame[kind="message"] { background: $soft; border: 1px solid $accent; border-radius: ${field}px; }
QFrame[kind="message"][tone="danger"] { background: $surface; border: 2px solid $danger; }
QFrame[kind="message"][tone="warning"] { background: $surface; border: 1px solid $warning; }

QPushButton, QToolButton {
    background: $surface; border: 1px solid $strong_line; border-radius: ${button}px;
    padding: 0 15px; min-height: ${button_inner}px; font-weight: 600; color: $text;
}
QPushButton:hover, QToolButton:hover { background: $sunken; }
QPushButton:pressed, QToolButton:pressed { background: $soft; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 0 14px; min-height: ${button_focus}px; }
QPushButton:disabled, QToolButton:disabled { color: $muted; border-color: $line; background: transparent; }
QPushButton[large="true"] { min-height: ${large_inner}px; }
QPushButton[large="true"]:focus { min-height: ${large_focus}px; }
QPushButton[kind="primary"] { background: $accent; border: 1px solid $accent; color: $on_accent; }
QPushButton[kind="primary"]:hover { background: $accent_text; border-color: $accent_text; }
QPushButton[kind="primary"]:focus { border: 2px solid $accent; }
QPushButton[kind="primary"]:disabled { background: $sunken; border-color: $line; color: $muted; }
QPushButton[kind="quiet"], QToolButton[kind="quiet"] {
    background: transparent; border: 1px solid transparent; padding: 0 7px; font-weight: 500; color: $muted;
}
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: $sunken; color: $text; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus { border: 2px solid $accent; padding: 0 6px; }
QToolButton[kind="quiet"]:checked { background: $soft; color: $accent_text; }
QToolButton[square="true"] {
    padding: 0; min-width: ${button_inner}px; max-width: ${button_inner}px; max-height: ${button_inner}px;
}
QToolButton[square="true"]:focus {
    padding: 0; min-width: ${button_focus}px; max-width: ${button_focus}px; max-height: ${button_focus}px;
}
QToolButton[small="true"], QToolButton[small="true"]:focus {
    min-width: ${small_inner}px; max-width: ${small_inner}px; min-height: ${small_inner}px;
    max-height: ${small_inner}px; border-radius: ${small}px;
}
QToolButton[small="true"]:focus {
    min-width: ${small_focus}px; max-width: ${small_focus}px; min-height: ${small_focus}px;
    max-height: ${small_focus}px;
}
QPushButton[kind="chip"] { border-radius: ${field}px; padding: 0 17px; min-height: ${entry_inner}px; }
QPushButton[kind="chip"]:focus { padding: 0 16px; min-height: ${entry_focus}px; }
QPushButton[kind="choice"] {
    background: transparent; border: 1px solid transparent; border-radius: ${button}px; padding: 0 11px;
    font-weight: 600; color: $muted;
}
QPushButton[kind="choice"]:hover { color: $text; background: $sunken; }
QPushButton[kind="choice"]:checked { background: $soft; color: $accent_text; }
QPushButton[kind="choice"]:focus { border: 2px solid $accent; padding: 0 10px; }
QPushButton[kind="choice"][tight="true"] { padding: 0 5px; }
QPushButton[kind="choice"][tight="true"]:focus { padding: 0 4px; }
QToolButton::menu-indicator, QPushButton::menu-indicator { image: none; width: 0; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit {
    background: $surface; border: 1px solid $strong_line; border-radius: ${field}px;
    selection-background-color: $accent; selection-color: $on_accent; placeholder-text-color: $muted;
}
QLineEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit { padding: 0 11px; min-height: ${button_inner}px; }
QPlainTextEdit, QTextEdit { padding: 7px 7px; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus, QTimeEdit:focus {
    border: 2px solid $accent; padding: 0 10px; min-height: ${button_focus}px;
}
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; padding: 6px 6px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled, QSpinBox:disabled {
    color: $muted; border-color: $line; background: $sunken;
}
QLineEdit[kind="entry"] { font-size: ${lead_px}px; padding: 0 17px; min-height: ${entry_inner}px; }
QLineEdit[kind="entry"]:focus { padding: 0 16px; min-height: ${entry_focus}px; }
QLineEdit[low="true"], QLineEdit[low="true"]:focus { min-height: ${low_focus}px; padding: 0 8px; }
QLineEdit[kind="cell"], QLineEdit[kind="cell"]:focus {
    min-height: 0; padding: 0 ${cell_inner}px; border: 2px solid $accent; border-radius: ${small}px;
}
QLineEdit[kind="told"], QPlainTextEdit[kind="told"] { background: transparent; }
QLineEdit[kind="told"]:!focus, QPlainTextEdit[kind="told"]:!focus { border-color: transparent; }
QPlainTextEdit[kind="bare"] { border: 2px solid transparent; padding: 0; background: transparent; }
QPlainTextEdit[kind="bare"]:focus { border-color: $accent; padding: 0; }
QComboBox::drop-down, QDateEdit::drop-down {
    border: none; background: transparent; width: ${arrow_room}px; subcontrol-position: center right;
}
QComboBox::down-arrow, QDateEdit::down-arrow, QSpinBox::down-arrow, QTimeEdit::down-arrow {
    image: url("$chevron_down"); width: ${arrow}px; height: ${arrow}px;
}
QSpinBox::up-arrow, QTimeEdit::up-arrow {
    image: url("$chevron_up"); width: ${arrow}px; height: ${arrow}px;
}
QSpinBox::up-button, QSpinBox::down-button, QTimeEdit::up-button, QTimeEdit::down-button {
    border: none; background: transparent; width: ${arrow_room}px;
}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit, QAbstractSpinBox QLineEdit:focus, QComboBox QLineEdit:focus {
    border: none; padding: 0; min-height: 0; background: transparent;
}

QAbstractItemView {
    background: $surface; border: none; outline: none;
    selection-background-color: $soft; selection-color: $text;
}
QComboBox QAbstractItemView, QListView[kind="popup"] {
    border: 1px solid $strong_line; border-radius: ${small}px; padding: 4px;
}
QListView[kind="popup"]:focus { border: 2px solid $accent; padding: 3px; }
QListWidget { border: 1px solid $line; border-radius: ${field}px; padding: 4px; }
QListWidget:focus { border: 2px solid $accent; padding: 3px; }
QListWidget::item { padding: 8px 12px; border-radius: ${small}px; }
QListWidget::item:selected { background: $soft; color: $text; }
QListWidget[kind="bare"], QListWidget[kind="bare"]:focus { border: none; padding: 0; background: transparent; }
QListWidget[kind="ticks"]::item { padding: 4px 8px; }
QListWidget QLineEdit, QListWidget QLineEdit:focus { min-height: 0; padding: 0 8px; border-radius: ${small}px; }
QHeaderView { background: $surface; }
QHeaderView::section {
    background: $surface; color: $muted; border: none; border-bottom: 1px solid $line; padding: 8px;
    font-size: ${caption_px}px; font-weight: 500;
}
QTreeWidget { border: 1px solid $line; border-radius: ${field}px; padding: 4px; }
QTreeWidget:focus { border: 2px solid $accent; padding: 3px; }
QTreeWidget::item { padding: 0 4px; }
QTreeWidget::item:selected { background: $soft; color: $text; }
QTableView, QTreeView { gridline-color: $line; }
QTableView::item:focus, QTreeView::item:focus { border: 2px solid $accent; }

QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $strong_line; border-radius: 4px; min-height: 32px; min-width: 32px; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenu { background: $surface; border: 1px solid $strong_line; border-radius: ${button}px; padding: 4px; }
QMenu::item { padding: 8px 24px 8px 12px; border-radius: ${small}px; }
QMenu { icon-size: ${menu_icon}px; }
QMenu::icon { padding-left: 8px; }
QMenu::right-arrow { image: url("$chevron_right"); width: ${menu_icon}px; height: ${menu_icon}px; }
QMenu::item:selected { background: $soft; color: $accent_text; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QDialog, QMessageBox { background: $canvas; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QCheckBox, QRadioButton {
    spacing: 8px; background: transparent; border: 2px solid transparent; border-radius: ${small}px;
    padding: 1px 4px 1px 2px;
}
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator, QAbstractItemView::indicator {
    width: ${tick}px; height: ${tick}px; background: $surface; border: 1px solid $strong_line; border-radius: 4px;
}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
    background: $accent; border-color: $accent; image: url("$check");
}
QCheckBox::indicator:disabled, QAbstractItemView::indicator:disabled { background: $sunken; border-color: $line; }
QCheckBox::indicator:checked:disabled, QAbstractItemView::indicator:checked:disabled {
    background: $muted; border-color: $muted;
}
QProgressBar { background: $sunken; border: none; border-radius: 4px; max-height: 8px; min-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
""")


def style_sheet(tokens: Tokens, text_scale: int, pictures: Mapping[str, str]) -> str:
    """`text_scale` is in percent; `pictures` are the files of the arrows and of the tick."""

    def px(measure: int) -> int:
        return round(measure * text_scale / 100)

    values: dict[str, object] = {name: getattr(tokens, name) for name in Tokens.__dataclass_fields__}
    values.update(pictures)
    values.update(
        arrow=px(14),
        arrow_room=px(28),
        menu_icon=px(16),
        tick=px(16),
        card=RADIUS_CARD,
        field=RADIUS_FIELD,
        button=RADIUS_BUTTON,
        small=RADIUS_SMALL,
        cell_inner=CELL_PAD - 2,
        caption_px=px(TYPE_SCALE["caption"][0]),
        lead_px=px(TYPE_SCALE["lead"][0]),
    )
    # min-height is without the border, which grows from 1 to 2 px with the focus.
    for name, height in (("button", BUTTON), ("large", BUTTON_LARGE), ("entry", ENTRY), ("small", 24), ("low", 30)):
        values[f"{name}_inner"] = px(height) - 2
        values[f"{name}_focus"] = px(height) - 4
    return _SHEET.substitute(values) + "\n".join(_role(role, text_scale) for role in TYPE_SCALE)


def _role(role: str, text_scale: int) -> str:
    pixels, weight = role_pixels(role, text_scale), TYPE_SCALE[role][1]
    return f'*[role="{role}"] {{ font-size: {pixels}px; font-weight: {weight}; }}'
