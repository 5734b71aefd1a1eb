"""Photos of flip charts as a telephone makes them. Not a test."""

from __future__ import annotations

import io

from PIL import ExifTags, Image


def flip_chart(width: int = 60, height: int = 80, colour: str = "white", place: str = "Aldermouth Road 5") -> bytes:
    """A JPEG as a telephone writes it: with place, time, a small copy of itself and a comment."""
    image, file = Image.new("RGB", (width, height), colour), io.BytesIO()
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "Callum Reid"
    exif[ExifTags.Base.ImageDescription] = place
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (53.0, 30.0, 1.5)
    image.save(file, "JPEG", exif=exif, comment=b"said in confidence", quality=70)
    return file.getvalue()
