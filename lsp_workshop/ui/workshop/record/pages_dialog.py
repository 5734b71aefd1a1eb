"""The pages of documents, large: zoom, search, outline, saving and printing. Knows not which documents they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QWidget

from lsp_workshop.messages import sentence
from lsp_workshop.ui.actions import PREVIEW_TABLE, Actions
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.services import Found
from lsp_workshop.ui.widgets import (
    Button,
    Choices,
    EmptyState,
    FlowLayout,
    IconButton,
    announce,
    column,
    fit_room,
    label,
    row,
    set_tone,
    spin_box,
)
from lsp_workshop.ui.workshop.record.finder import Finder
from lsp_workshop.ui.workshop.record.outline import Outline
from lsp_workshop.ui.workshop.record.page_places import Fit
from lsp_workshop.ui.workshop.record.pages_view import PagesView
from lsp_workshop.ui.workshop.record.preview_work import PreviewWork
from lsp_workshop.ui.workshop.record.printing import Printing
from lsp_workshop.ui.workshop.record.state_words import state_of
from lsp_workshop.ui.workshop.record.strip import JobStrip

OUTLINE = "outline"
_SIDE = 250
_AROUND = 16


@dataclass(frozen=True, slots=True)
class Titles:
    """What the window is called, the print dialog, and the pages for who hears them."""

    window: str
    printing: str
    pages: str


class PageTools(QWidget):
    """Which page, how large, and the search: a line that goes on in a second where there is little room."""

    def __init__(self, desk: Desk, finder: Finder) -> None:
        super().__init__()
        theme = desk.theme
        self.page = spin_box(1, 1)
        self.page.setAccessibleName(self.tr("Page"))
        self.of = label("", "body", "muted")
        self.smaller = IconButton(theme, "minus", self.tr("Smaller"))
        self.larger = IconButton(theme, "plus", self.tr("Larger"))
        self.percent = label("", "body", "muted")
        self.fits = Choices([(Fit.WIDTH.value, self.tr("Width")), (Fit.PAGE.value, self.tr("Page")), ("", "")])
        # None of both is chosen while the size is one of the steps.
        self.fits.set_shown("", False)
        flow = FlowLayout(self)
        for part in ((self.page, self.of), (self.smaller, self.percent, self.larger, self.fits), (finder,)):
            box = QWidget()
            box.setLayout(row(*part, spacing=4))
            flow.addWidget(box)

    def show_at(self, view: PagesView) -> None:
        count = view.page_count
        for part in (self.page, self.smaller, self.larger, self.fits):
            part.setEnabled(bool(count))
        self.page.blockSignals(True)
        self.page.setRange(1, max(count, 1))
        self.page.setValue(view.page + 1)
        self.page.blockSignals(False)
        self.of.setText(self.tr("of {count}").format(count=count))
        self.percent.setText(self.tr("{percent} %").format(percent=view.percent))
        self.fits.choose(view.zoom.value if isinstance(view.zoom, Fit) else "")


class PagesDialog(QDialog):
    """Shows what `work` holds, in a window as large as `room` has space for. `beside` are further parts beside the
    outline, as (key, title, widget); `said` stands beside how the preview is.
    """

    def __init__(
        self, desk: Desk, work: PreviewWork, parent: QWidget, titles: Titles, *, room: QWidget | None = None,
        beside: Sequence[tuple[str, str, QWidget]] = (), said: Sequence[QWidget] = (),
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._work = desk, work
        theme = desk.theme
        self.setWindowTitle(titles.window)
        self.actions_table = Actions(self, theme, PREVIEW_TABLE)
        self.printing = Printing(desk, work, self, titles.printing)
        self.pages = PagesView(desk, zooms=True, name=titles.pages)
        self.finder = Finder(desk)
        self.tools = PageTools(desk, self.finder)
        self.outline = Outline()
        self._beside = [(OUTLINE, self.tr("Outline"), self.outline), *beside]
        self.tabs = Choices([(key, title) for key, title, _ in self._beside], wrap=True)
        self.tabs.setVisible(bool(beside))
        self.strip = JobStrip(theme)
        self.state = label("", "caption", "muted", wrap=True)
        self.again_button = Button(theme, self.tr("Make it again"), "secondary", "eye")
        self.save_button = Button(theme, self.tr("Save PDF…"), "primary", "file-down")
        self.print_button = Button(theme, self.tr("Print…"), "secondary", "printer")
        self.open_button = Button(theme, self.tr("Open in viewer"), "secondary", "file-text")
        self.done_button = Button(theme, self.tr("Done"), "quiet")
        self._lay_out(room or parent, said)
        self._connect()
        self._show_preview()
        self._tell()
        if work.preview is None or work.stale or not work.follows:
            work.make_preview()
        self.pages.setFocus()

    def _lay_out(self, room: QWidget, said: Sequence[QWidget]) -> None:
        theme = self._desk.theme
        self._side = QStackedWidget()
        for _, _, part in self._beside:
            self._side.addWidget(part)
        self._stack = QStackedWidget()
        self._none = EmptyState(theme, "file-text", "")
        self._stack.addWidget(self._none)
        self._stack.addWidget(self.pages)
        left, right = QWidget(), QWidget()
        left.setLayout(column(self.tabs, self._side, spacing=8))
        right.setLayout(column(self.tools, self._stack, spacing=8))
        width = min(room.width() - 32, theme.px(1400))
        left.setFixedWidth(min(theme.px(_SIDE), max((width - 2 * _AROUND) * 2 // 5, 200)))
        halves = QHBoxLayout()
        halves.setSpacing(12)
        halves.addWidget(left)
        halves.addWidget(right, 1)
        below = QWidget()
        flow = FlowLayout(below)
        for button in (self.save_button, self.print_button, self.open_button, self.again_button, self.done_button):
            button.setAutoDefault(False)
            flow.addWidget(button)
        line = row(self.state, *said, spacing=8)
        line.setStretch(0, 1)
        layout = column(self.strip, halves, line, below, spacing=8)
        layout.setStretch(1, 1)
        layout.setContentsMargins(_AROUND, _AROUND, _AROUND, _AROUND)
        self.setLayout(layout)
        # What it says wraps at the width there is, not at the least: else the window grows when more is said.
        self.state.setMinimumHeight(1)
        for half in (self._side, self._stack):
            half.setMinimumHeight(1)
        fit_room(self, layout, QSize(width, room.height() - 32), room.size() - QSize(32, 32))

    def _connect(self) -> None:
        for action_id, slot, button in (
            ("preview_outline", self._to_outline, None),
            ("preview_pages", self.pages.setFocus, None),
            ("find_in_pages", self._to_search, None),
            ("find_next", self.finder.go_on, self.finder.next_button),
            ("find_previous", self.finder.go_back, self.finder.previous_button),
            ("zoom_in", self._larger, self.tools.larger),
            ("zoom_out", self._smaller, self.tools.smaller),
            ("zoom_width", self._fit_width, None),
            ("zoom_page", self._fit_page, None),
            ("page_next", self._next_page, None),
            ("page_previous", self._previous_page, None),
            ("preview_again", self._work.make_preview, self.again_button),
            ("preview_save", self._work.save_shown, self.save_button),
            ("preview_print", self.printing.begin, self.print_button),
            ("preview_open", self._work.open_elsewhere, self.open_button),
        ):
            action = self.actions_table.on(action_id, slot)
            if button is not None:
                button.setToolTip(action.toolTip())
        self.tools.larger.clicked.connect(self._larger)
        self.tools.smaller.clicked.connect(self._smaller)
        self.tools.fits.chosen.connect(self._fit)
        self.tools.page.valueChanged.connect(self._page_typed)
        self.finder.found.connect(self._found)
        self.finder.left.connect(self.pages.setFocus)
        self.pages.moved.connect(self._moved)
        self.pages.zoom_wanted.connect(self.pages.step_zoom)
        self.outline.wanted.connect(self.pages.go_to)
        self.outline.left.connect(self.pages.setFocus)
        self.tabs.chosen.connect(self._open_tab)
        self.again_button.clicked.connect(self._work.make_preview)
        self.save_button.clicked.connect(self._work.save_shown)
        self.print_button.clicked.connect(self.printing.begin)
        self.open_button.clicked.connect(self._work.open_elsewhere)
        self.done_button.clicked.connect(self.reject)
        self.strip.cancelled.connect(self._work.cancel)
        self.strip.follow(self._work)
        self._work.failed.connect(self._failed)
        self._work.changed.connect(self._tell)
        self._work.previewed.connect(self._show_preview)

    # --- the pages ----------------------------------------------------------------------------------------

    def _show_preview(self) -> None:
        preview = self._work.preview
        self.pages.set_preview(preview)
        self.outline.show_lines(preview.outline if preview is not None else ())
        self.finder.set_preview(preview)
        if preview is not None and self._stack.currentWidget() is not self.pages:
            self._stack.setCurrentWidget(self.pages)
            self.pages.setFocus()
        self._moved()

    def _moved(self) -> None:
        self.tools.show_at(self.pages)
        self.outline.follow(self.pages.page, self.pages.down_the_page)
        self.finder.read_from(self.pages.page)

    def _page_typed(self, number: int) -> None:
        self.pages.go_to(number - 1)

    def _next_page(self) -> None:
        self._turn(1)

    def _previous_page(self) -> None:
        self._turn(-1)

    def _turn(self, by: int) -> None:
        self.pages.go_to(min(max(self.pages.page + by, 0), self.pages.page_count - 1))
        announce(self.pages, self.pages.accessibleName())

    def _larger(self) -> None:
        self.pages.step_zoom(1)

    def _smaller(self) -> None:
        self.pages.step_zoom(-1)

    def _fit_width(self) -> None:
        self.pages.set_zoom(Fit.WIDTH)

    def _fit_page(self) -> None:
        """The page that is read, from its top: half of it and half of the next are no whole page."""
        page = self.pages.page
        self.pages.set_zoom(Fit.PAGE)
        self.pages.go_to(page)

    def _fit(self, key: str) -> None:
        (self._fit_page if key == Fit.PAGE else self._fit_width)()

    def _found(self, places: list[Found], current: int | None, goes: bool) -> None:
        self.pages.show_found(places, current, goes=goes)

    # --- what is beside them ------------------------------------------------------------------------------

    def _open_tab(self, key: str) -> None:
        self._side.setCurrentIndex([each for each, _, _ in self._beside].index(key))

    def go_to(self, key: str, widget: QWidget) -> None:
        self.tabs.choose(key)
        self._open_tab(key)
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _to_outline(self) -> None:
        self.go_to(OUTLINE, self.outline.list)

    def _to_search(self) -> None:
        self.finder.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.finder.box.selectAll()

    # --- what is said -------------------------------------------------------------------------------------

    def _failed(self, error: Exception) -> None:
        # The window's message bar lies behind this.
        self.strip.told(sentence(error))

    def _tell(self) -> None:
        words, warns = state_of(self._work)
        self.state.setText(words)
        set_tone(self.state, "warning" if warns else "muted")
        self.save_button.setEnabled(not self._work.busy)
        for button in (self.print_button, self.open_button, self.again_button):
            button.setEnabled(not self._work.busy)
        came_to_nothing = self._work.preview is None and not self._work.busy
        self.again_button.setVisible(came_to_nothing or (self._work.stale and not self._work.catches_up))
        if came_to_nothing:
            self._none.set_texts(self.tr("No pages"), self.tr("They were not made. Nothing else has changed."))
        else:
            self._none.set_texts(self.tr("The pages are being made"), self.tr("It takes a moment."))

    def done(self, result: int) -> None:
        self.finder.set_preview(None)
        self.pages.set_preview(None)
        super().done(result)
