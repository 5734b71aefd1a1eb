"""What a PDF's page paints, and whether all of it is either read or said to be furniture. Knows no structure."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.export.ua_tree import plain

_TOKEN = re.compile(
    rb"%[^\r\n]*|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\([^()]*\))*\))*\)|<<|>>|<[0-9A-Fa-f\s]*>|\[|\]"
    rb"|/[^\s()<>\[\]{}/%]*|[^\s()<>\[\]{}/%]+",
    re.DOTALL,
)
_PAINTS = frozenset(
    (b"Tj", b"TJ", b"'", b'"', b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"Do", b"sh", b"EI")
)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass
class PageContent:
    """`marks`: the contents that are read, by number, with their roles, as they are painted."""

    marks: dict[int, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


@dataclass
class _Font:
    """`said`: codes that stand for text; `missing`: codes that print an empty box."""

    name: str
    said: frozenset[int]
    missing: frozenset[int]


def page_content(page: Any) -> PageContent:
    found = PageContent()
    stream = page.get_contents()
    fonts = {name: _font(plain(font)) for name, font in plain(page["/Resources"].get("/Font", {})).items()}
    walk = _Walk(found, fonts)
    for operands, operator in _operations(stream.get_data() if stream is not None else b""):
        walk.step(operands, operator)
    if walk.open:
        found.faults.append("something marked is not closed")
    found.faults += [f"the font {font.name} is not in the file" for font in walk.used.values() if not font.name]
    for font in walk.used.values():
        found.faults += _font_faults(font, walk.shown.get(font.name, set()))
    return found


def _operations(data: bytes) -> Iterator[tuple[list[bytes], bytes]]:
    operands: list[bytes] = []
    for token in _TOKEN.findall(data):
        if token[:1] in b"(</[]>" or re.match(rb"[-+.\d]", token) or token in (b"true", b"false", b"null"):
            operands.append(token)
        elif token[:1] != b"%":
            yield operands, token
            operands = []


class _Walk:
    """Goes through a page's operators with what is open."""

    def __init__(self, found: PageContent, fonts: dict[str, _Font]) -> None:
        self.found = found
        self.fonts = fonts
        self.open: list[str] = []
        self.used: dict[str, _Font] = {}
        self.shown: dict[str, set[int]] = {}
        self._font: _Font | None = None

    def step(self, operands: list[bytes], operator: bytes) -> None:
        if operator in (b"BDC", b"BMC"):
            self._begin(operands)
        elif operator == b"EMC":
            if self.open:
                self.open.pop()
            else:
                self._fault("something is closed that was not open")
        elif operator == b"Tf":
            self._font = self.fonts.get(operands[0].decode())
            if self._font is not None:
                self.used[self._font.name] = self._font
        elif operator in _PAINTS:
            if not any(self.open):
                what = "text" if operator in (b"Tj", b"TJ", b"'", b'"') else "a drawing"
                self._fault(f"{what} that is neither read nor furniture")
            if self._font is not None and operator in (b"Tj", b"TJ", b"'", b'"'):
                shown = self.shown.setdefault(self._font.name, set())
                shown.update(*(_codes(each) for each in operands))

    def _begin(self, operands: list[bytes]) -> None:
        role = operands[0].decode() if operands else ""
        words = b" ".join(operands[1:])
        number = re.search(rb"/MCID\s+(\d+)", words)
        if role == "/Artifact":
            if any(each and each != "/Artifact" for each in self.open):
                self._fault("furniture inside of what is read")
            self.open.append(role)
        elif number:
            if any(self.open):
                self._fault("something that is read inside of something else")
            if int(number[1]) in self.found.marks:
                self._fault(f"content {int(number[1])} twice")
            self.found.marks[int(number[1])] = role
            self.open.append(role)
        else:
            self.open.append("")

    def _fault(self, what: str) -> None:
        self.found.faults.append(what)


def _codes(token: bytes) -> set[int]:
    """The bytes of a string."""
    if token[:1] == b"(":
        inner = re.sub(
            rb"\\([0-7]{1,3}|.)",
            lambda m: bytes([int(m[1], 8) & 255]) if m[1][:1].isdigit() else _ESCAPES.get(m[1], m[1]),
            token[1:-1],
            flags=re.DOTALL,
        )
        return set(inner)
    if token[:1] == b"<" and token[:2] != b"<<":
        return set(bytes.fromhex(token[1:-1].decode()))
    return set()


# --- fonts --------------------------------------------------------------------------------------------------

_fonts: dict[int, _Font] = {}


def _font(font: Any) -> _Font:
    descriptor = plain(font.get("/FontDescriptor", {}))
    name = str(font.get("/BaseFont", ""))
    program = next(
        (plain(descriptor[key]).get_data() for key in ("/FontFile2", "/FontFile3") if key in descriptor), b""
    )
    said = plain(font["/ToUnicode"]).get_data() if "/ToUnicode" in font else b""
    codes = frozenset(int(code, 16) for code in re.findall(rb"(?m)^<([0-9A-Fa-f]{2})> <", said))
    if not program:
        name = f"{name} (not embedded)"
    return _Font(name, codes, _boxes(program) if program[:4] == b"\0\1\0\0" else frozenset())


def _font_faults(font: _Font, shown: set[int]) -> Iterator[str]:
    if "(not embedded)" in font.name:
        yield f"the font {font.name} is not in the file"
    if shown - font.said:
        yield f"letters of {font.name} that stand for no text"
    if shown & font.missing:
        yield f"empty boxes in place of letters, from {font.name}"


def _boxes(program: bytes) -> frozenset[int]:
    """The codes that a TrueType program has no glyph for: those of its table for one byte a letter (format 6 or 0)."""
    count = struct.unpack(">H", program[4:6])[0]
    tables = {
        program[at : at + 4]: struct.unpack(">I", program[at + 8 : at + 12])[0] for at in range(12, 12 + 16 * count, 16)
    }
    if b"cmap" not in tables:
        return frozenset()
    start = tables[b"cmap"]
    start += struct.unpack(">I", program[start + 8 : start + 12])[0]
    kind = struct.unpack(">H", program[start : start + 2])[0]
    if kind == 6:
        first, length = struct.unpack(">HH", program[start + 6 : start + 10])
        glyphs = struct.unpack(f">{length}H", program[start + 10 : start + 10 + 2 * length])
        return frozenset(range(256)) - {first + place for place, glyph in enumerate(glyphs) if glyph}
    if kind == 0:
        return frozenset(code for code in range(256) if not program[start + 6 + code])
    return frozenset()
