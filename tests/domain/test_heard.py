"""Who has not been heard from: a wrong name here sends the facilitator to a table that has spoken already."""

from __future__ import annotations

import json

import pytest

from lsp_workshop import paths
from lsp_workshop.domain.edits.event import new_workshop
from lsp_workshop.domain.framework import read_framework
from lsp_workshop.domain.heard import Heard, heard
from lsp_workshop.domain.model import Answer, AnswerStatus, Group, Organisation, Participant, Sector
from lsp_workshop.domain.workshop import Workshop

QUESTION = "Q1.1"
SECTOR_OF = {"ann": "public", "bob": "public", "cat": "community", "dan": "private", "eve": "voluntary"}


def person(name: str, table: str | None, *, attended: bool = False, left: str | None = None) -> Participant:
    return Participant(
        id=name, name=name, organisation_id=f"o-{SECTOR_OF[name]}", group_id=table, attended=attended, left=left
    )


def answer(number: int, table: str | None, who: str | None = None, status: AnswerStatus = AnswerStatus.KEPT) -> Answer:
    return Answer(id=f"a{number}", question_id=QUESTION, group_id=table, participant_id=who, text="x", status=status)


def room(people: list[Participant], answers: list[Answer]) -> Heard:
    """Tables 1 to 3."""
    framework = read_framework(json.loads(paths.resource("framework.json").read_text(encoding="utf-8")))
    records = new_workshop(framework, title="Day", date="2026-03-12", partnership="Northside", tables=3)
    workshop = Workshop(records)
    known = {sector.id for sector in workshop.all(Sector)}
    assert set(SECTOR_OF.values()) <= known
    places = [Organisation(id=f"o-{sector}", name=sector, sector_id=sector) for sector in set(SECTOR_OF.values())]
    return heard(Workshop([*workshop.records(), *places, *people, *answers]), QUESTION)


def tables(found: Heard) -> list[str]:
    return [group.id for group in found.silent_groups]


def sectors(found: Heard) -> set[str]:
    return {sector.id for sector in found.sectors_silent}


def test_every_table_has_its_number_and_the_silent_ones_are_named() -> None:
    found = room([], [answer(1, "table1"), answer(2, "table1"), answer(3, None)])
    assert dict(found.by_group) == {"table1": 2, "table2": 0, "table3": 0}
    assert tables(found) == ["table2", "table3"]


def test_what_was_set_aside_was_not_said_and_what_was_merged_was() -> None:
    answers = [answer(1, "table1", status=AnswerStatus.SET_ASIDE), answer(2, "table2", status=AnswerStatus.MERGED)]
    assert tables(room([], answers)) == ["table1", "table3"]


def test_a_table_whose_people_are_away_is_not_waited_for() -> None:
    here = person("ann", "table1", attended=True)
    away = [person("bob", "table2"), person("cat", "table3", attended=True, left="15:00")]
    assert tables(room([here, *away], [])) == ["table1"]
    assert tables(room([person("ann", "table1"), person("bob", "table2")], [])) == ["table1", "table2", "table3"]


PEOPLE = [person("ann", "table1"), person("bob", "table1"), person("cat", "table2"), person("dan", "table2")]


@pytest.mark.parametrize(
    ("answers", "silent"),
    [
        pytest.param([], {"public", "community", "private"}, id="nobody has spoken"),
        pytest.param([answer(1, "table1")], {"community", "private"}, id="a table of one sector speaks for it"),
        pytest.param([answer(1, "table2")], {"public"}, id="a mixed table may be either: nothing is known"),
        pytest.param([answer(1, "table2", "cat")], {"public"}, id="a named person at a mixed table"),
        pytest.param([answer(1, None, "cat")], {"public", "private"}, id="a named person without a table"),
        pytest.param([answer(1, None)], set(), id="nobody's answer may be anybody's"),
        pytest.param([answer(1, "table3")], {"public", "community", "private"}, id="a table of nobody known"),
    ],
)
def test_a_sector_is_silent_only_where_no_answer_can_be_its_own(answers: list[Answer], silent: set[str]) -> None:
    assert sectors(room(PEOPLE, answers)) == silent


def test_a_person_without_an_organisation_makes_a_table_mixed() -> None:
    """Two people sit there; which of them spoke is not known, so the sector is not called heard, nor silent."""
    stranger = Participant(id="x", name="x", group_id="table1")
    found = room([person("ann", "table1"), stranger, person("cat", "table2")], [answer(1, "table1")])
    assert sectors(found) == {"community"}


def test_order_is_the_workshops() -> None:
    found = room(PEOPLE, [])
    assert [group.id for group in found.silent_groups] == ["table1", "table2", "table3"]
    assert all(isinstance(group, Group) for group in found.silent_groups)
    orders = [sector.order for sector in found.sectors_silent]
    assert orders == sorted(orders)
