"""The sample away-day and made-up ones, as workshops and as exported records."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from lsp_workshop.domain import codec
from lsp_workshop.domain.framework import Framework, read_framework
from lsp_workshop.domain.model import DETAILS_ID, FEEDBACK_ID, RECORD_TYPE, Record
from lsp_workshop.domain.record import printable_record
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.export.pdf import write_record
from lsp_workshop.paths import resource

SINGLE = {"workshop": DETAILS_ID, "feedback": FEEDBACK_ID}


def records_of(data: dict[str, Any]) -> Iterable[Record]:
    """The records of an interchange file that has been read."""
    for name, value in data.items():
        kind = RECORD_TYPE.get(name)
        if kind is None:
            continue
        if name in SINGLE:
            yield codec.decode(kind, {**value, "id": SINGLE[name]})
            continue
        for number, item in enumerate(value, start=1):
            own = item.get("id") or item.get("ballot_id") or f"{name}{number}"
            yield codec.decode(kind, {**item, "id": own})


@pytest.fixture(scope="session")
def sample_data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(resource("sample/aldermouth.json").read_text(encoding="utf-8"))
    return data


@pytest.fixture(scope="session")
def sample(sample_data: dict[str, Any]) -> Workshop:
    return Workshop(records_of(sample_data))


@pytest.fixture(scope="session")
def framework() -> Framework:
    return read_framework(json.loads(resource("framework.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def fonts() -> Path:
    return resource("fonts")


@pytest.fixture(scope="session")
def sample_pdf(sample: Workshop, framework: Framework, fonts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's record for the partners."""
    out = tmp_path_factory.mktemp("record") / "record.pdf"
    write_record(printable_record(sample, framework), out, fonts=fonts)
    return out


@pytest.fixture
def export(framework: Framework, fonts: Path, tmp_path: Path) -> Callable[[Workshop], Path]:
    """Exports a workshop's record and says where it is."""

    def write(workshop: Workshop) -> Path:
        out = tmp_path / "record.pdf"
        write_record(printable_record(workshop, framework), out, fonts=fonts)
        return out

    return write
