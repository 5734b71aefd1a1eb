"""Errors in words: one clear sentence that says what is wrong and what to do.

The layers below raise codes and values; the command line and the screens ask here. Knows no screen.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.wording import shortened
from lsp_workshop.files import NotWritten
from lsp_workshop.session import NotSaved
from lsp_workshop.store.errors import StoreError
from lsp_workshop.store.lock import here
from lsp_workshop.store.workshop_store import SUFFIX
from lsp_workshop.templates import BadTemplate

_SENTENCES: Mapping[str, str] = {
    # edits
    "unknown_record": "There is no {collection} record “{id}” in this workshop.",
    "unknown_question": "There is no question {number} in this workshop; “info” lists them by number.",
    "unknown_group": "There is no table “{label}” in this workshop; it has {known}.",
    "workshop_closed": "“{title}” is closed; to correct it, open it in the window and choose “Reopen for correction”.",
    "not_closed": "The workshop is not closed, so there is nothing to reopen.",
    "empty_text": "The {noun} has no words yet: type something first.",
    "text_too_long": "That is {length:,} characters; at most {longest:,} fit: split it.",
    "not_jpeg": "That is no picture that can be kept: save it as JPEG or PNG and add that.",
    "picture_too_large": "That picture is too large ({megabytes} MB): save it smaller and add that.",
    "not_a_picture": "“{name}” is no picture that can be read here: save it as JPEG or PNG and add that.",
    "picture_too_wide": "“{name}” has too many pixels: save it smaller and add that.",
    "bad_picture": "The picture {id} cannot be read: take it out of the file and import again.",
    "photo_unreadable": "The picture of this photo cannot be read: remove the photo and add its picture anew.",
    "theme_exists": "There is a theme “{title}” already: put the answers under that one.",
    "nothing_to_merge_themes": "Name another theme to merge this one into.",
    "not_one_theme": "Mark answers of one theme to split them off it.",
    "other_stage": "“{title}” is a theme of another stage: a theme holds answers of its own stage.",
    "nothing_to_merge": "Mark at least two answers to merge them.",
    "merge_across_questions": "Only answers to the same question can be merged.",
    "last_question": "This is the last question that shows: bring back or add another before hiding it.",
    "bad_minutes": "{minutes} minutes cannot be planned: give 0 to 600.",
    "bad_outcome": "“{text}” is not an outcome: write agreed, not supported, deferred, or words of the room’s own.",
    "bad_parts": "A question has two to {most} parts or none: give each a name of its own, "
    "of at most {longest} characters.",
    "unknown_part": "Question {number} has no part called “{part}”; it has {known}: choose one of them.",
    "unknown_part_of_none": "Question {number} has no parts: leave “{part}” out, or give the question parts first.",
    "bad_when": "“{text}” is no date: give a day, a month (“April 2027”) or a year.",
    "no_headlines": "Nothing of this stage is a headline yet: mark answers with H, then draft from them.",
    "bad_staff_answer": "“{typed}” is no answer to this: choose one of {known}.",
    "bad_tables": "{tables} tables cannot be set: give 0 to 60.",
    "bad_threshold": "The small-group threshold is {threshold}; it cannot be under {smallest}.",
    "ballot_still_open": "The ballot “{title}” is still open: close it first.",
    "ballot_not_closed": "The ballot “{title}” is not closed yet: close it before a decision rests on it.",
    # ballots
    "unknown_preset": "There is no kind of ballot called “{preset}”; there are: {known}.",
    "method_missing": "Say how to vote: {known}.",
    "duplicate_option": "“{label}” is there twice: take one of them out.",
    "bad_rules": "{value} does not work as a rule here ({rule}): choose another value.",
    "ballot_without_options": "The ballot “{title}” has no options yet: add at least one.",
    "ballot_without_scale": "The ballot “{title}” has no scale yet: give it one.",
    "ballot_is_draft": "The ballot “{title}” is not open yet: open it first.",
    "ballot_not_draft": "The ballot “{title}” is {status} already: this cannot change any more.",
    "ballot_not_open": "The ballot “{title}” is not open; it is {status}.",
    "ballot_locked": "The ballot “{title}” has votes: make a new one in its place to change it.",
    "nobody_eligible": "Nobody may vote in “{title}” yet: tick who is here first.",
    "no_tie": "There is no tie in “{title}” to settle.",
    # papers
    "unknown_option": "The ballot “{title}” has no option “{option_id}”.",
    "not_a_whole_number": "“{option}” has {value}, which is not a whole number.",
    "negative_dots": "“{option}” has {value} dots; it cannot have fewer than none.",
    "over_max_per_option": "{value} dots on “{option}”; at most {maximum} may go on one option.",
    "over_dots": "{placed} dots on one paper; each has {dots}.",
    "value_not_on_scale": "“{option}” has {value}, which is not on the scale: choose one of {allowed}.",
    "blank_not_allowed": "Every line needs an answer; still open: {options}.",
    "rank_out_of_range": "“{option}” has place {value}; places go from 1 to {highest}.",
    "rank_repeated": "Place {value} is given twice: to {options}.",
    "rank_not_complete": "Every option needs its place; still open: {options}.",
    "rank_gap": "Nothing has place {missing}: give the places without a gap.",
    "spoilt_with_choices": "A spoilt paper has no marks: clear them, or count the paper as good.",
    "secret_paper_with_name": "A paper of the ballot “{title}” must not say whose it is: leave “{field}” out.",
    "bad_count": "{count} cannot be the count of one paper: give 1, or for hands a whole number from 1.",
    "hands_in_secret_ballot": "Hands cannot be counted in the secret ballot “{title}”: enter papers.",
    "hands_refused": "Nothing was entered in “{title}”: {lines} of the counts cannot be right; correct them first.",
    "sector_missing": "Which sector is this paper from? Choose one of {known}.",
    "group_missing": "Which table is this paper from? Choose it first.",
    "duplicate_paper": "There is a paper from this {voter_unit} already ({voter_id}); each has one.",
    "more_papers_than_eligible": "{papers} papers are more than may vote: {eligible}.",
    "more_papers_than_eligible_sector": "{papers} papers are more than may vote in “{sector_id}”: {eligible}.",
    "not_eligible": "{name} was not on the list of voters when the ballot “{title}” opened.",
    "too_many_without_sector": (
        "{papers} papers without a sector; only {eligible} people of “{title}” have such papers."
    ),
    "too_many_without_sector_of": (
        "{papers} papers would name no sector, but only {eligible} people of “{title}” have such papers: those of "
        "sectors that papers do not name ({sectors}) and of none. Count the papers of all of these."
    ),
    "turnout_waits": (
        "So few names ({waiting}), or so few left for later, would tell whose papers are whose in “{title}”: they were "
        "not noted. Give {least} or more of a kind at a time, or all names at once, or give them when the ballot is "
        "closed: of a kind of which none was noted before, any number may be noted then."
    ),
    "turnout_would_tell": (
        "So few names ({waiting}) after others would tell whose papers came last in “{title}”: they were not noted. "
        "Give {least} or more of a kind at once, or leave them out."
    ),
    "already_recorded": "{name} has been noted as having voted already.",
    "sector_mismatch": "{name} belongs to another sector than “{sector_id}”.",
    # people and plan
    "organisation_exists": "“{name}” is in the list already.",
    "group_exists": "There is a table “{label}” already: choose another label.",
    "not_here": "{name} has not been ticked as here.",
    "in_use": "This cannot go while a {by} still needs it: change that first, or undo.",
    "dangling": "The {noun}'s field “{field}” names “{target}”, which is not in this workshop.",
    "bad_date": "“{text}” is not a date: write 6/11/2026 or 2026-11-06.",
    "milestone_after_due": "The milestone “{milestone}” comes after the due date {due}: move one of them.",
    "bad_time": "“{text}” is not a time: write 9:15 or 14:30.",
    "bad_steps": "“{text}” is no step with its minutes: write “{example}”.",
    "too_many_steps": "{steps} steps are more than fit: leave it at {most}.",
    "has_begun": "“{title}” has begun today and can't be left out: finish it, or say that it was not begun after all.",
    "nothing_running": "Nothing on the agenda has begun: begin an item first.",
    "bad_figure": "“{text}” is not a number: write 7.8 or 250,000; what it counts goes into “Unit”.",
    "wording_voted": "The room was asked about {text}: it stays as it is. Write a new wording, or withdraw this one.",
    "wording_in_ballot": "This wording has its ballot already, “{title}”: close that one first.",
    "nothing_to_take": "There is nothing to take over that is not a route already: mark answers, or type a route.",
    "too_few_routes": "A ballot chooses between routes: write down at least two.",
    "bad_number": "“{text}” is not a whole number.",
    "bad_yes_no": "“{text}” is neither yes nor no: write yes or no.",
    "no_such": "There is no {noun} “{text}”; there is {known}.",
    "several_fit": "“{text}” fits more than one {noun}: {known}. Type more of the name.",
    "no_organisation": "{name} has no organisation yet: type that first.",
    "no_tables": "There is no table yet: add one first.",
    "reason_needed": "“{title}” cannot be {rag} without a reason: say in a few words why.",
    "drop_needs_reason": "“{title}” cannot be dropped without a reason: write “dropped: ” and why.",
    "forms_are_in": "{forms} forms are in already: their scores belong to the statements as they are.",
    "bad_scale": "“{text}” is not a scale: write the lowest and the highest score, as in 1-5.",
    "scores_do_not_fit": "{scores} scores do not fit {statements} statements: give one for each.",
    "score_not_on_scale": "The score {score} is not on the scale {scale}.",
    "objective_exists": "There is an objective {number} already: choose another number.",
    "nothing_to_undo": "There is nothing to undo.",
    "nothing_to_redo": "There is nothing to redo.",
    "paper_is_final": (
        "A paper that is in cannot be taken back, because nobody may know whose it was; "
        "Ctrl+Z once more takes back what came before it."
    ),
    "undo_overtaken": "This cannot be undone any more, because something that came later rests on it: {label}.",
    "redo_overtaken": "This cannot be done again any more, because something has changed since: {label}.",
    # saving
    "disk_full": "Not saved: the disk is full. Free some space and try again; nothing that was typed is lost.",
    "io_error": "Not saved: the disk refused ({detail}). Try again; nothing that was typed is lost.",
    "file_replaced": "Not saved: another file stands in place of {path}. Everything was written to {rescue} instead.",
    "file_deleted": "Not saved: {path} was moved or deleted. Everything was written to {rescue} instead.",
    "file_truncated": "Not saved: {path} was cut short by another program. Everything was written to {rescue} instead.",
    "file_changed": (
        "Not saved: another program or computer wrote to {path} meanwhile. Everything was written to {rescue} instead."
    ),
    "no_answer": (
        "Not saved: the disk has not answered for {seconds} seconds. Look whether the stick or the network drive is "
        "still there, and try again; nothing that was typed is lost."
    ),
    "no_rescue": "Not saved: {path} is not the file that was opened any more, and no rescue copy could be written.",
    "not_writable": "Not saved: the text holds broken characters that no file can keep; type them again ({detail}).",
    "read_only": "This workshop is open for viewing only, so nothing can be changed.",
    "closed": "Not saved: this workshop has been closed meanwhile. Open it again; your words are still in the box.",
    # files
    "not_found": "There is no file {path}.",
    "no_access": "{path} cannot be opened or written: {detail}.",
    "exists": "{path} is there already: choose another name, so that nothing is overwritten.",
    "not_a_workshop": (
        "{path} is not a workshop file of this program; if it was one, “lsp-workshop check {path} --repair "
        "NEW{suffix}” saves what is whole."
    ),
    "not_a_workshop_json": (
        "{path} is not a workshop file of this program; if it is an export, “lsp-workshop import {path} NEW{suffix}” "
        "makes a workshop of it."
    ),
    "newer": "{path} was written by version {needs}, which is newer than this one: update the program to open it.",
    "damaged": "{path} is damaged in {where}; “lsp-workshop check {path} --repair NEW{suffix}” saves what is whole.",
    "locked": "{path} is open elsewhere: by {user} on {host}, process {process}. Close it there first.",
    "locked_elsewhere": (
        "{path} is open elsewhere: by {user} on {host}, process {process}. Close it there first, or, "
        "if that computer no longer runs, delete {note}."
    ),
    "nothing_to_salvage": "Nothing in {path} could be read, so no new file was written.",
    # templates
    "template_choice": "{where} is none of these: {known}. Write one of them.",
    "template_kind": "{where} is of the wrong kind: write {expected}.",
    "template_number": "{where} is {value}: write a number from {least} to {most}.",
    "template_empty": "{where} has no words: write some.",
    "template_long": "{where} has {length:,} characters; at most {longest:,} fit: shorten it.",
    "template_broken": "{where} holds broken characters: type it again.",
    "template_count": "{where} has {count} entries: leave {least} to {most}.",
    "template_missing": "{where} has no “{field}”: add it.",
    "template_unknown": "{where} is no field that can stand there: take it out, or write one of {known}.",
    "template_order": "{where} is {value}: stages are numbered as they stand, so write {right}, or leave it out.",
    "template_twice": "{where} is “{value}”, which is there already: give each its own.",
    "template_stage": "{where} names the stage “{value}”, which is not there: name one of {known}.",
    "template_scale": "{where} is {value} after {before}: the points of a scale go up.",
    "template_band": "{where} is {value}, which is not on the scale: write a number from {least} to {most}.",
    "template_method": "There is a method that cannot be: {why}. Put it right.",
    "template_full": "There are {most} already, and more do not fit: change one of them.",
    "template_last": "At least {least} of these must stay: change it, or add another first.",
    "template_large": "It is larger than {most} megabytes, which no template is: choose another file.",
    "template_not_utf8": "It is not UTF-8 text from here on: save it again as UTF-8.",
    "template_not_json": "It is no JSON at column {column} ({why}): put it right in a text editor.",
    "template_deep": "It is nested deeper than {most} levels, which no template is: choose another file.",
    "template_field_twice": "The field “{field}” is there twice: take one out.",
    "not_a_template": "It is no template of this program (“format”: “lsp-template”): choose another file.",
    # interchange
    "not_utf8": "{path} is not UTF-8 text (byte {byte}): export it again as UTF-8.",
    "not_json": "{path} is not valid JSON (line {line}, column {column}).",
    "number_too_large": "{path} holds the number {number}, which is no number that programs can keep.",
    "field_twice": "{path} has the field “{field}” twice in one object: leave one of them.",
    "too_deep": "{path} is nested deeper than {deepest} levels: that is no workshop.",
    "not_interchange": "{path} is not a workshop in the interchange format (“format”: “lsp-workshop”, “version”: 1).",
    "newer_interchange": "{path} is interchange version {version}; this program reads up to {known}: update it first.",
    "bad_interchange": "{path} was not imported: {error}",
    "missing_collection": "The source has no “{collection}”, and there is no workshop without.",
    "wrong_collection": "“{collection}” must be {expected}.",
    "wrong_item": "In {collection}, number {place} must be {expected}.",
    "wrong_field": "In {collection}, record “{id}”, the field “{field}” must be {expected}.",
    "duplicate_id": "The id “{id}” occurs twice in {collection}.",
    "dangling_id": "In {collection}, record “{id}”, “{field}” names “{target}”, which is not there.",
    "bad_vote": "The vote “{id}” breaks the rules of ballot “{ballot}”: {error}",
    "bad_votes": "The votes of ballot “{ballot}” break its rules: {error}",
}

_MAY_NOT = (
    "it or its folder may not be written, or another program has it open. Close it there, or save it elsewhere or by "
    "another name"
)
_NOT_WRITTEN = {
    errno.ENOSPC: "the disk is full. Free some space, or save it elsewhere",
    errno.EDQUOT: "your share of the disk is full. Free some space, or save it elsewhere",
    errno.EACCES: _MAY_NOT,
    errno.EPERM: _MAY_NOT,
    errno.EBUSY: _MAY_NOT,
    errno.EROFS: "nothing can be written to that disk. Save it elsewhere",
    errno.ENOENT: "its folder is not there. Make it, or save it elsewhere",
    errno.ENOTDIR: "its folder is not there. Make it, or save it elsewhere",
    errno.EISDIR: "a folder bears that name. Choose another name",
    errno.EINVAL: "its name is none that a file can have here. Choose another one",
    errno.ENAMETOOLONG: "its name is too long. Choose a shorter one",
}
"""Why a file was not written and what to do, by the system's number."""

_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
"""Ends of lines of every kind, and the other control characters."""
_MOST_QUOTED = 300
"""Characters of what was typed, or stands in a file: a whole page of it would hide what is wrong with it."""

SPOKEN = (DomainError, NotSaved, StoreError, BadTemplate, OSError)
"""The errors that people are told of in a sentence; any other is a mistake of the program."""

WHAT_JSON_HOLDS = (
    "It holds everything, personal data included: every name, who agreed to be named and who did not, access needs, "
    "and the private notes. Give it only to those who may have them."
)
"""What people must know of an interchange file before they hand it on."""


def naming_sentence(places: int) -> str:
    """What to do about so many places of a document that may name somebody who may not be named."""
    if places == 1:
        return "1 place may name somebody: look at it before this goes to anybody."
    return f"{places:,} places may name somebody: look at them before this goes to anybody."


_IN_SHORT: Mapping[str, str] = {
    "not_found": "It is not there: it was moved, renamed or deleted, or its stick or network drive is away.",
    "no_access": "It cannot be opened or written: {detail}.",
    "not_a_workshop": "It is not a workshop file of this program.",
    "newer": "It was written by version {needs}, which is newer than this one: update the program to open it.",
    "damaged": "It is damaged in {where}.",
    "locked": "It is open elsewhere: by {user} on {host}.",
    "locked_elsewhere": "It is open elsewhere: by {user} on {host}, says a note beside it.",
}

IS_RESCUED = "It was rescued: it has all that its own file did not take. Open it, and keep what you need."
HAS_SECOND_COPY = "Its second copy is on this computer."
HAS_VERSIONS = "Earlier versions of it are on this computer."
"""What helps with a file that cannot be read, for after what is wrong with it."""
WHAT_HELPS: Mapping[str, str] = {
    "damaged": "What is whole can be saved into a new file.",
    "locked": "It can be looked at, or copied.",
    "locked_elsewhere": "It can be looked at, or copied.",
}
"""The same, by the code of the error, where nothing is kept of it."""

_REMARKS: Mapping[str, str] = {
    "torn_tail": (
        "{path} ends in {size} bytes of a change that is not whole. After a crash or a power cut nothing that was "
        "shown as saved is missing; if the file was copied or synced while it was open, look whether its last "
        "changes are there."
    ),
    "torn_tail_kept": (
        "{path} ended in {size} bytes of a change that is not whole; they were cut off and kept in {kept}. After a "
        "crash or a power cut nothing that was shown as saved is missing; if the file was copied or synced while it "
        "was open, look whether its last changes are there."
    ),
    "damaged_tail": (
        "{path} ends in {size} bytes that do not agree with their checksum: its last change is damaged; "
        "“check {path} --repair NEW{suffix}” saves what is whole."
    ),
    "damaged_tail_kept": (
        "{path} ended in {size} bytes that did not agree with their checksum, so its last change is damaged: "
        "look whether it is missing. The bytes were cut off and kept in {kept}."
    ),
    "damaged": "{path} is damaged in {where}; “lsp-workshop check {path} --repair NEW{suffix}” saves what is whole.",
    "doubtful": (
        "A repair marked records of {path} as doubtful ({count} in all): look at them before relying on them; in the "
        "window, the menu has “Doubtful records…”."
    ),
    "papers_as_cast": (
        "{path} is saved, but could not be tidied up on closing ({detail}): papers still lie in it in the order in "
        "which they came. Hand it to nobody; save it in a folder on this computer's own disk, and delete this one."
    ),
    "not_folded": (
        "{path} is saved, but could not be tidied up on closing ({detail}). It opens as ever; other programs will "
        "read it once it has been opened and closed in a folder where files can be made."
    ),
    "pulled_away": (
        "{path} was moved, deleted or changed by another program. Everything was written to {rescue} instead."
    ),
    "pulled_away_lost": (
        "{path} was moved, deleted or changed by another program, and no rescue copy could be written: look for the "
        "file where it was moved to."
    ),
    "no_answer": "The disk with {path} did not answer on closing. Everything was written to {rescue} instead.",
    "no_answer_lost": (
        "The disk with {path} did not answer on closing. What was shown as saved is in the file; "
        "open and close it once more when the disk is back."
    ),
    "not_kept": (
        "{path} is saved, but the copies of it that this computer keeps could not be written ({detail}): "
        "free some space, and copy the file to another place yourself."
    ),
    "no_second_copy": (
        "Of {path} this computer keeps no second copy now ({detail}): every change is saved in the file alone. "
        "Free some space and open the file again, or copy it to another place in every break."
    ),
    "copies_beside": (
        "Beside {path} there are other copies of the same workshop: {copies}. A sync program or a person made them; "
        "nothing was merged. Open each, look which has what you need, and move the others away."
    ),
    "second_copy_ahead": (
        "The second copy of {path} on this computer knows {count} changes more than the file: an older file was put "
        "in its place, or its end was cut off. The copy is among the earlier versions on the start page."
    ),
    "second_copy_broken": (
        "The second copy of {path} on this computer cannot be read by this program, so it was put aside as it is, "
        "among the earlier versions on the start page, and a new one is made where one is needed. The file itself is "
        "whole; should something be missing in it, keep that version."
    ),
    "second_copy_in_the_way": (
        "The second copy of {path} on this computer may know more than the file, and could not be put aside "
        "({detail}). It stays as it is, and no new one is made: free some space, and open the file again."
    ),
    "migrated": (
        "{path} is of an older version and was brought up to date; as it was, it is kept in {old}, for you alone."
    ),
    "copied": (
        "This is a new file, {path}: a copy of {source} as it was last saved. What changes in one of them does not "
        "get into the other."
    ),
    "from_version": (
        "This is a new file, {path}, with what this computer kept of {source} on {at}. The old file was not touched."
    ),
    "salvaged": (
        "This is a new file, {path}, with what could be read in {source}: {whole} records whole, {doubtful} doubtful, "
        "{lost} lost. The old file stays as it is."
    ),
    "salvaged_cut_off": (
        "This is a new file, {path}, with what could be read in {source}: {whole} records whole, {doubtful} "
        "doubtful, {lost} or more lost: the last {missing:,} bytes of it are missing, with all that stood in them. "
        "The old file stays as it is."
    ),
    "cut_off": (
        "The last {missing:,} bytes of {path} are missing; what stood in them is lost and could not be counted."
    ),
    "mended": "{path} had broken characters in {places}; each was replaced by “�”.",
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
    return on_one_line(_REMARKS[code].format_map(_Values({"path": path, **remark.values})))


def sentence(error: Exception) -> str:
    """One sentence for people about an error of ours; for any other, what kind it is and what it says.

    It stands on one line, whatever was typed or stands in a file that it speaks of.
    """
    return on_one_line(_told(error))


def on_one_line(text: str) -> str:
    """The text with a space where a line would end, and for what makes a terminal do things."""
    return _BREAKS.sub(" ", text)


def _told(error: Exception) -> str:
    if isinstance(error, DomainError | NotSaved | StoreError):
        template = _SENTENCES.get(_variant(error))
        if template is not None:
            return template.format_map(_Values(error.values))
    if isinstance(error, BadTemplate):
        line = f", line {error.line}" if error.line else ""
        return f"{error.path}{line}: {sentence(error.error)}"
    if isinstance(error, NotWritten):
        reason = _NOT_WRITTEN.get(error.errno or 0, f"{error.strerror}. Try again, or save it elsewhere")
        return f"{error.filename} was not saved: {reason}; nothing that was there was changed."
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        return f"{error.strerror or type(error).__name__}{where}."
    return f"Something unexpected went wrong: {type(error).__name__}: {error}"


def in_short(error: Exception) -> str:
    """What is wrong with a file, for where its name and what can be done are shown beside; or the whole sentence."""
    if not isinstance(error, StoreError) or error.code not in _IN_SHORT:
        return sentence(error)
    if error.code == "locked" and error.values.get("host") == here().host:
        return "It is open in another window on this computer."
    return on_one_line(_IN_SHORT[error.code].format_map(_Values(error.values)))


def _variant(error: DomainError | NotSaved | StoreError) -> str:
    in_sector = error.code == "more_papers_than_eligible" and error.values.get("sector_id") is not None
    if error.code == "too_many_without_sector" and error.values.get("sectors"):
        return f"{error.code}_of"
    if error.code == "unknown_part" and not error.values.get("known"):
        return f"{error.code}_of_none"
    if error.code == "not_a_workshop" and str(error.values.get("path")).casefold().endswith(".json"):
        return f"{error.code}_json"
    return f"{error.code}_sector" if in_sector else error.code


class _Values(dict[str, object]):
    """Values of an error, lists written out; a value that is missing does not hide the sentence."""

    def __init__(self, values: Mapping[str, object]) -> None:
        super().__init__({name: _in_words(value) for name, value in values.items()})
        self.setdefault("suffix", SUFFIX)

    def __missing__(self, name: str) -> object:
        return _Missing(f"({name})")


class _Missing(str):
    """Stands for a value that was not given, in whatever format the sentence wants it."""

    def __format__(self, wanted: str) -> str:
        return str(self)


def _in_words(value: object) -> object:
    if isinstance(value, Exception):
        return sentence(value)
    if isinstance(value, str) and len(value) > _MOST_QUOTED:
        return shortened(value, _MOST_QUOTED)
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(str(item) for item in value) or "none"
    return value


__all__ = [
    "HAS_SECOND_COPY",
    "HAS_VERSIONS",
    "IS_RESCUED",
    "SPOKEN",
    "WHAT_HELPS",
    "WHAT_JSON_HOLDS",
    "Noted",
    "in_short",
    "naming_sentence",
    "on_one_line",
    "remark_sentence",
    "sentence",
]
