"""The printable record as a Word document. Importing this loads python-docx: import it where somebody exports."""

from lsp_workshop.export.word.document import write_word

__all__ = ["write_word"]
