"""Plans of any size, with what a plan has at its worst: long words, other scripts, months, no dates at all."""

from __future__ import annotations

from lsp_workshop.domain.model import (
    Action,
    Milestone,
    Objective,
    Organisation,
    Participant,
    Pledge,
    Record,
    Sector,
    WorkshopDetails,
    WorkshopStatus,
)
from lsp_workshop.domain.workshop import Workshop

NASTY = (
    "Damp",
    "A title that goes on and on because somebody read out the whole of the minute of the meeting before last",
    "<b>Bold</b> & “quoted”; with a semicolon",
    "محفوظ راستے سب کے لیے",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung",
    "安全的街道和温暖的家",
)


def plan_records(count: int, partners: int = 12) -> list[Record]:
    """`count` actions of four objectives and as many partners as asked for, in three sectors and one in none."""
    records: list[Record] = [
        WorkshopDetails(id="workshop", title="Day", date="2026-03-12", status=WorkshopStatus.OPEN),
        Participant(id="p1", name="Una Private", organisation_id="o0"),
        *(Sector(id=f"s{n}", name=f"Sector {n}", order=n, shape="square") for n in range(3)),
        *(
            Organisation(id=f"o{n}", name=f"Partner {n} {NASTY[n % 6]}", sector_id=f"s{n % 4}" if n % 4 < 3 else None)
            for n in range(partners)
        ),
        *(Objective(id=f"ob{n}", number=n + 1, title=f"Objective {NASTY[n]}") for n in range(4)),
        Pledge(id="c1", text="Lend a van", organisation_id="o0", due="2026-05"),
        Pledge(id="c2", text="One day"),
    ]
    for n in range(count):
        due = (f"202{6 + n % 3}-{n % 9 + 4:02}-15", f"2027-{n % 12 + 1:02}", None, "when we can")[n % 4]
        records.append(
            Action(
                id=f"a{n}",
                title=f"Action {n} {NASTY[n % len(NASTY)]}",
                objective_id=f"ob{n % 5}" if n % 5 < 3 else None,
                planner_organisation_id=f"o{n % partners}",
                deliverer_organisation_ids=(f"o{n % partners}", f"o{(n + 3) % partners}"),
                monitor_organisation_id=f"o{(n + 1) % partners}",
                owner_participant_id="p1",
                milestones=(Milestone(title=f"Step {n}", due="2026-04-20", done=n % 2 == 0), Milestone(title="Later")),
                due=due,
                first_step="Meet",
                first_step_due="2026-03-20" if n % 3 == 0 else None,
                status="dropped" if n % 11 == 10 else "done" if n % 7 == 6 else "not started",
            )
        )
    return records


def plan(count: int, partners: int = 12) -> Workshop:
    return Workshop(plan_records(count, partners))
