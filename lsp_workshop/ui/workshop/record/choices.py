"""What goes into the record, and how it is printed: two lists of ticks. What is ticked is told at once."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QWidget

from lsp_workshop.domain.paper import PageSize, Paper
from lsp_workshop.domain.record.extent import BY_GROUP, Extent, Part, parts_of
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.services import Chosen
from lsp_workshop.ui.widgets import Button, Choices, ScrollColumn, column, label, row

_KEY = Qt.ItemDataRole.UserRole
_TICKED, _NOT = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class SectionChoice(QWidget):
    """Every section that the record can have; Space ticks. The listing by table is off at first, the others on."""

    chosen = Signal(object)
    """The `Extent`."""

    def __init__(self, desk: Desk, extent: Extent) -> None:
        super().__init__()
        self._desk = desk
        self._left_out = extent.left_out
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Sections of the record"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        noun = desk.workshop.group_noun.lower()
        listing = Part(BY_GROUP, self.tr("All answers by {group}").format(group=noun))
        for part in (*parts_of(desk.workshop), listing):
            item = QListWidgetItem(part.title or self.tr("A stage without a title"))
            item.setData(_KEY, part.key)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            is_in = extent.by_group if part.key == BY_GROUP else part.key not in extent.left_out
            item.setCheckState(_TICKED if is_in else _NOT)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        about = label(self.tr("Sections with nothing in them never appear."), "caption", "muted", wrap=True)
        self.all_button = Button(desk.theme, self.tr("Tick all"), "quiet")
        self.none_button = Button(desk.theme, self.tr("Tick none"), "quiet")
        for button in (self.all_button, self.none_button):
            button.setAutoDefault(False)
        self.setLayout(column(self.list, row(self.all_button, self.none_button, None, spacing=4), about, spacing=4))
        self.list.itemChanged.connect(self._changed)
        self.all_button.clicked.connect(self._tick_all)
        self.none_button.clicked.connect(self._tick_none)

    def extent(self) -> Extent:
        items = [self.list.item(place) for place in range(self.list.count())]
        states = {str(item.data(_KEY)): item.checkState() is _TICKED for item in items}
        by_group = states.pop(BY_GROUP)
        # What was left out and is not there now (a stage that was removed) stays left out if it comes back.
        unknown = self._left_out.difference(states)
        return Extent(unknown | {key for key, ticked in states.items() if not ticked}, by_group)

    def _changed(self, _item: QListWidgetItem) -> None:
        self.chosen.emit(self.extent())

    def _tick_all(self) -> None:
        self._tick(_TICKED)

    def _tick_none(self) -> None:
        self._tick(_NOT)

    def _tick(self, state: Qt.CheckState) -> None:
        self.list.blockSignals(True)
        for place in range(self.list.count()):
            item = self.list.item(place)
            if state is _NOT or item.data(_KEY) != BY_GROUP:
                item.setCheckState(state)
        self.list.blockSignals(False)
        self.list.viewport().update()
        self.chosen.emit(self.extent())


class PaperChoice(QWidget):
    """For whom it is, and how it comes out of the printer."""

    chosen = Signal(object)
    """The `Chosen`, with the sections and the folder that it had."""

    def __init__(self, desk: Desk, chosen: Chosen) -> None:
        super().__init__()
        self._chosen = chosen
        self.versions = Choices([("", self.tr("For partners")), ("public", self.tr("For the public"))], wrap=True)
        self.size_of = Choices([(size.value, size.value) for size in PageSize])
        self.large = QCheckBox(self.tr("Large print"))
        self.grey = QCheckBox(self.tr("Black and white"))
        self.archival = QCheckBox(self.tr("For an archive (PDF/A)"))
        scroll = ScrollColumn(margins=(0, 0, 12, 0), spacing=12)
        caption = self.tr("For Word, too: the version, paper, large print, black and white, and the sections.")
        for part in (
            label(self.tr("Version"), "strong"), self.versions, label(self.tr("Paper"), "strong"), self.size_of,
            self.large, self.grey, self.archival, label(caption, "caption", "muted", wrap=True),
        ):  # fmt: skip
            scroll.body.addWidget(part)
        scroll.body.addStretch(1)
        self.setLayout(column(scroll))
        self.show_chosen(chosen)
        for choices in (self.versions, self.size_of):
            choices.chosen.connect(self._tell)
        for box in (self.large, self.grey, self.archival):
            box.toggled.connect(self._tell)

    def show_chosen(self, chosen: Chosen) -> None:
        """Without telling anybody."""
        self._chosen = chosen
        self.versions.choose("public" if chosen.public else "")
        self.size_of.choose(chosen.paper.size.value)
        for box, ticked in (
            (self.large, chosen.paper.large_print),
            (self.grey, chosen.paper.grey),
            (self.archival, chosen.paper.archival),
        ):
            box.blockSignals(True)
            box.setChecked(ticked)
            box.blockSignals(False)

    def _tell(self, _what: object) -> None:
        size = PageSize(self.size_of.current())
        paper = Paper(size, self.large.isChecked(), self.grey.isChecked(), self.archival.isChecked())
        self._chosen = replace(self._chosen, public=bool(self.versions.current()), paper=paper)
        self.chosen.emit(self._chosen)
