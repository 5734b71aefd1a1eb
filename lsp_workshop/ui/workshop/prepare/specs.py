"""The tables of the Prepare page as data: people, organisations, tables, sectors, agenda."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lsp_workshop.domain.edits import agenda, people
from lsp_workshop.domain.edits.runsheet import set_method, set_steps
from lsp_workshop.domain.methods import MethodPreset, steps_typed
from lsp_workshop.domain.model import AgendaItem, Group, Organisation, Participant, Sector, Stage
from lsp_workshop.domain.transaction import Edit
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.tables import Column, Kind, TableSpec
from lsp_workshop.ui.tables.columns import (
    always,
    name_in,
    put_field,
    sector_names,
    words_in,
    yes_in,
    yes_or_no,
)
from lsp_workshop.ui.widgets.sector_mark import SHAPES


def _tr(text: str) -> str:
    return QCoreApplication.translate("Prepare", text)


# --- people -------------------------------------------------------------------------------------------------


def people_table(noun: str) -> TableSpec:
    """`noun` is what the workshop calls a table."""
    flag = people.set_flag
    return TableSpec(
        record=Participant,
        name=_tr("People"),
        noun=_tr("person"),
        nouns=_tr("people"),
        rows=lambda workshop: workshop.all(Participant),
        add=people.add_participant,
        add_hint=_tr("Add a person"),
        also=(Organisation, Sector, Group),
        columns=(
            Column("name", _tr("Name"), words_in("name"), put_field(Participant, "name"), width=176, stretch=1),
            Column("organisation", _tr("Organisation"), name_in(Organisation, "organisation_id"),
                   people.set_organisation, Kind.ORGANISATION, 232, stretch=1),
            Column("sector", _tr("Sector"), _sector, people.set_sector, Kind.CHOICE, 168, suggest=sector_names,
                   sector=_sector_of, help=_tr("Of the organisation, so of everybody in it")),
            Column("role", _tr("Role"), words_in("role"), put_field(Participant, "role"), width=176, stretch=1),
            Column("table", noun, _table, people.set_group, Kind.CHOICE, 72, suggest=_tables),
            Column("here", _tr("Here"), _here, people.set_here, Kind.YES_NO, 96, shown=_here_shown,
                   suggest=lambda _workshop: ("Yes", "Left", "No"), help=_tr("Space ticks, with the time")),
            Column("may_vote", _tr("May vote"), yes_in("may_vote"), lambda i, w: flag(i, "may_vote", w), Kind.YES_NO,
                   88),
            Column("named_in_record", _tr("May be named"), yes_in("named_in_record"),
                   lambda i, w: flag(i, "named_in_record", w), Kind.YES_NO, 116,
                   help=_tr("No, unless the person said yes")),
            Column("large_print", _tr("Large print"), yes_in("large_print"), lambda i, w: flag(i, "large_print", w),
                   Kind.YES_NO, 96),
            Column("access_needs", _tr("Access needs"), words_in("access_needs"),
                   put_field(Participant, "access_needs"), width=176, stretch=3),
        ),
    )  # fmt: skip


def _sector_of(workshop: Workshop, person: Participant) -> Sector | None:
    return workshop.sector_of(person)


def _sector(workshop: Workshop, person: Participant) -> str:
    sector = workshop.sector_of(person)
    return sector.name if sector else ""


def _table(workshop: Workshop, person: Participant) -> str:
    group = workshop.find(Group, person.group_id)
    return group.label if group else ""


def _tables(workshop: Workshop) -> list[str]:
    return [group.label for group in workshop.all(Group)]


def _here(_workshop: Workshop, person: Participant) -> str:
    if person.left:
        return "Left"
    return yes_or_no(person.attended)


def _here_shown(_workshop: Workshop, person: Participant) -> str:
    if person.left:
        return _tr("Left {time}").format(time=person.left)
    if person.attended:
        return person.arrived or "Yes"
    return "No"


# --- organisations ------------------------------------------------------------------------------------------


def organisations_table() -> TableSpec:
    return TableSpec(
        record=Organisation,
        name=_tr("Organisations"),
        noun=_tr("organisation"),
        nouns=_tr("organisations"),
        rows=lambda workshop: workshop.all(Organisation),
        add=people.add_organisation,
        add_hint=_tr("Add an organisation"),
        also=(Sector, Participant),
        columns=(
            Column("name", _tr("Organisation"), words_in("name"), people.rename_organisation, width=224, stretch=2,
                   wrap=True),
            Column("sector", _tr("Sector"), name_in(Sector, "sector_id"), people.set_organisation_sector, Kind.CHOICE,
                   160, suggest=sector_names, sector=_own_sector_record),
            Column("people", _tr("People"), _how_many, None, width=72, tone=always("muted")),
            Column("note", _tr("Note"), words_in("note"), put_field(Organisation, "note"), width=184, stretch=2,
                   wrap=True),
        ),
    )  # fmt: skip


def _own_sector_record(workshop: Workshop, organisation: Organisation) -> Sector | None:
    return workshop.find(Sector, organisation.sector_id)


def _how_many(workshop: Workshop, organisation: Organisation) -> str:
    return str(sum(1 for each in workshop.all(Participant) if each.organisation_id == organisation.id))


# --- tables -------------------------------------------------------------------------------------------------


def groups_table(noun: str) -> TableSpec:
    lower = noun.lower()
    return TableSpec(
        record=Group,
        name=_tr("{noun}s").format(noun=noun),
        noun=lower,
        nouns=_tr("{noun}s").format(noun=lower),
        rows=lambda workshop: workshop.all(Group),
        add=people.add_group,
        add_hint=_tr("Add a {noun}").format(noun=lower),
        also=(Participant, Organisation),
        columns=(
            Column("label", _tr("Label"), words_in("label"), people.rename_group, width=128),
            Column("name", _tr("Name"), words_in("name"), put_field(Group, "name"), width=120, stretch=1),
            Column("host", _tr("Host"), name_in(Participant, "host_id"),
                   lambda i, w: people.set_group_person(i, "host_id", w), Kind.PERSON, 152, stretch=1),
            Column("scribe", _tr("Scribe"), name_in(Participant, "scribe_id"),
                   lambda i, w: people.set_group_person(i, "scribe_id", w), Kind.PERSON, 152, stretch=1),
            Column("people", _tr("People and sectors"), _mix, None, width=144, stretch=1, wrap=True,
                   tone=always("muted")),
        ),
    )  # fmt: skip


def _mix(workshop: Workshop, group: Group) -> str:
    """ "6 people, 4 sectors"."""
    seated = [person for person in workshop.all(Participant) if person.group_id == group.id]
    if not seated:
        return _tr("Nobody yet")
    sectors = {sector.id for person in seated if (sector := workshop.sector_of(person)) is not None}
    everybody = _tr("1 person") if len(seated) == 1 else _tr("{count} people").format(count=len(seated))
    if len(sectors) == 1:
        return _tr("{people}, 1 sector").format(people=everybody)
    return _tr("{people}, {count} sectors").format(people=everybody, count=len(sectors))


# --- sectors ------------------------------------------------------------------------------------------------


def sectors_table() -> TableSpec:
    return TableSpec(
        record=Sector,
        name=_tr("Sectors"),
        noun=_tr("sector"),
        nouns=_tr("sectors"),
        rows=lambda workshop: workshop.sectors(),
        add=people.add_sector,
        add_hint=_tr("Add a sector"),
        also=(Organisation, Participant),
        ordered=True,
        move=lambda record_id, by: agenda.move(Sector, record_id, by),
        columns=(
            Column("name", _tr("Sector"), words_in("name"), put_field(Sector, "name"), width=216, stretch=2,
                   sector=lambda _w, s: s),
            Column("shape", _tr("Shape"), words_in("shape"), people.set_shape, Kind.CHOICE, 136, stretch=1,
                   suggest=lambda _workshop: SHAPES),
            Column("organisations", _tr("Organisations"), _organisations_in, None, width=120, tone=always("muted")),
            Column("people", _tr("People"), _people_in, None, width=96, tone=always("muted")),
        ),
    )  # fmt: skip


def _organisations_in(workshop: Workshop, sector: Sector) -> str:
    return str(sum(1 for each in workshop.all(Organisation) if each.sector_id == sector.id))


def _people_in(workshop: Workshop, sector: Sector) -> str:
    return str(sum(1 for each in workshop.all(Participant) if workshop.sector_of(each) is sector))


# --- agenda -------------------------------------------------------------------------------------------------


def agenda_table(methods: tuple[MethodPreset, ...] = ()) -> TableSpec:
    def put_steps(record_id: str, words: str) -> Edit:
        return set_steps(record_id, words, methods)

    def put_method(record_id: str, words: str) -> Edit:
        return set_method(record_id, words, methods)

    def names(_workshop: Workshop) -> list[str]:
        return [method.name for method in methods]

    return TableSpec(
        record=AgendaItem,
        name=_tr("Agenda"),
        noun=_tr("agenda item"),
        nouns=_tr("agenda items"),
        rows=lambda workshop: workshop.agenda(),
        add=agenda.add_agenda_item,
        add_hint=_tr("Add an item"),
        begins=1,
        also=(Stage,),
        ordered=True,
        move=lambda record_id, by: agenda.move(AgendaItem, record_id, by),
        columns=(
            Column("time", _tr("Time"), words_in("time"), agenda.set_time, width=72),
            Column("title", _tr("Item"), words_in("title"), put_field(AgendaItem, "title"), width=184, stretch=3,
                   wrap=True),
            Column("minutes", _tr("Minutes"), _minutes, agenda.set_minutes, Kind.NUMBER, 72),
            Column("stage", _tr("Stage"), _stage, agenda.set_stage, Kind.CHOICE, 64, shown=_stage_shown,
                   suggest=_stages),
            Column("method", _tr("Method"), words_in("method"), put_method, width=120, stretch=2, wrap=True,
                   suggest=names, help=_tr("In your words; a method by its name brings its steps along")),
            Column("steps", _tr("Steps"), _steps, put_steps, width=128, stretch=2, wrap=True, suggest=names,
                   help=_tr("A method by its name, or each step with its minutes: Alone 1; In pairs 2")),
            Column("fixed", _tr("Fixed"), yes_in("fixed"), agenda.set_fixed, Kind.YES_NO, 64,
                   help=_tr("It keeps its time: lunch is served then")),
        ),
    )  # fmt: skip


def _steps(_workshop: Workshop, item: AgendaItem) -> str:
    return steps_typed(item.steps)


def _minutes(_workshop: Workshop, item: AgendaItem) -> str:
    return str(item.minutes) if item.minutes else ""


def _stage(workshop: Workshop, item: AgendaItem) -> str:
    stage = workshop.find(Stage, item.stage_id)
    return f"{stage.number} {stage.title}" if stage else ""


def _stage_shown(workshop: Workshop, item: AgendaItem) -> str:
    stage = workshop.find(Stage, item.stage_id)
    return str(stage.number) if stage else ""


def _stages(workshop: Workshop) -> list[str]:
    return [f"{stage.number} {stage.title}" for stage in workshop.stages()]
