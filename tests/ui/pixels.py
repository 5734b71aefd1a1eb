"""Contrast measured on pictures, as WCAG 2.2 defines it; knows no token and no widget."""

from __future__ import annotations

import functools
from collections import Counter

from PySide6.QtGui import QColor, QImage

EDGES, TEXT = 3.0, 4.5
"""The least contrast of what is not text, and of text."""


@functools.cache
def luminance(rgb: int) -> float:
    """Relative luminance of 0xRRGGBB, from 0 to 1."""
    parts = [((rgb >> shift) & 255) / 255 for shift in (16, 8, 0)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@functools.cache
def contrast(one: int, other: int) -> float:
    """From 1 (the same) to 21 (black on white)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def rows(image: QImage) -> list[memoryview]:
    """The lines of a picture as 32-bit numbers, whose lower 24 bits are the colour."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    width, height = plain.width(), plain.height()
    numbers = memoryview(bytes(plain.constBits())).cast("I")
    return [numbers[line * width : (line + 1) * width] for line in range(height)]


def changed_pixels(one: QImage, other: QImage, least: float = EDGES) -> int:
    """How many pixels of two pictures of one size have at least this contrast to each other."""
    if one.size() != other.size() or one.isNull():
        return 0
    changed: Counter[tuple[int, int]] = Counter()
    for before, after in zip(rows(one), rows(other), strict=True):
        if before != after:
            changed.update(pair for pair in zip(before, after, strict=True) if pair[0] != pair[1])
    return sum(count for (a, b), count in changed.items() if contrast(a & 0xFFFFFF, b & 0xFFFFFF) >= least)


def shown_colours(image: QImage) -> Counter[int]:
    """Every colour with the number of its pixels."""
    found: Counter[int] = Counter()
    # Most lines of a control are alike.
    for line, times in Counter(line.tobytes() for line in rows(image)).items():
        for pixel, count in Counter(memoryview(line).cast("I")).items():
            found[pixel & 0xFFFFFF] += count * times
    return found


def name_of(rgb: int) -> str:
    return QColor(rgb).name().upper()
