"""The answers to one question as rows for a list: headings (tables or themes) and the answers under them.

Reads the workshop; changes nothing. What is marked and unfolded is kept here, by id, because rows come and go.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from lsp_workshop.domain.model import Answer, AnswerStatus, Group, Participant, Question, Theme
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.doubt import doubt_of
from lsp_workshop.ui.models import Index

ROW = Qt.ItemDataRole.UserRole + 1
COUNT = Qt.ItemDataRole.UserRole + 2
"""Given with `dataChanged` when nothing but a heading's count is new: repaint, don't lay out."""

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


class AnswersModel(QAbstractListModel):
    """`show` sets the question; `refresh` after each transaction patches the rows that are others now."""

    def __init__(self, workshop: Workshop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workshop = workshop
        self._rows: list[Row] = []
        self._places: dict[str, int] = {}
        self._question_id = ""
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
        self.beginResetModel()
        self._set(self._wanted())
        self.endResetModel()

    def refresh(self) -> None:
        """Put the rows right with as few steps as it takes."""
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
            if was != now:
                role = COUNT if now.answer is None and was.title == now.title else ROW
                self.dataChanged.emit(self.index(place), self.index(place), [role])

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

    def _wanted(self) -> list[Row]:
        answers = self._workshop.answers_to(self._question_id)
        kept = [answer for answer in answers if answer.status is AnswerStatus.KEPT]
        merged: dict[str, list[Answer]] = {}
        for answer in answers:
            if answer.status is AnswerStatus.MERGED and answer.merged_into_id:
                merged.setdefault(answer.merged_into_id, []).append(answer)
        rows = list(self._by_theme(kept, merged) if self.by_theme else self._by_table(kept, merged))
        aside = [answer for answer in answers if answer.status is AnswerStatus.SET_ASIDE]
        if self.with_aside and aside:
            rows.extend(self._section("aside", "Set aside", aside, merged))
        return rows

    def _by_table(self, kept: list[Answer], merged: dict[str, list[Answer]]) -> Iterator[Row]:
        for group in self._workshop.all(Group):
            of_group = [answer for answer in kept if answer.group_id == group.id]
            if of_group:
                yield from self._section(f"group:{group.id}", self._workshop.group_title(group), of_group, merged)
        others = [answer for answer in kept if answer.group_id is None]
        if others:
            title = f"No {self._workshop.group_noun.lower()}" if self._workshop.count(Group) else ""
            yield from self._section("group:", title, others, merged)

    def _by_theme(self, kept: list[Answer], merged: dict[str, list[Answer]]) -> Iterator[Row]:
        loose = [answer for answer in kept if answer.theme_id is None]
        if loose:
            yield from self._section("theme:", "No theme yet", loose, merged)
        question = self._workshop.find(Question, self._question_id)
        for theme in self._workshop.themes_of(question.stage_id) if question else ():
            under = [answer for answer in kept if answer.theme_id == theme.id]
            if under:
                yield from self._section(f"theme:{theme.id}", theme.title, under, merged, theme.id)

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
        by_table = not self.by_theme and key != "aside"
        for place, answer in enumerate(answers):
            theme = self._workshop.find(Theme, answer.theme_id)
            yield Row(
                answer.id,
                "",
                answer=answer,
                source=self._who(answer, named=not by_table),
                theme=theme.title if theme is not None and (by_table or key == "aside") else "",
                merged=tuple(merged.get(answer.id, ())),
                first_of_section=place == 0,
            )

    def _who(self, answer: Answer, *, named: bool) -> str:
        group = self._workshop.find(Group, answer.group_id)
        person = self._workshop.find(Participant, answer.participant_id)
        table = self._workshop.group_name(group) if group is not None and named else ""
        return " · ".join(part for part in (table, person.name if person else "") if part)

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
