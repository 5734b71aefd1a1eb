"""Where the day stands and where it goes next. The screens ask it; it saves each step with `walk_to`.

Looking at a question is being there: one place, not two. Only while the workshop is a draft do steps stay unsaved,
because the first saved step opens it. The timer is started and set here: it counts for the agenda item that runs.
Walking begins and ends no item: what runs goes on while somebody looks something up elsewhere.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from lsp_workshop.domain.edits.event import add_time, walk_to
from lsp_workshop.domain.edits.questions import set_minutes
from lsp_workshop.domain.edits.runsheet import begin_item, finish_item, give_minutes, go_to_step
from lsp_workshop.domain.minutes import seconds_of
from lsp_workshop.domain.model import AgendaItem, Question, Stage, WorkshopDetails, WorkshopStatus
from lsp_workshop.domain.runsheet import begun_at, item_of_stage, running_item
from lsp_workshop.domain.transaction import Transaction
from lsp_workshop.domain.wording import date_words, short_title
from lsp_workshop.session import Deed, Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.workshop.counting import Counted, counted, key_of
from lsp_workshop.ui.workshop.timer import DayTimer


class Walk(QObject):
    moved = Signal()
    """`question` is another one."""

    def __init__(self, desk: Desk, timer: DayTimer | None = None) -> None:
        super().__init__(desk)
        self._desk = desk
        self.timer = timer or DayTimer(self._spend, parent=self)
        self.counted: Counted | None = None
        """What the timer counts."""
        self._known: dict[str, Counted] = {}
        """What the timer has counted, by its key."""
        self._left: dict[str, str] = {}
        """The question that the room was at when the day was last in a stage, by the stage's id."""
        self._question_id = ""
        self._to_begin = ""
        self._step_to = ("", 0)
        start = desk.workshop.find(Question, desk.workshop.details.current_question_id)
        walk = desk.workshop.walk()
        if start is None and walk:
            start = walk[0]
        if start is not None:
            self._question_id = start.id
            self.set_timer()
        self.timer.running_changed.connect(self._begun)
        desk.changed.connect(self._heal)

    @property
    def question(self) -> Question | None:
        return self._desk.workshop.find(Question, self._question_id)

    @property
    def stage(self) -> Stage | None:
        question = self.question
        return self._desk.workshop.find(Stage, question.stage_id) if question else None

    @property
    def is_away(self) -> bool:
        """Somebody looks at another stage than the one that runs. Lunch is in no stage, and nobody is away from it."""
        item, stage = self.item, self.stage
        return item is not None and item.stage_id is not None and stage is not None and item.stage_id != stage.id

    @property
    def item(self) -> AgendaItem | None:
        """The agenda item that runs."""
        return running_item(self._desk.workshop, self._desk.session.now())

    def next_question(self) -> Question | None:
        return self._beside(1)

    def previous_question(self) -> Question | None:
        return self._beside(-1)

    def go(self, question_id: str) -> None:
        if question_id == self._question_id:
            self._keep_if_only_looked_at()
            return
        self.timer.save()
        if self.stage is not None:
            self._left[self.stage.id] = self._question_id
        self._question_id = question_id
        if self._desk.workshop.details.status is not WorkshopStatus.DRAFT:
            self._keep()
        self.set_timer()
        self.moved.emit()

    def _keep_if_only_looked_at(self) -> None:
        """It was walked to while the workshop was closed, and nothing could be saved: now the day stands there."""
        details = self._desk.workshop.details
        if details.status is WorkshopStatus.OPEN and details.current_question_id not in ("", self._question_id):
            self._keep()

    def go_to_stage(self, stage_id: str) -> None:
        """The stage's first question, unless the day is in that stage already."""
        stage = self.stage
        questions = self._desk.workshop.questions_of(stage_id) or self._desk.workshop.questions_of(
            stage_id, hidden=True
        )
        if questions and (stage is None or stage.id != stage_id):
            self.go(questions[0].id)
        elif questions:
            self._keep_if_only_looked_at()

    def go_to_running(self) -> None:
        """Back to the question that the room was at in the stage that runs."""
        item = self.item
        if item is None or item.stage_id is None:
            return
        left = self._desk.workshop.find(Question, self._left.get(item.stage_id, ""))
        if not self.is_away:
            # Its stage may be behind another page.
            self.moved.emit()
        elif left is not None and left.stage_id == item.stage_id:
            self.go(left.id)
        else:
            self.go_to_stage(item.stage_id)

    def begin(self) -> None:
        """The day has begun (an answer, the timer): a draft is opened."""
        if self._desk.workshop.details.status is WorkshopStatus.DRAFT:
            self._keep()

    # --- the run sheet ------------------------------------------------------------------------------------

    def begin_item(self, item_id: str) -> None:
        """The room begins an agenda item: the timer starts, and the day walks to the item's stage."""
        self.timer.save()
        self._to_begin = item_id
        self._begin_chosen()

    def _begin_chosen(self) -> None:
        """Whole, also where it is tried again because the disk did not take it."""
        done = self._desk.do(begin_item(self._to_begin), again=self._begin_chosen)
        item = self._desk.workshop.find(AgendaItem, self._to_begin)
        if done is None or item is None:
            return
        self.timer.start()
        if item.stage_id is not None:
            self.go_to_stage(item.stage_id)

    def finish_item(self) -> None:
        self.timer.pause()
        self._desk.do(finish_item())

    def add_minutes(self, minutes: int) -> None:
        """Give what is counted more minutes (fewer, below 0): in the agenda, or to the question that has its own."""
        what = self.counted
        if what is None or not self._desk.can_write:
            return
        question = self._desk.workshop.find(Question, what.question_id)
        item = self._desk.workshop.find(AgendaItem, what.item_id) or self._item_of(what.stage_id)
        if question is not None:
            self._desk.do(set_minutes(question.id, max(1, (question.minutes or 0) + minutes)))
        elif item is not None:
            self._desk.do(give_minutes(item.id, minutes, step=what.step))
        else:
            self.timer.add_minutes(minutes)

    def step_on(self, steps: int) -> None:
        """To the next step of the item's method (the one before, for -1); after the last, the item goes on."""
        item, what = self.item, self.counted
        if item is None or what is None or not item.steps:
            return
        here = len(item.steps) if what.step is None else what.step
        self.timer.save()
        self._step_to = (item.id, here + steps)
        self._go_to_step()

    def _go_to_step(self) -> None:
        self._desk.note(go_to_step(*self._step_to), again=self._go_to_step)

    # --- the timer ----------------------------------------------------------------------------------------

    def set_timer(self) -> None:
        """Give the timer what it counts now, with its minutes."""
        question, stage, item = self.question, self.stage, self.item
        if question is None or stage is None:
            return
        step = None if item is None or not item.steps else min(item.step_now, len(item.steps))
        what = counted(self._desk.workshop, question, stage, item, step)
        self._known[what.key] = self.counted = what
        if what.key != self.timer.key:
            # What was counted until now belongs to what was there before, and that may be an item with its steps.
            self.timer.save()
        self.timer.set_to(what.key, what.planned, self._used(what))

    def close(self) -> None:
        self.timer.pause()

    def tell_running(self) -> None:
        """The window opens on an item that runs: said, and not counted on by itself.

        The file knows when it began and what was counted (but for the last minute, after a crash), not whether the
        timer was paused: to count on from the beginning would add a break, or the walk to another laptop, to the
        room's time. The run sheet goes by the clock on the wall: what is late and when it ends is right all the same.
        """
        item = self.item
        if item is not None and self._desk.can_write and not self.timer.running:
            begun = begun_at(item)
            words = self.tr("{what} runs since {time}. The timer is paused: F7 lets it go on.")
            time = f"{begun:%H:%M}" if begun is not None else ""
            self._desk.say(words.format(what=short_title(item.title), time=time))

    def _used(self, what: Counted) -> int:
        """Seconds that were counted for it and are saved."""
        if what.question_id:
            return self._desk.workshop.get(Question, what.question_id).seconds_used
        item = self._desk.workshop.find(AgendaItem, what.item_id)
        if item is None:
            return self._desk.workshop.get(Stage, what.stage_id).seconds_used
        return item.seconds_used if what.step is None else seconds_of(item, what.step)

    def _item_of(self, stage_id: str) -> AgendaItem | None:
        return item_of_stage(self._desk.workshop, stage_id, self._desk.session.now())

    def _beside(self, step: int) -> Question | None:
        """The next one in the order of the day, also from a question that is hidden."""
        here, stage = self.question, self.stage
        if here is None or stage is None:
            return None
        walk = list(self._desk.workshop.walk())
        ids = [question.id for question in walk]
        if here.id not in ids:
            every = [
                q for s in self._desk.workshop.stages() for q in self._desk.workshop.questions_of(s.id, hidden=True)
            ]
            walk = [q for q in every if not q.hidden or q.id == here.id]
            ids = [question.id for question in walk]
        place = ids.index(here.id) + step
        return walk[place] if 0 <= place < len(walk) else None

    def _heal(self, notice: Notice) -> None:
        """The question was taken away (its adding was undone): stand at the first one. A closed day has no timer."""
        if not self._desk.can_write or (self.item is None and _takes_the_running(notice.transaction)):
            self.timer.pause()
        if notice.deed is Deed.DONE:
            self._tell_opened(notice.transaction)
        walk = self._desk.workshop.walk()
        if notice.transaction.touches(Question) and self.question is None and walk:
            self._question_id = walk[0].id
            self.set_timer()
            self.moved.emit()
        elif notice.transaction.touches(AgendaItem, Question):
            self.set_timer()

    def _tell_opened(self, transaction: Transaction) -> None:
        """A draft of another day was opened by a key; who was only trying the keys should know."""
        details = self._desk.workshop.details
        drafts = (change.before for change in transaction.changes if isinstance(change.before, WorkshopDetails))
        opened = any(each.status is WorkshopStatus.DRAFT for each in drafts) and details.status is WorkshopStatus.OPEN
        if opened and details.date and details.date != self._desk.session.now().date().isoformat():
            words = self.tr("The workshop is open now, though its date is {date}.")
            self._desk.say(words.format(date=date_words(details.date)))

    def _keep(self) -> None:
        if self._desk.can_write and self._question_id:
            self._desk.do(walk_to(self._question_id), again=self._keep)

    def _spend(self, key: str, seconds: int) -> bool:
        what = self._known.get(key)
        # A file that can only be read has no time to be noted in.
        if what is None or not self._desk.can_write:
            return True
        item = self._desk.workshop.find(AgendaItem, what.item_id)
        # One that was put back meanwhile, and perhaps begun afresh, has none of it.
        item_id = item.id if item is not None and what.key.startswith(key_of(item)) else ""
        question = self._desk.workshop.find(Question, what.question_id)
        edit = add_time(
            what.stage_id, seconds, item_id=item_id, step=what.step, question_id=question.id if question else ""
        )
        return self._desk.note(edit, again=self.timer.save)

    def _begun(self, running: bool) -> None:
        """Who starts the timer has begun: the day, and the stage's item where none runs."""
        if not running:
            return
        self.begin()
        self._begin_stage()

    def _begin_stage(self) -> None:
        stage = self.stage
        if stage is not None and self._desk.can_write and self.item is None:
            item = self._item_of(stage.id)
            if item is not None:
                self._desk.note(begin_item(item.id), again=self._begin_stage)


def _takes_the_running(transaction: Transaction) -> bool:
    """An item that ran runs no more by it: its begin was taken back."""
    items = (change.before for change in transaction.changes)
    return any(isinstance(item, AgendaItem) and item.started_at and not item.ended_at for item in items)
