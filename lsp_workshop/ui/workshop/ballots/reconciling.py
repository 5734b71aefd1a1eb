"""The look into the box before a ballot closes as a small table, and what does not agree in words. Knows no Qt.

Every figure is `reconciliation.reconcile`'s, which never looks at what is on a paper.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from lsp_workshop.domain.hands import Mismatch
from lsp_workshop.domain.model import Ballot, Secrecy, Sector
from lsp_workshop.domain.reconciliation import Counts, Reconciliation, reconcile
from lsp_workshop.domain.wording import counted
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.workshop.ballots.words import people_words

OTHERS = "Others"


@dataclass(frozen=True, slots=True)
class BoxTable:
    """`columns` stand above, a row for each count, "–" where it is not known; `remarks` say what does not agree."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    remarks: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        return not self.remarks

    def with_remarks(self, words: Sequence[str]) -> BoxTable:
        return dataclasses.replace(self, remarks=(*self.remarks, *words))


def box_table(
    workshop: Workshop, ballot: Ballot, waiting: Collection[str] = (), unfinished: Sequence[str] = ()
) -> BoxTable:
    """`waiting` are voters who are ticked and not saved yet, `unfinished` what is typed and not entered."""
    found = reconcile(workshop, ballot, waiting)
    counts = (found.everybody, *found.sectors)
    papers = f"Papers in, {found.spoilt} spoilt" if found.spoilt else "Papers in"
    rows = [_row(papers, [each.papers for each in counts])]
    if found.everybody.noted and ballot.secrecy is not Secrecy.ATTRIBUTED:
        rows.append(_row("Noted as having voted", [each.noted for each in counts]))
    rows.append(_row("Could vote when it opened", [each.eligible for each in counts]))
    rows.append(_row("Of these here now", [each.present for each in counts]))
    columns = ("", "All", *(_name(workshop, each) for each in found.sectors))
    remarks = [_words(workshop, ballot, found, finding) for finding in found.findings]
    remarks += [f"Not entered yet: {words}." for words in unfinished]
    return BoxTable(columns, tuple(row for row in rows if set(row[1:]) != {"–"}), tuple(remarks))


def left_out_words(names: int) -> str:
    """That names which wait cannot go in even now."""
    who = "The last name that waits" if names == 1 else f"The last {names} names that wait"
    return f"{who} cannot be noted: so few after the others would tell whose papers came last."


def _row(title: str, figures: Sequence[int | None]) -> tuple[str, ...]:
    return (title, *("–" if figure is None else str(figure) for figure in figures))


def _name(workshop: Workshop, counts: Counts) -> str:
    sector = workshop.find(Sector, counts.sector_id)
    return sector.name if sector is not None else OTHERS


def _words(workshop: Workshop, ballot: Ballot, found: Reconciliation, finding: Mismatch) -> str:
    values = finding.values
    papers = int(str(values["papers"]))
    in_words = counted(papers, "paper")
    if finding.code == "papers_and_names_differ":
        noted = int(str(values["noted"]))
        sector = workshop.find(Sector, str(values["sector_id"])) if values["sector_id"] else None
        if sector is None and (papers, noted) == (found.everybody.papers, found.everybody.noted):
            have = "is" if noted == 1 else "are"
            return f"{in_words} came in, but {people_words(ballot, noted)} {have} noted as having voted."
        return f"{sector.name if sector else OTHERS}: {in_words}, {noted} noted as having voted."
    people = int(str(values["people"]))
    if finding.code == "more_papers_than_people":
        have = "is" if people == 1 else "are"
        return f"{in_words} came in, but {people_words(ballot, people)} {have} here or noted as having voted."
    gone = people - papers
    return f"{people_words(ballot, gone)} here may vote and gave no paper."
