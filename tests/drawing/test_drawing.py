"""One drawing for paper, window and projector: the same lengths, the same order, the same words, and nothing lost."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from PySide6.QtGui import QColor

from lsp_workshop import drawing, paths
from lsp_workshop.domain.model import Ballot, Sector
from lsp_workshop.domain.record import printable_record
from lsp_workshop.domain.record.figure_parts import Bar, BarChart, Figure, RoundsChart, ScaleChart
from lsp_workshop.domain.record.figures import ballot_figure
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.record.rounds import rounds_figure
from lsp_workshop.domain.voting import result_of
from lsp_workshop.drawing import Drawing, Style, grid_of, pages
from lsp_workshop.drawing.palette import contrast
from lsp_workshop.drawing.shapes import Box, Rule, Text
from lsp_workshop.drawing.words import wrap
from lsp_workshop.export.charts import PALETTE, paper_measure, paper_style
from lsp_workshop.export.pdf import write_record
from lsp_workshop.export.typeset.fonts import font_set
from lsp_workshop.ui.theme import Mode, Theme
from lsp_workshop.ui.tokens import DARK, LIGHT
from lsp_workshop.ui.widgets.chart import ChartView, palette_of, screen_measure, window_style
from tests.drawing.results import BALLOT, every_case, framework, workshop_with
from tests.export.reading import structure_of

WHOLE = Style(size=16, figure=18, small=12, bar=8, thin=6, row=40, line=1, tracks=True, most_lines=400)
"""Whole sizes, which a screen has."""


@pytest.fixture(autouse=True)
def _fonts(theme: Theme) -> None:
    """The program's fonts."""


@pytest.fixture(scope="session")
def on_paper() -> drawing.Measure:
    return paper_measure(font_set(paths.resource("fonts")))


def chart_of(kind: str, case: str) -> Figure | None:
    workshop = workshop_with(kind, case)
    ballot = workshop.get(Ballot, BALLOT)
    return ballot_figure(ballot, result_of(workshop, BALLOT), People(workshop, public=False))


def charts_of(kind: str, case: str) -> list[Figure]:
    workshop = workshop_with(kind, case)
    rounds = rounds_figure(workshop, workshop.get(Ballot, BALLOT))
    return [chart for chart in (chart_of(kind, case), rounds) if chart is not None]


def squeezed(words: str) -> str:
    return "".join(words.replace("\u200f", "").split())


DRAWN = [(kind, case) for kind, case in every_case() if case != "none"]
drawn = pytest.mark.parametrize(("kind", "case"), DRAWN, ids=["-".join(each) for each in DRAWN])


@drawn
def test_screen_and_paper_draw_the_same(kind: str, case: str, on_paper: drawing.Measure) -> None:
    """Otherwise the room sees one result and the record says another."""
    for chart in charts_of(kind, case):
        (seen,) = pages(chart, 640, WHOLE, screen_measure())
        (printed,) = pages(chart, 640, WHOLE, on_paper)
        if case == "scripts":
            # Other scripts come from the system's fonts on a screen, so their lines may break elsewhere.
            assert squeezed(seen.words) == squeezed(printed.words)
            assert len(seen.bars) == len(printed.bars)
            continue
        assert [type(shape) for shape in seen.shapes] == [type(shape) for shape in printed.shapes]
        assert seen.words == printed.words
        for one, other in zip(seen.shapes, printed.shapes, strict=True):
            assert one.colour == other.colour
            if isinstance(one, Box) and isinstance(other, Box):
                assert (one.x, one.y, one.width) == pytest.approx((other.x, other.y, other.width), abs=1)
            if isinstance(one, Text) and isinstance(other, Text):
                assert (one.x, one.y) == pytest.approx((other.x, other.y), abs=1)
                assert one.anchor == other.anchor


@drawn
@pytest.mark.parametrize("width", [300, 470, 640, 1700])
def test_bars_are_as_long_as_their_values(kind: str, case: str, width: float, on_paper: drawing.Measure) -> None:
    """Otherwise a chart says what the figures beside it do not."""
    for chart in charts_of(kind, case):
        for style, measure in ((paper_style(), on_paper), (WHOLE, screen_measure())):
            (made,) = pages(chart, width, style, measure)
            grid = grid_of(chart)
            expected = [
                (column.kind, column.share(cell.value))
                for place in range(len(grid.rows))
                for column in grid.columns
                for cell in [column.cells[place]]
                if cell.value is not None and column.share(cell.value) > 0
            ]
            assert len(made.bars) == len(expected)
            full: dict[float, set[float]] = defaultdict(set)
            for bar, (_, share) in zip(made.bars, expected, strict=True):
                full[round(bar.x, 2)].add(round(bar.width / share, 3))
            for x, lengths in full.items():
                assert max(lengths) - min(lengths) < 0.02, (x, lengths)


@drawn
def test_every_value_and_label_is_in_the_drawing_and_in_its_words(
    kind: str, case: str, on_paper: drawing.Measure
) -> None:
    """Otherwise a figure can be guessed from a bar and read nowhere, or is not said to those who listen."""
    for chart in charts_of(kind, case):
        made = pages(chart, 470, paper_style(), on_paper, height=500)
        words = squeezed(" ".join(each.words for each in made))
        grid = grid_of(chart)
        for place, row in enumerate(grid.rows):
            assert squeezed(row.label) in words
            assert squeezed(row.label) in squeezed(chart.alternative)
            for column in grid.columns:
                assert squeezed(column.cells[place].text) in words
        texts = [text.text for each in made for text in each.texts]
        for column in grid.columns:
            for cell in column.cells:
                assert cell.text in texts, (column.title, cell.text)
                if cell.text != "–":
                    assert cell.text in chart.alternative, (column.title, cell.text)


@drawn
@pytest.mark.parametrize("width", [300, 470, 640, 1700])
def test_nothing_sticks_out(kind: str, case: str, width: float, on_paper: drawing.Measure) -> None:
    """Otherwise a narrow window or a large print cuts words off."""
    for chart in charts_of(kind, case):
        for style, measure in ((paper_style(1.45), on_paper), (WHOLE, screen_measure())):
            for made in pages(chart, width, style, measure, height=700):
                assert_inside(made, measure)


def assert_inside(made: Drawing, measure: drawing.Measure) -> None:
    for shape in made.shapes:
        if isinstance(shape, Text):
            wide = measure(shape.text, shape.weight, shape.size)
            left = shape.x - {"start": 0.0, "middle": wide / 2, "end": wide}[shape.anchor]
            assert left >= -1, shape
            assert left + wide <= made.width + 1, shape
            assert 0 <= shape.y <= made.height
        elif isinstance(shape, Box):
            assert shape.x >= -1
            assert shape.x + shape.width <= made.width + 2, shape
        elif isinstance(shape, Rule):
            assert max(shape.x1, shape.x2) <= made.width + 1


def test_forty_options_go_over_pages_with_each_on_one(on_paper: drawing.Measure) -> None:
    """Otherwise what came 23rd falls between two pages, or is printed twice."""
    chart = chart_of("dot vote", "forty")
    assert isinstance(chart, BarChart)
    made = pages(chart, 470, paper_style(), on_paper, height=300)
    assert len(made) > 1
    assert all(each.height <= 300.5 for each in made)
    wards = [number for each in made for number in re.findall(r"ward\s(\d+)", each.words)]
    assert sorted(map(int, wards)) == list(range(1, 41))
    assert all("Public" in each.words for each in made), "a page without the columns' titles"


def test_a_page_break_leaves_rows_together(on_paper: drawing.Measure) -> None:
    """Otherwise one bar stands alone at the foot of a page."""
    chart = chart_of("dot vote", "forty")
    assert chart is not None
    made = pages(chart, 470, paper_style(), on_paper, height=600, first=60)
    assert min(len(re.findall(r"ward\s\d", each.words)) for each in made) >= 3


def test_a_long_label_is_cut_only_where_the_style_says_so(on_paper: drawing.Measure) -> None:
    """Otherwise the last words of an option, which may be "unless residents object", are in no chart."""
    label = " ".join(f"word{n}" for n in range(40))
    chart = BarChart((Bar(label, 3, "3"), Bar("Short", 1, "1")), (), "", "")
    whole = pages(chart, 300, paper_style(), on_paper)[0]
    assert squeezed(label) in squeezed(whole.words)
    few = Style(size=9, figure=9, small=8, bar=9, thin=6, row=13, line=1, tracks=False, most_lines=2)
    cut = pages(chart, 300, few, on_paper)[0]
    assert "…" in cut.words
    assert squeezed(label) not in squeezed(cut.words)


@pytest.mark.parametrize("kind", ["dot vote", "gradients of agreement", "rating", "health check", "consent round"])
def test_a_hidden_sector_is_named_in_the_note_and_nowhere_else(kind: str, on_paper: drawing.Measure) -> None:
    """Otherwise three people's votes can be read off the page; or nobody knows why a sector is missing."""
    workshop = workshop_with(kind, "hidden")
    chart = chart_of(kind, "hidden")
    assert chart is not None
    hidden = result_of(workshop, BALLOT).hidden_sectors
    assert hidden == ("voluntary", "community")
    assert "not shown" in chart.note
    made = pages(chart, 640, paper_style(), on_paper)[0]
    titles = {column.title for column in grid_of(chart).columns}
    for sector_id in hidden:
        name = workshop.get(Sector, sector_id).name
        assert name in chart.note
        assert name not in titles
        assert made.words.count(name) == 1
    assert {"Public", "Private"} <= titles


def test_the_letter_of_a_sectors_sign_is_as_large_on_a_screen_as_the_words_beside_it() -> None:
    """From the back of the room it is the letter that says whose column it is, where names stand in a key."""
    workshop = workshop_with("dot vote", "normal")
    shown = ballot_figure(
        workshop.get(Ballot, BALLOT), result_of(workshop, BALLOT), People(workshop, public=False), sectors=True
    )
    assert shown is not None
    letters = {column.mark.letter for column in grid_of(shown).columns if column.mark}
    assert letters
    for width in (400, 1200):
        made = pages(shown, width, WHOLE, screen_measure())[0]
        signs = [each for each in made.shapes if isinstance(each, Text) and each.text in letters]
        assert {each.size for each in signs} == {WHOLE.small}
        assert_inside(made, screen_measure())


def test_two_votes_stand_side_by_side_by_label(on_paper: drawing.Measure) -> None:
    """Otherwise nobody sees what talking about it changed, or reads one option's dots at another's name."""
    workshop = workshop_with("dot vote", "rounds")
    chart = rounds_figure(workshop, workshop.get(Ballot, BALLOT))
    assert isinstance(chart, RoundsChart)
    before = {option.label: option.total for option in result_of(workshop, "before").options}
    after = {option.label: option.total for option in result_of(workshop, BALLOT).options}
    assert {row.label: row.values for row in chart.rows} == {
        label: (before.get(label), after.get(label)) for label in {**before, **after}
    }
    assert [row.label for row in chart.rows][: len(after)] == list(after)
    assert chart.ends[0] == chart.ends[1], "dots of two votes are as long as each other"
    assert "1st vote" in pages(chart, 470, paper_style(), on_paper)[0].words


def test_votes_on_other_things_are_not_laid_side_by_side() -> None:
    """Otherwise a show of hands stands beside a scale as if both said the same."""
    workshop = workshop_with("dot vote", "rounds")
    ballot = workshop.get(Ballot, BALLOT)
    others = tuple(dataclasses.replace(each, label=f"Other {each.id}") for each in ballot.options)
    workshop._put(dataclasses.replace(ballot, options=others))
    assert rounds_figure(workshop, workshop.get(Ballot, BALLOT)) is None


@pytest.mark.parametrize("kind", ["dot vote", "rating", "consent round", "health check", "gradients of agreement"])
def test_without_papers_there_is_no_chart(kind: str) -> None:
    """Otherwise zero of zero looks like a result."""
    assert chart_of(kind, "none") is None


def test_ties_are_said(on_paper: drawing.Measure) -> None:
    """Otherwise two equals look like a first and a second."""
    chart = chart_of("one person one vote", "ties")
    assert isinstance(chart, BarChart)
    tied = [bar for bar in chart.bars if "tied" in bar.detail]
    assert len(tied) >= 2
    assert pages(chart, 470, paper_style(), on_paper)[0].words.count("tied") == len(tied)
    assert pages(chart, 640, WHOLE, on_paper)[0].words.count("Tied") == len(tied)


# --- paper --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", ["normal", "hidden", "forty", "long", "rounds", "one", "ties"])
@pytest.mark.parametrize("kind", ["dot vote", "rating"])
def test_the_words_of_a_chart_can_be_copied_from_the_record(kind: str, case: str, tmp_path: Path) -> None:
    """Otherwise a figure in the record cannot be searched for, copied or read out."""
    out = tmp_path / "record.pdf"
    write_record(printable_record(workshop_with(kind, case), framework()), out, fonts=paths.resource("fonts"))
    text = squeezed(" ".join(page.extract_text() for page in PdfReader(out).pages))
    chart = chart_of(kind, case)
    assert chart is not None
    grid = grid_of(chart)
    for place, row in enumerate(grid.rows):
        assert squeezed(row.label) in text
        assert all(column.cells[place].text in text for column in grid.columns)
    assert squeezed(chart.note) in text


def test_the_record_carries_every_value_in_words(tmp_path: Path) -> None:
    """Otherwise whoever has the record read to them hears nothing where the charts are."""
    out = tmp_path / "record.pdf"
    write_record(printable_record(workshop_with("dot vote", "normal"), framework()), out, fonts=paths.resource("fonts"))
    chart = chart_of("dot vote", "normal")
    assert chart is not None
    heard = [str(each["/Alt"]) for each in structure_of(out) if each["/S"] == "/Figure"]
    assert heard.count(chart.alternative) == 1


def test_print_reads_in_grey() -> None:
    """Otherwise the first three look like all the others from a black and white printer."""
    assert contrast(PALETTE.accent, PALETTE.other) >= 2
    assert contrast(PALETTE.text, "#FFFFFF") >= 7
    assert contrast(PALETTE.muted, "#FFFFFF") >= 4.5


# --- screens ------------------------------------------------------------------------------------------------


def test_bars_are_apart_on_screens_too() -> None:
    """Otherwise colour alone says which bars lead, and to some it says nothing."""
    for tokens in (LIGHT, DARK):
        palette = palette_of(tokens)
        assert contrast(palette.accent, palette.other) >= 1.7
        assert contrast(palette.accent, tokens.surface) >= 3
        assert contrast(palette.other, tokens.surface) >= 3
        assert contrast(palette.edge, tokens.surface) >= 3


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_the_window_paints_what_was_drawn(theme: Theme, mode: Mode, qtbot: object) -> None:
    """Otherwise bars are where nobody laid them, or in the colours of the other mode."""
    before = theme.mode
    theme.set_mode(mode)
    try:
        chart = chart_of("dot vote", "normal")
        assert chart is not None
        view = ChartView(theme, chart, "Result")
        view.resize(640, 10)
        view.show()
        assert view.height() == round(view.drawing.height) + 8
        picture = view.grab().toImage()
        palette = palette_of(theme.tokens)
        for bar in view.drawing.bars:
            if bar.width > 10:
                found = picture.pixelColor(round(4 + bar.x + bar.width / 2), round(4 + bar.y + bar.height / 2))
                assert found == QColor(palette.of(bar.colour)), bar
                after = picture.pixelColor(round(4 + bar.x + bar.width + 1.5), round(4 + bar.y + bar.height / 2))
                assert after != QColor(palette.of(bar.colour)), bar
        view.close()
    finally:
        theme.set_mode(before)


def test_a_view_says_all_its_values_and_grows_with_the_text(theme: Theme, qtbot: object) -> None:
    """Otherwise a reader hears "chart", and large text runs over its rows."""
    chart = chart_of("gradients of agreement", "normal")
    assert isinstance(chart, ScaleChart)
    view = ChartView(theme, chart, "Result: the vision")
    view.resize(640, 10)
    small = view.height()
    assert view.accessibleName() == "Result: the vision"
    assert view.accessibleDescription() == chart.alternative
    before = theme.text_scale
    theme.set_text_scale(200)
    try:
        assert view.height() > small * 1.5
        assert_inside(view.drawing, screen_measure())
    finally:
        theme.set_text_scale(before)
    assert window_style(theme).size == 16


def test_screens_do_not_load_print() -> None:
    """Otherwise the program starts in twice the time on the old laptop in the hall."""
    code = "import sys, lsp_workshop.ui.widgets.chart, lsp_workshop.drawing; sys.exit('reportlab' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# --- words --------------------------------------------------------------------------------------------------


def six(text: str, weight: drawing.Weight, size: float) -> float:
    """Every letter six wide."""
    return 6.0 * len(text)


@settings(max_examples=200, deadline=None)
@given(text=st.text(st.characters(exclude_categories=("Cc", "Cs", "M")), max_size=300), width=st.integers(20, 400))
def test_lines_hold_all_words_and_fit(text: str, width: int) -> None:
    """Otherwise some wording, in some language, loses letters at a line's end."""
    lines = wrap(text, "regular", 10, width, six, 10_000)
    assert squeezed("".join(lines)) == squeezed(" ".join(text.split()))
    assert all(len(line.replace("\u200f", "").rstrip()) * 6 <= width + 0.3 for line in lines)


def test_chinese_breaks_between_its_characters_and_urdu_begins_at_the_right() -> None:
    """Otherwise a line of Chinese is one word too long for any page, and Urdu stands on the wrong side."""
    assert wrap("我们需要一个联系人。", "regular", 10, 30, six, 99) == ["我们需要一", "个联系人。"]
    chart = BarChart((Bar("شام کی بسیں", 1, "1"), Bar("Buses", 1, "1")), (), "", "")
    made = pages(chart, 400, WHOLE, six)[0]
    urdu, english = (text for text in made.texts if text.text in ("شام کی بسیں", "Buses"))
    assert (urdu.anchor, english.anchor) == ("end", "start")
    assert urdu.x > english.x
