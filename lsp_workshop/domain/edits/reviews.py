"""Reviews: when the partnership looks back, what it finds, and how an action stands. Red and amber need a reason.

What is found of an action that was brought over is said of the action too, in the same step.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from lsp_workshop.domain.change import Change, added, changed
from lsp_workshop.domain.edits import in_turn, records
from lsp_workshop.domain.edits.dates import near, parse_due
from lsp_workshop.domain.edits.records import object_of, require_words
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Action, Review, ReviewItem
from lsp_workshop.domain.rag import RAGS, require_reason
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.wording import date_words, short_title
from lsp_workshop.domain.workshop import Workshop

STRUCTURES = "structures"
ABOUT = ("activities", STRUCTURES)
"""What a review looks at, as the two questions of the last stage have it; words of one's own are as good."""
DONE, GOES_ON, DROPPED = "done", "goes on", "dropped"
BECAME = (DONE, GOES_ON, DROPPED)
"""What becomes of something that was promised."""
CARRIED = "carried over from last time"
"""What the review of a day is called where nobody has named it."""

_STATUS = {DONE: "done", GOES_ON: "under way", DROPPED: "dropped"}
"""What an action's status says then."""


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


def set_review_date(review_id: str, text: str) -> Edit:
    """A day, or a month by itself; "" for none. Raises "bad_date"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        return change_review(review_id, date=parse_due(text, near(workshop, moment)) or "")(workshop, moment)

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
        label = f"change point {short_title(before.items[place].title)} of {_called(before)}"
        return Transaction(
            label, (*changed(before, after), *_said_of_action(workshop, before.items[place], items[place]))
        )

    return edit


def _said_of_action(workshop: Workshop, before: ReviewItem, after: ReviewItem) -> tuple[Change, ...]:
    """The same said of the action that was brought over for the item; nothing where that is gone."""
    action = workshop.find(Action, after.action_id)
    if action is None:
        return ()
    fields: dict[str, Any] = {}
    if (before.rag, before.reason) != (after.rag, after.reason):
        fields = {"rag": after.rag, "rag_reason": after.reason if after.rag else ""}
    if before.became != after.became and after.became in _STATUS:
        fields["status"] = _STATUS[after.became]
    return changed(action, dataclasses.replace(action, **fields))


def set_item_state(review_id: str, place: int, text: str) -> Edit:
    """The colour as it is typed: "green", "a", "red: nobody was free", or "" for none.

    Words after a colon are the reason; without any, the one that is there stays. Raises "reason_needed", "no_such".
    """
    typed, _, reason = (part.strip() for part in text.partition(":"))
    wanted = typed.casefold()
    fitting = [rag for rag in RAGS if wanted and rag.startswith(wanted)]
    fields: dict[str, Any] = {"rag": fitting[0] if len(fitting) == 1 else typed or None}
    if reason:
        fields["reason"] = reason
    return change_review_item(review_id, place, **fields)


def add_carried(title: str) -> Edit:
    """Something that was promised last time, into the review of this day; that is made where there is none.

    The review of the day is the last one with points, or else the one with the workshop's date.
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        review = review_of_the_day(workshop)
        if review is not None:
            return add_review_item(review.id, title)(workshop, moment)
        item = _checked(ReviewItem(title=title))
        made = Review(id=moment.new_id(), date=workshop.details.date, kind=CARRIED, items=(item,))
        return Transaction(f"add point {short_title(item.title)} to {_called(made)}", added(made))

    return edit


def review_of_the_day(workshop: Workshop) -> Review | None:
    """The review into which points go that are typed on the day."""
    reviews = workshop.all(Review)
    with_points = [review for review in reviews if review.items]
    today = [review for review in reviews if review.date and review.date == workshop.details.date]
    return next(iter([*reversed(with_points), *today]), None)


def remove_items(places: Sequence[tuple[str, int]]) -> Edit:
    """Several points, each by its review and its place from 0, as one step. Raises "unknown_record"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        # From the end, so that no place moves before its turn.
        edits = [remove_review_item(review_id, place) for review_id, place in sorted(places, reverse=True)]
        if len(edits) == 1:
            return edits[0](workshop, moment)
        return in_turn.all_in_turn(f"remove {len(edits)} points of reviews", edits)(workshop, moment)

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
        item,
        title=require_words(Review.collection, "title", item.title),
        reason=item.reason.strip(),
        became=item.became.strip(),
    )
