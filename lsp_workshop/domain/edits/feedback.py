"""The end-of-day form: what it asks, and what people handed in. No form says whose it is."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from lsp_workshop.domain.change import Change
from lsp_workshop.domain.edits.records import require_words
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import FEEDBACK_ID, Feedback, FeedbackForm
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.workshop import Workshop

SCALE = "1-5"
USUAL = (
    "I knew what today was for",
    "I could say what I came to say",
    "Everybody was heard, whoever they work for",
    "We used the time well",
    "I know what happens next, and what is mine to do",
)
"""Statements for those who have none of their own yet."""
BLANKS = "- ."
"""Keys that leave a statement without a score."""


def set_statements(statements: Sequence[str], scale: str = SCALE) -> Edit:
    """What the form asks people to score, on a scale "LOWEST-HIGHEST".

    Raises "forms_are_in" once somebody has scored the statements as they are, "bad_scale", "empty_text".
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.feedback()
        words = tuple(require_words(Feedback.collection, "statements", each) for each in statements)
        scale_ends(scale)
        after = dataclasses.replace(before or Feedback(id=FEEDBACK_ID), statements=words, scale=scale.strip())
        if before is not None and before.forms and after != before:
            raise DomainError("forms_are_in", forms=len(before.forms))
        return _transaction("change what the feedback form asks", before, after)

    return edit


def add_form(scores: Sequence[int | None], comment: str = "") -> Edit:
    """A form that was handed in: a score for each statement, None where it was left out; and a comment.

    Raises "scores_do_not_fit" for more or fewer scores than statements, and "score_not_on_scale".
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.feedback() or Feedback(id=FEEDBACK_ID)
        if len(scores) != len(before.statements):
            raise DomainError("scores_do_not_fit", scores=len(scores), statements=len(before.statements))
        low, high = scale_ends(before.scale)
        for score in scores:
            if score is not None and not low <= score <= high:
                raise DomainError("score_not_on_scale", score=score, scale=before.scale)
        forms = (*before.forms, FeedbackForm(id=moment.new_id(), scores=tuple(scores)))
        words = comment.strip()
        comments = (*before.comments, words) if words else before.comments
        after = dataclasses.replace(before, forms=forms, comments=comments)
        return _transaction("add a feedback form", workshop.feedback(), after)

    return edit


def typed_scores(feedback: Feedback, keys: str) -> tuple[int | None, ...]:
    """A form as it is typed, a key for each statement: "45-3". What is not typed at the end is left out.

    On a scale that goes to 10, x stands for 10, and so does 0 where the scale begins above it. Raises
    "score_not_on_scale" for another key, and "scores_do_not_fit" for more keys than statements.
    """
    low, high = scale_ends(feedback.scale)
    scores: list[int | None] = []
    for key in keys:
        is_ten = key in "xX" or (key == "0" and low > 0)
        digit = int(key) if key.isascii() and key.isdecimal() else None
        score = 10 if is_ten else digit
        if key not in BLANKS and (score is None or not low <= score <= high):
            raise DomainError("score_not_on_scale", score=key, scale=feedback.scale)
        scores.append(None if key in BLANKS else score)
    if len(scores) > len(feedback.statements):
        raise DomainError("scores_do_not_fit", scores=len(scores), statements=len(feedback.statements))
    return (*scores, *[None] * (len(feedback.statements) - len(scores)))


def add_comment(text: str) -> Edit:
    """A comment that came on its own. Raises "empty_text"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.feedback()
        held = before or Feedback(id=FEEDBACK_ID)
        words = require_words(Feedback.collection, "comments", text)
        after = dataclasses.replace(held, comments=(*held.comments, words))
        return _transaction("add a comment", before, after)

    return edit


def scale_ends(scale: str) -> tuple[int, int]:
    """(1, 5) of "1-5". Raises "bad_scale"."""
    low, _, high = (part.strip() for part in scale.partition("-"))
    if not (low.isdecimal() and high.isdecimal() and int(low) < int(high) <= int(low) + 20):
        raise DomainError("bad_scale", text=scale)
    return int(low), int(high)


def _transaction(label: str, before: Feedback | None, after: Feedback) -> Transaction:
    return Transaction(label, (Change(before, after),) if after != before else ())
