"""Every sentence of the framework stands somewhere in the program: the windows are gone through and read.

No list says where: what is on the screens is what a facilitator meets.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from lsp_workshop.domain.edits.capture import capture_answer
from lsp_workshop.domain.edits.plan import add_action
from lsp_workshop.domain.edits.pledges import add_pledge
from lsp_workshop.domain.edits.questions import reword_question
from lsp_workshop.domain.model import Ballot
from lsp_workshop.domain.record import printable_record
from lsp_workshop.paths import resource
from lsp_workshop.session import Session
from lsp_workshop.ui.jobs import Jobs
from lsp_workshop.ui.tables.view import RecordTable
from lsp_workshop.ui.theme import Mode, Theme
from lsp_workshop.ui.widgets import Choices
from lsp_workshop.ui.workshop.ballots.sources import draft
from lsp_workshop.ui.workshop.page import Panel
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from lsp_workshop.ui.workshop.side.prompt_list import PromptsModel
from tests.ui.support import AnsweredDialogs, FakeServices, blank_session

DATA: dict[str, Any] = json.loads(resource("framework.json").read_text(encoding="utf-8"))
GROUPS = (
    "framework_elements", "change_dimensions", "joint_arrangements", "staff_team_functions", "key_tasks",
    "pathfinder_effects", "lessons",
)  # fmt: skip
WORDS = ("text", "source_text", "hint", "statement", "prompt", "title", "subtitle")
"""The fields that are words for people; ids, numbers and the note on a misprint are not."""
IN_ITS_OWN = {
    "framework_elements": "ballots",
    "change_dimensions": "plan",
    "joint_arrangements": "plan",
    "key_tasks": "review",
    "staff_team_functions": "purpose",
}
"""The tab in which a group is worked with, besides being offered as prompts beside its stages."""
_SAME = re.compile(r"\W+")


def letters(words: str) -> str:
    return _SAME.sub("", words.casefold())


def items() -> Iterator[tuple[str, str]]:
    """(where it is in the file, its words), for every sentence of it."""
    for stage in DATA["stages"]:
        yield from _words(f"stages/{stage['id']}", stage)
        for question in stage["questions"]:
            yield from _words(f"questions/{question['id']}", question)
            yield from ((f"questions/{question['id']}/parts/{part}", part) for part in question.get("parts", ()))
    for group in GROUPS:
        for each in DATA[group]:
            yield from _words(f"{group}/{each['id']}", each)
            for item in each.get("items", ()):
                yield from _words(f"{group}/{item['id']}", item)
    yield from ((f"methods/{each['id']}", each["name"]) for each in DATA["methods"])


def _words(where: str, item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield from ((f"{where}/{name}", item[name]) for name in WORDS if item.get(name))


def read(widget: QWidget) -> Iterator[str]:
    """All words that stand in a widget, with what its lists hold and what its grids give to choose from."""
    for kind in (QLabel, QAbstractButton, QLineEdit):
        for each in widget.findChildren(kind):
            yield each.text()  # type: ignore[attr-defined]  # all three have it
    for box in widget.findChildren(QPlainTextEdit):
        yield box.toPlainText()
    for view in widget.findChildren(QAbstractItemView):
        yield from _in_model(view)
    for table in widget.findChildren(RecordTable):
        for column in table.records.spec.columns:
            if column.suggest is not None:
                yield from column.suggest(table.desk.workshop)


def _in_model(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if isinstance(model, PromptsModel):
        for row in model.rows:
            if row.prompt is not None:
                yield from (row.prompt.text, row.prompt.detail)
    elif model is not None:
        for row_number in range(model.rowCount(QModelIndex())):
            # A list keeps its columns to itself: it has one.
            columns = model.columnCount(QModelIndex()) if isinstance(model, QAbstractTableModel) else 1
            for column in range(columns):
                yield str(model.index(row_number, column).data(Qt.ItemDataRole.DisplayRole) or "")


def gone_through(window: WorkshopWindow) -> Iterator[tuple[str, str]]:
    """(tab or page, words) over the whole window."""
    window.go("prepare")
    assert window.page is not None
    window.page.begin("agenda")
    yield from (("prepare", words) for words in read(window.page))
    looked_at: set[str] = set()
    for question in window.desk.workshop.walk():
        window.walk.go(question.id)
        window.go(question.stage_id)
        page = window.stage_page
        yield from (("stage", words) for words in (*read(page.header), *read(window.rail)))
        yield from (("window", each.text()) for each in window.findChildren(QLabel) if each.isVisible())
        page.open_tab("answers")
        yield from (("menu", action.text()) for _spec, action in window.actions_table.in_menu() if action.isEnabled())
        yield from (("prompts", words) for words in read(window.side))
        yield from (("answers", words) for words in read(page.answers))
        if question.stage_id not in looked_at:
            looked_at.add(question.stage_id)
            for key in page.tabs.keys:
                panel = page.open_tab(key)
                if isinstance(panel, Panel):
                    panel.shown()
                    yield from ((key, words) for words in _panel(panel))


def _panel(panel: Panel) -> Iterator[str]:
    """A panel as it opens, its ballots one by one, and each of its sections."""
    yield from read(panel)
    for ballot in panel.desk.workshop.all(Ballot):
        if hasattr(panel, "open"):
            panel.open(ballot.id)
            yield from read(panel)
    for choices in panel.findChildren(Choices):
        for key in choices.keys:
            choices.choose(key)
            choices.chosen.emit(key)
            yield from read(panel)


def a_day(session: Session, framework: Any) -> Session:
    """With an action, a pledge and a health check, so that what belongs to them is there."""
    session.do(add_action("Open the school"))
    session.do(add_pledge("We release two people"))
    for stage in session.workshop.stages():
        session.do(capture_answer(session.workshop.questions_of(stage.id)[0].id, "Something was said"))
    session.do(draft("health check", (), session.workshop.walk()[0], framework))
    return session


@pytest.fixture(scope="module")
def met(qapp: QApplication) -> dict[str, set[str]]:
    """For each sentence of the framework, the places where it was read."""
    from lsp_workshop.documents import bundled_framework

    framework, theme, jobs = bundled_framework(), Theme(qapp, Mode.LIGHT), Jobs()
    session = a_day(blank_session(framework), framework)
    window = WorkshopWindow(session, FakeServices(framework), theme, jobs, AnsweredDialogs(None))
    window.resize(1280, 800)
    window.show()
    window.start()
    read_there = {(place, letters(words)) for place, words in gone_through(window)}
    record = printable_record(session.workshop, framework)
    read_there |= {("record", letters(f"{section.title} {section.lead}")) for section in record.sections}
    for question in session.workshop.walk():
        session.do(reword_question(question.id, "In other words?"))
        window.walk.go(question.id)
        read_there |= {("source", letters(words)) for words in read(window.stage_page.header)}
    window.hide()
    jobs.close()
    theme.deleteLater()
    return {
        where: {place for place, there in read_there if letters(words) in there} for where, words in items()
    }  # fmt: skip


def test_every_item_of_the_framework_is_met_somewhere(met: dict[str, set[str]]) -> None:
    """A prompt that is in no screen is a lesson of thirty partnerships that nobody in this room hears."""
    assert len(met) > 150
    assert [where for where, places in met.items() if not places] == []


def test_each_group_is_offered_beside_its_stage_and_worked_with_in_its_own_place(met: dict[str, set[str]]) -> None:
    for where, places in met.items():
        group = where.partition("/")[0]
        if group in GROUPS and where.endswith("/text"):
            assert "prompts" in places, where
        if group in IN_ITS_OWN and where.endswith("/statement" if group == "framework_elements" else "/text"):
            assert IN_ITS_OWN[group] in places, f"{where} is in {sorted(places)}"
