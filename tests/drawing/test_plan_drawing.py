"""Timeline and matrix as drawings: whole, inside their width, on as many pages as they take, alike on every painter."""

from __future__ import annotations

import itertools

import pytest

from lsp_workshop import drawing, paths
from lsp_workshop.domain.record.figure_parts import AnyFigure, MatrixChart, TimelineChart
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.record.plan_figures import By, matrix, timeline
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.drawing import Drawing, pages
from lsp_workshop.drawing.shapes import Area, Box, Disc, Rule
from lsp_workshop.export.charts import paper_measure, paper_style
from lsp_workshop.export.typeset.fonts import font_set
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets.chart import ChartView, dense_style, screen_measure
from tests.domain.plans import plan
from tests.ui.support import sample_session

VIEWS = [*By, "matrix"]
WIDTHS = (760.0, 480.0, 240.0)


@pytest.fixture(autouse=True)
def _fonts(theme: Theme) -> None:
    """The program's fonts."""


@pytest.fixture(scope="session")
def on_paper() -> drawing.Measure:
    return paper_measure(font_set(paths.resource("fonts")))


def figure(workshop: Workshop, view: str) -> TimelineChart | MatrixChart:
    people = People(workshop, public=True)
    made = matrix(workshop, people) if view == "matrix" else timeline(workshop, people, By(view))
    assert made is not None
    return made


def workshop_of(size: str) -> Workshop:
    return sample_session().workshop if size == "sample" else plan(int(size), 24)


def squeezed(words: str) -> str:
    return "".join(words.replace("\u200f", "").split())


def labels(chart: AnyFigure) -> list[str]:
    if isinstance(chart, TimelineChart):
        return [group.title for group in chart.groups] + [row.printed for group in chart.groups for row in group.rows]
    assert isinstance(chart, MatrixChart)
    return [*(row.total for row in chart.rows), *(column.code for column in chart.columns)]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("size", ["sample", "1", "60"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_sticks_out_and_nothing_lies_on_another(
    view: str, size: str, width: float, on_paper: drawing.Measure
) -> None:
    """On paper what sticks out is cut by the printer; on the projector by the wall."""
    chart = figure(workshop_of(size), view)
    (made,) = pages(chart, width, paper_style(), on_paper)
    for text in made.texts:
        wide = on_paper(text.text, text.weight, text.size)
        left = text.x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.anchor]
        assert left >= -1, text
        assert left + wide <= width + text.size * 0.3, text
        assert 0 <= text.y <= made.height
    for shape in made.shapes:
        if isinstance(shape, Box):
            assert shape.x >= -1
            assert shape.x + shape.width <= width + 1
        elif isinstance(shape, Disc | Area | Rule):
            assert 0 <= _bottom(shape) <= made.height + 1
    _no_line_on_another(made, on_paper)


def _bottom(shape: Disc | Area | Rule) -> float:
    if isinstance(shape, Disc):
        return shape.y + shape.radius
    return max(shape.y1, shape.y2) if isinstance(shape, Rule) else max(y for _, y in shape.points)


def _no_line_on_another(made: Drawing, measure: drawing.Measure) -> None:
    boxes = []
    for text in made.texts:
        wide = measure(text.text, text.weight, text.size)
        left = text.x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.anchor]
        boxes.append((round(text.y), left, left + wide, text.text))
    boxes.sort()
    for (y, _, right, words), (other, left, _, others) in itertools.pairwise(boxes):
        assert y != other or right <= left + 1.5, (words, others)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("size", ["sample", "60"])
def test_every_row_is_on_one_of_the_pages_with_its_head(view: str, size: str, on_paper: drawing.Measure) -> None:
    """Sixty actions do not fit on a page; none may fall between two."""
    chart = figure(workshop_of(size), view)
    made = pages(chart, 620, paper_style(), on_paper, height=300, first=120)
    assert len(made) > 1
    assert all(each.height <= 300.5 for each in made)
    (whole,) = pages(chart, 620, paper_style(), on_paper)
    assert {text.text for each in made for text in each.texts} == {text.text for text in whole.texts}
    said = squeezed("".join(text.text for each in made for text in each.texts))
    for label in labels(chart):
        assert squeezed(label) in said, label
    if isinstance(chart, TimelineChart):
        year = chart.months[0].year
        assert all(year in {text.text for text in each.texts} for each in made[:-1])


@pytest.mark.parametrize("view", VIEWS)
def test_the_window_and_paper_draw_the_same_words(view: str, theme: Theme, on_paper: drawing.Measure) -> None:
    """What was agreed on the wall is what comes out of the printer."""
    chart = figure(plan(12), view)
    (paper,) = pages(chart, 700, paper_style(), on_paper)
    (screen,) = pages(chart, 900, dense_style(theme), screen_measure())
    # How many months are named is a matter of room.
    months = {month.label for month in chart.months} if isinstance(chart, TimelineChart) else set()
    said = [
        squeezed("".join(sorted("".join(text.text for text in made.texts if text.text not in months))))
        for made in (paper, screen)
    ]
    assert said[0] == said[1]


@pytest.mark.parametrize("view", VIEWS)
def test_a_reader_hears_all_of_it_in_the_window(view: str, theme: Theme) -> None:
    chart = figure(plan(12), view)
    shown = ChartView(theme, chart, "The plan", dense_style)
    assert shown.accessibleDescription() == chart.alternative
    for action in plan(12).records():
        if action.collection == "actions" and getattr(action, "status", "") != "dropped":
            assert getattr(action, "title", "") in chart.alternative


def test_what_is_done_has_a_form_of_its_own(on_paper: drawing.Measure) -> None:
    """Colour is never the only sign: a hollow one is a second shape in the first."""
    chart = figure(plan(7), By.MONTH)
    assert isinstance(chart, TimelineChart)
    assert "hollow: done" in chart.note
    points = [point for group in chart.groups for row in group.rows for point in row.points]
    (made,) = pages(chart, 700, paper_style(), on_paper)
    signs = [
        each for each in made.shapes if isinstance(each, Disc | Area) or (isinstance(each, Box) and each.kind == "sign")
    ]
    assert len(signs) == len(points) + sum(point.done for point in points)
