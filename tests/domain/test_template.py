"""Templates: what one may hold, what a workshop gets of it, and that a day with other stages runs like any other."""

import copy
import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from lsp_workshop.documents import bundled_framework
from lsp_workshop.domain import template_edit as edit
from lsp_workshop.domain.edits.event import new_workshop
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.follow_up import follow_up
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.health import bands_on, health_preset, health_words
from lsp_workshop.domain.model import FRAMEWORK_ID, AgendaItem, OwnFramework, Question, ScalePoint, Stage
from lsp_workshop.domain.roles import (
    ACTION,
    ENVIRONMENT,
    REVIEW,
    VISION,
    key_of,
    question_key,
    questions_with,
    stage_for,
    stage_with,
)
from lsp_workshop.domain.template import check_template, framework_of, read_template
from lsp_workshop.domain.template_shape import SCHEMA, TemplateFault, as_text, faults
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.paths import resource

FOLDER = resource("templates")
SHIPPED = ("full-day", "half-day", "review-day")
USUAL = bundled_framework()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
OURS: dict[str, Any] = {
    "format": "lsp-template",
    "version": 1,
    "name": "Our evening",
    "stages": [
        {"key": "review", "title": "Back", "questions": [{"text": "What became of it?", "number": "A"}]},
        {"title": "Here", "minutes": 30, "questions": [{"text": "Where are we?", "hint": "Be honest."}]},
        {
            "id": "S3",
            "key": "vision",
            "title": "There",
            "questions": [{"id": "Q3.1", "key": "vision", "text": "Ours?"}],
        },
        {"key": "action", "title": "On", "questions": [{"text": "Who?"}, {"text": "What?", "parts": ["Now", "Later"]}]},
    ],
    "framework_elements": [{"text": "Trust", "statement": "We trust one another.", "stages": ["S3"]}],
    "health_check": {"scale": [{"value": number, "label": f"Point {number}"} for number in range(1, 8)]},
    "lessons": [{"id": "L-own", "text": "Begin on time", "stages": [2, "action"]}],
}
"""Other questions, four stages in another order, a scale of seven points."""


def shipped(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return data


@pytest.fixture(scope="module")
def ours() -> Framework:
    return read_template(OURS, USUAL)


def made(framework: Framework) -> Workshop:
    return Workshop(new_workshop(framework, title="Evening", tables=2))


class TestShipped:
    @pytest.mark.parametrize("name", SHIPPED)
    def test_each_can_be_used_as_it_comes(self, name: str) -> None:
        """Somebody who opens the program for the first time picks one of them."""
        workshop = made(read_template(shipped(name), USUAL))
        assert stage_with(workshop, ACTION) is not None
        assert stage_with(workshop, REVIEW) is not None
        assert all(question.source_text or question.id.startswith("R") for question in workshop.all(Question))
        assert all(item.minutes for item in workshop.all(AgendaItem))

    def test_the_full_day_is_the_programs_own(self) -> None:
        assert read_template(shipped("full-day"), USUAL) == USUAL
        assert not made(USUAL).count(OwnFramework)

    def test_the_published_schema_is_what_the_program_goes_by(self) -> None:
        assert (FOLDER / "template.schema.json").read_text(encoding="utf-8") == as_text()
        jsonschema.Draft202012Validator.check_schema(SCHEMA)


Spoil = Callable[[dict[str, Any]], object]
SHAPE: dict[str, Spoil] = {
    "no name": lambda it: it.pop("name"),
    "blank name": lambda it: it.update(name="  "),
    "another version": lambda it: it.update(version=2),
    "true for a version": lambda it: it.update(version=True),
    "a slip in a field": lambda it: it["stages"][1]["questions"][0].update(hnt="x"),
    "no stages": lambda it: it.update(stages=[]),
    "too many stages": lambda it: it.update(stages=it["stages"] * 3),
    "a stage without questions": lambda it: it["stages"][0].update(questions=[]),
    "a question that is a text": lambda it: it["stages"][0].update(questions=["Why?"]),
    "minutes in words": lambda it: it["stages"][1].update(minutes="half an hour"),
    "too many minutes": lambda it: it["stages"][1].update(minutes=601),
    "an unknown key": lambda it: it["stages"][1].update(key="lunch"),
    "one part": lambda it: it["stages"][3]["questions"][1].update(parts=["Now"]),
    "a scale of one point": lambda it: it["health_check"].update(scale=[{"value": 1, "label": ""}]),
    "a label that is a number": lambda it: it["health_check"]["scale"][0].update(label=1),
    "words without end": lambda it: it.update(about="x" * 1001),
    "a stage that is a half": lambda it: it["lessons"][0].update(stages=[1.5]),
}
BEYOND: dict[str, tuple[Spoil, str]] = {
    "template_twice": (lambda it: it["stages"][1]["questions"][0].update(number="A"), "stages.1.questions.0.number"),
    "template_order": (lambda it: it["stages"][1].update(number=3), "stages.1.number"),
    "template_stage": (lambda it: it["lessons"][0].update(stages=["S9"]), "lessons.0.stages.0"),
    "template_scale": (lambda it: it["health_check"]["scale"][3].update(value=2), "health_check.scale.3.value"),
    "template_band": (
        lambda it: it["health_check"].update(bands=[{"from": 8, "label": "Strength"}]), "health_check.bands.0.from",
    ),
    "template_method": (lambda it: it.update(methods=[{"name": "M", "stations": 2, "steps": [
        {"title": "{x}", "minutes": 1}]}]), "methods"),
    "template_broken": (lambda it: it.update(about="\ud800"), "about"),
}  # fmt: skip


class TestRefused:
    @pytest.mark.parametrize("name", SHAPE)
    def test_what_the_schema_refuses_the_program_refuses(self, name: str) -> None:
        """An editor that goes by the schema must not call right what the program then turns away, or the reverse."""
        data = copy.deepcopy(OURS)
        assert not list(faults(data))
        assert VALIDATOR.is_valid(data)
        SHAPE[name](data)
        with pytest.raises(TemplateFault):
            check_template(data)
        assert not VALIDATOR.is_valid(data)

    @pytest.mark.parametrize("code", BEYOND)
    def test_what_is_beyond_shape_is_refused_where_it_is(self, code: str) -> None:
        data = copy.deepcopy(OURS)
        spoil, place = BEYOND[code]
        spoil(data)
        with pytest.raises(TemplateFault) as refused:
            check_template(data)
        assert (refused.value.code, ".".join(map(str, refused.value.place))) == (code, place)

    def test_two_parts_of_one_name_are_refused(self) -> None:
        data = copy.deepcopy(OURS)
        data["stages"][3]["questions"][1]["parts"] = ["Now", "now"]
        with pytest.raises(TemplateFault, match="template_twice"):
            check_template(data)

    def test_where_it_is_is_said_in_the_words_of_people(self) -> None:
        data = copy.deepcopy(OURS)
        data["stages"][3]["questions"][1]["text"] = ""
        with pytest.raises(TemplateFault) as refused:
            check_template(data)
        assert refused.value.values["where"] == "Question 2 of stage 4, “text”"


class TestWhatAWorkshopGets:
    def test_its_stages_and_questions_are_the_templates(self, ours: Framework) -> None:
        workshop = made(ours)
        assert [(stage.number, stage.title, stage.key) for stage in workshop.stages()] == [
            (1, "Back", "review"), (2, "Here", ""), (3, "There", "vision"), (4, "On", "action"),
        ]  # fmt: skip
        assert [question.number for question in workshop.walk()] == ["A", "2.1", "3.1", "4.1", "4.2"]
        assert [item.minutes for item in workshop.agenda()] == [0, 30, 0, 0]

    def test_a_question_keeps_the_source_it_came_from(self, ours: Framework) -> None:
        question = made(ours).get(Question, "Q3.1")
        assert (question.text, question.source_text) == ("Ours?", "what should be the vision?")

    def test_it_needs_the_template_no_more(self, ours: Framework) -> None:
        """The file is sent to a computer that never had the template: prompts and health check are as they were."""
        carried = framework_of(made(ours), USUAL)
        assert carried == ours
        assert [prompt.text for prompt in carried.elements] == ["Trust"]
        assert health_words(carried) == "One statement, 1 to 7"

    def test_a_later_versions_template_leaves_the_day_running(self) -> None:
        workshop = Workshop([*new_workshop(USUAL, title="Day"), OwnFramework(id=FRAMEWORK_ID, value={"version": 9})])
        assert framework_of(workshop, USUAL) is USUAL

    def test_prompts_go_where_their_stage_went(self, ours: Framework) -> None:
        """The seven dimensions belong to the plan, whatever number it has."""
        by_stage = {stage.number: {group.kind for group in ours.prompts_for(stage.number)} for stage in ours.stages}
        assert "dimensions" in by_stage[4]
        assert "joint_arrangements" in by_stage[4]
        assert by_stage[2] == {"lessons"}
        assert [each.stages for each in ours.lessons] == [(2, 4)]

    def test_the_day_after_begins_as_this_one_did(self, ours: Framework) -> None:
        before = made(ours)
        after = Workshop(follow_up(before, framework_of(before, USUAL), title="Next", new_id=lambda: "r"))
        assert [stage.title for stage in after.stages()] == ["Back", "Here", "There", "On"]
        assert framework_of(after, USUAL) == ours


class TestRoles:
    def test_a_file_from_before_keys_goes_by_the_numbers_of_the_source(self) -> None:
        workshop = Workshop(
            [
                *(Stage(id=f"S{number}", number=number, title="x") for number in range(1, 6)),
                Question(id="q", stage_id="S3", number="3.1", text="x"),
            ]
        )
        assert key_of(workshop, workshop.stages()[3]) == ACTION
        assert [each.id for each in questions_with(workshop, "vision")] == ["q"]

    def test_a_template_goes_by_what_it_says(self, ours: Framework) -> None:
        workshop = made(ours)
        numbers = {key: stage.number for key in (REVIEW, VISION, ACTION) if (stage := stage_with(workshop, key))}
        assert numbers == {REVIEW: 1, VISION: 3, ACTION: 4}
        assert stage_with(workshop, ENVIRONMENT) is None
        assert [question_key(workshop, each) for each in workshop.walk()] == ["", "", "vision", "", ""]

    def test_plan_and_review_are_always_within_reach(self) -> None:
        stages = [Stage(id="a", number=1, title="One", key="purpose"), Stage(id="b", number=2, title="Two")]
        workshop = Workshop(stages)
        assert (stage_for(workshop, ACTION), stage_for(workshop, REVIEW)) == (stages[1], stages[1])
        assert stage_for(workshop, VISION) is None
        assert stage_for(Workshop(), ACTION) is None


class TestHealthCheck:
    def test_the_usual_one_is_as_it_was(self) -> None:
        assert health_words(USUAL) == "Twelve statements, 1 to 5"
        assert [band.start for band in health_preset(USUAL).rules.bands] == [4.0, 3.0, 1.0]

    def test_bands_lie_where_they_did_on_a_longer_scale(self) -> None:
        scale = [ScalePoint(value=value, label="") for value in range(1, 8)]
        assert [(band.label, band.start) for band in bands_on(scale)] == [
            ("Strength", 5.5), ("Discuss", 4.0), ("Act", 1.0),
        ]  # fmt: skip

    def test_bands_of_ones_own_are_taken_highest_first(self) -> None:
        own = copy.deepcopy(OURS)
        own["health_check"]["bands"] = [{"from": 1, "label": "Low"}, {"from": 5, "label": "High"}]
        assert [band.label for band in health_preset(read_template(own, USUAL)).rules.bands] == ["High", "Low"]


# --- editing ------------------------------------------------------------------------------------------------


@pytest.fixture
def full() -> edit.Data:
    return edit.written_out(shipped("full-day"), USUAL)


def row_at(data: edit.Data, *place: str | int) -> edit.Row:
    return next(row for row in edit.rows(data, edit.section_of(place)) if row.place == place)


class TestEditing:
    @pytest.mark.parametrize("name", SHIPPED)
    def test_written_out_and_shortened_it_says_the_same(self, name: str) -> None:
        whole = edit.written_out(shipped(name), USUAL)
        check_template(whole)
        short = edit.shortened(whole, USUAL)
        assert read_template(short, USUAL).stages == read_template(shipped(name), USUAL).stages
        assert "lessons" not in short, "what is the program's stays the program's"
        assert edit.written_out(short, USUAL) == whole

    def test_what_is_changed_is_kept_and_nothing_else(self, full: edit.Data) -> None:
        row = row_at(full, "lessons", 0)
        changed = edit.put_field(full, row.place, edit.fields_of(row)[0], "Begin with lunch")
        assert edit.shortened(changed, USUAL).keys() - {"format", "version", "name", "about", "stages"} == {"lessons"}

    def test_stages_come_and_go_and_numbers_follow(self, full: edit.Data) -> None:
        """A question that is asked second must not be called 3.1 on the wall."""
        full, _ = edit.move(full, ("stages", 2), -1)
        full = edit.remove(full, ("stages", 0))
        assert [q["number"] for q in full["stages"][0]["questions"]] == ["1.1", "1.2", "1.3", "1.4"]
        assert full["stages"][0]["key"] == "vision"
        check_template(full)
        named = {stage for name in ("lessons", "framework_elements") for item in full[name] for stage in item["stages"]}
        assert named == {"S2", "S3", "S4", "S5"}

    def test_a_question_moves_on_into_the_next_stage(self, full: edit.Data) -> None:
        moved, place = edit.move(full, ("stages", 0, "questions", 1), 1)
        assert place == ("stages", 1, "questions", 0)
        assert edit.at(moved, place)["id"] == "Q1.2"
        again, place = edit.move(moved, place, -1)
        assert again == full

    def test_something_new_is_below_and_inside(self, full: edit.Data) -> None:
        full, stage = edit.add(full, row_at(full, "stages", 0), inside=False)
        assert stage == ("stages", 1)
        full, question = edit.add(full, row_at(full, *stage), inside=True)
        assert edit.at(full, question)["number"] == "2.2"
        full, item = edit.add(full, row_at(full, "joint_arrangements"), inside=True)
        assert item == ("joint_arrangements", 6)
        full, task = edit.add(full, row_at(full, "key_tasks", 0), inside=False)
        assert edit.at(full, task)["items"]
        with pytest.raises(TemplateFault, match="template_empty") as refused:
            check_template(full)
        assert edit.nearest(full, refused.value.place) == stage

    def test_ids_of_what_is_new_are_its_own(self, full: edit.Data) -> None:
        for _ in range(3):
            full, _place = edit.add(full, row_at(full, "stages", 0, "questions", 0), inside=False)
        ids = [question["id"] for question in full["stages"][0]["questions"]]
        assert len(set(ids)) == len(ids) == 5

    def test_a_scale_of_seven_points_takes_its_bands_along(self, full: edit.Data) -> None:
        for _ in range(2):
            full, _place = edit.add(full, row_at(full, *edit.SCALE, 4), inside=False)
        assert [point["value"] for point in full["health_check"]["scale"]] == [1, 2, 3, 4, 5, 6, 7]
        assert [band["from"] for band in full["health_check"]["bands"]] == [5.5, 4.0, 1.0]
        check_template(full)

    def test_there_is_an_end_to_adding_and_removing(self, full: edit.Data) -> None:
        for _ in range(6):
            full, _place = edit.add(full, row_at(full, *edit.SCALE), inside=True)
        with pytest.raises(DomainError, match="template_full"):
            edit.add(full, row_at(full, *edit.SCALE), inside=True)
        for _ in range(4):
            full = edit.remove(full, ("stages", 0))
        with pytest.raises(DomainError, match="template_last"):
            edit.remove(full, ("stages", 0))

    def test_the_source_wording_comes_back(self, full: edit.Data) -> None:
        place = ("stages", 0, "questions", 0)
        assert edit.source_of(full, place, USUAL) == ""
        changed = edit.put_field(full, place, edit.Field("text", "lines"), "What on earth for?")
        assert edit.source_of(changed, place, USUAL) == "Why have it?"
        assert edit.bring_back(changed, place, USUAL) == full

    def test_every_row_can_be_typed_and_read_again(self, full: edit.Data) -> None:
        for row in itertools.chain.from_iterable(edit.rows(full, section) for section in edit.SECTIONS):
            for field in edit.fields_of(row):
                typed = edit.read_field(full, row.place, field)
                again = edit.put_field(full, row.place, field, typed)
                assert edit.read_field(again, row.place, field) == typed
        assert {row.kind for section in edit.SECTIONS for row in edit.rows(full, section)} == {
            "stage", "question", "list", "task", "item", "scale", "point",
        }  # fmt: skip


def test_no_rule_asks_for_the_number_of_a_stage() -> None:
    """A rule that means the plan and says "4" is wrong on every day with other stages."""
    package = Path(__file__).parents[2] / "lsp_workshop"
    said = ("stage.number ==", "question.number ==", "stage.number in (", "STAGE = 3", "STAGE = 4", "STAGE = 5")
    # The window goes to a stage by the number that was pressed, and people name a question by its number; the tour
    # goes through the sample, whose numbers it knows.
    known = {"ui/workshop/shell.py": {"stage.number == number"}, "domain/workshop.py": {"question.number == number"}}
    found = [
        f"{file.relative_to(package)}: {line.strip()}"
        for file in package.rglob("*.py")
        if file.parent.name != "tour"
        for line in file.read_text(encoding="utf-8").splitlines()
        if any(each in line for each in said)
        and not any(each in line for each in known.get(file.relative_to(package).as_posix(), ()))
    ]
    assert found == []
