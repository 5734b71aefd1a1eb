"""The framework that comes with the program: the five stages and their questions, as the source has them."""

import json

import pytest

from lsp_workshop.domain.edits.event import new_workshop, planned_minutes, table_label
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.framework import PROMPT_KINDS, Framework, read_framework
from lsp_workshop.domain.integrity import dangling
from lsp_workshop.domain.model import AgendaItem, Group, Question, Stage, WorkshopStatus
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.paths import resource

DATA = json.loads(resource("framework.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def framework() -> Framework:
    return read_framework(DATA)


def test_every_stage_and_question_of_the_source_is_there(framework: Framework) -> None:
    assert [stage.number for stage in framework.stages] == [1, 2, 3, 4, 5]
    for stage, source in zip(framework.stages, DATA["stages"], strict=True):
        assert [(q.id, q.number, q.text) for q in stage.questions] == [
            (q["id"], q["number"], q["text"]) for q in source["questions"]
        ]


def test_the_double_questions_ask_for_their_lists(framework: Framework) -> None:
    parts = {record.number: record.parts for record in framework.question_records() if record.parts}
    assert parts == {"2.1": ("Needs", "Opportunities"), "2.3": ("Together", "Through members", "Not at all")}


def test_prompts_stand_in_the_stages_the_source_puts_them_in(framework: Framework) -> None:
    shown: set[str] = set()
    for number in range(1, 6):
        groups = framework.prompts_for(number)
        assert groups[0].kind == "lessons"
        for each in (prompt for group in groups for prompt in group.prompts):
            assert number in each.stages
            shown.add(each.id)
    assert shown == {each.id for kind in PROMPT_KINDS for each in getattr(framework, kind)}, "a prompt is in no stage"
    assert [group.kind for group in framework.prompts_for(3)] == ["lessons", "key_tasks", "elements"]
    assert len(framework.elements) == len(DATA["framework_elements"]) == 12
    assert len(framework.dimensions) == 7
    assert all(each.detail for each in (*framework.elements, *framework.dimensions))


def test_prompts_keep_their_ids(framework: Framework) -> None:
    """Files name prompts by them: with another id every tick of a year's workshops would be gone."""
    ids = [each.id for kind in PROMPT_KINDS for each in getattr(framework, kind)]
    assert len(ids) == len(set(ids))
    known = [
        *(f"H{n}" for n in range(1, 9)), *(f"L{n}" for n in range(1, 10)),
        *(f"F{n:02}" for n in range(1, 13)), *(f"W{n}" for n in range(1, 8)),
        *(f"J{n}" for n in range(1, 7)), *(f"X{n}" for n in range(1, 5)), *(f"E{n:02}" for n in range(1, 12)),
        *(f"K{task}.{n}" for task, many in enumerate((4, 1, 2, 5, 3, 2), start=1) for n in range(1, many + 1)),
    ]  # fmt: skip
    assert set(ids) == set(known)


def test_a_new_workshop_has_all_a_day_needs(framework: Framework) -> None:
    workshop = Workshop(new_workshop(framework, title=" Away-day ", partnership="Ours", tables=28))
    assert workshop.details.title == "Away-day"
    assert workshop.details.partnership.name == "Ours"
    assert workshop.details.status is WorkshopStatus.DRAFT
    assert workshop.count(Stage) == 5
    assert [q.number for q in workshop.walk()] == [q.number for stage in framework.stages for q in stage.questions]
    assert [group.label for group in workshop.all(Group)][-3:] == ["Z", "AA", "AB"]
    assert [planned_minutes(workshop, stage.id) for stage in workshop.stages()] == [40, 60, 75, 75, 60]
    assert workshop.count(AgendaItem) == 5
    assert list(dangling(workshop)) == []


def test_the_wording_of_the_source_is_known_whatever_the_room_made_of_it(framework: Framework) -> None:
    known = framework.stages[0].questions[0]
    question = Question(id=known.id, stage_id="S1", number=known.number, text="Our own words", source_text="")
    assert framework.source_wording(question) == known.source_text
    assert framework.hint(question) == known.hint
    own = Question(id="new", stage_id="S1", number="1.9", text="Ours")
    assert framework.source_wording(own) == ""
    assert framework.hint(own) == ""


@pytest.mark.parametrize(
    ("title", "tables", "code"), [(" ", 3, "empty_text"), ("A", -1, "bad_tables"), ("A", 61, "bad_tables")]
)
def test_what_makes_no_workshop_is_refused(framework: Framework, title: str, tables: int, code: str) -> None:
    with pytest.raises(DomainError, match=code):
        new_workshop(framework, title=title, tables=tables)


def test_labels_go_on_after_z() -> None:
    assert [table_label(place) for place in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
