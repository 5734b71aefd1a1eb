"""The look at run time: light or dark, text size, fonts, palette and style sheet. One `Theme` an application."""

from __future__ import annotations

import dataclasses
from enum import StrEnum
from typing import Literal

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from lsp_workshop import paths
from lsp_workshop.ui.icons import tinted
from lsp_workshop.ui.stylesheet import style_sheet
from lsp_workshop.ui.tokens import DARK, LIGHT, TYPE_SCALE, Tokens, role_pixels

Role = Literal["caption", "body", "strong", "lead", "title", "question", "timer"]

FAMILY = "Noto Sans"
SMALLEST_TEXT, LARGEST_TEXT = 100, 200


class Mode(StrEnum):
    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class Theme(QObject):
    """Colours, fonts and icons as they are now; `changed` says that they became others."""

    changed = Signal()

    def __init__(self, app: QApplication, mode: Mode = Mode.SYSTEM, text_scale: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self._mode = mode
        self._text_scale = min(max(text_scale, SMALLEST_TEXT), LARGEST_TEXT)
        self._icons: dict[tuple[str, str, int, int], QIcon] = {}
        self._tokens = LIGHT
        self._pictures = QTemporaryDir()
        _load_fonts()
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self.apply()

    # --- what it is now -----------------------------------------------------------------------------------

    @property
    def tokens(self) -> Tokens:
        return self._tokens

    @property
    def mode(self) -> Mode:
        return self._mode

    @property
    def is_dark(self) -> bool:
        return self._tokens.dark

    @property
    def text_scale(self) -> int:
        """Percent."""
        return self._text_scale

    def px(self, measure: int) -> int:
        """A measure that holds text (a height, a width of a number), grown with the text."""
        return round(measure * self._text_scale / 100)

    def colour(self, token: str) -> QColor:
        """A token by its name ("muted")."""
        return QColor(str(getattr(self._tokens, token)))

    def font(self, role: Role) -> QFont:
        """A font of the type scale, with digits of one width."""
        font = QFont(FAMILY)
        font.setPixelSize(role_pixels(role, self._text_scale))
        font.setWeight(QFont.Weight(TYPE_SCALE[role][1]))
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def icon(self, name: str, token: str = "text", size: int = 18, gap: int = 0) -> QIcon:
        """A Lucide icon in a token's colour, sharp at 1, 2 and 3 device pixels.

        `gap` is room after it (before it, where negative) for buttons that set text too close.
        """
        key = (name, token, self.px(size), gap)
        icon = self._icons.get(key)
        if icon is None:
            icon = QIcon()
            for ratio in (1.0, 2.0, 3.0):
                icon.addPixmap(tinted(name, self.colour(token), key[2], ratio, gap))
                # Or Qt makes a greyed one of its own, in a grey of its own.
                grey = tinted(name, self.colour("muted"), key[2], ratio, gap)
                icon.addPixmap(grey, QIcon.Mode.Disabled)
            self._icons[key] = icon
        return icon

    def pixmap(self, name: str, token: str = "text", size: int = 18) -> QPixmap:
        return tinted(name, self.colour(token), self.px(size), self._app.devicePixelRatio())

    def sector_colour(self, sector_id: str, fallback: str = "") -> QColor:
        """The colour of one of the five usual sectors, or `fallback` (a sector of one's own), lighter in the dark."""
        return sector_colour(self._tokens, sector_id, fallback)

    # --- changing it --------------------------------------------------------------------------------------

    def set_mode(self, mode: Mode) -> None:
        self._mode = mode
        self.apply()

    def toggle(self) -> None:
        """The other of light and dark, and no longer what the system says."""
        self.set_mode(Mode.LIGHT if self.is_dark else Mode.DARK)

    def set_text_scale(self, percent: int) -> None:
        self._text_scale = min(max(percent, SMALLEST_TEXT), LARGEST_TEXT)
        self.apply()

    def apply(self) -> None:
        """Put palette, font and style sheet on the application and tell everybody."""
        self._tokens = self._wanted()
        self._icons.clear()
        self._app.setFont(self.font("body"))
        self._app.setPalette(_palette(self._tokens))
        self._app.setStyleSheet(style_sheet(self._tokens, self._text_scale, self._small_pictures()))
        self.changed.emit()

    def _wanted(self) -> Tokens:
        hints = self._app.styleHints()
        dark = self._mode is Mode.DARK or (self._mode is Mode.SYSTEM and hints.colorScheme() == Qt.ColorScheme.Dark)
        tokens = DARK if dark else LIGHT
        # `hints` must stay alive while its accessibility object is read.
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            tokens = dataclasses.replace(tokens, line=tokens.strong_line, muted=tokens.text)
        return tokens

    def _small_pictures(self) -> dict[str, str]:
        """Files with the little arrows and ticks of boxes: a style sheet takes pictures from files only."""
        files = {}
        for name, token in (("chevron-down", "muted"), ("chevron-up", "muted"), ("check", "on_accent")):
            file = self._pictures.filePath(f"{name}-{'dark' if self.is_dark else 'light'}-{self._text_scale}.png")
            tinted(name, self.colour(token), self.px(14), 2.0).save(file)
            files[name.replace("-", "_")] = file
        return files

    def _system_changed(self, scheme: Qt.ColorScheme) -> None:
        if self._mode is Mode.SYSTEM:
            self.apply()


def sector_colour(tokens: Tokens, sector_id: str, fallback: str = "") -> QColor:
    """The colour of one of the five usual sectors, or `fallback` (a sector of one's own), lighter in the dark."""
    known: str | None = getattr(tokens, f"sector_{sector_id}", None)
    if known:
        return QColor(known)
    colour = QColor(fallback)
    if not colour.isValid():
        return QColor(tokens.muted)
    if tokens.dark:
        colour.setHslF(max(colour.hslHueF(), 0.0), colour.hslSaturationF(), max(colour.lightnessF(), 0.72))
    return colour


def _load_fonts() -> None:
    if FAMILY in QFontDatabase.families() and "SemiBold" in QFontDatabase.styles(FAMILY):
        return
    for name in ("Regular", "Medium", "SemiBold", "Bold"):
        QFontDatabase.addApplicationFont(str(paths.resource(f"fonts/NotoSans-{name}.ttf")))


def _palette(tokens: Tokens) -> QPalette:
    colours = {
        QPalette.ColorRole.Window: tokens.canvas,
        QPalette.ColorRole.WindowText: tokens.text,
        QPalette.ColorRole.Base: tokens.surface,
        QPalette.ColorRole.AlternateBase: tokens.sunken,
        QPalette.ColorRole.Text: tokens.text,
        QPalette.ColorRole.Button: tokens.surface,
        QPalette.ColorRole.ButtonText: tokens.text,
        QPalette.ColorRole.BrightText: tokens.danger,
        QPalette.ColorRole.ToolTipBase: tokens.text,
        QPalette.ColorRole.ToolTipText: tokens.surface,
        QPalette.ColorRole.PlaceholderText: tokens.muted,
        QPalette.ColorRole.Highlight: tokens.accent,
        QPalette.ColorRole.HighlightedText: tokens.on_accent,
        QPalette.ColorRole.Link: tokens.accent_text,
        QPalette.ColorRole.Accent: tokens.accent,
    }
    palette = QPalette()
    for role, colour in colours.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.muted))
    return palette
