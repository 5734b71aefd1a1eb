"""Blocks of the printable record as paragraphs and tables of a Word document: one function a kind of block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsp_workshop.domain.record.figure_parts import (
    BarChart,
    MatrixChart,
    Photograph,
    RoundsChart,
    ScaleChart,
    SpreadChart,
    TimelineChart,
)
from lsp_workshop.domain.record.large_print import in_large_print
from lsp_workshop.domain.record.parts import (
    AnswerGroup,
    AnswerList,
    Block,
    BulletList,
    Cell,
    Comparison,
    Details,
    Heading,
    KeyFacts,
    Paragraph,
    PrintedAnswer,
    Role,
    Table,
    Wording,
)
from lsp_workshop.domain.word_changes import Stretch
from lsp_workshop.export.typeset.clean import clean
from lsp_workshop.export.word.cells import Place, chip, lines, set_table, words
from lsp_workshop.export.word.figures import figure
from lsp_workshop.export.word.photos import photo
from lsp_workshop.export.word.styles import WordLook
from lsp_workshop.export.word.xml import Element, Run, TableCell, TableRow, paragraph

_STYLES = {Role.BODY: "Normal", Role.LEAD: "Lead", Role.NOTE: "Note", Role.STATEMENT: "Statement"}
_SHORT = 40
"""Characters of a theme that a table's header has room for, beside its own words."""
_FACTS = 5
_LOOKED_AT = 60
"""Rows that a table's columns are measured by."""


def elements(block: Block, place: Place) -> Iterator[Element]:
    """The block; headings are the document's business, because the contents lead to them."""
    match block:
        case Paragraph():
            yield from lines(block.text, _STYLES[block.role])
        case BulletList():
            for item in block.items:
                yield paragraph("ListBullet", Run(item))
        case Details():
            rows = (TableRow((words(row.label, bold=True), words(row.text))) for row in block.rows)
            yield from set_table(place, (0.2, 0.8), (), rows)
        case KeyFacts():
            yield from _key_facts(block, place)
        case Comparison():
            yield from _comparison(block, place)
        case AnswerList():
            yield from _answers(block, place)
        case Table():
            if block.rows:
                yield from _table(block, place)
        case BarChart() | ScaleChart() | SpreadChart() | RoundsChart() | TimelineChart() | MatrixChart():
            yield from figure(block, place)
        case Photograph():
            yield from photo(block, place)
        case Heading():
            raise TypeError("headings are set with what leads to them")


# --- blocks -------------------------------------------------------------------------------------------------


def _key_facts(block: KeyFacts, place: Place) -> Iterator[Element]:
    facts = list(block.facts)
    across = min(max(len(facts), 4), _FACTS)
    rows = []
    for start in range(0, len(facts), across):
        cells = [
            TableCell((*lines(fact.value, "Number"), *lines(fact.label, "CellNote")))
            for fact in facts[start : start + across]
        ]
        rows.append(TableRow((*cells, *(TableCell() for _ in range(across - len(cells))))))
    yield from set_table(place, (1,) * across, (), rows, style="Facts")


def _comparison(block: Comparison, place: Place) -> Iterator[Element]:
    """Side by side up to three wordings, more of them in rows; the one that holds is strong, what changed is marked."""
    legend = lines(block.note, "Note") if block.note else ()
    if len(block.wordings) > 3:
        rows = [TableRow((words(each.label, bold=True), _wording(each), words(each.note))) for each in block.wordings]
        yield from set_table(place, (0.2, 0.5, 0.3), ("Wording", "Text", "Result"), rows)
        yield from legend
        return
    cells = tuple(TableCell((*_wording(each).content, *lines(each.note, "CellNote"))) for each in block.wordings)
    shares = [1.4 if each.holds else 1.0 for each in block.wordings]
    yield from set_table(place, shares, [each.label for each in block.wordings], [TableRow(cells)])
    yield from legend


def _wording(wording: Wording) -> TableCell:
    """A paragraph for each line, with new words underlined and those that are gone struck through."""
    lines: list[list[Run]] = [[]]
    for part in wording.parts or (Stretch(wording.text),):
        for place, line in enumerate(clean(part.text).split("\n")):
            if place:
                lines.append([])
            lines[-1].append(Run(line, wording.holds, underlined=part.new, struck=part.gone))
    return TableCell(tuple(paragraph("Cell", *line) for line in lines if any(run.text.strip() for run in line)))


def _answers(block: AnswerList, place: Place) -> Iterator[Element]:
    """Themes, groups and words in columns, marks behind the words; a single theme stands in the header instead."""
    themed = len(block.groups) > 1
    sources = [answer.source for group in block.groups for answer in group.answers]
    single = "" if themed or not block.groups else block.groups[0].theme
    short = len(single) <= _SHORT
    said = f"What they said: {single}" if single and short else "What they said"
    if single and not short:
        yield from lines(single, "Note")
    columns = [
        ("Question" if block.by_question else "Theme", 0.24, themed),
        (block.noun, 0.2 if any(len(source) > 8 for source in sources) else 0.1, any(sources)),
    ]
    taken = sum(share for _, share, shown in columns if shown)
    columns.append((said, 1 - taken, True))
    shown = (themed, any(sources))
    rows = (row for group in block.groups for row in _answer_rows(group, shown))
    shares = [share for _, share, is_shown in columns if is_shown]
    titles = [title for title, _, is_shown in columns if is_shown]
    texts = [[title] for title in titles]
    if themed:
        texts[0] += [group.theme for group in block.groups]
    yield from set_table(place, shares, titles, rows, texts=texts)


def _answer_rows(group: AnswerGroup, shown: tuple[bool, bool]) -> Iterator[TableRow]:
    themed, sourced = shown
    for number, answer in enumerate(group.answers):
        theme = words("" if number else group.theme or "No theme", bold=True)
        cells = [theme] if themed else []
        if sourced:
            cells.append(words(answer.source, bold=True))
        yield TableRow((*cells, _answer(answer)))


def _answer(answer: PrintedAnswer) -> TableCell:
    *most, last = [line for line in clean(answer.text).split("\n") if line.strip()] or [""]
    content = [paragraph("Cell", Run(line, answer.headline)) for line in most]
    marks = Run(f"  {_in_words(answer.marks)}", face="Mark") if answer.marks else Run("")
    content.append(paragraph("Cell", Run(last, answer.headline), marks))
    return TableCell(tuple(content))


def _in_words(marks: Sequence[str]) -> str:
    first, *others = marks
    return ", ".join((first, *(other.lower() for other in others)))


def _table(block: Table, place: Place) -> Iterator[Element]:
    if place.styled.look.paper.large_print:
        block = in_large_print(block)
    rows = (_row(row, len(block.columns), place.styled) for row in block.rows)
    shares = [column.width for column in block.columns]
    full = [row for row in block.rows[:_LOOKED_AT] if len(row) == len(block.columns)]
    # A chip before a name is as wide as four letters.
    texts = [
        [
            column.title,
            *(f"{row[n].text} {row[n].note}" if row[n].sector is None else f"oooo{row[n].text}" for row in full),
        ]
        for n, column in enumerate(block.columns)
    ]
    yield from set_table(place, shares, [column.title for column in block.columns], rows, texts=texts)


def _row(row: Sequence[Cell], columns: int, styled: WordLook) -> TableRow:
    if len(row) == 1 < columns:
        return TableRow((TableCell((paragraph("TableBand", Run(row[0].text)),)),))
    return TableRow(tuple(_cell(cell, styled) for cell in row))


def _cell(cell: Cell, styled: WordLook) -> TableCell:
    colour = styled.tints.rag(cell.mark)
    said = list(lines(cell.text, "Cell", Run("", cell.strong or bool(colour), colour)))
    if cell.sector is not None:
        first = cell.text.partition("\n")[0]
        rest = cell.text.partition("\n")[2]
        lead = paragraph("Cell", *chip(cell.sector, styled), Run(first, cell.strong))
        said = [lead, *lines(rest, "Cell", Run("", cell.strong))]
    return TableCell((*said, *lines(cell.note, "CellNote")))
