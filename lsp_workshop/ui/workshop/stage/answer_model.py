"""The answers to one question as rows for a list: headings (tables or themes) and the answers under them.

Reads the workshop; changes nothing. What is marked and unfolded is kept here, by id, because rows come and go.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from lsp_workshop.domain.model import Answer, AnswerStatus, Group, Participant, Question, Record, Theme
from lsp_workshop.domain.transaction import Change
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.doubt import doubt_of
from lsp_workshop.ui.models import Index

ROW = Qt.ItemDataRole.UserRole + 1
COUNT = Qt.ItemDataRole.UserRole + 2
"""Given with `dataChanged` when nothing but a heading's count is new: repaint, don't lay out."""

ASIDE = "aside"
"""The key of the section of what was set aside."""

FLAG_WORDS = (
    ("headline", "Headline", "star"),
    ("minority_view", "Minority view", "users"),
    ("strong_feeling", "Strong feeling", "flame"),
    ("to_check", "To check", "circle-question-mark"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A heading (`answer` is None; `theme_id` where it is a theme's) or an answer.

    `source` says who gave it, `theme` where it was put; one of them is the heading already and empty here.
    """

    key: str
    title: str
    count: int = 0
    answer: Answer | None = None
    theme_id: str | None = None
    source: str = ""
    theme: str = ""
    merged: tuple[Answer, ...] = ()
    first_of_section: bool = False

    @property
    def has_tags(self) -> bool:
        """Whether anything stands below the answer in small letters, as far as that costs no look at the text."""
        answer = self.answer
        if answer is None:
            return False
        flagged = answer.headline or answer.minority_view or answer.strong_feeling or answer.to_check
        aside = answer.status is AnswerStatus.SET_ASIDE
        return bool(self.source or self.theme or flagged or self.merged or aside or answer.first_text is not None)


@dataclass(slots=True)
class Counts:
    """How many answers are kept, by group (None: nobody's), and how many are set aside."""

    by_group: Counter[str | None]
    aside: int

    @property
    def kept(self) -> int:
        return self.by_group.total()

    def add(self, group_id: str | None, number: int) -> None:
        self.by_group[group_id] += number
        if not self.by_group[group_id]:
            del self.by_group[group_id]

    def move(self, before: str | None, after: str | None) -> None:
        if before != after:
            self.add(before, -1)
            self.add(after, 1)


class AnswersModel(QAbstractListModel):
    """`show` sets the question; `refresh` after each transaction patches the rows that are others now."""

    def __init__(self, workshop: Workshop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workshop = workshop
        self._rows: list[Row] = []
        self._places: dict[str, int] = {}
        self._question_id = ""
        self.counts = Counts(Counter(), 0)
        self.by_theme = False
        self.with_aside = False
        self.marks: dict[str, None] = {}
        self.unfolded: set[str] = set()

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
            return self._spoken(row)
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

    def index_of(self, key: str) -> QModelIndex:
        """The row of an answer (by its id) or heading; invalid where it is not shown."""
        place = self._places.get(key)
        return QModelIndex() if place is None else self.index(place)

    def answers(self) -> list[Answer]:
        """The answers that are shown, in their order."""
        return [row.answer for row in self._rows if row.answer is not None]

    def show(self, question_id: str) -> None:
        self._question_id = question_id
        self.marks.clear()
        self.unfolded.clear()
        self.counts = self._counted()
        self.beginResetModel()
        self._set(self._wanted())
        self.endResetModel()

    def order(self, *, by_theme: bool) -> None:
        """Under themes, or under tables."""
        self.by_theme = by_theme
        self.beginResetModel()
        self._set(self._wanted())
        self.endResetModel()

    def refresh(self, changes: Sequence[Change] = ()) -> None:
        """Put the rows right with as few steps as it takes.

        `changes` are what happened since, where nothing but these did; one answer that came or was changed is then
        one row, however many there are.
        """
        if changes and self._patch([change for change in changes if self._is_of_here(change)]):
            return
        self.counts = self._counted()
        old, new = self._rows, self._wanted()
        kept = {row.answer.id for row in new if row.answer is not None}
        for gone in [answer_id for answer_id in self.marks if answer_id not in kept]:
            del self.marks[gone]
        start = 0
        while start < min(len(old), len(new)) and old[start].key == new[start].key:
            start += 1
        end = 0
        while end < min(len(old), len(new)) - start and old[-1 - end].key == new[-1 - end].key:
            end += 1
        nowhere = QModelIndex()
        if start < len(old) - end:
            self.beginRemoveRows(nowhere, start, len(old) - end - 1)
            self._set(old[:start] + old[len(old) - end :])
            self.endRemoveRows()
        if start < len(new) - end:
            self.beginInsertRows(nowhere, start, len(new) - end - 1)
            self._set(old[:start] + new[start : len(new) - end] + old[len(old) - end :])
            self.endInsertRows()
        before = self._rows
        self._set(new)
        for place, (was, now) in enumerate(zip(before, new, strict=True)):
            if was is not now and was != now:
                role = COUNT if now.answer is None and was.title == now.title else ROW
                self.dataChanged.emit(self.index(place), self.index(place), [role])

    # --- one answer at a time -----------------------------------------------------------------------------

    def _is_of_here(self, change: Change) -> bool:
        answer = change.after or change.before
        return not isinstance(answer, Answer) or answer.question_id == self._question_id

    def _patch(self, changes: Sequence[Change]) -> bool:
        """False where rows have to be sorted anew: nothing is done then."""
        if len(changes) == 1 and self._goes_aside(changes[0]):
            gone = changes[0].before
            assert isinstance(gone, Answer)
            done = self._take_out(gone)
            self.counts.aside += done
            return done
        pairs = [(_kept(change.before), _kept(change.after)) for change in changes]
        if any(
            (before is None) is not (change.before is None) or (after is None) is not (change.after is None)
            for change, (before, after) in zip(changes, pairs, strict=True)
        ):
            return False
        if all(before and after and self._section_of(before) == self._section_of(after) for before, after in pairs):
            return self._replace([after for _, after in pairs if after])
        if len(pairs) != 1:
            return False
        before, after = pairs[0]
        if before is None and after is not None:
            return self._append(after)
        return after is None and before is not None and self._take_out(before)

    def _goes_aside(self, change: Change) -> bool:
        after = change.after
        aside = isinstance(after, Answer) and after.status is AnswerStatus.SET_ASIDE
        return aside and not self.with_aside and _kept(change.before) is not None

    def _section_of(self, answer: Answer) -> str:
        return f"theme:{answer.theme_id or ''}" if self.by_theme else f"group:{answer.group_id or ''}"

    def _replace(self, answers: Sequence[Answer]) -> bool:
        if any(answer.id not in self._places for answer in answers):
            return False
        for answer in answers:
            place = self._places[answer.id]
            was = self._rows[place]
            assert was.answer is not None
            self.counts.move(was.answer.group_id, answer.group_id)
            self._rows[place] = self._row_of(answer, self._section_of(answer), was.merged, first=was.first_of_section)
            self.dataChanged.emit(self.index(place), self.index(place), [ROW])
        return True

    def _append(self, answer: Answer) -> bool:
        section = self._section_of(answer)
        heading = self._places.get(section)
        if heading is None or answer.id in self._places:
            return False
        place = heading + 1 + self._rows[heading].count
        self.beginInsertRows(QModelIndex(), place, place)
        self._rows.insert(place, self._row_of(answer, section))
        self._number(place)
        self.endInsertRows()
        self.counts.add(answer.group_id, 1)
        self._recount(heading, 1)
        return True

    def _take_out(self, answer: Answer) -> bool:
        heading, place = self._places.get(self._section_of(answer)), self._places.get(answer.id)
        if heading is None or place is None or self._rows[heading].count == 1 or self._rows[place].merged:
            return False
        self.marks.pop(answer.id, None)
        self.beginRemoveRows(QModelIndex(), place, place)
        del self._rows[place], self._places[answer.id]
        self._number(place)
        self.endRemoveRows()
        if place == heading + 1:
            self._rows[place] = dataclasses.replace(self._rows[place], first_of_section=True)
            self.dataChanged.emit(self.index(place), self.index(place), [COUNT])
        self.counts.add(answer.group_id, -1)
        self._recount(heading, -1)
        return True

    def _recount(self, heading: int, by: int) -> None:
        row = self._rows[heading]
        self._rows[heading] = dataclasses.replace(row, count=row.count + by)
        self.dataChanged.emit(self.index(heading), self.index(heading), [COUNT])

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

    def toggle_unfolded(self, answer_id: str) -> None:
        self.unfolded ^= {answer_id}
        index = self.index_of(answer_id)
        if index.isValid():
            self.dataChanged.emit(index, index, [ROW])

    def _repaint(self, ids: Iterable[str]) -> None:
        for answer_id in ids:
            index = self.index_of(answer_id)
            if index.isValid():
                self.dataChanged.emit(index, index, [COUNT])

    def _set(self, rows: list[Row]) -> None:
        self._rows = rows
        self._places = {row.key: place for place, row in enumerate(rows)}

    # --- what the rows say --------------------------------------------------------------------------------

    def _counted(self) -> Counts:
        answers = self._workshop.answers_to(self._question_id)
        by_group = Counter(answer.group_id for answer in answers if answer.status is AnswerStatus.KEPT)
        return Counts(by_group, sum(answer.status is AnswerStatus.SET_ASIDE for answer in answers))

    def _wanted(self) -> list[Row]:
        """Every row, from one walk over the answers."""
        sections: dict[str, list[Answer]] = {}
        merged: dict[str, list[Answer]] = {}
        for answer in self._workshop.answers_to(self._question_id):
            if answer.status is AnswerStatus.KEPT:
                sections.setdefault(self._section_of(answer), []).append(answer)
            elif answer.status is AnswerStatus.SET_ASIDE:
                sections.setdefault(ASIDE, []).append(answer)
            elif answer.merged_into_id:
                merged.setdefault(answer.merged_into_id, []).append(answer)
        aside = sections.pop(ASIDE, [])
        rows: list[Row] = []
        for key, title, theme_id in self._headings():
            if key in sections:
                rows.extend(self._section(key, title, sections.pop(key), merged, theme_id))
        if self.with_aside and aside:
            rows.extend(self._section(ASIDE, "Set aside", aside, merged))
        return rows

    def _headings(self) -> Iterator[tuple[str, str, str | None]]:
        """Key, title and theme of every heading there may be, in their order."""
        if self.by_theme:
            yield "theme:", "No theme yet", None
            question = self._workshop.find(Question, self._question_id)
            for theme in self._workshop.themes_of(question.stage_id) if question else ():
                yield f"theme:{theme.id}", theme.title, theme.id
            return
        for group in self._workshop.all(Group):
            yield f"group:{group.id}", self._workshop.group_title(group), None
        yield "group:", f"No {self._workshop.group_noun.lower()}" if self._workshop.count(Group) else "", None

    def _section(
        self,
        key: str,
        title: str,
        answers: list[Answer],
        merged: dict[str, list[Answer]],
        theme_id: str | None = None,
    ) -> Iterator[Row]:
        if title:
            yield Row(key, title, len(answers), theme_id=theme_id)
        first = True
        for answer in answers:
            yield self._row_of(answer, key, merged.get(answer.id, ()), first=first)
            first = False

    def _row_of(self, answer: Answer, section: str, merged: Sequence[Answer] = (), *, first: bool = False) -> Row:
        """The row of an answer under a heading, which is not said again in it."""
        by_table = section.startswith("group:")
        theme = None if section.startswith("theme:") else self._workshop.find(Theme, answer.theme_id)
        person = self._workshop.find(Participant, answer.participant_id)
        group = None if by_table else self._workshop.find(Group, answer.group_id)
        source = self._workshop.group_name(group) if group is not None else ""
        if person is not None:
            source = f"{source} · {person.name}" if source and person.name else source or person.name
        return Row(
            answer.id,
            "",
            answer=answer,
            source=source,
            theme=theme.title if theme is not None else "",
            merged=tuple(merged),
            first_of_section=first,
        )

    def _spoken(self, row: Row) -> str:
        if row.answer is None:
            return f"{row.title}, {row.count}"
        answer = row.answer
        flags = [words for name, words, _icon in FLAG_WORDS if getattr(answer, name)]
        parts = [answer.text, doubt_of(answer, *row.merged), row.source, row.theme, *flags]
        if row.merged:
            parts.append(f"{len(row.merged)} merged")
        if answer.status is AnswerStatus.SET_ASIDE:
            parts.append("set aside")
        return ". ".join(part for part in parts if part)


def _kept(record: Record | None) -> Answer | None:
    """The record where it is an answer that is kept; only these are patched by themselves."""
    return record if isinstance(record, Answer) and record.status is AnswerStatus.KEPT else None
