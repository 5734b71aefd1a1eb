"""What becomes of a paper that is entered: the edit, and what is said when it is in. Knows no Qt widget and no key."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from lsp_workshop.domain.edits.ballots import cast_vote
from lsp_workshop.domain.edits.correcting import change_paper
from lsp_workshop.domain.model import Ballot, Vote
from lsp_workshop.domain.transaction import Edit
from lsp_workshop.domain.voting import papers_in
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.workshop.ballots.entry import Paper


def _tr(text: str) -> str:
    return QCoreApplication.translate("Casting", text)


def entering(paper: Paper, whose: Mapping[str, str], before: Vote | None, comment: str, *, spoilt: bool) -> Edit:
    """Enters the paper for the one in `whose` (`Voter.arguments`), or puts `before` right, which is in.

    The marks of a spoilt one are dropped.
    """
    choices = {} if spoilt else dict(paper.choices)
    if before is not None:
        return change_paper(before.id, choices, spoilt=spoilt, comment=comment)
    return cast_vote(
        paper.ballot.id,
        choices,
        sector_id=whose.get("sector_id") or None,
        group_id=whose.get("group_id"),
        participant_id=whose.get("participant_id"),
        spoilt=spoilt,
        comment=comment,
    )


def is_as_it_was(paper: Paper | None, before: Vote | None, comment: str) -> bool:
    """A paper that is in is shown, and nothing on it has been changed."""
    if before is None or paper is None:
        return False
    return (dict(before.choices), before.comment) == (dict(paper.choices), comment)


def entered_words(workshop: Workshop, ballot: Ballot, changed: str, *, spoilt: bool) -> str:
    """`changed` is whose paper was put right; "" where one more came in."""
    if changed:
        return _tr("The paper of {name} is changed.").format(name=changed)
    papers = papers_in(workshop, ballot.id)
    words = _tr("Spoilt paper {number} is in.") if spoilt else _tr("Paper {number} is in.")
    if papers == ballot.eligible:
        words = _tr("All {number} papers are in.")
    return words.format(number=papers)
