"""The whole day through the real windows: what is typed is what the file, the results and the record hold."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from lsp_workshop import paths
from lsp_workshop.cli import main
from lsp_workshop.domain.model import (
    FEEDBACK_ID,
    Action,
    Answer,
    Ballot,
    Decision,
    Feedback,
    Lesson,
    Objective,
    ParkingLotItem,
    Review,
    Theme,
)
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.store import interchange, opening
from lsp_workshop.tour import FILE_NAME, RECORD_NAME

"""A whole day; the usual limit is for a test that hangs."""

EXPECTED: Mapping[str, Any] = json.loads(
    (Path(__file__).parent / "data" / "aldermouth.expected.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a tour left, made once by the real command."""
    folder = tmp_path_factory.mktemp("tour")
    done = subprocess.run(
        [sys.executable, "-m", "lsp_workshop", "tour", str(folder)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    (folder / "said.txt").write_text(done.stdout, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def day(toured: Path) -> Workshop:
    return opening.open_for_reading(toured / FILE_NAME, rescue_folder=toured).workshop


@pytest.fixture(scope="module")
def sample() -> Workshop:
    return interchange.read_interchange(paths.resource("sample/aldermouth.json")).workshop


def test_every_answer_is_there_as_it_was_said_with_its_table_and_theme(day: Workshop, sample: Workshop) -> None:
    def said(workshop: Workshop) -> list[tuple[object, ...]]:
        return sorted(
            (
                answer.question_id,
                answer.text,
                answer.group_id or "",
                theme.title if (theme := workshop.find(Theme, answer.theme_id)) else "",
                answer.headline,
                answer.minority_view,
                answer.strong_feeling,
            )
            for answer in workshop.all(Answer)
        )

    assert said(day) == said(sample)


def _results(path: Path) -> dict[str, Any]:
    """Every ballot's result by its title, without ids, which differ from day to day."""
    printed = subprocess.run(
        [sys.executable, "-m", "lsp_workshop", "results", str(path)], capture_output=True, text=True, check=True
    ).stdout
    found = {}
    for result in json.loads(printed):
        totals = {option["label"]: {**option, "id": ""} for option in result["options"]}
        own = ("ballot_id", "options", "sectors", "ties")
        kept = {name: value for name, value in result.items() if name not in own}
        found[result["title"]] = {**kept, "options": totals, "sectors": sorted(result["sectors"])}
    return found


def test_all_eight_ballots_entered_by_key_come_to_the_sample_s_results(toured: Path, tmp_path: Path) -> None:
    assert main(["sample", str(tmp_path / "sample.lspw")]) == 0
    day, sample = _results(toured / FILE_NAME), _results(tmp_path / "sample.lspw")
    assert day == sample
    assert len(day) == 8
    health = next(each for title, each in day.items() if "health check" in title)
    means = [round(option["mean"], 4) for option in health["options"].values()]
    assert means == [item["mean"] for item in EXPECTED["b6"]["items"].values()]


def test_decisions_and_parked_points_say_what_the_sample_says(day: Workshop, sample: Workshop) -> None:
    def decided(workshop: Workshop) -> list[tuple[object, ...]]:
        return sorted(
            (each.text, each.how, each.outcome, each.dissent, each.recorded_at, _title(workshop, each.ballot_id))
            for each in workshop.all(Decision)
        )

    def parked(workshop: Workshop) -> list[tuple[object, ...]]:
        return sorted(
            (each.text, each.raised_by, each.owner_participant_id, each.answer_by, each.status)
            for each in workshop.all(ParkingLotItem)
        )

    assert decided(day) == decided(sample)
    assert parked(day) == parked(sample)


def _title(workshop: Workshop, ballot_id: str | None) -> str:
    ballot = workshop.find(Ballot, ballot_id)
    return ballot.title if ballot else ""


def test_the_review_and_the_forms_say_what_the_sample_says(day: Workshop, sample: Workshop) -> None:
    def reviewed(workshop: Workshop) -> list[tuple[object, ...]]:
        return [(each.date, each.kind, each.items) for each in workshop.all(Review)]

    def learnt(workshop: Workshop) -> list[tuple[str, str, str]]:
        return [(each.text, each.kind, each.share_with) for each in workshop.all(Lesson)]

    def felt(workshop: Workshop) -> tuple[object, ...]:
        held = workshop.get(Feedback, FEEDBACK_ID)
        return held.statements, held.comments, [form.scores for form in held.forms]

    assert reviewed(day) == reviewed(sample)
    assert learnt(day) == learnt(sample)
    assert felt(day) == felt(sample)


def test_the_plan_was_typed_whole(day: Workshop, sample: Workshop) -> None:
    def plan(workshop: Workshop) -> list[tuple[object, ...]]:
        return sorted(
            (
                action.title,
                action.planner_organisation_id,
                tuple(sorted(action.deliverer_organisation_ids)),
                action.monitor_organisation_id,
                action.owner_participant_id,
                action.due,
                action.target,
                action.first_step,
                tuple((milestone.title, milestone.due) for milestone in action.milestones),
                found.title if (found := workshop.find(Objective, action.objective_id)) else "",
            )
            for action in workshop.all(Action)
        )

    assert plan(day) == plan(sample)
    assert day.count(Objective) == sample.count(Objective)


def test_the_record_holds_all_that_was_said(toured: Path, sample: Workshop) -> None:
    reader = PdfReader(toured / RECORD_NAME)
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    flat = text.replace(" ", "")
    missing = [answer.text for answer in sample.all(Answer) if "".join(answer.text.split()) not in flat]
    assert missing == []
    assert "Tracey Bullen" not in text
    assert "Sheila Adair" not in text


def test_every_screen_has_its_picture(toured: Path) -> None:
    said = (toured / "said.txt").read_text(encoding="utf-8").splitlines()
    pictures = [Path(line) for line in said if line.endswith(".png")]
    assert all(picture.stat().st_size > 5_000 for picture in pictures)
    names = {picture.stem for picture in pictures}
    for screen in (
        "start", "prepare-workshop", "prepare-people", "question-2.1", "themes-2.1", "ballot-new", "ballot-draft",
        "ballot-papers-b1", "ballot-turnout", "ballot-result", "ballot-result-b2", "ballot-result-b6", "decisions",
        "plan-objectives", "plan-actions", "record", "projector-question", "projector-answers", "projector-result",
        "review-calendar", "review-last-time", "review-lessons", "review-feedback", "projector-read-back",
        "photos", "photo-form", "photo-large", "projector-photo",
    ):  # fmt: skip
        assert screen in names
