"""A template under the hands of its author: its rows, and what can be done with each. Pure; knows no screen, no file.

What is edited is the template written out in full (`written_out`); every edit returns a new one. What is not whole in
between (a question without words) is found when it is checked.
"""

from __future__ import annotations

import copy
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.framework import Framework, Prompt
from lsp_workshop.domain.health import health_preset
from lsp_workshop.domain.template import ITEMS, read_template
from lsp_workshop.domain.template_shape import (
    FEWEST_POINTS,
    FORMAT,
    MOST_ITEMS,
    MOST_POINTS,
    MOST_QUESTIONS,
    MOST_STAGES,
    VERSION,
    Place,
)

Data = dict[str, Any]
STAGES, CHECKLISTS, HEALTH = SECTIONS = ("stages", "checklists", "health")
SCALE: Place = ("health_check", "scale")
STATEMENTS = "framework_elements"
_CHECKLISTS = tuple(name for name in ITEMS if name != STATEMENTS)
_USUAL_NUMBER = re.compile(r"\d+\.\d+")
_BETWEEN = "/"
_SAME = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the outline. `kind` says what can be done with it: "stage", "question", "list", "task", "item",
    "scale" or "point"; a "list" and a "scale" only head others. `depth` is 0 to 2.
    """

    place: Place
    kind: str
    depth: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """`form` is how it is typed: "line", "lines", "minutes", "parts" or "stages"."""

    name: str
    form: str


_ITEM = (Field("text", "lines"), Field("stages", "stages"))
_FIELDS: Mapping[str, tuple[Field, ...]] = {
    "stage": (Field("title", "line"), Field("subtitle", "line"), Field("minutes", "minutes")),
    "question": (
        Field("text", "lines"),
        Field("hint", "lines"),
        Field("number", "line"),
        Field("minutes", "minutes"),
        Field("parts", "parts"),
    ),
    "task": (Field("title", "line"),),
    "point": (Field("label", "line"),),
}


def fields_of(row: Row) -> tuple[Field, ...]:
    """What can be typed for a row."""
    detail = ITEMS.get(str(row.place[0]), ("", ""))[1]
    if row.kind == "item" and detail:
        return (Field("text", "line"), Field(detail, "lines"), Field("stages", "stages"))
    return _ITEM if row.kind == "item" else _FIELDS.get(row.kind, ())


# --- written out, and short again ---------------------------------------------------------------------------


def written_out(data: Data, usual: Framework) -> Data:
    """The template with every part in it, also those that it leaves to the program. Raises `TemplateFault`."""
    framework = read_template(data, usual)
    ids = {stage.number: stage.id for stage in framework.stages}
    full: Data = {"format": FORMAT, "version": VERSION, "name": data["name"], "about": data.get("about", "")}
    full["stages"] = [_stage(stage) for stage in framework.stages]
    for name, (attribute, detail) in ITEMS.items():
        prompts: Sequence[Prompt] = getattr(framework, attribute)
        if name == "key_tasks":
            full[name] = _tasks(prompts, ids)
        else:
            full[name] = [_item(each, ids, detail) for each in prompts]
    check = health_preset(framework)
    full["health_check"] = {
        "scale": [{"value": point.value, "label": point.label} for point in check.scale or ()],
        "bands": [{"from": band.start, "label": band.label} for band in check.rules.bands],
    }
    if "methods" in data:
        full["methods"] = data["methods"]
    return copy.deepcopy(full)


def shortened(full: Data, usual: Framework) -> Data:
    """The template without the parts that the program would fill in just so. Raises `TemplateFault`."""
    kept = ("format", "version", "name", "about", "stages")
    filled = written_out({name: full[name] for name in kept}, usual)
    return {name: part for name, part in full.items() if name in kept or part != filled.get(name)}


def _stage(stage: Any) -> Data:
    found = {"id": stage.id, "key": stage.key, "title": stage.title, "subtitle": stage.subtitle}
    questions = [
        {
            **_filled(id=each.id, number=each.number, key=each.key, text=each.text, source_text=each.source_text),
            **_filled(hint=each.hint, parts=list(each.parts)),
            **({} if each.minutes is None else {"minutes": each.minutes}),
        }
        for each in stage.questions
    ]
    return {**_filled(**found), "minutes": stage.minutes, "questions": questions}


def _filled(**values: Any) -> Data:
    return {name: value for name, value in values.items() if value}


def _item(prompt: Prompt, ids: Mapping[int, str], detail: str = "") -> Data:
    found: Data = {"id": prompt.id, "text": prompt.text}
    if detail:
        found[detail] = prompt.detail
    return {**found, "stages": [ids[number] for number in prompt.stages if number in ids]}


def _tasks(prompts: Sequence[Prompt], ids: Mapping[int, str]) -> list[Data]:
    found: dict[str, list[Data]] = {}
    for each in prompts:
        found.setdefault(each.heading, []).append(_item(each, ids))
    return [{"title": title, "items": items} for title, items in found.items()]


# --- looking ------------------------------------------------------------------------------------------------


def at(data: Data, place: Place) -> Any:
    """What stands at the place. Raises KeyError or IndexError where there is no such place."""
    found: Any = data
    for step in place:
        found = found[step]
    return found


def rows(data: Data, section: str) -> list[Row]:
    """The outline of one of `SECTIONS`."""
    return list({STAGES: _stage_rows, CHECKLISTS: _list_rows, HEALTH: _health_rows}[section](data))


def _stage_rows(data: Data) -> Iterator[Row]:
    for number, stage in enumerate(data["stages"]):
        yield Row(("stages", number), "stage", 0, f"{number + 1}  {stage['title']}")
        for place, question in enumerate(stage["questions"]):
            words = f"{question.get('number', '')}  {question['text']}"
            yield Row(("stages", number, "questions", place), "question", 1, words)


def _list_rows(data: Data) -> Iterator[Row]:
    for name in _CHECKLISTS:
        yield Row((name,), "list", 0)
        for place, each in enumerate(data[name]):
            kind = "task" if "items" in each else "item"
            yield Row((name, place), kind, 1, each["title"] if kind == "task" else each["text"])
            for inner, item in enumerate(each.get("items", ())):
                yield Row((name, place, "items", inner), "item", 2, item["text"])


def _health_rows(data: Data) -> Iterator[Row]:
    yield Row((STATEMENTS,), "list", 0)
    for place, each in enumerate(data[STATEMENTS]):
        yield Row((STATEMENTS, place), "item", 1, each.get("statement") or each["text"])
    yield Row(SCALE, "scale", 0)
    for place, point in enumerate(at(data, SCALE)):
        yield Row((*SCALE, place), "point", 1, f"{point['value']}  {point['label']}")


def section_of(place: Place) -> str:
    """Where a place stands; what belongs to the whole template counts to the stages."""
    if place[:1] in ((STATEMENTS,), ("health_check",)):
        return HEALTH
    return CHECKLISTS if place and place[0] in _CHECKLISTS else STAGES


def nearest(data: Data, place: Place) -> Place:
    """The row that a place is in: of a field, what it is a field of."""
    known = {row.place for row in rows(data, section_of(place))}
    while place and place not in known:
        place = place[:-1]
    return place


def read_field(data: Data, place: Place, field: Field) -> str:
    """What is in a field, as it is typed; stages are numbers with commas between, minutes "0" where there are none."""
    value = at(data, place).get(field.name)
    if field.form == "parts":
        return f" {_BETWEEN} ".join(value or ())
    if field.form == "stages":
        return ",".join(str(number) for number in _numbers(data, value or ()))
    return str(value or 0) if field.form == "minutes" else value or ""


def _numbers(data: Data, wanted: Sequence[str]) -> list[int]:
    return [number for number, stage in enumerate(data["stages"], start=1) if stage["id"] in wanted]


def source_of(data: Data, place: Place, usual: Framework) -> str:
    """The source wording of a question that says something else now; "" for any other row."""
    question = at(data, place)
    if len(place) != 4 or place[0] != "stages":
        return ""
    known = usual.question(question.get("id", ""))
    source = known.text if known is not None else question.get("source_text", "")
    return "" if _letters(source) == _letters(question["text"]) else source


def _letters(text: str) -> str:
    return _SAME.sub("", text.casefold())


# --- changing -----------------------------------------------------------------------------------------------


def put_field(data: Data, place: Place, field: Field, typed: str) -> Data:
    """The template with what was typed. Nothing typed is refused: what it comes to is checked as a whole."""
    new = copy.deepcopy(data)
    record = at(new, place)
    if field.form == "parts":
        record[field.name] = [part.strip() for part in typed.split(_BETWEEN) if part.strip()]
        if not record[field.name]:
            del record[field.name]
    elif field.form == "minutes":
        # A stage has its minutes, if none; a question without any has no time of its own.
        record[field.name] = int(typed or 0)
        if not record[field.name] and "questions" not in record:
            del record[field.name]
    elif field.form == "stages":
        wanted = {int(number) for number in typed.split(",") if number}
        record[field.name] = [stage["id"] for number, stage in enumerate(new["stages"], 1) if number in wanted]
    else:
        record[field.name] = typed
    return new


def put_about(data: Data, name: str, about: str) -> Data:
    return {**data, "name": name, "about": about}


def bring_back(data: Data, place: Place, usual: Framework) -> Data:
    """A question in its source wording."""
    source = source_of(data, place, usual)
    return put_field(data, place, Field("text", "lines"), source) if source else data


def can_hold(row: Row) -> bool:
    """Whether something can be added inside of it."""
    return row.kind in ("stage", "list", "task", "scale")


def add(data: Data, row: Row, *, inside: bool) -> tuple[Data, Place]:
    """Something new below the row, of its kind, or `inside` of it, at its end. Returns where it is.

    Raises "template_full" where there is room for no more.
    """
    new = copy.deepcopy(data)
    if inside or row.kind in ("list", "scale"):
        inner = {"stage": ("questions",), "task": ("items",)}.get(row.kind, ())
        there: Place = (*row.place, *inner)
        position = len(at(new, there))
    else:
        there, position = row.place[:-1], int(str(row.place[-1])) + 1
    listed = at(new, there)
    most = {"stages": MOST_STAGES, "questions": MOST_QUESTIONS, "scale": MOST_POINTS}.get(str(there[-1]), MOST_ITEMS)
    if len(listed) >= most:
        raise DomainError("template_full", most=most)
    listed.insert(position, _new(there))
    _tidy(new, data)
    return new, (*there, position)


def _new(there: Place) -> Data:
    made_id = f"own-{secrets.token_hex(4)}"
    last = there[-1]
    question = {"id": made_id, "text": "", "number": "0.0"}
    if last == "stages":
        return {"id": made_id, "title": "", "minutes": 30, "questions": [{**question, "id": f"{made_id}-1"}]}
    if last == "questions":
        return question
    if last == "scale":
        return {"value": 0, "label": ""}
    if last == "key_tasks":
        return {"title": "", "items": [{"id": made_id, "text": "", "stages": []}]}
    return {"id": made_id, "text": "", "stages": []}


def remove(data: Data, place: Place) -> Data:
    """Without the row and all that is in it. Raises "template_last" where it is the last that there must be."""
    new = copy.deepcopy(data)
    listed = at(new, place[:-1])
    least = {"stages": 1, "questions": 1, STATEMENTS: 1, "items": 1, "scale": FEWEST_POINTS}.get(str(place[-2]), 0)
    if len(listed) <= least:
        raise DomainError("template_last", least=least)
    del listed[place[-1]]
    _tidy(new, data)
    return new


def move(data: Data, place: Place, by: int) -> tuple[Data, Place]:
    """One place up (`by` -1) or down (1); a question goes on into the stage beside. Returns where it is then."""
    new = copy.deepcopy(data)
    listed, position = at(new, place[:-1]), int(str(place[-1]))
    there = position + by
    if 0 <= there < len(listed):
        listed[position], listed[there] = listed[there], listed[position]
        target: Place = (*place[:-1], there)
    elif len(place) == 4 and place[0] == "stages" and len(listed) > 1:
        beside = int(str(place[1])) + by
        if not 0 <= beside < len(new["stages"]):
            return data, place
        questions = new["stages"][beside]["questions"]
        at_end = len(questions) if by < 0 else 0
        questions.insert(at_end, listed.pop(position))
        target = ("stages", beside, "questions", at_end)
    else:
        return data, place
    _tidy(new, data)
    return new, target


def _tidy(new: Data, old: Data) -> None:
    """Numbers in their order, no stage named that is gone, points one apart, bands where they were on the scale."""
    ids = {stage["id"] for stage in new["stages"]}
    for number, stage in enumerate(new["stages"], start=1):
        for place, question in enumerate(stage["questions"], start=1):
            if _USUAL_NUMBER.fullmatch(question.get("number", "")):
                question["number"] = f"{number}.{place}"
    for name in ITEMS:
        for each in new[name]:
            for item in (each, *each.get("items", ())):
                if "stages" in item:
                    item["stages"] = [stage for stage in item["stages"] if stage in ids]
    points, before = at(new, SCALE), at(old, SCALE)
    if len(points) != len(before):
        low = before[0]["value"]
        for place, point in enumerate(points):
            point["value"] = low + place
        stretch = (len(points) - 1) / (before[-1]["value"] - low)
        for band in new["health_check"].get("bands", ()):
            band["from"] = low + (band["from"] - low) * stretch
