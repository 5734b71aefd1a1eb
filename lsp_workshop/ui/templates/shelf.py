"""The list of templates: the program's and one's own; edit, copy, rename, bring in, share, delete."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from lsp_workshop.messages import sentence
from lsp_workshop.ui.dialogs import Dialogs
from lsp_workshop.ui.jobs import Jobs
from lsp_workshop.ui.models import Index
from lsp_workshop.ui.services import Services, TemplateRow
from lsp_workshop.ui.start.rows import ROW, Row, RowList
from lsp_workshop.ui.templates.editor import TemplateEditor
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets import Button, Card, FlowLayout, MessageBar, column, label, row


class TemplateModel(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.templates: Sequence[TemplateRow] = ()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.templates)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        template = self.templates[index.row()]
        problem = sentence(template.problem) if template.problem is not None else ""
        whose = self.tr("Your own") if template.is_own else self.tr("Comes with the program")
        said = Row(template.name, template.about, whose, "", problem)
        if role == ROW:
            return said
        if role == Qt.ItemDataRole.DisplayRole:
            return said.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return said.spoken
        return (problem or template.about or None) if role == Qt.ItemDataRole.ToolTipRole else None

    def show(self, templates: Sequence[TemplateRow]) -> None:
        self.beginResetModel()
        self.templates = list(templates)
        self.endResetModel()


class TemplatesDialog(QDialog):
    """`changed` when there are other templates than before."""

    changed = Signal()

    def __init__(
        self, theme: Theme, services: Services, jobs: Jobs, parent: QWidget | None, dialogs: Dialogs | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._services, self._jobs = theme, services, jobs
        self._dialogs = dialogs or Dialogs(self)
        self._wanted = ""
        self.setWindowTitle(self.tr("Templates"))
        self.model = TemplateModel(self)
        self.list = RowList(theme, self.model, self.tr("Templates"))
        self.messages = MessageBar(theme)
        self.edit = self._button(self.tr("&Edit…"), "pencil", self._edit)
        self.copy = self._button(self.tr("&Duplicate"), "copy", self._duplicate)
        self.rename = self._button(self.tr("&Rename…"), "tag", self._rename)
        self.bring_in = self._button(self.tr("&Bring in…"), "folder-open", self._bring_in)
        self.share = self._button(self.tr("&Share…"), "download", self._share)
        self.delete = self._button(self.tr("De&lete…"), "trash-2", self._ask_to_delete)
        self.close_button = self._button(self.tr("Close"), "", self.reject)
        self._build()
        self.list.moved.connect(self._judge)
        self.list.wanted.connect(self._edit)
        self._judge()
        self.reload()

    def _button(self, words: str, icon: str, slot: Callable[[], None]) -> Button:
        made = Button(self._theme, words, "secondary" if not icon else "quiet", icon)
        made.setAutoDefault(False)
        made.clicked.connect(slot)
        return made

    def _build(self) -> None:
        card = Card(margin=0)
        card.body.setContentsMargins(1, 8, 1, 8)
        card.body.addWidget(self.list)
        about = self.tr(
            "What a new workshop begins with: its stages, questions, checklists and health check. A workshop keeps "
            "what it was made from, whatever happens to the template later."
        )
        self.setAccessibleDescription(about)
        deeds = QWidget()
        flow = FlowLayout(deeds, 4)
        for button in (self.edit, self.copy, self.rename, self.bring_in, self.share, self.delete):
            flow.addWidget(button)
        said = label(about, "body", "muted", wrap=True)
        # Else the dialog asks for the height that the words take in no width at all.
        said.setMinimumWidth(self._theme.px(400))
        layout = column(label(self.tr("Templates"), "title"), said, self.messages, spacing=12)
        layout.addWidget(card, 1)
        layout.addWidget(deeds)
        layout.addLayout(row(None, self.close_button))
        layout.setContentsMargins(24, 24, 24, 16)
        self.setLayout(layout)
        room = self.parentWidget()
        wide, high = (room.width() - 32, room.height() - 32) if room is not None else (720, 600)
        self.resize(min(self._theme.px(720), wide), min(self._theme.px(600), high))

    # --- the list -----------------------------------------------------------------------------------------

    @property
    def current(self) -> TemplateRow | None:
        number = self.list.currentIndex().row()
        return self.model.templates[number] if 0 <= number < len(self.model.templates) else None

    def reload(self, key: str = "") -> None:
        """Read the templates again; the one with this key is the current one then, or the one that is."""
        here = self.current
        self._wanted = key or (here.key if here is not None else "")
        shelf = self._services.templates
        self._jobs.start(lambda _job: shelf.all(), done=self._loaded, failed=self._failed)

    def _loaded(self, templates: Sequence[TemplateRow]) -> None:
        self.model.show(templates)
        keys = [each.key for each in templates]
        self.list.setCurrentIndex(self.model.index(keys.index(self._wanted) if self._wanted in keys else 0))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _judge(self) -> None:
        here = self.current
        whole = here is not None and here.problem is None
        own = here is not None and here.is_own
        for button in (self.edit, self.copy, self.share):
            button.setEnabled(whole)
        self.rename.setEnabled(whole and own)
        self.delete.setEnabled(own)
        self.edit.setText(self.tr("&Edit…") if own else self.tr("&Edit a copy…"))

    def _failed(self, error: Exception) -> None:
        self.messages.refused(sentence(error))

    def _do(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self.messages.clear()
        self._jobs.start(lambda _job: work(), done=done, failed=self._failed)

    def _is_there(self, key: Any) -> None:
        """A deed is done: the list again, on the template that it made (None: on none)."""
        self.changed.emit()
        self.reload(key or "")

    # --- deeds --------------------------------------------------------------------------------------------

    def _edit(self) -> None:
        """One's own; of the program's a copy, which is one's own once it is saved."""
        here, shelf = self.current, self._services.templates
        if here is None or here.problem is not None:
            return
        key, is_own = here.key, here.is_own
        self._do(lambda: (key, shelf.read(key)) if is_own else ("", shelf.copied(key)), self._open_editor)

    def _open_editor(self, found: tuple[str, dict[str, Any]]) -> None:
        key, data = found
        editor = TemplateEditor(
            self._theme, self._services.templates, self._jobs, self._services.framework, key, data, self
        )
        editor.saved.connect(self._is_there)
        self._dialogs.show(editor)

    def _duplicate(self) -> None:
        here, shelf = self.current, self._services.templates
        if here is not None:
            self._do(partial(shelf.duplicate, here.key), self._is_there)

    def _rename(self) -> None:
        here = self.current
        if here is not None:
            self._dialogs.ask_text(
                self.tr("Rename the template"),
                self.tr("What it is called where a new workshop is made"),
                here.name,
                self.tr("Rename"),
                partial(self._renamed, here.key),
                short=True,
            )

    def _renamed(self, key: str, name: str) -> None:
        shelf = self._services.templates
        self._do(partial(shelf.rename, key, " ".join(name.split())), self._is_there)

    def _kinds(self) -> str:
        return self.tr("Templates (*.json);;All files (*)")

    def _bring_in(self) -> None:
        kinds = self._kinds()
        self._dialogs.ask_open_file(self.tr("Bring in a template"), kinds, self._services.documents, self._brought)

    def _brought(self, path: Path) -> None:
        self._do(partial(self._services.templates.bring_in, path), self._is_there)

    def _share(self) -> None:
        here = self.current
        if here is not None:
            named = self._services.documents / f"{self._services.templates.file_name(here.name)}.json"
            shared = partial(self._shared, here.key)
            self._dialogs.ask_save_file(self.tr("Share the template"), self._kinds(), named, shared)

    def _shared(self, key: str, out: Path) -> None:
        self._do(partial(self._services.templates.share, key, out), partial(self._told, out))

    def _told(self, out: Path, _done: Any) -> None:
        self.messages.news(self.tr("It is in {path}: hand it on.").format(path=out))

    def _ask_to_delete(self) -> None:
        here = self.current
        if here is not None:
            self._dialogs.confirm(
                self.tr("Delete the template"),
                self.tr("“{name}” goes for good. Workshops that were made from it keep what they have.").format(
                    name=here.name
                ),
                self.tr("Delete it"),
                partial(self._delete, here.key),
            )

    def _delete(self, key: str) -> None:
        self._do(partial(self._services.templates.delete, key), self._is_there)
