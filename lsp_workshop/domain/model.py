"""The records of a workshop, one frozen class a collection. Knows no rules: they are in `edits` and `voting`.

Every record has a string `id` of its own, unique in its collection. Ids of other records end in `_id` or `_ids`
and carry the type they point to (`refers_to`), so that a dangling one is found in one place.
Dates are ISO 8601 text as people gave them: "2026-03-12", "2026-03", "2026-03-12T10:01:00", times "09:15".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar

Json = Any
"""Anything `json` can read: what an unknown field holds."""

NOTHING: Mapping[str, Json] = MappingProxyType({})
NO_FIELDS: frozenset[str] = frozenset()


def _nothing() -> Mapping[str, Json]:
    return NOTHING


def refers_to(
    *collections: str,
    default: Any = MISSING,
    name: str | None = None,
    personal: bool = False,
) -> Any:
    """A field that holds the id (or ids) of records in one of `collections`; `name` is its name in JSON."""
    metadata: dict[str, object] = {"refers_to": collections, "personal": personal}
    if name:
        metadata["name"] = name
    if default is MISSING:
        return field(metadata=metadata)
    return field(default=default, metadata=metadata)


def named(name: str, default: Any = MISSING) -> Any:
    """A field whose name in JSON is not a name Python allows or we would choose."""
    if default is MISSING:
        return field(metadata={"name": name})
    return field(default=default, metadata={"name": name})


class WorkshopStatus(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class AnswerStatus(StrEnum):
    KEPT = "kept"
    MERGED = "merged"
    SET_ASIDE = "set aside"


class HowSure(StrEnum):
    """How sure the room is that something comes."""

    CERTAIN = "certain"
    LIKELY = "likely"
    UNSURE = "unsure"


class StaffAnswer(StrEnum):
    """Whether somebody does for the partnership what a staff team does."""

    NOT_SAID = "not said yet"
    HAVE = "have"
    PLANNED = "planned"
    NOT_FOR_US = "not for us"


class Method(StrEnum):
    DOTS = "dots"
    SCALE = "scale"
    CONSENT = "consent"
    RANKING = "ranking"


class BallotStatus(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class TieSettled(StrEnum):
    """The usual ways of settling a tie; how it went stands in words beside it."""

    VOTE_AGAIN = "vote_again"
    CHAIR = "chair"
    SHARE = "share"


class Secrecy(StrEnum):
    SECRET = "secret"
    SECTOR_ONLY = "sector_only"
    ATTRIBUTED = "attributed"


class VoterUnit(StrEnum):
    PARTICIPANT = "participant"
    GROUP = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Anything the interchange format writes as one JSON object.

    `extra` keeps fields this version does not know; `given` remembers which known fields the source wrote out,
    so that an export says neither more nor less than the import did.
    """

    extra: Mapping[str, Json] = field(default_factory=_nothing, repr=False)
    given: frozenset[str] = field(default=NO_FIELDS, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Part):
    """A part that stands on its own in a collection."""

    collection: ClassVar[str]
    id: str


# --- the event and the people -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership(Part):
    name: str = ""
    short_name: str = ""
    area: str = ""
    accountable_body_id: str | None = refers_to("organisations", default=None)
    chair_id: str | None = refers_to("participants", default=None)
    formed: str = ""
    focus_areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopDetails(Record):
    """The event itself; one a workshop, with the id "workshop"."""

    collection: ClassVar[str] = "workshop"
    title: str
    subtitle: str = ""
    date: str = ""
    starts: str = ""
    ends: str = ""
    venue: str = ""
    facilitator: str = ""
    scribe: str = ""
    purpose: str = ""
    status: WorkshopStatus = WorkshopStatus.DRAFT
    record_status: str = ""
    small_group_threshold: int = 5
    ground_rules: tuple[str, ...] = ()
    partnership: Partnership = Partnership()
    group_noun: str = "Table"
    current_question_id: str | None = refers_to("questions", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector(Record):
    collection: ClassVar[str] = "sectors"
    name: str
    order: int = 0
    colour: str = ""
    shape: str = "circle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Record):
    collection: ClassVar[str] = "organisations"
    name: str
    sector_id: str | None = refers_to("sectors", default=None)
    note: str = ""
    status: str = "member"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Record):
    """A table; the noun is the workshop's (`WorkshopDetails.group_noun`)."""

    collection: ClassVar[str] = "groups"
    label: str
    name: str = ""
    host_id: str | None = refers_to("participants", default=None)
    scribe_id: str | None = refers_to("participants", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant(Record):
    collection: ClassVar[str] = "participants"
    name: str
    organisation_id: str | None = refers_to("organisations", default=None)
    role: str = ""
    group_id: str | None = refers_to("groups", default=None)
    may_vote: bool = True
    attended: bool = False
    arrived: str | None = None
    left: str | None = None
    named_in_record: bool = False
    large_print: bool = False
    access_needs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Apology(Record):
    collection: ClassVar[str] = "apologies"
    name: str
    organisation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaStep(Part):
    """A step of an item's method ("In pairs", 2 minutes). `minutes` are the plan; `minutes_given` stand in for them
    where the day gave it others.
    """

    title: str
    minutes: int = 0
    minutes_given: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem(Record):
    """`time` and `minutes` are the plan and stay as they are; `time_given` and `minutes_given` stand in for them where
    the day was planned anew ("" and None: as planned). `fixed`: it never begins before its time (lunch is served).

    `cut`: left out by choice. `started_at` and `ended_at` say when it really was (ISO 8601, local).
    `seconds_used` are those that the timer counted for it since, without pauses, and `step_seconds` those of each step
    of its method that has any; the room is at step `step_now` (from 0; their number: past the last).
    """

    collection: ClassVar[str] = "agenda"
    order: int = 0
    time: str = ""
    title: str
    minutes: int = 0
    stage_id: str | None = refers_to("stages", default=None)
    method: str = ""
    steps: tuple[AgendaStep, ...] = ()
    fixed: bool = False
    time_given: str = ""
    minutes_given: int | None = None
    cut: bool = False
    started_at: str | None = None
    ended_at: str | None = None
    seconds_used: int = 0
    step_seconds: tuple[int, ...] = ()
    step_now: int = 0


# --- the stages ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Record):
    """`seconds_used` is how long the room has spent on it so far; `done` is the facilitator's word.

    `ticked_prompt_ids` are the framework's prompts that the facilitator has ticked off here. `key` says what it is for
    (`roles`), whatever its number and its title.
    """

    collection: ClassVar[str] = "stages"
    number: int
    title: str
    subtitle: str = ""
    seconds_used: int = 0
    done: bool = False
    ticked_prompt_ids: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Record):
    """A key question. `source_text` keeps the framework's wording when `text` was reworded.

    `parts` are the names of the lists that a double question asks for ("Needs", "Opportunities"); none for most.
    `seconds_used` are those that the timer counted while it had `minutes` of its own.
    `key` says what it is for (`roles`), whatever its number and its words.
    `asks_when`: what is typed may say behind a slash how sure it is and when it bites. None: where its key asks for it.
    """

    collection: ClassVar[str] = "questions"
    stage_id: str = refers_to("stages")
    number: str
    text: str
    source_text: str = ""
    hint: str = ""
    hidden: bool = False
    minutes: int | None = None
    parts: tuple[str, ...] = ()
    seconds_used: int = 0
    key: str = ""
    asks_when: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFramework(Record):
    """The template that the workshop was made from, as its file had it; absent where it was the program's own.

    So the day has its prompts, its health check and its source wordings wherever the file goes. One a workshop, with
    the id "framework"; `value` is read by `template`.
    """

    collection: ClassVar[str] = "framework"
    value: Json = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme(Record):
    """A name over several answers. Those that are `parked` wait at the end; `order` says how the others stand."""

    collection: ClassVar[str] = "themes"
    stage_id: str = refers_to("stages")
    title: str
    order: int = 0
    parked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Record):
    """What a group (or a person) said, word for word. `first_text` is set once the wording was changed.

    `part` is the name of one of the question's parts; "", or a name that the question has not, is none of them.
    `prompt_id` is the framework's prompt that it came from, here and in actions and parking-lot items.
    `how_sure` and `bites` are of what is to come: when it takes effect, to the day, the month or the year ("2027").
    """

    collection: ClassVar[str] = "answers"
    question_id: str = refers_to("questions")
    group_id: str | None = refers_to("groups", default=None)
    participant_id: str | None = refers_to("participants", default=None)
    text: str
    theme_id: str | None = refers_to("themes", default=None)
    headline: bool = False
    minority_view: bool = False
    strong_feeling: bool = False
    to_check: bool = False
    captured_at: str = ""
    captured_by: str = ""
    status: AnswerStatus = AnswerStatus.KEPT
    first_text: str | None = None
    merged_into_id: str | None = refers_to("answers", default=None)
    part: str = ""
    prompt_id: str | None = None
    how_sure: HowSure | None = None
    bites: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposeStatement(Record):
    """What the partnership is for, in one of its wordings. None is ever changed: another wording is a record more, and
    the last one stands.
    """

    collection: ClassVar[str] = "purposes"
    text: str
    written_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffFunction(Record):
    """What was said to one thing that a staff team does. Its id is the framework's; `text` keeps the framework's words.

    `note` says who does it, or by when.
    """

    collection: ClassVar[str] = "staff_functions"
    text: str
    answer: StaffAnswer = StaffAnswer.NOT_SAID
    note: str = ""


# --- ballots ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotOption(Part):
    id: str
    label: str
    theme_id: str | None = refers_to("themes", default=None)
    answer_id: str | None = refers_to("answers", default=None, name="contribution_id")
    source_element: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScalePoint(Part):
    value: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Band(Part):
    """A name for item means from `start` upwards ("Strength" from 4.0)."""

    start: int | float = named("from")
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotRules(Part):
    """The rules of one ballot; None means "no such rule" (`dots_per_voter` None: as many as one likes)."""

    dots_per_voter: int | None = None
    max_per_option: int | None = None
    allow_blank: bool = False
    accept_from: int | None = None
    support_from: int | None = None
    pass_rule: str | None = named("pass", default=None)
    bands: tuple[Band, ...] = ()
    rank_all: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot(Record):
    """`eligible` and its breakdown are None until the ballot opens, when who may vote is fixed.

    `eligible_ids` are the participants (or groups) who may vote; absent in files from elsewhere.
    """

    collection: ClassVar[str] = "ballots"
    stage_id: str | None = refers_to("stages", default=None)
    question_id: str | None = refers_to("questions", default=None)
    title: str
    method: Method
    preset: str | None = None
    options: tuple[BallotOption, ...] = ()
    scale: tuple[ScalePoint, ...] | None = None
    rules: BallotRules = BallotRules()
    voter_unit: VoterUnit = VoterUnit.PARTICIPANT
    secrecy: Secrecy = Secrecy.SECTOR_ONLY
    hidden_until_closed: bool = True
    replaces_id: str | None = refers_to("ballots", default=None)
    eligible: int | None = None
    eligible_by_sector: Mapping[str, int] | None = None
    eligible_ids: tuple[str, ...] | None = refers_to("participants", "groups", default=None)
    status: BallotStatus = BallotStatus.DRAFT
    opened_at: str | None = None
    closed_at: str | None = None
    tie_settled: str = ""
    tie_settled_by: TieSettled | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote(Record):
    """One ballot paper, or a show of hands for `count` people. `choices`: option id to whole number."""

    collection: ClassVar[str] = "votes"
    ballot_id: str = refers_to("ballots")
    sector_id: str | None = refers_to("sectors", default=None)
    participant_id: str | None = refers_to("participants", default=None)
    group_id: str | None = refers_to("groups", default=None)
    choices: Mapping[str, int] = field(default_factory=_nothing)
    count: int = 1
    spoilt: bool = False
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnout(Record):
    """Who has voted in a ballot, kept apart from the papers. Its id is the ballot's."""

    collection: ClassVar[str] = "turnout"
    ballot_id: str = refers_to("ballots")
    participant_ids: tuple[str, ...] = refers_to("participants", default=())
    group_ids: tuple[str, ...] = refers_to("groups", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Record):
    collection: ClassVar[str] = "decisions"
    stage_id: str | None = refers_to("stages", default=None)
    text: str
    ballot_id: str | None = refers_to("ballots", default=None)
    how: str = ""
    outcome: str = "agreed"
    dissent: str = ""
    minority_view: str = ""
    recorded_at: str = ""


# --- vision and routes --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class VisionWording(Record):
    """A version of the vision. `status` is "adopted" or "withdrawn" where somebody said so; "": as its ballot went.

    `ballots` are ids of the ballots on it, the last one last. They are no references that have to hold: a draft may go.
    """

    collection: ClassVar[str] = "vision"
    text: str
    status: str = ""
    made_at: str = ""
    answer_id: str | None = refers_to("answers", default=None)
    ballots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption(Record):
    """A board, a sector or a group that is to make the vision its own: how that stands, and when it is (or was)."""

    collection: ClassVar[str] = "adoptions"
    body: str
    status: str = ""
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Route(Record):
    """A main route to the vision, and what choosing it rules out. `status` is "chosen", "not chosen" or "".

    `options` are ids of options of the ballots that it stood in, the last one last, and need not hold either.
    """

    collection: ClassVar[str] = "routes"
    text: str
    rules_out: str = ""
    status: str = ""
    answer_id: str | None = refers_to("answers", default=None)
    theme_id: str | None = refers_to("themes", default=None)
    options: tuple[str, ...] = ()


# --- the plan -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective(Record):
    """`route_ids` are ids of the options of the ballot that chose the routes."""

    collection: ClassVar[str] = "objectives"
    number: int
    title: str
    statement: str = ""
    route_ids: tuple[str, ...] = refers_to("ballot options", default=())
    lead_organisation_id: str | None = refers_to("organisations", default=None)
    lead_participant_id: str | None = refers_to("participants", default=None)
    co_lead_organisation_id: str | None = refers_to("organisations", default=None)
    indicator_ids: tuple[str, ...] = refers_to("indicators", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Record):
    collection: ClassVar[str] = "indicators"
    title: str
    unit: str = ""
    baseline: int | float | None = None
    baseline_date: str | None = None
    target: int | float | None = None
    target_date: str | None = None
    owner_organisation_id: str | None = refers_to("organisations", default=None)
    frequency: str = ""
    direction: str = ""
    baseline_status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Part):
    title: str
    due: str | None = None
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Record):
    """Dates are ISO 8601, to the day or to the month. `first_step_due` is by when the first step is done."""

    collection: ClassVar[str] = "actions"
    objective_id: str | None = refers_to("objectives", default=None)
    title: str
    planner_organisation_id: str | None = refers_to("organisations", default=None)
    deliverer_organisation_ids: tuple[str, ...] = refers_to("organisations", default=())
    monitor_organisation_id: str | None = refers_to("organisations", default=None)
    owner_participant_id: str | None = refers_to("participants", default=None)
    target: str = ""
    milestones: tuple[Milestone, ...] = ()
    due: str | None = None
    first_step: str = ""
    joint_arrangement_ids: tuple[str, ...] = ()
    status: str = "not started"
    rag: str | None = None
    rag_reason: str = ""
    prompt_id: str | None = None
    first_step_due: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge(Record):
    collection: ClassVar[str] = "pledges"
    organisation_id: str | None = refers_to("organisations", default=None)
    participant_id: str | None = refers_to("participants", default=None)
    text: str
    dimension_id: str | None = None
    due: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mechanism(Record):
    """A way in which the partnership answers for itself: to whom, how, and how often."""

    collection: ClassVar[str] = "accountability"
    to_whom: str
    how: str = ""
    how_often: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem(Part):
    """Something that was promised, how it stands, and what `became` of it ("done", "goes on", "dropped").

    `action_id` is the action that was brought over for it. It is no reference that has to hold: the action may go, and
    what was found stays said.
    """

    title: str
    rag: str | None = None
    reason: str = ""
    action_id: str | None = None
    became: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Record):
    """A review to come (without items) or held. `about` says what is looked at: activities, or the structures."""

    collection: ClassVar[str] = "reviews"
    date: str = ""
    kind: str = ""
    items: tuple[ReviewItem, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierRating(Part):
    """An element of an earlier health check: the mean of its `count` ratings."""

    element: str
    mean: int | float
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierCheck(Record):
    """What the health check of an earlier workshop came to; the scale ran from `lowest` to `highest`."""

    collection: ClassVar[str] = "earlier_checks"
    called: str
    date: str = ""
    papers: int = 0
    lowest: int = 1
    highest: int = 5
    ratings: tuple[EarlierRating, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson(Record):
    """`share_with` says who is to hear of it, `share_how` by which way."""

    collection: ClassVar[str] = "lessons"
    text: str
    kind: str = ""
    share_with: str = ""
    share_how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkingLotItem(Record):
    """`status` is "open", or what became of it with its reason ("dropped: not ours to settle").

    `carried_from` is the title of the earlier workshop that it was brought over from.
    """

    collection: ClassVar[str] = "parking_lot"
    text: str
    raised_by: str = ""
    owner_participant_id: str | None = refers_to("participants", default=None)
    answer_by: str | None = None
    status: str = "open"
    prompt_id: str | None = None
    carried_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackForm(Part):
    id: str
    scores: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback(Record):
    """The end-of-day form; one a workshop, with the id "feedback". Scores stand in the order of `statements`."""

    collection: ClassVar[str] = "feedback"
    statements: tuple[str, ...] = ()
    scale: str = "1-5"
    forms: tuple[FeedbackForm, ...] = ()
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture(Record):
    """The bytes of a JPEG as base64 text. It is written once and never changed: what is said of it is the photo's."""

    collection: ClassVar[str] = "pictures"
    data: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo(Record):
    """A photo of a flip chart, with a question. `width` and `height` are its picture's, in pixels.

    `description` says what is on it to those who cannot see it. Faces and names cannot be searched for in a picture:
    it is in the public version only where somebody looked at it and said so (`public`).
    """

    collection: ClassVar[str] = "photos"
    question_id: str = refers_to("questions")
    picture_id: str = refers_to("pictures")
    width: int
    height: int
    caption: str = ""
    description: str = ""
    public: bool = False
    order: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Record):
    """A facilitator's private note; it reaches no document and no projector."""

    collection: ClassVar[str] = "notes"
    stage_id: str | None = refers_to("stages", default=None)
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Record):
    """Why and when a closed workshop was opened again; listed in the record."""

    collection: ClassVar[str] = "corrections"
    at: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown(Record):
    """A top-level field of an interchange file that this version does not know; its id is the field's name."""

    collection: ClassVar[str] = "unknown"
    value: Json = None


RECORD_TYPES: tuple[type[Record], ...] = (
    WorkshopDetails, Sector, Organisation, Group, Participant, Apology, AgendaItem, Stage, Question, OwnFramework,
    Theme, Answer, PurposeStatement, StaffFunction, Ballot, Vote, Turnout, Decision, VisionWording, Adoption, Route,
    Objective, Indicator, Action, Pledge, Mechanism, Review, EarlierCheck, Lesson, ParkingLotItem, Feedback, Photo,
    Picture, Note, Correction, Unknown,
)  # fmt: skip
"""Every type of record, in the order of the interchange format."""

RECORD_TYPE: Mapping[str, type[Record]] = MappingProxyType({kind.collection: kind for kind in RECORD_TYPES})

DETAILS_ID = "workshop"
FEEDBACK_ID = "feedback"
FRAMEWORK_ID = "framework"
