"""How the partnership answers for itself: its mechanisms, what became of last time's promises, reviews to come."""

from __future__ import annotations

from collections.abc import Sequence

from lsp_workshop.domain.edits.reviews import BECAME
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.key_tasks import tasks
from lsp_workshop.domain.model import Action, Decision, Mechanism, Review, ReviewItem
from lsp_workshop.domain.outcomes import is_agreed
from lsp_workshop.domain.record.parts import Block, BulletList, Cell, Column, Heading, Paragraph, Role, Section, Table
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.roles import REVIEW, stage_for
from lsp_workshop.domain.wording import capital, counted, date_words, joined, listed, phrase, sentence, short_date
from lsp_workshop.domain.workshop import Workshop

_NO_DATE = "9999"


def accountability_section(workshop: Workshop, framework: Framework, people: People) -> Section | None:
    """What was decided in the stage for it, to whom the partnership answers and how, reviews past and to come.

    The key tasks come last, where any was ticked.
    """
    mechanisms = workshop.all(Mechanism)
    reviews = sorted(workshop.all(Review), key=lambda review: review.date or _NO_DATE)
    checklist = _key_tasks(workshop, framework)
    if not (mechanisms or reviews or checklist):
        return None
    blocks: list[Block] = []
    last = stage_for(workshop, REVIEW)
    agreed = [d for d in workshop.all(Decision) if last and d.stage_id == last.id and is_agreed(d.outcome)]
    if agreed:
        blocks.append(BulletList(tuple(decision.text for decision in agreed)))
    if mechanisms:
        blocks += [Heading(2, "To whom the partnership answers"), _mechanisms(mechanisms)]
    coming = [review for review in reviews if not review.items]
    if coming:
        blocks += [Heading(2, "Review calendar"), _calendar(coming)]
    for review in reviews:
        if review.items:
            blocks += [Heading(2, capital(review.kind) or "Review"), *_review(workshop, review, people)]
    return Section("accountability", "Accountability and review", (*blocks, *checklist))


def _mechanisms(mechanisms: Sequence[Mechanism]) -> Table:
    rows = tuple(
        (Cell(each.to_whom, strong=True), Cell(each.how or "Not yet agreed"), Cell(each.how_often or "Not yet agreed"))
        for each in mechanisms
    )
    return Table((Column("To whom", 0.28), Column("How", 0.47), Column("How often", 0.25)), rows)


def _calendar(reviews: Sequence[Review]) -> Table:
    """The third column only where somebody said what a review looks at."""
    dates = [Cell(date_words(review.date) or "No date yet", strong=bool(review.date)) for review in reviews]
    kinds = [Cell(capital(review.kind)) for review in reviews]
    if not any(review.about for review in reviews):
        rows = tuple(zip(dates, kinds, strict=True))
        return Table((Column("Date", 0.28), Column("Review", 0.72)), rows)
    about = [Cell(capital(review.about)) for review in reviews]
    columns = (Column("Date", 0.28), Column("Review", 0.44), Column("Looks at", 0.28))
    return Table(columns, tuple(zip(dates, kinds, about, strict=True)))


def _as_of(review: Review) -> str:
    """ "As it stood on 12 March 2026.": beside what is reviewed, which may be named after another day."""
    words = date_words(review.date)
    if words == review.date:  # Nothing, or no date: as typed.
        return sentence(words)
    return f"As it stood {'on' if len(review.date) > len('2026-03') else 'in'} {words}."


def _review(workshop: Workshop, review: Review, people: People) -> list[Block]:
    """What was promised, how it stands and why, and what became of it, with a sentence that counts."""
    rows = tuple(
        (
            Cell(item.title, strong=True, note=_promised(workshop, item, people)),
            Cell(
                capital(item.rag or item.became or "not rated"),
                note=capital(item.became) if item.rag else "",
                mark=item.rag or "",
            ),
            Cell(item.reason or ("No reason given" if item.rag in ("red", "amber") else "")),
        )
        for item in review.items
    )
    table = Table((Column("What", 0.36), Column("State", 0.16), Column("Reason", 0.48)), rows)
    counts = [(word, sum(item.became == word for item in review.items)) for word in BECAME]
    said = [f"{count} {word if word != 'goes on' or count == 1 else 'go on'}" for word, count in counts if count]
    open_ones = sum(not item.became for item in review.items)
    if said:
        said += [f"of {open_ones} nothing was said"] if open_ones else []
    became = f"Of {counted(len(review.items), 'point')}: {listed(said)}." if said else ""
    words = joined((_as_of(review), became), " ")
    return [Paragraph(words, Role.NOTE), table] if words else [table]


def _promised(workshop: Workshop, item: ReviewItem, people: People) -> str:
    """Who was to do it and by when, of an action that was brought over."""
    action = workshop.find(Action, item.action_id)
    if action is None:
        return ""
    who = people.person(action.owner_participant_id)
    return phrase((who, f"due {short_date(action.due)}" if action.due else ""), "; ")


def _key_tasks(workshop: Workshop, framework: Framework) -> tuple[Block, ...]:
    """The framework's key tasks, where the room went through them; nothing where nobody ticked one."""
    every = tasks(workshop, framework)
    if not any(task.ticked for task in every):
        return ()
    rows = []
    heading = ""
    for task in every:
        first = task.prompt.heading if task.prompt.heading != heading else ""
        heading = task.prompt.heading
        state = "Covered" if task.covered else "Not yet"
        rows.append((Cell(first, strong=True), Cell(task.prompt.text), Cell(state, strong=task.covered)))
    covered = sum(task.covered for task in every)
    columns = (Column("Part of", 0.28), Column("Key task", 0.56), Column("State", 0.16))
    words = sentence(f"{covered} of {counted(len(every), 'task')} covered")
    return (Heading(2, "Key tasks of a partnership"), Paragraph(words, Role.NOTE), Table(columns, tuple(rows)))
