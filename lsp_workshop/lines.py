"""Lines in and out of the commands: standard input as it came, standard output flushed line by line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from lsp_workshop.domain.edits.records import LONGEST_TEXT


@dataclass(frozen=True, slots=True)
class Line:
    """A line of standard input without its ending (LF or CRLF)."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be taken, and why."""

    number: int
    reason: str


def read_lines() -> Iterator[Line | BadLine]:
    """Standard input line by line, as soon as each is there. Only LF and CRLF end a line."""
    stream = getattr(sys.stdin, "buffer", None)
    lines: Iterator[bytes] = stream if stream is not None else _encoded(sys.stdin)
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


def _encoded(stream: IO[str]) -> Iterator[bytes]:
    """A text stream in the place of standard input, such as a test's."""
    for line in stream:
        yield line.encode("utf-8", "surrogateescape")


def say(text: str) -> None:
    """A line of the answer, out of the door at once. Raises OSError where nobody takes it."""
    print(_printable(text, sys.stdout), flush=True)


def warn(text: str) -> None:
    print(_printable(text, sys.stderr), file=sys.stderr, flush=True)


def _printable(text: str, stream: IO[str]) -> str:
    """The text in what the terminal can show: an old code page must not stop a command."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)
