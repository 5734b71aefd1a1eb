"""The command line: which words mean what. `commands` does it; without a command, the window opens.

Exit status: 0 done, 1 could not, 2 wrong usage, 128 + signal when asked to stop. What a start does not need is
imported when it is asked for: the window waits for no command and no command for the window.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from lsp_workshop import __version__

COULD_NOT = 1
_NO_SCREEN = (
    "There is no screen here to open a window on; the commands work without one (lsp-workshop --help), "
    "and “lsp-workshop tour FOLDER” shows every window as a picture."
)
_FILE = ("file", "FILE")
_PLAIN: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    ("sample", "write the sample away-day as a workshop", (_FILE,)),
    ("import", "make a workshop from the interchange format; FILE must not exist", (("source", "SOURCE"), _FILE)),
    ("results", "print every ballot's result as JSON", (_FILE,)),
    ("info", "title, date, versions, counts, who has it open", (_FILE,)),
    ("tour", "drive the windows through the sample day and leave pictures in FOLDER", (("folder", "FOLDER"),)),
)
"""Commands that take paths and nothing else: name, help, arguments."""

_COMMANDS = {name for name, _, _ in _PLAIN} | {
    "follow-up",
    "export",
    "capture",
    "ballot",
    "vote",
    "turnout",
    "check",
    "template",
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="lsp-workshop",
        description="Run a partnership workshop. Without a command: the start page, or FILE opened in the window.",
    )
    parser.add_argument("--version", action="version", version=f"LSP Workshop {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def command(name: str, help_text: str, *paths: tuple[str, str]) -> argparse.ArgumentParser:
        added: argparse.ArgumentParser = commands.add_parser(name, help=help_text, description=help_text)
        for attribute, shown in paths:
            added.add_argument(attribute, type=Path, metavar=shown)
        return added

    for name, help_text, paths in _PLAIN:
        command(name, help_text, *paths)
    one = command(
        "follow-up", "make the next workshop, with its people and what was promised; NEW must not exist", _FILE,
        ("new", "NEW"),
    )  # fmt: skip
    one.add_argument("--title", help="the same as before, where none is given")
    one.add_argument("--date", default="", metavar="YYYY-MM-DD")
    one = command(
        "export", "write a document: OUT ends in .pdf, .docx, .xlsx, .csv, .ics, or .json for everything", _FILE,
        ("out", "OUT"),
    )  # fmt: skip
    one.add_argument("--kind", help="which document, such as record-public; the usual ones are the record, and of .csv "
                     "the answers; a wrong one lists those there are")  # fmt: skip
    one.add_argument("--paper", choices=("A4", "Letter"), default="A4", help="for what is printed")
    one.add_argument("--large-print", action="store_true", help="every letter 1.45 times as large")
    one.add_argument("--grey", action="store_true", help="without colours")
    one.add_argument("--archival", action="store_true", help="a PDF that archives take (PDF/A-2)")
    one.add_argument("--without", action="append", default=[], metavar="SECTION", help="leave a section of the record "
                     "out, such as pledges; as often as wanted; a wrong one lists those there are")  # fmt: skip
    one.add_argument("--by-table", action="store_true", help="with a listing of all answers by table in the record")
    one = command("capture", "capture each line of standard input as an answer; print its id once saved", _FILE)
    one.add_argument("--question", required=True, metavar="NUMBER", help="such as 2.1")
    one.add_argument("--group", metavar="LABEL", help="the table's label, such as A")
    one.add_argument("--part", metavar="NAME", help="which part of a question with parts, such as Needs")
    one = command("ballot", "open or close a ballot", _FILE)
    one.add_argument("id", metavar="ID")
    one.add_argument("what", choices=("open", "close"))
    one = command("vote", "enter papers, one JSON object a line; print ok, or refused and why", _FILE)
    one.add_argument("id", metavar="ID")
    one = command("turnout", "note who has voted, one id a line", _FILE)
    one.add_argument("id", metavar="ID")
    one = command("check", "verify a file; with --repair, salvage it into a new one", _FILE)
    one.add_argument("--repair", type=Path, metavar="OUT")
    one = command("template", "check a template file: 0 if it can be used, else 1 with the line and the reason")
    one.add_argument("what", choices=("check",))
    one.add_argument("file", type=Path, metavar="FILE")
    return parser


def _window(path: Path | None) -> int:
    if not _has_screen():
        print(_NO_SCREEN, file=sys.stderr)
        return COULD_NOT
    from lsp_workshop.app import run_app

    return run_app(path)


def _has_screen() -> bool:
    """Whether a window can open: Qt ends the process without a word of ours where there is no display."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _is_file(word: str) -> bool:
    """Whether a single word names a file to open: it is no option and no command, and looks or is like a file."""
    if word.startswith("-") or word in _COMMANDS:
        return False
    path = Path(word)
    return bool(path.suffix) or len(path.parts) > 1 or path.exists()


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status. Never raises for what people or disks do."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words:
        return _window(None)
    if len(words) == 1 and _is_file(words[0]):
        return _window(Path(words[0]))
    try:
        arguments = _parser().parse_args(words)
    except SystemExit as stop:
        return int(stop.code or 0)
    from lsp_workshop.commands import run

    return run(arguments)


def entry() -> None:
    # Where the caller closed one of the three standard streams, a workshop must not be opened in its place.
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(number)
    sys.exit(main())
