"""Records to JSON and back: nothing is lost, nothing is made up, and what does not fit is named."""

import dataclasses
import json
import math
import string
import typing
from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lsp_workshop.domain.building import with_values
from lsp_workshop.domain.change import Change
from lsp_workshop.domain.codec import (
    LARGEST_NUMBER,
    _decode_carefully,
    _decode_part,
    _shape,
    _Wrong,
    as_stored,
    changes_as_stored,
    decode,
    decode_all,
    encode,
    field_names,
)
from lsp_workshop.domain.errors import BadRecord
from lsp_workshop.domain.model import (
    RECORD_TYPES,
    Answer,
    AnswerStatus,
    Ballot,
    Feedback,
    Indicator,
    Part,
    Record,
    Unknown,
    Vote,
    WorkshopDetails,
)
from tests.store.files import sample_records

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


def values_of(hint: Any) -> st.SearchStrategy[Any]:
    """Values that a field of this type may hold."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return st.lists(values_of(arguments[0]), max_size=2).map(tuple)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return st.dictionaries(st.text(max_size=3), st.integers(-9, 9), max_size=2).map(MappingProxyType)
    if arguments:
        return st.one_of(*(values_of(argument) for argument in arguments))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(list(hint))
    if isinstance(hint, type) and issubclass(hint, Part):
        return parts(hint)
    plain: dict[Any, st.SearchStrategy[Any]] = {
        str: st.text(max_size=6),
        int: st.integers(-LARGEST_NUMBER, LARGEST_NUMBER),
        float: st.floats(allow_nan=False, allow_infinity=False),
        bool: st.booleans(),
        type(None): st.none(),
        Any: json_values,
    }
    return plain[hint]


def parts(kind: type[Part]) -> st.SearchStrategy[Any]:
    """Parts of a type with any values in their fields, and perhaps a field that this version does not know."""
    hints = typing.get_type_hints(kind)
    fields = {
        field.name: values_of(hints[field.name])
        for field in dataclasses.fields(kind)
        if field.name not in ("extra", "given")
    }
    extra = st.dictionaries(st.text(string.ascii_uppercase, min_size=1, max_size=3), json_values, max_size=1)
    return st.builds(kind, extra=extra.map(MappingProxyType), **fields)


records = st.sampled_from(RECORD_TYPES).flatmap(parts)


@given(records)
def test_every_record_comes_back_from_its_json_as_it_was(record: Record) -> None:
    for complete in (False, True):
        source = json.loads(json.dumps(encode(record, complete=complete)))
        assert decode(type(record), source) == record
    assert as_stored(record) == record


@given(st.lists(records, max_size=5))
def test_many_at_once_are_each_by_itself(made: list[Record]) -> None:
    for kind in {type(record) for record in made}:
        sources = [encode(record) for record in made if type(record) is kind]
        assert list(decode_all(kind, sources)) == [decode(kind, source) for source in sources]


@given(records, st.randoms())
def test_the_order_of_the_fields_does_not_matter(record: Record, chance: Any) -> None:
    source = encode(record, complete=True)
    names = list(source)
    chance.shuffle(names)
    assert decode(type(record), {name: source[name] for name in names}) == record


@pytest.mark.parametrize("record", sample_records()[::7], ids=lambda record: f"{record.collection}-{record.id}")
def test_an_export_says_neither_more_nor_less_than_the_import_did(record: Record) -> None:
    source = encode(record)
    assert encode(decode(type(record), source)) == source
    bare = {name: value for name, value in source.items() if value not in ("", None, False, [], 0, {})}
    assert encode(decode(type(record), bare)) == bare


def test_a_field_that_went_back_to_its_default_is_still_written() -> None:
    """The source had it; leaving it out would be a change that nobody made."""
    answer = decode(Answer, {"id": "c1", "question_id": "Q1", "text": "x", "headline": True})
    assert encode(dataclasses.replace(answer, headline=False))["headline"] is False


def test_unknown_fields_come_after_the_known_ones_and_cannot_replace_them() -> None:
    answer = decode(Answer, {"mood": 1, "id": "c1", "question_id": "Q1", "text": "x"})
    assert list(encode(answer)) == ["id", "question_id", "text", "mood"]
    assert answer.extra == {"mood": 1}
    assert not field_names(Answer) & {"mood", "extra", "given"}


@pytest.mark.parametrize(
    ("kind", "change", "field", "expected"),
    [
        (Answer, {"text": 5}, "text", "text"),
        (Answer, {"text": None}, "text", "text"),
        (Answer, {"headline": 1}, "headline", "true or false"),
        (Answer, {"headline": "yes"}, "headline", "true or false"),
        (Answer, {"group_id": []}, "group_id", "text"),
        (Answer, {"status": "gone"}, "status", "one of: kept, merged, set aside"),
        (Answer, {"status": []}, "status", "one of: kept, merged, set aside"),
        (Vote, {"choices": []}, "choices", "an object of whole numbers"),
        (Vote, {"choices": {"o1": 1.0}}, "choices.o1", "a whole number"),
        (Vote, {"choices": {"o1": True}}, "choices.o1", "a whole number"),
        (Vote, {"choices": {"o1": 2**53 + 1}}, "choices.o1", "a whole number"),
        (Vote, {"count": 1.0}, "count", "a whole number"),
        (Vote, {"count": True}, "count", "a whole number"),
        (Vote, {"count": -(2**60)}, "count", "a whole number"),
        (Indicator, {"baseline": "7"}, "baseline", "a number"),
        (Indicator, {"baseline": True}, "baseline", "a number"),
        (Indicator, {"baseline": math.inf}, "baseline", "a number"),
        (Indicator, {"baseline": 10**400}, "baseline", "a number"),
        (Ballot, {"options": "abc"}, "options", "a list"),
        (Ballot, {"options": [{"id": "o1", "label": "A"}, 7]}, "options[2]", "an object"),
        (Ballot, {"options": [{"id": "o1"}]}, "options[1].label", "a value"),
        (Ballot, {"rules": {"bands": [{"from": "x", "label": "A"}]}}, "rules.bands[1].from", "a number"),
        (Feedback, {"forms": [{"id": "f", "scores": [1, "2"]}]}, "forms[1].scores[2]", "a whole number"),
        (WorkshopDetails, {"partnership": None}, "partnership", "an object"),
    ],
)
def test_what_does_not_fit_is_named_by_record_field_and_what_was_expected(
    kind: type[Record], change: dict[str, Any], field: str, expected: str
) -> None:
    needed = {"id": "x1", "question_id": "Q1", "text": "", "ballot_id": "b1", "title": "", "method": "dots"}
    names = field_names(kind)
    source = {name: value for name, value in needed.items() if name in names}
    decode(kind, source)
    with pytest.raises(BadRecord) as refusal:
        decode(kind, source | change)
    assert refusal.value.values == {"collection": kind.collection, "id": "x1", "field": field, "expected": expected}


@pytest.mark.parametrize("missing", ["id", "question_id", "text"])
def test_a_field_that_must_be_there_is_missed(missing: str) -> None:
    source = {"id": "c1", "question_id": "Q1", "text": "x"}
    del source[missing]
    with pytest.raises(BadRecord) as refusal:
        decode(Answer, source)
    assert refusal.value.values["field"] == missing


@pytest.mark.parametrize("source", [{}, [], None, "text", 5])
def test_what_is_no_object_is_no_record(source: Any) -> None:
    with pytest.raises(BadRecord):
        decode(Answer, source)


def test_sources_of_any_number_of_shapes_are_read_alike() -> None:
    """A strange program may write every record with other fields: it is slower then, and as right."""
    optional = sorted(field_names(Answer) - {"id", "question_id", "text"})
    complete = encode(Answer(id="c1", question_id="Q1", text="x"), complete=True)
    for number in range(200):
        names = [name for place, name in enumerate(optional) if number >> place & 1]
        source = {name: complete[name] for name in ("id", *names, "question_id", "text")}
        assert decode(Answer, source) == Answer(id="c1", question_id="Q1", text="x")
        with pytest.raises(BadRecord) as refusal:
            decode(Answer, source | {"text": 1})
        assert refusal.value.values["field"] == "text"


def test_an_enum_is_an_enum_again() -> None:
    answer = decode(Answer, {"id": "c1", "question_id": "Q1", "text": "x", "status": "set aside"})
    assert answer.status is AnswerStatus.SET_ASIDE


def test_a_vote_cannot_be_changed_under_the_workshop() -> None:
    vote = decode(Vote, {"id": "v1", "ballot_id": "b1", "choices": {"o1": 1}})
    with pytest.raises(TypeError):
        vote.choices["o1"] = 2  # type: ignore[index]
    encode(vote)["choices"]["o1"] = 2
    assert vote.choices == {"o1": 1}


def test_an_unknown_top_level_field_may_be_anything() -> None:
    for value in (None, 5, "x", [1, {"a": None}], {"b": 2.5}):
        assert decode(Unknown, {"id": "x", "value": value}).value == value


# --- straight and careful -----------------------------------------------------------------------------------


def outcome(way: Callable[[], Part]) -> object:
    """What a decoder makes of a source: every value with its type, or what it says is wrong, and where."""
    try:
        part = way()
    except _Wrong as wrong:
        return ("wrong", wrong.expected, wrong.path)
    return (type(part), repr(part), part.given, dict(part.extra))


def careful_encoding(part: Part, *, complete: bool) -> dict[str, Any]:
    """`encode` as its description says it, field by field."""
    result = {}
    for each in _shape(type(part)).fields:
        value = getattr(part, each.attribute)
        if complete or each.required or value != each.default or each.name in part.given:
            result[each.name] = value if each.encode is None or value is None else each.encode(value)
    return {**result, **part.extra}


SPOILS: tuple[Any, ...] = (None, True, 1, 1.5, math.inf, -(2**60), "", "text", [], [None], {}, {"a": 1.0})


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.__name__)
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_fast_way_says_what_the_careful_way_says(kind: type[Record], data: st.DataObject) -> None:
    """Whole and spoilt sources alike: with fields left out, of the wrong kind, and unknown ones."""
    record = data.draw(parts(kind))
    for complete in (False, True):
        encoded = encode(record, complete=complete)
        assert repr(encoded) == repr(careful_encoding(record, complete=complete))
    source = dict(encode(record, complete=data.draw(st.booleans())))
    for name in data.draw(st.lists(st.sampled_from(sorted(source)), max_size=2, unique=True)):
        if data.draw(st.booleans()):
            source[name] = data.draw(st.sampled_from(SPOILS))
        else:
            del source[name]
    # The first time makes the fast decoder for this shape, the second uses it.
    careful = outcome(lambda: _decode_carefully(kind, _shape(kind), source))
    for _ in range(2):
        assert outcome(lambda: _decode_part(kind, source)) == careful
    many: object
    try:
        (found,) = decode_all(kind, [source])
        many = outcome(lambda: found)
    except BadRecord as error:
        many = ("wrong", error.values["expected"], error.values["field"])
        careful = careful if not isinstance(careful, tuple) else (*careful[:2], str(careful[2]).lstrip("."))
    assert many == careful
    if isinstance(careful, tuple) and careful[0] != "wrong":
        decoded = _decode_part(kind, source)
        assert repr(encode(decoded)) == repr(careful_encoding(decoded, complete=False))


def test_a_change_that_is_stored_comes_with_its_document() -> None:
    """The file gets the document and memory the record: were they two, a day would read differently tomorrow."""
    changes = changes_as_stored([Change(None, record) for record in sample_records()])
    for change in changes:
        assert change.after is not None
        assert change.document == encode(change.after)
        assert change.after == as_stored(change.after)
        assert change.after.given == frozenset(change.document) & field_names(type(change.after))
        assert change.inverse().document is None
    assert changes_as_stored(changes[0:1])[0].after == changes[0].after


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.collection)
def test_many_records_get_a_value_as_one_does(kind: type[Record]) -> None:
    """The quick way for a thousand answers that forgot a field would lose it for all of them, without a word."""
    for record in [each for each in sample_records() if type(each) is kind][:3]:
        (copied,) = with_values([record], id="another")
        assert type(copied) is kind
        assert copied == dataclasses.replace(record, id="another")
        assert copied.given == record.given
        with pytest.raises(dataclasses.FrozenInstanceError):
            copied.id = "again"  # type: ignore[misc]  # it is frozen like any other


def test_a_value_for_no_field_is_a_mistake() -> None:
    """Set on nothing it would be lost, and the deed would look done."""
    with pytest.raises(TypeError, match="no field"):
        with_values([Answer(id="a1", question_id="q1", text="Buses")], texts="Trams")
