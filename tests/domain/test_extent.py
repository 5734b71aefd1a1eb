"""Which sections a copy of the record has: what was left out is out, said on the cover, and nothing else changes."""

from __future__ import annotations

import dataclasses
import json

import pytest

from lsp_workshop.domain.framework import Framework, read_framework
from lsp_workshop.domain.model import DETAILS_ID, Participant, WorkshopDetails
from lsp_workshop.domain.record import printable_record
from lsp_workshop.domain.record.extent import BY_GROUP, WHOLE, Extent, parts_of
from lsp_workshop.domain.record.parts import AnswerList
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.paths import resource
from lsp_workshop.store.interchange import read_interchange


@pytest.fixture(scope="module")
def framework() -> Framework:
    return read_framework(json.loads(resource("framework.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def sample() -> Workshop:
    return read_interchange(resource("sample/aldermouth.json")).workshop


def test_every_section_can_be_left_out_by_the_title_it_has(sample: Workshop, framework: Framework) -> None:
    """Else a facilitator looks for what to untick under another name, or cannot untick it at all."""
    offered = {part.key: part.title for part in parts_of(sample)}
    record = printable_record(sample, framework, extent=Extent(by_group=True))
    there = {section.id: section.title for section in record.sections}
    assert there.pop(BY_GROUP) == "All answers by table"
    listing = next(section for section in record.sections if section.id == BY_GROUP)
    # Questions stand over a table's answers there, not themes.
    assert {block.by_question for block in listing.blocks if isinstance(block, AnswerList)} == {True}
    assert len(there) > 15
    assert there.items() <= offered.items()
    order = [key for key in offered if key in there]
    assert order == list(there), "the list is in the order of the record"


def test_what_is_left_out_is_gone_and_said_on_the_cover(sample: Workshop, framework: Framework) -> None:
    """Whoever is handed a part of the record must not take it for the whole."""
    whole = printable_record(sample, framework)
    left_out = frozenset({"pledges", "methods", "stage-S1", "no such section"})
    record = printable_record(sample, framework, extent=Extent(left_out))
    assert [each.id for each in record.sections] == [each.id for each in whole.sections if each.id not in left_out]
    cover = {each.label: each.text for each in record.cover}
    assert cover["Not in this copy"] == (
        "Clarifying the purpose of the partnership; Pledges; How the votes were worked out"
    )
    assert "Not in this copy" not in {each.label for each in whole.cover}
    # What is still there is what it was, and the appendices are lettered without a gap.
    same = {each.id: each for each in whole.sections}
    assert all(each == same[each.id] for each in record.sections if not each.label.startswith("Appendix"))
    letters = [each.label for each in record.sections if each.label.startswith("Appendix")]
    assert letters == [f"Appendix {chr(ord('A') + place)}" for place in range(len(letters))]


def test_a_section_with_nothing_in_it_is_not_missed(framework: Framework) -> None:
    """A record of one answer would otherwise begin with a list of all that was never to be in it."""
    empty = Workshop([WorkshopDetails(id=DETAILS_ID, title="A day")])
    every = frozenset(part.key for part in parts_of(empty))
    record = printable_record(empty, framework, extent=Extent(every))
    assert record.sections == ()
    assert "Lessons" not in str(record.cover)


def test_a_name_without_consent_is_not_said_by_what_is_left_out(sample: Workshop, framework: Framework) -> None:
    """The title of a stage is typed by people, and the cover is what everybody reads."""
    refused = next(each for each in sample.all(Participant) if not each.named_in_record)
    stage = sample.stages()[0]
    renamed = Workshop(
        dataclasses.replace(stage, title=f"Thanks to {refused.name}") if record is stage else record
        for record in sample.records()
    )
    record = printable_record(renamed, framework, extent=Extent(frozenset({f"stage-{stage.id}"})))
    assert "Thanks to" in str(record.cover)
    assert refused.name not in str(record.cover)
    assert printable_record(renamed, framework, extent=WHOLE).cover != record.cover
