"""The answers to one question as rows for a list, patched as they change; `answer_sections` says which there are.

Reads the workshop; changes nothing. What is marked and unfolded is kept here, by id, because rows come and go.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import attrgetter

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from lsp_workshop.domain.change import Change
from lsp_workshop.domain.model import Answer, AnswerStatus, Theme
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.models import Index
from lsp_workshop.ui.workshop.stage.answer_changes import alike_from, is_renamed, kept, others, theme_of
from lsp_workshop.ui.workshop.stage.answer_rows import Row, spoken
from lsp_workshop.ui.workshop.stage.answer_sections import AnswerSections
from lsp_workshop.ui.workshop.stage.sections_after import Before

ROW = Qt.ItemDataRole.UserRole + 1
COUNT = Qt.ItemDataRole.UserRole + 2
"""Given with `dataChanged` when nothing but a heading's count is new: repaint, don't lay out."""

_ONE_BY_ONE = 8
"""Rows that are moved or measured each by itself; with more it is quicker to look at all of them."""

_KEY = attrgetter("key")


class AnswersModel(QAbstractListModel):
    """`show` sets the question; `refresh` after each transaction patches the rows that are others now."""

    def __init__(self, workshop: Workshop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workshop = workshop
        self._rows: list[Row] = []
        self._places: dict[str, int] = {}
        self.sections = AnswerSections(workshop)
        """Which rows there are to be."""
        self.counts = self.sections.counted()
        self.marks: dict[str, None] = {}

    # --- how they are shown -------------------------------------------------------------------------------

    @property
    def by_theme(self) -> bool:
        return self.sections.by_theme

    @property
    def columns(self) -> bool:
        """One a table, side by side; not by theme."""
        return self.sections.columns

    @property
    def by_when(self) -> bool:
        """Under the dates on which they bite."""
        return self.sections.by_when

    @property
    def with_aside(self) -> bool:
        return self.sections.with_aside

    @with_aside.setter
    def with_aside(self, shown: bool) -> None:
        """To be followed by `refresh`."""
        self.sections.with_aside = shown

    @property
    def unfolded(self) -> set[str]:
        """Answers whose originals are shown, and parked themes that are looked into."""
        return self.sections.unfolded

    # --- what Qt asks -------------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.answer.text if row.answer else row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row, unfolded=row.key in self.unfolded)
        if role == Qt.ItemDataRole.CheckStateRole and row.answer is not None:
            return Qt.CheckState.Checked if row.answer.id in self.marks else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        kind = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        row = self.row(index)
        if row is not None and row.answer is not None:
            kind |= Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled
        return kind

    # --- rows ---------------------------------------------------------------------------------------------

    def row(self, index: Index) -> Row | None:
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def row_at(self, place: int) -> Row:
        return self._rows[place]

    def rows(self, first: int, end: int) -> Sequence[Row]:
        """From `first` up to `end`, without that one."""
        return self._rows[first:end]

    def column_starts(self) -> list[int]:
        """The rows with which columns begin. In the middle of a change some may be away."""
        return sorted(self._places[key] for key in self.sections.heads if key in self._places)

    def index_of(self, key: str) -> QModelIndex:
        """The row of an answer (by its id) or heading; invalid where it is not shown."""
        place = self._places.get(key)
        return QModelIndex() if place is None else self.index(place)

    def answers(self) -> list[Answer]:
        """The answers that are shown, in their order."""
        return [row.answer for row in self._rows if row.answer is not None]

    def headings(self) -> list[Row]:
        return [row for row in self._rows if row.answer is None]

    def with_originals(self) -> list[str]:
        return [row.key for row in self._rows if row.has_originals]

    def neighbour(self, place: int, without: Collection[str]) -> str:
        """The nearest row that is not one of these, under the same heading if there is one, the later ones first."""
        later = next((row for row in self._rows[max(place, 0) :] if row.key not in without), None)
        if later is not None and later.answer is not None:
            return later.key
        earlier = next((row for row in reversed(self._rows[: max(place, 0)]) if row.key not in without), None)
        found = earlier if earlier is not None and earlier.answer is not None else later or earlier
        return found.key if found is not None else ""

    def show(self, question_id: str) -> None:
        self.sections.question_id = question_id
        self.marks.clear()
        self.unfolded.clear()
        self.counts = self.sections.counted()
        self.beginResetModel()
        self._set(self.sections.rows())
        self.endResetModel()

    def order(self, *, by_theme: bool, columns: bool = False, by_when: bool = False) -> None:
        """Under themes, or under tables, or in a column for each table, or under the dates on which they bite."""
        self.sections.by_theme, self.sections.columns = by_theme, columns and not by_theme
        self.sections.by_when = by_when and not by_theme and not columns
        self.beginResetModel()
        self._set(self.sections.rows())
        self.endResetModel()

    def refresh(self, changes: Sequence[Change] = ()) -> None:
        """Put the rows right with as few steps as it takes.

        `changes` are what happened since, where nothing but these did; one answer that came or was changed is then
        one row, however many there are.
        """
        if any(change.kind is Theme for change in changes):
            self.sections.look_up()
        here = [change for change in changes if self._is_of_here(change)]
        counts = self.counts.copy()
        turns = len(here) < len(changes) and self._turns_themes(changes)
        if changes and not turns and self._patch(here):
            return
        # What a patch that was given up had counted by then is counted again.
        self.counts = counts.after(here, self.sections.question_id) if changes else self.sections.counted()
        old, new = self._rows, self._new_rows(changes, here)
        start = alike_from(old, new)
        end = min(alike_from(old[::-1], new[::-1]), len(old) - start, len(new) - start)
        nowhere = QModelIndex()
        if start < len(old) - end:
            self.beginRemoveRows(nowhere, start, len(old) - end - 1)
            self._set(old[:start] + old[len(old) - end :])
            self.endRemoveRows()
        if start < len(new) - end:
            self.beginInsertRows(nowhere, start, len(new) - end - 1)
            self._set(old[:start] + new[start : len(new) - end] + old[len(old) - end :])
            self.endInsertRows()
        # By now these are rows of the same keys.
        before, self._rows = self._rows, new
        self._tell_changed(before)
        for gone in [answer_id for answer_id in self.marks if answer_id not in self._places]:
            del self.marks[gone]

    def _new_rows(self, changes: Sequence[Change], here: Sequence[Change]) -> list[Row]:
        """As they are to be; as far as can be, those that there are."""
        before = self._as_before(changes)
        known = before and self.sections.rows_after(here, before)
        return self.sections.rows(before) if known is None else known

    def _tell_changed(self, before: Sequence[Row]) -> None:
        """The rows that stand where others stood, and say something else."""
        changed: list[int] = []
        for place in others(before, self._rows):
            was, now = before[place], self._rows[place]
            if was.answer is now.answer and was == now:
                continue
            if now.answer is None and was.title == now.title:
                self.dataChanged.emit(self.index(place), self.index(place), [COUNT])
            else:
                changed.append(place)
        self._tell_rows(changed)

    def _tell_rows(self, places: Sequence[int], role: int = ROW) -> None:
        """Rows that say something else now, in rising order: of many, all from the first to the last."""
        few = len(places) <= _ONE_BY_ONE
        for first, last in [(each, each) for each in places] if few else [(places[0], places[-1])]:
            self.dataChanged.emit(self.index(first), self.index(last), [role])

    # --- one answer at a time -----------------------------------------------------------------------------

    def _is_of_here(self, change: Change) -> bool:
        record = change.record
        if isinstance(record, Answer):
            return record.question_id == self.sections.question_id
        # Not by theme, a theme that comes, goes or is parked is in no row but those of the answers that change too.
        return self.by_theme or not isinstance(record, Theme) or is_renamed(change)

    def _turns_themes(self, changes: Sequence[Change]) -> bool:
        """By theme: whether an answer to another question can have left a theme without any, or be its first."""
        return self.by_theme and any(
            theme_of(change.before) != theme_of(change.after) for change in changes if not self._is_of_here(change)
        )

    def _patch(self, changes: Sequence[Change]) -> bool:
        """False where rows have to be sorted anew; what was done by then is right."""
        if len(changes) == 1 and self._goes_aside(changes[0]):
            gone = changes[0].before
            assert isinstance(gone, Answer)
            done = self._take_out(gone)
            self.counts.aside += done
            return done
        pairs: list[tuple[Answer | None, Answer | None]] = []
        for change in changes:
            before, after = kept(change.before), kept(change.after)
            if (before is None) is not (change.before is None) or (after is None) is not (change.after is None):
                return False
            pairs.append((before, after))
        if all(before and after for before, after in pairs):
            return self._move_all([(before, after) for before, after in pairs if before and after])
        if len(pairs) != 1:
            return False
        before, after = pairs[0]
        if before is None and after is not None:
            return self._append(after)
        return after is None and before is not None and self._take_out(before)

    def _goes_aside(self, change: Change) -> bool:
        after = change.after
        aside = isinstance(after, Answer) and after.status is AnswerStatus.SET_ASIDE
        return aside and not self.with_aside and kept(change.before) is not None

    def _move_all(self, pairs: Sequence[tuple[Answer, Answer]]) -> bool:
        """Answers that are others now, some of them under another heading, where each stands in the order it came."""
        moved = [(before, after) for before, after in pairs if not self.sections.is_same_section(before, after)]
        if len(moved) > _ONE_BY_ONE or any(after.id not in self._places for _, after in pairs):
            return False
        ranks: dict[str, int] = {}
        if moved:
            ranks = self._workshop.ranks_of_answers(self.sections.question_id)
        for before, after in moved:
            if not self._move(before, after, ranks):
                return False
        gone = {after.id for _, after in moved}
        return self._replace([after for _, after in pairs if after.id not in gone])

    def _move(self, before: Answer, after: Answer, ranks: Mapping[str, int]) -> bool:
        source, target = (
            self._places.get(self.sections.section_of(before)),
            self._places.get(self.sections.section_of(after)),
        )
        if source is None or target is None or self._rows[source].count == 1 or self._rows[target].folded:
            return False
        place = self._places[after.id]
        merged = self._rows[place].merged
        self._remove_row(place, source)
        target = self._places[self.sections.section_of(after)]
        start, count = target + 1, self._rows[target].count
        place = bisect_left(
            self._rows,
            ranks[after.id],
            start,
            start + count,
            key=lambda row: ranks[row.answer.id] if row.answer else -1,
        )
        self.beginInsertRows(QModelIndex(), place, place)
        self._rows.insert(
            place, self.sections.row_of(after, self.sections.section_of(after), merged, first=place == start)
        )
        self._number(place)
        self.endInsertRows()
        if place == start and count:
            self._set_first(place + 1, first=False)
        self._recount(target, 1)
        self.counts.move(before.group_id, after.group_id)
        return True

    def _replace(self, answers: Sequence[Answer]) -> bool:
        if any(answer.id not in self._places for answer in answers):
            return False
        for answer, row in zip(answers, self.sections.rows_of(answers, self._merged_in(answers)), strict=True):
            place = self._places[answer.id]
            was = self._rows[place]
            assert was.answer is not None
            self.counts.move(was.answer.group_id, answer.group_id)
            row.first_of_section = was.first_of_section
            self._rows[place] = row
        self._tell_rows(sorted(self._places[answer.id] for answer in answers))
        return True

    def _merged_in(self, answers: Iterable[Answer]) -> dict[str, tuple[Answer, ...]]:
        """What is merged in answers that are shown, where there is any."""
        rows = [self._rows[self._places[answer.id]] for answer in answers]
        return {row.key: row.merged for row in rows if row.merged}

    def _append(self, answer: Answer) -> bool:
        section = self.sections.section_of(answer)
        heading = self._places.get(section)
        if heading is None or answer.id in self._places or self._rows[heading].folded:
            return False
        place = heading + 1 + self._rows[heading].count
        self.beginInsertRows(QModelIndex(), place, place)
        self._rows.insert(place, self.sections.row_of(answer, section, first=not self._rows[heading].count))
        self._number(place)
        self.endInsertRows()
        self.counts.add(answer.group_id, 1)
        self._recount(heading, 1)
        return True

    def _take_out(self, answer: Answer) -> bool:
        heading, place = self._places.get(self.sections.section_of(answer)), self._places.get(answer.id)
        if heading is None or place is None or self._rows[heading].count == 1 or self._rows[place].merged:
            return False
        self.marks.pop(answer.id, None)
        self._remove_row(place, heading)
        self.counts.add(answer.group_id, -1)
        return True

    def _remove_row(self, place: int, heading: int) -> None:
        """Of an answer that is not the only one under the heading."""
        self.beginRemoveRows(QModelIndex(), place, place)
        del self._places[self._rows.pop(place).key]
        self._number(place)
        self.endRemoveRows()
        if place == heading + 1:
            self._set_first(place, first=True)
        self._recount(heading, -1)

    def _set_first(self, place: int, *, first: bool) -> None:
        self._rows[place] = dataclasses.replace(self._rows[place], first_of_section=first)
        self.dataChanged.emit(self.index(place), self.index(place), [COUNT])

    def _recount(self, heading: int, by: int) -> None:
        row = self._rows[heading]
        self._rows[heading] = dataclasses.replace(row, count=row.count + by)
        self.dataChanged.emit(self.index(heading), self.index(heading), [COUNT])
        if row.above:
            self._recount(self._places[row.above], by)

    def _number(self, start: int) -> None:
        for place in range(start, len(self._rows)):
            self._places[self._rows[place].key] = place

    # --- marks --------------------------------------------------------------------------------------------

    def toggle_mark(self, answer_id: str) -> None:
        if answer_id in self.marks:
            del self.marks[answer_id]
        else:
            self.marks[answer_id] = None
        self._repaint([answer_id])

    def clear_marks(self) -> None:
        ids = list(self.marks)
        self.marks.clear()
        self._repaint(ids)

    def toggle_unfolded(self, key: str) -> None:
        """An answer's originals, or what is under a parked theme."""
        self.sections.unfolded ^= {key}
        row = self.row(self.index_of(key))
        if row is not None and row.answer is None:
            self.refresh()
        else:
            self._repaint([key], ROW)

    def unfold(self, ids: Collection[str], *, unfolded: bool) -> None:
        """Show the originals of these answers, or no longer."""
        self.sections.unfolded = self.unfolded | set(ids) if unfolded else self.unfolded - set(ids)
        self._repaint(ids, ROW)

    def reveal(self, answer: Answer) -> None:
        """Look into the parked theme that the answer is under."""
        row = self.row(self.index_of(self.sections.section_of(answer)))
        if row is not None and row.folded:
            self.toggle_unfolded(row.key)

    def _repaint(self, ids: Iterable[str], role: int = COUNT) -> None:
        self._tell_rows(sorted(self._places[each] for each in ids if each in self._places), role)

    def _set(self, rows: list[Row]) -> None:
        self._rows = rows
        self._places = dict(zip(map(_KEY, rows), range(len(rows)), strict=True))

    # --- what the rows say --------------------------------------------------------------------------------

    def _as_before(self, changes: Sequence[Change]) -> Before | None:
        """The rows that may be taken as they are, if their answers are the same: nothing else in them is another."""
        kinds = {change.kind for change in changes}
        if not kinds or not kinds <= {Answer, Theme}:
            return None
        if (self.with_aside or not self.by_theme) and any(is_renamed(change) for change in changes):
            return None
        return self._places, self._rows
