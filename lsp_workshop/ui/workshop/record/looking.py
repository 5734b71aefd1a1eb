"""The pages of the record, large, with what goes in and on which paper beside them, and what may name somebody."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from lsp_workshop.domain.record.extent import Extent
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.services import Chosen
from lsp_workshop.ui.widgets import Button
from lsp_workshop.ui.workshop.record.choices import PaperChoice, SectionChoice
from lsp_workshop.ui.workshop.record.naming import NamingCheck, NamingDialog, naming_words
from lsp_workshop.ui.workshop.record.pages_dialog import PagesDialog, Titles
from lsp_workshop.ui.workshop.record.work import RecordWork
from lsp_workshop.ui.workshop.search_index import Hit

_SECTIONS, _PAPER = "sections", "paper"


def _tr(text: str) -> str:
    return QCoreApplication.translate("LookDialog", text)


class LookDialog(PagesDialog):
    """Shows what `RecordWork` holds; what is chosen here is chosen for the files, too."""

    def __init__(self, desk: Desk, work: RecordWork, naming: NamingCheck, parent: QWidget) -> None:
        self._naming = naming
        self._hit: Hit | None = None
        self.sections = SectionChoice(desk, work.chosen.extent)
        self.paper = PaperChoice(desk, work.chosen)
        self.names_button = Button(desk.theme, "", "quiet", "triangle-alert")
        titles = Titles(_tr("The record"), _tr("Print the record"), _tr("Preview of the record"))
        beside = [(_SECTIONS, _tr("Sections"), self.sections), (_PAPER, _tr("Paper"), self.paper)]
        super().__init__(desk, work, parent, titles, beside=beside, said=[self.names_button])

    def _connect(self) -> None:
        super()._connect()
        self.actions_table.on("preview_sections", self._to_sections)
        self.actions_table.on("preview_paper", self._to_paper)
        self.sections.chosen.connect(self._sections_chosen)
        self.paper.chosen.connect(self._paper_chosen)
        self.names_button.setAutoDefault(False)
        self.names_button.clicked.connect(self._look_at_names)
        self._naming.changed.connect(self._tell)

    def _to_sections(self) -> None:
        self.go_to(_SECTIONS, self.sections.list)

    def _to_paper(self) -> None:
        self.go_to(_PAPER, self.paper.large)

    def _sections_chosen(self, extent: Extent) -> None:
        self._work.choose(replace(self._work.chosen, extent=extent))

    def _paper_chosen(self, chosen: Chosen) -> None:
        self._work.choose(replace(self._work.chosen, public=chosen.public, paper=chosen.paper))

    def _tell(self) -> None:
        super()._tell()
        found = len(self._naming.found)
        self.names_button.setVisible(bool(found))
        self.names_button.setText(naming_words(found))

    def _look_at_names(self) -> None:
        dialog = NamingDialog(self._desk, self._naming.found, self, public=self._work.chosen.public)
        dialog.wanted.connect(self._go)
        self._desk.dialogs.show(dialog)

    def _go(self, hit: Hit) -> None:
        self._hit = hit
        self.reject()

    def done(self, result: int) -> None:
        super().done(result)
        if self._hit is not None:
            # Once the dialog is away: what is gone to wants the keyboard.
            self._desk.wanted.emit(self._hit)


class LookOpening(QObject):
    """Opens the dialog, once at a time."""

    def __init__(self, desk: Desk, work: RecordWork, naming: NamingCheck, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._work, self._naming, self._window = desk, work, naming, window

    def open(self) -> None:
        self._desk.dialogs.show(LookDialog(self._desk, self._work, self._naming, self._window.window()))
