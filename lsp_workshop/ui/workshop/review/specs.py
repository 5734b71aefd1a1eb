"""The tables of the review as data: mechanisms, the calendar of reviews, lessons, the parking lot."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lsp_workshop.domain.edits import accountability, lessons, parking, reviews
from lsp_workshop.domain.model import Lesson, Mechanism, ParkingLotItem, Participant, Review
from lsp_workshop.domain.transaction import Edit
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.tables import Column, Kind, TableSpec
from lsp_workshop.ui.tables.columns import (
    always,
    day_in,
    day_seen_in,
    name_in,
    put_field,
    put_words,
    words_in,
)

_NO_DATE = "9999"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Review", text)


# --- accountability -----------------------------------------------------------------------------------------


def accountability_table() -> TableSpec:
    return TableSpec(
        record=Mechanism,
        name=_tr("Accountability"),
        noun=_tr("mechanism"),
        nouns=_tr("mechanisms"),
        rows=lambda workshop: workshop.all(Mechanism),
        add=accountability.add_mechanism,
        add_hint=_tr("Who asks us?"),
        columns=(
            Column("to_whom", _tr("To whom"), words_in("to_whom"),
                   put_words(accountability.change_mechanism, "to_whom"), width=160, stretch=2, wrap=True),
            Column("how", _tr("How"), words_in("how"), put_words(accountability.change_mechanism, "how"), width=216,
                   stretch=3, wrap=True),
            Column("how_often", _tr("How often"), words_in("how_often"),
                   put_words(accountability.change_mechanism, "how_often"), width=120, stretch=1, wrap=True,
                   suggest=lambda _workshop: [_tr("every quarter"), _tr("twice a year"), _tr("once a year")]),
        ),
    )  # fmt: skip


# --- the calendar -------------------------------------------------------------------------------------------


def calendar_table() -> TableSpec:
    """Reviews held and to come, by date."""
    return TableSpec(
        record=Review,
        name=_tr("Review calendar"),
        noun=_tr("review"),
        nouns=_tr("reviews"),
        rows=lambda workshop: sorted(workshop.all(Review), key=lambda review: review.date or _NO_DATE),
        add=_add_review,
        add_hint=_tr("Add a review"),
        ordered=True,
        columns=(
            Column("kind", _tr("Review"), words_in("kind"), put_words(reviews.change_review, "kind"), width=200,
                   stretch=3, wrap=True),
            Column("date", _tr("Date"), day_in("date"), reviews.set_review_date, Kind.DATE, 104,
                   shown=day_seen_in("date"), help=_tr("As 17/9/2026, 17/9 or September")),
            Column("about", _tr("Looks at"), words_in("about"), put_words(reviews.change_review, "about"), width=120,
                   stretch=1, wrap=True, suggest=lambda _workshop: reviews.ABOUT,
                   help=_tr("The activities, or the structures themselves")),
            Column("points", _tr("Points"), _points, None, width=64, tone=always("muted")),
        ),
    )  # fmt: skip


def _add_review(words: str) -> Edit:
    return reviews.add_review(kind=words)


def _points(_workshop: Workshop, review: Review) -> str:
    return str(len(review.items)) if review.items else ""


# --- lessons ------------------------------------------------------------------------------------------------


def lessons_table() -> TableSpec:
    return TableSpec(
        record=Lesson,
        name=_tr("Lessons"),
        noun=_tr("lesson"),
        nouns=_tr("lessons"),
        rows=lambda workshop: workshop.all(Lesson),
        add=lessons.add_lesson,
        add_hint=_tr("Add a lesson"),
        columns=(
            Column("text", _tr("Lesson"), words_in("text"), put_words(lessons.change_lesson, "text"), width=248,
                   stretch=4, wrap=True),
            Column("kind", _tr("Worked?"), words_in("kind"), put_words(lessons.change_lesson, "kind"), Kind.CHOICE,
                   112, suggest=lambda _workshop: lessons.KINDS),
            Column("share_with", _tr("Share with"), words_in("share_with"),
                   put_words(lessons.change_lesson, "share_with"), width=136, stretch=1, wrap=True),
            Column("share_how", _tr("How it reaches them"), words_in("share_how"),
                   put_words(lessons.change_lesson, "share_how"), width=160, stretch=2, wrap=True),
        ),
    )  # fmt: skip


# --- the parking lot ----------------------------------------------------------------------------------------

LACK_WORDS = {"no_owner": "No owner", "no_date": "No date", "no_reason": "No reason"}
"""What a parked point lacks, for a cell."""


def lack_words(item: ParkingLotItem) -> str:
    """ "No owner · no date"."""
    words = [_tr(LACK_WORDS[code]) for code in parking.lacks(item)]
    return " · ".join(word if place == 0 else word[0].lower() + word[1:] for place, word in enumerate(words))


def parking_table() -> TableSpec:
    """Every point asks for somebody and a date, or to be dropped with a reason."""
    return TableSpec(
        record=ParkingLotItem,
        name=_tr("Parking lot"),
        noun=_tr("point"),
        nouns=_tr("points"),
        rows=lambda workshop: workshop.all(ParkingLotItem),
        add=parking.park,
        add_hint=_tr("Park a point"),
        also=(Participant,),
        columns=(
            Column("text", _tr("Point"), words_in("text"), put_field(ParkingLotItem, "text"), width=184, stretch=3,
                   wrap=True),
            Column("raised_by", _tr("Raised by"), words_in("raised_by"),
                   put_words(parking.change_parked, "raised_by"), width=96, wrap=True),
            Column("owner", _tr("Owner"), name_in(Participant, "owner_participant_id"), parking.set_parked_owner,
                   Kind.PERSON, 112, wrap=True),
            Column("answer_by", _tr("Answer by"), day_in("answer_by"), parking.set_answer_by, Kind.DATE, 100,
                   shown=day_seen_in("answer_by")),
            Column("status", _tr("Status"), words_in("status"), put_words(parking.change_parked, "status"), width=120,
                   stretch=1, wrap=True, suggest=lambda _workshop: parking.STATUSES,
                   help=_tr("open, “answered: …”, or “dropped: ” and why")),
            Column("lacks", _tr("To settle"), _lacks, None, width=104, wrap=True, tone=always("warning")),
        ),
    )  # fmt: skip


def _lacks(_workshop: Workshop, item: ParkingLotItem) -> str:
    return lack_words(item)
