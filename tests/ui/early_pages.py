"""The pages of the first two stages that have to be filled before they are looked at, for `sheet_pages`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle

from PySide6.QtWidgets import QWidget

from lsp_workshop.domain.edits.capture import mark
from lsp_workshop.domain.edits.developments import say_how_sure, say_when
from lsp_workshop.domain.edits.purpose import draft_purpose, write_purpose
from lsp_workshop.domain.edits.staff_team import answer_staff_function, note_staff_function
from lsp_workshop.domain.model import Answer, Ballot, HowSure, Participant, PurposeStatement, StaffFunction
from lsp_workshop.domain.staff_team import staff_lines
from lsp_workshop.domain.transaction import Edit
from lsp_workshop.ui.workshop.purpose.panel import STAFF, PurposePanel
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.support import opened_tab

Go = Callable[[], QWidget | None]
_DATES = ("April 2026", "2027", "Sept 2026", "1/4/2028", "")
_HEADLINES = 6


def early_pages(window: WorkshopWindow) -> Iterator[tuple[str, Go]]:
    """Filled where anything was said; a workshop with nothing in it stays so."""
    yield "purpose", lambda: _purpose(window)
    yield "staff-team", lambda: _staff(window)
    yield "coming", lambda: _coming(window)


def _do(window: WorkshopWindow, *edits: Edit) -> None:
    for edit in edits:
        assert window.desk.do(edit) is not None


def _panel(window: WorkshopWindow) -> PurposePanel:
    window.messages.clear()
    window.go("S1")
    panel = opened_tab(window, "purpose", PurposePanel)
    panel.shown()
    return panel


def _purpose(window: WorkshopWindow) -> None:
    workshop = window.desk.workshop
    said = [answer.id for answer in workshop.answers_to("Q1.1", kept_only=True)]
    if said and not workshop.count(PurposeStatement):
        if not any(answer.headline for answer in workshop.all(Answer)):
            _do(window, mark(said[:_HEADLINES], "headline", True))
        words = "Aldermouth’s partners act as one where none of us can act alone, and answer to residents for it."
        _do(window, draft_purpose(), write_purpose(words))
    panel = _panel(window)
    panel.statement.look_earlier()


def _staff(window: WorkshopWindow) -> None:
    workshop, long = window.desk.workshop, "Two of the Council’s people until March, then nobody has said who. " * 4
    if workshop.count(Answer) and not workshop.count(StaffFunction):
        first, second, third, _last = staff_lines(workshop, window.desk.framework)
        _do(window, answer_staff_function(first, "have"), answer_staff_function(second, "planned"))
        _do(window, answer_staff_function(third, "not for us"), note_staff_function(second, long))
    _panel(window).choose(STAFF)


def _coming(window: WorkshopWindow) -> None:
    answers = window.desk.workshop.answers_to("Q2.2", kept_only=True)
    for answer, date, how_sure in zip(answers, cycle(_DATES), cycle(HowSure), strict=False):
        _do(window, say_how_sure([answer.id], how_sure), say_when([answer.id], date))
    window.messages.clear()
    window.go("S2")
    window.walk.go("Q2.2")
    window.stage_page.open_tab("answers")
    if not window.stage_page.answers.model.by_when:
        window.actions_table["by_when"].trigger()


def health_page(window: WorkshopWindow) -> Iterator[tuple[str, Go]]:
    """After the ballots: it is gone to, or opened."""

    def there() -> None:
        window.messages.clear()
        window.go("S2")
        window.actions_table["health_check"].trigger()

    if window.desk.workshop.count(Participant) or window.desk.workshop.count(Ballot):
        yield "health-check", there
