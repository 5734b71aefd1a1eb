"""The look at run time: light or dark, text size, fonts, palette and style sheet. One `Theme` an application."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Literal

from PySide6.QtCore import QEvent, QFile, QObject, Qt, QTemporaryDir, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from lsp_workshop import paths
from lsp_workshop.ui.icons import tinted
from lsp_workshop.ui.stylesheet import style_sheet
from lsp_workshop.ui.tokens import DARK, LIGHT, TYPE_SCALE, Tokens, role_pixels, strengthened

Role = Literal["caption", "body", "strong", "lead", "title", "question", "timer"]

FAMILY = "Noto Sans"
SMALLEST_TEXT, LARGEST_TEXT, TEXT_STEP = 100, 200, 25
"""Percent."""


class Mode(StrEnum):
    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class Contrast(StrEnum):
    SYSTEM = "system"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Look:
    """What a person chose. `text_scale` is in percent, None is what the system says; `still`: nothing moves.

    `sound`: the end of the timer is heard.
    """

    mode: Mode = Mode.SYSTEM
    text_scale: int | None = None
    contrast: Contrast = Contrast.SYSTEM
    still: bool = False
    sound: bool = True

    def changed(self, **values: Any) -> Look:
        """The same with other values; a text size that does not exist becomes the nearest."""
        made = replace(self, **values)
        if made.text_scale is None:
            return made
        return replace(made, text_scale=min(max(made.text_scale, SMALLEST_TEXT), LARGEST_TEXT))


class Theme(QObject):
    """Colours, fonts and icons as they are now; `changed` says that they became others."""

    changed = Signal()
    heard = Signal()
    """What is heard changed and nothing that is seen."""

    def __init__(
        self, app: QApplication, mode: Mode = Mode.SYSTEM, text_scale: int | None = 100, *, look: Look | None = None
    ) -> None:
        """`look` is the whole of what was chosen; mode and text size alone are for what has no person to ask."""
        super().__init__(app)
        self._app = app
        self._look = look or Look().changed(mode=mode, text_scale=text_scale)
        self._system_text_scale = system_text_scale(app)
        self._blink = app.cursorFlashTime()
        self._icons: dict[tuple[str, str, int, int], QIcon] = {}
        self._tokens = LIGHT
        self._pictures = _picture_folder()
        _load_fonts()
        _use_fusion()
        # Both are held: what `accessibility()` returns lives no longer than the hints in Python.
        self._hints = app.styleHints()
        self._accessibility = self._hints.accessibility()
        self._system_is_dark = self._hints.colorScheme() is Qt.ColorScheme.Dark
        self._system_wants_contrast = self._accessibility.contrastPreference() is Qt.ContrastPreference.HighContrast
        self._hints.colorSchemeChanged.connect(self._scheme_changed)
        self._accessibility.contrastPreferenceChanged.connect(self._contrast_changed)
        self.apply()

    # --- what it is now -----------------------------------------------------------------------------------

    @property
    def tokens(self) -> Tokens:
        return self._tokens

    @property
    def look(self) -> Look:
        """What was chosen; `tokens` and `text_scale` are what came of it."""
        return self._look

    @property
    def mode(self) -> Mode:
        return self._look.mode

    @property
    def still(self) -> bool:
        """Nothing is to move or blink by itself."""
        return self._look.still

    @property
    def is_dark(self) -> bool:
        return self._tokens.dark

    @property
    def text_scale(self) -> int:
        """Percent."""
        return self._look.text_scale or self._system_text_scale

    def px(self, measure: int) -> int:
        """A measure that holds text (a height, a width of a number), grown with the text."""
        return round(measure * self.text_scale / 100)

    def colour(self, token: str) -> QColor:
        """A token by its name ("muted")."""
        return QColor(str(getattr(self._tokens, token)))

    def font(self, role: Role) -> QFont:
        """A font of the type scale, with digits of one width."""
        font = QFont(FAMILY)
        font.setPixelSize(role_pixels(role, self.text_scale))
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

    def follow(self, window: QWidget) -> None:
        """Notice that the system's text became larger or smaller, which Qt tells windows alone."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ThemeChange:
            # After Qt is through with it: the new fonts are there by then.
            QTimer.singleShot(0, self, self._text_changed)
        return super().eventFilter(watched, event)

    def _text_changed(self) -> None:
        now = system_text_scale(self._app)
        if now != self._system_text_scale:
            self._system_text_scale = now
            if self._look.text_scale is None:
                self.apply()

    # --- changing it --------------------------------------------------------------------------------------

    def set_look(self, look: Look) -> None:
        is_only_heard = look == self._look.changed(sound=look.sound)
        self._look = look
        if is_only_heard:
            # Nothing looks different, and laying all of it out anew takes its time.
            self.heard.emit()
        else:
            self.apply()

    def set_mode(self, mode: Mode) -> None:
        self.set_look(self._look.changed(mode=mode))

    def toggle(self) -> None:
        """The other of light and dark, and no longer what the system says."""
        self.set_mode(Mode.LIGHT if self.is_dark else Mode.DARK)

    def set_text_scale(self, percent: int) -> None:
        self.set_look(self._look.changed(text_scale=percent))

    def larger(self) -> None:
        self.set_text_scale(self.text_scale + TEXT_STEP)

    def smaller(self) -> None:
        self.set_text_scale(self.text_scale - TEXT_STEP)

    def apply(self) -> None:
        """Put palette, font and style sheet on the application and tell everybody."""
        self._tokens = self._wanted()
        self._icons.clear()
        self._app.setCursorFlashTime(0 if self.still else self._blink)
        self._app.setFont(self.font("body"))
        self._app.setPalette(_palette(self._tokens))
        sheet = style_sheet(self._tokens, self.text_scale, self._small_pictures())
        if sheet != self._app.styleSheet():
            # Every widget there is gets its looks from it anew, and that takes its time.
            self._app.setStyleSheet(sheet)
        self.changed.emit()

    def _wanted(self) -> Tokens:
        mode = self._look.mode
        tokens = DARK if mode is Mode.DARK or (mode is Mode.SYSTEM and self._system_is_dark) else LIGHT
        more = self._look.contrast is Contrast.MORE or self._system_wants_contrast
        return strengthened(tokens) if more else tokens

    def _small_pictures(self) -> dict[str, str]:
        """Files with the little arrows and ticks of boxes: a style sheet takes pictures from files only."""
        files = {}
        for name, token in (
            ("chevron-down", "muted"),
            ("chevron-up", "muted"),
            ("chevron-right", "muted"),
            ("check", "on_accent"),
        ):
            colour = self.colour(token)
            file = self._pictures.filePath(f"{name}-{colour.name()[1:]}-{self.text_scale}.png")
            if not QFile.exists(file):
                tinted(name, colour, self.px(14), 2.0).save(file)
            files[name.replace("-", "_")] = file
        return files

    def _scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        self._system_is_dark = scheme is Qt.ColorScheme.Dark
        if self._look.mode is Mode.SYSTEM:
            self.apply()

    def _contrast_changed(self, preference: Qt.ContrastPreference) -> None:
        self._system_wants_contrast = preference is Qt.ContrastPreference.HighContrast
        self.apply()


_USUAL_TEXT = {"windows": 12.0, "cocoa": 13.0}
"""Pixels of the system's own text where nobody made it larger; on other platforms, of the desktops that are usual."""
_USUAL_ELSEWHERE = 14.7


def system_text_scale(app: QApplication) -> int:
    """How large the system's own text is beside its usual size: percent, in steps, never below 100."""
    pixels = QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)).pixelSize()
    return text_scale_of(pixels / _USUAL_TEXT.get(app.platformName(), _USUAL_ELSEWHERE))


def text_scale_of(times: float) -> int:
    """The nearest step of the text size in percent."""
    return min(max(round(times * 100 / TEXT_STEP) * TEXT_STEP, SMALLEST_TEXT), LARGEST_TEXT)


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


@functools.cache
def _picture_folder() -> QTemporaryDir:
    """One for the program, so that the same looks are the same style sheet, letter by letter."""
    return QTemporaryDir()


@functools.cache
def _use_fusion() -> None:
    """Once in a program: every widget there is would get its looks anew."""
    QApplication.setStyle("Fusion")


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
