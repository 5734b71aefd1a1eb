"""How a preview stands, and what was chosen for it, in a line."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lsp_workshop.domain.paper import PageSize
from lsp_workshop.domain.record.extent import parts_of
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.services import Chosen
from lsp_workshop.ui.workshop.record.preview_work import PreviewWork


def _tr(text: str) -> str:
    return QCoreApplication.translate("RecordState", text)


def state_of(work: PreviewWork) -> tuple[str, bool]:
    """The words, and whether they are a warning."""
    if work.preview is None:
        return "", False
    if work.stale and work.catches_up:
        return _tr("The workshop has changed: the pages follow in a moment."), False
    if work.stale:
        return _tr("Out of date: the workshop has changed since. Make it again."), True
    if not work.follows:
        return _tr("The pages follow what was chosen in a moment."), False
    return _tr("{count} pages, as they are printed").format(count=work.preview.page_count), False


def choice_words(workshop: Workshop, chosen: Chosen) -> str:
    """What of the choices is not as usual: "Letter, large print, 2 sections left out"; "" where all is."""
    left_out = sum(part.key in chosen.extent.left_out for part in parts_of(workshop))
    words = [
        chosen.paper.size.value if chosen.paper.size is not PageSize.A4 else "",
        _tr("large print") if chosen.paper.large_print else "",
        _tr("black and white") if chosen.paper.grey else "",
        _tr("PDF/A") if chosen.paper.archival else "",
        _tr("all answers by {group}").format(group=workshop.group_noun.lower()) if chosen.extent.by_group else "",
        _tr("1 section left out") if left_out == 1 else "",
        _tr("{count} sections left out").format(count=left_out) if left_out > 1 else "",
    ]
    return ", ".join(each for each in words if each)
