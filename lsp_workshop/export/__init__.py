"""Documents out of a workshop. Importing this is cheap: whoever exports imports the module for the format."""

from lsp_workshop.export.errors import ExportCancelled, ExportFailed

__all__ = ["ExportCancelled", "ExportFailed"]
