"""What the sections of stage 3 are called, which question each answers, and how much is in it. Knows no widget."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lsp_workshop.domain.model import Adoption, Indicator, Question, Route
from lsp_workshop.domain.roles import VISION_WORDING, question_key
from lsp_workshop.domain.vision import version_count
from lsp_workshop.domain.workshop import Workshop

WORDINGS, WHOSE, ROUTES, INDICATORS = "wordings", "whose", "routes", "indicators"
TITLES = {WORDINGS: "Vision", WHOSE: "Whose vision", ROUTES: "Routes", INDICATORS: "Indicators"}
_OF_QUESTION = {VISION_WORDING: WORDINGS, "whose_vision": WHOSE, "routes": ROUTES, "direction": INDICATORS}


def section_at(workshop: Workshop, question: Question) -> str:
    """The section that answers this question; "" where none does."""
    return _OF_QUESTION.get(question_key(workshop, question), "")


def title_at(workshop: Workshop, question: Question) -> str:
    """What the tab is called at this question."""
    return QCoreApplication.translate("Vision", TITLES[section_at(workshop, question) or WORDINGS])


def count_at(workshop: Workshop, question: Question) -> int:
    return section_count(workshop, section_at(workshop, question) or WORDINGS)


def section_count(workshop: Workshop, key: str) -> int:
    if key == WORDINGS:
        return version_count(workshop)
    return workshop.count({WHOSE: Adoption, ROUTES: Route, INDICATORS: Indicator}[key])
