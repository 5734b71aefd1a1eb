"""Documents as PDF: beside the same words through ReportLab's own road, by length, and what the window feels of it."""

from __future__ import annotations

import dataclasses
import gc
import statistics
import time
from collections.abc import Callable, Iterator
from enum import Enum
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, LongTable, PageTemplate, Paragraph
from reportlab.platypus.tableofcontents import TableOfContents

from lsp_workshop.documents import Making, bundled_framework, write_document
from lsp_workshop.domain.model import Answer, Group, Question, Record, Stage, Theme, WorkshopDetails
from lsp_workshop.domain.record import printable_record
from lsp_workshop.domain.record.parts import AnswerList, Heading, PrintableRecord, Table
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.export.pdf import write_record
from lsp_workshop.export.typeset.clean import one_line
from lsp_workshop.export.typeset.fonts import font_set
from lsp_workshop.paths import resource
from lsp_workshop.store import interchange
from lsp_workshop.ui.jobs import Job, Jobs
from tests.bench.window import Heart

ROUNDS = 9
TURNS = 5
FEW, MANY = 2_200, 22_000
"""Answers that make about 100 pages, and about 1,000."""
QUESTIONS, THEMES = 20, 5


def sample() -> Workshop:
    return interchange.read_interchange(resource("sample/aldermouth.json")).workshop


def a_long_day(answers: int) -> Workshop:
    """So many answers, under themes, to twenty questions."""
    return Workshop(_records(answers))


def record_of(workshop: Workshop) -> PrintableRecord:
    return printable_record(workshop, bundled_framework())


def _records(answers: int) -> Iterator[Record]:
    yield WorkshopDetails(id="workshop", title="A long day", date="2026-03-12")
    yield Stage(id="S1", number=1, title="Purpose")
    yield Group(id="g1", label="A")
    for number in range(QUESTIONS):
        yield Question(id=f"Q{number}", stage_id="S1", number=f"1.{number + 1}", text="Why have it?")
        for theme in range(THEMES):
            yield Theme(id=f"t{number}-{theme}", stage_id="S1", title=f"Getting about, {theme}")
    for number in range(answers):
        question, theme = number % QUESTIONS, number // QUESTIONS % THEMES
        text = f"The last bus goes at seven ({number}), so nobody from the estate comes to anything after work"
        yield Answer(
            id=f"a{number}", question_id=f"Q{question}", group_id="g1", theme_id=f"t{question}-{theme}", text=text
        )


# --- ReportLab's own road -----------------------------------------------------------------------------------


def plain(record: PrintableRecord, file: Any) -> None:
    """The record's words in paragraphs and tables as ReportLab's guide shows them; no tags, figures or look."""
    fonts = font_set(resource("fonts").resolve())
    body = ParagraphStyle("body", fontName=fonts.name("regular"), fontSize=9.5, leading=13.5)
    heading = ParagraphStyle("heading", parent=body, fontName=fonts.name("bold"), fontSize=15, leading=20)
    story: list[Any] = [TableOfContents(levelStyles=[body])]

    def said(text: str, style: ParagraphStyle = body) -> Paragraph:
        return Paragraph(escape(one_line(text)), style)

    for section in record.sections:
        story.append(said(section.title, heading))
        for block in section.blocks:
            if isinstance(block, Heading):
                story.append(said(block.text, heading))
            elif isinstance(block, AnswerList):
                rows = [
                    [said(group.theme), said(answer.source), said(f"{answer.text} {' '.join(answer.marks)}")]
                    for group in block.groups
                    for answer in group.answers
                ]
                story.append(LongTable(rows, colWidths=[110, 40, 315]))
            elif isinstance(block, Table):
                wide = [row for row in block.rows if len(row) == len(block.columns)]
                cells = [[said(f"{cell.text} {cell.note}") for cell in row] for row in wide]
                if cells:
                    story.append(LongTable(cells, colWidths=[465 / len(block.columns)] * len(block.columns)))
            else:
                story += [said(text) for text in _texts(block)]
    document = BaseDocTemplate(file, pagesize=A4)
    document.addPageTemplates([PageTemplate("page", Frame(65, 68, A4[0] - 130, A4[1] - 142, 0, 0, 0, 0))])

    def noted(flowable: Any) -> None:
        if isinstance(flowable, Paragraph) and flowable.style.name == "heading":
            document.notify("TOCEntry", (0, flowable.getPlainText(), document.page))

    document.afterFlowable = noted
    document.multiBuild(story)


def _texts(part: Any) -> Iterator[str]:
    """Every text in it, those that stand for a figure's shapes too."""
    if isinstance(part, str) and not isinstance(part, Enum):
        yield from filter(None, [part])
    elif isinstance(part, tuple):
        for each in part:
            yield from _texts(each)
    elif dataclasses.is_dataclass(part):
        for each in dataclasses.fields(part):
            yield from _texts(getattr(part, each.name))


# --- what is measured ---------------------------------------------------------------------------------------


def ours(record: PrintableRecord, out: Path) -> int:
    """Writes it; returns its pages."""
    pages = [0]
    write_record(record, out, fonts=resource("fonts"), progress=lambda done, _: pages.append(done))
    return pages[-1]


def beside_plain(folder: Path) -> tuple[float, float]:
    """Milliseconds of the processor for the sample's record, and for its words alone; in turn."""
    record = record_of(sample())
    took: tuple[list[float], list[float]] = ([], [])
    for turn in range(ROUNDS + 1):
        both: list[Callable[[], object]] = [
            lambda: ours(record, folder / "record.pdf"),
            lambda: plain(record, BytesIO()),
        ]
        for kept, action in zip(took, both, strict=True):
            takes = _processor(action)
            if turn:  # The first loads the fonts.
                kept.append(takes)
    return statistics.median(took[0]), statistics.median(took[1])


def by_length(folder: Path) -> tuple[tuple[int, float], tuple[int, float]]:
    """Pages, and milliseconds a page, of a long record and of one ten times as long."""
    found = []
    for answers in (FEW, MANY):
        record, pages, took = record_of(a_long_day(answers)), 0, []
        for _ in range(3):
            started = time.process_time()
            pages = ours(record, folder / "long.pdf")
            took.append((time.process_time() - started) * 1000 / pages)
        found.append((pages, statistics.median(took)))
    return found[0], found[1]


def stalls(folder: Path) -> Iterator[tuple[str, float, int]]:
    """For each record: how long (ms) the window stood still at the longest while it was made beside, in the median of
    some times, and how often it heard how far that was."""
    app = QApplication.instance() or QApplication([])
    assert app is not None
    jobs = Jobs()
    for name, workshop in (("the sample's record", sample()), (f"{MANY:,} answers", a_long_day(MANY))):
        took = []
        for _ in range(TURNS):
            gc.collect()
            took.append(_stall(jobs, workshop, folder))
        yield name, statistics.median(each for each, _ in took), took[0][1]
    jobs.close()


def _stall(jobs: Jobs, workshop: Workshop, folder: Path) -> tuple[float, int]:
    heart, loop = Heart(), QEventLoop()
    news = [0]

    def work(job: Job) -> None:
        write_document(workshop, folder / "beside.pdf", "record", Making(job.progress, job.cancelled))

    def run() -> None:
        job = jobs.start(work)
        job.progressed.connect(lambda done, _: news.append(done))
        job.ended.connect(loop.quit)
        QTimer.singleShot(120_000, loop.quit)
        loop.exec()

    on_the_wall, _ = heart.during(run)
    return on_the_wall, len(news)


def _processor(action: Callable[[], object]) -> float:
    gc.collect()
    started = time.process_time()
    action()
    return (time.process_time() - started) * 1000
