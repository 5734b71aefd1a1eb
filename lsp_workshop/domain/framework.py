"""The stages, their key questions and the prompts of the findings paper, as data that a partnership can adapt.

Reads the JSON of `resources/framework.json` when it is handed over, and `template` one of a partnership's own; knows
no file itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lsp_workshop.domain.methods import MethodPreset, read_methods
from lsp_workshop.domain.model import Band, Json, Question, ScalePoint, Stage


@dataclass(frozen=True, slots=True)
class Prompt:
    """A sentence of the framework that may help in certain stages; `detail` is its statement or prompt, if any.

    `heading` is what a key task stands under.
    """

    id: str
    text: str
    stages: tuple[int, ...]
    detail: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class PromptGroup:
    """Prompts of one kind, in the source's order; `kind` is one of `PROMPT_KINDS`."""

    kind: str
    prompts: tuple[Prompt, ...]


PROMPT_KINDS = (
    "lessons", "key_tasks", "elements", "dimensions", "joint_arrangements", "staff_functions", "effects",
)  # fmt: skip
"""The groups of prompts of a `Framework`, by their names in it, in the order in which a stage shows them."""


@dataclass(frozen=True, slots=True)
class FrameworkQuestion:
    id: str
    number: str
    text: str
    source_text: str
    hint: str
    parts: tuple[str, ...] = ()
    key: str = ""
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class FrameworkStage:
    id: str
    number: int
    title: str
    subtitle: str
    questions: tuple[FrameworkQuestion, ...]
    key: str = ""
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Framework:
    """The framework as read; every group of prompts keeps the source's order.

    `health_scale` and `health_bands` are those of the health check; empty for the usual ones. `own` is the template it
    was read from, to be kept with a workshop; None for the program's own.
    """

    source: str
    stages: tuple[FrameworkStage, ...]
    elements: tuple[Prompt, ...]
    dimensions: tuple[Prompt, ...]
    joint_arrangements: tuple[Prompt, ...]
    staff_functions: tuple[Prompt, ...]
    key_tasks: tuple[Prompt, ...]
    effects: tuple[Prompt, ...]
    lessons: tuple[Prompt, ...]
    methods: tuple[MethodPreset, ...] = ()
    health_scale: tuple[ScalePoint, ...] = ()
    health_bands: tuple[Band, ...] = ()
    own: Json = None

    def question(self, question_id: str) -> FrameworkQuestion | None:
        for stage in self.stages:
            for question in stage.questions:
                if question.id == question_id:
                    return question
        return None

    def hint(self, question: Question) -> str:
        """The hint beside a question: its own, or the framework's for a question that came from there."""
        known = self.question(question.id)
        return question.hint or (known.hint if known else "")

    def source_wording(self, question: Question) -> str:
        """The framework's wording of a question; "" for one that was added."""
        known = self.question(question.id)
        return question.source_text or (known.source_text if known else "")

    def parts(self, question: Question) -> tuple[str, ...]:
        """The parts of a question: its own, or those that the framework would give it."""
        known = self.question(question.id)
        return question.parts or (known.parts if known else ())

    def prompts_for(self, stage_number: int) -> tuple[PromptGroup, ...]:
        """What the source has to say to a stage, kind by kind; kinds with nothing to say are left out."""
        groups = []
        for kind in PROMPT_KINDS:
            every: tuple[Prompt, ...] = getattr(self, kind)
            here = tuple(prompt for prompt in every if stage_number in prompt.stages)
            if here:
                groups.append(PromptGroup(kind, here))
        return tuple(groups)

    def stage_records(self) -> tuple[Stage, ...]:
        """New records for a workshop's own copy of the stages."""
        return tuple(
            Stage(id=stage.id, number=stage.number, title=stage.title, subtitle=stage.subtitle, key=stage.key)
            for stage in self.stages
        )

    def question_records(self) -> tuple[Question, ...]:
        return tuple(
            Question(
                id=question.id,
                stage_id=stage.id,
                number=question.number,
                text=question.text,
                source_text=question.source_text,
                hint=question.hint,
                parts=question.parts,
                key=question.key,
                minutes=question.minutes,
            )
            for stage in self.stages
            for question in stage.questions
        )


def read_framework(data: Mapping[str, Any]) -> Framework:
    """The framework in `data`; raises KeyError where a part of the bundled file is missing, ValueError where a method
    cannot be as it says.
    """
    tasks = [{**item, "heading": task["title"]} for task in data["key_tasks"] for item in task["items"]]
    source = data["source"]
    return Framework(
        source=str(source["full_report"]),
        stages=tuple(_stage(stage) for stage in data["stages"]),
        elements=_prompts(data["framework_elements"], "statement"),
        dimensions=_prompts(data["change_dimensions"], "prompt"),
        joint_arrangements=_prompts(data["joint_arrangements"]),
        staff_functions=_prompts(data["staff_team_functions"]),
        key_tasks=_prompts(tasks),
        effects=_prompts(data["pathfinder_effects"]),
        lessons=_prompts(data["lessons"]),
        methods=read_methods(data["methods"]),
    )


def _stage(stage: Mapping[str, Any]) -> FrameworkStage:
    questions = tuple(
        FrameworkQuestion(
            q["id"],
            q["number"],
            q["text"],
            q["source_text"],
            q["hint"],
            tuple(q.get("parts", ())),
            q.get("key", ""),
            q.get("minutes"),
        )
        for q in stage["questions"]
    )
    return FrameworkStage(
        stage["id"], stage["number"], stage["title"], stage["subtitle"], questions, stage["key"], stage["minutes"]
    )


def _prompts(items: Sequence[Mapping[str, Any]], detail: str = "") -> tuple[Prompt, ...]:
    return tuple(
        Prompt(
            item["id"],
            item["text"],
            tuple(item["stages"]),
            item.get(detail, "") if detail else "",
            item.get("heading", ""),
        )
        for item in items
    )
