"""The styles of the Word document, made from the measures of everything printed. Knows no record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lsp_workshop.domain.paper import Paper
from lsp_workshop.export.arial import FONT
from lsp_workshop.export.charts import PALETTE
from lsp_workshop.export.look import RAG, Look, TextStyle, look
from lsp_workshop.export.word.xml import TWIPS

_BOLD = ("bold", "semibold")
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True, slots=True)
class Tints:
    """Colours as "RRGGBB", in grey where the printer has no others."""

    grey: bool

    def of(self, colour: str) -> str:
        """ "#RRGGBB" as Word has it."""
        digits = colour.lstrip("#").upper()
        if not self.grey:
            return digits
        red, green, blue = (int(digits[place : place + 2], 16) for place in (0, 2, 4))
        return f"{round(0.2126 * red + 0.7152 * green + 0.0722 * blue):02X}" * 3

    @property
    def accent(self) -> str:
        return self.of(PALETTE.accent)

    @property
    def muted(self) -> str:
        return self.of(PALETTE.muted)

    @property
    def weak(self) -> str:
        """Of bars that are not the strong ones."""
        return self.of(PALETTE.other)

    @property
    def ink(self) -> str:
        return self.of(PALETTE.text)

    @property
    def rule(self) -> str:
        return self.of(PALETTE.rule)

    def rag(self, mark: str) -> str:
        """Of a word that says red, amber or green; "" for any other."""
        return self.of(RAG[mark].hexval().replace("0x", "")) if mark in RAG else ""

    def mixed(self, share: float) -> str:
        """White with a share of the accent, pale enough for dark letters."""
        parts = (int(self.accent[place : place + 2], 16) for place in (0, 2, 4))
        return "".join(f"{round(255 + (part - 255) * share):02X}" for part in parts)


@dataclass(frozen=True, slots=True)
class WordLook:
    """What blocks need to be set: print's measures on this paper, and the colours."""

    look: Look
    tints: Tints

    @property
    def k(self) -> float:
        return self.look.scale


def word_look(paper: Paper) -> WordLook:
    return WordLook(look(paper), Tints(paper.grey))


_HEADINGS = {"Heading1": ("heading 1", "h1", 0), "Heading2": ("heading 2", "h2", 1), "Heading3": ("heading 3", "h3", 2)}
_OTHERS = {
    "Title": ("Title", "title"),
    "Lead": ("Lead", "lead"),
    "Label": ("Label", "label"),
    "Note": ("Note", "note"),
    "Caption": ("caption", "caption"),
    "Cell": ("Table text", "cell"),
    "CellNote": ("Table note", "cell_note"),
    "TableHead": ("Table header", "table_head"),
    "TableBand": ("Table heading", "h3"),
    "Number": ("Key figure", "number"),
    "Header": ("header", "header"),
    "Footer": ("footer", "header"),
    "ContentsTitle": ("Contents title", "h1"),
    "TOC1": ("toc 1", "contents"),
    "TOC2": ("toc 2", "contents_sub"),
}
AIR = 24.0
"""Points over a section that begins inside a page."""
_IN_CELLS = ("Cell", "CellNote", "TableHead", "TableBand", "Number")
_KEPT = ("Label", "Lead", "ContentsTitle", "TableBand")
"""Those that stay with what follows."""


def text_style(styled: WordLook, style_id: str) -> TextStyle:
    """The measures of a paragraph style, or those of the body's where it has none of its own."""
    if style_id == "Gap":
        return TextStyle("regular", 0.0, 8 * styled.k, styled.look.body.colour)
    if style_id == "Bar":
        return TextStyle("regular", 0.0, 6 * styled.k, styled.look.body.colour)
    field = {**{name: each[1] for name, each in _HEADINGS.items()}, **{name: each[1] for name, each in _OTHERS.items()}}
    own: TextStyle = getattr(
        styled.look, {**field, "FigureHead": "table_head", "Statement": "statement"}.get(style_id, "body")
    )
    if style_id in _IN_CELLS:
        return TextStyle(own.weight, own.size, own.leading, own.colour)
    return own


def styles_xml(styled: WordLook, language: str) -> str:
    """The document's styles, by Word's own names where it has them, so that its outline and contents know them."""
    return f"<w:styles {_W}>{''.join(_parts(styled, language))}</w:styles>"


def _parts(styled: WordLook, language: str) -> Iterator[str]:
    own: TextStyle
    measures, tints = styled.look, styled.tints
    size = _half_points(measures.body.size)
    yield (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        f'<w:lang w:val="{language}" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    yield _style("Normal", "Normal", measures.body, tints, default=True)
    for style_id, (name, field, level) in _HEADINGS.items():
        own = getattr(measures, field)
        if level == 0:
            own = replace(own, before=AIR * styled.k)
        more = f'<w:keepNext/><w:keepLines/>{{}}<w:outlineLvl w:val="{level}"/>'
        yield _style(style_id, name, own, tints, pattern=more, then="Normal")
    for style_id, (name, field) in _OTHERS.items():
        kept = "<w:keepNext/>{}" if style_id in _KEPT else "{}"
        own = getattr(measures, field)
        if style_id.startswith("TOC"):
            # A day's contents fit on one page so, without the leaders that paper has.
            own = TextStyle(own.weight, own.size, 1.25 * own.size, own.colour, own.before / 2)
        if style_id in _IN_CELLS:
            own = TextStyle(own.weight, own.size, own.leading, own.colour)
        yield _style(style_id, name, own, tints, pattern=kept)
    note, head = measures.cell_note, measures.table_head
    yield _style("FigureHead", "Figure header", TextStyle(head.weight, note.size, note.leading, head.colour), tints)
    yield _statement(measures, tints)
    yield _bullet(measures, tints)
    yield _small_ones(measures, tints)
    yield _tables(measures, tints)


def _half_points(size: float) -> int:
    return round(size * 2)


def _style(
    style_id: str, name: str, style: TextStyle, tints: Tints, *, pattern: str = "{}", then: str = "",
    default: bool = False,
) -> str:  # fmt: skip
    """A paragraph style; `pattern` has its properties around those for the space."""
    space = (
        f'<w:spacing w:before="{round(style.before * TWIPS)}" w:after="{round(style.after * TWIPS)}" '
        f'w:line="{round(style.leading * TWIPS)}" w:lineRule="atLeast"/>'
    )
    size = _half_points(style.size)
    bold = "<w:b/><w:bCs/>" if style.weight in _BOLD else ""
    colour = tints.of(style.colour.hexval().replace("0x", ""))
    following = f'<w:next w:val="{then}"/>' if then else ""
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    kind = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"{kind}><w:name w:val="{name}"/>{based}{following}'
        f"<w:qFormat/><w:pPr>{pattern.format(space)}</w:pPr>"
        f'<w:rPr>{bold}<w:color w:val="{colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _statement(measures: Look, tints: Tints) -> str:
    """A wording that people agreed on, beside a bar."""
    line = f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{tints.accent}"/></w:pBdr>{{}}'
    return _style("Statement", "Statement", measures.statement, tints, pattern=line + '<w:ind w:left="220"/>')


def _bullet(measures: Look, tints: Tints) -> str:
    body = measures.body
    own = TextStyle(body.weight, body.size, body.leading, body.colour, 0, 2 * measures.scale)
    pattern = '<w:numPr><w:numId w:val="1"/></w:numPr>{}'
    return _style("ListBullet", "List Bullet", own, tints, pattern=pattern)


def _small_ones(measures: Look, tints: Tints) -> str:
    """Marks behind answers, the space after a table, bars."""
    mark = _half_points(measures.mark.size)
    gap = round(4 * measures.scale * TWIPS)
    return (
        f'<w:style w:type="character" w:styleId="Mark"><w:name w:val="Mark"/><w:rPr><w:b/><w:bCs/>'
        f'<w:color w:val="{tints.accent}"/><w:sz w:val="{mark}"/><w:szCs w:val="{mark}"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Gap"><w:name w:val="Gap"/><w:basedOn w:val="Normal"/><w:pPr>'
        f'<w:spacing w:before="0" w:after="0" w:line="{2 * gap}" w:lineRule="exact"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Bar"><w:name w:val="Bar"/><w:basedOn w:val="Normal"/></w:style>'
    )


def _tables(measures: Look, tints: Tints) -> str:
    """The accent's rule under the header, a fine one between rows, no verticals; and a table without rules."""
    side, high = round(5 * measures.scale * TWIPS), round(2 * measures.scale * TWIPS)
    margins = (
        f'<w:tblCellMar><w:top w:w="{high}" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        f'<w:bottom w:w="{high}" w:type="dxa"/><w:right w:w="{2 * side}" w:type="dxa"/></w:tblCellMar>'
    )
    fine = f'w:val="single" w:sz="4" w:space="0" w:color="{tints.rule}"'
    strong = f'w:val="single" w:sz="10" w:space="0" w:color="{tints.accent}"'
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{margins}</w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="Record"><w:name w:val="Record table"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders><w:bottom {fine}/><w:insideH {fine}/></w:tblBorders></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom {strong}/></w:tcBorders></w:tcPr>'
        "</w:tblStylePr></w:style>"
        '<w:style w:type="table" w:styleId="Facts"><w:name w:val="Key figures table"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders><w:top {strong}/></w:tblBorders></w:tblPr></w:style>'
    )


def numbering_xml(k: float) -> str:
    """The one list there is: bullets."""
    indent = round(13 * k * TWIPS)
    return (
        f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
        f'<w:pPr><w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
