"""Wordings of the purpose statement: written, drafted from headlines, brought back. None is lost by another."""

from __future__ import annotations

from lsp_workshop.domain.change import added
from lsp_workshop.domain.edits.records import require_words
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import PurposeStatement
from lsp_workshop.domain.purpose import drafted, standing
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.wording import short_title
from lsp_workshop.domain.workshop import Workshop


def write_purpose(text: str) -> Edit:
    """Another wording, which stands from now on; nothing where it is the one that stands. Raises "empty_text"."""
    return _another("write", text)


def bring_back_purpose(purpose_id: str) -> Edit:
    """An earlier wording stands again; those after it stay."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        return _another("bring back", workshop.get(PurposeStatement, purpose_id).text)(workshop, moment)

    return edit


def draft_purpose(typed: str = "") -> Edit:
    """The headlines' words as a wording to be edited; before it what stands `typed` and unsaved, so that it is kept.

    Raises "no_headlines" where nothing of the stage is marked as a headline.
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        words = drafted(workshop)
        if not words:
            raise DomainError("no_headlines")
        found = []
        now = standing(workshop)
        if typed.strip() and (now is None or typed.strip() != now.text):
            found.append(_made(workshop, moment, typed))
        before = found[-1] if found else now
        if before is None or before.text != words:
            found.append(_made(workshop, moment, words))
        return Transaction("draft the purpose statement from the headlines", added(*found))

    return edit


def _another(verb: str, text: str) -> Edit:
    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        made = _made(workshop, moment, text)
        now = standing(workshop)
        changes = added(made) if now is None or now.text != made.text else ()
        return Transaction(f"{verb} the purpose statement {short_title(made.text)}", changes)

    return edit


def _made(workshop: Workshop, moment: Moment, text: str) -> PurposeStatement:
    workshop.require_not_closed()
    return PurposeStatement(id=moment.new_id(), text=require_words("purposes", "text", text), written_at=moment.now)
