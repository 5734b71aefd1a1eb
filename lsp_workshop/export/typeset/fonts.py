"""The fonts in print: which one covers a character, and glyphs that say in the PDF what text they stand for."""

from __future__ import annotations

import functools
import itertools
import threading
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uharfbuzz
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFError, TTFont

from lsp_workshop.drawing.words import Weight as Weight
from lsp_workshop.export.errors import ExportFailed

_MAIN: dict[Weight, str] = {
    "regular": "NotoSans-Regular.ttf",
    "semibold": "NotoSans-SemiBold.ttf",
    "bold": "NotoSans-Bold.ttf",
}
# Asked in this order after the main fonts: signs first, because fonts of scripts have some of them too, in their style.
_FALLBACKS = (
    "NotoSansMath-Regular.ttf",
    "NotoSansSymbols-Regular.ttf",
    *(
        f"NotoSans{script}-Regular.ttf"
        for script in (
            "Arabic", "Hebrew", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Tamil", "Telugu", "Kannada",
            "Malayalam", "Oriya", "Sinhala", "Thai", "Lao", "Khmer", "Myanmar", "Georgian", "Armenian", "Ethiopic",
        )
    ),
    "NotoEmoji-Regular.ttf",
    "NotoSansSymbols2-Regular.ttf",
    "DroidSansFallbackFull.ttf",
    "NotoSansKR-Regular.ttf",
)  # fmt: skip

JOINERS = frozenset((*range(0x200B, 0x2010), 0x2060, *range(0xFE00, 0xFE10), *range(0xE0020, 0xE0080)))
"""Characters without a glyph of their own: joiners, marks of direction, variation selectors, tags."""
_FIRST_PRIVATE = 0xF0000  # `clean` takes private-use planes out of typed text, so these codes are ours

_fresh = itertools.count(1)
_lock = threading.Lock()


class PrintFont(TTFont):
    """A TrueType font that can print any of its glyphs and knows the text behind each."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.stem}-{next(_fresh)}", str(path))
        self.shaper = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(self.face._ttf_data)))
        self.per_mille: float = 1000.0 / self.shaper.face.upem
        self.coverage = frozenset(self.face.charToGlyph)
        self._codes: dict[tuple[int, str], str] = {}
        self._texts: dict[int, str] = {}
        self._widths: dict[str, float] = {}

    def word_width(self, word: str) -> float:
        """Width of the word, unshaped, in thousandths of the type size; remembered, because words come back."""
        width = self._widths.get(word)
        if width is None:
            width = self._widths[word] = float(self.stringWidth(word, 1000))
        return width

    def covers(self, cluster: str) -> bool:
        return all(ord(character) in self.coverage or ord(character) in JOINERS for character in cluster)

    def character_for(self, glyph: int, text: str, advance: float) -> str:
        """A character that prints `glyph` and reads as `text` when it is copied or searched."""
        if len(text) == 1 and self.face.charToGlyph.get(ord(text)) == glyph and ord(text) < _FIRST_PRIVATE:
            return text
        known = self._codes.get((glyph, text))
        if known is not None:
            return known
        with _lock:
            code = _FIRST_PRIVATE + len(self._texts)
            self.face.charToGlyph[code] = glyph
            self.face.charWidths[code] = advance
            self._texts[code] = text
            self._codes[glyph, text] = chr(code)
        return chr(code)

    def addObjects(self, doc: Any) -> None:
        """Writes the font's subsets as ReportLab's own method does, but with a right map back to text.

        ReportLab's map knows one character a glyph and no character beyond U+FFFF.
        """
        state = self.state[doc]
        state.frozen = 1
        for number, subset in enumerate(state.subsets):
            internal = self.getSubsetInternalName(number, doc)[1:]
            face_name = b"".join((SUBSETN(number), b"+", self.face.name, self.face.subfontNameX)).decode("pdfdoc")
            font = pdfdoc.PDFTrueTypeFont()
            font.Name, font.BaseFont = internal, face_name
            font.FirstChar, font.LastChar = 0, len(subset) - 1
            font.Widths = pdfdoc.PDFArray([self.face.getCharWidth(code) for code in subset])
            stream = pdfdoc.PDFStream()
            stream.content = _text_map(subset, self._texts)
            if doc.compression:
                stream.filters = [pdfdoc.PDFZCompress]
            font.ToUnicode = doc.Reference(stream, f"toUnicodeCMap:{internal}")
            font.FontDescriptor = self.face.addSubsetObjects(doc, face_name, subset)
            doc.Reference(font, internal)
            doc.idToObject["BasicFonts"].dict[internal] = font
        del self.state[doc]


def _text_map(subset: list[int], texts: dict[int, str]) -> str:
    """A ToUnicode map (PDF 32000-1, 9.10.3): any length of text a glyph, blocks of at most 100."""
    rows = []
    for place, code in enumerate(subset):
        if code:
            text = texts.get(code, chr(code))
            rows.append(f"<{place:02X}> <{text.encode('utf-16-be').hex().upper()}>")
    blocks = []
    for start in range(0, len(rows), 100):
        part = rows[start : start + 100]
        blocks += [f"{len(part)} beginbfchar", *part, "endbfchar"]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    )


class FontSet:
    """The fonts of one folder. Fallbacks are asked for their coverage cheaply and loaded when first needed."""

    def __init__(self, folder: Path) -> None:
        self.main: dict[Weight, PrintFont] = {weight: _load(folder / name) for weight, name in _MAIN.items()}
        self._fallbacks = [_Fallback(path) for name in _FALLBACKS if (path := folder / "scripts" / name).exists()]
        self._picked: dict[tuple[str, Weight], PrintFont] = {}
        self._weights = {font.fontName: weight for weight, font in self.main.items()}
        self.simple = frozenset(chr(code) for code in self.main["regular"].coverage if _is_simple(chr(code)))

    def name(self, weight: Weight) -> str:
        """The name under which ReportLab knows the main font of this weight."""
        return str(self.main[weight].fontName)

    def weight_of(self, name: str) -> Weight:
        return self._weights.get(name, "regular")

    def is_simple(self, text: str) -> bool:
        """Whether the main fonts print the text as it stands: covered, left to right, nothing to shape."""
        return self.simple.issuperset(text)

    def pick(self, cluster: str, weight: Weight, previous: PrintFont | None = None) -> PrintFont:
        """The first font that covers the cluster; the one before goes on through punctuation, but not through spaces,
        which are wider in some fonts than text has room for."""
        if previous is not None and unicodedata.category(cluster[0])[0] in "PM" and previous.covers(cluster):
            return previous
        font = self._picked.get((cluster, weight))
        if font is None:
            font = self._picked[cluster, weight] = self._find(cluster, weight)
        return font

    def _find(self, cluster: str, weight: Weight) -> PrintFont:
        main = self.main[weight]
        if main.covers(cluster):
            return main
        for fallback in self._fallbacks:
            if fallback.covers(cluster):
                return fallback.font
        # A mark that no font has must not take its letter's font away.
        for fallback in self._fallbacks:
            if fallback.covers(cluster[0]):
                return fallback.font
        return main


class _Fallback:
    def __init__(self, path: Path) -> None:
        self._path = path

    @functools.cached_property
    def _coverage(self) -> frozenset[int]:
        return frozenset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(self._path))).unicodes)

    @functools.cached_property
    def font(self) -> PrintFont:
        return _load(self._path)

    def covers(self, cluster: str) -> bool:
        coverage = self._coverage
        return all(ord(character) in coverage or ord(character) in JOINERS for character in cluster)


def _is_simple(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind[0] != "M" and kind != "Cf" and unicodedata.bidirectional(character) not in ("R", "AL", "AN", "BN")


def _load(path: Path) -> PrintFont:
    try:
        font = PrintFont(path)
    except (OSError, TTFError) as error:
        raise ExportFailed(f"The font {path.name} is missing from the installation or damaged.") from error
    pdfmetrics.registerFont(font)
    # ReportLab knows one font a face: where the same face came from another folder before, that one is used.
    registered = pdfmetrics.getFont(font.fontName)
    return registered if isinstance(registered, PrintFont) else font


@functools.lru_cache(maxsize=4)
def font_set(folder: Path) -> FontSet:
    """The fonts in `folder`; raises ExportFailed where the main ones are missing. Loaded once."""
    return FontSet(folder)


def clusters(text: str) -> Iterator[tuple[int, str]]:
    """The text in pieces that stay together, with their offsets: letter and marks, joined emoji, pairs of flags."""
    start, length = 0, len(text)
    while start < length:
        end = start + 1
        while end < length and _belongs(text, start, end):
            end += 1
        yield start, text[start:end]
        start = end


def _belongs(text: str, start: int, place: int) -> bool:
    """Whether the character at `place` belongs to the cluster that began at `start`."""
    code, before = ord(text[place]), ord(text[place - 1])
    if unicodedata.category(text[place])[0] == "M" or code in JOINERS or 0x1F3FB <= code <= 0x1F3FF:
        return not text[place - 1].isspace() or place - 1 > start
    if before == 0x200D:
        return not text[place].isspace()
    is_flag = 0x1F1E6 <= code <= 0x1F1FF and 0x1F1E6 <= before <= 0x1F1FF
    return is_flag and place - start == 1
