"""The run sheet on the day: what has begun and ended, minutes given and taken, catching up, leaving out.

All of it can be taken back, for one key too many must not cost the times of the day. Only the seconds that the timer
counts, and which step of a method the room is at, move on without an undo step.
"""

from __future__ import annotations

import dataclasses

from lsp_workshop.domain.catching_up import Proposal, Way, time_given
from lsp_workshop.domain.change import Change, changed
from lsp_workshop.domain.edits import records
from lsp_workshop.domain.edits.agenda import LONGEST_MINUTES
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.methods import MethodPreset, parse_steps, steps_typed
from lsp_workshop.domain.minutes import as_planned, minutes_of, not_begun, steps_of
from lsp_workshop.domain.model import AgendaItem, AgendaStep, Question, Stage, WorkshopStatus
from lsp_workshop.domain.runsheet import begun_on, ended, running_item
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.wording import counted, short_title
from lsp_workshop.domain.workshop import Workshop


def begin_item(item_id: str) -> Edit:
    """The room begins an item; what was running is over. Begun again, it goes on. A draft workshop opens by it."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        item, running = workshop.get(AgendaItem, item_id), running_item(workshop, moment.time)
        changes: tuple[Change, ...] = ()
        if running is not None and running.id != item_id:
            changes = changed(running, ended(running, moment.now))
        goes_on = begun_on(item, moment.time.date()) is not None
        if item.started_at and not goes_on:
            changes += _questions_afresh(workshop, item.stage_id)
        started = item if goes_on else dataclasses.replace(not_begun(item), started_at=moment.now)
        after = dataclasses.replace(started, ended_at=None, cut=False)
        details = workshop.details
        opened = dataclasses.replace(details, status=WorkshopStatus.OPEN)
        return Transaction(
            f"begin {records.object_of(item)}",
            (*changes, *changed(item, after), *changed(details, opened)),
        )

    return edit


def _questions_afresh(workshop: Workshop, stage_id: str | None) -> tuple[Change, ...]:
    """The questions of a stage without what was counted for them: that was a rehearsal."""
    counted = [each for each in workshop.all(Question) if each.stage_id == stage_id and each.seconds_used]
    return tuple(change for each in counted for change in changed(each, dataclasses.replace(each, seconds_used=0)))


def finish_item() -> Edit:
    """What is running is over. Raises "nothing_running"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        item = running_item(workshop, moment.time)
        if item is None:
            raise DomainError("nothing_running")
        after = dataclasses.replace(item, ended_at=moment.now)
        return Transaction(f"finish {records.object_of(item)}", changed(item, after))

    return edit


def put_back(item_id: str) -> Edit:
    """The item was not begun after all."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        item = workshop.get(AgendaItem, item_id)
        after = not_begun(item)
        return Transaction(f"put back {records.object_of(item)}", changed(item, after))

    return edit


def go_to_step(item_id: str, step: int) -> Edit:
    """The step of its method (from 0) that the room is at; their number: past the last. No undo step."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        item = workshop.get(AgendaItem, item_id)
        after = dataclasses.replace(item, step_now=min(max(step, 0), len(item.steps)))
        return Transaction("walk to a step of the method", changed(item, after), undoable=False)

    return edit


def give_minutes(item_id: str, minutes: int, *, step: int | None = None) -> Edit:
    """More minutes for an item (fewer, below 0), or for the `step` of its method that the room is at (from 0).

    The item grows with a step that has no room in it, and shrinks with one that filled it. Both keep one minute at
    least; the plan of both stays as it was. Raises "bad_minutes" for more than 600 in all.
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        item = workshop.get(AgendaItem, item_id)
        # What is left out has its minutes all the same, for when it is taken in again.
        there = dataclasses.replace(item, cut=False)
        given, steps = max(1, minutes_of(there) + minutes), item.steps
        if step is not None:
            given, steps = _stepped(there, minutes, step)
        if given > LONGEST_MINUTES:
            raise DomainError("bad_minutes", minutes=given)
        kept = None if given == item.minutes else given
        after = dataclasses.replace(item, minutes_given=kept, steps=steps)
        return Transaction(f"{_given(minutes)} {short_title(item.title)}", changed(item, after))

    return edit


def _stepped(item: AgendaItem, minutes: int, step: int) -> tuple[int, tuple[AgendaStep, ...]]:
    """The minutes of the item, and its steps, with the step longer by so much."""
    given, lengths = minutes_of(item), [each.minutes for each in steps_of(item)]
    filled = sum(lengths) >= given
    longer = max(1, lengths[step] + minutes)
    by = longer - lengths[step]
    lengths[step] = longer
    steps = tuple(
        dataclasses.replace(each, minutes_given=None if length == each.minutes else length)
        for each, length in zip(item.steps, lengths, strict=True)
    )
    return (given + by if filled else max(given, sum(lengths))), steps


def _given(minutes: int) -> str:
    words = counted(abs(minutes), "minute")
    return f"take {words} from" if minutes < 0 else f"give {words} to"


def set_cut(item_id: str, cut: bool) -> Edit:
    """Leave an item out of the day, or take it in again. Raises "has_begun": what runs or is over took place."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        item = workshop.get(AgendaItem, item_id)
        if cut and begun_on(item, moment.time.date()) is not None:
            raise DomainError("has_begun", title=item.title)
        label = f"leave out {records.object_of(item)}" if cut else f"take {records.object_of(item)} in again"
        return Transaction(label, changed(item, dataclasses.replace(item, cut=cut)))

    return edit


def catch_up(proposal: Proposal) -> Edit:
    """Take a proposal as it was shown. What has begun meanwhile stays as it is; one that wins nothing does nothing."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        changes: list[Change] = []
        for place in proposal.places if proposal.changes else ():
            item = workshop.get(AgendaItem, place.item_id)
            if begun_on(item, moment.time.date()) is not None:
                continue
            if place.cut:
                changes += changed(item, dataclasses.replace(item, cut=True))
                continue
            kept = None if place.minutes == item.minutes else place.minutes
            after = dataclasses.replace(item, time_given=time_given(place, item.time), minutes_given=kept)
            changes += changed(item, after)
        return Transaction(_label(workshop, proposal, changes), tuple(changes))

    return edit


def _label(workshop: Workshop, proposal: Proposal, changes: list[Change]) -> str:
    if proposal.way is Way.LEAVE_OUT:
        return f"leave out {records.objects_of([each.record for each in changes if _is_cut(each)])}"
    items = [workshop.get(AgendaItem, place.item_id) for place in proposal.places]
    if proposal.way is Way.SHORTEN:
        lengths = {place.item_id: place.minutes for place in proposal.places}
        givers = [item for item in items if lengths[item.id] < minutes_of(item)]
        return f"take {counted(proposal.won, 'minute')} from {records.objects_of(givers)}"
    return f"move {records.objects_of([change.record for change in changes])} to a later time"


def _is_cut(change: Change) -> bool:
    return isinstance(change.after, AgendaItem) and change.after.cut


def start_afresh() -> Edit:
    """The run sheet as planned, before anything had begun: after a rehearsal. What was decided on the day goes too."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        changes: list[Change] = []
        for item in workshop.agenda():
            changes += changed(item, as_planned(item))
        for stage in workshop.all(Stage):
            changes += changed(stage, dataclasses.replace(stage, seconds_used=0))
            changes += _questions_afresh(workshop, stage.id)
        return Transaction("start the run sheet afresh", tuple(changes))

    return edit


def set_steps(item_id: str, text: str, methods: tuple[MethodPreset, ...] = ()) -> Edit:
    """The steps of an item's method, as `methods.parse_steps` reads them; "" for none. Raises as that does.

    What says no more than is there changes nothing: a step "Carousel 30" is not made the method of that name.
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        item = workshop.get(AgendaItem, item_id)
        same = text.strip() == steps_typed(item.steps).strip()
        steps = item.steps if same else parse_steps(text, methods, item.minutes)
        return Transaction(
            f"plan the steps of {records.object_of(item)}", changed(item, dataclasses.replace(item, steps=steps))
        )

    return edit


def set_method(item_id: str, text: str, methods: tuple[MethodPreset, ...] = ()) -> Edit:
    """How an item is done, in words. The name of one of `methods` brings its steps, where none are planned yet."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        item = workshop.get(AgendaItem, item_id)
        words = " ".join(text.split())
        is_known = any(method.name.casefold() == words.casefold() for method in methods)
        steps = parse_steps(words, methods, item.minutes) if is_known and not item.steps else item.steps
        return records.change(AgendaItem, item_id, method=text.strip(), steps=steps)(workshop, moment)

    return edit
