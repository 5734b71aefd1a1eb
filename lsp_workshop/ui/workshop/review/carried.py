"""What was carried over, as a table: the points of all reviews, which are parts of them and no records of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QCoreApplication

from lsp_workshop.domain.edits import reviews
from lsp_workshop.domain.model import Action, Participant, Record, Review, ReviewItem
from lsp_workshop.domain.rag import RAGS
from lsp_workshop.domain.transaction import Edit, Transaction
from lsp_workshop.domain.wording import joined
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.tables import Column, Kind, PartRows, TableSpec
from lsp_workshop.ui.tables.columns import day_shown, name_of


def _tr(text: str) -> str:
    return QCoreApplication.translate("Review", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point(Record):
    """A row: the point at its place of its review. It is never stored."""

    collection: ClassVar[str] = "reviews"
    review: Review
    item: ReviewItem


def point_id(review_id: str, place: int) -> str:
    return f"{review_id}/{place}"


def _place(row_id: str) -> tuple[str, int]:
    review_id, _, place = row_id.rpartition("/")
    return review_id, int(place)


def points(workshop: Workshop) -> Sequence[Point]:
    return [
        Point(id=point_id(review.id, place), review=review, item=item)
        for review in workshop.all(Review)
        for place, item in enumerate(review.items)
    ]


def _find(workshop: Workshop, row_id: str) -> Record | None:
    review_id, place = _place(row_id)
    review = workshop.find(Review, review_id)
    if review is None or place >= len(review.items):
        return None
    return Point(id=row_id, review=review, item=review.items[place])


def _added(transaction: Transaction) -> str:
    """A new point is the last of the review that the transaction has touched."""
    review = next(change.after for change in transaction.changes if isinstance(change.after, Review))
    return point_id(review.id, len(review.items) - 1)


def _remove(row_ids: Sequence[str]) -> Edit:
    return reviews.remove_items([_place(each) for each in row_ids])


def carried_table() -> TableSpec:
    """The reason stands before the colour, because red and amber need one."""
    return TableSpec(
        record=Review,
        name=_tr("Carried over"),
        noun=_tr("point"),
        nouns=_tr("points"),
        rows=points,
        add=reviews.add_carried,
        add_hint=_tr("Add a promise"),
        also=(Action, Participant),
        part=PartRows(_find, _added, _remove),
        columns=(
            Column("title", _tr("What was promised"), _title, _set_title, width=184, stretch=3, wrap=True),
            Column("whose", _tr("Whose, by when"), _whose, None, width=112, wrap=True, tone=lambda _w, _p: "muted"),
            Column("reason", _tr("How it went"), _reason, _set_reason, width=184, stretch=3, wrap=True),
            Column("rag", _tr("Colour"), _rag, _set_rag, Kind.CHOICE, 88, shown=_rag_shown, tone=_rag_tone,
                   suggest=lambda _workshop: RAGS,
                   help=_tr("green, amber or red, by its first letter; “a: why” gives the reason too")),
            Column("became", _tr("Outcome"), _became, _set_became, Kind.CHOICE, 120,
                   suggest=lambda _workshop: reviews.BECAME),
            Column("review", _tr("Review"), _review, None, width=160, wrap=True, tone=lambda _w, _p: "muted"),
        ),
    )  # fmt: skip


_TONES = {"red": "danger", "amber": "warning", "green": "accent_text"}


def _title(_workshop: Workshop, point: Point) -> str:
    return point.item.title


def _whose(workshop: Workshop, point: Point) -> str:
    action = workshop.find(Action, point.item.action_id)
    if action is None:
        return ""
    return joined((name_of(workshop, Participant, action.owner_participant_id), day_shown(action.due)))


def _reason(_workshop: Workshop, point: Point) -> str:
    return point.item.reason


def _rag(_workshop: Workshop, point: Point) -> str:
    return point.item.rag or ""


def _rag_shown(_workshop: Workshop, point: Point) -> str:
    words = {"red": _tr("Red"), "amber": _tr("Amber"), "green": _tr("Green")}
    if point.item.rag is None:
        return "" if point.item.became else _tr("Not rated")
    return words.get(point.item.rag, point.item.rag)


def _rag_tone(_workshop: Workshop, point: Point) -> str:
    return _TONES.get(point.item.rag or "", "muted")


def _became(_workshop: Workshop, point: Point) -> str:
    return point.item.became


def _review(_workshop: Workshop, point: Point) -> str:
    return joined((point.review.kind, day_shown(point.review.date)))


def _set_title(row_id: str, words: str) -> Edit:
    return reviews.change_review_item(*_place(row_id), title=words)


def _set_reason(row_id: str, words: str) -> Edit:
    return reviews.change_review_item(*_place(row_id), reason=words)


def _set_rag(row_id: str, words: str) -> Edit:
    return reviews.set_item_state(*_place(row_id), words)


def _set_became(row_id: str, words: str) -> Edit:
    return reviews.change_review_item(*_place(row_id), became=words)
