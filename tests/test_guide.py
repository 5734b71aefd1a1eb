"""What README and the facilitator's guide say about keys. They know the table of actions, and no window."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lsp_workshop.ui import actions

ROOT = Path(__file__).resolve().parent.parent
README, GUIDE = (ROOT / name for name in ("README.md", "docs/guide.md"))

SPECS = (
    *actions.WORKSHOP_TABLE, *actions.START_TABLE, *actions.TEMPLATE_TABLE, *actions.PREVIEW_TABLE,
    *actions.HANDOUTS_TABLE,
)  # fmt: skip
KEYS = {key for spec in SPECS for key in spec.keys}
NO_ACTION = {"F10", "Alt+B", "Ctrl+C"}
"""The menu's own key, the letter of a table in the entry box, and the terminal's key."""

_KEY = re.compile(r"(?<![\w+])(?:(?:Ctrl|Alt|Shift)\+)+[A-Z←→↑↓0-9][A-Za-z0-9]*|\bF\d{1,2}\b")
_COMMAND = re.compile(r"\*\*([^*]+)\*\*\s\(([^\s)]+)\)")
_ARROWS = str.maketrans({"←": "Left", "→": "Right", "↑": "Up", "↓": "Down"})


def portable(key: str) -> str:
    return key.translate(_ARROWS)


@pytest.mark.parametrize("page", [README, GUIDE], ids=lambda page: page.name)
def test_every_key_that_is_told_is_a_key_of_the_program(page: Path) -> None:
    """A facilitator would press it in front of the room, and nothing, or something else, would happen."""
    told = {portable(key) for key in _KEY.findall(page.read_text(encoding="utf-8"))}
    assert len(told) > 10
    assert told <= KEYS | NO_ACTION


def test_a_command_in_the_guide_has_the_name_and_the_key_of_the_menu() -> None:
    """Somebody who looks for the command would not find it, or would learn the key of another one."""
    named: dict[str, set[str]] = {}
    for spec in SPECS:
        named.setdefault(spec.text, set()).update(spec.keys)
    told = [
        (" ".join(name.split()), portable(key)) for name, key in _COMMAND.findall(GUIDE.read_text(encoding="utf-8"))
    ]
    assert len(told) > 40
    assert [(name, key) for name, key in told if key not in named.get(name, ())] == []


def test_the_day_in_ten_lines_is_ten_short_lines() -> None:
    """It is what somebody reads who has ten minutes before the first day with the program."""
    day = README.read_text(encoding="utf-8").partition("## The day in ten lines\n")[2].partition("\n## ")[0]
    lines = re.findall(r"^\d+\. .*(?:\n   .*)*", day, re.MULTILINE)
    assert len(lines) == 10
    assert [line for line in lines if len(line) > 120] == []


def test_what_readme_and_guide_point_to_is_there() -> None:
    """A facilitator who follows a link would land at the top of a page, or nowhere."""
    for page in (README, GUIDE):
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
            file, _, place = target.partition("#")
            if "://" in file:
                continue
            found = (page.parent / file) if file else page
            assert found.exists(), target
            if place:
                headings = re.findall(r"^#+ (.*)$", found.read_text(encoding="utf-8"), re.MULTILINE)
                assert place in {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}, target
