"""Blocks of the printable record as flowables: one function a kind of block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportlab.platypus.flowables import Flowable, Spacer

from lsp_workshop.domain.record.figure_parts import AnyFigure as Chart
from lsp_workshop.domain.record.figure_parts import (
    BarChart,
    MatrixChart,
    Photograph,
    PlanFigure,
    RoundsChart,
    ScaleChart,
    SpreadChart,
    TimelineChart,
)
from lsp_workshop.domain.record.large_print import in_large_print
from lsp_workshop.domain.record.parts import (
    HEADLINE,
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
)
from lsp_workshop.export.look import ACCENT, INK, RAG, TextStyle, coloured
from lsp_workshop.export.pdf.drawings import LongFigure
from lsp_workshop.export.pdf.layout import TITLE, Layout
from lsp_workshop.export.pdf.photos import PhotoOnPage
from lsp_workshop.export.pdf.room import RoomFor
from lsp_workshop.export.pdf.rows import TableCell, TableRow
from lsp_workshop.export.pdf.structure import Element, list_item
from lsp_workshop.export.pdf.tables import RecordTable
from lsp_workshop.export.pdf.text import Text
from lsp_workshop.export.pictures import printable

_TALL = 300.0
"""Height in points from which key facts may be split."""


def flowables(block: Block, layout: Layout) -> list[Flowable]:
    """The block as flowables; headings are the document's business, because they are linked to."""
    match block:
        case Paragraph():
            return [_paragraph(block, layout)]
        case BulletList():
            return _bullets(block, layout)
        case Details():
            return [_details(block, layout)]
        case KeyFacts():
            return [_key_facts(block, layout)]
        case Comparison():
            return [_comparison(block, layout)]
        case AnswerList():
            return _answers(block, layout)
        case Table():
            return [_table(block, layout)] if block.rows else []
        case BarChart() | ScaleChart() | SpreadChart() | RoundsChart() | TimelineChart() | MatrixChart():
            return [_figure(block, layout)]
        case Photograph():
            return _photo(block, layout)
        case Heading():
            raise TypeError("headings are laid out with what follows them")


def _paragraph(block: Paragraph, layout: Layout) -> Flowable:
    look = layout.look
    if block.role is Role.STATEMENT:
        return Text(block.text, look.statement, layout.typesetter, indent=11 * look.scale, barred=True)
    styles = {Role.BODY: look.body, Role.LEAD: look.lead, Role.NOTE: look.note}
    return layout.text(block.text, styles[block.role])


def _bullets(block: BulletList, layout: Layout) -> list[Flowable]:
    k = layout.look.scale
    style = TextStyle("regular", layout.look.body.size, layout.look.body.leading, INK, 0, 2 * k)
    items, found = Element("L"), list[Flowable]()
    for place, item in enumerate(block.items, start=1):
        sign, body = list_item(items)
        # Space of its own after the list would begin a page where it does not fit, and leave that empty.
        own = replace(style, after=7 * k) if place == len(block.items) else style
        found.append(Text(item, own, layout.typesetter, indent=13 * k, bullet="•", element=body, sign=sign))
    if len(found) > 2:
        # The last point takes the one before with it, where it would be alone on a page.
        height = sum(float(each.wrap(layout.width, 0)[1]) for each in found[-2:]) + style.after
        found.insert(-2, RoomFor(min(height, layout.height / 4)))
    return found


def _details(block: Details, layout: Layout) -> Flowable:
    rows = [
        TableRow((layout.cell(row.label, layout.look.cell_strong), layout.cell(row.text)), inner=not row.label)
        for row in block.rows
    ]
    return layout.table((), rows, (0.17, 0.83), after=6)


def _key_facts(block: KeyFacts, layout: Layout) -> Flowable:
    look, count = layout.look, max(len(block.facts), 4)
    facts = list(block.facts)
    rows = []
    for start in range(0, len(facts), count):
        cells = [
            TableCell((layout.text(fact.value, look.number), layout.text(fact.label, look.cell_note)))
            for fact in facts[start : start + count]
        ]
        rows.append(TableRow((*cells, *(TableCell() for _ in range(count - len(cells))))))
    table = layout.table((), rows, (1,) * count, ruled=False)
    return KeyFactsLine(table, look.scale)


class KeyFactsLine(Flowable):
    """A table under an accent rule."""

    def __init__(self, table: RecordTable, scale: float) -> None:
        super().__init__()
        self.table, self.scale = table, scale

    def getSpaceAfter(self) -> float:
        return 8 * self.scale

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width, self.height = self.table.wrap(availWidth, availHeight)
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        """Splits only where a label is a whole page long, which nobody means but somebody pastes."""
        return self.table.split(availWidth, availHeight) if self.height > _TALL else []

    def draw(self) -> None:
        with self.canv.artifact():
            self.canv.setStrokeColor(ACCENT)
            self.canv.setLineWidth(1.2)
            self.canv.line(0, self.height, self.width, self.height)
        self.table.drawOn(self.canv, 0, 0)


def _comparison(block: Comparison, layout: Layout) -> Flowable:
    """Side by side up to three wordings; more of them in rows. What is marked is said where there is room for it."""
    look = layout.look
    note = (layout.text(block.note, look.cell_note),) if block.note else ()
    if len(block.wordings) > 3:
        rows = [
            TableRow(
                (
                    layout.cell(each.label, look.cell_strong),
                    layout.marked(each, look.cell_strong if each.holds else look.cell),
                    layout.cell(each.note),
                )
            )
            for each in block.wordings
        ]
        rows += [TableRow((TableCell(), TableCell(note), TableCell()))] if note else []
        return layout.table(("Wording", "Text", "Result"), rows, (0.2, 0.5, 0.3))
    shortest = min(block.wordings, key=lambda each: len(each.text))
    cells = tuple(
        TableCell(
            (
                *layout.marked(each, look.statement if each.holds else look.body).texts,
                *((layout.text(each.note, look.cell_note),) if each.note else ()),
                *(note if each is shortest else ()),
            )
        )
        for each in block.wordings
    )
    shares = [1.4 if each.holds else 1.0 for each in block.wordings]
    return layout.table([each.label for each in block.wordings], [TableRow(cells)], shares)


# --- answers ------------------------------------------------------------------------------------------------


def _answers(block: AnswerList, layout: Layout) -> list[Flowable]:
    """Themes, groups, words and marks in columns; a single theme stands over the table instead."""
    themed = len(block.groups) > 1
    sourced = any(answer.source for group in block.groups for answer in group.answers)
    wide = any(len(answer.source) > 8 for group in block.groups for answer in group.answers)
    theme = block.groups[0].theme if block.groups and not themed else ""
    said = f"What they said: {theme}" if 0 < len(theme) <= TITLE - 40 else "What they said"
    if any(answer.headline for group in block.groups for answer in group.answers):
        said += " (headlines in bold)"
    source_share = 0.2 if wide else 0.07
    columns = [
        ("Question" if block.by_question else "Theme", 0.24, themed),
        (block.noun, source_share, sourced),
        (said, 0, True),
    ]
    taken = sum(share for _, share, shown in columns if shown)
    shares = [share or 1 - taken for _, share, shown in columns if shown]
    rows: list[TableRow] = []
    for group in block.groups:
        for place, answer in enumerate(group.answers):
            rows.append(_answer_row(answer, group.theme, place == 0, (themed, sourced), layout))
    table = layout.table([title for title, _, shown in columns if shown], rows, shares, dense=True)
    if len(theme) > TITLE - 40:
        return [layout.text(theme, layout.look.note), table]
    return [table]


def _in_words(marks: Sequence[str]) -> str:
    """ "Headline, strong feeling"."""
    first, *others = marks
    return ", ".join((first, *(other.lower() for other in others)))


def _answer_row(answer: PrintedAnswer, theme: str, first: bool, shown: tuple[bool, bool], layout: Layout) -> TableRow:
    look = layout.look
    themed, sourced = shown
    name = theme or "No theme"
    cells = []
    if themed:
        cells.append(layout.cell(name, look.cell_strong) if first else TableCell())
    if sourced:
        cells.append(layout.cell(answer.source, look.cell_strong))
    style = look.cell_strong if answer.headline else look.cell
    # The table's header says what bold means: the word behind half of the answers would hide the other marks.
    marks = [mark for mark in answer.marks if not (answer.headline and mark == HEADLINE)]
    tail = (_in_words(marks), look.mark) if marks else None
    cells.append(TableCell((Text(answer.text, style, layout.typesetter, tail=tail),)))
    carry = layout.cell(f"{name} (continued)", coloured(look.cell_strong, look.note.colour)) if themed else None
    return TableRow(tuple(cells), carry=carry if not first else None, inner=themed and not first)


# --- tables -------------------------------------------------------------------------------------------------


def _table(block: Table, layout: Layout) -> Flowable:
    if layout.look.paper.large_print:
        block = in_large_print(block)
    rows = []
    opening: TableCell | None = None
    for row in block.rows:
        if len(row) == 1 < len(block.columns):
            rows.append(TableRow((layout.cell(row[0].text, layout.look.h3),), band=True))
            continue
        cells = [table_cell(cell, column.numeric, layout) for cell, column in zip(row, block.columns, strict=True)]
        inner = not row[0].text and not row[0].note and row[0].sector is None and len(rows) > 0
        # What the first column last said is said again where the rows below it go on, on a new page.
        opening = opening if inner else cells[0]
        rows.append(TableRow(tuple(cells), carry=opening if inner else None, inner=inner))
    table = layout.table([column.title for column in block.columns], rows, [column.width for column in block.columns])
    if table.header is not None:
        cells = [
            TableCell(cell.texts, numeric=column.numeric)
            for cell, column in zip(table.header.cells, block.columns, strict=True)
        ]
        table.header = TableRow(tuple(cells))
    return table


def table_cell(cell: Cell, numeric: bool, layout: Layout) -> TableCell:
    look = layout.look
    style = look.cell_strong if cell.strong else look.cell
    if cell.mark in RAG:
        style = coloured(look.cell_strong, RAG[cell.mark])
    texts = []
    if cell.text:
        texts.append(layout.text(cell.text, style))
    if cell.note:
        texts.append(layout.text(cell.note, look.cell_note))
    return TableCell(tuple(texts), chip=cell.sector, numeric=numeric)


# --- figures ------------------------------------------------------------------------------------------------


def _figure(block: Chart, layout: Layout) -> Flowable:
    caption = layout.text(block.caption, layout.look.caption)
    fonts = layout.typesetter.fonts
    # A page of its own is as full as one of text.
    most = layout.height * (0.9 if isinstance(block, PlanFigure) else 0.82)
    return LongFigure(block, fonts, layout.width, most, layout.look.scale, caption, layout.height)


def _photo(block: Photograph, layout: Layout) -> list[Flowable]:
    jpeg = printable(block, grey=layout.look.paper.grey)
    if jpeg is None:
        words = f"{block.alternative} (the picture cannot be read). {block.caption}"
        return [layout.text(words, layout.look.note)]
    caption = layout.text(block.caption, layout.look.caption) if block.caption else None
    if caption is not None and caption.wrap(layout.width, layout.height)[1] > layout.height / 3:
        # A caption that long is a text of its own, which may go on over pages.
        alone = PhotoOnPage(block, jpeg, layout.width, layout.height, None)
        return [alone, layout.text(block.caption, layout.look.note)]
    return [PhotoOnPage(block, jpeg, layout.width, layout.height, caption)]


def least_height(following: Sequence[Flowable], layout: Layout) -> float:
    """How much of what follows must stand under a heading for it not to look lost."""
    for flowable in following:
        if isinstance(flowable, RoomFor | Spacer):
            continue
        if isinstance(flowable, RecordTable | LongFigure):
            return flowable.first_height()
        if isinstance(flowable, KeyFactsLine | PhotoOnPage):
            return float(flowable.wrap(layout.width, layout.height)[1])
        height = float(flowable.wrap(layout.width, layout.height)[1])
        return min(height, 3 * layout.look.body.leading)
    return 0.0
