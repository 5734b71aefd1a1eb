"""The answers to one question as rows for a list: headings (tables or themes) and the answers under them.

Reads the workshop; changes nothing. What is marked and unfolded is kept here, by id, because rows come and go.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from lsp_workshop.domain.model import Answer, AnswerStatus, Group, Participant, Question, Record, Theme
from lsp_workshop.domain.question_parts import NO_PART
from lsp_workshop.domain.transaction import Change
from lsp_workshop.domain.workshop import Workshop, theme_order
from lsp_workshop.ui import collector
from lsp_workshop.ui.doubt import doubt_of
from lsp_workshop.ui.models import Index

ROW = Qt.ItemDataRole.UserRole + 1
COUNT = Qt.ItemDataRole.UserRole + 2
"""Given with `dataChanged` when nothing but a heading's count is new: repaint, don't lay out."""

_ONE_BY_ONE = 8
"""Rows that are moved or measured each by itself; with more it is quicker to look at all of them."""
ASIDE = "aside"
"""The key of the section of what was set aside."""

FLAG_WORDS = (
    ("headline", "Headline", "star"),
    ("minority_view", "Minority view", "users"),
    ("strong_feeling", "Strong feeling", "flame"),
    ("to_check", "To check", "circle-question-mark"),
)


@dataclass(slots=True)
class Row:
    """A heading (`answer` is None; `theme_id` where it is a theme's) or an answer.

    A theme that is `parked` is `folded` to its heading until somebody looks into it.
    It is never changed; it is not frozen because a question's thousands are made at one go. A heading of `level` 1
    has others below it, or begins a column; `above` is its key in theirs.

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
    parked: bool = False
    folded: bool = False
    level: int = 2
    above: str = ""

    @property
    def has_originals(self) -> bool:
        return self.answer is not None and (self.answer.first_text is not None or bool(self.merged))

    @property
    def group_id(self) -> str | None:
        """Of a heading that is a table's; "" for that of nobody's."""
        group = self.answer is None and self.key.startswith("group:") and not self.above
        return self.key.removeprefix("group:") if group else None

    @property
    def has_tags(self) -> bool:
        """Whether anything stands below the answer in small letters, as far as that costs no look at the text."""
        answer = self.answer
        if answer is None:
            return False
        flagged = answer.headline or answer.minority_view or answer.strong_feeling or answer.to_check
        aside = answer.status is AnswerStatus.SET_ASIDE
        return bool(self.source or self.theme or flagged or self.merged or aside or answer.first_text is not None)


def originals_of(row: Row) -> list[str]:
    """What was said first and what was merged, word for word: the lines of an unfolded answer."""
    answer = row.answer
    assert answer is not None
    lines = [f"First words: {answer.first_text}"] if answer.first_text is not None else []
    for other in row.merged:
        lines.append(f"Merged: {other.text}")
        if other.first_text is not None:
            lines.append(f"First words of it: {other.first_text}")
    return lines


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
        self._before: dict[str, Row] = {}
        """While rows are made: those that may be taken as they are."""
        self._question_id = ""
        self.counts = Counts(Counter(), 0)
        self.by_theme = False
        self.columns = False
        """One a table, side by side; not by theme."""
        self._heads: list[str] = []
        self._parts: tuple[str, ...] = ()
        self._group_names: dict[str | None, str] = {}
        self._theme_titles: dict[str | None, str] = {}
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

    def rows(self, first: int, end: int) -> Sequence[Row]:
        """From `first` up to `end`, without that one."""
        return self._rows[first:end]

    def column_starts(self) -> list[int]:
        """The rows with which columns begin. In the middle of a change some may be away."""
        return sorted(self._places[key] for key in self._heads if key in self._places)

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
        self._question_id = question_id
        self.marks.clear()
        self.unfolded.clear()
        self.counts = self._counted()
        self.beginResetModel()
        self._set(self._wanted())
        self.endResetModel()

    def order(self, *, by_theme: bool, columns: bool = False) -> None:
        """Under themes, or under tables, or in a column for each table."""
        self.by_theme, self.columns = by_theme, columns and not by_theme
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
        old, new = self._rows, self._wanted_after(changes)
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
        """False where rows have to be sorted anew; what was done by then is right."""
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
        return aside and not self.with_aside and _kept(change.before) is not None

    def _section_of(self, answer: Answer) -> str:
        if self.by_theme:
            return f"theme:{answer.theme_id or ''}"
        group = f"group:{answer.group_id or ''}"
        return f"{group}/{answer.part if answer.part in self._parts else ''}" if self._parts else group

    def _move_all(self, pairs: Sequence[tuple[Answer, Answer]]) -> bool:
        """Answers that are others now, some of them under another heading, where each stands in the order it came."""
        moved = [(before, after) for before, after in pairs if self._section_of(before) != self._section_of(after)]
        if len(moved) > _ONE_BY_ONE or any(after.id not in self._places for _, after in pairs):
            return False
        ranks: dict[str, int] = {}
        if moved:
            ranks = {each.id: rank for rank, each in enumerate(self._workshop.answers_to(self._question_id))}
        for before, after in moved:
            if not self._move(before, after, ranks):
                return False
        gone = {after.id for _, after in moved}
        return self._replace([after for _, after in pairs if after.id not in gone])

    def _move(self, before: Answer, after: Answer, ranks: Mapping[str, int]) -> bool:
        source, target = self._places.get(self._section_of(before)), self._places.get(self._section_of(after))
        if source is None or target is None or self._rows[source].count == 1 or self._rows[target].folded:
            return False
        place = self._places[after.id]
        merged = self._rows[place].merged
        self._remove_row(place, source)
        target = self._places[self._section_of(after)]
        start, count = target + 1, self._rows[target].count
        place = bisect_left(
            self._rows,
            ranks[after.id],
            start,
            start + count,
            key=lambda row: ranks[row.answer.id] if row.answer else -1,
        )
        self.beginInsertRows(QModelIndex(), place, place)
        self._rows.insert(place, self._row_of(after, self._section_of(after), merged, first=place == start))
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
        if heading is None or answer.id in self._places or self._rows[heading].folded:
            return False
        place = heading + 1 + self._rows[heading].count
        self.beginInsertRows(QModelIndex(), place, place)
        self._rows.insert(place, self._row_of(answer, section, first=not self._rows[heading].count))
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
        self.unfolded ^= {key}
        row = self.row(self.index_of(key))
        if row is not None and row.answer is None:
            self.refresh()
        else:
            self._repaint([key], ROW)

    def unfold(self, ids: Collection[str], *, unfolded: bool) -> None:
        """Show the originals of these answers, or no longer."""
        self.unfolded = self.unfolded | set(ids) if unfolded else self.unfolded - set(ids)
        if len(ids) > _ONE_BY_ONE:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1), [ROW])
        else:
            self._repaint(ids, ROW)

    def reveal(self, answer: Answer) -> None:
        """Look into the parked theme that the answer is under."""
        row = self.row(self.index_of(self._section_of(answer)))
        if row is not None and row.folded:
            self.toggle_unfolded(row.key)

    def _repaint(self, ids: Iterable[str], role: int = COUNT) -> None:
        for answer_id in ids:
            index = self.index_of(answer_id)
            if index.isValid():
                self.dataChanged.emit(index, index, [role])

    def _set(self, rows: list[Row]) -> None:
        self._rows = rows
        self._places = {row.key: place for place, row in enumerate(rows)}

    # --- what the rows say --------------------------------------------------------------------------------

    def _counted(self) -> Counts:
        answers = self._workshop.answers_to(self._question_id)
        by_group = Counter(answer.group_id for answer in answers if answer.status is AnswerStatus.KEPT)
        return Counts(by_group, sum(answer.status is AnswerStatus.SET_ASIDE for answer in answers))

    def _as_before(self, changes: Sequence[Change]) -> dict[str, Row]:
        """The rows that may be taken as they are, if their answers are the same: nothing else in them is another."""
        kinds = {change.kind for change in changes}
        if not kinds or not kinds <= {Answer, Theme} or (Theme in kinds and (self.with_aside or not self.by_theme)):
            return {}
        return {row.key: row for row in self._rows}

    def _wanted_after(self, changes: Sequence[Change]) -> list[Row]:
        """Every row; only those that are others now are made anew."""
        self._before = self._as_before(changes)
        rows = self._wanted()
        self._before = {}
        return rows

    def _wanted(self) -> list[Row]:
        """Every row, from one walk over the answers."""
        with collector.making_many():
            return self._all_rows()

    def _all_rows(self) -> list[Row]:
        self._look_up()
        sections, merged, aside = self._sorted()
        rows: list[Row] = []
        if self.columns:
            rows.extend(self._in_columns(sections, merged))
        elif self._parts and not self.by_theme:
            rows.extend(self._in_parts(sections, merged))
        else:
            for key, title, theme in self._headings(sections):
                if key in sections or theme is not None:
                    rows.extend(self._section(key, title, sections.pop(key, []), merged, theme))
        if self.with_aside and aside:
            rows.extend(self._section(ASIDE, "Set aside", aside, merged, level=1 if self.columns else 2))
        self._heads = [row.key for row in rows if row.level == 1 and row.answer is None] if self.columns else []
        return rows

    def _sorted(self) -> tuple[dict[str, list[Answer]], dict[str, list[Answer]], list[Answer]]:
        """The kept answers by section, the merged ones by what they are in, and those that were set aside."""
        found: dict[tuple[str | None, str], list[Answer]] = {}
        merged: dict[str, list[Answer]] = {}
        aside: list[Answer] = []
        by_theme, parts = self.by_theme, self._parts
        for answer in self._workshop.answers_to(self._question_id):
            if answer.status is AnswerStatus.KEPT:
                key = (answer.theme_id, "") if by_theme else (answer.group_id, answer.part if parts else "")
                same = found.get(key)
                if same is None:
                    found[key] = [answer]
                else:
                    same.append(answer)
            elif answer.status is AnswerStatus.SET_ASIDE:
                aside.append(answer)
            elif answer.merged_into_id:
                merged.setdefault(answer.merged_into_id, []).append(answer)
        sections: dict[str, list[Answer]] = {}
        for answers in found.values():
            section = self._section_of(answers[0])
            if section in sections:
                # Names of parts that the question has not are none of its parts, all alike.
                whole = {answer.id for answer in (*sections[section], *answers)}
                every = self._workshop.answers_to(self._question_id)
                sections[section] = [answer for answer in every if answer.id in whole]
            else:
                sections[section] = answers
        return sections, merged, aside

    def _look_up(self) -> None:
        """What is the same for every row until something else than an answer changes."""
        workshop = self._workshop
        question = workshop.find(Question, self._question_id)
        self._parts = question.parts if question else ()
        self._group_names = {group.id: workshop.group_name(group) for group in workshop.all(Group)}
        self._theme_titles = {theme.id: theme.title for theme in workshop.all(Theme)}

    def _tables(self) -> Iterator[tuple[str, str]]:
        """The key and title of each table's heading, nobody's last."""
        for group in self._workshop.all(Group):
            yield f"group:{group.id}", self._workshop.group_title(group)
        yield "group:", f"No {self._workshop.group_noun.lower()}" if self._workshop.count(Group) else ""

    def _in_columns(self, sections: dict[str, list[Answer]], merged: dict[str, list[Answer]]) -> Iterator[Row]:
        """Every table, heard or not; the parts of the question below each."""
        for head, title in self._tables():
            if not self._parts:
                answers = sections.get(head, [])
                if answers or head != "group:":
                    yield Row(head, title or "Answers", len(answers), level=1)
                    yield from self._section(head, "", answers, merged)
                continue
            parts = [(f"{head}/{part}", part) for part in (*self._parts, "")]
            found = [(key, part) for key, part in parts if key in sections]
            if found or head != "group:":
                yield Row(head, title or "Answers", sum(len(sections[key]) for key, _ in found), level=1)
                for key, part in found:
                    yield from self._section(key, part or NO_PART, sections[key], merged, above=head)

    def _in_parts(self, sections: dict[str, list[Answer]], merged: dict[str, list[Answer]]) -> Iterator[Row]:
        """The parts of the question that somebody spoke to, the tables below each."""
        tables = list(self._tables())
        for part in (*self._parts, ""):
            found = [(f"{key}/{part}", title) for key, title in tables if f"{key}/{part}" in sections]
            if found:
                above = f"part:{part}"
                yield Row(above, part or NO_PART, sum(len(sections[key]) for key, _ in found), level=1)
                for key, title in found:
                    yield from self._section(key, title, sections[key], merged, above=above)

    def _headings(self, sections: Collection[str]) -> Iterator[tuple[str, str, Theme | None]]:
        """Key, title and theme of every heading there may be, in their order. Themes come only where they are shown."""
        if self.by_theme:
            yield "theme:", "No theme yet", None
            for theme in self._themes(sections):
                yield f"theme:{theme.id}", theme.title, theme
            return
        for key, title in self._tables():
            yield key, title, None

    def _themes(self, sections: Collection[str]) -> list[Theme]:
        """Those with answers here, and those of the stage that have none anywhere: they wait for some, or to go."""
        question = self._workshop.find(Question, self._question_id)
        stage_id = question.stage_id if question else None
        shown = [
            theme
            for theme in self._workshop.all(Theme)
            if f"theme:{theme.id}" in sections
            or (theme.stage_id == stage_id and not self._workshop.answers_in(theme.id))
        ]
        return sorted(shown, key=theme_order)

    def _section(
        self,
        key: str,
        title: str,
        answers: list[Answer],
        merged: dict[str, list[Answer]],
        theme: Theme | None = None,
        *,
        level: int = 2,
        above: str = "",
    ) -> Iterator[Row]:
        parked = theme is not None and theme.parked
        folded = parked and key not in self.unfolded
        if title:
            theme_id = theme.id if theme is not None else None
            yield Row(
                key, title, len(answers), theme_id=theme_id, parked=parked, folded=folded, level=level, above=above
            )
        if folded:
            return
        first = True
        if not self._before:
            for row in self._rows_under(key, answers, merged):
                row.first_of_section, first = first, False
                yield row
            return
        for answer in answers:
            known, others = self._before.get(answer.id), merged.get(answer.id, ())
            same = known is not None and known.answer is answer and known.merged == tuple(others)
            if known is None or not same or known.first_of_section != first:
                known = self._row_of(answer, key, others, first=first)
            yield known
            first = False

    def _rows_under(
        self, section: str, answers: Sequence[Answer], merged: Mapping[str, Sequence[Answer]]
    ) -> Iterator[Row]:
        """The rows of answers under a heading, which is not said again in them."""
        by_table, by_theme = section.startswith("group:"), section.startswith("theme:")
        names = {} if by_table else self._group_names
        titles = {} if by_theme else self._theme_titles
        parts = () if by_table else self._parts
        for answer in answers:
            source, others = names.get(answer.group_id, ""), merged.get(answer.id, ())
            if parts and answer.part in parts:
                source = f"{source} · {answer.part}" if source else answer.part
            if answer.participant_id is not None:
                source = self._with_person(source, answer.participant_id)
            yield Row(answer.id, "", 0, answer, None, source, titles.get(answer.theme_id, ""), tuple(others))

    def _with_person(self, source: str, participant_id: str) -> str:
        person = self._workshop.find(Participant, participant_id)
        name = person.name if person is not None else ""
        return f"{source} · {name}" if source and name else source or name

    def _row_of(self, answer: Answer, section: str, merged: Sequence[Answer] = (), *, first: bool = False) -> Row:
        row = next(self._rows_under(section, [answer], {answer.id: merged}))
        row.first_of_section = first
        return row

    def _spoken(self, row: Row) -> str:
        if row.answer is None:
            return f"{row.title}, {row.count}{', parked' if row.parked else ''}"
        answer = row.answer
        flags = [words for name, words, _icon in FLAG_WORDS if getattr(answer, name)]
        parts = [answer.text, doubt_of(answer, *row.merged), row.source, row.theme, *flags]
        if row.merged:
            parts.append(f"{len(row.merged)} merged")
        if answer.id in self.unfolded:
            parts += originals_of(row)
        if answer.status is AnswerStatus.SET_ASIDE:
            parts.append("set aside")
        return ". ".join(part for part in parts if part)


def _kept(record: Record | None) -> Answer | None:
    """The record where it is an answer that is kept; only these are patched by themselves."""
    return record if isinstance(record, Answer) and record.status is AnswerStatus.KEPT else None
