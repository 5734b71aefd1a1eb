"""Everything on paper before and during the day, and the short ways of reading what came of it. Knows no paper size.

Each handout is made from the workshop as it is: numbers and letters on it are those on the screen. Names are printed
as in the record, but for the three that hand a person their own name (`handouts.people`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.handouts.ballots import ballot_papers, health_check, tally_sheets
from lsp_workshop.domain.handouts.forms import action_sheets, feedback_form, pledge_cards, printed_run_sheet
from lsp_workshop.domain.handouts.organisations import organisation_pages
from lsp_workshop.domain.handouts.parts import Handout
from lsp_workshop.domain.handouts.people import badges, sign_in, table_cards
from lsp_workshop.domain.handouts.questions import parking_lot, posters, table_sheets
from lsp_workshop.domain.handouts.summary import summary
from lsp_workshop.domain.workshop import Workshop


@dataclass(frozen=True, slots=True)
class HandoutKind:
    """`kind` names it on the command line, `title` says it to people; `make` makes it of a workshop as it is now.

    `names_everybody`: it bears the names of those who did not agree to be named in the record, too.
    """

    kind: str
    title: str
    make: Callable[[Workshop, Framework], Handout]
    names_everybody: bool = False


HANDOUTS: Sequence[HandoutKind] = (
    HandoutKind("summary", "Summary on two sides", lambda workshop, _: summary(workshop)),
    HandoutKind("organisations", "Organisation pages", organisation_pages),
    HandoutKind("sign-in", "Sign-in sheet", lambda workshop, _: sign_in(workshop), names_everybody=True),
    HandoutKind("badges", "Badges", lambda workshop, _: badges(workshop), names_everybody=True),
    HandoutKind("table-cards", "Table cards", lambda workshop, _: table_cards(workshop), names_everybody=True),
    HandoutKind("posters", "Question posters (A3)", posters),
    HandoutKind("table-sheets", "Table sheets", table_sheets),
    HandoutKind("ballot-papers", "Ballot papers", lambda workshop, _: ballot_papers(workshop)),
    HandoutKind("tally-sheets", "Tally sheets", lambda workshop, _: tally_sheets(workshop)),
    HandoutKind("health-check", "Health check form", health_check),
    HandoutKind("action-sheets", "Action sheets", action_sheets),
    HandoutKind("pledge-cards", "Pledge cards", pledge_cards),
    HandoutKind("parking-lot", "Parking lot poster (A3)", lambda workshop, _: parking_lot(workshop)),
    HandoutKind("run-sheet", "Run sheet", lambda workshop, _: printed_run_sheet(workshop)),
    HandoutKind("feedback", "Feedback form", lambda workshop, _: feedback_form(workshop)),
)
"""In the order of the day, the two that are read after it first."""
