"""The review's screens for `tests.ui.grab`, with something nasty in each. Not a test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtWidgets import QWidget

from lsp_workshop.domain.edits import accountability, lessons, parking, pledges, prompts, reviews
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Action
from lsp_workshop.session import Session
from lsp_workshop.ui.projector.read_back import read_back_scene
from lsp_workshop.ui.projector.view import RoomView
from lsp_workshop.ui.tokens import DARK, LIGHT
from lsp_workshop.ui.workshop.record.closing import ClosingSheet
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.support import sample_session

SECTIONS = ("accountability", "calendar", "carried", "lessons", "parking", "tasks", "feedback")
LONG = "Everybody who was in the room that day, and those who sent their apologies, and whoever asks in writing. " * 4


def review_session(framework: Framework) -> Session:
    """The sample with mechanisms, a promise that has no colour yet, points nobody answers for, many scripts."""
    session = sample_session()
    for each in (
        ("Residents", "Two public meetings with questions from the floor first", "twice a year"),
        ("The partners’ boards", "A one-page report, on noticeboards and in the free paper too", "every quarter"),
        (LONG, "", ""),
        ("اہلِ علاقہ", "خط کے ذریعے", ""),
    ):
        session.do(accountability.add_mechanism(*each))
    session.do(reviews.add_carried("Community chest, the second round, with more than one line of what was promised"))
    session.do(reviews.change_review("rv2", about="activities"))
    session.do(lessons.add_lesson(LONG, "what failed"))
    session.do(parking.park("<b>Who</b> speaks for tenants?", "Table Ferry"))
    session.do(parking.change_parked("pk06", status="dropped: the shops would pay for it, and do not want to"))
    session.do(pledges.add_pledge("Lend a hall", dimension_id="W1"))
    for task in framework.key_tasks[::3]:
        stage = next(each for each in session.workshop.stages() if each.number == task.stages[0])
        session.do(prompts.tick_prompt(stage.id, task, True))
    return session


def review_screens(
    framework: Framework, open_window: Callable[[Session], WorkshopWindow]
) -> Iterator[tuple[str, Callable[[], QWidget]]]:
    def section(key: str) -> QWidget:
        window = open_window(review_session(framework))
        window.resize(1280, 800)
        window.go("S5")
        panel = window.stage_page.open_tab("review")
        panel.show_record(key)
        return window

    def closing() -> QWidget:
        window = open_window(review_session(framework))
        window.go("record")
        session = window.desk.session
        from lsp_workshop.domain.edits import plan

        session.do(plan.change_action(session.workshop.all(Action)[0].id, monitor_organisation_id=None))
        dialog = ClosingSheet(window.desk, window)
        dialog.show()
        return dialog

    def record() -> QWidget:
        window = open_window(review_session(framework))
        window.go("record")
        return window

    def read_back(page: int, light: bool) -> QWidget:
        view = RoomView()
        view.resize(1280, 720)
        view.show_scene(read_back_scene(review_session(framework).workshop), page, LIGHT if light else DARK)
        view.show()
        return view

    for key in SECTIONS:
        yield f"review-{key}", partial(section, key)
    yield "closing-sheet", closing
    yield "record-page", record
    for page in range(4):
        yield f"read-back-{page}", partial(read_back, page, page % 2 == 1)
