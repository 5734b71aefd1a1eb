"""Who may be named in the record, and the sections about who took part.

The one place that turns a participant into words: a name with consent, and otherwise the role or the group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lsp_workshop.domain.model import Apology, Group, Organisation, Participant, Sector
from lsp_workshop.domain.record.figure_parts import SectorMark
from lsp_workshop.domain.record.name_finder import name_key
from lsp_workshop.domain.record.parts import Block, Cell, Column, Heading, Paragraph, Section, Table
from lsp_workshop.domain.sectors import colour_of, sector_letters
from lsp_workshop.domain.wording import counted, inside, listed, phrase, sentence
from lsp_workshop.domain.workshop import Workshop

SOMEBODY = "A participant"
"""Where not even a role stands in."""


class People:
    """Names, roles and marks of one workshop, for one of the two versions of its record."""

    def __init__(self, workshop: Workshop, *, public: bool) -> None:
        self.workshop = workshop
        self.public = public
        self.noun = workshop.group_noun
        self._by_name: dict[str, list[Participant]] = {}
        for participant in workshop.all(Participant):
            self._by_name.setdefault(name_key(participant.name), []).append(participant)
        self._marks = _sector_marks(workshop.sectors())

    # --- people -------------------------------------------------------------------------------------------

    def may_name(self, participant: Participant) -> bool:
        return participant.named_in_record and not self.public and bool(participant.name.strip())

    def name(self, participant: Participant) -> str:
        """The name, or who the person was there as."""
        return participant.name if self.may_name(participant) else self.stand_in(participant)

    def stand_in(self, participant: Participant) -> str:
        """Role and organisation, or what there is of them; the group in the last resort."""
        organisation = self.organisation(participant.organisation_id)
        if participant.role:
            return phrase((participant.role, organisation))
        return organisation or self.group(participant.group_id) or SOMEBODY

    def person(self, participant_id: str | None) -> str:
        """The participant with this id in words, or "" where there is none."""
        participant = self.workshop.find(Participant, participant_id)
        return self.name(participant) if participant else ""

    def known_by(self, name: str) -> Sequence[Participant]:
        """The participants of this name, however it is written; namesakes are several."""
        key = name_key(name)
        return self._by_name.get(key, ()) if key else ()

    def typed(self, text: str) -> str:
        """A name somebody typed: a participant's is shown under the rules, anything else as it stands.

        Of namesakes nobody knows who was meant, so all of them have to agree. For the public version only a group's
        or an organisation's name is known to be no person's.
        """
        known = self.known_by(text)
        if known and not all(map(self.may_name, known)):
            return self.stand_in(known[0]) if len(known) == 1 else SOMEBODY
        if known:
            return known[0].name
        return text if not self.public or self._is_body(text) else ""

    def _is_body(self, text: str) -> bool:
        wanted = text.strip().casefold()
        groups = self.workshop.all(Group)
        bodies = {organisation.name for organisation in self.workshop.all(Organisation)}
        bodies |= {sector.name for sector in self.workshop.all(Sector)}
        for group in groups:
            bodies |= {f"{noun}{name}" for noun in ("", f"{self.noun} ") for name in (group.label, group.name) if name}
        return wanted in {body.casefold() for body in bodies}

    # --- bodies -------------------------------------------------------------------------------------------

    def organisation(self, organisation_id: str | None) -> str:
        organisation = self.workshop.find(Organisation, organisation_id)
        return organisation.name if organisation else ""

    def organisations(self, ids: Sequence[str]) -> tuple[str, ...]:
        return tuple(name for name in map(self.organisation, ids) if name)

    def group(self, group_id: str | None) -> str:
        group = self.workshop.find(Group, group_id)
        return self.workshop.group_name(group) if group else ""

    def mark(self, sector_id: str | None) -> SectorMark | None:
        return self._marks.get(sector_id) if sector_id is not None else None

    def sector_name(self, sector_id: str) -> str:
        mark = self.mark(sector_id)
        return mark.name if mark else sector_id


def _sector_marks(sectors: Sequence[Sector]) -> dict[str, SectorMark]:
    letters = sector_letters(sectors)
    return {each.id: SectorMark(each.name, letters[each.id], colour_of(each), each.shape, each.id) for each in sectors}


# --- who was there ------------------------------------------------------------------------------------------


def attendance(workshop: Workshop, people: People) -> Section | None:
    """Who was there, by sector; who ran the groups; apologies and who was missing."""
    there = [participant for participant in workshop.all(Participant) if participant.attended]
    blocks: list[Block] = []
    if there:
        blocks.append(_by_sector(workshop, there, people))
    blocks.extend(_groups(workshop, there, people))
    blocks.extend(_missing(workshop, people))
    if not blocks:
        return None
    organisations = {participant.organisation_id for participant in there} - {None}
    lead = ""
    if there:
        lead = (
            f"{counted(len(there), 'person', 'people')} from {counted(len(organisations), 'organisation')} took part."
        )
        # Under the table, the line might be the only one of it on the next page.
        if any(not people.may_name(participant) for participant in there) and not people.public:
            lead += " Where somebody preferred not to be named, the role stands in."
    return Section("attendance", "Who was there", tuple(blocks), lead=lead)


def _by_sector(workshop: Workshop, there: Sequence[Participant], people: People) -> Table:
    by_body: dict[str | None, list[Participant]] = {}
    for participant in there:
        by_body.setdefault(participant.organisation_id, []).append(participant)
    order = {sector.id: place for place, sector in enumerate(workshop.sectors())}
    known = [body for body in workshop.all(Organisation) if body.id in by_body]
    known.sort(key=lambda body: order.get(body.sector_id or "", len(order)))
    counts = Counter(body.sector_id for body in known for _ in by_body[body.id])
    rows: list[tuple[Cell, ...]] = []
    shown: str | None = ""
    for body in known:
        mark = people.mark(body.sector_id) if body.sector_id != shown else None
        shown = body.sector_id
        count = counted(counts.get(body.sector_id, 0), "person", "people") if mark else ""
        who = "\n".join(_lines(by_body[body.id], people))
        rows.append((Cell(mark.name if mark else "", note=count, sector=mark), Cell(body.name, strong=True), Cell(who)))
    loose = [p for key, group in by_body.items() if people.organisation(key) == "" for p in group]
    if loose:
        rows.append((Cell(), Cell("No organisation"), Cell("\n".join(_lines(loose, people)))))
    return Table((Column("Sector", 0.11), Column("Organisation", 0.35), Column("People", 0.54)), tuple(rows))


def _lines(members: Sequence[Participant], people: People) -> list[str]:
    """Those who are named in the order of the list; then the others in one of their own, so that no line tells by its
    place between two names whose it is.
    """
    named = [_line(each, people) for each in members if people.may_name(each)]
    return [*named, *sorted((_line(each, people) for each in members if not people.may_name(each)), key=str.casefold)]


def _line(participant: Participant, people: People) -> str:
    """A person under the organisation's name: name and role, or the role alone."""
    if people.may_name(participant):
        return phrase((participant.name, participant.role))
    return participant.role or people.group(participant.group_id) or SOMEBODY


def _groups(workshop: Workshop, there: Sequence[Participant], people: People) -> list[Block]:
    seated = {participant.group_id for participant in there}
    groups = [group for group in workshop.all(Group) if group.id in seated or group.host_id or group.scribe_id]
    if not groups:
        return []
    rows = []
    for group in groups:
        members = sum(1 for participant in there if participant.group_id == group.id)
        rows.append(
            (
                Cell(workshop.group_title(group), strong=True),
                Cell(people.person(group.host_id)),
                Cell(people.person(group.scribe_id)),
                Cell(str(members)),
            )
        )
    columns = (Column(people.noun, 0.21), Column("Host", 0.35), Column("Scribe", 0.35), Column("People", 0.09, True))
    return [Heading(2, f"The {people.noun.lower()}s"), Table(columns, tuple(rows))]


def _missing(workshop: Workshop, people: People) -> list[Block]:
    lines: list[str] = []
    apologies = [_apology(apology, people) for apology in workshop.all(Apology)]
    if apologies:
        lines.append(f"Apologies: {'; '.join(map(inside, apologies))}.")
    away = [participant for participant in workshop.all(Participant) if not participant.attended]
    absent = [people.name(each) for each in away if people.may_name(each)]
    absent += sorted((people.stand_in(each) for each in away if not people.may_name(each)), key=str.casefold)
    if absent:
        lines.append(f"Expected, but not there: {'; '.join(map(inside, absent))}.")
    present = {p.organisation_id for p in workshop.all(Participant) if p.attended}
    bodies = [body.name for body in workshop.all(Organisation) if body.id not in present]
    if bodies and present:
        lines.append(f"Partners with nobody in the room: {sentence(listed([*map(inside, bodies)]))}")
    sectors = {body.sector_id for body in workshop.all(Organisation) if body.id in present}
    empty = [sector.name for sector in workshop.sectors() if sector.id not in sectors]
    if empty and present:
        lines.append(f"Sectors with nobody there: {sentence(listed([*map(inside, empty)]))}")
    if not lines:
        return []
    # One line says by its first word what it is.
    heading = [Heading(2, "Apologies and who was missing")] if len(lines) > 1 else []
    return [*heading, *(Paragraph(line) for line in lines)]


def _apology(apology: Apology, people: People) -> str:
    """Who sent apologies has not said whether they may be named, so the organisation stands in."""
    known = people.known_by(apology.name)
    if known and all(map(people.may_name, known)):
        return phrase((apology.name, apology.organisation))
    return apology.organisation or "a guest"
