"""Handouts as PDF files: sheets that run on, sides that fit, cards and tents, on the record's paper or on a wall's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate
from reportlab.platypus.doctemplate import NextPageTemplate
from reportlab.platypus.flowables import Flowable, PageBreak

from lsp_workshop.domain.handouts.parts import Cards, Display, Fields, FormBlock, Grid, Handout, Leaf, Sheet, Side, Tent
from lsp_workshop.domain.paper import USUAL, Paper
from lsp_workshop.domain.record.parts import Heading
from lsp_workshop.export.look import ACCENT, BOTTOM, SIDE, TOP, Look, look
from lsp_workshop.export.pdf.blocks import least_height
from lsp_workshop.export.pdf.cards import TentPage, card_pages
from lsp_workshop.export.pdf.document import Cancelled, Progress, Writer
from lsp_workshop.export.pdf.forms import FillingGrid, WritingLines, display, form_flowables, heading
from lsp_workshop.export.pdf.layout import Layout
from lsp_workshop.export.pdf.room import RoomFor
from lsp_workshop.export.pdf.story import Anchor, Entry
from lsp_workshop.export.pdf.structure import Element
from lsp_workshop.export.pdf.tables import RecordTable
from lsp_workshop.export.pdf.text import Text, Typesetter
from lsp_workshop.files import write_whole

_EDGE = 10 * mm
"""Round cards: printers leave so much."""
_TITLE = 160
"""Letters of a title; a longer one is set smaller, for it would leave its sheet no room."""
_ENDS = 0.33
"""How much of a sheet's last page is filled at least, where that can be."""
_TOGETHER = 0.45
"""How much of a page goes to the next one whole, rather than over both."""
_WALL_PRINT = 1.9
"""How much larger the print on a wall is."""


def write_handout(
    handout: Handout,
    out: Path,
    *,
    fonts: Path,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    paper: Paper = USUAL,
) -> None:
    """Writes the handout as a PDF file, as `write_record` does the record; posters on paper twice as large."""
    measures = look(paper, times=_WALL_PRINT if handout.wall else 1.0)
    writer = _SheetWriter(handout, fonts, measures, progress, cancelled)
    write_whole(out, writer.write)


class _SheetWriter(Writer):
    """One export of a handout, in one go: nothing in it points to pages."""

    record: Handout

    def write(self, file: BinaryIO) -> None:
        page = _page(self.record, self.look)
        leaves = _Leaves(self.record, self.look, self.typesetter, page)
        first, found = leaves.flowables()
        self.build(_Document(self, file, page, first), found)
        self.all_done()

    def bare(self, canvas: Any, document: BaseDocTemplate) -> None:
        """Nothing stands beside cards."""
        self.page_done()


def _page(handout: Handout, measures: Look) -> tuple[float, float]:
    paper = measures.paper
    return (paper.wall[1], paper.wall[0]) if handout.wall else paper.page


class _Document(BaseDocTemplate):
    """Pages of running sheets and pages of cards; a document begins with those that come `first`."""

    def __init__(self, writer: _SheetWriter, file: Any, page: tuple[float, float], first: str) -> None:
        super().__init__(file, pagesize=page)
        sheet = Frame(SIDE, BOTTOM, page[0] - 2 * SIDE, page[1] - TOP - BOTTOM, 0, 0, 0, 0)
        cards = Frame(_EDGE, _EDGE, page[0] - 2 * _EDGE, page[1] - 2 * _EDGE, 0, 0, 0, 0)
        templates = [
            PageTemplate("sheet", sheet, onPage=writer.furniture, pagesize=page),
            PageTemplate("cards", cards, onPage=writer.bare, pagesize=page),
        ]
        self.addPageTemplates(sorted(templates, key=lambda template: template.id != first))


class _Leaves:
    """The handout's leaves as flowables, each on a page of its own."""

    def __init__(self, handout: Handout, measures: Look, typesetter: Typesetter, page: tuple[float, float]) -> None:
        self.handout, self.look, self.typesetter = handout, measures, typesetter
        room = page[0] - 2 * SIDE, page[1] - TOP - BOTTOM
        self.layout = Layout(measures, typesetter, *room, whole_dates=True)
        self._card_room = (page[0] - 2 * _EDGE, page[1] - 2 * _EDGE)
        self._number = 0

    def flowables(self) -> tuple[str, list[Flowable]]:
        """The page template of the first, and all of them."""
        first, found = "", list[Flowable]()
        for leaf in self.handout.leaves:
            template, pages = self._pages(leaf)
            for page in pages:
                if first:
                    found += [NextPageTemplate(template), PageBreak()]
                first = first or template
                found += page
        return first, found

    def _pages(self, leaf: Leaf) -> tuple[str, list[list[Flowable]]]:
        """The page template and what begins a page each."""
        match leaf:
            case Sheet():
                return "sheet", [self._sheet(leaf)]
            case Side():
                return "sheet", [self._side(leaf)]
            case Tent():
                return "cards", [[TentPage(leaf, self.look, self.typesetter, self._card_room)]]
            case Cards():
                pages = card_pages(leaf, self.look, self.typesetter, self._card_room)
                if pages:
                    return "cards", [[page] for page in pages]
                # Too long for a page: it runs on like any text.
                return "sheet", [self._sheet(Sheet("", card.blocks, label=leaf.note(0))) for card in leaf.cards]

    def _side(self, side: Side) -> list[Flowable]:
        for sheet in side.sheets[:-1]:
            found = self._sheet(sheet)
            if _fills(found, self.layout) <= self.layout.height:
                return found
        return self._sheet(side.sheets[-1])

    def _sheet(self, sheet: Sheet) -> list[Flowable]:
        measures, layout, part = self.look, self.layout, Element("Sect")
        found: list[Flowable] = []
        if sheet.label:
            found.append(Text(sheet.label, measures.label, self.typesetter, element=part.within("P")))
        if sheet.title:
            style = measures.h1 if len(sheet.title) <= _TITLE else replace(measures.h2, before=0, colour=ACCENT)
            title = Text(sheet.title, style, self.typesetter, element=part.within("H1"))
            found.append(self._anchor(title))
        if sheet.lead:
            found.append(layout.text(sheet.lead, measures.lead))
        made = [form_flowables(block, layout) for block in sheet.blocks]
        for place, block in enumerate(sheet.blocks):
            if isinstance(block, Display | Heading) and not sheet.title and place == 0:
                found += [self._anchor(self._titled(block, part)), *made[place][1:]]
                continue
            if isinstance(block, Heading):
                least = self._least(sheet.blocks, made, place)
                before = max(made[place][0].getSpaceBefore() - (found[-1].getSpaceAfter() if found else 0.0), 0.0)
                height = made[place][0].wrap(layout.width, 0)[1] + before + made[place][0].getSpaceAfter()
                found.append(RoomFor(min(height + least, layout.height / 2)))
            found += made[place]
        if found and isinstance(found[-1], RecordTable):
            found[-1].look = replace(found[-1].look, ends=_ENDS * layout.height)
        return found

    def _least(self, blocks: Sequence[FormBlock], made: Sequence[list[Flowable]], place: int) -> float:
        """What must fit under the heading at `place`: of lines that are filled in together, all, where they are few; so
        too of the sheet's end, which would leave a scrap on a page of its own.
        """
        end = place + 1
        rest = _fills([each for part in made[end:] for each in part], self.layout)
        headings = [later for later in range(end, len(blocks)) if isinstance(blocks[later], Heading)]
        if rest < self.layout.height * _TOGETHER and (not headings or self._is_scrap(made[headings[-1] :])):
            return rest
        while end < len(blocks) and isinstance(blocks[end], Fields | Grid):
            end += 1
        together = [each for part in made[place + 1 : end] for each in part]
        whole = _fills(together, self.layout)
        if end > place + 2 and whole < self.layout.height * _TOGETHER:
            return whole
        return _least([each for part in made[place + 1 : place + 2] for each in part], self.layout)

    def _is_scrap(self, made: Sequence[list[Flowable]]) -> bool:
        """Whether this would leave a page of its own nearly empty."""
        return _fills([each for part in made for each in part], self.layout) < self.layout.height * _ENDS

    def _titled(self, block: Display | Heading, part: Element) -> Text:
        """What stands in for a title."""
        element = part.within("H1")
        if isinstance(block, Heading):
            return heading(block, self.layout, element)
        shown = display(block, self.layout)
        shown.element = element
        return shown

    def _anchor(self, text: Text) -> Flowable:
        self._number += 1
        return Anchor(text, Entry(f"sheet{self._number}", text.text, 0, False))


def _least(following: list[Flowable], layout: Layout) -> float:
    if following and isinstance(following[0], WritingLines | FillingGrid):
        return float(following[0].wrap(layout.width, 0)[1])
    if following and isinstance(following[0], Text) and following[0].bullet:
        # A short list stays together.
        return sum(float(each.wrap(layout.width, 0)[1] + each.getSpaceAfter()) for each in following)
    return least_height(following, layout)


def _fills(found: list[Flowable], layout: Layout) -> float:
    """The height of all of it on one page."""
    height = after = 0.0
    for flowable in found:
        if isinstance(flowable, RoomFor):
            continue
        height += max(float(flowable.getSpaceBefore()), after) if height else 0.0
        height += float(flowable.wrap(layout.width, layout.height)[1])
        after = float(flowable.getSpaceAfter())
    return height
