"""What can stop an export. Knows no format."""

from __future__ import annotations


class ExportCancelled(Exception):  # noqa: N818 - nothing went wrong: the person changed their mind
    """The person cancelled; the file that was there before is untouched."""


class ExportFailed(Exception):  # noqa: N818 - reads as what happened
    """The document could not be made from what the program has (a font is missing). The old file is untouched."""
