"""From a workshop to a finished document: the printable record out of the domain, laid out by export.

The command line and the window both come here, so that they write the same bytes.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from pathlib import Path

from lsp_workshop.domain.framework import Framework, read_framework
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.paths import resource


@functools.cache
def bundled_framework() -> Framework:
    """The framework that comes with the program."""
    return read_framework(json.loads(resource("framework.json").read_text(encoding="utf-8")))


def write_record_pdf(
    workshop: Workshop,
    out: Path,
    *,
    public: bool = False,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Write the workshop record as PDF, whole or not at all. Raises OSError and `export.ExportCancelled`."""
    # ReportLab doubles the time a start takes, so only an export pays for it and for what it lays out.
    from lsp_workshop.domain.record import printable_record
    from lsp_workshop.export.pdf import write_record

    record = printable_record(workshop, bundled_framework(), public=public)
    write_record(record, out, fonts=resource("fonts"), progress=progress, cancelled=cancelled)
