"""Lessons: what worked, what failed, with whom to share it, and how it will reach them."""

from __future__ import annotations

from typing import Any

from lsp_workshop.domain.edits import records
from lsp_workshop.domain.model import Lesson
from lsp_workshop.domain.transaction import Edit

KINDS = ("what worked", "what failed")


def add_lesson(text: str, kind: str = "", share_with: str = "", share_how: str = "") -> Edit:
    """`kind` is one of `KINDS` or words of one's own."""
    fields = {"kind": kind.strip(), "share_with": share_with.strip(), "share_how": share_how.strip()}
    return records.add(Lesson, text=text, **fields)


def change_lesson(lesson_id: str, **fields: Any) -> Edit:
    return records.change(Lesson, lesson_id, **fields)
