"""What was said and decided, as sheets: every answer with its marks, every decision with its dissent."""

from __future__ import annotations

from lsp_workshop.domain.developments import when_words
from lsp_workshop.domain.doubt import is_doubtful
from lsp_workshop.domain.model import Answer, Ballot, Decision, Participant, Question, Stage, Theme
from lsp_workshop.domain.record.doubt import DOUBTFUL_MARK
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.sheets.parts import Sheet, SheetColumn, Value, when, yes
from lsp_workshop.domain.wording import capital
from lsp_workshop.domain.workshop import Workshop


def answers_sheet(workshop: Workshop, people: People) -> Sheet:
    """Every answer in the order of the day; those merged or set aside too, which the status says."""
    columns = (
        SheetColumn("Stage", 24), SheetColumn("No.", 6), SheetColumn("Question", 36), SheetColumn("Part", 14),
        SheetColumn(people.noun, 12), SheetColumn("Said by", 24), SheetColumn("Answer", 70), SheetColumn("Theme", 28),
        SheetColumn("Headline", 10), SheetColumn("Minority view", 14), SheetColumn("Strong feeling", 14),
        SheetColumn("To check", 10), SheetColumn("How sure", 10), SheetColumn("When it bites", 16),
        SheetColumn("Status", 11), SheetColumn("Merged into", 36), SheetColumn("First words", 36),
        SheetColumn("Captured", 17), SheetColumn("Remark", 20),
        SheetColumn("Id", 22),
    )  # fmt: skip
    rows = [_answer(workshop, answer, people) for answer in _in_order(workshop)]
    return Sheet("Answers", columns, tuple(rows))


def _in_order(workshop: Workshop) -> list[Answer]:
    """Question by question; answers to a question that is not there come last."""
    questions = [question for stage in workshop.stages() for question in workshop.questions_of(stage.id, hidden=True)]
    known = {question.id for question in questions}
    found = [answer for question in questions for answer in workshop.answers_to(question.id)]
    return [*found, *(answer for answer in workshop.all(Answer) if answer.question_id not in known)]


def _answer(workshop: Workshop, answer: Answer, people: People) -> tuple[Value, ...]:
    question = workshop.find(Question, answer.question_id)
    stage = workshop.find(Stage, question.stage_id) if question else None
    theme = workshop.find(Theme, answer.theme_id)
    into = workshop.find(Answer, answer.merged_into_id)
    reworded = answer.first_text is not None and answer.first_text != answer.text
    return (
        stage.title if stage else None,
        question.number if question else None,
        question.text if question else None,
        workshop.part_of(answer) or None,
        people.group(answer.group_id) or None,
        _said_by(workshop, answer, people),
        answer.text,
        theme.title if theme else None,
        yes(answer.headline),
        yes(answer.minority_view),
        yes(answer.strong_feeling),
        yes(answer.to_check),
        str(answer.how_sure) if answer.how_sure is not None else None,
        when_words(answer.bites) or None,
        str(answer.status),
        into.text if into else None,
        answer.first_text if reworded else None,
        when(answer.captured_at),
        DOUBTFUL_MARK if is_doubtful(answer) else None,
        answer.id,
    )


def _said_by(workshop: Workshop, answer: Answer, people: People) -> Value:
    """The person, by name only with consent; where the group says enough it stands in."""
    participant = workshop.find(Participant, answer.participant_id)
    if participant is None or (people.group(answer.group_id) and not people.may_name(participant)):
        return None
    return people.name(participant)


def decisions_sheet(workshop: Workshop) -> Sheet:
    """Every decision as it was recorded; names in its words are taken out with those of the whole workbook."""
    columns = (
        SheetColumn("No.", 6), SheetColumn("Stage", 24), SheetColumn("Decision", 70), SheetColumn("How", 24),
        SheetColumn("Outcome", 18), SheetColumn("Dissent", 40), SheetColumn("Minority view", 40),
        SheetColumn("Ballot", 36), SheetColumn("Recorded", 17), SheetColumn("Id", 22),
    )  # fmt: skip
    rows = []
    for place, decision in enumerate(workshop.all(Decision), start=1):
        stage = workshop.find(Stage, decision.stage_id)
        ballot = workshop.find(Ballot, decision.ballot_id)
        row: tuple[Value, ...] = (
            place,
            stage.title if stage else None,
            decision.text,
            decision.how or None,
            capital(decision.outcome) or None,
            decision.dissent or None,
            decision.minority_view or None,
            ballot.title if ballot else None,
            when(decision.recorded_at),
            decision.id,
        )
        rows.append(row)
    return Sheet("Decisions", columns, tuple(rows))
