"""The record's flowables in order: cover, contents, sections; headings that are linked to and found in the outline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from reportlab.platypus.doctemplate import NextPageTemplate
from reportlab.platypus.flowables import Flowable, PageBreak, Spacer

from lsp_workshop.domain.record.parts import BulletList, Heading, Paragraph, PrintableRecord, Section
from lsp_workshop.export.look import FEWEST_LISTED, MUTED, PAGE_OF_LISTED, RULE, Look, TextStyle, coloured
from lsp_workshop.export.pdf.blocks import flowables, least_height
from lsp_workshop.export.pdf.canvas import TaggedCanvas
from lsp_workshop.export.pdf.drawings import LongFigure
from lsp_workshop.export.pdf.layout import Layout
from lsp_workshop.export.pdf.room import RoomFor
from lsp_workshop.export.pdf.rows import TableRow
from lsp_workshop.export.pdf.structure import Element
from lsp_workshop.export.pdf.tables import RecordTable
from lsp_workshop.export.pdf.text import Text, Typesetter, paint_text
from lsp_workshop.export.typeset.clean import one_line
from lsp_workshop.export.typeset.lines import measure

_OUTLINE_LENGTH = 200
_ENDS = 0.32
"""How much of a page a table takes at the least that ends on it with a part of the record."""


@dataclass
class Entry:
    """A heading as the contents and the outline know it; the page is learnt while it is painted."""

    key: str
    text: str
    level: int
    listed: bool
    page: int = 0


class Anchor(Flowable):
    """A heading's text that other pages lead to."""

    def __init__(self, text: Text, entry: Entry) -> None:
        super().__init__()
        self.content, self.entry = text, entry

    def getSpaceBefore(self) -> float:
        return self.content.getSpaceBefore()

    def getSpaceAfter(self) -> float:
        return self.content.getSpaceAfter()

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width, self.height = self.content.wrap(availWidth, availHeight)
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        parts = self.content.split(availWidth, availHeight)
        return [Anchor(parts[0], self.entry), *parts[1:]] if len(parts) > 1 else []

    def draw(self) -> None:
        entry = self.entry
        entry.page = self.canv.getPageNumber()
        # A little above the heading, so that it doesn't stick to the window's edge.
        self.canv.bookmarkHorizontal(entry.key, 0, self.height + 12, fit="XYZ")
        self.canv.addOutlineEntry(
            one_line(entry.text)[:_OUTLINE_LENGTH], entry.key, entry.level, closed=entry.level == 0
        )
        paint_text(self.canv, self.content, 0, self.height)


class ContentsRow(Flowable):
    """A line of the contents: the heading, dots, the page, all of it a link."""

    def __init__(self, entry: Entry, style: TextStyle, typesetter: Typesetter, scale: float, item: Element) -> None:
        super().__init__()
        self.entry, self.style, self.typesetter, self.scale = entry, style, typesetter, scale
        self._element = item.within("Reference").within("Link")
        self.indent = 14 * scale if entry.level else 0.0
        text = one_line(entry.text)
        self.text = Text(text if len(text) <= 300 else f"{text[:300]}…", style, typesetter, element=self._element)

    def getSpaceBefore(self) -> float:
        return self.style.before

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width = availWidth
        self.text.wrap(availWidth - self.indent - 40 * self.scale, 0)
        self.height = self.text.height
        return availWidth, self.height

    def draw(self) -> None:
        """The page is painted when it is known; room for it was kept."""
        paint_text(self.canv, self.text, self.indent, self.height)
        with self.canv.tagged(self._element):
            self.canv.later(self._paint_page)
        self._say = self.canv.link(self._element, self.text.text, self.entry.key, (0, 0, self.width, self.height))
        with self.canv.artifact():
            self.canv.later(self._paint_dots)

    def _number(self) -> tuple[str, float]:
        number = str(self.entry.page)
        return number, measure(number, self.typesetter.fonts, self.style.weight, self.style.size)

    def _paint_page(self, canvas: TaggedCanvas) -> None:
        number, width = self._number()
        page = Text(number, self.style, self.typesetter)
        page.wrap(width + 1, 0)
        paint_text(canvas, page, self.width - width, self.style.leading)
        self._say(f"{self.text.text}, page {number}")

    def _paint_dots(self, canvas: TaggedCanvas) -> None:
        start, end = self.indent + self.text._lines[-1].width + 6, self.width - self._number()[1]
        y = self.style.leading / 2 - self.style.size * 0.34 + 0.5
        if start < end - 8:
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.6)
            canvas.setDash(0.6, 2.6)
            canvas.line(start, y, end - 6, y)
            canvas.setDash()


class Story:
    """Makes the flowables, and calls `look_up` before each section; the entries learn their pages while painted."""

    def __init__(
        self, record: PrintableRecord, look: Look, typesetter: Typesetter, look_up: Callable[[], None] = lambda: None
    ) -> None:
        self.record, self.look, self.typesetter = record, look, typesetter
        self._look_up = look_up
        self._entries: dict[str, Entry] = {}
        for number, section in enumerate(record.sections):
            self._enter(f"s{number}", section.title, 0, True)
            for place, block in enumerate(section.blocks):
                if isinstance(block, Heading) and block.level == 2:
                    self._enter(f"s{number}h{place}", block.text, 1, section.label.startswith("Stage"))

    def _enter(self, key: str, text: str, level: int, listed: bool) -> None:
        self._entries[key] = Entry(key, text, level, listed)

    def flowables(self) -> list[Flowable]:
        found = [*self._cover(), *self._contents()]
        landscape = False
        for number, section in enumerate(self.record.sections):
            self._look_up()
            follows = number == 0 and self._begins_below_contents(section)
            found.extend([] if follows else self._turn(section, landscape, number == 0))
            landscape = self._turned(section)
            made = self._section(number, section, found[-1].getSpaceAfter(), last=self._ends_page(number))
            if follows and section.own_page:
                layout = Layout(self.look, self.typesetter, *self.look.upright)
                found.append(RoomFor(_height([each for each in made if not isinstance(each, RoomFor)], layout)))
            found.extend(made)
        return found

    def _begins_below_contents(self, section: Section) -> bool:
        return FEWEST_LISTED <= len(self._listed()) < PAGE_OF_LISTED and not self._turned(section)

    def _listed(self) -> list[Entry]:
        return [entry for entry in self._entries.values() if entry.listed]

    def _ends_page(self, number: int) -> bool:
        """Whether nothing stands on the page after the section: the next one begins another, or there is none."""
        if number + 1 == len(self.record.sections):
            return True
        section, following = self.record.sections[number : number + 2]
        return following.own_page or self._turned(section) != self._turned(following)

    def _text(self, text: str, style: TextStyle) -> Text:
        return Text(text, style, self.typesetter)

    # --- cover and contents -------------------------------------------------------------------------------

    def _cover(self) -> list[Flowable]:
        look, record = self.look, self.record
        layout = Layout(look, self.typesetter, *look.upright)
        found: list[Flowable] = [
            Spacer(0, look.upright[1] * (0.2 if look.scale == 1 else 0.06)),
            self._text(record.kind, look.label),
        ]
        found.append(self._text(record.title or "Workshop", look.title))
        if record.subtitle:
            found.append(self._text(record.subtitle, look.lead))
        if record.status:
            found.append(self._text(record.status, coloured(look.label, MUTED)))
        if record.cover:
            found.append(Spacer(0, look.upright[1] * (0.1 if look.scale == 1 else 0.03)))
            rows = [TableRow((layout.cell(d.label, look.cell_strong), layout.cell(d.text))) for d in record.cover]
            found.append(layout.table((), rows, (0.22, 0.78)))
        return found

    def _contents(self) -> list[Flowable]:
        entries = self._listed()
        if len(entries) < FEWEST_LISTED:
            return []
        styles = (self.look.contents, self.look.contents_sub)
        part = Element("Sect")
        lists = {0: part.within("TOC")}
        rows = []
        for entry in entries:
            if entry.level == 0:
                lists.pop(1, None)
            elif entry.level not in lists:
                lists[entry.level] = lists[0].within("TOC")
            item = lists[entry.level].within("TOCI")
            rows.append(ContentsRow(entry, styles[entry.level], self.typesetter, self.look.scale, item))
        title = Text("Contents", self.look.h1, self.typesetter, element=part.within("H1"))
        self._on_one_page(title, rows)
        return [NextPageTemplate("upright"), PageBreak(), title, *rows]

    def _on_one_page(self, title: Text, rows: list[ContentsRow]) -> None:
        """Sets the rows closer where that spares a second page with a few of them."""
        width, height = self.look.upright
        air = sum(row.getSpaceBefore() for row in rows)
        room = height - title.wrap(width, 0)[1] - title.getSpaceAfter() - sum(row.wrap(width, 0)[1] for row in rows)
        if 0.25 * air < room < air:
            for row in rows:
                row.style = replace(row.style, before=row.style.before * (room - 1) / air)

    # --- sections -----------------------------------------------------------------------------------------

    def _turn(self, section: Section, landscape: bool, first: bool) -> list[Flowable]:
        """The break before a section: a new page where it asks for one or the paper turns, else room to begin."""
        turned = self._turned(section)
        template = "landscape" if turned else "upright"
        if first or section.own_page or turned != landscape:
            return [NextPageTemplate(template), PageBreak()]
        return []

    def _turned(self, section: Section) -> bool:
        return section.turned(large=self.look.paper.large_print)

    def _section(self, number: int, section: Section, after: float, *, last: bool) -> list[Flowable]:
        """`after` is the space that what stands before it leaves; the `last` before a new page ends with no scrap."""
        look = self.look
        layout = Layout(look, self.typesetter, *(look.turned if self._turned(section) else look.upright))
        body: list[list[Flowable]] = []
        level = 1
        for place, block in enumerate(section.blocks):
            if isinstance(block, Heading):
                level = min(block.level, level + 1)
                body.append([self._heading(block, f"s{number}h{place}", level)])
            else:
                body.append(flowables(block, layout))
        start = self._start(number, section)
        found: list[Flowable] = [RoomFor(self._needed([[each] for each in start] + body, layout, after)), *start]
        ending = _last_heading(section) if last else None
        if last:
            _mind_the_end([each for part in body for each in part], layout)
        for place, part in enumerate(body):
            if isinstance(section.blocks[place], Heading) or _leads_to_list(section, place):
                before = found[-1].getSpaceAfter()
                needed = self._needed(body[place:], layout, before)
                whole = _height([each for part in body[place:] for each in part], layout) if place == ending else 0.0
                found.append(RoomFor(max(needed, whole - before) if whole < layout.height / 2 else needed))
            found.extend(part)
        return found

    def _start(self, number: int, section: Section) -> list[Flowable]:
        """Label, title and lead, with air over them where the section begins inside a page."""
        look, air, part = self.look, 20 * self.look.scale, Element("Sect")
        found: list[Flowable] = []
        if section.label:
            label = replace(look.label, before=air)
            found.append(Text(section.label, label, self.typesetter, element=part.within("P")))
        style = look.h1 if section.label else replace(look.h1, before=air)
        title = Text(section.title, style, self.typesetter, element=part.within("H1"))
        found.append(Anchor(title, self._entries[f"s{number}"]))
        if section.lead:
            found.append(self._text(section.lead, look.lead))
        return found

    def _heading(self, heading: Heading, key: str, level: int) -> Flowable:
        """`level` is what it is read as: who hears the headings must not look for one that is not there."""
        style = self.look.h2 if heading.level == 2 else self.look.h3
        text = Text(heading.text, style, self.typesetter, element=Element(f"H{level}"))
        return Anchor(text, self._entries[key]) if heading.level == 2 else text

    def _needed(self, parts: list[list[Flowable]], layout: Layout, after: float = 0.0) -> float:
        """The height of headings, and of what leads from them to a table or figure, with the beginning of that.

        `after` is the space that what stands before them leaves already.
        """
        height, in_text = 0.0, False
        following = [each for part in parts for each in part]
        for place, flowable in enumerate(following):
            is_heading = isinstance(flowable, Anchor) or (isinstance(flowable, Text) and self._is_heading(flowable))
            if in_text and isinstance(flowable, Text) and not is_heading and not flowable.bullet:
                break  # Running text may go on anywhere.
            height += max(flowable.getSpaceBefore() - after, 0)
            if _leads_to_figure(following[place : place + 2], layout):
                height, in_text, after = height + flowable.wrap(layout.width, 0)[1], False, flowable.getSpaceAfter()
                height += after
                continue
            if not isinstance(flowable, Anchor | Text):
                height += least_height([flowable], layout) + _short_note(following[place : place + 2], layout)
                break
            own = float(flowable.wrap(layout.width, 0)[1])
            if isinstance(flowable, Text) and flowable.bullet:
                height += min(own, 3 * layout.look.body.leading)
                break
            if not is_heading and own > 4 * layout.look.lead.leading:
                height += 3 * layout.look.lead.leading
                break
            in_text, after = not is_heading, flowable.getSpaceAfter()
            height += own + after
        return min(height, layout.height * 0.9)

    def _is_heading(self, text: Text) -> bool:
        return text.style is self.look.h3


def _last_heading(section: Section) -> int | None:
    """The place of the last heading in the section."""
    return max((place for place, block in enumerate(section.blocks) if isinstance(block, Heading)), default=None)


def _mind_the_end(body: list[Flowable], layout: Layout) -> None:
    """Lets enough of the table that ends a part, or has but a note under it, go on to the last page with that."""
    needed, below = _ENDS * layout.height, 0.0
    for flowable in reversed(body):
        if isinstance(flowable, RecordTable):
            foot = below + flowable.look.after if 0 < below < layout.height / 6 else 0.0
            flowable.look = replace(flowable.look, ends=max(needed - below, 0.0), foot=foot)
        if not isinstance(flowable, Text):
            return
        below += _height([flowable], layout)


def _height(following: list[Flowable], layout: Layout) -> float:
    """About the height of all of it, with the space between."""
    air = sum(float(max(each.getSpaceBefore(), each.getSpaceAfter())) for each in following)
    return air + sum(float(each.wrap(layout.width, layout.height)[1]) for each in following)


def _short_note(two: list[Flowable], layout: Layout) -> float:
    """The height of a line or two after what stands whole under a heading: by itself it would begin a page."""
    if len(two) < 2 or not isinstance(two[1], Text) or two[1].style is not layout.look.note:
        return 0.0
    whole = float(two[0].wrap(layout.width, layout.height)[1])
    note = two[0].getSpaceAfter() + float(two[1].wrap(layout.width, 0)[1])
    return note if whole <= least_height(two, layout) and note < layout.height / 6 else 0.0


def _leads_to_figure(two: list[Flowable], layout: Layout) -> bool:
    """Whether it is the line or two of a vote's result over its figure."""
    if len(two) < 2 or not (isinstance(two[0], RecordTable) and isinstance(two[1], LongFigure)):
        return False
    return two[0].header is None and float(two[0].wrap(layout.width, 0)[1]) < layout.height / 6


def _leads_to_list(section: Section, place: int) -> bool:
    """Whether the block is a line over a list, which must not stand alone either."""
    following = section.blocks[place + 1 : place + 2]
    return isinstance(section.blocks[place], Paragraph) and any(isinstance(each, BulletList) for each in following)
