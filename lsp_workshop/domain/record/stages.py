"""The stages of the day: questions, headlines and answers by theme, ballots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lsp_workshop.domain.developments import NO_WHEN, by_when, coming_words, says_when, when_words
from lsp_workshop.domain.doubt import is_doubtful
from lsp_workshop.domain.grouping import by_theme
from lsp_workshop.domain.health import is_health_check
from lsp_workshop.domain.model import (
    Answer,
    AnswerStatus,
    Ballot,
    Group,
    Participant,
    Question,
    Stage,
    Theme,
)
from lsp_workshop.domain.question_parts import NO_PART, answers_by_part
from lsp_workshop.domain.record.ballots import ballot_blocks, stage_ballots
from lsp_workshop.domain.record.doubt import DOUBTFUL_MARK
from lsp_workshop.domain.record.parts import (
    HEADLINE,
    AnswerGroup,
    AnswerList,
    Block,
    Heading,
    Paragraph,
    PrintedAnswer,
    Role,
    Section,
)
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.record.photos import photo_blocks
from lsp_workshop.domain.wording import inside, joined
from lsp_workshop.domain.workshop import Workshop


def stage_sections(workshop: Workshop, people: People) -> list[Section]:
    """A section for each stage with answers or ballots; votes and answers that belong to none come last."""
    stages = workshop.stages()
    sections = [section for stage in stages if (section := _stage(workshop, stage, len(stages), people))]
    known = {question.id for stage in stages for question in workshop.questions_of(stage.id, hidden=True)}
    placed = {stage.id for stage in stages}
    stray = [b for b in workshop.all(Ballot) if b.question_id not in known and b.stage_id not in placed]
    stray = stage_ballots([ballot for ballot in stray if not is_health_check(ballot)])
    if stray:
        blocks = tuple(block for ballot in stray for block in ballot_blocks(workshop, ballot, people))
        sections.append(Section("votes", "Other votes", blocks))
    loose = [a for a in workshop.all(Answer) if a.question_id not in known and a.status is AnswerStatus.KEPT]
    if loose:
        sections.append(Section("loose", "Answers without a question", (answer_list(workshop, loose, people),)))
    return sections


def _stage(workshop: Workshop, stage: Stage, stages: int, people: People) -> Section | None:
    blocks: list[Block] = []
    found = 0
    questions = workshop.questions_of(stage.id, hidden=True)
    for question in questions:
        kept = workshop.answers_to(question.id, kept_only=True)
        ballots = [ballot for ballot in workshop.ballots_of(question.id) if not is_health_check(ballot)]
        photos = photo_blocks(people, question)
        if question.hidden and not kept and not ballots and not photos:
            continue
        found += len(kept) + len(ballots) + len(photos)
        blocks.extend([*_question(workshop, question, kept, ballots, people), *photos])
    on_questions = {question.id for question in questions}
    others = [b for b in workshop.all(Ballot) if b.stage_id == stage.id and b.question_id not in on_questions]
    for ballot in stage_ballots([ballot for ballot in others if not is_health_check(ballot)]):
        found += 1
        blocks.extend(ballot_blocks(workshop, ballot, people))
    if not found:
        return None
    label = f"Stage {stage.number} of {stages}"
    return Section(f"stage-{stage.id}", stage.title, tuple(blocks), label=label, lead=stage.subtitle)


def _question(
    workshop: Workshop, question: Question, kept: Sequence[Answer], ballots: Sequence[Ballot], people: People
) -> list[Block]:
    blocks: list[Block] = [Heading(2, f"{question.number}  {question.text}")]
    if kept:
        blocks.extend(_answers(workshop, question, kept, people))
    elif not ballots:
        blocks.append(Paragraph("No answers were captured.", Role.NOTE))
    for ballot in stage_ballots(ballots):
        blocks.extend(ballot_blocks(workshop, ballot, people))
    return blocks


# --- answers ------------------------------------------------------------------------------------------------


def _answers(workshop: Workshop, question: Question, kept: Sequence[Answer], people: People) -> list[Block]:
    """One list, or one under the name of each part that was used; what is in none of them comes last.

    Without parts, one under each date on which something is to come, where any was said.
    """
    by_part = answers_by_part(workshop, question, kept)
    if all(not part for part, _ in by_part):
        return _coming(workshop, kept, people) if says_when(kept) else [answer_list(workshop, kept, people)]
    blocks: list[Block] = []
    for part, answers in by_part:
        blocks += [Heading(3, part or NO_PART), answer_list(workshop, answers, people)]
    return blocks


def _coming(workshop: Workshop, kept: Sequence[Answer], people: People) -> list[Block]:
    blocks: list[Block] = []
    for bites, answers in by_when(kept):
        blocks += [Heading(3, when_words(bites) or NO_WHEN), answer_list(workshop, answers, people, when=False)]
    return blocks


def answer_list(workshop: Workshop, answers: Iterable[Answer], people: People, *, when: bool = True) -> AnswerList:
    """Answers by theme in the order of the themes, headlines first; those without a theme, then parked themes, last."""
    printed = []
    for theme, found in by_theme(workshop, answers):
        members = sorted(found, key=lambda answer: not answer.headline)
        printed.append(AnswerGroup(_title(theme), tuple(_answer(a, people, when=when) for a in members)))
    return AnswerList(people.noun, tuple(printed))


def _title(theme: Theme | None) -> str:
    if theme is None:
        return ""
    return f"{inside(theme.title)} (parked)" if theme.parked else theme.title


def _answer(answer: Answer, people: People, *, when: bool = True) -> PrintedAnswer:
    """`when`: with the date on which it bites, which no heading says."""
    coming = coming_words(answer, when=when)
    marks = (*marks_of(answer), coming) if coming else marks_of(answer)
    return PrintedAnswer(answer.text, source_of(answer, people), marks, answer.headline)


def source_of(answer: Answer, people: People) -> str:
    """The group's label, or the person who said it: by name only with consent."""
    participant = people.workshop.find(Participant, answer.participant_id)
    found = people.workshop.find(Group, answer.group_id)
    group = found.label if found else ""
    if participant is None or (group and not people.may_name(participant)):
        return group
    return joined((people.name(participant), people.group(answer.group_id)))


def marks_of(answer: Answer) -> tuple[str, ...]:
    marks = {
        HEADLINE: answer.headline,
        "Minority view": answer.minority_view,
        "Strong feeling": answer.strong_feeling,
        "To check": answer.to_check,
        DOUBTFUL_MARK: is_doubtful(answer),
    }
    return tuple(mark for mark, applies in marks.items() if applies)


def answers_by_group(workshop: Workshop, people: People) -> list[Block]:
    """The listing by group, for an appendix: every kept answer under who said it, in the order of the day."""
    blocks: list[Block] = []
    kept = [a for q in workshop.walk() for a in workshop.answers_to(q.id, kept_only=True)]
    numbers = {question.id: question for question in workshop.all(Question)}
    for group in [*workshop.all(Group), None]:
        own = [answer for answer in kept if (workshop.find(Group, answer.group_id)) == group]
        if not own:
            continue
        by_question: dict[str, list[PrintedAnswer]] = {}
        for answer in own:
            question = numbers[answer.question_id]
            part = workshop.part_of(answer)
            title = f"{question.number}  {question.text}" + (f" · {part}" if part else "")
            by_question.setdefault(title, []).append(_answer(answer, people))
        title = workshop.group_title(group) if group else f"No {people.noun.lower()}"
        groups = tuple(AnswerGroup(theme, tuple(answers)) for theme, answers in by_question.items())
        blocks += [Heading(2, title), AnswerList(people.noun, groups, by_question=True)]
    return blocks
