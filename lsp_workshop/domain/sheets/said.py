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
        SheetColumn("No.", 6), SheetColumn("Question", 36), SheetColumn("Part", 13), SheetColumn(people.noun, 11),
        SheetColumn("Said by", 18), SheetColumn("Answer", 56), SheetColumn("Theme", 22),
        SheetColumn("Headline", 10), SheetColumn("Minority view", 10), SheetColumn("Strong feeling", 10),
        SheetColumn("To check", 9), SheetColumn("Status", 10), SheetColumn("Stage", 46), SheetColumn("How sure", 10),
        SheetColumn("When it bites", 16), SheetColumn("Merged into", 56), SheetColumn("First words", 56),
        SheetColumn("Captured", 18), SheetColumn("Remark", 20), SheetColumn("Id", 22),
    )  # fmt: skip
    rows = [_answer(workshop, answer, people) for answer in _in_order(workshop)]
    return Sheet("Answers", columns, tuple(rows), printed_to="Status")


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
        str(answer.status),
        stage.title if stage else None,
        str(answer.how_sure) if answer.how_sure is not None else None,
        when_words(answer.bites) or None,
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
        SheetColumn("No.", 6, names=True), SheetColumn("Stage", 18), SheetColumn("Decision", 52),
        SheetColumn("How", 18), SheetColumn("Outcome", 15), SheetColumn("Dissent", 32),
        SheetColumn("Minority view", 32), SheetColumn("Ballot", 26), SheetColumn("Recorded", 18), SheetColumn("Id", 22),
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
    return Sheet("Decisions", columns, tuple(rows), printed_to="Ballot")
