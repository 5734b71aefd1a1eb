"""A template: what a partnership's own workshops begin with. Checks one, and reads it as a framework. Knows no file.

What a template leaves out is the program's own, put where its stages are: a prompt of the plan stands in whichever
stage makes the plan.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from lsp_workshop.domain.framework import Framework, FrameworkQuestion, FrameworkStage, Prompt
from lsp_workshop.domain.methods import read_methods
from lsp_workshop.domain.model import FRAMEWORK_ID, Band, Json, OwnFramework, ScalePoint
from lsp_workshop.domain.template_shape import Place, TemplateFault, faults
from lsp_workshop.domain.workshop import Workshop

_ABOUT = frozenset({"format", "version", "name", "about"})
ITEMS: Mapping[str, tuple[str, str]] = {
    "framework_elements": ("elements", "statement"),
    "change_dimensions": ("dimensions", "prompt"),
    "joint_arrangements": ("joint_arrangements", ""),
    "staff_team_functions": ("staff_functions", ""),
    "pathfinder_effects": ("effects", ""),
    "lessons": ("lessons", ""),
    "key_tasks": ("key_tasks", ""),
}
"""The lists of prompts by their names in a file: the attribute of `Framework`, and the field of a prompt's detail."""


def framework_of(workshop: Workshop, usual: Framework) -> Framework:
    """What the workshop was made from: the template that it carries, or the program's own (`usual`)."""
    carried = workshop.find(OwnFramework, FRAMEWORK_ID)
    if carried is None:
        return usual
    try:
        return read_template(carried.value, usual)
    except TemplateFault:
        # Of a later version, perhaps. Stages and questions are records: the day goes on with the usual prompts.
        return usual


def read_template(data: Json, usual: Framework) -> Framework:
    """The framework that a template describes; what it leaves out is that of `usual`. Raises `TemplateFault`."""
    check_template(data)
    stages = tuple(_stages(data["stages"], usual)) if "stages" in data else usual.stages
    values: dict[str, Any] = {"stages": stages, "own": data if data.keys() - _ABOUT else None}
    for name, (attribute, detail) in ITEMS.items():
        if name not in data:
            values[attribute] = tuple(_moved(each, usual.stages, stages) for each in getattr(usual, attribute))
        elif name == "key_tasks":
            values[attribute] = tuple(_task_prompts(data[name], stages))
        else:
            values[attribute] = tuple(_prompts(name, data[name], stages, detail))
    if "methods" in data:
        values["methods"] = read_methods(_with_ids("method", data["methods"]))
    if "health_check" in data:
        scale = tuple(ScalePoint(value=each["value"], label=each["label"]) for each in data["health_check"]["scale"])
        bands = [Band(start=each["from"], label=each["label"]) for each in data["health_check"].get("bands", ())]
        values["health_scale"] = scale
        values["health_bands"] = tuple(sorted(bands, key=lambda each: -each.start))
    return dataclasses.replace(usual, **values)


def _stages(listed: Sequence[Mapping[str, Any]], usual: Framework | None = None) -> Iterator[FrameworkStage]:
    for number, stage in enumerate(listed, start=1):
        questions = tuple(
            FrameworkQuestion(
                id=each.get("id", f"own-{number}.{place}"),
                number=each.get("number", f"{number}.{place}"),
                text=each["text"],
                source_text=each.get("source_text", _source(each.get("id"), usual)),
                hint=each.get("hint", ""),
                parts=tuple(each.get("parts", ())),
                key=each.get("key", ""),
                minutes=each.get("minutes"),
            )
            for place, each in enumerate(stage["questions"], start=1)
        )
        yield FrameworkStage(
            id=stage.get("id", f"own-{number}"),
            number=number,
            title=stage["title"],
            subtitle=stage.get("subtitle", ""),
            questions=questions,
            key=stage.get("key", ""),
            minutes=stage.get("minutes", 0),
        )


def _source(question_id: str | None, usual: Framework | None) -> str:
    """The source wording of a question that keeps the id of one of the program's own."""
    known = usual.question(question_id) if usual is not None and question_id is not None else None
    return known.source_text if known is not None else ""


def _moved(prompt: Prompt, old: Sequence[FrameworkStage], new: Sequence[FrameworkStage]) -> Prompt:
    """A prompt of the program's own, in the stages that are what its own stages were."""
    own = [stage for stage in old if stage.number in prompt.stages]
    there = [
        stage.number
        for each in sorted(own, key=lambda stage: prompt.stages.index(stage.number))
        for stage in new
        if stage.id == each.id or (stage.key and stage.key == each.key)
    ]
    return dataclasses.replace(prompt, stages=tuple(there))


def _prompts(
    name: str, items: Sequence[Mapping[str, Any]], stages: Sequence[FrameworkStage], detail: str, heading: str = ""
) -> Iterator[Prompt]:
    for each in _with_ids(name, items):
        numbers = tuple(_number(wanted, stages) or 0 for wanted in each.get("stages", ()))
        yield Prompt(each["id"], each["text"], numbers, each.get(detail, "") if detail else "", heading)


def _task_prompts(tasks: Sequence[Mapping[str, Any]], stages: Sequence[FrameworkStage]) -> Iterator[Prompt]:
    """Items without stages of their own are in those of their task."""
    for place, task in enumerate(tasks, start=1):
        items = [{"stages": task.get("stages", ()), **each} for each in task["items"]]
        yield from _prompts(f"{task.get('id', f'task-{place}')}-item", items, stages, "", task["title"])


def _with_ids(name: str, items: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [{"id": f"{name}-{place}", **each} for place, each in enumerate(items, start=1)]


def _number(wanted: int | str, stages: Sequence[FrameworkStage]) -> int | None:
    """The number of a stage that is named by its number, its id or its key."""
    for stage in stages:
        if wanted in (stage.number, stage.id) or (stage.key and wanted == stage.key):
            return stage.number
    return None


# --- what goes beyond shape ---------------------------------------------------------------------------------


def check_template(data: Json) -> None:
    """Raise the first `TemplateFault`."""
    for fault in faults(data):
        raise fault
    stages = data.get("stages", ())
    for place, stage in enumerate(stages):
        if stage.get("number", place + 1) != place + 1:
            raise TemplateFault("template_order", ("stages", place, "number"), value=stage["number"], right=place + 1)
    questions = [
        (("stages", at, "questions", place), each)
        for at, stage in enumerate(stages)
        for place, each in enumerate(stage["questions"])
    ]
    for field in ("id", "key"):
        _once(field, [(("stages", at), stage) for at, stage in enumerate(stages)])
    for field in ("id", "number", "key"):
        _once(field, questions)
    for at, question in questions:
        parts = enumerate(question.get("parts", ()))
        _once("", [((*at, "parts", place), {"": part.casefold()}) for place, part in parts])
    _check_prompts(data, tuple(_stages(stages)) if stages else None)
    if "health_check" in data:
        _check_scale(data["health_check"])
    if "methods" in data:
        try:
            read_methods(_with_ids("method", data["methods"]))
        except ValueError as error:
            raise TemplateFault("template_method", ("methods",), why=str(error)) from error


def _once(field: str, found: Iterable[tuple[Place, Mapping[str, Any]]]) -> None:
    seen: set[str] = set()
    for place, each in found:
        value = str(each.get(field, "")).strip()
        if value and value in seen:
            raise TemplateFault("template_twice", (*place, field) if field else place, value=value)
        seen.add(value)


def _check_prompts(data: Mapping[str, Any], stages: Sequence[FrameworkStage] | None) -> None:
    """Ids once, and no stage that is not there. Without stages of its own, a template has those of the source."""
    items: list[tuple[Place, Mapping[str, Any]]] = []
    for name in ITEMS:
        for at, each in enumerate(data.get(name, ())):
            items.append(((name, at), each))
            items += [((name, at, "items", place), item) for place, item in enumerate(each.get("items", ()))]
    _once("id", items)
    known = [name for stage in stages or () for name in (stage.number, stage.id, stage.key) if name]
    for place, each in items:
        for at, wanted in enumerate(each.get("stages", ())):
            if stages is not None and _number(wanted, stages) is None:
                raise TemplateFault("template_stage", (*place, "stages", at), value=wanted, known=known)


def _check_scale(check: Mapping[str, Any]) -> None:
    values = [point["value"] for point in check["scale"]]
    for place, (low, high) in enumerate(itertools.pairwise(values), start=1):
        if high <= low:
            raise TemplateFault("template_scale", ("health_check", "scale", place, "value"), value=high, before=low)
    starts = set()
    for place, band in enumerate(check.get("bands", ())):
        where: Place = ("health_check", "bands", place, "from")
        if not values[0] <= band["from"] <= values[-1]:
            raise TemplateFault("template_band", where, value=band["from"], least=values[0], most=values[-1])
        if band["from"] in starts:
            raise TemplateFault("template_twice", where, value=band["from"])
        starts.add(band["from"])
