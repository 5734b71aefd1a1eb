"""The record as a Word file: cover, contents, sections either way up, header and footer, properties."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.parts.image import ImagePart
from docx.shared import Pt

from lsp_workshop.domain.paper import USUAL, Paper
from lsp_workshop.domain.record.figure_parts import AnyFigure
from lsp_workshop.domain.record.parts import Details, Heading, Paragraph, PrintableRecord, Section
from lsp_workshop.export.errors import ExportCancelled
from lsp_workshop.export.look import BOTTOM, FEWEST_LISTED, PAGE_OF_LISTED, SIDE, TOP
from lsp_workshop.export.moment import moment_of
from lsp_workshop.export.typeset.clean import one_line
from lsp_workshop.export.word.blocks import elements
from lsp_workshop.export.word.cells import Place, set_table, words
from lsp_workshop.export.word.ends import keep_end_together
from lsp_workshop.export.word.styles import AIR, WordLook, numbering_xml, styles_xml, word_look
from lsp_workshop.export.word.xml import (
    TWIPS,
    Element,
    Run,
    TableRow,
    add,
    begin_page,
    keep_with_next,
    new,
    paragraph,
    runs,
)
from lsp_workshop.files import replace_file

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

_PROPERTY = 250
"""Characters that a property takes."""
_HEADER = 70
"""Characters of the title in the header, and of the status in the footer, at the usual size."""
_APPLICATION = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>LSP Workshop</Application></Properties>"
)
_UNUSED = (
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    RELATIONSHIP_TYPE.WEB_SETTINGS,
    RELATIONSHIP_TYPE.FONT_TABLE,
)
"""Parts of python-docx's template that are somebody else's, and say nothing about this document."""


def write_word(
    record: PrintableRecord,
    out: Path,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    paper: Paper = USUAL,
) -> None:
    """Writes the record as a .docx file on the paper that was asked for.

    `progress` hears the sections done and their number. Where `cancelled` says so between two blocks, ExportCancelled
    is raised and a file that was there stays; so it does with OSError. The same record gives the same bytes.
    """
    writer = _Writer(record, word_look(paper), progress, cancelled)
    replace_file(out, writer.written())


def _take_apart(body: Any) -> None:
    """Let go of what was written, row by row: let go with the package, in one step, it holds the window up."""
    for element in tuple(body):
        for inner in tuple(element):
            element.remove(inner)
        body.remove(element)


class _Writer:
    """One export: a package of python-docx's with our styles, filled from top to bottom."""

    def __init__(
        self, record: PrintableRecord, styled: WordLook, progress: Progress | None, cancelled: Cancelled | None
    ) -> None:
        self.record, self.styled = record, styled
        self._progress, self._cancelled = progress, cancelled
        self._document: Any = docx.Document()
        self._body = self._document.element.body
        self._end = self._body.sectPr
        self._bookmarks = self._pictures = 0
        self._since: list[Element] = []
        """What was put on the pages that are being filled."""

    def written(self) -> bytes:
        self._set_up()
        self._cover()
        page_of_its_own = self._contents()
        self._since = []
        turned = False
        for done, section in enumerate(self.record.sections):
            turns = self._turned(section) != turned
            starts = turns or (page_of_its_own if done == 0 else section.own_page)
            if starts and done:
                self._end_of_pages(turned)
            if turns:
                self._turn_pages(turned)
            turned = self._turned(section)
            self._section(done, section, starts)
            if starts and not turns:
                begin_page(self._since[0])
            if self._progress is not None:
                self._progress(done + 1, len(self.record.sections))
        self._end_of_pages(turned)
        self._turn(self._end, turned)
        self._furniture()
        memory = io.BytesIO()
        self._document.save(memory)
        _take_apart(self._body)
        return _settled(memory)

    def _put(self, *made: Element) -> None:
        for element in made:
            self._end.addprevious(element)
        self._since += made

    def _place(self, turned: bool) -> Place:
        look = self.styled.look
        return Place(self.styled, *(look.turned if turned else look.upright), self._keep)

    def _end_of_pages(self, turned: bool) -> None:
        """What was put since the last pages that began anew ends here."""
        keep_end_together(self._since, self._place(turned))
        self._since = []

    def _keep(self, jpeg: bytes) -> tuple[int, str]:
        """Put a picture into the package."""
        self._pictures += 1
        name = PackURI(f"/word/media/photo{self._pictures}.jpeg")
        part = ImagePart(name, CONTENT_TYPE.JPEG, jpeg)
        return self._pictures, self._document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)

    # --- the package --------------------------------------------------------------------------------------

    def _set_up(self) -> None:
        document, record = self._document, self.record
        document.part._styles_part._element = parse_xml(styles_xml(self.styled, record.language))
        document.part.numbering_part._element = parse_xml(numbering_xml(self.styled.k))
        for holder in (document.part.package, document.part):
            for key, relation in list(holder.rels.items()):
                if relation.reltype in _UNUSED or relation.reltype.endswith("/stylesWithEffects"):
                    del holder.rels[key]
                elif relation.reltype == RELATIONSHIP_TYPE.EXTENDED_PROPERTIES:
                    relation.target_part._blob = _APPLICATION
        self._settings()
        properties = document.core_properties
        properties.title = one_line(f"{record.title}: {record.kind}")[:_PROPERTY]
        properties.subject = one_line(f"{record.kind}, {record.date}")[:_PROPERTY]
        properties.author = one_line(record.author)[:_PROPERTY]
        properties.last_modified_by = properties.comments = properties.keywords = ""
        properties.language = record.language
        moment = moment_of(record.made_at).replace(tzinfo=None)
        properties.created = properties.modified = moment
        properties.revision = 1

    def _settings(self) -> None:
        """Word 2013 and later as they are, not as if they were older; the language of what follows."""
        settings = self._document.settings.element
        for setting in settings.iter("{*}compatSetting"):
            if "compatibilityMode" in setting.values():
                setting.set(_w("val"), "15")
        for unused in [*settings.iter("{*}rsids"), *settings.iter("{*}savePreviewPicture"), *settings.iter("{*}docId")]:
            unused.getparent().remove(unused)
        for language in settings.iter("{*}themeFontLang"):
            language.set(_w("val"), self.record.language)

    # --- cover and contents -------------------------------------------------------------------------------

    def _cover(self) -> None:
        record, look = self.record, self.styled.look
        first = paragraph("Label", Run(record.kind))
        # Air over the title, as on paper; less of it where the letters need the room.
        add(first[0], "w:spacing", before=round(look.upright[1] * (0.2 if look.scale == 1 else 0.06) * TWIPS))
        self._put(first, paragraph("Title", Run(record.title or "Workshop")))
        if record.subtitle:
            self._put(paragraph("Lead", Run(record.subtitle)))
        if record.status:
            self._put(paragraph("Label", Run(record.status)))
        if record.cover:
            rows = (TableRow((words(each.label, bold=True), words(each.text))) for each in record.cover)
            self._put(paragraph("Gap"), *set_table(self._place(turned=False), (0.22, 0.78), (), rows))

    def _headings(self) -> Iterator[tuple[str, str, int]]:
        """The bookmark, text and level of every heading that the contents list."""
        for number, section in enumerate(self.record.sections):
            yield f"s{number}", section.title, 1
            for place, block in enumerate(section.blocks):
                if isinstance(block, Heading) and block.level == 2:
                    yield f"s{number}h{place}", block.text, 2

    def _contents(self) -> bool:
        """Word's own contents, filled with links; the page numbers come where somebody updates it (F9). Returns
        whether what follows begins a page: below short ones it does not.

        A document that asks to be updated as it opens frightens people with a question about other files.
        """
        entries = list(self._headings())
        if len(entries) < FEWEST_LISTED:
            return True
        title = paragraph("ContentsTitle", Run("Contents"))
        title[0].insert(1, new("w:pageBreakBefore"))
        holder = new("w:sdt")
        about = add(add(holder, "w:sdtPr"), "w:docPartObj")
        add(about, "w:docPartGallery", val="Table of Contents")
        add(about, "w:docPartUnique")
        content = add(holder, "w:sdtContent")
        content.append(title)
        for key, text, level in entries:
            link = new("w:hyperlink", anchor=key, history=1)
            link.extend(runs(Run(one_line(text))))
            content.append(paragraph(f"TOC{level}", link))
        first, last = content[1], content[-1]
        for place, part in enumerate((_field("begin"), _instruction(r'TOC \o "1-2" \h \z \u'), _field("separate"))):
            first.insert(1 + place, part)
        last.append(_field("end"))
        self._put(holder)
        return len(entries) >= PAGE_OF_LISTED

    # --- sections -----------------------------------------------------------------------------------------

    def _turned(self, section: Section) -> bool:
        # Its figures are tables, which need the width in letters of any size.
        return section.turned(large=True)

    def _section(self, number: int, section: Section, starts_page: bool) -> None:
        place = self._place(self._turned(section))
        title = self._heading(section.title, 1, f"s{number}")
        if section.label:
            label = paragraph("Label", Run(section.label))
            # The air over the section stands over its label then.
            add(label[0], "w:spacing", before=0 if starts_page else round(AIR * self.styled.k * TWIPS))
            self._put(label)
        if section.label or starts_page:
            add(title[0], "w:spacing", before=0)
        self._put(title)
        if section.lead:
            self._put(paragraph("Lead", Run(section.lead)))
        for position, block in enumerate(section.blocks):
            if self._cancelled is not None and self._cancelled():
                raise ExportCancelled
            if isinstance(block, Heading):
                self._put(self._heading(block.text, block.level, f"s{number}h{position}"))
            else:
                made = list(elements(block, place))
                if _leads(section, position):
                    keep_with_next(*(made if isinstance(block, Details) else made[-1:]))
                self._put(*made)

    def _heading(self, text: str, level: int, key: str) -> Element:
        self._bookmarks += 1
        start = new("w:bookmarkStart", id=self._bookmarks, name=key)
        return paragraph(f"Heading{level}", start, Run(text), new("w:bookmarkEnd", id=self._bookmarks))

    def _turn_pages(self, turned: bool) -> None:
        """End the pages that lie one way: their settings stand in the last paragraph of them."""
        own = copy.deepcopy(self._end)
        self._turn(own, turned)
        last = self._end.getprevious()
        if last.tag != _w("p"):
            last = paragraph("Gap")
            self._end.addprevious(last)
        last[0].append(own)

    def _turn(self, settings: Element, turned: bool) -> None:
        width, height = self.styled.look.paper.page
        size = settings.find(_w("pgSz"))
        across, down = (height, width) if turned else (width, height)
        size.set(_w("w"), str(round(across * TWIPS)))
        size.set(_w("h"), str(round(down * TWIPS)))
        if turned:
            size.set(_w("orient"), "landscape")
        margins = settings.find(_w("pgMar"))
        for name, points in (("left", SIDE), ("right", SIDE), ("top", TOP), ("bottom", BOTTOM)):
            margins.set(_w(name), str(round(points * TWIPS)))

    # --- header and footer --------------------------------------------------------------------------------

    def _furniture(self) -> None:
        """Title and kind over the page, its number and what the record still is under it; nothing on the cover."""
        record = self.record
        kind = " · ".join(part for part in (record.kind, record.date) if part)
        for number, section in enumerate(self._document.sections):
            section.different_first_page_header_footer = number == 0
            section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
            turned = section.orientation == WD_ORIENT.LANDSCAPE
            width = (self.styled.look.turned if turned else self.styled.look.upright)[0]
            page = [_field("begin"), _instruction("PAGE"), _field("separate"), *runs(Run("1")), _field("end")]
            self._line(section.header, "Header", width, [*runs(Run(self._short(record.title)))], self._short(kind))
            self._line(section.footer, "Footer", width, page, self._short(record.status))
            section.header_distance = section.footer_distance = Pt(min(TOP, BOTTOM) / 2)

    def _short(self, text: str) -> str:
        line, room = one_line(text), round(_HEADER / self.styled.k)
        return line if len(line) <= room else f"{line[: room - 1].rstrip()}…"

    def _line(self, part: Any, style: str, width: float, left: list[Element], right: str) -> None:
        """The one line of a header or footer."""
        holder = part._element
        for old in list(holder):
            holder.remove(old)
        made = paragraph(style)
        tabs = add(made[0], "w:tabs")
        add(tabs, "w:tab", val="right", pos=round(width * TWIPS))
        made.extend(left)
        if right:
            add(add(made, "w:r"), "w:tab")
            made.extend(runs(Run(right)))
        holder.append(made)


def _leads(section: Section, position: int) -> bool:
    """Whether the block is a line or a wording over a list or figure, or the result over one, none of which must stand
    alone.
    """
    block, following = section.blocks[position], section.blocks[position + 1 : position + 2]
    if isinstance(block, Details):
        return any(isinstance(each, AnyFigure) for each in following)
    return isinstance(block, Paragraph) and any(not isinstance(each, Paragraph | Heading) for each in following)


def _w(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


def _field(kind: str) -> Element:
    made = new("w:r")
    add(made, "w:fldChar", fldCharType=kind)
    return made


def _instruction(text: str) -> Element:
    made = new("w:r")
    add(made, "w:instrText").text = text
    return made


def _settled(written: io.BytesIO) -> bytes:
    """The package again with one date for all its parts, which python-docx stamps with the time of day."""
    again = io.BytesIO()
    with zipfile.ZipFile(written) as package, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as settled:
        for part in package.infolist():
            entry = zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            settled.writestr(entry, package.read(part))
    return again.getvalue()
