"""What the run sheet says, in words. Knows no widget."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lsp_workshop.domain.catching_up import Proposal, Way
from lsp_workshop.domain.minutes import clock
from lsp_workshop.domain.runsheet import Line, Phase, RunSheet, State


def _tr(text: str) -> str:
    return QCoreApplication.translate("RunSheet", text)


def minutes(count: int) -> str:
    """ "1 minute", "8 minutes"."""
    return _tr("1 minute") if count == 1 else _tr("{count} minutes").format(count=count)


def standing(sheet: RunSheet) -> str:
    """How the day stands, in one line: "8 minutes behind · ends 16:08"; "" where nothing can be said.

    Where both do not say the same: "2 minutes behind here · ends 15:40, 20 minutes early".
    """
    if not sheet.lines or sheet.phase is Phase.ELSEWHEN:
        return ""
    parts = [_lateness(sheet)]
    if sheet.end is not None and sheet.phase is not Phase.OVER:
        ends = _tr("ends {time}") if parts[0] else _tr("Ends {time}")
        parts.append(ends.format(time=clock(sheet.end)) + _off_plan(sheet.end_off))
    return " · ".join(part for part in parts if part)


def _lateness(sheet: RunSheet) -> str:
    if sheet.phase is Phase.BEFORE:
        return _not_begun(sheet)
    if sheet.phase is Phase.OVER:
        end = clock(sheet.end) if sheet.end is not None else ""
        return " ".join(part for part in (_tr("Finished {time}").format(time=end), _how_late(sheet.late)) if part)
    if sheet.late is None:
        return ""
    if sheet.late > 0:
        words = _tr("{minutes} behind here") if sheet.end_off else _tr("{minutes} behind")
        return words.format(minutes=minutes(sheet.late))
    if sheet.late < 0:
        words = _tr("{minutes} ahead here") if sheet.end_off else _tr("{minutes} ahead")
        return words.format(minutes=minutes(-sheet.late))
    return _tr("On time")


def _off_plan(minutes_late: int) -> str:
    if not minutes_late:
        return ""
    words = _tr(", {minutes} late") if minutes_late > 0 else _tr(", {minutes} early")
    return words.format(minutes=minutes(abs(minutes_late)))


def _not_begun(sheet: RunSheet) -> str:
    first = sheet.next
    if first is None or first.agreed is None or sheet.now is None:
        return ""
    if sheet.now <= first.agreed:
        return _tr("Begins {time}").format(time=clock(first.agreed))
    return _tr("Not begun, planned for {time}").format(time=clock(first.agreed))


def _how_late(late: int | None) -> str:
    if not late:
        return ""
    words = _tr("({minutes} late)") if late > 0 else _tr("({minutes} early)")
    return words.format(minutes=minutes(abs(late)))


def now(sheet: RunSheet) -> str:
    """ "Now: Stage 2, until 11:48"."""
    line = sheet.running
    if line is None:
        return ""
    until = clock(line.end) if line.end is not None else ""
    return _tr("Now: {what}, until {time}").format(what=line.item.title, time=until)


def following(sheet: RunSheet) -> str:
    """ "Next: 11:48 Break"."""
    line = sheet.next
    if line is None:
        return ""
    return _tr("Next: {what}").format(what=f"{time(line.start)} {line.item.title}".strip())


def time(minute: int | None) -> str:
    return "" if minute is None else clock(minute)


def state(line: Line) -> str:
    return {
        State.DONE: _tr("done"),
        State.NOW: _tr("now"),
        State.AHEAD: "",
        State.CUT: state_of_cut(),
        State.PASSED: _tr("not begun"),
    }[line.state]


def state_of_cut() -> str:
    return _tr("left out")


def length(line: Line) -> str:
    """The minutes: planned, and those that it took or is given where these are others ("40 → 43")."""
    planned = line.item.minutes
    actual = line.took if line.state is State.DONE else line.minutes
    if line.state in (State.CUT, State.PASSED) or actual is None or actual == planned:
        return str(planned) if planned else ""
    return f"{planned} → {actual}"


def effect(sheet: RunSheet, proposal: Proposal) -> str:
    """What would come of a proposal: "Ends 16:00, as agreed. 8 minutes are taken from later items."."""
    if proposal.way is Way.LEAVE_OUT and not proposal.won and not any(place.cut for place in proposal.places):
        return _tr("Tick what is to be left out.")
    parts = []
    if proposal.end is not None:
        parts.append(f"{_tr('Ends {time}').format(time=clock(proposal.end))}{_beside_agreed(proposal.over)}.")
    if proposal.way is Way.MOVE:
        parts.append(_tr("Every item keeps its minutes."))
    elif not proposal.won and proposal.way is Way.SHORTEN:
        parts.append(_tr("Nothing can be taken from these items."))
    elif proposal.won:
        words = _tr("{minutes} less.")
        parts.append(words.format(minutes=minutes(proposal.won)))
    if late := late_fixed(sheet, proposal):
        parts.append(_tr("Late all the same: {what}.").format(what=late))
    return " ".join(parts)


def _beside_agreed(over: int) -> str:
    if not over:
        return _tr(", as agreed")
    words = _tr(", {minutes} later than agreed") if over > 0 else _tr(", {minutes} sooner than agreed")
    return words.format(minutes=minutes(abs(over)))


def late_fixed(sheet: RunSheet, proposal: Proposal) -> str:
    """The fixed items that would not begin at their time even then."""
    agreed = {line.item.id: line for line in sheet.later if line.item.fixed}
    late = [
        agreed[place.item_id].item.title
        for place in proposal.places
        if place.item_id in agreed and not place.cut and (place.start or 0) > (agreed[place.item_id].agreed or 0)
    ]
    return ", ".join(late)
