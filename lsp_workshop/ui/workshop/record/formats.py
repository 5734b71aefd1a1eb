"""Every document besides the record as PDF and the handouts (`workshop/handouts`), as a menu: what there is stands in
`documents.DOCUMENTS`.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from lsp_workshop.documents import DOCUMENTS, DocumentKind, document_kind
from lsp_workshop.ui.widgets import Menu

_ELSEWHERE = {(".pdf", "record"), (".pdf", "record-public"), (".json", "everything")}
"""Those that have a key of their own."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Formats", text)


_PROGRAMS = {".docx": "Word", ".xlsx": "Excel"}
"""What people call the format, where that is not its ending."""


def kind_words(kind: DocumentKind) -> str:
    """ "Workshop record, Word (.docx)", "Answers (.csv)"."""
    words = [_tr(kind.title), *([_PROGRAMS[kind.suffix]] if kind.suffix in _PROGRAMS else [])]
    return f"{', '.join(words)} ({kind.suffix})"


def offered(*, public: bool) -> Sequence[DocumentKind]:
    """What can be saved of this version: of a document that has two, the one that was chosen."""
    there = {(each.suffix, each.kind) for each in DOCUMENTS}
    return [
        each
        for each in DOCUMENTS
        if (each.suffix, each.kind) not in _ELSEWHERE
        and not each.is_handout
        and (each.public == public or not _has_two(each, there))
    ]


def _has_two(kind: DocumentKind, there: set[tuple[str, str]]) -> bool:
    if kind.public and (kind.suffix, kind.kind.removesuffix("-public")) in there:
        return kind.kind.endswith("-public")
    return (kind.suffix, f"{kind.kind}-public") in there


def formats_menu(parent: QWidget, *, public: bool) -> QMenu:
    """The menu, whose actions `kind_of` tells apart."""
    menu = Menu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for kind in offered(public=public):
        menu.addAction(kind_words(kind)).setData(f"{kind.suffix}/{kind.kind}")
    return menu


def kind_of(action: QAction) -> DocumentKind | None:
    """What an action of the menu stands for; None for one that does something of its own."""
    if not action.data():
        return None
    suffix, kind = str(action.data()).split("/")
    return document_kind(suffix, kind)
