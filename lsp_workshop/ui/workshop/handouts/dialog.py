"""Choosing handouts: a list to tick and the paper; then they are looked at, printed, or saved, as the day is now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QListWidget, QListWidgetItem, QWidget

from lsp_workshop.documents import DOCUMENTS, DocumentKind
from lsp_workshop.domain.paper import PageSize, Paper
from lsp_workshop.messages import sentence
from lsp_workshop.ui.actions import HANDOUTS_TABLE, Actions
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import Button, Choices, FlowLayout, column, fit_room, label, row
from lsp_workshop.ui.workshop.handouts.work import HandoutsWork
from lsp_workshop.ui.workshop.record.pages_dialog import PagesDialog, Titles
from lsp_workshop.ui.workshop.record.printing import Printing
from lsp_workshop.ui.workshop.record.strip import JobStrip

_AFTER = ("summary", "organisations")
"""What is wanted once the day is closed; until then it is what the room works with."""
_ON_DEMAND = ("ballot-papers", "tally-sheets", "health-check")
"""What a day needs only where it votes on paper."""
_WALL = ("posters", "parking-lot")
"""What is on paper twice as large."""
_KIND = Qt.ItemDataRole.UserRole


class HandoutsDialog(QDialog):
    """Space ticks a handout, Enter saves those that are ticked. What is being made stops when this is closed."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._window = desk, parent
        self._kinds = [kind for kind in DOCUMENTS if kind.is_handout]
        theme = desk.theme
        self.setWindowTitle(self.tr("Handouts"))
        self.work = HandoutsWork(desk, self)
        self._titles = Titles(
            self.tr("The handouts"), self.tr("Print the handouts"), self.tr("Preview of the handouts")
        )  # fmt: skip
        self.printing = Printing(desk, self.work, self, self._titles.printing)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Handouts to look at, print or save"))
        self.list.setProperty("kind", "ticks")
        # Else rows that were measured before they had their looks lie over one another.
        self.list.setUniformItemSizes(True)
        self._fill()
        self.size_of = Choices([(size.value, size.value) for size in PageSize])
        self.large = QCheckBox(self.tr("Large print"))
        self.grey = QCheckBox(self.tr("Black and white"))
        self.about = label("", "caption", "muted", wrap=True)
        self.strip = JobStrip(theme)
        self.save_button = Button(theme, self.tr("Save PDF…"), "primary", "file-down")
        self.save_button.setDefault(True)
        self.look_button = Button(theme, self.tr("Look closely…"), "secondary", "search")
        self.print_button = Button(theme, self.tr("Print…"), "secondary", "printer")
        self.done_button = Button(theme, self.tr("Done"), "quiet")
        for button in (self.look_button, self.print_button, self.done_button):
            button.setAutoDefault(False)
        self._lay_out()
        self._connect()
        self._tell()
        self.list.setFocus()

    def _connect(self) -> None:
        actions = Actions(self, self._desk.theme, HANDOUTS_TABLE)
        for action_id, slot, button in (
            ("handouts_look", self.look, self.look_button),
            ("handouts_print", self.print, self.print_button),
            ("handouts_save", self.save, self.save_button),
        ):
            button.setToolTip(actions.on(action_id, slot).toolTip())
            button.clicked.connect(slot)
        self.list.itemChanged.connect(self._tell)
        self.strip.cancelled.connect(self.work.cancel)
        self.strip.follow(self.work)
        self.work.failed.connect(self._failed)
        self.work.changed.connect(self._tell)
        self.done_button.clicked.connect(self.reject)

    def _fill(self) -> None:
        closed = self._desk.workshop.is_closed
        for kind in self._kinds:
            item = QListWidgetItem(self.tr(kind.title))
            item.setData(_KIND, kind.kind)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            wanted = kind.kind in _AFTER if closed else kind.kind not in _AFTER + _ON_DEMAND
            item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _lay_out(self) -> None:
        options = row(self.size_of, self.large, self.grey, None, spacing=16)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in (self.save_button, self.print_button, self.look_button, self.done_button):
            flow.addWidget(button)
        title = label(self.tr("Handouts"), "title")
        layout = column(title, self.list, self.about, options, self.strip, buttons, spacing=12)
        layout.setContentsMargins(24, 24, 24, 16)
        self.setLayout(layout)
        px = self._desk.theme.px
        fit_room(self, layout, QSize(px(560), px(660)), self._window.size() - QSize(32, 32))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Rows that were measured before the list had its looks are lower, and would grow when one is ticked.
        self.list.doItemsLayout()

    def chosen(self) -> Sequence[DocumentKind]:
        """The kinds that are ticked, in the order of the list."""
        rows = [self.list.item(place) for place in range(self.list.count())]
        ticked = {str(item.data(_KIND)) for item in rows if item.checkState() is Qt.CheckState.Checked}
        return [kind for kind in self._kinds if kind.kind in ticked]

    @property
    def paper(self) -> Paper:
        return Paper(PageSize(self.size_of.current()), self.large.isChecked(), self.grey.isChecked())

    # --- looking, printing, saving ------------------------------------------------------------------------

    def look(self) -> None:
        if self._takes():
            self._desk.dialogs.show(PagesDialog(self._desk, self.work, self, self._titles, room=self._window))

    def print(self) -> None:
        if self._takes():
            self.printing.begin()

    def save(self) -> None:
        if self._takes():
            self.work.save_shown()

    def _takes(self) -> bool:
        """Hands over what is ticked, where anything is and nothing runs."""
        if self.work.busy or not self.chosen():
            return False
        self.work.take(self.chosen(), self.paper)
        return True

    def _failed(self, error: Exception) -> None:
        # The window's message bar lies behind this.
        self.strip.told(sentence(error))

    def done(self, result: int) -> None:
        """Closed, with nothing left running for a window that is gone."""
        self.work.close()
        super().done(result)

    def _tell(self) -> None:
        kinds = self.chosen()
        for button in (self.save_button, self.print_button, self.look_button):
            button.setEnabled(bool(kinds) and not self.work.busy)
        words = [self.tr("Each shows the workshop as it is now; files of the same name are replaced.")]
        if not kinds:
            words = [self.tr("Nothing is ticked. Space ticks what you want.")]
        if any(kind.names_everybody for kind in kinds):
            words = [
                self.tr(
                    "Sign-in sheet, badges and table cards bear everybody’s name, for use on the day: do not publish "
                    "them."
                )
            ]
        if {kind.kind in _WALL for kind in kinds} == {True, False}:
            words.append(self.tr("Posters are for larger paper: print them by themselves, or they come out small."))
        self.about.setText(" ".join(words))
