"""The printable record as PDF. Importing this loads ReportLab: import it where somebody exports."""

from lsp_workshop.export.pdf.document import write_record

__all__ = ["write_record"]
