"""The vision in print: its wordings side by side, whose it is, and the routes to it with what each rules out."""

from __future__ import annotations

from collections.abc import Sequence

from lsp_workshop.domain.model import Adoption, Group, Organisation, Route, Sector
from lsp_workshop.domain.record.ballots import verdict_words
from lsp_workshop.domain.record.names import without_names
from lsp_workshop.domain.record.parts import (
    Block,
    Cell,
    Column,
    Comparison,
    Heading,
    Paragraph,
    Section,
    Table,
    Wording,
)
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.results import BallotResult
from lsp_workshop.domain.routes import route_result
from lsp_workshop.domain.vision import Standing, Version, marked, versions
from lsp_workshop.domain.voices import NotAsked, Silence, not_asked
from lsp_workshop.domain.word_changes import LEGEND, is_marked
from lsp_workshop.domain.wording import capital, counted, inside, joined, listed, mean, sentence, short_date
from lsp_workshop.domain.workshop import Workshop

_LABELS = {
    Standing.ADOPTED: "Adopted wording",
    Standing.WITHDRAWN: "Withdrawn wording",
    Standing.VOTED: "Wording put to the room",
    Standing.IN_BALLOT: "Wording put to the room",
    Standing.DRAFT: "Draft wording",
}


def vision_section(workshop: Workshop, people: People) -> Section | None:
    """Every wording side by side with what changed, then whose vision it is; None where there is neither."""
    found = versions(workshop)
    blocks: list[Block] = []
    if found:
        # Names go before words are compared: half of one may be new.
        texts = without_names(tuple(each.text for each in found), people)
        marks = marked(texts, [each.standing for each in found])
        wordings = [
            Wording(
                _LABELS[each.standing],
                text,
                version_note(each, people),
                parts if len(found) > 1 else (),
                holds=each.standing is Standing.ADOPTED,
            )
            for each, text, parts in zip(found, texts, marks, strict=True)
        ]
        blocks.append(Comparison(tuple(wordings), LEGEND if any(map(is_marked, marks)) else ""))
    whose = _whose(workshop) if found or workshop.count(Adoption) else []
    if whose:
        blocks += [Heading(2, "Whose vision"), *whose]
    return Section("vision", "The vision", tuple(blocks)) if blocks else None


def version_note(version: Version, people: People) -> str:
    """ "Agreed; mean 4.2; 28 valid papers.": how its ballot went, where it is over."""
    words = "Worded afresh." if version.afresh else ""
    if version.result is None:
        return joined((words, "Its ballot is not closed." if version.ballot is not None else ""), " ")
    return joined((words, result_note(version.result, people)), " ")


def result_note(result: BallotResult, people: People) -> str:
    """Verdict, mean and how many papers, as one sentence."""
    option = result.options[0] if result.options else None
    figure = f"mean {mean(option.mean)}" if option and option.mean is not None else ""
    return joined((verdict_words(result, people), figure, counted(result.valid or 0, "valid paper")), "; ") + "."


def _whose(workshop: Workshop) -> list[Block]:
    blocks: list[Block] = []
    bodies: Sequence[Adoption] = workshop.all(Adoption)
    if bodies:
        rows = [
            (
                Cell(each.body, strong=True),
                Cell(capital(each.status) or "Not yet agreed"),
                Cell(short_date(each.date) or ("Not yet agreed" if each.status != "declined" else "")),
            )
            for each in bodies
        ]
        blocks.append(Table((Column("Body", 0.5), Column("How it stands", 0.28), Column("Date", 0.22)), tuple(rows)))
    blocks += [Paragraph(words) for words in silence_words(not_asked(workshop))]
    return blocks


_KINDS = {Sector: ("sector", "sectors"), Organisation: ("organisation", "organisations"), Group: ("group", "groups")}


def silence_words(found: Sequence[NotAsked]) -> list[str]:
    """Who has not been asked, a sentence each for those who were not here and those who said nothing."""
    here = [each for each in found if each.why is Silence.NOT_HERE]
    said = [each.name for each in found if each.why is Silence.NO_ANSWER]
    of_kind = [(one, many, [each.name for each in here if each.kind is kind]) for kind, (one, many) in _KINDS.items()]
    parts = [
        f"{one if len(names) == 1 else many} {listed([*map(inside, names)])}" for one, many, names in of_kind if names
    ]
    words = [sentence(f"Not in the room: {'; '.join(parts)}")] if parts else []
    return [*words, sentence(f"Without an answer in this stage: {listed([*map(inside, said)])}")] if said else words


# --- routes -------------------------------------------------------------------------------------------------


def routes_section(workshop: Workshop) -> Section | None:
    """The routes with what choosing each rules out, and how it came out; those that were chosen first."""
    order = {"chosen": 0, "": 1}
    routes = sorted(workshop.all(Route), key=lambda each: order.get(each.status, 2))
    if not routes:
        return None
    rows = [
        (
            Cell(each.text, strong=each.status == "chosen"),
            Cell(each.rules_out or "Not said"),
            Cell(capital(each.status), note=route_result(workshop, each)),
        )
        for each in routes
    ]
    columns = (Column("Route", 0.42), Column("What it rules out", 0.36), Column("How it came out", 0.22))
    return Section("routes", "The routes", (Table(columns, tuple(rows)),))
