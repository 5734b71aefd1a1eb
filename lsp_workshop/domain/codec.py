"""Records to JSON objects and back, driven by the records' own fields. Knows no file.

Encoding writes a field where the source had written it (`given`) or where it differs from its default, so that
import and export say the same; `complete=True` writes every field.
"""

from __future__ import annotations

import dataclasses
import functools
import math
import types
import typing
from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from lsp_workshop.domain.errors import BadRecord
from lsp_workshop.domain.model import NOTHING, Json, Part, Record

P = TypeVar("P", bound=Part)
R = TypeVar("R", bound=Record)

_BOOKKEEPING = frozenset({"extra", "given"})


class _Wrong(Exception):
    """A value that its field cannot hold; `expected` is a phrase for people, `path` leads to it."""

    def __init__(self, expected: str, path: str = "") -> None:
        super().__init__(expected)
        self.expected = expected
        self.path = path


@dataclasses.dataclass(frozen=True, slots=True)
class _Field:
    attribute: str
    name: str
    decode: Callable[[Json], Any]
    encode: Callable[[Any], Json] | None
    required: bool
    default: Any


@dataclasses.dataclass(frozen=True, slots=True)
class _Shape:
    fields: tuple[_Field, ...]
    names: frozenset[str]


@functools.cache
def _shared(names: frozenset[str]) -> frozenset[str]:
    """One object for each set of field names: ten thousand records have a handful of shapes."""
    return names


def _text(value: Json) -> str:
    if isinstance(value, str):
        return value
    raise _Wrong("text")


def _whole(value: Json) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise _Wrong("a whole number")


def _number(value: Json) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise _Wrong("a number")
    return value


def _truth(value: Json) -> bool:
    if isinstance(value, bool):
        return value
    raise _Wrong("true or false")


def _anything(value: Json) -> Json:
    return value


def _optional(decode: Callable[[Json], Any]) -> Callable[[Json], Any]:
    def decode_optional(value: Json) -> Any:
        return None if value is None else decode(value)

    return decode_optional


def _many(decode: Callable[[Json], Any]) -> Callable[[Json], Any]:
    def decode_many(value: Json) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise _Wrong("a list")
        items = []
        for place, item in enumerate(value, start=1):
            try:
                items.append(decode(item))
            except _Wrong as wrong:
                raise _Wrong(wrong.expected, f"[{place}]{wrong.path}") from None
        return tuple(items)

    return decode_many


def _counts(value: Json) -> Mapping[str, int]:
    if not isinstance(value, Mapping):
        raise _Wrong("an object of whole numbers")
    for key, number in value.items():
        if not isinstance(number, int) or isinstance(number, bool):
            raise _Wrong("a whole number", f".{key}")
    return MappingProxyType(dict(value))


def _one_of(kind: type[StrEnum]) -> Callable[[Json], Any]:
    members = {member.value: member for member in kind}

    def decode_one_of(value: Json) -> StrEnum:
        member = members.get(value) if isinstance(value, str) else None
        if member is None:
            raise _Wrong("one of: " + ", ".join(members))
        return member

    return decode_one_of


def _part(kind: type[Part]) -> Callable[[Json], Any]:
    return functools.partial(_decode_part, kind)


def _encode_parts(values: tuple[Part, ...] | None) -> Json:
    return None if values is None else [encode(value) for value in values]


def _encode_part(value: Part | None) -> Json:
    return None if value is None else encode(value)


def _encode_mapping(value: Mapping[str, Json] | None) -> Json:
    return None if value is None else dict(value)


def _encode_tuple(value: tuple[Any, ...] | None) -> Json:
    return None if value is None else list(value)


def _decoder(hint: Any) -> Callable[[Json], Any]:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        inner = [argument for argument in arguments if argument is not type(None)]
        decode = _number if set(inner) == {int, float} else _decoder(inner[0])
        return _optional(decode) if len(inner) < len(arguments) else decode
    if origin is tuple:
        return _many(_decoder(arguments[0]))
    if origin is not None and issubclass(origin, Mapping):
        return _counts
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _one_of(hint)
    if isinstance(hint, type) and issubclass(hint, Part):
        return _part(hint)
    plain: dict[Any, Callable[[Json], Any]] = {str: _text, int: _whole, bool: _truth, Any: _anything}
    return plain[hint]


def _encoder(hint: Any) -> Callable[[Any], Json] | None:
    """How a value of this type becomes JSON; None where it already is."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        inner = [argument for argument in arguments if argument is not type(None)]
        return _encoder(inner[0])
    if origin is tuple:
        is_part = isinstance(arguments[0], type) and issubclass(arguments[0], Part)
        return _encode_parts if is_part else _encode_tuple
    if origin is not None and issubclass(origin, Mapping):
        return _encode_mapping
    if isinstance(hint, type) and issubclass(hint, Part):
        return _encode_part
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return str
    return None


@functools.cache
def _shape(kind: type[Part]) -> _Shape:
    hints = typing.get_type_hints(kind)
    fields = []
    for each in dataclasses.fields(kind):
        if each.name in _BOOKKEEPING:
            continue
        hint = hints[each.name]
        default = each.default if each.default_factory is dataclasses.MISSING else each.default_factory()
        fields.append(
            _Field(
                attribute=each.name,
                name=str(each.metadata.get("name", each.name)),
                decode=_decoder(hint),
                encode=_encoder(hint),
                required=default is dataclasses.MISSING,
                default=default,
            )
        )
    return _Shape(tuple(fields), frozenset(each.name for each in fields))


def _decode_part(kind: type[P], source: Json) -> P:
    if not isinstance(source, Mapping):
        raise _Wrong("an object")
    shape = _shape(kind)
    values: dict[str, Any] = {}
    for each in shape.fields:
        if each.name in source:
            try:
                values[each.attribute] = each.decode(source[each.name])
            except _Wrong as wrong:
                raise _Wrong(wrong.expected, f".{each.name}{wrong.path}") from None
        elif each.required:
            raise _Wrong("a value", f".{each.name}")
    names = source.keys()
    unknown = names - shape.names
    extra = MappingProxyType({name: source[name] for name in source if name in unknown}) if unknown else NOTHING
    return kind(extra=extra, given=_shared(shape.names.intersection(names)), **values)


def decode(kind: type[R], source: Mapping[str, Json]) -> R:
    """The record that `source` describes.

    Raises `BadRecord` with the collection, the id where it is known, the field's path and what was expected there.
    """
    try:
        return _decode_part(kind, source)
    except _Wrong as wrong:
        known_id = source.get("id", "") if isinstance(source, Mapping) else ""
        raise BadRecord(
            "wrong_field",
            collection=kind.collection,
            id=known_id if isinstance(known_id, str) else "",
            field=wrong.path.lstrip("."),
            expected=wrong.expected,
        ) from None


def encode(part: Part, *, complete: bool = False) -> dict[str, Json]:
    """The JSON object of a part, with its unknown fields after the known ones."""
    result: dict[str, Json] = {}
    given = part.given
    for each in _shape(type(part)).fields:
        value = getattr(part, each.attribute)
        if complete or each.required or each.name in given or value != each.default:
            result[each.name] = value if each.encode is None or value is None else each.encode(value)
    result.update(part.extra)
    return result


def as_stored(record: R) -> R:
    """The record as reading it back would give it; what memory receives after a save."""
    return decode(type(record), encode(record))


def field_names(kind: type[Part]) -> frozenset[str]:
    """The names, in JSON, of the fields that this version knows."""
    return _shape(kind).names


__all__ = ["as_stored", "decode", "encode", "field_names"]
