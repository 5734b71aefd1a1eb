"""The list of keys: every action by its group, to be read in a window, printed, or saved as a page of a PDF.

Printing is imported when somebody prints. On paper the colours are those of paper, whatever the screen has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeySequence,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)
from PySide6.QtWidgets import QDialog, QTextBrowser, QWidget

from lsp_workshop.files import replace_file
from lsp_workshop.messages import sentence
from lsp_workshop.ui.actions import START, Actions
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.theme import FAMILY, Theme
from lsp_workshop.ui.tokens import LIGHT
from lsp_workshop.ui.widgets import Button, column, label, retext, row, set_tone
from lsp_workshop.ui.workshop.menu import GROUPS

FILE_NAME = "keys.pdf"
_WIDE, _HIGH = 680, 600
_INK, _GREY, _RULE = QColor(LIGHT.text), QColor(LIGHT.muted), QColor(LIGHT.strong_line)
_POINTS, _HEADING_POINTS, _TITLE_POINTS = 8.0, 9.0, 14.0
_MARGIN, _GUTTER, _COLUMNS = 12.0, 8.0, 2
"""Margins and the space between columns, in millimetres."""

BOXES: tuple[tuple[str, str], ...] = (
    ("Enter", "Save what was typed"),
    ("Alt+A to Alt+F", "Answers go to this table"),
    ("B: or Table B: first", "From here on answers go to table B"),
    ("Alt+1 to Alt+4", "Answers go to this part of the question"),
    ("n: or Needs: first", "From here on to this part, by a letter or its name"),
    ("Esc", "Leave as it was; beside the page, back to it"),
    ("F10", "The menu of an open workshop"),
)
"""Keys that belong to boxes and windows, and are no actions."""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading, and what each line says: keys (all that work) and words."""

    title: str
    rows: tuple[tuple[str, str], ...]


def groups(actions: Actions) -> list[Group]:
    """Every action that has a key, by the groups of the menu, then those of the start page; last those without one."""
    made: list[Group] = []
    without: list[tuple[str, str]] = []
    for title, specs in GROUPS:
        rows: list[tuple[str, str]] = []
        for spec in specs:
            words = QCoreApplication.translate("Actions", spec.text).rstrip("…")
            keys = ", ".join(
                each.toString(QKeySequence.SequenceFormat.NativeText) for each in actions[spec.id].shortcuts()
            )
            (rows if keys else without).append((keys, words))
        if rows:
            made.append(Group(QCoreApplication.translate("Menu", title) if title else _tr("Everywhere"), tuple(rows)))
    made.insert(1, Group(_tr("While you type"), tuple((_tr(keys), _tr(words)) for keys, words in BOXES)))
    made.append(Group(_tr("On the start page"), tuple(_of_the_start_page())))
    if without:
        made.append(Group(_tr("Without a key: in the menu and the commands"), tuple(without)))
    return made


def _of_the_start_page() -> Iterator[tuple[str, str]]:
    for spec in START:
        keys = (QKeySequence(each).toString(QKeySequence.SequenceFormat.NativeText) for each in spec.keys)
        yield ", ".join(keys), QCoreApplication.translate("Actions", spec.text).rstrip("…")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Shortcuts", text)


# --- on screen ------------------------------------------------------------------------------------------------------


def as_html(made: Sequence[Group], theme: Theme) -> str:
    """The list as a page for a QTextBrowser, in the colours of the screen."""
    text, muted, size = theme.colour("text").name(), theme.colour("muted").name(), theme.font("body").pixelSize()
    parts = [f'<body style="color:{text}; font-size:{size}px">']
    for group in made:
        parts.append(f'<h3 style="color:{theme.colour("accent_text").name()}">{escape(group.title)}</h3>')
        parts.append('<table width="100%" cellspacing="0" cellpadding="4">')
        for keys, words in group.rows:
            cell = f'<td width="36%" style="color:{muted}"><b>{escape(keys)}</b></td>' if keys else ""
            parts.append(f"<tr>{cell}<td>{escape(words)}</td></tr>")
        parts.append("</table>")
    return "".join([*parts, "</body>"])


class ShortcutSheet(QDialog):
    """The list in a window. Arrows and Page Down scroll, Ctrl+P prints, Ctrl+S saves a PDF, Escape closes."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._groups = groups(desk.actions)
        theme = desk.theme
        self.setWindowTitle(self.tr("Keys"))
        self.resize(
            min(theme.px(_WIDE), parent.width() - 48),
            min(theme.px(_HIGH), parent.height() - 48),
        )
        self.text = QTextBrowser()
        self.text.setAccessibleName(self.tr("All actions and their keys"))
        self.text.setOpenLinks(False)
        self.text.setHtml(as_html(self._groups, theme))
        self.print_button = Button(theme, self.tr("Print…"), "secondary", "printer")
        self.print_button.setShortcut("Ctrl+P")
        self.save_button = Button(theme, self.tr("Save as PDF…"), "secondary", "file-down")
        self.save_button.setShortcut("Ctrl+S")
        self.done_button = Button(theme, self.tr("Done"), "quiet")
        for button in (self.print_button, self.save_button, self.done_button):
            button.setAutoDefault(False)
        self.below = label("", "caption", wrap=True)
        self.below.setVisible(False)
        buttons = row(self.print_button, self.save_button, None, self.done_button)
        layout = column(self.text, self.below, buttons, spacing=12)
        layout.setContentsMargins(24, 24, 24, 16)
        self.setLayout(layout)
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._ask_where)
        self.done_button.clicked.connect(self.reject)
        theme.changed.connect(self._restyle)
        self.text.setFocus()

    def _restyle(self) -> None:
        self.text.setHtml(as_html(self._groups, self._desk.theme))

    # --- on paper -----------------------------------------------------------------------------------------

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName(self.tr("Keys"))
        _set_page(self._printer)
        dialog = QPrintDialog(self._printer, self)
        dialog.accepted.connect(self._printed)
        self._desk.dialogs.show(dialog)

    def _printed(self) -> None:
        paint_pages(self._printer, self._groups, self.tr("LSP Workshop: keys"))

    def _ask_where(self) -> None:
        folder = self._desk.services.path_of(self._desk.session).parent
        self._desk.dialogs.ask_save_file(
            self.tr("Save the list of keys"), self.tr("PDF (*.pdf)"), folder / FILE_NAME, self._save
        )

    def _save(self, out: Path) -> None:
        try:
            replace_file(out, as_pdf(self._groups, self.tr("LSP Workshop: keys")))
        except OSError as error:
            # The window's message bar is behind this dialog.
            set_tone(self.below, "danger")
            retext(self.below, sentence(error))
        else:
            set_tone(self.below, "muted")
            retext(self.below, self.tr("Saved as {path}").format(path=out))


def as_pdf(made: Sequence[Group], title: str) -> bytes:
    """The list as pages of A4."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("LSP Workshop")
    _set_page(writer)
    paint_pages(writer, made, title)
    buffer.close()
    return bytes(data.data())


def _set_page(device: QPagedPaintDevice) -> None:
    margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    device.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            margins,
            QPageLayout.Unit.Millimeter,
        )
    )


def paint_pages(device: QPagedPaintDevice, made: Sequence[Group], title: str) -> None:
    """Two columns a page, black on white. A heading stands with its first lines; a group may go on in the next one."""
    painter = QPainter(device)
    try:
        _Pages(painter, device, title).paint(made)
    finally:
        painter.end()


def _font(points: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont(FAMILY)
    font.setPointSizeF(points)
    font.setWeight(weight)
    return font


class _Pages:
    """Where the next line goes, on which page."""

    def __init__(self, painter: QPainter, device: QPagedPaintDevice, title: str) -> None:
        self._painter, self._device, self._title = painter, device, title
        self._dots = device.logicalDpiY() / 25.4
        """Device dots in a millimetre."""
        size = QSizeF(device.width(), device.height())
        self._size = size
        self._wide = (size.width() - (_COLUMNS - 1) * _GUTTER * self._dots) / _COLUMNS
        self._body, self._bold = _font(_POINTS), _font(_POINTS, QFont.Weight.DemiBold)
        self._heading = _font(_HEADING_POINTS, QFont.Weight.Bold)
        self._step = self._metrics(self._body).height() * 1.08
        self._column, self._y, self._top = 0, 0.0, 0.0

    def _metrics(self, font: QFont) -> QFontMetricsF:
        return QFontMetricsF(font, self._device)

    def paint(self, made: Sequence[Group]) -> None:
        self._begin_page(first=True)
        for place, group in enumerate(made):
            self._heading_of(group, first=place == 0)
            for keys, words in group.rows:
                self._line(keys, words)

    def _begin_page(self, *, first: bool) -> None:
        self._column, self._y = 0, 0.0
        if first:
            self._words(0, self._size.width(), self._title, _font(_TITLE_POINTS, QFont.Weight.Bold), _INK)
            self._y += self._metrics(_font(_TITLE_POINTS)).height() * 1.3
        self._top = self._y

    def _room_for(self, high: float) -> None:
        if self._y + high <= self._size.height():
            return
        self._column += 1
        self._y = self._top
        if self._column == _COLUMNS:
            self._device.newPage()
            self._begin_page(first=False)

    @property
    def _left(self) -> float:
        return self._column * (self._wide + _GUTTER * self._dots)

    def _heading_of(self, group: Group, *, first: bool) -> None:
        high = self._metrics(self._heading).height() * 1.2
        self._room_for(high + 2 * self._step)
        if not first and self._y > self._top:
            self._y += self._step * 0.6
        self._words(self._left, self._wide, group.title, self._heading, _INK)
        self._y += high
        self._painter.setPen(_RULE)
        self._painter.drawLine(round(self._left), round(self._y), round(self._left + self._wide), round(self._y))
        self._y += self._step * 0.2

    def _line(self, keys: str, words: str) -> None:
        self._room_for(self._step)
        wide = self._wide * 0.36 if keys else 0.0
        self._words(self._left, wide, keys, self._bold, _GREY)
        self._words(self._left + wide, self._wide - wide, words, self._body, _INK)
        self._y += self._step

    def _words(self, left: float, wide: float, words: str, font: QFont, colour: QColor) -> None:
        metrics = self._metrics(font)
        self._painter.setFont(font)
        self._painter.setPen(colour)
        cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, wide)
        box = QRectF(left, self._y, wide, metrics.height())
        self._painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), cut)
