"""What a template file may hold, as a JSON Schema (draft 2020-12) and a check that goes by it. Knows no file.

One description serves both, so that what the schema allows is what the program takes. What goes beyond shape (ids that
occur twice, a stage that is not there) is in `template`. `python -m lsp_workshop.domain.template_shape` prints it for
`resources/templates/template.schema.json`.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping
from typing import Any

from lsp_workshop.domain.edits.agenda import LONGEST_MINUTES
from lsp_workshop.domain.edits.questions import LONGEST_PART, MOST_PARTS
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.methods import LONGEST_STEP, MOST_STEPS
from lsp_workshop.domain.model import Json
from lsp_workshop.domain.roles import QUESTION_KEYS, STAGE_KEYS
from lsp_workshop.domain.wording import capital

FORMAT = "lsp-template"
VERSION = 1
MOST_STAGES = 9
MOST_QUESTIONS = 20
MOST_ITEMS = 40
FEWEST_POINTS, MOST_POINTS = 2, 11
LONGEST_WORDS = 1_000
LONGEST_TITLE = 200

Schema = dict[str, Any]
Place = tuple[str | int, ...]
"""How to come to a value: names of fields and places in lists (from 0)."""


class TemplateFault(DomainError):
    """What is wrong with a template, and where (`place`)."""

    def __init__(self, code: str, place: Place, **values: object) -> None:
        super().__init__(code, where=capital(place_words(place)), **values)
        self.place = place


_NOUNS = {
    "stages": "stage", "questions": "question", "framework_elements": "statement", "scale": "point", "bands": "band",
    "change_dimensions": "dimension", "joint_arrangements": "arrangement", "staff_team_functions": "function",
    "pathfinder_effects": "effect", "lessons": "lesson", "key_tasks": "key task", "items": "item",
    "methods": "method", "steps": "step", "parts": "part",
}  # fmt: skip


def place_words(place: Place) -> str:
    """Where it is, for people: "question 2 of stage 1, “text”"."""
    found: list[str] = []
    last = ""
    for step, following in itertools.zip_longest(place, place[1:]):
        if isinstance(step, int):
            continue
        if isinstance(following, int):
            found.insert(0, f"{_NOUNS.get(step, step)} {following + 1}")
        else:
            last = step
    words = " of ".join(found)
    return ", ".join(part for part in (words, f"“{last}”" if last else "") if part) or "the template"


# --- the schema ---------------------------------------------------------------------------------------------


def _words(longest: int = LONGEST_WORDS) -> Schema:
    return {"type": "string", "pattern": r"\S", "maxLength": longest}


def _text(longest: int = LONGEST_WORDS) -> Schema:
    return {"type": "string", "maxLength": longest}


def _whole(least: int, most: int) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most}


def _list(items: Schema, least: int, most: int) -> Schema:
    return {"type": "array", "items": items, "minItems": least, "maxItems": most}


def _object(required: tuple[str, ...], **properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


_ID = _words(60)
_STAGES = _list({"type": ["integer", "string"]}, 0, MOST_STAGES)
"""Stages by their number, or by their id or key, which stay right when stages are moved."""


def _items(least: int, **more: Schema) -> Schema:
    one = _object(("text",), id=_ID, text=_words(), source_text=_text(), note=_text(), **more, stages=_STAGES)
    return _list(one, least, MOST_ITEMS)


_QUESTION = _object(
    ("text",),
    id=_ID,
    number=_words(12),
    key={"enum": list(QUESTION_KEYS)},
    text=_words(),
    source_text=_text(),
    hint=_text(),
    parts=_list(_words(LONGEST_PART), 2, MOST_PARTS),
    minutes=_whole(0, LONGEST_MINUTES),
)
_STAGE = _object(
    ("title", "questions"),
    id=_ID,
    number=_whole(1, MOST_STAGES),
    key={"enum": list(STAGE_KEYS)},
    title=_words(LONGEST_TITLE),
    subtitle=_text(LONGEST_TITLE),
    minutes=_whole(0, LONGEST_MINUTES),
    questions=_list(_QUESTION, 1, MOST_QUESTIONS),
)
_STEP = _object(("title", "minutes"), title=_words(LONGEST_TITLE), minutes=_whole(1, LONGEST_STEP))
_TASK = _object(("title", "items"), id=_ID, title=_words(LONGEST_TITLE), stages=_STAGES, items=_items(1))
_POINT = _object(("value", "label"), value=_whole(-100, 100), label=_text(LONGEST_TITLE))
_BAND = _object(("from", "label"), **{"from": {"type": "number"}, "label": _words(60)})

SCHEMA: Schema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "LSP Workshop template",
    "description": "What a new workshop begins with. Parts that are left out are the program's own.",
    **_object(
        ("format", "version", "name"),
        format={"const": FORMAT},
        version={"const": VERSION},
        name=_words(LONGEST_TITLE),
        about=_text(),
        stages=_list(_STAGE, 1, MOST_STAGES),
        framework_elements=_items(1, statement=_text()),
        health_check=_object(
            ("scale",), scale=_list(_POINT, FEWEST_POINTS, MOST_POINTS), bands=_list(_BAND, 0, MOST_POINTS)
        ),
        change_dimensions=_items(0, prompt=_text()),
        joint_arrangements=_items(0),
        staff_team_functions=_items(0),
        key_tasks=_list(_TASK, 0, MOST_ITEMS),
        pathfinder_effects=_items(0),
        lessons=_items(0),
        methods=_list(
            _object(
                ("name", "steps"), id=_ID, name=_words(LONGEST_TITLE), stations=_whole(0, MOST_STEPS),
                steps=_list(_STEP, 1, MOST_STEPS),
            ), 0, MOST_ITEMS,
        ),
    ),
}  # fmt: skip


def as_text() -> str:
    """The schema as the file in the resources has it."""
    return json.dumps(SCHEMA, ensure_ascii=False, indent=2) + "\n"


# --- the check ----------------------------------------------------------------------------------------------

_KINDS = {
    "string": "words in quotation marks",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list in [ ]",
    "object": "fields in { }",
}


def _is_a(value: Json, kind: str) -> bool:
    if kind == "integer":
        return type(value) is int
    if kind == "number":
        return type(value) in (int, float)
    return isinstance(value, {"string": str, "array": list, "object": dict}[kind])


def faults(value: Json, schema: Mapping[str, Any] = SCHEMA, place: Place = ()) -> Iterator[TemplateFault]:
    """What in `value` is not as the schema wants it, in the order of the value."""
    if "const" in schema or "enum" in schema:
        known = schema.get("enum", [schema.get("const")])
        if not any(type(value) is type(each) and value == each for each in known):
            yield TemplateFault("template_choice", place, known=known)
        return
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(_is_a(value, kind) for kind in kinds):
        yield TemplateFault("template_kind", place, expected=" or ".join(_KINDS[kind] for kind in kinds))
    elif isinstance(value, str):
        yield from _in_words(value, schema, place)
    elif isinstance(value, list):
        yield from _in_list(value, schema, place)
    elif isinstance(value, dict):
        yield from _in_object(value, schema, place)
    elif not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield TemplateFault(
            "template_number", place, value=value, least=schema["minimum"], most=schema["maximum"]
        )  # fmt: skip


def _in_words(value: str, schema: Mapping[str, Any], place: Place) -> Iterator[TemplateFault]:
    if "pattern" in schema and not value.strip():
        yield TemplateFault("template_empty", place)
    elif len(value) > schema.get("maxLength", len(value)):
        yield TemplateFault("template_long", place, length=len(value), longest=schema["maxLength"])
    elif any(0xD800 <= ord(character) <= 0xDFFF for character in value):
        yield TemplateFault("template_broken", place)


def _in_list(value: list[Json], schema: Mapping[str, Any], place: Place) -> Iterator[TemplateFault]:
    if not schema["minItems"] <= len(value) <= schema["maxItems"]:
        yield TemplateFault(
            "template_count", place, count=len(value), least=schema["minItems"], most=schema["maxItems"]
        )  # fmt: skip
    for number, item in enumerate(value):
        yield from faults(item, schema["items"], (*place, number))


def _in_object(value: dict[str, Json], schema: Mapping[str, Any], place: Place) -> Iterator[TemplateFault]:
    for name in schema["required"]:
        if name not in value:
            yield TemplateFault("template_missing", place, field=name)
    for name, inner in value.items():
        known = schema["properties"].get(name)
        if known is None:
            yield TemplateFault("template_unknown", (*place, name), known=list(schema["properties"]))
        else:
            yield from faults(inner, known, (*place, name))


if __name__ == "__main__":
    print(as_text(), end="")
