"""The bytes of a picture: whether they are a JPEG, how large it is, and the same without what a camera adds to it.

A JPEG is a row of segments (ITU-T T.81, annex B): 0xFF, a marker, two bytes of length, contents. A camera puts where
and when it was taken, whose it is and a small copy into segments of their own; here they are left out and everything
that makes the picture stays as it was. Knows no file and no screen.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass

from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Picture

LARGEST = 4_000_000
"""Bytes of one picture: the file that is mailed around holds all of them."""
MOST_PIXELS = 30_000_000
"""Of one picture: what says that it has more would fill the memory of whoever looks at it."""

_START, _SCAN, _END = 0xD8, 0xDA, 0xD9
_SIZES = {0xC0, 0xC1, 0xC2}
"""Frames that every program reads: baseline, extended, progressive."""
_NOT_NEEDED = {*range(0xE1, 0xF0), 0xFE} - {0xEE}
"""What applications add, comments. Adobe's segment says how the colours are meant, and the first one is JFIF's."""


@dataclass(frozen=True, slots=True)
class _Segment:
    marker: int
    begin: int
    """Where its 0xFF stands."""
    end: int


def _segments(data: bytes) -> Iterator[_Segment]:
    """Those before the scan, and the scan itself with all that follows. Raises "not_jpeg"."""
    if data[:2] != b"\xff\xd8":
        raise DomainError("not_jpeg")
    at = 2
    while True:
        if data[at : at + 1] != b"\xff":
            raise DomainError("not_jpeg")
        while data[at + 1 : at + 2] == b"\xff":
            at += 1
        marker = data[at + 1] if at + 1 < len(data) else -1
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in (-1, 0, _START, _END) or length < 2 or at + 2 + length > len(data):
            raise DomainError("not_jpeg")
        if marker == _SCAN:
            yield _Segment(marker, at, len(data))
            return
        yield _Segment(marker, at, at + 2 + length)
        at += 2 + length


def jpeg_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels. Raises DomainError("not_jpeg"), or "picture_too_large"."""
    for segment in _segments(data):
        if segment.marker in _SIZES and segment.end - segment.begin >= 9:
            height, width = (int.from_bytes(data[segment.begin + at : segment.begin + at + 2], "big") for at in (5, 7))
            if not width or not height:
                break
            if width * height > MOST_PIXELS or len(data) > LARGEST:
                raise DomainError("picture_too_large", megabytes=round(len(data) / 1e6, 1))
            return width, height
    raise DomainError("not_jpeg")


def bare_jpeg(data: bytes) -> bytes:
    """The same picture without place, time, owner, small copy and comments. Raises DomainError("not_jpeg")."""
    kept = [data[each.begin : each.end] for each in _segments(data) if each.marker not in _NOT_NEEDED]
    return data[:2] + b"".join(kept)


def as_text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def picture_bytes(picture: Picture) -> bytes:
    """The JPEG, bare, wherever the record came from. Raises DomainError("bad_picture", id) for anything else."""
    try:
        data = bare_jpeg(base64.b64decode(picture.data, validate=True))
        jpeg_size(data)
    except (binascii.Error, ValueError, DomainError):
        raise DomainError("bad_picture", id=picture.id) from None
    return data
