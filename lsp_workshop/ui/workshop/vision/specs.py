"""The tables of stage 3 as data: wordings, the bodies that are to adopt the vision, routes, indicators."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QCoreApplication

from lsp_workshop.domain.edits import indicators, routes, vision
from lsp_workshop.domain.model import (
    Adoption,
    Ballot,
    BallotStatus,
    Indicator,
    Organisation,
    Record,
    Route,
    Sector,
    VisionWording,
)
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.record.plan import amount
from lsp_workshop.domain.record.vision import result_note
from lsp_workshop.domain.routes import ROUTE_STATUSES, option_of, route_result
from lsp_workshop.domain.vision import STATUSES, Standing, Version
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.tables import Column, Kind, PartRows, TableSpec
from lsp_workshop.ui.tables.columns import (
    always,
    day_in,
    day_seen_in,
    name_of,
    organisation_names,
    put_words,
    words_in,
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Vision", text)


# --- wordings -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow(Record):
    """A row: a version of the vision, which may be a ballot alone. It is never stored."""

    collection: ClassVar[str] = "vision"
    version: Version


Versions = Callable[[], Sequence[Version]]
"""The versions as they are now, worked out once a change."""


def standing_words(standing: Standing) -> str:
    return {
        Standing.DRAFT: _tr("Draft"),
        Standing.IN_BALLOT: _tr("In a ballot"),
        Standing.VOTED: _tr("Voted on"),
        Standing.ADOPTED: _tr("Adopted"),
        Standing.WITHDRAWN: _tr("Withdrawn"),
    }[standing]


def ballot_words(workshop: Workshop, version: Version) -> str:
    """How its ballot went, or that it is made, or runs."""
    if version.ballot is None:
        return ""
    if version.result is not None:
        return result_note(version.result, People(workshop, public=True))
    running = version.ballot.status is BallotStatus.OPEN
    return _tr("The ballot is open.") if running else _tr("The ballot is made and not open yet.")


def wordings_table(known: Versions) -> TableSpec:
    def find(_workshop: Workshop, row_id: str) -> Record | None:
        found = next((each for each in known() if each.id == row_id), None)
        return VersionRow(id=row_id, version=found) if found is not None else None

    return TableSpec(
        record=VisionWording,
        name=_tr("Wordings of the vision"),
        noun=_tr("wording"),
        nouns=_tr("wordings"),
        rows=lambda _workshop: [VersionRow(id=each.id, version=each) for each in known()],
        add=vision.add_wording,
        add_hint=_tr("Type a wording of the vision"),
        also=(Ballot, Sector),
        ordered=True,
        part=PartRows(find, lambda done: done.new(VisionWording).id, vision.remove_wordings),
        columns=(
            Column("text", _tr("Wording"), _text, vision.reword_vision, width=184, stretch=4, wrap=True),
            Column("number", _tr("No."), _number, None, width=40, tone=always("muted")),
            Column("standing", _tr("How it stands"), _status, vision.set_vision_status, Kind.CHOICE, 104,
                   shown=_standing, tone=_standing_tone, suggest=lambda _workshop: STATUSES,
                   help=_tr("adopted or withdrawn; nothing: as its ballot went")),
            Column("ballot", _tr("Its ballot"), _ballot, None, width=144, stretch=2, wrap=True),
        ),
    )  # fmt: skip


def _text(_workshop: Workshop, row: VersionRow) -> str:
    return row.version.text


def _number(_workshop: Workshop, row: VersionRow) -> str:
    return str(row.version.number)


def _status(_workshop: Workshop, row: VersionRow) -> str:
    return row.version.record.status if row.version.record is not None else ""


def _standing(_workshop: Workshop, row: VersionRow) -> str:
    return standing_words(row.version.standing)


def _standing_tone(_workshop: Workshop, row: VersionRow) -> str:
    return {Standing.ADOPTED: "accent_text", Standing.VOTED: ""}.get(row.version.standing, "muted")


def _ballot(workshop: Workshop, row: VersionRow) -> str:
    return ballot_words(workshop, row.version)


# --- whose vision -------------------------------------------------------------------------------------------


def bodies_table() -> TableSpec:
    return TableSpec(
        record=Adoption,
        name=_tr("Whose vision"),
        noun=_tr("body"),
        nouns=_tr("bodies"),
        rows=lambda workshop: workshop.all(Adoption),
        add=vision.add_adoption,
        add_hint=_tr("Who is to adopt it, or be asked?"),
        columns=(
            Column("body", _tr("Board, sector or group"), words_in("body"), put_words(vision.change_adoption, "body"),
                   width=256, stretch=3, wrap=True, suggest=organisation_names),
            Column("status", _tr("How it stands"), words_in("status"), put_words(vision.change_adoption, "status"),
                   width=144, stretch=1, suggest=lambda _workshop: vision.BODY_STATUSES),
            Column("date", _tr("Date"), day_in("date"), vision.set_adoption_date, Kind.DATE, 120,
                   shown=day_seen_in("date"), help=_tr("As 6/11/2026, 6/11 or November")),
        ),
    )  # fmt: skip


# --- routes -------------------------------------------------------------------------------------------------


def routes_table() -> TableSpec:
    return TableSpec(
        record=Route,
        name=_tr("Routes"),
        noun=_tr("route"),
        nouns=_tr("routes"),
        rows=lambda workshop: workshop.all(Route),
        add=routes.add_route,
        add_hint=_tr("Type a route to the vision"),
        also=(Ballot,),
        columns=(
            Column("text", _tr("Route"), words_in("text"), put_words(routes.change_route, "text"), width=240,
                   stretch=3, wrap=True),
            Column("rules_out", _tr("What it rules out"), words_in("rules_out"),
                   put_words(routes.change_route, "rules_out"), width=208, stretch=3, wrap=True,
                   shown=_rules_out_shown, tone=_rules_out_tone, help=_tr("What we will not do if we choose it")),
            Column("status", _tr("Chosen"), words_in("status"), routes.set_route_status, Kind.CHOICE, 112,
                   suggest=lambda _workshop: ROUTE_STATUSES),
            Column("result", _tr("In the ballot"), _route_ballot, None, width=112, wrap=True, tone=always("muted")),
        ),
    )  # fmt: skip


def _rules_out_shown(_workshop: Workshop, route: Route) -> str:
    return route.rules_out or _tr("Not said yet")


def _rules_out_tone(_workshop: Workshop, route: Route) -> str:
    return "" if route.rules_out else "muted"


def _route_ballot(workshop: Workshop, route: Route) -> str:
    found = option_of(workshop, route)
    if found is None:
        return ""
    words = {BallotStatus.DRAFT: _tr("Not open yet"), BallotStatus.OPEN: _tr("Being voted on")}
    return words.get(found[0].status) or route_result(workshop, route)


# --- indicators ---------------------------------------------------------------------------------------------


def indicators_table() -> TableSpec:
    """What is missing is said in the cell where it is typed."""
    figure, day = indicators.set_figure, indicators.set_figure_date
    when = _tr("As 6/11/2026, December, 2025 or 2025/26")

    def find(workshop: Workshop, record_id: str) -> Record | None:
        return workshop.find(Indicator, record_id)

    return TableSpec(
        record=Indicator,
        name=_tr("Indicators"),
        noun=_tr("indicator"),
        nouns=_tr("indicators"),
        rows=lambda workshop: workshop.all(Indicator),
        add=indicators.add_indicator,
        add_hint=_tr("Add an indicator"),
        also=(Organisation,),
        part=PartRows(find, lambda done: done.new(Indicator).id, indicators.remove_indicators),
        columns=(
            Column("title", _tr("Indicator"), words_in("title"), put_words(indicators.change_indicator, "title"),
                   width=160, stretch=3, wrap=True),
            Column("owner", _tr("Owner"), _owner, indicators.set_owner, Kind.ORGANISATION, 120, stretch=2, wrap=True,
                   shown=_owner_shown, tone=_owner_tone, help=_tr("Who measures it and answers for it")),
            Column("baseline", _tr("Baseline"), _baseline, lambda i, w: figure(i, "baseline", w), width=96,
                   shown=_baseline_shown, tone=_baseline_tone, wrap=True, help=_tr("Where it stands today: a number")),
            Column("baseline_date", _tr("Measured"), day_in("baseline_date"), lambda i, w: day(i, "baseline_date", w),
                   Kind.DATE, 88, shown=day_seen_in("baseline_date"), wrap=True, help=when),
            Column("target", _tr("Target"), _target, lambda i, w: figure(i, "target", w), width=112,
                   shown=_target_shown, tone=_target_tone, wrap=True, help=_tr("A number")),
            Column("target_date", _tr("By"), day_in("target_date"), lambda i, w: day(i, "target_date", w), Kind.DATE,
                   88, shown=day_seen_in("target_date"), wrap=True, help=when),
            Column("unit", _tr("Unit"), words_in("unit"), put_words(indicators.change_indicator, "unit"), width=104,
                   wrap=True, help=_tr("What is counted: %, people")),
            Column("direction", _tr("Better is"), _direction, indicators.set_direction, Kind.CHOICE, 80,
                   shown=_direction_shown, suggest=lambda _workshop: ("up is better", "down is better")),
            Column("frequency", _tr("How often"), words_in("frequency"),
                   put_words(indicators.change_indicator, "frequency"), width=96, wrap=True,
                   suggest=lambda _workshop: ("monthly", "every quarter", "yearly")),
            Column("baseline_status", _tr("The baseline is"), words_in("baseline_status"),
                   put_words(indicators.change_indicator, "baseline_status"), width=112, wrap=True,
                   suggest=lambda _workshop: ("agreed", "to check", "an estimate")),
        ),
    )  # fmt: skip


def _baseline(_workshop: Workshop, indicator: Indicator) -> str:
    return indicators.typed_figure(indicator.baseline)


def _baseline_shown(_workshop: Workshop, indicator: Indicator) -> str:
    return amount(indicator.baseline, indicator.unit) or _tr("No baseline")


def _baseline_tone(_workshop: Workshop, indicator: Indicator) -> str:
    return "warning" if indicator.baseline is None else ""


def _target(_workshop: Workshop, indicator: Indicator) -> str:
    return indicators.typed_figure(indicator.target)


def _target_shown(_workshop: Workshop, indicator: Indicator) -> str:
    return amount(indicator.target, indicator.unit) or _tr("No target")


def _target_tone(_workshop: Workshop, indicator: Indicator) -> str:
    return "warning" if indicator.target is None else ""


def _direction(_workshop: Workshop, indicator: Indicator) -> str:
    return {"up": "up is better", "down": "down is better"}.get(indicator.direction, indicator.direction)


def _direction_shown(_workshop: Workshop, indicator: Indicator) -> str:
    return {"up": _tr("up"), "down": _tr("down")}.get(indicator.direction, indicator.direction)


def _owner(workshop: Workshop, indicator: Indicator) -> str:
    return name_of(workshop, Organisation, indicator.owner_organisation_id)


def _owner_shown(workshop: Workshop, indicator: Indicator) -> str:
    return _owner(workshop, indicator) or _tr("No owner")


def _owner_tone(_workshop: Workshop, indicator: Indicator) -> str:
    return "" if indicator.owner_organisation_id else "warning"
