"""What list and table models share; it loads no page, so the start page may have it too."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

Index = QModelIndex | QPersistentModelIndex
"""Where Qt hands over either."""
