"""The records of one type as rows, and a last empty row that takes a new one. Each change is an edit on the desk."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from lsp_workshop.domain.edits import records
from lsp_workshop.domain.model import Organisation, Participant, Record, WorkshopDetails
from lsp_workshop.domain.transaction import Transaction, together
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk, Trouble
from lsp_workshop.ui.doubt import doubt_of
from lsp_workshop.ui.tables.columns import Column, TableSpec

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
_LONG = 16


@dataclass(frozen=True, slots=True)
class Draft:
    """Words that were refused, and why: they stay in the cell until they are right or taken back.

    `unsaved`: the disk refused them, so they can be tried again as they are.
    """

    words: str
    why: str
    unsaved: bool = False


class RecordModel(QAbstractTableModel):
    """Rows keep their places while people type: what was removed and comes back by undo comes back where it was."""

    def __init__(self, desk: Desk, spec: TableSpec, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.spec = spec
        self.added_id = ""
        self._ids: list[str] = []
        self._gone: dict[str, int] = {}
        self._drafts: dict[tuple[str, str], Draft] = {}
        self._why = ""
        self._unsaved = False
        self.again: Callable[[], object] = self.save_drafts
        """What tries again to save words that the disk did not take; the view knows of more of them."""
        self._open = self._takes_rows()
        self._ids = [record.id for record in spec.rows(desk.workshop)]
        desk.changed.connect(self._noticed)
        desk.troubled.connect(self._troubled)

    # --- reading ------------------------------------------------------------------------------------------

    @property
    def ids(self) -> Sequence[str]:
        return tuple(self._ids)

    def column(self, index: Index) -> Column:
        return self.spec.columns[index.column()]

    def record(self, row: int) -> Record | None:
        """None for the last empty row."""
        if not 0 <= row < len(self._ids):
            return None
        if self.spec.part is not None:
            return self.spec.part.find(self._desk.workshop, self._ids[row])
        return self._desk.workshop.find(self.spec.record, self._ids[row])

    def row_of(self, record_id: str) -> int:
        """-1 where it is not in the table."""
        return self._ids.index(record_id) if record_id in self._ids else -1

    def is_new_row(self, index: Index) -> bool:
        return index.isValid() and index.row() == len(self._ids)

    @property
    def new_row(self) -> int:
        """The row that takes a new record; -1 where nothing can be added."""
        return len(self._ids) if self._open else -1

    def draft(self, index: Index) -> Draft | None:
        return self._drafts.get(self._key(index)) if self._drafts else None

    def doubt(self, index: Index) -> str:
        """What is said in a row's first words where a repair marked its record as doubtful; else ""."""
        return doubt_of(self.record(index.row())) if self._begins(index) else ""

    def refused_words(self) -> list[str]:
        """What stands in cells and is not saved."""
        return [draft.words for draft in self._drafts.values()]

    def shown(self, index: Index) -> str:
        draft = self.draft(index)
        if draft is not None:
            return draft.words
        record = self.record(index.row())
        if record is None:
            return self.spec.add_hint if self.is_new_row(index) and self._begins(index) else ""
        column = self.column(index)
        return (column.shown or column.text)(self._desk.workshop, record)

    def typed(self, index: Index) -> str:
        """What the editor starts with."""
        draft = self.draft(index)
        if draft is not None:
            return draft.words
        record = self.record(index.row())
        return "" if record is None else self.column(index).text(self._desk.workshop, record)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._ids) + (1 if self._open else 0)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.spec.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Vertical:
            # Nobody sees it; a reader says it when it comes to another row.
            return self.shown(self.index(section, self.spec.begins)) if role == Qt.ItemDataRole.DisplayRole else None
        column = self.spec.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.help or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.shown(index)
        if role == Qt.ItemDataRole.EditRole:
            return self.typed(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index)
        if role in (Qt.ItemDataRole.AccessibleDescriptionRole, Qt.ItemDataRole.ToolTipRole):
            draft = self.draft(index)
            if draft is not None:
                return draft.why
            # What may be cut short is said in full.
            words = self.shown(index) if role == Qt.ItemDataRole.ToolTipRole else ""
            doubt = self.doubt(index) if role == Qt.ItemDataRole.ToolTipRole else ""
            told = [html.escape(each) for each in (doubt, words if len(words) >= _LONG else "") if each]
            return "<br>".join(told) or None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid() or not self._desk.can_write:
            return flags
        takes = self._begins(index) if self.is_new_row(index) else self.column(index).put is not None
        return flags | Qt.ItemFlag.ItemIsEditable if takes else flags

    def _begins(self, index: Index) -> bool:
        return index.column() == self.spec.begins

    def _spoken(self, index: Index) -> str:
        title = self.column(index).title
        if self.is_new_row(index):
            return self.spec.add_hint if self._begins(index) else title
        whose = self.shown(self.index(index.row(), self.spec.begins))
        value = self.shown(index) or self.tr("empty")
        if not self._begins(index):
            return f"{title}: {value}, {whose}"
        doubt = self.doubt(index)
        return f"{title}: {value}. {doubt}" if doubt else f"{title}: {value}"

    # --- changing -----------------------------------------------------------------------------------------

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """False where a rule or the disk said no: the words stay in the cell as a draft then."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        words = str(value)
        key = self._key(index)
        self._why, self._unsaved = "", False
        if self._do(index, words) is not None:
            self._drafts.pop(key, None)
            self.dataChanged.emit(index, index)
            return True
        # Nothing typed is nothing to keep.
        if words.strip():
            self._drafts[key] = Draft(words, self._why, self._unsaved)
        self.dataChanged.emit(index, index)
        return False

    def _do(self, index: Index, words: str) -> Transaction | None:
        record = self.record(index.row())
        # An emptied cell keeps no words to be read again.
        again = self.again if words.strip() else None
        if record is not None:
            put = self.column(index).put
            done = self._desk.do(put(record.id, words), again=again) if put is not None else None
            self._tell_new(done)
            return done
        if self.spec.add is None:
            return None
        transaction = self._desk.do(self.spec.add(words), again=again)
        if transaction is not None:
            part = self.spec.part
            self.added_id = part.added(transaction) if part is not None else transaction.new(self.spec.record).id
        return transaction

    def _tell_new(self, done: Transaction | None) -> None:
        """A name that nobody knew makes an organisation: a slip of the keys is seen while it can be taken back."""
        if done is None or self.spec.record in (Organisation, Participant):
            return
        names = [
            change.after.name
            for change in done.changes
            if change.before is None and isinstance(change.after, Organisation)
        ]
        if names:
            words = self.tr("New organisation, of no sector yet: {names}. Ctrl+Z takes it back.")
            self._desk.say(words.format(names=", ".join(names)))

    def save_drafts(self) -> None:
        """Try again what the disk did not take."""
        for (record_id, key), draft in list(self._drafts.items()):
            row = self.row_of(record_id) if record_id else self.new_row
            columns = [place for place, column in enumerate(self.spec.columns) if column.key == key]
            if draft.unsaved and row >= 0 and columns:
                self.setData(self.index(row, columns[0]), draft.words)

    def forget_draft(self, index: Index) -> None:
        if self._drafts.pop(self._key(index), None) is not None:
            self.dataChanged.emit(index, index)

    def remove(self, rows: Sequence[int]) -> Transaction | None:
        """The records of these rows as one deed; None where one is still needed elsewhere, or nothing was chosen."""
        ids = [self._ids[row] for row in rows if 0 <= row < len(self._ids)]
        if not ids:
            return None
        if self.spec.part is not None:
            remove = self.spec.part.remove
            return self._desk.do(remove(ids)) if remove is not None else None
        words = f"remove {self.spec.noun}" if len(ids) == 1 else f"remove {len(ids)} {self.spec.nouns}"
        return self._desk.do(together(words, [records.remove(self.spec.record, each) for each in ids]))

    def move(self, row: int, by: int) -> bool:
        if self.spec.move is None or not self._desk.can_write or not 0 <= row < len(self._ids):
            return False
        return self._desk.do(self.spec.move(self._ids[row], by)) is not None

    def _key(self, index: Index) -> tuple[str, str]:
        row = index.row()
        return (self._ids[row] if row < len(self._ids) else "", self.column(index).key)

    def _troubled(self, trouble: Trouble) -> None:
        self._why, self._unsaved = trouble.sentence, trouble.kind == "not_saved"

    # --- news ---------------------------------------------------------------------------------------------

    def _noticed(self, notice: Notice) -> None:
        kinds = {change.kind for change in notice.transaction.changes}
        if WorkshopDetails in kinds:
            self._open_or_close()
        # Rows that are no records of their own may be made of the other types too.
        if self.spec.record in kinds or (self.spec.part is not None and kinds & set(self.spec.also)):
            self._follow()
        if self.spec.record in kinds or kinds & set(self.spec.also) or WorkshopDetails in kinds:
            self._repaint()

    def _follow(self) -> None:
        """Bring the rows to what the workshop holds, one at a time, so that views keep their place."""
        wanted = [record.id for record in self.spec.rows(self._desk.workshop)]
        there = set(wanted)
        for row in range(len(self._ids) - 1, -1, -1):
            if self._ids[row] not in there:
                self.beginRemoveRows(NO_PARENT, row, row)
                self._gone[self._ids[row]] = row
                for key in [key for key in self._drafts if key[0] == self._ids[row]]:
                    del self._drafts[key]
                del self._ids[row]
                self.endRemoveRows()
        known = set(self._ids)
        for place, record_id in enumerate(wanted):
            if record_id not in known:
                row = place if self.spec.ordered else min(self._gone.pop(record_id, len(self._ids)), len(self._ids))
                self.beginInsertRows(NO_PARENT, row, row)
                self._ids.insert(row, record_id)
                self.endInsertRows()
        if self.spec.ordered and self._ids != wanted:
            self._reorder(wanted)

    def _reorder(self, wanted: list[str]) -> None:
        for row, record_id in enumerate(wanted):
            at = self._ids.index(record_id)
            if at != row:
                self.beginMoveRows(NO_PARENT, at, at, NO_PARENT, row)
                self._ids.insert(row, self._ids.pop(at))
                self.endMoveRows()

    def _takes_rows(self) -> bool:
        return self.spec.add is not None and self._desk.can_write

    def _open_or_close(self) -> None:
        last = len(self._ids)
        if self._takes_rows() and not self._open:
            self.beginInsertRows(NO_PARENT, last, last)
            self._open = True
            self.endInsertRows()
        elif self._open and not self._takes_rows():
            self.beginRemoveRows(NO_PARENT, last, last)
            self._open = False
            self.endRemoveRows()

    def _repaint(self) -> None:
        if self._ids:
            last = self.index(len(self._ids) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
