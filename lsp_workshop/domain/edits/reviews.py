"""Reviews: when the partnership looks back, what it finds, and how an action stands. Red and amber need a reason."""

from __future__ import annotations

import dataclasses
from typing import Any

from lsp_workshop.domain.edits import records
from lsp_workshop.domain.edits.records import object_of, require_words
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Action, Review, ReviewItem
from lsp_workshop.domain.rag import require_reason
from lsp_workshop.domain.transaction import Edit, Moment, Transaction, changed
from lsp_workshop.domain.wording import date_words, short_title
from lsp_workshop.domain.workshop import Workshop


def add_review(date: str = "", kind: str = "") -> Edit:
    """A review held or to come; `date` is ISO 8601, to the day or the month."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        transaction = records.add(Review, date=date.strip(), kind=kind.strip())(workshop, moment)
        return dataclasses.replace(transaction, label=f"add {_called(transaction.new(Review))}")

    return edit


def change_review(review_id: str, **fields: Any) -> Edit:
    """Another date or kind; items have edits of their own. Raises "reason_needed" where items are given."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        for item in fields.get("items", ()):
            require_reason(item.title, item.rag, item.reason)
        transaction = records.change(Review, review_id, **fields)(workshop, moment)
        return dataclasses.replace(transaction, label=f"change {_called(workshop.get(Review, review_id))}")

    return edit


def add_review_item(review_id: str, title: str, rag: str | None = None, reason: str = "") -> Edit:
    """Something that was looked at, and how it stands. Raises "reason_needed", "no_such"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Review, review_id)
        items = (*before.items, _checked(ReviewItem(title=title, rag=rag, reason=reason)))
        label = f"add point {short_title(items[-1].title)} to {_called(before)}"
        return Transaction(label, changed(before, dataclasses.replace(before, items=items)))

    return edit


def change_review_item(review_id: str, place: int, **fields: Any) -> Edit:
    """New words, another colour or reason for the item at `place`, from 0.

    Raises "reason_needed", "no_such" for another colour, "unknown_record" where the review has no such item.
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before, items = _with_item(workshop, review_id, place)
        items[place] = _checked(dataclasses.replace(items[place], **fields))
        after = dataclasses.replace(before, items=tuple(items))
        return Transaction(
            f"change point {short_title(before.items[place].title)} of {_called(before)}", changed(before, after)
        )

    return edit


def remove_review_item(review_id: str, place: int) -> Edit:
    """Raises "unknown_record" where the review has no item at `place`, from 0."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before, items = _with_item(workshop, review_id, place)
        del items[place]
        after = dataclasses.replace(before, items=tuple(items))
        return Transaction(
            f"remove point {short_title(before.items[place].title)} of {_called(before)}", changed(before, after)
        )

    return edit


def set_action_rag(action_id: str, rag: str | None, reason: str = "") -> Edit:
    """How an action stands, and why; None where nobody rates it yet. Raises "reason_needed", "no_such"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Action, action_id)
        require_reason(before.title, rag, reason)
        after = dataclasses.replace(before, rag=rag, rag_reason=reason.strip() if rag else "")
        return Transaction(
            f"rate {object_of(before)} {rag}" if rag else f"clear the colour of {object_of(before)}",
            changed(before, after),
        )

    return edit


def _with_item(workshop: Workshop, review_id: str, place: int) -> tuple[Review, list[ReviewItem]]:
    review = workshop.get(Review, review_id)
    if not 0 <= place < len(review.items):
        raise DomainError("unknown_record", collection=Review.collection, id=f"{review_id}, {place}")
    return review, list(review.items)


def _called(review: Review) -> str:
    """Reviews have no words of their own: the day or the kind says which."""
    if review.date:
        return f"the review of {date_words(review.date)}"
    return f"review {short_title(review.kind)}" if review.kind else "review"


def _checked(item: ReviewItem) -> ReviewItem:
    require_reason(item.title, item.rag, item.reason)
    return dataclasses.replace(
        item, title=require_words(Review.collection, "title", item.title), reason=item.reason.strip()
    )
