"""Photographs made ready for a document: whether they can be read, how large they stand there, grey where it is asked.

Knows no kind of document.
"""

from __future__ import annotations

import io

from PIL import Image

from lsp_workshop.domain.record.figure_parts import Photograph

_TALLEST = 0.44
"""Of the page: two flip charts, upright as they are, stand under one another."""
_DENSEST = 1.6
"""Pixels a point (115 to the inch): a small picture is not blown up beyond it."""
_AS_THEY_ARE = {"RGB", "L"}
"""Printers' own colours (CMYK) are turned into a screen's, which every reader and every archive takes."""
_QUALITY = 85


def printable(photo: Photograph, *, grey: bool) -> bytes | None:
    """The JPEG as it goes into a document; None where nothing can be made of it, for a file that came from elsewhere
    may hold anything.
    """
    try:
        with Image.open(io.BytesIO(photo.jpeg), formats=("JPEG",)) as image:
            if image.size != (photo.width, photo.height):
                return None
            if image.mode in _AS_THEY_ARE and not (grey and image.mode != "L"):
                # One whose end is missing is seen only when it is read; as small as can be costs least.
                image.draft(None, (1, 1))
                image.load()
                return photo.jpeg
            turned, out = image.convert("L" if grey else "RGB"), io.BytesIO()
    except (OSError, SyntaxError, Image.DecompressionBombError):
        # Pillow has all of these for a file that is broken.
        return None
    turned.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def fitted(photo: Photograph, width: float, page: float) -> tuple[float, float]:
    """Width and height in points, on a page with room of `width` and `page` points of height."""
    scale = min(width / photo.width, page * _TALLEST / photo.height, 1 / _DENSEST)
    return photo.width * scale, photo.height * scale
