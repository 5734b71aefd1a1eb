"""Every page of the workshop window and every dialog on it by name, for `grab_sheets`; and what is put into them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from lsp_workshop.domain.edits.ballots import close_ballot, new_ballot, open_ballot, option
from lsp_workshop.domain.edits.votes import cast_hands, cast_vote
from lsp_workshop.domain.hands import Hands
from lsp_workshop.domain.model import Ballot, BallotOption, BallotStatus, Participant, Picture, Sector, Theme
from lsp_workshop.domain.template_edit import CHECKLISTS, HEALTH, STAGES, written_out
from lsp_workshop.domain.transaction import Edit
from lsp_workshop.ui.pictures import shown
from lsp_workshop.ui.start.new import NewDialog
from lsp_workshop.ui.start.page import StartWindow
from lsp_workshop.ui.templates.editor import TemplateEditor
from lsp_workshop.ui.templates.shelf import TemplatesDialog
from lsp_workshop.ui.workshop.ballots.panel import BallotsPanel
from lsp_workshop.ui.workshop.ballots.running import HANDS, PAPERS, ROLL
from lsp_workshop.ui.workshop.photos.looking import PhotoDialog
from lsp_workshop.ui.workshop.plan.panel import TIMELINE, WHO, PlanPanel
from lsp_workshop.ui.workshop.prepare.page import PreparePage
from lsp_workshop.ui.workshop.record.page import RecordPage
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.early_pages import early_pages, health_page
from tests.ui.grab import CHINESE, EMOJI, LONG, URDU, Grabber
from tests.ui.support import opened_tab

QUESTIONS = ("Q1.1", "Q2.1", "Q2.3", "Q3.1", "Q4.1", "Q5.1")
SECTIONS = ("workshop", "people", "organisations", "tables", "sectors", "agenda")
OVER_THE_PAGE = ("run_sheet", "catch_up", "history", "palette", "search", "shortcuts", "preferences", "handouts")
REFUSAL = (
    "“Harbour” may be two organisations here: Harbour Advice and Debt Centre, and Harbour Trust. Type the name as it "
    "stands in the list of organisations on Prepare; nothing was changed, and your words are still in the box."
)
BALLOTS = "Q2.2"
"""Where the ballots are held: the sample has none there."""

Go = Callable[[], QWidget | None]
"""Goes there; returns what is to be drawn where it is not the window."""


def pages(window: WorkshopWindow) -> Iterator[tuple[str, Go]]:
    """Each page by name, and how to come there. They are gone to in this order."""
    for section in SECTIONS:
        yield f"prepare-{section}", _prepare(window, section)
    for question_id in QUESTIONS:
        yield f"question-{question_id[1:]}", _question(window, question_id)
    yield "columns", _question(window, "Q2.1", "by_columns")
    yield "themes", _question(window, "Q2.1", "by_theme")
    yield "alike", _question(window, "Q2.1", "alike")
    yield from early_pages(window)
    for tab in ("ballots", "decisions"):
        yield tab, _question(window, "Q2.1", tab=tab)
    for number in range(1, 5):
        yield f"vision-{number}", _question(window, f"Q3.{number}", tab="vision")
    yield "photos", _question(window, "Q2.3", tab="photos")
    yield "photo-form", _photo_form(window)
    yield "photo-large", _photo_large(window)
    yield "plan", _question(window, "Q4.1", tab="plan")
    for view in (TIMELINE, WHO):
        yield f"plan-{view}", _plan(window, view)
    yield "refusal", _message(window, REFUSAL, refused=True)
    yield "news", _message(window, "Merged 3 answers into “Warm homes”. Ctrl+Z takes it back.", refused=False)
    yield "menu", _menu(window)
    yield "record", _there(window, "record")
    yield "record-public", _public(window)
    yield "may-name", _may_name(window)
    yield from _ballots(window)
    yield from health_page(window)
    for action in OVER_THE_PAGE:
        yield action.replace("_", "-"), _dialog(window, action)
    yield from _sides(window)


def _there(window: WorkshopWindow, key: str) -> Go:
    return lambda: window.go(key)


def _public(window: WorkshopWindow) -> Go:
    def there() -> None:
        window.go("record")
        page = window.page
        assert isinstance(page, RecordPage)
        page.step_tab(1 - page.work.chosen.public)
        for _ in range(200):
            if page.naming.is_current:
                break
            QTest.qWait(10)

    return there


def _may_name(window: WorkshopWindow) -> Go:
    def there() -> QWidget | None:
        for old in window.findChildren(QDialog):
            old.close()
        _public(window)()
        window.actions_table["look_at_names"].trigger()
        opened = window.findChildren(QDialog)
        return opened[-1] if opened else None

    return there


def _prepare(window: WorkshopWindow, section: str) -> Go:
    def there() -> None:
        window.go("prepare")
        page = window.findChild(PreparePage)
        assert page is not None
        page.open_section(section)

    return there


def _question(window: WorkshopWindow, question_id: str, action: str = "", tab: str = "answers") -> Go:
    def there() -> None:
        window.messages.clear()
        window.go("S" + question_id[1])
        window.walk.go(question_id)
        window.stage_page.open_tab(tab)
        search = window.stage_page.answers.alike.search
        for _ in range(200):
            if action != "alike" or search.groups():
                break
            QTest.qWait(10)
        if action:
            window.actions_table[action].trigger()

    return there


def _photo_form(window: WorkshopWindow) -> Go:
    def there() -> None:
        _question(window, "Q2.3", tab="photos")()
        window.stage_page.open_tab("photos").shown()
        window.actions_table["edit_photo"].trigger()

    return there


def _photo_large(window: WorkshopWindow) -> Go:
    def there() -> QWidget | None:
        photos = window.desk.workshop.photos_of("Q2.3")
        for old in window.findChildren(PhotoDialog):
            old.close()
        if not photos:
            return None
        picture = window.desk.workshop.get(Picture, photos[0].picture_id)
        dialog = PhotoDialog(window, shown(picture.data, window.size()), photos[0])
        dialog.show()
        return dialog

    return there


def _plan(window: WorkshopWindow, view: str) -> Go:
    def there() -> None:
        _question(window, "Q4.1", tab="plan")()
        panel = opened_tab(window, "plan", PlanPanel)
        panel.open_view(view)

    return there


def _message(window: WorkshopWindow, words: str, *, refused: bool) -> Go:
    def there() -> None:
        _question(window, "Q2.1")()
        (window.messages.refused if refused else window.messages.news)(words)

    return there


def _menu(window: WorkshopWindow) -> Go:
    def there() -> QWidget:
        for old in window.findChildren(QMenu, "menu to draw"):
            old.deleteLater()
        window.messages.clear()
        menu = window.menu()
        menu.setObjectName("menu to draw")
        menu.ensurePolished()
        menu.adjustSize()
        return menu

    return there


def _sides(window: WorkshopWindow) -> Iterator[tuple[str, Go]]:
    """The right panel as it is not at first: beside a page where it was folded away, and with its other tabs."""

    def tab(action: str) -> Go:
        def there() -> None:
            for dialog in window.findChildren(QDialog):
                dialog.close()
            _question(window, "Q2.1")()
            if window.side.isHidden():
                window.actions_table["toggle_side"].trigger()
            window.actions_table[action].trigger()

        return there

    def away() -> None:
        window.actions_table["toggle_side"].trigger()

    for action in ("go_prompts", "write_note", "park"):
        yield f"side-{action}", tab(action)
    yield "side-folded", away


def _ballots(window: WorkshopWindow) -> Iterator[tuple[str, Go]]:
    """A dot vote on the themes there are, in each of its states."""

    def panel() -> BallotsPanel:
        _question(window, BALLOTS, tab="ballots")()
        return opened_tab(window, "ballots", BallotsPanel)

    def ballot() -> Ballot:
        return window.desk.workshop.ballots_of(BALLOTS)[-1]

    def do(*edits: Edit) -> None:
        for edit in edits:
            assert window.desk.do(edit) is not None

    def new() -> None:
        panel().begin()

    def draft() -> None:
        titles = list(dict.fromkeys(theme.title for theme in window.desk.workshop.all(Theme)))[:12] or [
            "Homes",
            "Buses",
        ]
        do(new_ballot("Which of these first?", question_id=BALLOTS, preset="dot vote", options=_options(titles)))
        panel().open(ballot().id)

    def running(key: str) -> Go:
        def there() -> None:
            if ballot().status is BallotStatus.DRAFT:
                do(open_ballot(ballot().id))
            panel().open(ballot().id)
            panel().running.choose(key)

        return there

    def result() -> None:
        sectors = [sector.id for sector in window.desk.workshop.all(Sector)]
        first, last = ballot().options[0].id, ballot().options[-1].id
        for place in range(17):
            choices = {first: 1} if place % 3 else {last: 1}
            # Where a sector is too small for one more paper, the next person comes.
            window.desk.do(cast_vote(ballot().id, choices, sector_id=sectors[place % len(sectors)]))
        do(close_ballot(ballot().id))
        panel().open(ballot().id)

    def consent() -> None:
        do(new_ballot("We share one form", question_id=BALLOTS, preset="consent round", options=_options(["One form"])))
        do(open_ballot(ballot().id))
        panel().open(ballot().id)
        panel().running.choose(HANDS)

    def decided() -> None:
        do(cast_hands(ballot().id, [Hands(ballot().options[0].id, 1, 12)]), close_ballot(ballot().id))
        panel().open(ballot().id)

    yield "ballot-new", new
    yield "ballot-draft", draft
    if not window.desk.workshop.all(Participant):
        # Nobody may vote: it cannot be opened.
        return
    for key in (PAPERS, ROLL):
        yield f"ballot-{key}", running(key)
    yield "ballot-result", result
    yield "ballot-consent", consent
    yield "ballot-consent-result", decided


def _options(titles: list[str]) -> list[BallotOption]:
    return [option(title) for title in titles]


def _dialog(window: WorkshopWindow, action: str) -> Go:
    def there() -> QWidget | None:
        for old in window.findChildren(QDialog):
            old.close()
            old.deleteLater()
        QTest.qWait(10)
        _question(window, "Q2.1")()
        window.stage_page.answers.focus_list()
        window.actions_table[action].trigger()
        opened = window.findChildren(QDialog)
        return opened[-1] if opened else None

    return there


def start_pages(start: StartWindow, grabber: Grabber, *, nasty: bool) -> Iterator[tuple[str, Callable[[], QWidget]]]:
    """The start page and the dialogs on it; `nasty` puts the words into a template that try to be more than words."""
    services, shelf = grabber.services, grabber.services.templates

    def template() -> dict[str, Any]:
        data = written_out(shelf.read("review-day"), services.framework)
        if nasty:
            data["name"], data["about"] = f"{URDU[:40]} <b>&", LONG[:900]
            for place, words in enumerate((URDU, CHINESE, EMOJI, "<b>Not bold</b> & so on")):
                data["stages"][0]["questions"][place]["text"] = words
            data["stages"][1]["title"] = LONG[:200]
            data["lessons"][0]["text"] = LONG[:900]
            data["health_check"]["scale"][2]["label"] = CHINESE
        return data

    def new() -> QWidget:
        dialog = NewDialog(grabber.theme, start, templates=shelf.all())
        dialog.template.setCurrentIndex(2)
        dialog.show()
        return dialog

    def listed() -> QWidget:
        dialog = TemplatesDialog(grabber.theme, services, grabber.jobs, start)
        dialog.show()
        QTest.qWait(100)
        return dialog

    def editor(section: str, rows_down: int) -> Callable[[], QWidget]:
        def there() -> QWidget:
            dialog = TemplateEditor(grabber.theme, shelf, grabber.jobs, services.framework, "", template(), start)
            dialog.sections.chosen.emit(section)
            dialog.outline.setCurrentRow(rows_down)
            dialog.show()
            return dialog

        return there

    yield "start", lambda: start
    yield "start-new", new
    yield "start-templates", listed
    yield "start-template-stages", editor(STAGES, 2)
    yield "start-template-stage", editor(STAGES, 0)
    yield "start-template-checklists", editor(CHECKLISTS, 1)
    yield "start-template-health", editor(HEALTH, 16)
