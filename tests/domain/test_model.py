"""The record classes themselves: what every one of them must be, so that the file and the edits can rely on it."""

import dataclasses
import typing

import pytest

from lsp_workshop.domain.change import Change, added, changed, removed
from lsp_workshop.domain.edits.capture import capture_answer
from lsp_workshop.domain.edits.records import NOUNS
from lsp_workshop.domain.model import RECORD_TYPE, RECORD_TYPES, Answer, Record
from lsp_workshop.domain.transaction import Moment, Transaction, together
from lsp_workshop.domain.workshop import Workshop
from tests.domain.days import RICH


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.__name__)
def test_a_record_is_frozen_slotted_and_has_a_collection_of_its_own(kind: type[Record]) -> None:
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__dict__" not in dir(kind)
    assert RECORD_TYPE[kind.collection] is kind
    assert kind.collection in NOUNS, "a person calls it something"


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.__name__)
def test_every_field_that_ends_in_id_says_what_it_points_to(kind: type[Record]) -> None:
    """Or a dangling one would not be found. The exceptions name prompts of the framework, which are no records."""
    prompts = {"dimension_id", "joint_arrangement_ids", "prompt_id", "ticked_prompt_ids"}
    for field in dataclasses.fields(kind):
        if field.name.endswith(("_id", "_ids")) and field.name not in prompts:
            targets = field.metadata.get("refers_to")
            assert targets, f"{kind.__name__}.{field.name}"
            assert set(targets) <= {*RECORD_TYPE, "ballot options"}


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.__name__)
def test_types_can_be_read_by_programs(kind: type[Record]) -> None:
    assert set(typing.get_type_hints(kind)) >= {field.name for field in dataclasses.fields(kind)}


def test_a_transaction_backwards_is_its_changes_backwards() -> None:
    first, second = RICH[4], RICH[5]
    transaction = Transaction("do", (*added(first), *removed(second)))
    assert transaction.inverse("undo").changes == (Change(None, second), Change(first, None))
    assert transaction.inverse("undo").inverse("do") == transaction
    assert transaction.new(Answer) is first
    assert transaction.touches(Answer)
    assert changed(first, first) == ()
    with pytest.raises(LookupError):
        Transaction("do", removed(second)).new(Answer)


def test_several_edits_together_are_one_step() -> None:
    edits = [capture_answer("Q1", "One"), capture_answer("Q2", "Two")]
    transaction = together("both", edits, undoable=False)(Workshop(RICH), Moment("", str))
    assert (transaction.label, len(transaction.changes), transaction.undoable) == ("both", 2, False)


def test_several_edits_together_keep_what_each_of_them_forbids() -> None:
    """A paper among them must neither be undone nor have a time."""

    def paper(workshop: Workshop, moment: Moment) -> Transaction:
        return Transaction("cast a vote", (), undoable=False, timed=False)

    answer = capture_answer("Q1", "One")
    for edits in ([answer, paper], [paper, answer]):
        both = together("both", edits)(Workshop(RICH), Moment("", str))
        assert (both.undoable, both.timed) == (False, False)
    alone = together("alone", [answer])(Workshop(RICH), Moment("", str))
    assert (alone.undoable, alone.timed) == (True, True)
