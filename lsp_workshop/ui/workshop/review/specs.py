"""The tables of the review as data: mechanisms, the calendar of reviews, lessons, the parking lot."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lsp_workshop.domain.edits import accountability, lessons, parking, plan, records, reviews
from lsp_workshop.domain.edits.dates import parse_due
from lsp_workshop.domain.edits.names import find_participant
from lsp_workshop.domain.model import Lesson, Mechanism, ParkingLotItem, Participant, Review
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.tables import Column, Kind, TableSpec
from lsp_workshop.ui.tables.columns import day_shown, day_typed, name_of

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
            Column("to_whom", _tr("To whom"), _to_whom, _set_to_whom, width=160, stretch=2, wrap=True),
            Column("how", _tr("How"), _how, _set_how, width=216, stretch=3, wrap=True),
            Column("how_often", _tr("How often"), _how_often, _set_how_often, width=120, stretch=1, wrap=True,
                   suggest=lambda _workshop: [_tr("every quarter"), _tr("twice a year"), _tr("once a year")]),
        ),
    )  # fmt: skip


def _to_whom(_workshop: Workshop, mechanism: Mechanism) -> str:
    return mechanism.to_whom


def _how(_workshop: Workshop, mechanism: Mechanism) -> str:
    return mechanism.how


def _how_often(_workshop: Workshop, mechanism: Mechanism) -> str:
    return mechanism.how_often


def _set_to_whom(record_id: str, words: str) -> Edit:
    return accountability.change_mechanism(record_id, to_whom=words)


def _set_how(record_id: str, words: str) -> Edit:
    return accountability.change_mechanism(record_id, how=words.strip())


def _set_how_often(record_id: str, words: str) -> Edit:
    return accountability.change_mechanism(record_id, how_often=words.strip())


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
            Column("kind", _tr("Review"), _kind, _set_review_kind, width=200, stretch=3, wrap=True),
            Column("date", _tr("Date"), _date, _set_review_date, Kind.DATE, 104, shown=_date_shown,
                   help=_tr("As 17/9/2026, 17/9 or September")),
            Column("about", _tr("Looks at"), _about, _set_about, width=120, stretch=1, wrap=True,
                   suggest=lambda _workshop: reviews.ABOUT, help=_tr("The activities, or the structures themselves")),
            Column("points", _tr("Points"), _points, None, width=64, tone=lambda _w, _r: "muted"),
        ),
    )  # fmt: skip


def _add_review(words: str) -> Edit:
    return reviews.add_review(kind=words)


def _kind(_workshop: Workshop, review: Review) -> str:
    return review.kind


def _date(_workshop: Workshop, review: Review) -> str:
    return day_typed(review.date)


def _date_shown(_workshop: Workshop, review: Review) -> str:
    return day_shown(review.date)


def _about(_workshop: Workshop, review: Review) -> str:
    return review.about


def _points(_workshop: Workshop, review: Review) -> str:
    return str(len(review.items)) if review.items else ""


def _set_review_kind(record_id: str, words: str) -> Edit:
    return reviews.change_review(record_id, kind=words.strip())


def _set_review_date(record_id: str, words: str) -> Edit:
    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        return reviews.change_review(record_id, date=parse_due(words, plan.near(workshop, moment)) or "")(
            workshop, moment
        )

    return edit


def _set_about(record_id: str, words: str) -> Edit:
    return reviews.change_review(record_id, about=words.strip())


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
            Column("text", _tr("Lesson"), _lesson, _set_lesson, width=248, stretch=4, wrap=True),
            Column("kind", _tr("Worked?"), _lesson_kind, _set_lesson_kind, Kind.CHOICE, 112,
                   suggest=lambda _workshop: lessons.KINDS),
            Column("share_with", _tr("Share with"), _share_with, _set_share_with, width=136, stretch=1, wrap=True),
            Column("share_how", _tr("How it reaches them"), _share_how, _set_share_how, width=160, stretch=2,
                   wrap=True),
        ),
    )  # fmt: skip


def _lesson(_workshop: Workshop, lesson: Lesson) -> str:
    return lesson.text


def _lesson_kind(_workshop: Workshop, lesson: Lesson) -> str:
    return lesson.kind


def _share_with(_workshop: Workshop, lesson: Lesson) -> str:
    return lesson.share_with


def _share_how(_workshop: Workshop, lesson: Lesson) -> str:
    return lesson.share_how


def _set_lesson(record_id: str, words: str) -> Edit:
    return lessons.change_lesson(record_id, text=words)


def _set_lesson_kind(record_id: str, words: str) -> Edit:
    return lessons.change_lesson(record_id, kind=words.strip())


def _set_share_with(record_id: str, words: str) -> Edit:
    return lessons.change_lesson(record_id, share_with=words.strip())


def _set_share_how(record_id: str, words: str) -> Edit:
    return lessons.change_lesson(record_id, share_how=words.strip())


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
            Column("text", _tr("Point"), _point, _set_point, width=184, stretch=3, wrap=True),
            Column("raised_by", _tr("Raised by"), _raised_by, _set_raised_by, width=96, wrap=True),
            Column("owner", _tr("Owner"), _owner, _set_owner, Kind.PERSON, 112, wrap=True),
            Column("answer_by", _tr("Answer by"), _answer_by, _set_answer_by, Kind.DATE, 100, shown=_answer_by_shown),
            Column("status", _tr("Status"), _status, _set_status, width=120, stretch=1, wrap=True,
                   suggest=lambda _workshop: parking.STATUSES,
                   help=_tr("open, “answered: …”, or “dropped: ” and why")),
            Column("lacks", _tr("To settle"), _lacks, None, width=104, wrap=True, tone=lambda _w, _i: "warning"),
        ),
    )  # fmt: skip


def _point(_workshop: Workshop, item: ParkingLotItem) -> str:
    return item.text


def _raised_by(_workshop: Workshop, item: ParkingLotItem) -> str:
    return item.raised_by


def _owner(workshop: Workshop, item: ParkingLotItem) -> str:
    return name_of(workshop, Participant, item.owner_participant_id)


def _answer_by(_workshop: Workshop, item: ParkingLotItem) -> str:
    return day_typed(item.answer_by)


def _answer_by_shown(_workshop: Workshop, item: ParkingLotItem) -> str:
    return day_shown(item.answer_by)


def _status(_workshop: Workshop, item: ParkingLotItem) -> str:
    return item.status


def _lacks(_workshop: Workshop, item: ParkingLotItem) -> str:
    return lack_words(item)


def _set_point(record_id: str, words: str) -> Edit:
    return records.change(ParkingLotItem, record_id, text=words)


def _set_raised_by(record_id: str, words: str) -> Edit:
    return parking.change_parked(record_id, raised_by=words.strip())


def _set_owner(record_id: str, words: str) -> Edit:
    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        person = find_participant(workshop, words)
        return parking.change_parked(record_id, owner_participant_id=person.id if person else None)(workshop, moment)

    return edit


def _set_answer_by(record_id: str, words: str) -> Edit:
    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        answer_by = parse_due(words, plan.near(workshop, moment))
        return parking.change_parked(record_id, answer_by=answer_by)(workshop, moment)

    return edit


def _set_status(record_id: str, words: str) -> Edit:
    return parking.change_parked(record_id, status=words)
