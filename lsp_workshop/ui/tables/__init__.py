"""Editable tables of records: described by columns, typed by keyboard, refreshed by notices.

A page says what a table shows (`TableSpec`, `Column`) and gets a `RecordTable`; every change is an edit.
"""

from lsp_workshop.ui.tables.columns import Column, Kind, PartRows, TableSpec
from lsp_workshop.ui.tables.lines import Line, Lines
from lsp_workshop.ui.tables.suggest import SuggestEdit, Suggestion
from lsp_workshop.ui.tables.view import RecordTable

__all__ = ["Column", "Kind", "Line", "Lines", "PartRows", "RecordTable", "SuggestEdit", "Suggestion", "TableSpec"]
