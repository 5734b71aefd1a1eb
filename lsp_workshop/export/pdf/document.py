"""The record as a PDF file: pages, cover, contents, header and footer, outline, properties."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from reportlab import rl_config
from reportlab.lib.utils import TimeStamp
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, PageTemplate

from lsp_workshop.domain.paper import USUAL, Paper
from lsp_workshop.domain.record.parts import PrintableRecord
from lsp_workshop.export.errors import ExportCancelled
from lsp_workshop.export.look import ACCENT, BOTTOM, RULE, SIDE, TOP, Look, in_grey, look
from lsp_workshop.export.moment import moment_of
from lsp_workshop.export.pdf.canvas import TaggedCanvas
from lsp_workshop.export.pdf.metadata import Properties
from lsp_workshop.export.pdf.story import Story
from lsp_workshop.export.pdf.text import Typesetter
from lsp_workshop.export.typeset.clean import one_line
from lsp_workshop.export.typeset.fonts import font_set
from lsp_workshop.export.typeset.lines import break_lines, measure, shortened
from lsp_workshop.export.typeset.paint import paint_line
from lsp_workshop.files import write_whole

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

_BAND = 26.0
"""Height of the cover's band, in points."""


def write_record(
    record: PrintableRecord,
    out: Path,
    *,
    fonts: Path,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    paper: Paper = USUAL,
) -> None:
    """Writes the record as a tagged PDF file (PDF/UA-1, and for archives PDF/A-2a); `fonts` is their folder.

    `progress` hears the pages done and about how many there will be, 0 while nobody knows; at the end how many there
    are. Where `cancelled` says so between two pages, ExportCancelled is raised and a file that was there stays. The
    same record gives the same bytes.
    """
    writer = _RecordWriter(record, fonts, look(paper), progress, cancelled)
    write_whole(out, writer.write)


class Printed(Protocol):
    """What every printed document says about itself."""

    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def author(self) -> str: ...
    @property
    def date(self) -> str: ...
    @property
    def made_at(self) -> str: ...
    @property
    def language(self) -> str: ...


class Writer:
    """One export of a document: its canvas and what stands on every page. Whoever inherits has the pages."""

    def __init__(
        self,
        record: Printed,
        fonts: Path,
        measures: Look,
        progress: Progress | None,
        cancelled: Cancelled | None,
    ) -> None:
        self.record, self.look = record, measures
        self._stamp = _stamp(record.made_at)
        self.typesetter = Typesetter(font_set(fonts.resolve()))
        self.pages = 0
        self._placed = self._whole = 0.0
        self._progress, self._cancelled = progress, cancelled

    def build(self, document: BaseDocTemplate, flowables: list[Flowable]) -> None:
        """Lays the flowables out and paints them. ReportLab's document and canvas know each other both ways: taken
        apart they are gone at once, and nobody has to look for them."""
        # Heights are remembered by what has them, so that measuring costs the same now as it would later.
        width = document.pagesize[0] - 2 * SIDE
        self._whole = sum(self._height(each, width) for each in flowables) if self._progress is not None else 0.0
        document.afterFlowable = self._count
        document.build(flowables, canvasmaker=self.canvas)
        document.__dict__.clear()

    def _height(self, flowable: Flowable, width: float) -> float:
        self.look_up()
        return 0.0 if isinstance(flowable, CondPageBreak) else float(flowable.wrap(width, 0)[1])

    def _count(self, flowable: Flowable) -> None:
        if not isinstance(flowable, CondPageBreak):
            self._placed += float(getattr(flowable, "height", 0))

    def _expected(self) -> int:
        """About how many pages there will be: those that are done, by the share of everything that is on them."""
        done = self.pages - 1
        share = self._placed / self._whole if self._whole else 0.0
        return max(round(done / min(share, 1.0)), self.pages) if done and share else 0

    def all_done(self) -> None:
        if self._progress is not None:
            self._progress(self.pages, self.pages)

    def canvas(self, file: Any, **given: Any) -> TaggedCanvas:
        """A canvas with the record's properties and the date of the workshop's last change."""
        given.update(invariant=1, lang=self.record.language, initialFontName=self.typesetter.fonts.name("regular"))
        if self.look.paper.grey:
            given["enforceColorSpace"] = in_grey
        # ASCII armour would make every page a quarter larger and the writing slower.
        armour, rl_config.useA85 = rl_config.useA85, 0
        try:
            canvas = TaggedCanvas(file, self._properties(), **given)
        finally:
            rl_config.useA85 = armour
        canvas._doc._timeStamp = self._stamp
        canvas.setViewerPreference("DisplayDocTitle", "true")
        canvas.showOutline()
        return canvas

    def _properties(self) -> Properties:
        record = self.record
        return Properties(
            title=one_line(f"{record.title}: {record.kind}"),
            author=one_line(record.author),
            subject=one_line(f"{record.kind}, {record.date}"),
            language=record.language,
            moment=self._stamp.t,
            archival=self.look.paper.archival,
        )

    def page_done(self) -> None:
        self.pages += 1
        self.look_up()
        if self._progress is not None:
            self._progress(self.pages, self._expected())

    def look_up(self) -> None:
        if self._cancelled is not None and self._cancelled():
            raise ExportCancelled

    # --- what stands on every page ------------------------------------------------------------------------

    def cover(self, canvas: TaggedCanvas, document: BaseDocTemplate) -> None:
        width, height = self.look.paper.page
        with canvas.artifact():
            canvas.setFillColor(ACCENT)
            canvas.rect(0, height - _BAND, width, _BAND, stroke=0, fill=1)
        self.page_done()

    def furniture(self, canvas: TaggedCanvas, document: BaseDocTemplate) -> None:
        """Title and date over a rule, the page number below; the same in both directions of the paper."""
        with canvas.artifact("Header"):
            self._header(canvas)
        with canvas.artifact("Footer"):
            style, fonts = self.look.header, self.typesetter.fonts
            number = break_lines(str(document.page), fonts, style.weight, style.size, 1e9)[0]
            paint_line(canvas, SIDE, BOTTOM - 30, number, fonts, style.weight, style.size, style.colour)
        self.page_done()

    def _header(self, canvas: TaggedCanvas) -> None:
        width, height = canvas._pagesize
        style, fonts = self.look.header, self.typesetter.fonts
        date = one_line(f"{self.record.kind} · {self.record.date}" if self.record.date else self.record.kind)
        y = height - TOP + 24
        room = width - 2 * SIDE
        # What it is, and of which day, stands whole; the title has what that leaves.
        date = shortened(date[:300], fonts, style.weight, style.size, 0.7 * room)
        room -= measure(date, fonts, style.weight, style.size) + 2 * style.size
        title = shortened(one_line(self.record.title)[:300], fonts, style.weight, style.size, room)
        for text, on_right in ((title, False), (date, True)):
            line = break_lines(text, fonts, style.weight, style.size, 1e9)[0]
            x = width - SIDE - line.width if on_right else SIDE
            paint_line(canvas, x, y, line, fonts, style.weight, style.size, style.colour)
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        canvas.line(SIDE, y - 6, width - SIDE, y - 6)


class _RecordWriter(Writer):
    """The record in one go: what only the end knows is painted in then."""

    record: PrintableRecord

    def write(self, file: BinaryIO) -> None:
        story = Story(self.record, self.look, self.typesetter, self.look_up)
        self.build(_Document(self, file), story.flowables())
        self.all_done()


class _Document(BaseDocTemplate):
    """Page templates for the cover and for either direction of the paper."""

    def __init__(self, writer: Writer, file: Any) -> None:
        page = writer.look.paper.page
        super().__init__(file, pagesize=page, leftMargin=SIDE, rightMargin=SIDE, topMargin=TOP, bottomMargin=BOTTOM)
        turned = (page[1], page[0])
        self.addPageTemplates(
            [
                PageTemplate("cover", _frame(page), onPage=writer.cover, pagesize=page),
                PageTemplate("upright", _frame(page), onPage=writer.furniture, pagesize=page),
                PageTemplate("landscape", _frame(turned), onPage=writer.furniture, pagesize=turned),
            ]
        )


def _frame(page: tuple[float, float]) -> Frame:
    return Frame(SIDE, BOTTOM, page[0] - 2 * SIDE, page[1] - TOP - BOTTOM, 0, 0, 0, 0)


def _stamp(made_at: str) -> TimeStamp:
    """The date in the file: SOURCE_DATE_EPOCH, or the workshop's own; never the time of export."""
    stamp = TimeStamp(invariant=True)
    moment = moment_of(made_at)
    stamp.t = moment.timestamp()
    stamp.lt = moment.timetuple()
    stamp.YMDhms = tuple(stamp.lt)[:6]
    return stamp
