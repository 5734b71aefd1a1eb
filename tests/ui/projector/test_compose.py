"""Nothing is cut and nothing overlaps the edge, whatever the room said and however large the screen is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF

from lsp_workshop.domain.model import Ballot
from lsp_workshop.domain.record.figure_parts import Bar, BarChart
from lsp_workshop.ui.projector.canvas import Sheet
from lsp_workshop.ui.projector.compose import compose
from lsp_workshop.ui.projector.scenes import (
    NO_ACTIONS,
    AnswerGroup,
    AnswersScene,
    BallotScene,
    DecisionScene,
    OptionLine,
    PlanScene,
    QuestionScene,
    ResultScene,
    Scene,
    StatementScene,
    ballot_scene,
    result_scene,
    scene_words,
)
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets.chart import screen_measure
from tests.ui.support import sample_session

QUESTION = "What would make this partnership work better for the families we serve?"
SCREENS = ((1920, 1080), (1280, 720), (1024, 768), (3840, 2160))
LONG = " ".join(f"word{number}" for number in range(380))[:3000]


@pytest.fixture(autouse=True)
def _fonts(theme: Theme) -> None:
    """The program's fonts."""


def sheets(scene: Scene, width: int, height: int) -> list[Sheet]:
    first = compose(scene, width, height)
    return [first, *(compose(scene, width, height, page) for page in range(1, first.pages))]


def assert_inside(sheet: Sheet, width: int, height: int) -> None:
    screen = QRectF(0, 0, width, height)
    for line in sheet.lines:
        assert screen.contains(line.rect), (line.text, line.rect)
        assert line.layout.lineAt(line.number).naturalTextWidth() <= line.rect.width() + 1, line.text
    for chart in sheet.charts:
        placed = QRectF(chart.at.x(), chart.at.y(), chart.drawing.width, chart.drawing.height)
        assert screen.contains(placed), placed
        wide = screen_measure()
        for text in chart.drawing.texts:
            length = wide(text.text, text.weight, text.size)
            left = text.x - {"start": 0.0, "middle": length / 2, "end": length}[text.anchor]
            assert left >= -1, text
            assert left + length <= chart.drawing.width + 1, text
            assert text.y <= chart.drawing.height, text


def answers(*texts: str) -> AnswersScene:
    return AnswersScene(QUESTION, (AnswerGroup("", texts),))


@pytest.mark.parametrize(("width", "height"), SCREENS)
@pytest.mark.parametrize("count", [1, 2, 5, 9, 17, 33, 60])
def test_every_answer_is_on_some_page(count: int, width: int, height: int) -> None:
    texts = [f"Answer{number} that a table gave about buses after six" for number in range(count)]
    pages = sheets(answers(*texts), width, height)
    words = " ".join(" ".join(sheet.text.split()) for sheet in pages)
    for number in range(count):
        assert f"Answer{number} that" in words
    for sheet in pages:
        assert_inside(sheet, width, height)
        assert QUESTION in " ".join(sheet.text.split())


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_three_thousand_characters_are_all_shown(width: int, height: int) -> None:
    scenes = (answers("Short", LONG, "Also short"), StatementScene("Vision", LONG), DecisionScene(LONG, "agreed", ""))
    for scene in scenes:
        pages = sheets(scene, width, height)
        shown = {word for sheet in pages for word in sheet.text.split()}
        assert set(LONG.split()) <= shown
        for sheet in pages:
            assert_inside(sheet, width, height)


def test_a_plan_without_actions_says_so() -> None:
    """A wall with a title alone looks broken to forty people."""
    (sheet,) = sheets(PlanScene("The plan", None), 1280, 720)
    assert NO_ACTIONS in sheet.text
    assert NO_ACTIONS in scene_words(PlanScene("The plan", None))


def test_the_footer_is_honest_about_what_is_on_the_page() -> None:
    texts = [f"Answer{number}: {LONG[:180]}" for number in range(60)]
    pages = sheets(answers(*texts), 1280, 720)
    assert len(pages) > 1
    begun = 0
    for sheet in pages:
        here = sum(f"Answer{number}:" in sheet.text for number in range(60))
        assert f"Answers {begun + 1} to {begun + here} of 60" in sheet.text
        assert f"Page {sheet.page + 1} of {len(pages)}" in sheet.text
        begun += here
    assert begun == 60


def test_few_words_are_large_and_many_are_smaller() -> None:
    def size(scene: Scene) -> float:
        return max(line.layout.font().pixelSize() for line in compose(scene, 1920, 1080).lines)

    assert size(QuestionScene("Stage", "Why?")) > size(QuestionScene("Stage", QUESTION * 3)) >= 40


@pytest.mark.parametrize(("width", "height"), SCREENS)
@pytest.mark.parametrize("options", [1, 2, 12, 40])
def test_every_option_and_its_figure_is_on_some_page(options: int, width: int, height: int) -> None:
    label = "with a label of many words " * 7
    bars = tuple(Bar(f"Option{n} {label}"[:200], 40 - n, str(1000 - n), "tied 3rd", n < 3) for n in range(options))
    scene = ResultScene(QUESTION, "", "28 of 32 people voted", True, BarChart(bars, (), "", ""))
    pages = sheets(scene, width, height)
    text = "\n".join(sheet.text for sheet in pages)
    for number in range(options):
        assert f"Option{number} " in text
        assert str(1000 - number) in text
    assert sum(len(chart.drawing.bars) for sheet in pages for chart in sheet.charts) == options
    for sheet in pages:
        assert_inside(sheet, width, height)


@pytest.mark.parametrize("words", [40, 380])
def test_a_proposal_as_long_as_a_page_leaves_its_result_room(words: int) -> None:
    """Otherwise the room reads the proposal and never sees how it was met."""
    proposal = " ".join(LONG.split()[:words])
    chart = BarChart(tuple(Bar(f"{n} point", n, str(1000 + n)) for n in range(6)), (), "", "")
    pages = sheets(ResultScene(QUESTION, proposal, "", True, chart, None, "", "Agreed", "The rule"), 1280, 720)
    text = " ".join(" ".join(sheet.text for sheet in pages).split())
    assert all(f"{1000 + n}" in text for n in range(6))
    assert "Agreed" in text
    for sheet in pages:
        assert_inside(sheet, 1280, 720)


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_a_verdict_without_its_chart_fills_the_wall(width: int, height: int) -> None:
    """By sectors the chart needs a page of its own: the room must not wonder where the rest of the first one is."""
    workshop = sample_session().workshop
    alone = 0
    for ballot in workshop.all(Ballot):
        scene = result_scene(workshop, ballot.id, revealed=True, sectors=True)
        for sheet in sheets(scene, width, height):
            assert_inside(sheet, width, height)
            if sheet.charts:
                continue
            alone += 1
            verdict = [line for line in sheet.lines if line.text.strip() and line.text.strip() in scene.verdict]
            assert verdict, "the verdict is on the page that has no chart"
            assert all(line.layout.font().pixelSize() > height / 20 for line in verdict)
            foot = height * 0.9
            assert max(line.rect.bottom() for line in sheet.lines if line.rect.bottom() < foot) > height * 0.6
    assert alone, "one of the sample's results shows it"


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_the_points_of_a_scale_stand_below_one_another(width: int, height: int) -> None:
    """A room that has "1" on the left and "2 to 5" on the right asks which of them are meant."""
    workshop = sample_session().workshop
    scales = 0
    for ballot in workshop.all(Ballot):
        scene = ballot_scene(workshop, ballot.id)
        points = {point.text for point in scene.scale}
        for sheet in sheets(scene, width, height):
            lefts = {round(line.rect.left()) for line in sheet.lines if line.text.strip() in points}
            scales += bool(lefts)
            assert len(lefts) <= 1, (ballot.title, lefts)
    assert scales


def test_a_ballot_with_forty_options_is_paged_with_its_keys() -> None:
    lines = tuple(OptionLine("1", f"Option{number} {'and more of it ' * 10}") for number in range(40))
    pages = sheets(BallotScene(QUESTION, "You have 13 dots.", lines, (), "3 of 32 people voted"), 1280, 720)
    text = "\n".join(sheet.text for sheet in pages)
    assert all(f"Option{number} " in text for number in range(40))
    for sheet in pages:
        assert_inside(sheet, 1280, 720)


URDU, CHINESE = "پارٹنرشپ کو خاندانوں کے لیے بہتر بنانا", "为家庭提供更好的服务"


@pytest.mark.parametrize("text", ["", URDU, CHINESE * 40, "x" * 400, "🎂" * 30])
def test_other_scripts_and_no_words_at_all_are_set_without_harm(text: str) -> None:
    scenes = (answers(text), QuestionScene("", text), StatementScene(text, text), ResultScene(text, text, "", True))
    for scene in scenes:
        for sheet in sheets(scene, 1280, 720):
            assert_inside(sheet, 1280, 720)


def test_what_reads_from_the_right_begins_there() -> None:
    """Whoever reads Urdu looks for its first word, and for the mark before an answer, at the right."""
    shown = compose(StatementScene("Vision", URDU), 1280, 720)
    lines = [line for line in shown.lines if line.text in URDU]
    assert lines
    for line in lines:
        set_line = line.layout.lineAt(line.number)
        assert line.at.x() + set_line.naturalTextRect().right() == pytest.approx(line.rect.right(), abs=2)
    dots = compose(answers("Buses after six", URDU), 1280, 720).dots
    assert dots[0].at.x() < dots[1].at.x()


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_nothing_is_smaller_than_a_fortieth_of_the_screen(width: int, height: int) -> None:
    """What the back row cannot read was not shown. An old projector of four to three is one of them."""
    bars = tuple(Bar(f"Option {n}", 40 - n, str(100 - n), "tied 3rd", n < 3) for n in range(16))
    chart = BarChart(bars, (), "", "")
    many = answers(*(f"Answer {n} that a table gave about buses after six" for n in range(90)))
    for scene in (many, answers(LONG), ResultScene("Which first?", "", "28 of 32 people", True, chart)):
        for sheet in sheets(scene, width, height):
            sizes: list[float] = [line.layout.font().pixelSize() for line in sheet.lines]
            sizes += [text.size for placed in sheet.charts for text in placed.drawing.texts]
            assert min(sizes) >= height // 40


def test_a_page_after_the_last_is_the_last() -> None:
    assert compose(answers("One"), 1280, 720, page=7).page == 0


def test_a_heading_never_stands_alone_at_the_foot_of_a_column() -> None:
    groups = tuple(
        AnswerGroup(f"Theme{n}", tuple(f"Answer{n}.{m} {'with many words ' * (n % 5)}" for m in range(n % 3 + 1)))
        for n in range(24)
    )
    for width, height in SCREENS:
        for sheet in sheets(AnswersScene(QUESTION, groups), width, height):
            body = [line for line in sheet.lines if line.text.startswith(("Theme", "Answer"))]
            for here, following in zip(body, [*body[1:], None], strict=True):
                if here.text.startswith("Theme"):
                    assert following is not None, here.text
                    assert following.rect.top() > here.rect.top(), here.text


def in_parts(needs: int, hopes: int, words: int = 5) -> AnswersScene:
    texts = [f"Answer {number} " + "word " * words for number in range(needs + hopes)]
    groups = (AnswerGroup("Needs", tuple(texts[:needs])), AnswerGroup("Opportunities", tuple(texts[needs:])))
    return AnswersScene("What are the local needs and opportunities?", groups, in_parts=True)


@pytest.mark.parametrize(("needs", "hopes"), [(3, 4), (0, 5), (1, 10), (0, 0)])
def test_the_parts_of_a_question_stand_side_by_side(needs: int, hopes: int) -> None:
    scene = in_parts(needs, hopes)
    (sheet,) = sheets(scene, 1920, 1080)
    assert_inside(sheet, 1920, 1080)
    left, right = (next(line for line in sheet.lines if line.text == name) for name in ("Needs", "Opportunities"))
    assert left.rect.top() == right.rect.top()
    assert left.rect.right() < right.rect.left()
    for group, column in zip(scene.groups, (left, right), strict=True):
        for text in group.answers:
            begins = next(line for line in sheet.lines if line.text.startswith(text[:9]))
            assert column.rect.left() <= begins.rect.left() < column.rect.right()


def test_parts_too_long_for_that_follow_one_another_and_nothing_is_lost() -> None:
    scene = in_parts(40, 60, words=20)
    made = sheets(scene, 1280, 720)
    text = "\n".join(sheet.text for sheet in made)
    assert len(made) > 1
    assert text.index("Needs\n") < text.index("Opportunities\n")
    for group in scene.groups:
        for answer in group.answers:
            assert answer.split(" word")[0] in text
