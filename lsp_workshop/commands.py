"""What each command does. It takes the same road as the window: edits through a Session; errors become one sentence.

Standard output carries only the answer; what there is to say besides goes to standard error.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from lsp_workshop import __version__
from lsp_workshop.documents import (
    DOCUMENTS,
    DocumentKind,
    Making,
    UnknownDocument,
    document_kind,
    framework_for,
    namings_in,
    write_document,
)
from lsp_workshop.domain.edits import ballots
from lsp_workshop.domain.edits.capture import capture_answer
from lsp_workshop.domain.edits.dates import parse_date
from lsp_workshop.domain.edits.votes import require_status
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.follow_up import follow_up
from lsp_workshop.domain.model import Answer, Ballot, BallotStatus, Group, Participant, Photo, Secrecy, Vote
from lsp_workshop.domain.paper import PageSize, Paper
from lsp_workshop.domain.presentation import noted_words
from lsp_workshop.domain.question_parts import part_called
from lsp_workshop.domain.record.extent import Extent, parts_of
from lsp_workshop.domain.results import as_json
from lsp_workshop.domain.texts import place_of
from lsp_workshop.domain.voting import result_of
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.export.typeset.clean import one_line
from lsp_workshop.lines import BadLine, Line, Refused, read_lines, read_paper, say, warn
from lsp_workshop.messages import WHAT_JSON_HOLDS, naming_sentence, on_one_line, remark_sentence, sentence
from lsp_workshop.paths import data_dir, kept_folder, rescue_folder, resource
from lsp_workshop.session import NotSaved, Remark, Session, new_id
from lsp_workshop.signals import Stopped, Stopper
from lsp_workshop.store import interchange, lock, opening, recovery
from lsp_workshop.store.errors import StoreError
from lsp_workshop.templates import BadTemplate
from lsp_workshop.templates import read_file as read_template_file

DONE, COULD_NOT, WRONG_USAGE = 0, 1, 2

Command = Callable[[argparse.Namespace, Stopper], int]


class _Usage(Exception):
    """A call whose words are off."""


def run(arguments: argparse.Namespace) -> int:
    """The command that was parsed; returns its exit status. Never raises for what people or disks do."""
    try:
        with Stopper() as stopper:
            return COMMANDS[arguments.command](arguments, stopper)
    except _Usage as error:
        warn(on_one_line(f"lsp-workshop: {error}."))
        return WRONG_USAGE
    except Stopped as stop:
        return 128 + stop.signal_number
    except BrokenPipeError:
        _silence_output()
        return COULD_NOT
    except (StoreError, DomainError, NotSaved, Refused, BadTemplate) as error:
        warn(_words(error))
        return COULD_NOT
    except OSError as error:
        _silence_output()
        warn(sentence(error))
        return COULD_NOT


def _silence_output() -> None:
    """Python flushes standard output once more at its end, and would complain that nobody listens."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


# --- opening ------------------------------------------------------------------------------------------------


def _read(path: Path) -> opening.Opened:
    opened = opening.open_for_reading(path, rescue_folder=rescue_folder(data_dir()))
    for remark in opened.remarks:
        warn(remark_sentence(path, remark))
    return opened


@contextlib.contextmanager
def _session(path: Path, stopper: Stopper) -> Iterator[Session]:
    """The workshop, open for work. Opening and closing are finished before the process stops."""
    session: Session | None = None
    try:
        with stopper.shield():
            data = data_dir()
            opened = opening.open_workshop(path, rescue_folder=rescue_folder(data), kept_folder=kept_folder(data))
            session = Session(opened.workshop, opened.store)
        for remark in opened.remarks:
            warn(remark_sentence(path, remark))
        yield session
    finally:
        if session is not None:
            with stopper.shield():
                for remark in session.close():
                    warn(remark_sentence(path, remark))


# --- making files -------------------------------------------------------------------------------------------


def _import_into(source: Path, target: Path) -> None:
    if target.exists():
        raise StoreError("exists", path=target)
    imported = interchange.read_interchange(source)
    opening.create_workshop(target, imported.workshop.records())
    for remark in imported.remarks:
        warn(remark_sentence(source, remark))


def _sample(arguments: argparse.Namespace, _: Stopper) -> int:
    _import_into(resource("sample/aldermouth.json"), arguments.file)
    return DONE


def _import(arguments: argparse.Namespace, _: Stopper) -> int:
    _import_into(arguments.source, arguments.file)
    return DONE


def _follow_up(arguments: argparse.Namespace, _: Stopper) -> int:
    target: Path = arguments.new
    if target.exists():
        raise StoreError("exists", path=target)
    before = _read(arguments.file).workshop
    title = before.details.title if arguments.title is None else arguments.title
    date = parse_date(arguments.date) or ""
    opening.create_workshop(target, follow_up(before, framework_for(before), title=title, date=date, new_id=new_id))
    return DONE


def _export(arguments: argparse.Namespace, _: Stopper) -> int:
    out: Path = arguments.out
    if _is_the_same(out, arguments.file):
        raise Refused(f"{out} is the workshop itself: choose another name for what is exported.")
    try:
        kind = document_kind(out.suffix, arguments.kind)
    except UnknownDocument as error:
        raise _Usage(_which_there_are(out, error)) from None
    _refuse_what_is_not_for(kind, arguments)
    paper = Paper(PageSize(arguments.paper), arguments.large_print, arguments.grey, arguments.archival)
    opened = _read(arguments.file)
    workshop, past = opened.workshop, opened.store.history() if kind.tells_when else ()
    extent = Extent(frozenset(arguments.without), arguments.by_table)
    there = [part.key for part in parts_of(workshop)]
    for wrong in sorted(extent.left_out.difference(there)):
        raise _Usage(f"--without {wrong} is no section of this record; there are: {', '.join(there)}")
    write_document(workshop, out, kind.kind, Making(paper=paper, extent=extent, past=past))
    if kind.suffix == ".json":
        warn(f"{out} is the whole workshop. {WHAT_JSON_HOLDS}")
    _tell_of_names(workshop, kind, extent)
    return DONE


def _refuse_what_is_not_for(kind: DocumentKind, arguments: argparse.Namespace) -> None:
    """Whoever leaves a section out must not find it in a list that has no sections. Raises _Usage."""
    wrong, those = "", "the record"
    if not kind.has_sections:
        wrong = "--without" if arguments.without else "--by-table" if arguments.by_table else ""
    if arguments.archival and kind.suffix != ".pdf":
        wrong, those = "--archival", ".pdf"
    if wrong:
        raise _Usage(f"{wrong} is only for {those}, not for {kind.kind} as {kind.suffix}")


def _is_the_same(one: Path, other: Path) -> bool:
    """Whether both are one file; a name that is too long for any is none."""
    with contextlib.suppress(OSError):
        return one.samefile(other)
    return False


def _tell_of_names(workshop: Workshop, kind: DocumentKind, extent: Extent) -> None:
    """What may name somebody who may not be named: the document is written all the same, a person decides."""
    found = list(namings_in(workshop, kind, extent))
    if found:
        warn(naming_sentence(len(found)))
    for each in found:
        where = ", ".join(part for part in (place_of(workshop, each.record), each.what) if part)
        # Cleaned as for paper: what was typed must not steer the terminal.
        warn(one_line(f"{where}: {each.words}"))


def _which_there_are(out: Path, error: UnknownDocument) -> str:
    """What can be asked for instead."""
    if not error.known:
        return f"“{out.name}” must end in {_one_of(_suffixes())}, which says what to write"
    return f"--kind {error.kind} is not a document for {error.suffix}; there are: {', '.join(error.known)}"


def _one_of(words: Sequence[str]) -> str:
    """ ".pdf, .docx or .json"."""
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _suffixes() -> list[str]:
    return list(dict.fromkeys(each.suffix for each in DOCUMENTS))


# --- reading ------------------------------------------------------------------------------------------------


def _results(arguments: argparse.Namespace, _: Stopper) -> int:
    workshop = _read(arguments.file).workshop
    results = [as_json(result_of(workshop, ballot.id)) for ballot in workshop.all(Ballot)]
    say(json.dumps(results, ensure_ascii=False, indent=1))
    return DONE


def _check(arguments: argparse.Namespace, _: Stopper) -> int:
    path: Path = arguments.file
    if arguments.repair is not None:
        salvage = recovery.repair(path, arguments.repair)
        say(f"{arguments.repair}: {salvage.whole} whole, {salvage.doubtful} doubtful, {salvage.lost} lost")
        if salvage.missing:
            warn(remark_sentence(path, Remark("cut_off", {"missing": salvage.missing})))
        return DONE
    findings = recovery.check(path)
    for finding in findings:
        warn(remark_sentence(path, finding))
    damaged = any(finding.is_damage for finding in findings)
    say(f"{path}: {'damaged or incomplete' if damaged else 'sound'}")
    return COULD_NOT if damaged else DONE


def _template(arguments: argparse.Namespace, _: Stopper) -> int:
    data = read_template_file(arguments.file)
    say(f"{arguments.file}: the template “{data['name'].strip()}” can be used")
    return DONE


def _info(arguments: argparse.Namespace, _: Stopper) -> int:
    path: Path = arguments.file
    opened = _read(path)
    workshop, details = opened.workshop, opened.workshop.details
    holder = lock.holder_of(path)
    rows = [
        ("Title", details.title),
        ("Date", details.date),
        ("Partnership", details.partnership.name),
        ("Status", str(details.status)),
        ("Written by", f"version {opened.written_by}, schema {opened.schema}"),
        ("This program", f"version {__version__}"),
        ("Participants", str(workshop.count(Participant))),
        ("Answers", str(workshop.count(Answer))),
        ("Ballots", str(workshop.count(Ballot))),
        ("Votes", str(workshop.count(Vote))),
        ("Photos", str(workshop.count(Photo))),
        ("Open by", f"{holder.user} on {holder.host}, process {holder.process}" if holder else "nobody"),
    ]
    for question in workshop.walk():
        rows.append((f"Question {question.number}", question.text))
    for group in workshop.all(Group):
        rows.append((workshop.group_name(group), group.name))
    for name, value in rows:
        say(f"{name}: {value}".rstrip())
    return DONE


# --- the day, line by line ----------------------------------------------------------------------------------


def _capture(arguments: argparse.Namespace, stopper: Stopper) -> int:
    with _session(arguments.file, stopper) as session:
        workshop = session.workshop
        workshop.require_not_closed()
        question = workshop.question_by_number(arguments.question)
        group = workshop.group_by_label(arguments.group) if arguments.group is not None else None
        part = part_called(question, arguments.part) if arguments.part is not None else ""

        def capture(words: str) -> str:
            edit = capture_answer(question.id, words, group_id=group.id if group else None, part=part)
            return session.do(edit).new(Answer).id

        def refuse(number: int, why: str) -> None:
            warn(f"Line {number}: {why}")

        return COULD_NOT if _each_line(capture, refuse, stopper) else DONE


def _vote(arguments: argparse.Namespace, stopper: Stopper) -> int:
    with _session(arguments.file, stopper) as session:
        session.workshop.require_not_closed()
        require_status(session.workshop.get(Ballot, arguments.id), BallotStatus.OPEN)

        def vote(words: str) -> str:
            session.do(ballots.cast_vote(arguments.id, **read_paper(words)))
            return "ok"

        def refuse(_: int, why: str) -> None:
            say(f"refused: {why}")

        refused = _each_line(vote, refuse, stopper)
    if refused:
        warn("1 of the papers was refused." if refused == 1 else f"{refused} of the papers were refused.")
    return COULD_NOT if refused else DONE


def _each_line(take: Callable[[str], str], refuse: Callable[[int, str], None], stopper: Stopper) -> int:
    """Take every line that is not blank and print what comes back; returns how many lines were refused."""
    refused = 0
    for line in read_lines():
        if not line.is_blank:
            with stopper.shield():
                refused += not _is_taken(line, take, refuse)
    return refused


def _is_taken(line: Line | BadLine, take: Callable[[str], str], refuse: Callable[[int, str], None]) -> bool:
    try:
        answer = take(line.words())
    except (Refused, DomainError) as error:
        refuse(line.number, _words(error))
        return False
    say(answer)
    return True


def _words(error: Exception) -> str:
    return on_one_line(str(error)) if isinstance(error, Refused) else sentence(error)


def _ballot(arguments: argparse.Namespace, stopper: Stopper) -> int:
    edit = ballots.open_ballot if arguments.what == "open" else ballots.close_ballot
    with _session(arguments.file, stopper) as session, stopper.shield():
        session.do(edit(arguments.id))
    return DONE


def _turnout(arguments: argparse.Namespace, stopper: Stopper) -> int:
    """All ids are read before any is written: the order in which people came says nothing in the file.

    Where papers are not attributed names are noted all or none: the few that a slip left out could never follow.
    """
    refused = 0
    with _session(arguments.file, stopper) as session:
        session.workshop.require_not_closed()
        ballot = session.workshop.get(Ballot, arguments.id)
        voters: dict[str, int] = {}
        for line in read_lines():
            if isinstance(line, BadLine):
                warn(f"Line {line.number}: {line.reason}")
                refused += 1
            elif not line.is_blank:
                voters.setdefault(line.text.strip(), line.number)
        good, known_already = [], 0
        for voter_id in sorted(voters):
            try:
                ballots.check_voter(session.workshop, ballot, voter_id)
                good.append(voter_id)
            except DomainError as error:
                warn(f"Line {voters[voter_id]}: {sentence(error)}")
                refused += 1
                known_already += error.code == "already_recorded"
        if refused > known_already and good and ballot.secrecy is not Secrecy.ATTRIBUTED:
            warn("No name was noted: put these lines right, and give all the names again.")
            good = []
        with stopper.shield():
            session.do(ballots.record_turnout(ballot.id, good))
            say(_voters_words(session.workshop, ballot))
    return COULD_NOT if refused else DONE


def _voters_words(workshop: Workshop, ballot: Ballot) -> str:
    result = result_of(workshop, ballot.id)
    voters = f"{result.turnout} of {result.eligible or 'nobody knows how many'}"
    return ", ".join(words for words in (voters, noted_words(result)) if words)


def _tour(arguments: argparse.Namespace, _: Stopper) -> int:
    from lsp_workshop.tour import run_tour

    return run_tour(arguments.folder)


COMMANDS: Mapping[str, Command] = {
    "sample": _sample,
    "import": _import,
    "follow-up": _follow_up,
    "export": _export,
    "results": _results,
    "capture": _capture,
    "ballot": _ballot,
    "vote": _vote,
    "turnout": _turnout,
    "check": _check,
    "info": _info,
    "template": _template,
    "tour": _tour,
}
