"""`python -m lsp_workshop` is the command `lsp-workshop`."""

from lsp_workshop.cli import entry

if __name__ == "__main__":
    entry()
