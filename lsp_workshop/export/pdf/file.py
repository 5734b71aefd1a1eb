"""A finished document written as a file: small objects packed together (PDF 32000-1, 7.5.7), as ReportLab can't.

Tags make thousands of small objects; packed they take a tenth of the room, and the file is written in one go.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from reportlab.pdfbase import pdfdoc

from lsp_workshop.export.pdf.metadata import CREATOR, PRODUCER, Properties, srgb_profile, xmp

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_PACKED = 200
"""Objects in one stream: a reader unpacks all of them for the first that it needs."""
_FAST = 6


def write_file(document: Any, canvas: Any, file: BinaryIO) -> None:
    """Writes ReportLab's `document`, painted by the tagged `canvas`, with its structure and properties."""
    for font in document.delayedFonts:
        font.addObjects(document)
    _describe(document, canvas.properties)
    root = canvas.structure.write(document)
    catalog = document.Catalog
    catalog.StructTreeRoot = pdfdoc.PDFObjectReference(root)
    catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
    document.Reference(catalog)
    document.Reference(document.info)
    document.Outlines.prepare(document, canvas)
    if document.Outlines.ready < 0:
        catalog.Outlines = None
    _Writer(document, file).write()


def _describe(document: Any, properties: Properties) -> None:
    info, catalog = document.info, document.Catalog
    info.title, info.author, info.subject = properties.title, properties.author, properties.subject
    info.creator, info.producer = CREATOR, PRODUCER
    catalog.Metadata = _stream(xmp(properties), Type="Metadata", Subtype="XML")
    if properties.archival:
        profile = _stream(srgb_profile(), N=3, Alternate="DeviceRGB")
        intent = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("OutputIntent"),
                "S": pdfdoc.PDFName("GTS_PDFA1"),
                "OutputConditionIdentifier": pdfdoc.PDFString("sRGB"),
                "Info": pdfdoc.PDFString("sRGB IEC61966-2.1"),
                "DestOutputProfile": document.Reference(profile),
            }
        )
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
        catalog.OutputIntents = pdfdoc.PDFArray([intent])


def _stream(content: bytes, **entries: str | int) -> Any:
    """A stream as it is: what a file says about itself is read by programs that unpack nothing."""
    names = {key: pdfdoc.PDFName(value) if isinstance(value, str) else value for key, value in entries.items()}
    return pdfdoc.PDFStream(pdfdoc.PDFDictionary(names), content)


class _Writer:
    """Writes the objects in the order of their numbers and remembers where each is."""

    def __init__(self, document: Any, file: BinaryIO) -> None:
        self._document, self._file = document, file
        self._offset = 0
        self._digest = hashlib.md5(usedforsecurity=False)
        self._places: dict[int, tuple[int, int, int]] = {}
        """For each number its kind, and where it is (7.5.8.3)."""

    def write(self) -> None:
        self._put(_HEAD)
        self._document.encrypt.prepare(self._document)
        packed: list[tuple[int, bytes]] = []
        for number, data in self._objects():
            if data.endswith(b"endstream\n"):
                # PDF/A wants a line end of its own before the word.
                self._object(number, data[:-10] + b"\nendstream\n")
            else:
                packed.append((number, data))
        last = len(self._document.numberToId)
        for start in range(0, len(packed), _PACKED):
            last += 1
            self._pack(last, packed[start : start + _PACKED])
        self._cross_references(last + 1)

    def _objects(self) -> Iterator[tuple[int, bytes]]:
        """Numbers and contents; more objects may come up while others are formatted."""
        number = 1
        names, objects = self._document.numberToId, self._document.idToObject
        while number in names:
            yield number, pdfdoc.format(objects[names[number]], self._document, toplevel=1)
            number += 1

    def _put(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)
        self._offset += len(data)

    def _object(self, number: int, data: bytes) -> None:
        self._places[number] = (1, self._offset, 0)
        self._put(b"%d 0 obj\n%s%sendobj\n" % (number, data, b"" if data.endswith(b"\n") else b"\n"))

    def _pack(self, number: int, objects: list[tuple[int, bytes]]) -> None:
        heads, offset = [], 0
        for place, (inner, data) in enumerate(objects):
            heads.append(b"%d %d" % (inner, offset))
            offset += len(data) + 1
            self._places[inner] = (2, number, place)
        head = b" ".join(heads) + b"\n"
        content = zlib.compress(head + b"\n".join(data for _, data in objects), _FAST)
        entries = b"/Type /ObjStm /N %d /First %d" % (len(objects), len(head))
        self._object(number, _packed_stream(entries, content))

    def _cross_references(self, number: int) -> None:
        """The table of all objects, and the file's beginning: its catalog, its properties and its name."""
        start = self._offset
        self._places[number] = (1, start, 0)
        rows = [struct.pack(">BIH", 0, 0, 65535)]
        rows += [struct.pack(">BIH", *self._places[each]) for each in range(1, number + 1)]
        name = self._digest.hexdigest().upper().encode()
        root, info = (self._number(each) for each in (self._document.Catalog, self._document.info))
        entries = b"/Type /XRef /Size %d /W [1 4 2] /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>]" % (
            number + 1, root, info, name, name,
        )  # fmt: skip
        self._object(number, _packed_stream(entries, zlib.compress(b"".join(rows), _FAST)))
        self._put(b"startxref\n%d\n%%%%EOF\n" % start)

    def _number(self, thing: Any) -> int:
        number: int = self._document.idToObjectNumberAndVersion[self._document.Reference(thing).name][0]
        return number


def _packed_stream(entries: bytes, content: bytes) -> bytes:
    return b"<<%s /Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream\n" % (entries, len(content), content)
