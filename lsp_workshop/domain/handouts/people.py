"""Sign-in sheet, badges and table cards: the handouts that give people their own names.

They bear the names of those who did not agree to be named in the record, too: a badge is for the person who wears it,
a card for the table that sits there, and the sheet is where people say whether they agree. None of them is published.
Nothing else that is known of a person (access needs, consent, who may vote) stands on any of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from lsp_workshop.domain.handouts.making import handout, ticks
from lsp_workshop.domain.handouts.parts import Card, Cards, Display, Fields, FormBlock, Grid, Handout, Leaf, Sheet, Tent
from lsp_workshop.domain.model import Group, Organisation, Participant
from lsp_workshop.domain.record.parts import Cell, Column, Paragraph, Role
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.wording import date_words, joined, phrase, shortened
from lsp_workshop.domain.workshop import Workshop

BADGES = ((2, 5), (2, 4), (2, 3), (1, 3))
"""Columns and rows of badges on a page; 10 of the usual size (about 90 by 54 mm)."""
_GUESTS = 4
"""Lines at least for those who are not on the list."""
_NOUN = 16
_BAND = 80
"""Characters of a sector's name over its people."""
_GROUP = 40
"""Characters of a table's letter and name on a badge, which has one line for them."""


def sign_in(workshop: Workshop) -> Handout:
    """Everybody by sector, with room to sign and to say whether they may be named; lines for who comes besides."""
    marks = People(workshop, public=False)
    rows: list[tuple[Cell, ...]] = []
    by_sector = _by_sector(workshop)
    for sector_id, members in by_sector:
        mark = marks.mark(sector_id)
        rows.append((Cell(shortened(mark.name, _BAND) if mark else "No sector", sector=mark),))
        rows += [_line(workshop, person) for person in members]
    if rows:
        rows.append((Cell("Not on the list"),))
        rows += [(Cell(),) * 5] * _GUESTS
    columns = (
        Column("Name", 0.24), Column("Organisation", 0.28), Column(shortened(workshop.group_noun, _NOUN), 0.08),
        Column("May we name you?", 0.17), Column("Signature", 0.23),
    )  # fmt: skip
    # The last page is filled with lines, so that none holds but a few; without people there is one of them.
    grid = Grid(columns, tuple(rows), blank=None, least=26)
    words = Paragraph(
        "“Yes” means that the record may give your name. With “No” your role or your organisation stands in for it, "
        "whatever you say and decide today. You can change your mind until the record is closed.",
        Role.NOTE,
    )
    return handout(workshop, "Sign-in sheet", [Sheet("Sign-in sheet", (words, grid), label=_the_day(workshop))])


def _line(workshop: Workshop, person: Participant) -> tuple[Cell, ...]:
    group = workshop.find(Group, person.group_id)
    return (
        Cell(person.name, strong=True),
        Cell(note=_organisation(workshop, person) or person.role),
        Cell(group.label if group else ""),
        Cell(ticks(("Yes", "No"))),
        Cell(),
    )


def badges(workshop: Workshop) -> Handout:
    """One for each person, with the sector's sign; what is left of the last page is for those who come besides."""
    marks = People(workshop, public=False)
    cards = []
    for person in sorted(workshop.all(Participant), key=_by_name):
        sector, group = workshop.sector_of(person), workshop.find(Group, person.group_id)
        blocks: list[FormBlock] = [Display(person.name, 30, 0.5)]
        blocks.append(Display(joined((person.role, _organisation(workshop, person))), 13, 0.32, strong=False))
        if group is not None:
            title = workshop.group_title(group)
            blocks.append(Display(title if len(title) <= _GROUP else workshop.group_name(group), 13, 0.15))
        cards.append(Card(tuple(blocks), marks.mark(sector.id) if sector else None, foot=group is not None))
    blank = Card((Fields(("Name",)), Fields(("Organisation",)), Fields((workshop.group_noun,))))
    return handout(workshop, "Badges", [Cards(tuple(cards) or (blank,), BADGES, spare=(blank,))])


def table_cards(workshop: Workshop) -> Handout:
    """A card to fold for each table, with the names of who sits there; without tables, one to write on."""
    leaves: list[Leaf] = []
    for group in workshop.all(Group):
        members = sorted((p for p in workshop.all(Participant) if p.group_id == group.id), key=_by_name)
        duties = {group.host_id: "host", group.scribe_id: "scribe"}
        lines = tuple(phrase((person.name, duties.get(person.id, ""))) for person in members)
        leaves.append(Tent(workshop.group_name(group), group.name, lines))
    return handout(workshop, f"{workshop.group_noun} cards", leaves or [Tent(f"{workshop.group_noun} …")])


def _by_sector(workshop: Workshop) -> Sequence[tuple[str | None, Sequence[Participant]]]:
    """People by name under their sectors in order; those of none last."""
    found: dict[str | None, list[Participant]] = {sector.id: [] for sector in workshop.sectors()}
    for person in sorted(workshop.all(Participant), key=_by_name):
        sector = workshop.sector_of(person)
        found.setdefault(sector.id if sector else None, []).append(person)
    return [(sector_id, members) for sector_id, members in found.items() if members]


def _by_name(person: Participant) -> str:
    """By the last of their names, as lists of people are."""
    words = person.name.casefold().split()
    return " ".join((*words[-1:], *words[:-1]))


def _organisation(workshop: Workshop, person: Participant) -> str:
    organisation = workshop.find(Organisation, person.organisation_id)
    return organisation.name if organisation else ""


def _the_day(workshop: Workshop) -> str:
    details = workshop.details
    return joined((date_words(details.date), details.venue))
