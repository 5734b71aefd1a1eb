"""What can stop an export. Knows no format."""

from __future__ import annotations


class ExportCancelled(Exception):
    """The person cancelled; the file that was there before is untouched."""


class ExportFailed(Exception):
    """The document could not be made from what the program has (a font is missing). The old file is untouched."""
