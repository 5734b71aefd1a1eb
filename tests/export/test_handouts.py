"""Handouts as real PDFs: whole, on the paper that was asked for, and as many pages as somebody wants to print."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from lsp_workshop.documents import DOCUMENTS, Making, write_document
from lsp_workshop.domain.model import (
    Action,
    Ballot,
    Decision,
    Method,
    ParkingLotItem,
    Participant,
    Question,
    WorkshopDetails,
)
from lsp_workshop.domain.paper import PageSize, Paper
from lsp_workshop.domain.workshop import Workshop
from tests.export.made_up import bare, everywhere, people
from tests.export.reading import outline, page_texts, squeezed

Made = Callable[[str], Path]
LARGE = Making(paper=Paper(large_print=True))


@pytest.fixture(scope="module")
def made(sample: Workshop, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A document of the sample, written once."""
    folder = tmp_path_factory.mktemp("handouts")

    @functools.cache
    def write(kind: str) -> Path:
        out = folder / f"{kind}.pdf"
        write_document(sample, out, kind)
        return out

    return write


@pytest.fixture(scope="module")
def large(sample: Workshop, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A document of the sample in large print, written once."""
    folder = tmp_path_factory.mktemp("large")

    @functools.cache
    def write(kind: str) -> Path:
        out = folder / f"{kind}.pdf"
        write_document(sample, out, kind, LARGE)
        return out

    return write


def texts(pdf: Path) -> list[str]:
    return [squeezed(text) for text in page_texts(pdf)]


def sizes(pdf: Path) -> set[tuple[int, int]]:
    pages: list[Any] = list(PdfReader(pdf).pages)
    return {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages}


def test_every_handout_there_is_can_be_asked_for() -> None:
    """Otherwise a document that the manual names is missing from the menu and the command line."""
    asked = (
        "summary organisations sign-in badges table-cards posters table-sheets ballot-papers tally-sheets "
        "health-check action-sheets pledge-cards parking-lot run-sheet feedback"
    )
    assert [kind.kind for kind in DOCUMENTS if kind.is_handout] == asked.split()


@pytest.mark.parametrize("kind", ["posters", "table-sheets"])
def test_a_page_for_each_question_in_the_order_of_the_screen(made: Made, sample: Workshop, kind: str) -> None:
    """Otherwise the wall and the laptop walk different ways through the day."""
    asked = [squeezed(f"{question.number}{question.text}") for question in sample.walk()]
    pages = texts(made(kind))
    assert len(pages) == len(asked) == 19
    assert all(question in page for question, page in zip(asked, pages, strict=True))
    assert [squeezed(title) for title, _ in outline(made(kind))] == asked


def test_every_option_stands_on_its_paper_and_its_tally(made: Made, sample: Workshop) -> None:
    """Otherwise somebody's option cannot be voted for."""
    for kind in ("ballot-papers", "tally-sheets"):
        pages = texts(made(kind))
        assert len(pages) == 8
        for ballot, page in zip(sample.all(Ballot), pages, strict=True):
            for option in ballot.options:
                words = option.source_element or option.label
                assert squeezed(words) in page, (kind, words)


def test_a_page_is_full_of_the_same_paper(made: Made) -> None:
    """Otherwise a ream is printed for one vote."""
    pages = texts(made("ballot-papers"))
    assert pages[3].count("Moneyadvicefirst") == 4
    assert "4onthispage:for32peopleprintit8times." in pages[3]


def test_the_summary_is_two_sides_on_any_paper(sample: Workshop, made: Made, tmp_path: Path) -> None:
    """Otherwise it is no sheet that can be handed to a board."""
    assert len(texts(made("summary"))) == 2
    actions = [Action(id=f"a{n}", title=f"Action {n} with many words in it", due="2026-05") for n in range(60)]
    decisions = [Decision(id=f"d{n}", text="It is decided, " * 40, dissent="Not by us, " * 20) for n in range(40)]
    out = tmp_path / "big.pdf"
    big = Workshop([WorkshopDetails(id="workshop", title="A day" * 60, date="2026-03-12"), *actions, *decisions])
    write_document(big, out, "summary", Making(paper=Paper(PageSize.LETTER)))
    front, back = texts(out)
    assert "moreintherecord." in front
    assert "moreintherecord." in back
    assert sizes(out) == {(612, 792)}
    long = everywhere(("Nobody who works late gets home. ہمیں بس " * 80)[:3_000])
    for workshop in (sample, big, long):
        write_document(workshop, out, "summary", Making(paper=Paper(PageSize.LETTER, large_print=True)))
        assert len(texts(out)) == 2
        assert ("Whatendsin…standswholeintherecord." in texts(out)[0]) == (workshop is not sample)


def test_the_summary_in_large_print_keeps_the_vision_whole(sample: Workshop, tmp_path: Path) -> None:
    """Otherwise whoever needs large letters is told half of what the day was for."""
    out = tmp_path / "large.pdf"
    write_document(sample, out, "summary", Making(paper=Paper(large_print=True)))
    assert "howlongorhowwellyoulive." in texts(out)[0]


def test_the_vision_and_every_decision_stand_on_the_front(made: Made, sample: Workshop) -> None:
    """Otherwise whoever reads one side misses what the day was for."""
    front, back = texts(made("summary"))
    assert "By2036AldermouthandtheTarn" in front
    assert all(squeezed(each.text[:40]) in front for each in sample.all(Decision))
    assert all(squeezed(each.title[:12]) in back for each in sample.all(Action))


def test_sixty_people_get_sixty_badges(tmp_path: Path) -> None:
    """Otherwise somebody stands at the door without one."""
    workshop, out = people(60), tmp_path / "badges.pdf"
    write_document(workshop, out, "badges")
    pages = texts(out)
    assert len(pages) == 6
    assert all(any(squeezed(each.name) in page for page in pages) for each in workshop.all(Participant))


def test_an_option_that_goes_on_bears_its_key_on_every_page(sample: Workshop, tmp_path: Path) -> None:
    """Otherwise whoever counts looks at a page of a long option and does not know which it is."""
    ballot = next(each for each in sample.all(Ballot) if each.method is Method.DOTS)
    options = tuple(replace(option, label="word " * 900) for option in ballot.options[:2])
    out = tmp_path / "tally.pdf"
    workshop = Workshop([WorkshopDetails(id="workshop", title="A day"), replace(ballot, options=options)])
    write_document(workshop, out, "tally-sheets")
    *_, last = pages = texts(out)
    assert len(pages) > 2
    # Header, page number and the table's head stand before it.
    assert re.search(r"Total2word", last)
    assert "".join(pages).count("word") == 1800


def test_what_badges_leave_of_a_page_is_for_those_who_come_besides(made: Made, sample: Workshop) -> None:
    """Otherwise the last page is blank paper, and who was not on the list goes without a badge."""
    *whole, last = texts(made("badges"))
    assert [page.count("Organisation:") for page in whole] == [0] * len(whole)
    assert last.count("Organisation:") == -sample.count(Participant) % 10 > 0


def test_names_on_a_tables_card_are_whole(tmp_path: Path) -> None:
    """Otherwise somebody with a long name looks for their seat on every table."""
    long = "Dr Wilhelmina Featherstonehaugh-Cholmondeley-Marjoribanks"
    records = [replace(each, name=f"{long} {each.id}") if isinstance(each, Participant) else each
               for each in people(12).records()]  # fmt: skip
    out = tmp_path / "cards.pdf"
    for making in (Making(), LARGE):
        write_document(Workshop(records), out, "table-cards", making)
        first, second = texts(out)
        assert [squeezed(f"{long} p{n}") in page for n, page in ((0, first), (5, first), (6, second))] == [True] * 3


def test_the_header_of_a_large_page_says_which_day(sample: Workshop, large: Made) -> None:
    """Otherwise a page that was lost says “… would do · 12…”, and nobody knows of which meeting it is."""
    assert all("Whatyousaidyouwoulddo·12March2026" in page for page in texts(large("organisations")))


def test_no_date_is_broken_in_large_print(large: Made) -> None:
    """Otherwise who needs large letters reads a day in one line and its year in the next."""
    lines = [line for page in page_texts(large("organisations")) for line in page.splitlines()]
    assert sum(bool(re.search(r"\b\d{1,2} [A-Z][a-z]{2} 20\d\d\b", line)) for line in lines) > 100
    assert [line for line in lines if re.fullmatch(r"\d{1,2} [A-Z][a-z]{2}|20\d\d", line.strip())] == []


def test_a_paper_in_large_print_is_no_smaller_than_that(large: Made) -> None:
    """Otherwise who asked for large print votes on what they cannot read, because it had to fit on one page."""
    pages = texts(large("ballot-papers"))
    assert len(pages) == 9
    assert "For32peopleprintit32times." in pages[5]


@pytest.mark.parametrize(
    ("paper", "expected"),
    [(Paper(), (1191, 842)), (Paper(PageSize.LETTER), (1224, 792))],
    ids=["A4", "Letter"],
)
def test_posters_are_twice_as_large_as_the_paper(paper: Paper, expected: tuple[int, int], tmp_path: Path) -> None:
    """Otherwise nobody reads them from across the room."""
    out = tmp_path / "posters.pdf"
    write_document(Workshop(bare()), out, "posters", Making(paper=paper))
    assert sizes(out) == {expected}


@pytest.mark.parametrize(("kind", "making"), [("posters", Making()), ("table-sheets", LARGE)], ids=["wall", "large"])
def test_a_question_of_three_thousand_characters_stands_whole(kind: str, making: Making, tmp_path: Path) -> None:
    """Otherwise the end of a long question is lost on the sheet that the table works from."""
    long = "What of buses, ہسپتال, 醫院 and 🙂? " * 90
    question = Question(id="q", stage_id="S1", number="1.2", text=long)
    out = tmp_path / "long.pdf"
    write_document(Workshop([*bare(), question]), out, kind, making)
    # Headers and page numbers stand between the pages, and may stand inside a sentence.
    whole = "".join(texts(out))
    assert (whole.count("🙂"), whole.count("醫院")) == (90, 90)


@pytest.mark.parametrize("words", [600, 820])
def test_long_parked_points_stand_whole_wherever_the_page_ends(words: int, tmp_path: Path) -> None:
    """Otherwise the sheet cannot be made where less than a line to write on is left for the second point."""
    parked = [ParkingLotItem(id="pk1", text="word " * words), ParkingLotItem(id="pk2", text="Lifts " * 500)]
    out = tmp_path / "parked.pdf"
    write_document(Workshop([*bare(), *parked]), out, "parking-lot")
    whole = "".join(texts(out))
    assert (whole.count("word"), whole.count("Lifts")) == (words, 500)


def test_large_print_and_grey_say_the_same(sample: Workshop, made: Made, tmp_path: Path) -> None:
    """Otherwise who needs large letters, or has an old printer, gets less."""
    large, grey = tmp_path / "large.pdf", tmp_path / "grey.pdf"
    write_document(sample, large, "sign-in", LARGE)
    write_document(sample, grey, "sign-in", Making(paper=Paper(grey=True)))
    assert len(texts(large)) > len(texts(made("sign-in")))
    for person in sample.all(Participant):
        # A name with a hyphen may go on in the next line of its cell.
        assert squeezed(person.name.rpartition(" ")[2].split("-")[0]) in "".join(texts(large))
    assert texts(grey) == texts(made("sign-in"))
    assert grey.read_bytes() != made("sign-in").read_bytes()


def test_the_same_workshop_gives_the_same_bytes(sample: Workshop, made: Made, tmp_path: Path) -> None:
    """Otherwise nobody can tell whether a handout that was printed last week is still right."""
    for kind in ("ballot-papers", "summary"):
        again = tmp_path / f"{kind}.pdf"
        write_document(sample, again, kind)
        assert again.read_bytes() == made(kind).read_bytes()


def test_progress_is_heard_and_cancelling_leaves_nothing(sample: Workshop, tmp_path: Path) -> None:
    """Otherwise a long print run cannot be stopped, or leaves half a file."""
    from lsp_workshop.export import ExportCancelled

    heard: list[tuple[int, int]] = []
    out = tmp_path / "posters.pdf"
    write_document(sample, out, "posters", Making(progress=lambda *steps: heard.append(steps)))
    assert heard[-1] == (19, 19)
    out.unlink()
    with pytest.raises(ExportCancelled):
        write_document(sample, out, "posters", Making(cancelled=lambda: True))
    assert list(tmp_path.iterdir()) == []
