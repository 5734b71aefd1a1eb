"""The JSON Schema (draft 2020-12) of the interchange format, built from the record classes.

What a schema can say is in it: names, types, which fields must be there. What ids point to and a ballot's rules are
beyond it and checked by the import. `python -m lsp_workshop.store.schema` prints it for
`resources/interchange.schema.json`.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from lsp_workshop.domain.codec import LARGEST_NUMBER
from lsp_workshop.domain.disclosure import LOWEST_THRESHOLD
from lsp_workshop.domain.model import RECORD_TYPES, Apology, Part, Record, Turnout, Unknown, WorkshopDetails
from lsp_workshop.store.interchange import FORMAT, ONE_OBJECT, REQUIRED, VERSION

Schema = dict[str, Any]

_BOOKKEEPING = frozenset({"extra", "given"})
_WHOLE: Schema = {"type": "integer", "minimum": -LARGEST_NUMBER, "maximum": LARGEST_NUMBER}
_PLAIN: Mapping[Any, Schema] = {
    str: {"type": "string"},
    int: _WHOLE,
    float: {"type": "number"},
    bool: {"type": "boolean"},
    Any: {},
}


def schema() -> Schema:
    """The whole schema. Unknown fields are allowed everywhere: other versions and programs may add some."""
    kinds = [kind for kind in RECORD_TYPES if kind is not Unknown]
    parts: dict[str, Schema] = {}
    for kind in kinds:
        _add_part(kind, parts)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "LSP Workshop interchange format",
        "description": "One workshop as one JSON object. Fields that are not described here are kept as they are.",
        "type": "object",
        "required": ["format", "version", *REQUIRED],
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            **{kind.collection: _collection(kind) for kind in kinds},
        },
        "$defs": dict(sorted(parts.items())),
    }


def _collection(kind: type[Record]) -> Schema:
    one = {"$ref": f"#/$defs/{kind.__name__}"}
    if kind in ONE_OBJECT:
        return one if kind.collection in REQUIRED else {"anyOf": [one, {"type": "null"}]}
    many: Schema = {"type": "array", "items": one}
    if kind.collection in REQUIRED:
        return {**many, "minItems": 1}
    return {**many, "type": ["array", "null"]}


def _add_part(kind: type[Part], parts: dict[str, Schema]) -> None:
    """Describe a class, and the parts that it is made of."""
    if kind.__name__ in parts:
        return
    described: Schema = {}
    parts[kind.__name__] = described
    hints = typing.get_type_hints(kind)
    properties: dict[str, Schema] = {}
    required = []
    for field in dataclasses.fields(kind):
        if field.name in _BOOKKEEPING or (field.name == "id" and _has_no_id(kind)):
            continue
        name = str(field.metadata.get("name", field.name))
        properties[name] = _type(hints[field.name], parts)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            required.append(name)
    if "id" in properties and issubclass(kind, Record):
        properties["id"] = {"type": "string", "minLength": 1}
    if kind is Apology:
        required.remove("id")
    if kind is WorkshopDetails:
        properties["small_group_threshold"] = {**_WHOLE, "minimum": LOWEST_THRESHOLD}
    described |= {"type": "object", "properties": properties}
    if required:
        described["required"] = required


def _has_no_id(kind: type[Part]) -> bool:
    """Of these there is one, or one a ballot, so the format gives them no id."""
    return kind in ONE_OBJECT or kind is Turnout


def _type(hint: Any, parts: dict[str, Schema]) -> Schema:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        inner = [argument for argument in arguments if argument is not type(None)]
        found = _PLAIN[float] if set(inner) == {int, float} else _type(inner[0], parts)
        return _or_null(found) if len(inner) < len(arguments) else found
    if origin is tuple:
        return {"type": "array", "items": _type(arguments[0], parts)}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _WHOLE}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"enum": [member.value for member in hint]}
    if isinstance(hint, type) and issubclass(hint, Part):
        _add_part(hint, parts)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    return dict(_PLAIN[hint])


def _or_null(found: Schema) -> Schema:
    if "type" in found:
        return {**found, "type": [found["type"], "null"]}
    return {"anyOf": [found, {"type": "null"}]}


def as_text() -> str:
    """The schema as the file in the resources has it."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    print(as_text(), end="")
