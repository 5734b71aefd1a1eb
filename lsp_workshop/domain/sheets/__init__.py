"""A workshop as lists to sort, filter and chase: answers, plan, ballots, people. Knows no file format.

`workbook` applies the rules on what may be shown (names, hidden sectors, open and secret ballots), as the printable
record does; whoever writes it to a file has nothing left to hide.
"""

from __future__ import annotations

from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.record.front import last_change
from lsp_workshop.domain.record.names import without_names
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.sheets.parts import Chased, Precision, Sheet, SheetColumn, Value, When, Workbook
from lsp_workshop.domain.sheets.people import participants_sheet
from lsp_workshop.domain.sheets.plan import actions_sheet, milestones_sheet
from lsp_workshop.domain.sheets.said import answers_sheet, decisions_sheet
from lsp_workshop.domain.sheets.votes import ballots_sheet, results_sheet
from lsp_workshop.domain.workshop import Workshop


def workbook(workshop: Workshop, framework: Framework, *, public: bool = False) -> Workbook:
    """Every list, in the order in which they are asked for; one with nothing in it has no rows.

    `public` is the version without names.
    """
    people = People(workshop, public=public)
    details = workshop.details
    facilitator = "" if public else people.typed(details.facilitator)
    made = Workbook(
        kind="Workshop lists, public version" if public else "Workshop lists",
        title=details.title,
        author=facilitator or details.partnership.name,
        made_at=last_change(workshop),
        sheets=(
            answers_sheet(workshop, people),
            actions_sheet(workshop, framework, people),
            milestones_sheet(workshop, people),
            ballots_sheet(workshop, people),
            results_sheet(workshop, people),
            decisions_sheet(workshop),
            participants_sheet(workshop, people),
        ),
        public=public,
    )
    return without_names(made, people)


__all__ = ["Chased", "Precision", "Sheet", "SheetColumn", "Value", "When", "Workbook", "workbook"]
