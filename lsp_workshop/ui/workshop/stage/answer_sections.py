"""The answers to one question sorted under their headings: tables, columns, parts of the question, themes, or dates.

Reads the workshop; changes nothing, and knows no Qt. A model of the list keeps the rows and patches them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from lsp_workshop.domain.change import Change
from lsp_workshop.domain.developments import NO_WHEN, coming_words, when_words
from lsp_workshop.domain.model import Answer, AnswerStatus, Group, Participant, Question, Theme
from lsp_workshop.domain.question_parts import NO_PART
from lsp_workshop.domain.workshop import Workshop, theme_order
from lsp_workshop.ui import collector
from lsp_workshop.ui.workshop.stage.answer_rows import ASIDE, Counts, Row
from lsp_workshop.ui.workshop.stage.sections_after import Before, put_into, sections_in

_TO_COME = Row("", "")


class AnswerSections:
    """`rows` gives all of them; `section_of` and `row_of` are true until something else than an answer changes."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self.question_id = ""
        self.by_theme = False
        self.columns = False
        """One a table, side by side; not by theme."""
        self.by_when = False
        """Under the dates on which they bite, soonest first; neither by theme nor in columns."""
        self.with_aside = False
        self.unfolded: set[str] = set()
        """Answers whose originals are shown, and parked themes that are looked into."""
        self.heads: list[str] = []
        """The keys of the headings with which columns begin."""
        self._before: Before | None = None
        self._parts: tuple[str, ...] = ()
        self._group_names: dict[str | None, str] = {}
        self._theme_titles: dict[str | None, str] = {}

    def section_of(self, answer: Answer) -> str:
        if self.by_theme:
            return f"theme:{answer.theme_id or ''}"
        if self.by_when:
            return f"when:{answer.bites}"
        group = f"group:{answer.group_id or ''}"
        return f"{group}/{answer.part if answer.part in self._parts else ''}" if self._parts else group

    def is_same_section(self, one: Answer, other: Answer) -> bool:
        """Whether both stand under the same heading."""
        if self.by_theme:
            return one.theme_id == other.theme_id
        if self.by_when:
            return one.bites == other.bites
        same_group = (one.group_id or "") == (other.group_id or "")
        return same_group and (one.part == other.part or self.section_of(one) == self.section_of(other))

    def rows(self, before: Before | None = None) -> list[Row]:
        """Every row, from one walk over the answers; those of `before` where nothing but their answers can be new."""
        self._before = before
        with collector.making_many():
            rows = self._all_rows()
        self._before = None
        return rows

    def rows_after(self, changes: Sequence[Change], before: Before) -> list[Row] | None:
        """Every row, where nothing but these answers to the question changed since `before`, and themes around them.

        Only what stands under the same headings is looked at. None where all have to be sorted anew.
        """
        sections = None if self.with_aside else sections_in(before[1])
        if sections is None:
            return None
        self.look_up()
        with collector.making_many():
            put_into(self, self._workshop, sections, changes, before)
            return self._with_headings(sections)

    def _all_rows(self) -> list[Row]:
        self.look_up()
        sections, merged, aside = self._sorted()
        rows = {key: self._under(key, answers, merged) for key, answers in sections.items()}
        return self._with_headings(rows, self._under(ASIDE, aside, merged) if self.with_aside else ())

    def _with_headings(self, sections: dict[str, list[Row]], aside: Sequence[Row] = ()) -> list[Row]:
        """The rows of each section under its heading, in their order."""
        rows: list[Row] = []
        if self.columns:
            rows.extend(self._in_columns(sections))
        elif self._parts and not self.by_theme and not self.by_when:
            rows.extend(self._in_parts(sections))
        else:
            for key, title, theme in self._headings(sections):
                if key in sections or theme is not None:
                    rows.extend(self._section(key, title, sections.get(key, []), theme))
        if aside:
            rows.extend(self._section(ASIDE, "Set aside", aside, level=1 if self.columns else 2))
        self.heads = [row.key for row in rows if row.level == 1 and row.answer is None] if self.columns else []
        return rows

    def _sorted(self) -> tuple[dict[str, list[Answer]], dict[str, list[Answer]], list[Answer]]:
        """The kept answers by section, the merged ones by what they are in, and those that were set aside."""
        found: dict[tuple[str | None, str], list[Answer]] = {}
        merged: dict[str, list[Answer]] = {}
        aside: list[Answer] = []
        by_theme, by_when, parts = self.by_theme, self.by_when, self._parts
        kept, put_aside = AnswerStatus.KEPT, AnswerStatus.SET_ASIDE
        for answer in self._workshop.answers_to(self.question_id):
            status = answer.status
            if status is kept:
                if by_theme or by_when:
                    key = (answer.theme_id, "") if by_theme else ("", answer.bites)
                else:
                    key = (answer.group_id, answer.part if parts else "")
                same = found.get(key)
                if same is None:
                    found[key] = [answer]
                else:
                    same.append(answer)
            elif status is put_aside:
                aside.append(answer)
            elif answer.merged_into_id:
                merged.setdefault(answer.merged_into_id, []).append(answer)
        sections: dict[str, list[Answer]] = {}
        for answers in found.values():
            section = self.section_of(answers[0])
            if section in sections:
                # Names of parts that the question has not are none of its parts, all alike.
                whole = {answer.id for answer in (*sections[section], *answers)}
                every = self._workshop.answers_to(self.question_id)
                sections[section] = [answer for answer in every if answer.id in whole]
            else:
                sections[section] = answers
        return sections, merged, aside

    def look_up(self) -> None:
        """What is the same for every row until something else than an answer changes."""
        workshop = self._workshop
        question = workshop.find(Question, self.question_id)
        self._parts = question.parts if question else ()
        self._group_names = {group.id: workshop.group_name(group) for group in workshop.all(Group)}
        self._theme_titles = {theme.id: theme.title for theme in workshop.all(Theme)}

    def _tables(self) -> Iterator[tuple[str, str]]:
        """The key and title of each table's heading, nobody's last."""
        for group in self._workshop.all(Group):
            yield f"group:{group.id}", self._workshop.group_title(group)
        yield "group:", f"No {self._workshop.group_noun.lower()}" if self._workshop.count(Group) else ""

    def _in_columns(self, sections: Mapping[str, list[Row]]) -> Iterator[Row]:
        """Every table, heard or not; the parts of the question below each."""
        for head, title in self._tables():
            if not self._parts:
                answers = sections.get(head, [])
                if answers or head != "group:":
                    yield Row(head, title or "Answers", len(answers), level=1)
                    yield from self._section(head, "", answers)
                continue
            parts = [(f"{head}/{part}", part) for part in (*self._parts, "")]
            found = [(key, part) for key, part in parts if key in sections]
            if found or head != "group:":
                yield Row(head, title or "Answers", sum(len(sections[key]) for key, _ in found), level=1)
                for key, part in found:
                    yield from self._section(key, part or NO_PART, sections[key], above=head)

    def _in_parts(self, sections: Mapping[str, list[Row]]) -> Iterator[Row]:
        """The parts of the question that somebody spoke to, the tables below each."""
        tables = list(self._tables())
        for part in (*self._parts, ""):
            found = [(f"{key}/{part}", title) for key, title in tables if f"{key}/{part}" in sections]
            if found:
                above = f"part:{part}"
                yield Row(above, part or NO_PART, sum(len(sections[key]) for key, _ in found), level=1)
                for key, title in found:
                    yield from self._section(key, title, sections[key], above=above)

    def _headings(self, sections: Collection[str]) -> Iterator[tuple[str, str, Theme | None]]:
        """Key, title and theme of every heading there may be, in their order. Themes come only where they are shown."""
        if self.by_theme:
            yield "theme:", "No theme yet", None
            for theme in self._themes(sections):
                yield f"theme:{theme.id}", theme.title, theme
            return
        if self.by_when:
            dates = {key.removeprefix("when:") for key in sections}
            for bites in sorted(dates, key=lambda each: (not each, each)):
                yield f"when:{bites}", when_words(bites) or NO_WHEN, None
            return
        for key, title in self._tables():
            yield key, title, None

    def _themes(self, sections: Collection[str]) -> list[Theme]:
        """Those with answers here, and those of the stage that have none anywhere: they wait for some, or to go."""
        question = self._workshop.find(Question, self.question_id)
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
        answers: Sequence[Row],
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
        if not folded:
            yield from answers

    def _under(self, section: str, answers: Sequence[Answer], merged: Mapping[str, Sequence[Answer]]) -> list[Row]:
        """The rows of all answers under a heading."""
        if self._before is not None:
            return self._rows_or_before(section, answers, merged, self._before)
        rows = list(self.rows_under(section, answers, merged))
        for row in rows[:1]:
            row.first_of_section = True
        return rows

    def _rows_or_before(
        self, section: str, answers: Sequence[Answer], merged: Mapping[str, Sequence[Answer]], before: Before
    ) -> list[Row]:
        """The rows of answers under a heading: those that were there, and made anew only where one is another now."""
        places, rows = before
        found: list[Row] = []
        new: list[tuple[int, Answer]] = []
        first = True
        for answer in answers:
            place = places.get(answer.id)
            if place is not None:
                row, others = rows[place], merged.get(answer.id, ())
                if (
                    row.answer is answer
                    and row.first_of_section is first
                    and not ((others or row.merged) and row.merged != tuple(others))
                ):
                    found.append(row)
                    first = False
                    continue
            new.append((len(found), answer))
            found.append(_TO_COME)
            first = False
        made = self.rows_under(section, [answer for _, answer in new], merged)
        for (place, _), row in zip(new, made, strict=True):
            row.first_of_section = place == 0
            found[place] = row
        return found

    def rows_under(
        self, section: str, answers: Sequence[Answer], merged: Mapping[str, Sequence[Answer]]
    ) -> Iterator[Row]:
        """The rows of answers under a heading, which is not said again in them."""
        by_table, by_theme = section.startswith("group:"), section.startswith("theme:")
        by_when = section.startswith("when:")
        names = {} if by_table else self._group_names
        titles = {} if by_theme else self._theme_titles
        parts = () if by_table else self._parts
        for answer in answers:
            source, others = names.get(answer.group_id, ""), merged.get(answer.id, ())
            if parts and answer.part in parts:
                source = f"{source} · {answer.part}" if source else answer.part
            if answer.participant_id is not None:
                source = self._with_person(source, answer.participant_id)
            if answer.bites or answer.how_sure:
                coming = coming_words(answer, when=not by_when)
                source = " · ".join(part for part in (source, coming) if part)
            yield Row(answer.id, "", 0, answer, None, source, titles.get(answer.theme_id, ""), tuple(others))

    def _with_person(self, source: str, participant_id: str) -> str:
        person = self._workshop.find(Participant, participant_id)
        name = person.name if person is not None else ""
        return f"{source} · {name}" if source and name else source or name

    def rows_of(self, answers: Sequence[Answer], merged: Mapping[str, Sequence[Answer]]) -> list[Row]:
        """The rows of answers that may stand under several headings, in the order of the answers."""
        places: dict[str, list[int]] = {}
        for place, answer in enumerate(answers):
            places.setdefault(self.section_of(answer), []).append(place)
        found = [_TO_COME] * len(answers)
        for section, here in places.items():
            made = self.rows_under(section, [answers[place] for place in here], merged)
            for place, row in zip(here, made, strict=True):
                found[place] = row
        return found

    def row_of(self, answer: Answer, section: str, merged: Sequence[Answer] = (), *, first: bool = False) -> Row:
        row = next(self.rows_under(section, [answer], {answer.id: merged}))
        row.first_of_section = first
        return row

    def counted(self) -> Counts:
        answers, kept, aside = self._workshop.answers_to(self.question_id), AnswerStatus.KEPT, AnswerStatus.SET_ASIDE
        by_group = Counter([answer.group_id for answer in answers if answer.status is kept])
        return Counts(by_group, len([answer for answer in answers if answer.status is aside]))
