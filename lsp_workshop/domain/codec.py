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
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from lsp_workshop.domain.building import cached_by_type, writable
from lsp_workshop.domain.change import Change
from lsp_workshop.domain.errors import BadRecord
from lsp_workshop.domain.model import NOTHING, Json, Part, Record

P = TypeVar("P", bound=Part)
R = TypeVar("R", bound=Record)

_BOOKKEEPING = frozenset({"extra", "given"})

LARGEST_NUMBER = 2**53
"""Whole numbers beyond it are not the same number in every program that reads JSON."""


class _Wrong(Exception):
    """A value that its field cannot hold; `expected` is a phrase for people, `path` leads to it."""

    def __init__(self, expected: str, path: str = "") -> None:
        super().__init__(expected)
        self.expected = expected
        self.path = path


@dataclasses.dataclass(frozen=True, slots=True)
class _Field:
    """`plain`, if any, is an expression over "{0}" that is true of the values which are kept as they are."""

    attribute: str
    name: str
    decode: Callable[[Json], Any]
    encode: Callable[[Any], Json] | None
    plain: str | None
    required: bool
    default: Any


_Straight = Callable[[Mapping[str, Json]], Any]


@dataclasses.dataclass(frozen=True, slots=True)
class _Shape:
    """`straight` holds decoders for objects with exactly certain names in a certain order (see `_straight`)."""

    fields: tuple[_Field, ...]
    names: frozenset[str]
    straight: dict[tuple[str, ...], _Straight | None] = dataclasses.field(default_factory=dict)


@functools.cache
def _shared(names: frozenset[str]) -> frozenset[str]:
    """One object for each set of field names: ten thousand records have a handful of shapes."""
    return names


def _text(value: Json) -> str:
    if isinstance(value, str):
        return value
    raise _Wrong("text")


def _is_whole(value: Json) -> bool:
    return type(value) is int and -LARGEST_NUMBER <= value <= LARGEST_NUMBER


def _whole(value: Json) -> int:
    if not _is_whole(value):
        raise _Wrong("a whole number")
    return int(value)


def _number(value: Json) -> int | float:
    if _is_whole(value) or (type(value) is float and math.isfinite(value)):
        return value  # type: ignore[no-any-return]  # an int or a float, as just found
    raise _Wrong("a number")


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
    if type(value) is not dict and not isinstance(value, Mapping):
        raise _Wrong("an object of whole numbers")
    for key, number in value.items():
        if type(number) is not int or not -LARGEST_NUMBER <= number <= LARGEST_NUMBER:
            raise _Wrong("a whole number", f".{key}")
    return MappingProxyType(value)


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


_PLAIN = {
    str: "type({0}) is str",
    int: f"type({{0}}) is int and -{LARGEST_NUMBER} <= {{0}} <= {LARGEST_NUMBER}",
    bool: "type({0}) is bool",
}


def _plain(hint: Any) -> str | None:
    """The test of `_Field.plain` for a type: text, whole numbers, truth, and these or None."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        inner = [argument for argument in typing.get_args(hint) if argument is not type(None)]
        test = _PLAIN.get(inner[0]) if len(inner) == 1 else None
        return None if test is None else f"{{0}} is None or {test}"
    return _PLAIN.get(hint) if isinstance(hint, type) else None


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


@cached_by_type
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
                plain=_plain(hint),
                required=default is dataclasses.MISSING,
                default=default,
            )
        )
    return _Shape(tuple(fields), frozenset(each.name for each in fields))


_MOST_STRAIGHT = 50
"""So many decoders are made for one type: this program's files need a handful, a strange source any number."""


def _straight(kind: type[Part], names: tuple[str, ...]) -> _Straight | None:
    """A decoder for objects with exactly these names in this order, as straight code; None where one is unknown.

    Made the way `dataclasses` makes `__init__`: opening a file decodes a hundred thousand objects of a few shapes.
    """
    shape = _shape(kind)
    given = shape.names.intersection(names)
    if len(given) < len(names) or any(each.required and each.name not in given for each in shape.fields):
        return None
    place = {name: f"v{number}" for number, name in enumerate(names)}
    scope: dict[str, Any] = {"kind": kind, "Writable": writable(kind), "new": object.__new__, "Wrong": _Wrong}
    scope |= {"NOTHING": NOTHING, "given": _shared(given)}
    tests, sets = [], []
    for each in shape.fields:
        scope[f"decode_{each.attribute}"], scope[f"default_{each.attribute}"] = each.decode, each.default
        value = place.get(each.name)
        if value is None:
            value = f"default_{each.attribute}"
        elif each.plain is not None:
            tests.append(f"({each.plain.format(value)})")
        else:
            value = f"decode_{each.attribute}({value})"
        sets.append(f"record.{each.attribute} = {value}")
    lines = [
        "def decode(source):",
        f" {''.join(value + ', ' for value in place.values())}= source.values()",
        f" if not ({' and '.join(tests) or True}): raise Wrong('')",
        " record = new(Writable)",
        *(f" {line}" for line in sets),
        " record.extra, record.given = NOTHING, given",
        " record.__class__ = kind",
        " return record",
    ]
    exec("\n".join(lines), scope)
    return typing.cast(_Straight, scope["decode"])


def _decode_part(kind: type[P], source: Json) -> P:
    shape = _shape(kind)
    if type(source) is dict and source:
        names = tuple(source)
        if names not in shape.straight and len(shape.straight) < _MOST_STRAIGHT:
            shape.straight[names] = _straight(kind, names)
        straight = shape.straight.get(names)
        if straight is not None:
            try:
                made: P = straight(source)
                return made
            except _Wrong:
                pass  # The careful way finds it again and says where it is.
    return _decode_carefully(kind, shape, source)


def _decode_carefully(kind: type[P], shape: _Shape, source: Json) -> P:
    if not isinstance(source, Mapping):
        raise _Wrong("an object")
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


def decode(kind: type[R], source: Json) -> R:
    """The record that `source` describes; it keeps objects of the source as its own, so don't change that afterwards.

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


def decode_all(kind: type[R], sources: Iterable[Mapping[str, Json]]) -> Iterator[R]:
    """`decode` for many, without its cost for each."""
    straight = _shape(kind).straight
    for source in sources:
        decoder = straight.get(tuple(source))
        if decoder is not None:
            try:
                yield decoder(source)
                continue
            except _Wrong:
                pass
        yield decode(kind, source)


def encode(part: Part, *, complete: bool = False) -> dict[str, Json]:
    """The JSON object of a part, with its unknown fields after the known ones."""
    if complete:
        result = {
            each.name: value if each.encode is None or value is None else each.encode(value)
            for each in _shape(type(part)).fields
            for value in (getattr(part, each.attribute),)
        }
    else:
        result = _straight_encoder(type(part))(part)
    if part.extra:
        result.update(part.extra)
    return result


@cached_by_type
def _straight_encoder(kind: type[Part]) -> Callable[[Part], dict[str, Json]]:
    """An encoder for one type as straight code, like `_straight`: every capture encodes its record twice."""
    scope: dict[str, Any] = {}
    lines = ["def encode(part):", " result = {}", " given = part.given"]
    for each in _shape(kind).fields:
        scope[f"encode_{each.attribute}"], scope[f"default_{each.attribute}"] = each.encode, each.default
        lines.append(f" value = part.{each.attribute}")
        put = f"result[{each.name!r}] = value"
        if each.encode is not None:
            put += f" if value is None else encode_{each.attribute}(value)"
        wanted = f"value != default_{each.attribute} or {each.name!r} in given"
        lines.append(f" {put}" if each.required else f" if {wanted}: {put}")
    exec("\n".join([*lines, " return result"]), scope)
    return typing.cast(Callable[[Part], dict[str, Json]], scope["encode"])


def as_stored(record: R) -> R:
    """The record as reading it back would give it; what memory receives after a save."""
    return decode(type(record), encode(record))


def changes_as_stored(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes with their records as reading them back would give them, and with the documents of these."""
    found: list[Change] = []
    for change in changes:
        after = change.after
        if after is None:
            found.append(change)
        else:
            document = encode(after)
            found.append(Change(change.before, decode(type(after), document), document))
    return tuple(found)


def field_names(kind: type[Part]) -> frozenset[str]:
    """The names, in JSON, of the fields that this version knows."""
    return _shape(kind).names


__all__ = ["as_stored", "changes_as_stored", "decode", "decode_all", "encode", "field_names"]
