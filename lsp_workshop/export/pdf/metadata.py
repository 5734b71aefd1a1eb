"""What a file says about itself: XMP for PDF/UA-1 and, where it is asked for, PDF/A-2; the colours it means."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape

PRODUCER = "LSP Workshop, ReportLab"
CREATOR = "LSP Workshop"


@dataclass(frozen=True, slots=True)
class Properties:
    """Plain text on one line each; `moment` is a POSIX time. `archival` files promise PDF/A-2a as well."""

    title: str
    author: str
    subject: str
    language: str
    moment: float = 0.0
    archival: bool = False


_SCHEMA = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of PDF/UA that the file keeps to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


def xmp(properties: Properties) -> bytes:
    """The properties as an XMP packet (ISO 16684-1), the same as those in the file's information dictionary."""
    moment = datetime.fromtimestamp(properties.moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    archival = "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" if properties.archival else ""
    author = f"<dc:creator><rdf:Seq><rdf:li>{escape(properties.author)}</rdf:li></rdf:Seq></dc:creator>"
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(properties.title)}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{escape(properties.subject)}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{escape(properties.language)}</rdf:li></rdf:Bag></dc:language>
{author if properties.author else ""}
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>
<xmp:CreatorTool>{CREATOR}</xmp:CreatorTool><pdf:Producer>{PRODUCER}</pdf:Producer>
<pdfuaid:part>1</pdfuaid:part>{archival}
</rdf:Description>
{_SCHEMA if properties.archival else ""}</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>
""".encode("utf-8", "replace")


# --- colours ------------------------------------------------------------------------------------------------

_D50 = (0xF6D6, 0x10000, 0xD32D)
_PRIMARIES = {"rXYZ": (0x6FA0, 0x38F5, 0x0390), "gXYZ": (0x6297, 0xB787, 0x18D9), "bXYZ": (0x249F, 0x0F84, 0xB6C3)}
"""Red, green and blue of sRGB as the profile's white sees them, in 65,536ths."""
_ADAPTED = (0x1_0C42, 0x05DE, -0x0CDB, 0x0793, 0xFD90, -0x045F, -0x025E, 0x03DC, 0xC06E)
"""The Bradford matrix from daylight (D65) to the profile's white."""
_CURVE = (0x26666, 0xF2A7, 0x0D59, 0x13D0, 0x0A5B)
"""IEC 61966-2-1: 2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045."""


def srgb_profile() -> bytes:
    """A colour profile (ICC.1:2010) of sRGB, of our own making: what red, green and blue in the file mean."""
    curve = b"para" + struct.pack(">IHH5i", 0, 3, 0, *_CURVE)
    tags = {
        "desc": _words("sRGB"),
        "cprt": _words("No copyright, use freely"),
        "wtpt": _xyz(_D50),
        "chad": b"sf32" + struct.pack(">I9i", 0, *_ADAPTED),
        **{name: _xyz(place) for name, place in _PRIMARIES.items()},
        **dict.fromkeys(("rTRC", "gTRC", "bTRC"), curve),
    }
    table, data, start = b"", b"", 132 + 12 * len(tags)
    for name, value in tags.items():
        value += b"\0" * (-len(value) % 4)
        table += name.encode() + struct.pack(">II", start + len(data), len(value))
        data += value
    header = struct.pack(
        ">I4sI4s4s4s6H4s4sI4s4sQI3i4s", 128 + 4 + len(table) + len(data), b"", 0x04400000, b"mntr", b"RGB ", b"XYZ ",
        2026, 1, 1, 0, 0, 0, b"acsp", b"", 0, b"", b"", 0, 0, *_D50, b"",
    )  # fmt: skip
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + data


def _words(words: str) -> bytes:
    text = words.encode("utf-16-be")
    return b"mluc" + struct.pack(">III2s2sII", 0, 1, 12, b"en", b"US", len(text), 28) + text


def _xyz(place: tuple[int, int, int]) -> bytes:
    return b"XYZ " + struct.pack(">I3i", 0, *place)
