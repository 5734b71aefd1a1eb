"""The printable record and the handouts as PDF. Importing this loads ReportLab: import it where somebody exports."""

from lsp_workshop.export.pdf.document import write_record
from lsp_workshop.export.pdf.sheets import write_handout

__all__ = ["write_handout", "write_record"]
