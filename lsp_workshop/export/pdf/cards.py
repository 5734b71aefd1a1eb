"""Cards to cut out and tents to fold, each filling a page. Knows the page's room, and not what stands on cards."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Sequence
from dataclasses import replace

from reportlab.lib.units import mm
from reportlab.platypus.flowables import Flowable

from lsp_workshop.domain.handouts.parts import Card, Cards, Display, Tent
from lsp_workshop.domain.record.parts import Heading
from lsp_workshop.export.charts import chip
from lsp_workshop.export.look import Look, TextStyle, look
from lsp_workshop.export.pdf.drawings import draw_on
from lsp_workshop.export.pdf.forms import WritingLines, display, form_flowables, heading
from lsp_workshop.export.pdf.layout import Layout
from lsp_workshop.export.pdf.pen import Stroke, to_cut
from lsp_workshop.export.pdf.structure import Element
from lsp_workshop.export.pdf.text import Text, Typesetter, paint_text
from lsp_workshop.export.typeset.clean import one_line
from lsp_workshop.export.typeset.lines import measure, shortened

_PAD = 5 * mm
_NAMES = 1.4
"""Leading of names on a table card, in sizes."""
_READABLE = 11.0
"""Points of a name on a table card; a longer one than has room then is cut."""
_FOOT = 14.0
"""Room for the note under the cards."""
_SIZES = (1.0, 0.85, 0.72, 0.62)
"""How much smaller the print of the last shape may get before a card does not fit at all."""


def card_pages(cards: Cards, measures: Look, typesetter: Typesetter, room: tuple[float, float]) -> list[Flowable]:
    """A flowable for each page of cards; none where a card is too long for a whole page."""
    large = measures.paper.large_print
    shapes = cards.shapes[1:] if large and len(cards.shapes) > 1 else cards.shapes
    for shape in shapes:
        # Large print that is set smaller is none.
        for size in _SIZES if shape == shapes[-1] and not large else _SIZES[:1]:
            layout = _layout(shape, _smaller(measures, size), typesetter, room)
            if all(_height(card, layout) <= layout.height for card in (*cards.cards, *cards.spare)):
                return _pages(cards, shape, layout, room)
    return []


def _smaller(measures: Look, times: float) -> Look:
    return measures if times == 1 else look(measures.paper, times=times)


def _layout(shape: tuple[int, int], measures: Look, typesetter: Typesetter, room: tuple[float, float]) -> Layout:
    columns, rows = shape
    return Layout(measures, typesetter, room[0] / columns - 2 * _PAD, (room[1] - _FOOT) / rows - 2 * _PAD)


def _pages(cards: Cards, shape: tuple[int, int], layout: Layout, room: tuple[float, float]) -> list[Flowable]:
    on_page = shape[0] * shape[1]
    every = cards.cards
    if cards.spare:
        every += cards.spare * (-len(every) % on_page)
    elif len(every) == 1:
        every *= on_page
    note = cards.note(on_page)
    return [
        CardPage(every[start : start + on_page], shape, layout, room, note) for start in range(0, len(every), on_page)
    ]


def _stack(card: Card, layout: Layout) -> list[Flowable]:
    """The card's blocks; beside the sign in its corner the first is narrower."""
    found: list[Flowable] = []
    for place, block in enumerate(card.blocks):
        if isinstance(block, Display):
            beside = replace(layout, width=layout.width - _beside(layout)) if card.mark and not place else layout
            found.append(display(block, beside, cut=True))
        elif isinstance(block, Heading):
            found.append(heading(block, layout, Element("Sect").within("H1")))
        else:
            found += form_flowables(block, layout)
            if isinstance(block, Heading) and isinstance(found[-1], Text):
                found[-1].element = Element("H1")  # A card has no title above it.
    return found


def _mark_size(layout: Layout) -> float:
    return 20 * layout.look.scale


def _beside(layout: Layout) -> float:
    """What the sign takes from the line beside it."""
    return _mark_size(layout) + 8 * layout.look.scale


def _width_of(flowable: Flowable, place: int, card: Card, layout: Layout) -> float:
    beside = card.mark is not None and place == 0 and isinstance(flowable, Text)
    return layout.width - (_beside(layout) if beside else 0)


def _height(card: Card, layout: Layout) -> float:
    return _placed(_stack(card, layout), card, layout)[-1][1] if card.blocks else 0.0


def _placed(found: Sequence[Flowable], card: Card, layout: Layout) -> list[tuple[float, float]]:
    """Where each begins and ends, from the top. Room to write in that fills its page fills the card."""
    free = [place for place, each in enumerate(found) if isinstance(each, WritingLines) and each.block.lines is None]
    heights = [
        0.0 if place in free else float(each.wrap(_width_of(each, place, card, layout), layout.height)[1])
        for place, each in enumerate(found)
    ]
    before = [0.0, *(max(this.getSpaceAfter(), then.getSpaceBefore()) for this, then in itertools.pairwise(found))]
    left = (layout.height - sum(heights) - sum(before)) / max(len(free), 1)
    for place in free:
        heights[place] = float(found[place].wrap(layout.width, left)[1])
    ends = list(itertools.accumulate(map(operator.add, before, heights)))
    if card.foot and ends:
        ends[-1] = max(ends[-1], layout.height)
    return [(end - height, end) for end, height in zip(ends, heights, strict=True)]


class CardPage(Flowable):
    """One page of cards with lines to cut along."""

    def __init__(
        self, cards: Sequence[Card], shape: tuple[int, int], layout: Layout, room: tuple[float, float], note: str
    ) -> None:
        super().__init__()
        self.cards, self.shape, self.layout, self.room, self.note = cards, shape, layout, room, note

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width, self.height = self.room
        return self.room

    def draw(self) -> None:
        columns, rows = self.shape
        width, height = self.room[0] / columns, (self.room[1] - _FOOT) / rows
        strokes: list[Stroke] = []
        for place, card in enumerate(self.cards):
            x, top = (place % columns) * width, self.room[1] - (place // columns) * height
            self._draw_card(card, x + _PAD, top - _PAD)
            bottom = top - height
            strokes += [(x, top, x + width, top), (x, bottom, x + width, bottom)]
            strokes += [(x, top, x, bottom), (x + width, top, x + width, bottom)]
        to_cut(self.canv, sorted(set(strokes)))
        if self.note:
            text = self.layout.text(self.note, look(self.layout.look.paper).caption)
            text.wrap(self.room[0], 0)
            paint_text(self.canv, text, 0, text.height - 2)

    def _draw_card(self, card: Card, x: float, top: float) -> None:
        found = _stack(card, self.layout)
        for flowable, (_, end) in zip(found, _placed(found, card, self.layout), strict=True):
            flowable.drawOn(self.canv, x, top - end)
        if card.mark is not None:
            size, fonts = _mark_size(self.layout), self.layout.typesetter.fonts
            draw_on(self.canv, chip(size, card.mark, fonts), x + self.layout.width - size, top - size, fonts)


class TentPage(Flowable):
    """A table card: folded in the middle, its title stands upright on both sides."""

    def __init__(self, tent: Tent, measures: Look, typesetter: Typesetter, room: tuple[float, float]) -> None:
        super().__init__()
        self.tent, self.room = tent, room
        self.layout = Layout(measures, typesetter, room[0] - 2 * _PAD, room[1] / 2 - 4 * _PAD)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width, self.height = self.room
        return self.room

    def draw(self) -> None:
        width, height = self.room
        to_cut(self.canv, [(0, height / 2, width, height / 2)])
        self._draw_side(110, 0.62, ())
        self.canv.saveState()
        self.canv.translate(width, height)
        self.canv.rotate(180)
        self._draw_side(60, 0.3, self.tent.lines)
        self.canv.restoreState()

    def _draw_side(self, most: float, share: float, lines: Sequence[str]) -> None:
        """One side as it stands in front of its reader, in the middle of its height."""
        layout = self.layout
        texts = [display(Display(self.tent.title, most, share), layout, cut=True)]
        if self.tent.subtitle:
            texts.append(display(Display(self.tent.subtitle, most / 2.4, 0.22), layout, cut=True))
        used = sum(float(text.wrap(layout.width, 0)[1]) for text in texts)
        columns, size = self._names(lines, layout.height - used)
        rows = -(-len(lines) // columns)
        top = 2 * _PAD + (layout.height + used + rows * size * _NAMES) / 2
        for text in texts:
            paint_text(self.canv, text, _PAD, top)
            top -= text.height
        width = layout.width / columns - 6
        for place, line in enumerate(lines):
            text = self._name(line, TextStyle("regular", size, size * _NAMES), width)
            column, row = divmod(place, rows)
            paint_text(self.canv, text, _PAD + column * (width + 12), top - row * text.height)

    def _names(self, lines: Sequence[str], room: float) -> tuple[int, float]:
        """Columns and size of the names: as large as all of them fit, each on its line, into the height that is left;
        where that is too small to be read across a table, as large as their number allows.
        """
        layout = self.layout
        fonts, most = layout.typesetter.fonts, 22 * layout.look.scale
        widest = max((measure(one_line(line), fonts, "regular", 1.0) for line in lines), default=0.0)
        high = {columns: room / (-(-len(lines) // columns) * _NAMES) for columns in (1, 2)} if lines else {1: most}
        whole = {each: min(most, high[each], (layout.width / each - 6) / max(widest, 0.1)) for each in high}
        least = _READABLE
        columns = max(whole, key=lambda each: whole[each])
        if whole[columns] >= least:
            return columns, whole[columns]
        columns = max(high, key=lambda each: high[each])
        return columns, max(min(high[columns], least), 6.0)

    def _name(self, line: str, style: TextStyle, width: float) -> Text:
        fonts = self.layout.typesetter.fonts
        text = self.layout.text(shortened(one_line(line), fonts, style.weight, style.size, width), style)
        text.wrap(width + 1, 0)
        return text
