"""The last sections of the record: health check, lessons, parking lot, feedback, appendices."""

from __future__ import annotations

from lsp_workshop.domain.edits.parking import is_open
from lsp_workshop.domain.feedback_means import means, points_of
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.health import health_checks
from lsp_workshop.domain.model import (
    Answer,
    AnswerStatus,
    Ballot,
    BallotStatus,
    Correction,
    Feedback,
    Lesson,
    Method,
    ParkingLotItem,
    PurposeStatement,
    Question,
    StaffAnswer,
    StaffFunction,
)
from lsp_workshop.domain.record.ballots import ballot_blocks
from lsp_workshop.domain.record.extent import APPENDICES, BY_GROUP, Extent
from lsp_workshop.domain.record.figure_parts import ScaleChart, ScaleRow
from lsp_workshop.domain.record.parts import Block, BulletList, Cell, Column, Heading, Paragraph, Role, Section, Table
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.record.stages import answers_by_group, source_of
from lsp_workshop.domain.results import BallotResult
from lsp_workshop.domain.staff_team import staff_lines
from lsp_workshop.domain.voting import result_of
from lsp_workshop.domain.wording import capital, counted, date_words, joined, listed, mean, sentence, short_date
from lsp_workshop.domain.workshop import Workshop


def health_section(workshop: Workshop, people: People) -> Section | None:
    """The partnership health check: strengths and gaps, means with spread, sectors."""
    ballots = health_checks(workshop)
    blocks: list[Block] = []
    for ballot in ballots:
        own = ballot_blocks(workshop, ballot, people)
        # The section's title says what the only ballot's heading would say again.
        blocks.extend(own[1:] if len(ballots) == 1 else own)
    if not blocks:
        return None
    closed = [ballot for ballot in ballots if ballot.status is BallotStatus.CLOSED]
    lead = _bands(closed[-1], result_of(workshop, closed[-1].id)) if closed else ""
    return Section("health", "Partnership health check", tuple(blocks), lead=lead)


def _bands(ballot: Ballot, result: BallotResult) -> str:
    """ "Strength: Trust, Leadership. Act: ..." in the order of the bands."""
    names = {option.id: option.source_element or option.label for option in ballot.options}
    parts = []
    for band in ballot.rules.bands:
        items = [names[option.id] for option in result.options if option.band == band.label]
        if items:
            parts.append(f"{band.label}: {counted(len(items), 'element')}")
    return f"{'; '.join(parts)}." if parts else ""


def staff_section(workshop: Workshop, framework: Framework) -> Section | None:
    """What a staff team does and whether it is done here: every function, once something was said to one."""
    if not workshop.count(StaffFunction):
        return None
    rows = tuple(
        (
            Cell(line.text),
            Cell(capital(str(line.answer)), strong=line.answer is not StaffAnswer.NOT_SAID),
            Cell(line.note),
        )
        for line in staff_lines(workshop, framework)
    )
    columns = (Column("What a staff team does", 0.5), Column("Here", 0.16), Column("Who, or by when", 0.34))
    return Section("staff", "The staff team", (Table(columns, rows),))


def lessons_section(workshop: Workshop, people: People) -> Section | None:
    """Lessons by kind, those that worked first."""
    by_kind: dict[str, list[Lesson]] = {}
    for lesson in workshop.all(Lesson):
        by_kind.setdefault(lesson.kind, []).append(lesson)
    rows = []
    for kind in sorted(by_kind, key=lambda kind: (kind != "what worked", kind == "", kind)):
        for place, lesson in enumerate(by_kind[kind]):
            share_with = Cell(people.typed(lesson.share_with), note=lesson.share_how)
            rows.append((Cell(capital(kind) if place == 0 else "", True), Cell(lesson.text), share_with))
    if not rows:
        return None
    columns = (Column("", 0.16), Column("Lesson", 0.62), Column("Share with", 0.22))
    if any(share_with.text or share_with.note for _, _, share_with in rows):
        table = Table(columns, tuple(rows))
    else:
        table = Table(columns[:2], tuple(row[:2] for row in rows))
    return Section("lessons", "Lessons", (table,))


def parking_section(workshop: Workshop, people: People) -> Section | None:
    rows = []
    for item in workshop.all(ParkingLotItem):
        who = people.person(item.owner_participant_id)
        rows.append(
            (
                Cell(item.text, note=_parked_note(item)),
                Cell(people.typed(item.raised_by)),
                Cell(note=who) if people.public and who else Cell(who or ("Nobody yet" if is_open(item) else "")),
                Cell(short_date(item.answer_by)),
            )
        )
    # In the public version a role and an organisation stand in for who answers, small and with more room.
    point, owner = (0.41, 0.32) if people.public else (0.5, 0.21)
    columns = (
        Column("Point", point),
        Column("Raised by", 0.14 if people.public else 0.16),
        Column("Who answers", owner),
        Column("By", 0.13),
    )
    return Section("parking", "Parking lot", (Table(columns, tuple(rows)),)) if rows else None


def _parked_note(item: ParkingLotItem) -> str:
    """What became of it, and that it came from an earlier day."""
    status = "" if is_open(item) else capital(item.status)
    return joined((status, f"From {item.carried_from}" if item.carried_from else ""), "\n")


def feedback_section(workshop: Workshop) -> Section | None:
    """The end-of-day forms: how many gave each score, and the comments as written."""
    feedback = workshop.feedback()
    if feedback is None or not (feedback.forms or feedback.comments):
        return None
    blocks: list[Block] = []
    chart = _feedback_chart(feedback)
    if chart is not None:
        blocks.append(chart)
    if feedback.comments:
        blocks += [Heading(2, "In people’s own words"), BulletList(feedback.comments)]
    lead = f"{counted(len(feedback.forms), 'form')} handed in at the end of the day." if feedback.forms else ""
    return Section("feedback", "Feedback", tuple(blocks), lead=lead)


def _feedback_chart(feedback: Feedback) -> ScaleChart | None:
    """How many gave each score, with the mean and of how many it is."""
    scored = [each for each in means(feedback) if each.count]
    if not scored:
        return None
    rows = tuple(ScaleRow(each.statement, each.counts, (mean(each.mean), str(each.count))) for each in scored)
    points = tuple(str(point) for point in points_of(feedback))
    lines = []
    for row in rows:
        each_point = ", ".join(f"{count} at {point}" for point, count in zip(points, row.counts, strict=True))
        lines.append(f"{row.label}: {each_point}; mean {row.figures[0]} of {row.figures[1]}")
    caption = f"{counted(len(feedback.forms), 'form')}, scale {feedback.scale}. Each number is people."
    return ScaleChart(points, rows, caption, f"Feedback scores. {'. '.join(lines)}.", ("Mean", "n"))


# --- appendices ---------------------------------------------------------------------------------------------


def appendices(workshop: Workshop, framework: Framework, people: People, extent: Extent) -> list[Section]:
    """What backs the record; an appendix without material is not there. Those that `extent` keeps are lettered."""
    blocks: dict[str, list[Block]] = {
        "not-kept": _not_kept(workshop, people),
        BY_GROUP: answers_by_group(workshop, people) if extent.by_group else [],
        "methods": _methods(workshop),
        "sources": _sources(workshop, framework),
        "earlier-purposes": _earlier_purposes(workshop),
        "corrections": _corrections(workshop),
    }
    titles = {part.key: part.title for part in APPENDICES} | {BY_GROUP: f"All answers by {people.noun.lower()}"}
    full = [key for key in blocks if blocks[key]]
    kept = [key for key in full if key not in extent.left_out]
    labels = {key: f"Appendix {chr(ord('A') + place)}" for place, key in enumerate(kept)}
    return [Section(key, titles[key], tuple(blocks[key]), label=labels.get(key, "")) for key in full]


def _not_kept(workshop: Workshop, people: People) -> list[Block]:
    questions = {question.id: question.number for question in workshop.all(Question)}
    rows = []
    for answer in workshop.all(Answer):
        if answer.status is AnswerStatus.KEPT:
            continue
        into = workshop.find(Answer, answer.merged_into_id)
        what = "Set aside" if answer.status is AnswerStatus.SET_ASIDE else "Merged"
        rows.append(
            (
                Cell(joined((questions.get(answer.question_id, ""), source_of(answer, people)))),
                Cell(answer.text),
                Cell(what, note=f"into: {into.text}" if into else ""),
            )
        )
    rows += [
        (
            Cell(joined((questions.get(answer.question_id, ""), source_of(answer, people)))),
            Cell(answer.first_text),
            Cell("Reworded", note=f"now: {answer.text}" if answer.status is not AnswerStatus.KEPT else ""),
        )
        for answer in workshop.all(Answer)
        if answer.first_text is not None and answer.first_text != answer.text
    ]
    columns = (Column("From", 0.2), Column("Words as captured", 0.5), Column("What became of them", 0.3))
    return [Table(columns, tuple(rows))] if rows else []


def _methods(workshop: Workshop) -> list[Block]:
    ballots = [ballot for ballot in workshop.all(Ballot) if ballot.status is BallotStatus.CLOSED]
    if not ballots:
        return []
    results = {ballot.id: result_of(workshop, ballot.id) for ballot in ballots}
    rows = []
    for ballot in ballots:
        result = results[ballot.id]
        times = joined((_opened(workshop, ballot), (ballot.closed_at or "")[11:16]), " to ")
        rows.append((Cell(ballot.title), Cell(note=times), Cell(note=_agreement_words(result))))
    columns = (Column("Ballot", 0.5), Column("Open", 0.15), Column("Agreement", 0.35))
    rules: list[Block] = [Paragraph(text, Role.NOTE) for text in _rules(workshop, ballots)]
    return [Table(columns, tuple(rows)), Heading(2, "How the figures are worked out"), *rules]


def _opened(workshop: Workshop, ballot: Ballot) -> str:
    """The time; with the date where it was another day."""
    opened = ballot.opened_at or ""
    return opened[11:16] if opened[:10] == workshop.details.date else date_words(opened)


def _agreement_words(result: BallotResult) -> str:
    lines = []
    if result.agreement is not None:
        lines.append(f"Agreement A {result.agreement:.2f}")
    if result.largest_gap is not None:
        lines.append(f"largest gap between sectors {result.largest_gap:.1f}")
    if result.between_sector_share is not None:
        lines.append(f"between sectors {result.between_sector_share * 100:.0f}%")
    if result.kendall_w is not None:
        lines.append(f"Concordance W {result.kendall_w:.2f}")
    each = [option.agreement for option in result.options if option.agreement is not None]
    if len(each) > 1:
        lines.append(f"Agreement A from {min(each):.2f} to {max(each):.2f}")
    return "; ".join(lines)


def _rules(workshop: Workshop, ballots: list[Ballot]) -> list[str]:
    threshold = workshop.details.small_group_threshold
    methods = {ballot.method for ballot in ballots}
    rules = [
        (
            "Turnout counts people (or groups) who voted against those who could: there, entitled to vote, and not "
            "gone when the ballot opened. A spoilt paper is counted as cast and takes no part in any figure."
        ),
        (
            f"A sector with fewer than {threshold} valid papers is not shown, so that no paper can be traced to a "
            "person. Where that would leave exactly one sector hidden, the next smallest is hidden too. Where items "
            "could be left blank, the same is done item by item. Hidden sectors take no part in gaps, shares and "
            "verdicts."
        ),
        "Equal totals are ties and share a place; the place after a tie counts everybody before it (1, 1, 3).",
    ]
    if Method.RANKING in methods:
        rules.append(
            "Ranking: with n options a first place gives n − 1 points, a second n − 2, the last none (Borda). "
            "Concordance W (Kendall) runs from 0, no agreement between the rankings, to 1, all alike."
        )
    if Method.SCALE in methods:
        rules.append(
            "Scales: the mean is of the values chosen; the middle half runs from the lower to the upper quartile. "
            "The largest gap is the difference between the highest and the lowest mean of the sectors shown. "
            "“Between sectors” is the share of all variation that lies between those sectors (eta squared). "
            "Agreement A (van der Eijk) runs from −1, two camps at the ends of the scale, over 0, evenly spread, "
            "to 1, all at one point."
        )
    return rules


def _sources(workshop: Workshop, framework: Framework) -> list[Block]:
    """The framework's words beside each question that was asked in others."""
    rows = []
    for question in workshop.walk():
        source = framework.source_wording(question)
        if source and _same(source) == _same(question.text):
            continue
        rows.append((Cell(question.number), Cell(question.text), Cell(source or "Added for this workshop")))
    hidden = [q.number for stage in workshop.stages() for q in workshop.questions_of(stage.id, hidden=True) if q.hidden]
    asked = len(workshop.walk())
    if not asked:
        return []
    said = f"Source: {sentence(framework.source)}"
    if len(rows) < asked:
        others = "All other questions" if rows else "The questions"
        said = f"{others} were asked in the words of the source. {said}"
    blocks: list[Block] = [Paragraph(said, Role.NOTE)]
    if rows:
        columns = (Column("No.", 0.08), Column("As asked", 0.46), Column("In the source", 0.46))
        blocks.insert(0, Table(columns, tuple(rows)))
    if hidden:
        blocks.append(Paragraph(f"Not asked: {listed(hidden)}.", Role.NOTE))
    return blocks


def _same(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _earlier_purposes(workshop: Workshop) -> list[Block]:
    earlier = workshop.all(PurposeStatement)[:-1]
    rows = tuple((Cell(date_words(each.written_at), strong=True), Cell(each.text)) for each in earlier)
    return [Table((Column("Written", 0.28), Column("Wording", 0.72)), rows)] if rows else []


def _corrections(workshop: Workshop) -> list[Block]:
    corrections = sorted(workshop.all(Correction), key=lambda correction: correction.at)
    if not corrections:
        return []
    rows = tuple((Cell(date_words(each.at), strong=True), Cell(each.text)) for each in corrections)
    return [Table((Column("When", 0.28), Column("What was corrected", 0.72)), rows)]
