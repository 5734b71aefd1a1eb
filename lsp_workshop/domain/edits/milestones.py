"""The milestones of an action: typed one by one or all in a cell, ticked, reworded, removed."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from lsp_workshop.domain.edits.dates import near, parse_date, parse_due, typed_date
from lsp_workshop.domain.edits.names import several, typed_list
from lsp_workshop.domain.edits.plan import change_action
from lsp_workshop.domain.edits.records import object_of, require_words
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Action, Milestone
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.wording import counted, short_title
from lsp_workshop.domain.workshop import Workshop

_DATED = re.compile(r"(?P<title>.*?)[\s,;:–—-]*(?P<due>\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}-\d{2}-\d{2})\s*", re.DOTALL)
_TITLE_AND_REST = re.compile(r"\s+[–—]+\s+|\s+-+\s+|\t+")


def parse_milestone(text: str, since: str = "") -> Milestone:
    """A milestone out of "Rota agreed — 15/5/2026" or "May: rota agreed"; the date may be missing.

    A year that is missing is the first from `since` (an ISO date) on. After a colon at the beginning, and after a date
    and a colon, everything is the title. Raises "bad_date", "empty_text".
    """
    title, due = _parts(text.strip(), since)
    if not title.strip():
        raise DomainError("empty_text", noun="milestone", field="title")
    return Milestone(title=require_words("actions", "title", title), due=due)


def typed_milestone(milestone: Milestone) -> str:
    """ "15/5/2026: Rota agreed", as it is typed in a cell."""
    if milestone.due:
        return f"{typed_date(milestone.due)}: {milestone.title}"
    plain = _parts(milestone.title, "") == (milestone.title, None)
    return milestone.title if plain else f": {milestone.title}"


def typed_milestones(milestones: Sequence[Milestone]) -> str:
    """All of them in a cell: "15/5/2026: Rota agreed; June: running"."""
    return typed_list([typed_milestone(each) for each in milestones])


def set_milestones(action_id: str, text: str) -> Edit:
    """All milestones as they stand in a cell. One whose words stayed is left as it is, one that was reworded in its
    place stays done or not. Raises "milestone_after_due", "bad_date", "empty_text".
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        action = workshop.get(Action, action_id)
        before = list(action.milestones)
        words = several(text)
        kept = {typed_milestone(each): each for each in before}
        after = []
        for place, each in enumerate(words):
            same = kept.get(each)
            made = same or parse_milestone(each, near(workshop, moment))
            if same is None and len(words) == len(before):
                made = dataclasses.replace(made, done=before[place].done)
            elif same is None:
                made = dataclasses.replace(made, done=any(old.done for old in before if old.title == made.title))
            after.append(made)
        transaction = change_action(action_id, milestones=tuple(after))(workshop, moment)
        label = f"set {counted(len(after), 'milestone')} of {object_of(action)}"
        return _relabelled(transaction, label if after else f"clear the milestones of {object_of(action)}")

    return edit


def add_milestone(action_id: str, text: str) -> Edit:
    """Raises "milestone_after_due", "bad_date", "empty_text"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        action, made = workshop.get(Action, action_id), parse_milestone(text, near(workshop, moment))
        transaction = change_action(action_id, milestones=(*action.milestones, made))(workshop, moment)
        return _relabelled(transaction, f"add milestone {short_title(made.title)} to {short_title(action.title)}")

    return edit


def change_milestone(action_id: str, place: int, text: str) -> Edit:
    """New words and date for the milestone at `place` (from 0); whether it is done stays."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        milestones = list(workshop.get(Action, action_id).milestones)
        typed = parse_milestone(text, near(workshop, moment))
        label = f"change milestone {short_title(milestones[place].title)}"
        milestones[place] = dataclasses.replace(milestones[place], title=typed.title, due=typed.due)
        transaction = change_action(action_id, milestones=tuple(milestones))(workshop, moment)
        return _relabelled(transaction, label)

    return edit


def tick_milestone(action_id: str, place: int, done: bool) -> Edit:
    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        milestones = list(workshop.get(Action, action_id).milestones)
        milestones[place] = dataclasses.replace(milestones[place], done=done)
        transaction = change_action(action_id, milestones=tuple(milestones))(workshop, moment)
        called = f"milestone {short_title(milestones[place].title)}"
        return _relabelled(transaction, f"mark {called} as {'done' if done else 'not done'}")

    return edit


def remove_milestone(action_id: str, place: int) -> Edit:
    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        milestones = list(workshop.get(Action, action_id).milestones)
        label = f"remove milestone {short_title(milestones.pop(place).title)}"
        transaction = change_action(action_id, milestones=tuple(milestones))(workshop, moment)
        return _relabelled(transaction, label)

    return edit


def _parts(words: str, since: str) -> tuple[str, str | None]:
    """Title and date."""
    head, colon, rest = words.partition(":")
    if colon and not head.strip():
        return rest.strip(), None
    if colon and (due := _due(head, since)):
        return rest.strip(), due
    dated = _DATED.fullmatch(words)
    if dated is not None:
        return dated["title"], parse_date(dated["due"])
    pieces = _TITLE_AND_REST.split(words)
    last = pieces[-1]
    if len(pieces) > 1 and any(letter.isdecimal() for letter in last):
        if due := _due(last, since):
            return words[: words.rindex(last)].rstrip(" \t–—-"), due
        # What follows the last dash and looks like a date, but is none, is a slip and no title.
        if re.fullmatch(r"[\d/.\- ]+", last):
            parse_date(last)
    return words, None


def _due(words: str, since: str) -> str | None:
    try:
        return parse_due(words, since)
    except DomainError:
        return None


def _relabelled(transaction: Transaction, label: str) -> Transaction:
    return dataclasses.replace(transaction, label=label)
