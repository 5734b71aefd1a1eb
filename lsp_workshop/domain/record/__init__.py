"""A workshop as the record that is printed: sections, tables and figures as data. Knows no paper and no library.

`printable_record` applies the rules on what may be shown (names, hidden sectors, open and secret ballots); whoever
lays it out has nothing left to hide.
"""

from __future__ import annotations

from collections.abc import Sequence

from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import WorkshopStatus
from lsp_workshop.domain.record.accountability import accountability_section
from lsp_workshop.domain.record.closing import (
    appendices,
    feedback_section,
    health_section,
    lessons_section,
    parking_section,
    staff_section,
)
from lsp_workshop.domain.record.doubt import doubt_words
from lsp_workshop.domain.record.extent import WHOLE, Extent
from lsp_workshop.domain.record.front import cover_details, day_section, last_change, purpose_section
from lsp_workshop.domain.record.names import nameless, without_names
from lsp_workshop.domain.record.parts import Detail, PrintableRecord, Section
from lsp_workshop.domain.record.people import People, attendance
from lsp_workshop.domain.record.plan import (
    action_section,
    decided_section,
    objectives_section,
    plan_figures_section,
    pledges_section,
)
from lsp_workshop.domain.record.stages import stage_sections
from lsp_workshop.domain.record.vision import routes_section, vision_section
from lsp_workshop.domain.wording import capital, date_words, dates_in, joined
from lsp_workshop.domain.workshop import Workshop


def printable_record(
    workshop: Workshop, framework: Framework, *, public: bool = False, extent: Extent = WHOLE
) -> PrintableRecord:
    """The workshop record in the order in which it is read; sections with nothing in them are left out.

    `public` is the version without names; what `extent` leaves out is named on the cover where there is something in
    it, so that nobody takes the copy for the whole.
    """
    workshop = nameless(workshop, public=public)
    people = People(workshop, public=public)
    details = workshop.details
    found = [
        day_section(workshop, people),
        attendance(workshop, people),
        purpose_section(workshop),
        *stage_sections(workshop, people),
        vision_section(workshop, people),
        routes_section(workshop),
        objectives_section(workshop, people),
        action_section(workshop, framework, people),
        plan_figures_section(workshop, people),
        pledges_section(workshop, framework, people),
        health_section(workshop, people),
        staff_section(workshop, framework),
        decided_section(workshop),
        accountability_section(workshop, framework, people),
        lessons_section(workshop, people),
        parking_section(workshop, people),
        feedback_section(workshop),
        *appendices(workshop, framework, people, extent),
    ]
    there = [section for section in found if section is not None]
    facilitator = "" if public else people.typed(details.facilitator)
    record = PrintableRecord(
        kind="Workshop record, public version" if public else "Workshop record",
        title=details.title,
        subtitle=details.subtitle,
        author=facilitator or details.partnership.name,
        date=date_words(details.date),
        made_at=last_change(workshop),
        status=_status(workshop),
        cover=(*cover_details(workshop, people), *_missing_here(there, extent)),
        sections=tuple(section for section in there if section.id not in extent.left_out),
        public=public,
    )
    return without_names(record, people)


def _missing_here(there: Sequence[Section], extent: Extent) -> tuple[Detail, ...]:
    titles = [section.title for section in there if section.id in extent.left_out]
    return (Detail("Not in this copy", "; ".join(titles)),) if titles else ()


def _status(workshop: Workshop) -> str:
    """What the record is: the facilitator's words ("Draft 1, for correction by 20 March 2026"), or a draft.

    Damage that nobody has looked at is said with it: whoever is handed the record must not take it for whole.
    """
    status = capital(dates_in(workshop.details.record_status))
    if not status and workshop.details.status is not WorkshopStatus.CLOSED:
        status = "Draft: the workshop is not closed yet"
    return joined((status.removesuffix("."), doubt_words(workshop)), ". ")


__all__ = ["PrintableRecord", "printable_record"]
