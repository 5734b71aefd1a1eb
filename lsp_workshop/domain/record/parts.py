"""What a printable record is made of, as plain data: sections of blocks, with no word on how they look.

Print, Word and screen previews only lay these out. Every text is as people typed it (nothing is escaped, nothing is
cut unless it says so), every figure comes with a caption and with an alternative text that gives all its values.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lsp_workshop.domain.record.figure_parts import AnyFigure, Photograph, SectorMark
from lsp_workshop.domain.word_changes import Stretch


class Role(StrEnum):
    """What a paragraph is for."""

    BODY = "body"
    LEAD = "lead"
    NOTE = "note"
    STATEMENT = "statement"


# --- words --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section; levels 2 and 3. Level 2 stands in the contents."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class BulletList:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Details:
    """A short list of labelled facts: method, turnout, result."""

    rows: tuple[Detail, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """Numbers to be set large, side by side."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """`parts` is the text in stretches, with what changed between wordings; none where nothing is marked.

    `holds`: this is the one that was adopted.
    """

    label: str
    text: str
    note: str = ""
    parts: tuple[Stretch, ...] = ()
    holds: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Wordings side by side, in the order in which they came up; `note` says what is marked in them."""

    wordings: tuple[Wording, ...]
    note: str = ""


# --- answers ------------------------------------------------------------------------------------------------


HEADLINE = "Headline"
"""The mark in words of an answer that is a headline."""


@dataclass(frozen=True, slots=True)
class PrintedAnswer:
    """An answer with where it came from (a group's label, or a person) and its marks in words."""

    text: str
    source: str
    marks: tuple[str, ...] = ()
    headline: bool = False


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """Answers under one theme; the theme is "" where they have none."""

    theme: str
    answers: tuple[PrintedAnswer, ...]


@dataclass(frozen=True, slots=True)
class AnswerList:
    """The answers to one question by theme, or (`by_question`) those of one group by question, which stand where themes
    do. `noun` is what the workshop calls a group.
    """

    noun: str
    groups: tuple[AnswerGroup, ...]
    by_question: bool = False


# --- tables -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is a share of the table's width, relative to the other columns'."""

    title: str
    width: float = 1.0
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """`note` stands under the text, smaller; `mark` says red, amber or green; `sector` is shown before the text."""

    text: str = ""
    strong: bool = False
    note: str = ""
    sector: SectorMark | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """A column in large print: what of the table's columns (from 0) stands in it, one under the other; `named`: each
    after its title.
    """

    title: str
    of: tuple[int, ...]
    width: float
    named: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows have a cell for each column; a row of one cell is a heading over the rows that follow it.

    `large` are the columns in large print, where these are too many for that.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    large: tuple[Merged, ...] = ()


Block = (
    Heading | Paragraph | BulletList | Details | KeyFacts | Comparison | AnswerList | Table | AnyFigure | Photograph
)  # fmt: skip


# --- the whole ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the record. `label` is a line over the title ("Stage 2 of 5"), `own_page` asks for a page break.

    `landscape` lies on its side, `wide` only where the letters are large.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    label: str = ""
    lead: str = ""
    landscape: bool = False
    own_page: bool = False
    wide: bool = False

    def turned(self, *, large: bool) -> bool:
        """Whether it lies on its side, in large print or not."""
        return self.landscape or (self.wide and large)


@dataclass(frozen=True, slots=True)
class PrintableRecord:
    """The record as data. `made_at` is the workshop's last known change (ISO 8601), never the time of export."""

    kind: str
    title: str
    subtitle: str
    author: str
    date: str
    made_at: str
    status: str
    cover: tuple[Detail, ...]
    sections: tuple[Section, ...]
    public: bool = False
    language: str = "en-GB"
