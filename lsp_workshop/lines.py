"""Lines in and out of the commands: standard input as it came, standard output flushed line by line.

Knows what a line may hold (an answer's words, a paper as JSON), not what is done with it.
"""

from __future__ import annotations

import contextlib
import errno
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from lsp_workshop.domain.edits.records import LONGEST_TEXT


class Refused(Exception):
    """Something asked for cannot be done, in a sentence."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of standard input without its ending (LF or CRLF)."""

    number: int
    text: str

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()

    def words(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be taken, and why."""

    number: int
    reason: str
    is_blank = False

    def words(self) -> str:
        raise Refused(self.reason)


def read_lines() -> Iterator[Line | BadLine]:
    """Standard input line by line, as soon as each is there. Only LF and CRLF end a line."""
    stream = getattr(sys.stdin, "buffer", None)
    lines: Iterable[bytes] = stream if stream is not None else _encoded(sys.stdin)
    for number, raw in enumerate(lines, start=1):
        bare = raw.removesuffix(b"\n")
        if bare is not raw and raw.endswith(b"\r\n"):
            bare = bare.removesuffix(b"\r")
        try:
            text = bare.decode("utf-8")
        except UnicodeDecodeError:
            yield BadLine(number, "it is not UTF-8 text.")
            continue
        if len(text) > LONGEST_TEXT:
            yield BadLine(number, f"it has {len(text):,} characters; at most {LONGEST_TEXT:,} fit.")
            continue
        yield Line(number, text)


def _encoded(stream: IO[str] | None) -> Iterator[bytes]:
    """A text stream in the place of standard input, such as a test's; none where standard input is closed."""
    for line in stream or ():
        yield line.encode("utf-8", "surrogateescape")


_PAPER_FIELDS: dict[str, tuple[type, str]] = {
    "choices": (dict, "an object of whole numbers"),
    "sector_id": (str, "text"),
    "group_id": (str, "text"),
    "participant_id": (str, "text"),
    "comment": (str, "text"),
    "count": (int, "a whole number"),
    "spoilt": (bool, "true or false"),
}


def read_paper(text: str) -> dict[str, Any]:
    """The fields of the ballot paper in a line of JSON; raises `Refused` for what is none."""
    try:
        paper = json.loads(text, object_pairs_hook=_each_once)
        # Halves of characters can be written in JSON, and no file can keep them.
        json.dumps(paper, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise Refused("it holds broken characters.") from None
    except (ValueError, RecursionError):
        raise Refused("it is not a JSON object.") from None
    if not isinstance(paper, dict):
        raise Refused("it is not a JSON object.")
    paper = {"choices": {}} | {name: value for name, value in paper.items() if value is not None}
    for name, value in paper.items():
        if name not in _PAPER_FIELDS:
            raise Refused(f"a paper has no field “{name}”.")
        kind, expected = _PAPER_FIELDS[name]
        marks = value.values() if isinstance(value, dict) else ()
        if type(value) is not kind or any(type(mark) is not int for mark in marks):
            raise Refused(f"“{name}” must be {expected}.")
    return paper


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of a paper; which of two values was meant nobody can say."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise Refused(f"“{name}” stands in it twice.")
        found[name] = value
    return found


def say(text: str) -> None:
    """A line of the answer, out of the door at once. Raises OSError where nobody takes it."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, "Standard output is closed")
    print(_printable(text, sys.stdout), flush=True)


def warn(text: str) -> None:
    """A line on standard error; where nobody takes that, the exit status has to tell."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            print(_printable(text, sys.stderr), file=sys.stderr, flush=True)


def _printable(text: str, stream: IO[str]) -> str:
    """The text in what the terminal can show: an old code page must not stop a command."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)
