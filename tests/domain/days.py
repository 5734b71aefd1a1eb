"""Days as lists of things that people do, in any order: what edits must hold up under."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from hypothesis import strategies as st

from lsp_workshop.domain import catching_up
from lsp_workshop.domain.edits import (
    agenda,
    ballots,
    capture,
    event,
    parking,
    people,
    plan,
    prompts,
    questions,
    records,
    runsheet,
    themes,
)
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.framework import Prompt
from lsp_workshop.domain.model import (
    AgendaItem,
    AgendaStep,
    Answer,
    Ballot,
    Group,
    Lesson,
    Method,
    Organisation,
    Participant,
    Question,
    Record,
    Sector,
    Stage,
    Theme,
)
from lsp_workshop.domain.runsheet import run_sheet
from lsp_workshop.domain.transaction import Edit
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import Session
from tests.store.files import SMALL

RICH: tuple[Record, ...] = (
    *SMALL,
    Stage(id="S2", number=2, title="Needs"),
    Question(id="Q2", stage_id="S1", number="1.2", text="For whom?"),
    Group(id="tB", label="B"),
    Sector(id="public", name="Public", order=1),
    Organisation(id="o1", name="Council", sector_id="public"),
    Participant(id="p1", name="Una", organisation_id="o1", attended=True),
    Theme(id="th1", stage_id="S1", title="Buses"),
    Answer(id="c3", question_id="Q1", group_id="tB", text="Late buses", theme_id="th1"),
    AgendaItem(
        id="ag1",
        order=1,
        time="10:00",
        title="Stage 1",
        minutes=40,
        stage_id="S1",
        steps=(AgendaStep(title="Alone", minutes=10), AgendaStep(title="All", minutes=30)),
        started_at="2026-03-12T10:05:00",
        ended_at="2026-03-12T10:50:00",
    ),
    AgendaItem(id="ag2", order=2, title="Stage 2", minutes=40, stage_id="S2"),
    AgendaItem(id="ag3", order=3, time="11:25", title="Lunch", minutes=45, fixed=True),
)
"""A small workshop with one of most things."""


LATE = datetime(2026, 3, 12, 11)
"""Ten minutes after the end of Stage 1, which took longer than it was given."""


@dataclass(frozen=True)
class Hand:
    """What a step works on: whatever the numbers pick out of the workshop as it is then."""

    workshop: Workshop
    number: int
    other: int
    words: str

    def _pick(self, kind: type[Record], number: int) -> str:
        found = self.workshop.all(kind)
        return found[number % len(found)].id if found else "none"

    @property
    def yes(self) -> bool:
        return self.other % 2 == 0

    @property
    def answer(self) -> str:
        return self._pick(Answer, self.number)

    @property
    def answers(self) -> list[str]:
        return [self._pick(Answer, number) for number in (self.number, self.other, self.number + self.other)]

    @property
    def question(self) -> str:
        return self._pick(Question, self.number)

    @property
    def part(self) -> str:
        """A part of the answer's question, or none."""
        answer = self.workshop.find(Answer, self.answer)
        question = self.workshop.find(Question, answer.question_id) if answer else None
        parts = (*question.parts, "") if question else ("",)
        return parts[self.other % len(parts)]

    @property
    def theme(self) -> str:
        return self._pick(Theme, self.number)

    @property
    def other_theme(self) -> str:
        return self._pick(Theme, self.other)

    @property
    def ballot(self) -> str:
        return self._pick(Ballot, self.number)

    @property
    def group(self) -> str:
        return self._pick(Group, self.other)

    @property
    def person(self) -> str:
        return self._pick(Participant, self.number)

    @property
    def item(self) -> str:
        return self._pick(AgendaItem, self.number)

    @property
    def proposal(self) -> catching_up.Proposal:
        """A way of catching up, with whatever items the numbers choose."""
        sheet = run_sheet(self.workshop, LATE)
        chosen = {line.item.id for line in sheet.later[self.number % 2 :]}
        ways = (catching_up.move(sheet), catching_up.shorten(sheet), catching_up.leave_out(sheet, chosen))
        return ways[self.other % 3]

    @property
    def prompt(self) -> Prompt:
        return Prompt(f"H{self.number % 3}", f"Hint {self.number % 3}", (1,))

    @property
    def organisation(self) -> str:
        return self._pick(Organisation, self.number)


STEPS: dict[str, Callable[[Hand], Edit]] = {
    "capture": lambda hand: capture.capture_answer(hand.question, hand.words, group_id=hand.group),
    "capture a prompt": lambda hand: capture.capture_answer(hand.question, hand.words, prompt_id=hand.prompt.id),
    "capture several": lambda hand: capture.capture_answers(
        hand.question, [(None, hand.words), (hand.group, hand.words)]
    ),
    "reword": lambda hand: capture.reword_answer(hand.answer, hand.words),
    "set aside": lambda hand: capture.set_aside(hand.answers[:2]),
    "keep": lambda hand: capture.keep_again([hand.answer]),
    "mark": lambda hand: capture.mark([hand.answer], capture.FLAGS[hand.number % 4], hand.yes),
    "move": lambda hand: capture.move_to_group([hand.answer], hand.group),
    "theme": lambda hand: themes.put_under_theme(hand.answers, hand.words),
    "clear": lambda hand: themes.clear_theme([hand.answer]),
    "rename": lambda hand: themes.rename_theme(hand.theme, hand.words),
    "remove theme": lambda hand: themes.remove_theme(hand.theme),
    "place theme": lambda hand: themes.place_theme(hand.theme, hand.other_theme, after=hand.yes),
    "park theme": lambda hand: themes.park_theme(hand.theme, hand.yes),
    "merge themes": lambda hand: themes.merge_themes(hand.theme, [hand.other_theme]),
    "split theme": lambda hand: themes.split_theme(hand.answers[:2], hand.words),
    "put under": lambda hand: themes.move_to_theme(hand.answers, hand.theme),
    "theme ballot": lambda hand: ballots.new_ballot(
        hand.words,
        method=Method.DOTS,
        options=[ballots.option("One", theme_id=hand.theme), ballots.option("Two", theme_id=hand.other_theme)],
    ),
    "open ballot": lambda hand: ballots.open_ballot(hand.ballot),
    "merge": lambda hand: themes.merge_answers(hand.answer, hand.answers[1:]),
    "split": lambda hand: themes.split_answers([hand.answer]),
    "question": lambda hand: questions.add_question("S2", hand.words),
    "reword question": lambda hand: questions.reword_question(hand.question, hand.words),
    "hide": lambda hand: questions.hide_question(hand.question, hand.yes),
    "parts": lambda hand: questions.set_parts(
        hand.question, ("Needs", hand.words, "Hopes")[: 3 - hand.other % 2] if hand.number % 3 else ()
    ),
    "part": lambda hand: capture.put_in_part([hand.answer], hand.part),
    "minutes": lambda hand: questions.set_minutes(hand.question, hand.other),
    "details": lambda hand: event.change_details(title=hand.words),
    "done": lambda hand: event.set_stage_done("S1", hand.yes),
    "note": lambda hand: event.write_note("S1", hand.words if hand.yes else ""),
    "person": lambda hand: people.add_participant(hand.words, organisation=hand.words[::-1] if hand.yes else ""),
    "arrive": lambda hand: people.arrive(hand.person),
    "leave": lambda hand: people.leave(hand.person),
    "group": lambda _: people.add_group(),
    "objective": lambda hand: plan.add_objective(hand.words),
    "action": lambda hand: plan.add_action(hand.words),
    "park": lambda hand: parking.park(hand.words),
    "lesson": lambda hand: records.add(Lesson, text=hand.words),
    "tick": lambda hand: prompts.tick_prompt("S1", hand.prompt, hand.yes),
    "item": lambda hand: agenda.add_agenda_item(hand.words),
    "item's time": lambda hand: agenda.set_time(hand.item, f"{hand.number % 24}:{hand.other:02}"),
    "item's minutes": lambda hand: agenda.set_minutes(hand.item, str(hand.other)),
    "item's steps": lambda hand: runsheet.set_steps(hand.item, f"Alone {hand.number}; All {hand.other}"),
    "give minutes": lambda hand: runsheet.give_minutes(hand.item, hand.number - hand.other),
    "give a step minutes": lambda hand: runsheet.give_minutes("ag1", hand.number - hand.other, step=0),
    "cut": lambda hand: runsheet.set_cut(hand.item, hand.yes),
    "catch up": lambda hand: runsheet.catch_up(hand.proposal),
    "put back": lambda hand: runsheet.put_back(hand.item),
    "afresh": lambda _: runsheet.start_afresh(),
    "order": lambda hand: agenda.move(AgendaItem, hand.item, 1 if hand.yes else -1),
    "remove answer": lambda hand: records.remove(Answer, hand.answer),
    "remove person": lambda hand: records.remove(Participant, hand.person),
    "remove organisation": lambda hand: records.remove(Organisation, hand.organisation),
    "remove group": lambda hand: records.remove(Group, hand.group),
    "ballot": lambda hand: ballots.new_ballot(hand.words, method=Method.DOTS, options=[ballots.option(hand.words)]),
}

Day = list[tuple[str, int, int, str]]

_words = st.text(min_size=1, max_size=12).filter(lambda text: bool(text.strip()) and text.isprintable())
_numbers = st.integers(0, 40)


def days(*names: str, longest: int = 25) -> st.SearchStrategy[Day]:
    """Days of steps with these names, or of any."""
    step = st.tuples(st.sampled_from(names or sorted(STEPS)), _numbers, _numbers, _words)
    return st.lists(step, max_size=longest)


def live(session: Session, day: Day) -> int:
    """Do what can be done of a day; returns how many steps changed something."""
    done = 0
    for name, number, other, words in day:
        try:
            done += bool(session.do(STEPS[name](Hand(session.workshop, number, other, words))).changes)
        except DomainError:
            continue  # A rule says no: another test's business.
    return done
