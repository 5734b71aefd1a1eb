"""Which pages and panels the workshop window has. A plain list: add a line here and a factory below it.

The factories import when they are called, so that a page costs nothing before it is looked at.
"""

from __future__ import annotations

from lsp_workshop.domain.model import Action, Decision, PurposeStatement, Question, Review
from lsp_workshop.domain.roles import ACTION, PURPOSE, REVIEW, VISION
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.room_screen import Projector
from lsp_workshop.ui.workshop.page import Page, PageSpec, Panel, PanelSpec
from lsp_workshop.ui.workshop.vision.names import count_at, title_at


def prepare_page(desk: Desk) -> Page:
    from lsp_workshop.ui.workshop.prepare.page import PreparePage

    return PreparePage(desk)


def record_page(desk: Desk) -> Page:
    from lsp_workshop.ui.workshop.record.page import RecordPage

    return RecordPage(desk)


def ballots_panel(desk: Desk) -> Panel:
    from lsp_workshop.ui.workshop.ballots.panel import BallotsPanel

    return BallotsPanel(desk)


def decisions_panel(desk: Desk) -> Panel:
    from lsp_workshop.ui.workshop.plan.decisions import DecisionsPanel

    return DecisionsPanel(desk)


def vision_panel(desk: Desk) -> Panel:
    from lsp_workshop.ui.workshop.vision.panel import VisionPanel

    return VisionPanel(desk)


def plan_panel(desk: Desk) -> Panel:
    from lsp_workshop.ui.workshop.plan.panel import PlanPanel

    return PlanPanel(desk)


def purpose_panel(desk: Desk) -> Panel:
    from lsp_workshop.ui.workshop.purpose.panel import PurposePanel

    return PurposePanel(desk)


def review_panel(desk: Desk) -> Panel:
    from lsp_workshop.ui.workshop.review.panel import ReviewPanel

    return ReviewPanel(desk)


def photos_panel(desk: Desk) -> Panel:
    from lsp_workshop.ui.workshop.photos.panel import PhotosPanel

    return PhotosPanel(desk)


def projector(desk: Desk) -> Projector:
    from lsp_workshop.ui.projector.room import RoomProjector

    return RoomProjector(desk)


PREPARE = PageSpec("prepare", "Prepare", "People, tables, agenda", "settings", prepare_page)
RECORD = PageSpec("record", "Record", "Check and hand out", "file-text", record_page)


def _ballots(workshop: Workshop, question: Question) -> int:
    return len(workshop.ballots_of(question.id))


def _decisions(workshop: Workshop, question: Question) -> int:
    return sum(decision.stage_id == question.stage_id for decision in workshop.all(Decision))


def _actions(workshop: Workshop, _question: Question) -> int:
    return workshop.count(Action)


def _reviews(workshop: Workshop, _question: Question) -> int:
    return workshop.count(Review)


def _wordings(workshop: Workshop, _question: Question) -> int:
    return workshop.count(PurposeStatement)


def _photos(workshop: Workshop, question: Question) -> int:
    return len(workshop.photos_of(question.id))


PANELS: tuple[PanelSpec, ...] = (
    PanelSpec("ballots", "Ballots", ballots_panel, _ballots),
    PanelSpec("decisions", "Decisions", decisions_panel, _decisions),
    PanelSpec("purpose", "Purpose", purpose_panel, _wordings, roles=(PURPOSE,)),
    PanelSpec("vision", "Vision", vision_panel, count_at, roles=(VISION,), title_at=title_at),
    PanelSpec("plan", "Plan", plan_panel, _actions, roles=(ACTION,)),
    PanelSpec("review", "Review", review_panel, _reviews, roles=(REVIEW,)),
    PanelSpec("photos", "Photos", photos_panel, _photos),
)
