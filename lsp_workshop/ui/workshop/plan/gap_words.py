"""The gaps of the plan in words: short for a cell, a sentence for a list, a count for the closing check. No widget."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from lsp_workshop.domain import gaps
from lsp_workshop.domain.gaps import Gap
from lsp_workshop.ui.tables.columns import day_shown


def _tr(text: str) -> str:
    return QCoreApplication.translate("Plan", text)


WORDS: dict[str, tuple[str, str]] = {
    "indicator_no_baseline": ("No baseline", "Nobody has said where it stands today: there is no baseline."),
    "indicator_no_target": ("No target", "It has no target."),
    "indicator_no_owner": ("No owner", "No organisation measures this and answers for it."),
    "no_planner": ("No planner", "Nobody plans this."),
    "no_deliverer": ("No deliverer", "Nobody delivers this."),
    "no_owner": ("No owner", "No person answers for this."),
    "no_due": ("No due date", "There is no due date."),
    "no_monitor": ("No monitor", "Nobody monitors this."),
    "monitor_delivers": ("Monitor delivers too", "The monitor also delivers."),
    "due_past": ("Due date past", "The due date, {date}, is past."),
    "due_off": ("Due on a day off", "The due date, {date}, is a day off: {why}."),
    "step_past": ("First step past", "The first step was to be done by {date}, which is past."),
    "step_off": ("First step on a day off", "The first step is due on a day off: {date}, {why}."),
    "milestone_past": ("Milestone past", "The milestone “{what}” was due {date}, which is past."),
    "milestone_off": ("Milestone on a day off", "The milestone “{what}” falls on a day off: {date}, {why}."),
    "objective_without_action": ("No action", "No action leads to this objective."),
    "pledge_without_organisation": ("No organisation", "It is not said who pledges this."),
    "pledge_no_due": ("No date", "The pledge has no date."),
    "pledge_past": ("Date past", "The date of the pledge, {date}, is past."),
    "pledge_off": ("On a day off", "The pledge is due on a day off: {date}, {why}."),
    "organisation_without_part": ("Nothing to do", "It plans, delivers, monitors, leads and pledges nothing."),
    "organisation_too_much": (
        "Too much",
        "It plans or delivers {count} of {of} actions; those that have any have {usual} on average.",
    ),
    "sector_without_part": ("Nothing to do", "None of its organisations plans, delivers, monitors, leads or pledges."),
    "sector_too_much": (
        "Too much",
        "It plans and delivers {count} of {of} actions by itself, without any other sector.",
    ),
}
"""A gap in a cell and in a sentence."""

_COUNTED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Indicators without a baseline: {count}.", ("indicator_no_baseline",)),
    ("Indicators without a target: {count}.", ("indicator_no_target",)),
    ("Indicators without an owner: {count}.", ("indicator_no_owner",)),
    ("Actions without a planner: {count}.", ("no_planner",)),
    ("Actions without a deliverer: {count}.", ("no_deliverer",)),
    ("Actions without an owner: {count}.", ("no_owner",)),
    ("Actions without a due date: {count}.", ("no_due",)),
    ("Actions that nobody monitors: {count}.", ("no_monitor",)),
    ("Actions whose monitor also delivers: {count}.", ("monitor_delivers",)),
    ("Dates in the plan that are past: {count}.", ("due_past", "step_past", "milestone_past", "pledge_past")),
    ("Dates in the plan on a day off: {count}.", ("due_off", "step_off", "milestone_off", "pledge_off")),
    ("Objectives without an action: {count}.", ("objective_without_action",)),
    ("Pledges without an organisation: {count}.", ("pledge_without_organisation",)),
    ("Pledges without a date: {count}.", ("pledge_no_due",)),
    ("Organisations with nothing to do in the plan: {count}.", ("organisation_without_part",)),
    ("Organisations with too much to do: {count}.", ("organisation_too_much",)),
    ("Sectors with nothing to do in the plan: {count}.", ("sector_without_part",)),
    ("Sectors with too much to do: {count}.", ("sector_too_much",)),
)


def gap_cell(found: Sequence[Gap]) -> str:
    """ "No monitor · no due date", short for a cell; what is there more than once is said once."""
    words = list(dict.fromkeys(_tr(WORDS[gap.code][0]) for gap in found))
    return " · ".join(word if place == 0 else word[0].lower() + word[1:] for place, word in enumerate(words))


def gap_sentence(gap: Gap) -> str:
    values = {name: str(value) for name, value in gap.values.items()}
    if "date" in values:
        values["date"] = day_shown(values["date"])
    return _tr(WORDS[gap.code][1]).format(**values)


def gap_sentences(found: Sequence[Gap]) -> str:
    return " ".join(gap_sentence(gap) for gap in found)


def gap_counts(found: Sequence[Gap]) -> list[tuple[str, Gap]]:
    """How many there are of each kind, a sentence each, with the first of them."""
    of_kind = [(words, [gap for gap in found if gap.code in codes]) for words, codes in _COUNTED]
    return [(_tr(words).format(count=len(own)), own[0]) for words, own in of_kind if own]


def too_much_words() -> str:
    """When somebody has too much, and which days are days off: stated where the gaps are listed."""
    return _tr(
        "Too much: {from_} actions or more, and {times} times what others plan or deliver on average; of a sector, "
        "more than half of the actions by itself. Days off: weekends and bank holidays of England and Wales."
    ).format(from_=gaps.TOO_MUCH_FROM, times=f"{gaps.TOO_MUCH_TIMES:g}")
