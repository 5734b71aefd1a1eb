"""Template files: those that come with the program and a partnership's own, read, checked, saved and shared.

What a template may hold is `domain.template`'s; here a fault gets the line that it is in. Knows no screen.
"""

from __future__ import annotations

import bisect
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Json
from lsp_workshop.domain.template import check_template, read_template
from lsp_workshop.domain.template_shape import FORMAT, Place, TemplateFault
from lsp_workshop.files import name_of_words, replace_file

SUFFIX = ".json"
USUAL = "full-day"
"""The name of the template that is the program's own framework, whole."""
_SHIPPED = (USUAL, "half-day", "review-day")
"""In the order in which they are offered."""
_LARGEST = 2_000_000
"""Bytes."""
_DEEPEST = 12
_BLANK = re.compile(r"[ \t\n\r]*")
_SCALAR = json.JSONDecoder()


class BadTemplate(Exception):
    """A file that is no template: the line (0: all of it) and why, as a code with values or a `TemplateFault`.

    Sentences are in `lsp_workshop.messages`.
    """

    def __init__(self, path: Path, line: int, error: TemplateFault) -> None:
        super().__init__(error.code)
        self.path, self.line, self.error = path, line, error


@dataclass(frozen=True, slots=True)
class SavedTemplate:
    """A row of the list. `key` names it for `Templates`; `problem` is set where its file is no template any more."""

    key: str
    name: str
    about: str = ""
    is_own: bool = False
    problem: Exception | None = None


# --- reading ------------------------------------------------------------------------------------------------


def read_file(path: Path) -> Json:
    """The template in a file, checked. Raises OSError and `BadTemplate`."""
    return _checked(path, _read(path))


def _read(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise _bad("template_large", path, 0, most=_LARGEST // 1_000_000)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _bad("template_not_utf8", path, data.count(b"\n", 0, error.start) + 1) from error


def _checked(path: Path, text: str) -> Json:
    try:
        data = json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise _bad("template_not_json", path, error.lineno, why=error.msg, column=error.colno) from error
    except (ValueError, RecursionError) as error:
        raise _bad("template_not_json", path, 0, why=str(error)[:80], column=1) from error
    lines = _Lines(path, text)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise _bad("not_a_template", path, lines.of(("format",)))
    try:
        check_template(data)
    except TemplateFault as fault:
        raise BadTemplate(path, lines.of(fault.place), fault) from fault
    return data


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number")


def _bad(what: str, path: Path, line: int, **values: object) -> BadTemplate:
    return BadTemplate(path, line, TemplateFault(what, (), **values))


class _Lines:
    """In which line of a text that is known to be JSON each value stands. Refuses a field that is there twice."""

    def __init__(self, path: Path, text: str) -> None:
        self._path, self._text = path, text
        self._ends = [at for at, character in enumerate(text) if character == "\n"]
        self._at: dict[Place, int] = {}
        self._value(0, ())

    def of(self, place: Place) -> int:
        """The line of a value, or of what it would stand in."""
        while place not in self._at:
            place = place[:-1]
        return self._at[place]

    def _line(self, at: int) -> int:
        return bisect.bisect_left(self._ends, at) + 1

    def _value(self, at: int, place: Place) -> int:
        at = self._past_blank(at)
        self._at[place] = self._line(at)
        if len(place) > _DEEPEST:
            raise _bad("template_deep", self._path, self._line(at), most=_DEEPEST)
        if self._text[at] == "{":
            return self._members(at + 1, place, "}")
        if self._text[at] == "[":
            return self._members(at + 1, place, "]")
        return _SCALAR.raw_decode(self._text, at)[1]

    def _members(self, at: int, place: Place, end: str) -> int:
        """What stands in an object or a list; returns where it is over."""
        number = 0
        at = self._past_blank(at)
        while self._text[at] != end:
            step: str | int = number
            if end == "}":
                line = self._line(at)
                step, at = _SCALAR.raw_decode(self._text, at)
                if (*place, step) in self._at:
                    raise _bad("template_field_twice", self._path, line, field=step)
                at = self._past_blank(at) + 1
            at = self._past_blank(self._value(at, (*place, step)))
            if self._text[at] == ",":
                at = self._past_blank(at + 1)
            number += 1
        return at + 1

    def _past_blank(self, at: int) -> int:
        found = _BLANK.match(self._text, at)
        return found.end() if found else at


def as_text(data: Json) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


# --- those there are ----------------------------------------------------------------------------------------


class Templates:
    """`shipped` is the folder of those that come with the program, `own` that of the partnership's, which need not be
    there yet. `usual` is the program's framework, which fills what a template leaves out.
    """

    def __init__(self, shipped: Path, own: Path, usual: Callable[[], Framework]) -> None:
        self._shipped, self._own, self._usual = shipped, own, usual

    def all(self) -> Sequence[SavedTemplate]:
        """Those of the program first, then one's own by name."""
        shipped = [self._row(key, False) for key in _SHIPPED]
        own = [self._row(path.name, True) for path in self._own_files()]
        return [*shipped, *sorted(own, key=lambda each: each.name.casefold())]

    def _own_files(self) -> list[Path]:
        try:
            return [path for path in self._own.iterdir() if path.suffix == SUFFIX]
        except OSError:
            # Nobody has made one yet.
            return []

    def _row(self, key: str, is_own: bool) -> SavedTemplate:
        try:
            data = self.read(key)
        except (OSError, BadTemplate) as error:
            return SavedTemplate(key, Path(key).stem, is_own=is_own, problem=error)
        return SavedTemplate(key, data["name"].strip(), data.get("about", "").strip(), is_own)

    def path_of(self, key: str) -> Path:
        return self._shipped / f"{key}.json" if key in _SHIPPED else self._own / key

    def read(self, key: str) -> dict[str, Any]:
        """The template as its file has it. Raises OSError and `BadTemplate`."""
        data: dict[str, Any] = read_file(self.path_of(key))
        return data

    def framework(self, key: str) -> Framework:
        """What a workshop of this template begins with; "" for the usual one. Raises as `read`."""
        return read_template(self.read(key), self._usual()) if key not in ("", USUAL) else self._usual()

    def file_name(self, name: str) -> str:
        return name_of_words(name) or "template"

    # --- changing one's own -------------------------------------------------------------------------------

    def save(self, data: Json, key: str = "") -> str:
        """Write one's own template as a whole, or leave what was there; returns its key. A new one where none is given.

        Raises `TemplateFault` for what is no template, and OSError.
        """
        check_template(data)
        if not key:
            key = next(name for name in _names(data["name"]) if not os.path.lexists(self._own / name))
        self._own.mkdir(parents=True, exist_ok=True)
        replace_file(self._own / key, as_text(data).encode("utf-8"))
        return key

    def bring_in(self, path: Path) -> str:
        """A template from elsewhere, as one's own; returns its key. Raises as `read` and `save`."""
        data = read_file(path)
        return self.save({**data, "name": self._free_name(data["name"].strip())})

    def duplicate(self, key: str) -> str:
        """A copy of one's own of any template, under a name of its own; returns its key."""
        return self.save(self.copied(key))

    def copied(self, key: str) -> dict[str, Any]:
        """Any template under a name of its own, not saved yet."""
        data = self.read(key)
        return {**data, "name": self._free_name(data["name"].strip())}

    def rename(self, key: str, name: str) -> None:
        """Another name for one's own; its file keeps its name, by which nobody knows it."""
        self.save({**self.read(key), "name": name.strip()}, key)

    def share(self, key: str, out: Path) -> None:
        """Write a template to a file to be handed on. Raises OSError."""
        replace_file(out, as_text(self.read(key)).encode("utf-8"))

    def delete(self, key: str) -> None:
        """One's own, for good: workshops made from it have what they need."""
        (self._own / key).unlink()

    def _free_name(self, name: str) -> str:
        taken = {each.name.casefold() for each in self.all()}
        return next(each for each in _numbered(name) if each.casefold() not in taken)


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name} {number}"
        number += 1


def _names(title: str) -> Iterator[str]:
    """File names out of typed words."""
    stem = name_of_words(title) or "template"
    yield from (f"{each.replace(' ', '-')}{SUFFIX}" for each in _numbered(stem))
