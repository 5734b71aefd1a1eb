"""Lessons: what worked, what failed, and with whom to share it."""

from __future__ import annotations

from typing import Any

from lsp_workshop.domain.edits import records
from lsp_workshop.domain.model import Lesson
from lsp_workshop.domain.transaction import Edit


def add_lesson(text: str, kind: str = "", share_with: str = "") -> Edit:
    """`kind` is "what worked", "what failed" or words of one's own."""
    return records.add(Lesson, text=text, kind=kind.strip(), share_with=share_with.strip())


def change_lesson(lesson_id: str, **fields: Any) -> Edit:
    return records.change(Lesson, lesson_id, **fields)
