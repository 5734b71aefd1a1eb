"""Errors in words: one clear sentence that says what is wrong and what to do.

The layers below raise codes and values; the command line and the screens ask here. Knows no screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from lsp_workshop.domain.errors import DomainError
from lsp_workshop.session import NotSaved
from lsp_workshop.store.errors import StoreError
from lsp_workshop.store.workshop_store import SUFFIX

_SENTENCES: Mapping[str, str] = {
    # edits
    "unknown_record": "There is no {collection} record “{id}” in this workshop.",
    "unknown_question": "There is no question {number} in this workshop; “info” lists them by number.",
    "unknown_group": "There is no table “{label}” in this workshop; it has {known}.",
    "workshop_closed": "“{title}” is closed; to correct it, open it in the window and choose “Reopen for correction”.",
    "not_closed": "The workshop is not closed, so there is nothing to reopen.",
    "empty_text": "The {noun} has no words yet: type something first.",
    "text_too_long": "That is {length:,} characters; at most {longest:,} fit: split it.",
    "theme_exists": "There is a theme “{title}” already: put the answers under that one.",
    "nothing_to_merge": "Mark at least two answers to merge them.",
    "merge_across_questions": "Only answers to the same question can be merged.",
    "last_question": "This is the last question that shows: bring back or add another before hiding it.",
    "bad_minutes": "{minutes} minutes cannot be planned: give 0 to 600.",
    "bad_tables": "{tables} tables cannot be set: give 0 to 60.",
    "bad_threshold": "The small-group threshold is {threshold}; it cannot be under {smallest}.",
    "ballot_still_open": "The ballot “{title}” is still open: close it first.",
    "ballot_not_closed": "The ballot “{title}” is not closed yet: close it before a decision rests on it.",
    "organisation_exists": "“{name}” is in the list already.",
    "group_exists": "There is a table “{label}” already: choose another label.",
    "not_here": "{name} has not been ticked as here.",
    "in_use": "This cannot go while a {by} still needs it: change that first, or undo.",
    "dangling": "The {noun}'s field “{field}” names “{target}”, which is not in this workshop.",
    "bad_date": "“{text}” is not a date: write 6/11/2026 or 2026-11-06.",
    "milestone_after_due": "The milestone “{milestone}” comes after the due date {due}: move one of them.",
    "bad_time": "“{text}” is not a time: write 9:15 or 14:30.",
    "bad_number": "“{text}” is not a whole number.",
    "bad_yes_no": "“{text}” is neither yes nor no: write yes or no.",
    "no_such": "There is no {noun} “{text}”; there is {known}.",
    "several_fit": "“{text}” fits more than one {noun}: {known}. Type more of the name.",
    "no_organisation": "{name} has no organisation yet: type that first.",
    "no_tables": "There is no table yet: add one first.",
    "objective_exists": "There is an objective {number} already: choose another number.",
    "nothing_to_undo": "There is nothing to undo.",
    "nothing_to_redo": "There is nothing to redo.",
    "undo_overtaken": "“{label}” cannot be undone any more: something that came later rests on it.",
    # saving
    "disk_full": "Not saved: the disk is full. Free some space and try again; your words are still in the box.",
    "io_error": "Not saved: the disk refused ({detail}). Try again; your words are still in the box.",
    "file_replaced": "Not saved: another file stands in the place of {path}. Everything was written to {rescue} instead.",
    "file_deleted": "Not saved: {path} was moved or deleted. Everything was written to {rescue} instead.",
    "file_truncated": "Not saved: {path} was cut short by another program. Everything was written to {rescue} instead.",
    "no_rescue": "Not saved: {path} is not the file that was opened any more, and no rescue copy could be written.",
    "read_only": "This workshop is open for viewing only, so nothing can be changed.",
    # files
    "not_found": "There is no file {path}.",
    "no_access": "{path} cannot be opened or written: {detail}.",
    "exists": "{path} is there already: choose another name, so that nothing is overwritten.",
    "not_a_workshop": "{path} is not a workshop file of this program.",
    "newer": "{path} was written by version {needs}, which is newer than this one: update the program to open it.",
    "damaged": "{path} is damaged in {where}; “lsp-workshop check {path} --repair NEW{suffix}” saves what is whole.",
    "locked": "{path} is open elsewhere: by {user} on {host}, process {process}. Close it there first.",
    "locked_elsewhere": (
        "{path} is open elsewhere: by {user} on {host}, process {process}. Close it there first, or, "
        "if that computer no longer runs, delete {note}."
    ),
    "nothing_to_salvage": "Nothing in {path} could be read, so no new file was written.",
    # interchange
    "not_utf8": "{path} is not UTF-8 text (byte {byte}): export it again as UTF-8.",
    "not_json": "{path} is not valid JSON (line {line}, column {column}).",
    "not_interchange": "{path} is not a workshop in the interchange format (“format”: “lsp-workshop”, “version”: 1).",
    "newer_interchange": "{path} is interchange version {version}; this program reads up to {known}: update it first.",
    "bad_interchange": "{path} was not imported: {error}",
    "missing_collection": "The source has no “{collection}”, and there is no workshop without.",
    "wrong_field": "In {collection}, record “{id}”, the field “{field}” must be {expected}.",
    "duplicate_id": "The id “{id}” occurs twice in {collection}.",
    "dangling_id": "In {collection}, record “{id}”, “{field}” names “{target}”, which is not there.",
    "bad_vote": "The vote “{id}” breaks the rules of ballot “{ballot}”: {error}",
    "bad_votes": "The votes of ballot “{ballot}” break its rules: {error}",
}


_REMARKS: Mapping[str, str] = {
    "torn_tail": (
        "{path} ends in {size} bytes of a change that was never finished (a crash or a power cut); "
        "nothing that was shown as saved is missing."
    ),
    "torn_tail_kept": (
        "{path} ended in {size} bytes of a change that was never finished (a crash or a power cut). They were cut off "
        "and kept in {kept}; nothing that was shown as saved is missing."
    ),
    "damaged": "{path} is damaged in {where}; “check {path} --repair NEW{suffix}” saves what is whole.",
    "doubtful": "{path} holds {count} records that a repair marked as doubtful: look at them before relying on them.",
    "dangling_id": "{path}: in {collection}, record “{id}”, “{field}” names “{target}”, which is not there.",
}


class Noted(Protocol):
    """What the store has to say about a file."""

    @property
    def code(self) -> str: ...

    @property
    def values(self) -> Mapping[str, object]: ...


def remark_sentence(path: Path, remark: Noted) -> str:
    """A sentence about something that opening or checking a file found."""
    code = f"{remark.code}_kept" if remark.values.get("kept") else remark.code
    return _REMARKS[code].format_map(_Values({"path": path, **remark.values}))


def sentence(error: Exception) -> str:
    """One sentence for people about an error of ours; for any other, what kind it is and what it says."""
    if isinstance(error, DomainError | NotSaved | StoreError):
        template = _SENTENCES.get(error.code)
        if template is not None:
            return template.format_map(_Values(error.values))
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        return f"{error.strerror or type(error).__name__}{where}."
    return f"Something unexpected went wrong: {type(error).__name__}: {error}"


class _Values(dict[str, object]):
    """Values of an error, lists written out; a value that is missing does not hide the sentence."""

    def __init__(self, values: Mapping[str, object]) -> None:
        super().__init__({name: _in_words(value) for name, value in values.items()})
        self.setdefault("suffix", SUFFIX)

    def __missing__(self, name: str) -> object:
        return f"({name})"


def _in_words(value: object) -> object:
    if isinstance(value, Exception):
        return sentence(value)
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(str(item) for item in value) or "none"
    return value


__all__ = ["Noted", "remark_sentence", "sentence"]
