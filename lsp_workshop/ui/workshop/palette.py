"""The command palette: whatever the window can do now, found by its words, done where the keyboard was.

Nothing is done while the dialog is open: an action of a list has to find the keyboard in that list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from lsp_workshop.domain.finding import folded, wanted_words
from lsp_workshop.domain.roles import ACTION, REVIEW, stage_for
from lsp_workshop.domain.wording import counted
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.actions import Actions, ActionSpec
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets import holds
from lsp_workshop.ui.workshop.finder import FinderDialog, Line
from lsp_workshop.ui.workshop.menu import GROUPS
from lsp_workshop.ui.workshop.page import STATUS_DEED
from lsp_workshop.ui.workshop.search import Hit

PALETTE = "palette"
_STAGE_ACTION = "go_stage_{number}"
_PREPARED = {
    "workshop": "Workshop details",
    "people": "People",
    "organisations": "Organisations",
    "tables": "Tables",
    "sectors": "Sectors",
    "agenda": "Agenda",
}
"""The sections of Prepare."""
_REVIEWED = {
    "accountability": "Accountability",
    "calendar": "Review calendar",
    "carried": "Carried over from last time",
    "lessons": "Lessons",
    "parking": "Parking lot",
    "tasks": "Key tasks",
    "feedback": "Feedback",
}
"""The sections of the review."""
_TABS = {
    "answers": ("Go to the answers of this question", "What the tables say"),
    "ballots": ("Go to the ballots of this question", "Votes and their results"),
    "decisions": ("Go to the decisions of this question", "Record what was decided, its outcome and dissent"),
    "photos": ("Go to the photos of this question", "Pictures of flip charts"),
}
"""The tabs that every question has, and what is done there."""
_WAIT = 300
"""Milliseconds for the window to be in front again; some window managers never say that it is."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something to do: an action (`widget` has the keyboard when its key works), or a place to go to (`hit`)."""

    line: Line
    action: QAction | None = None
    widget: QWidget | None = None
    here: bool = False
    hit: Hit | None = None
    title: tuple[str, ...] = field(init=False)
    rest: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", tuple(folded(self.line.title).split()))
        object.__setattr__(self, "rest", folded(f"{self.line.caption} {self.line.keys}"))


# --- what there is to do --------------------------------------------------------------------------------------------


def commands(actions: Actions, workshop: Workshop, focus: QWidget | None) -> list[Command]:
    """What can be done now: first what works in the widget that has the keyboard, then by the groups of the menu."""
    found = list(_actions(actions, focus))
    found.sort(key=lambda command: not command.here)
    return [*found, *_closing(actions, workshop, found), *_places(actions, workshop)]


def _closing(actions: Actions, workshop: Workshop, found: Sequence[Command]) -> Iterator[Command]:
    """Whoever meets a closed workshop on any page looks for the way to correct it: it is asked on Prepare."""
    action_id = "reopen_workshop" if workshop.is_closed else "close_workshop"
    if action_id in actions.specs and all(each.action is not actions[action_id] for each in found):
        line = _line(actions.specs[action_id], actions[action_id], _tr("Prepare"))
        yield Command(line, hit=Hit("", "", tab="prepare", record_id=STATUS_DEED))


def _actions(actions: Actions, focus: QWidget | None) -> Iterator[Command]:
    for group, specs in GROUPS:
        name = QCoreApplication.translate("Menu", group) if group else ""
        for spec in specs:
            action = actions[spec.id]
            # Stages are among the places, with their titles.
            if spec.id == PALETTE or spec.id.startswith("go_stage_") or not (action.isEnabled() and action.isVisible()):
                continue
            widget = _widget_of(action) if spec.widget else None
            if not spec.widget or (widget is not None and widget.isVisible()):
                yield Command(_line(spec, action, name), action, widget, widget is not None and holds(widget, focus))


def _widget_of(action: QAction) -> QWidget | None:
    owners = [each for each in action.associatedObjects() if isinstance(each, QWidget) and not isinstance(each, QMenu)]
    return owners[0] if owners else None


def _line(spec: ActionSpec, action: QAction, group: str) -> Line:
    state = ""
    if action.isCheckable():
        state = _tr("It is on") if action.isChecked() else _tr("It is off")
    said = (group, QCoreApplication.translate("Actions", spec.help) if spec.help else "", state)
    text = action.text().rstrip("…").replace("&&", "&")
    return Line(
        text, " · ".join(part for part in said if part) or _tr("Window"), keys_of(action), spec.icon or "chevron-right"
    )


def keys_of(action: QAction) -> str:
    """The key that is shown, as this system writes it."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def _places(actions: Actions, workshop: Workshop) -> Iterator[Command]:
    for stage in workshop.stages():
        shortcut = _STAGE_ACTION.format(number=stage.number)
        keys = keys_of(actions[shortcut]) if shortcut in actions.specs else ""
        title = _tr("Go to stage {number}: {title}").format(number=stage.number, title=stage.title)
        yield Command(Line(title, _tr("Place"), keys, "arrow-right"), hit=Hit("", "", "", stage.id))
        for question in workshop.questions_of(stage.id, hidden=True):
            title = _tr("Go to {number} {text}").format(number=question.number, text=question.text)
            hidden = _tr("Hidden question") if question.hidden else _tr("Question")
            caption = f"{hidden} · {_tr('Stage')} {stage.number}"
            yield Command(Line(title, caption, "", "arrow-right"), hit=Hit("", "", question.id))
    for key, (title, done_there) in _TABS.items() if workshop.walk() else ():
        caption = f"{_tr('Place')} · {_tr(done_there)}"
        yield Command(Line(_tr(title), caption, "", "arrow-right"), hit=Hit("", "", tab=key))
    for key, section in _PREPARED.items():
        title = _tr("Go to Prepare: {section}").format(section=_tr(section))
        yield Command(Line(title, _tr("Place"), "", "arrow-right"), hit=Hit("", "", tab="prepare", record_id=key))
    plan = stage_for(workshop, ACTION)
    if plan is not None:
        title = _tr("Go to the plan")
        caption = f"{_tr('Place')} · {_tr('Actions, objectives, parking lot: who does what by when')}"
        yield Command(Line(title, caption, "", "arrow-right"), hit=Hit("", "", "", plan.id, "plan"))
    last = stage_for(workshop, REVIEW)
    for key, section in _REVIEWED.items() if last is not None else ():
        title = _tr("Go to Review: {section}").format(section=_tr(section))
        hit = Hit("", "", "", last.id, "review", key) if last is not None else None
        yield Command(Line(title, _tr("Place"), "", "arrow-right"), hit=hit)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Palette", text)


# --- which fits -----------------------------------------------------------------------------------------------------


def fitting(every: Iterable[Command], typed: str) -> list[Command]:
    """Those in which every typed word occurs, the best fit first; all of them, as they come, for no words.

    Words of the title fit better than those of help and keys, whole words better than beginnings.
    """
    words = wanted_words(typed)
    if not words:
        return list(every)
    scored: list[tuple[int, bool, int, Command]] = []
    for place, command in enumerate(every):
        scores = [_score(command, word) for word in words]
        if all(score is not None for score in scores):
            total = sum(score for score in scores if score is not None) * 2 - command.here
            # What was typed whole comes before what says more.
            scored.append((total, len(command.title) > len(words), place, command))
    return [each[3] for each in sorted(scored, key=lambda each: each[:3])]


def _score(command: Command, word: str) -> int | None:
    """0 is a whole word of the title; None where the word occurs nowhere."""
    if word in command.title or word.rstrip(":.") in command.title:
        return 0
    if any(each.startswith(word) for each in command.title):
        return 1
    if word in folded(command.line.keys).split():
        return 1
    if any(word in each for each in command.title):
        return 4
    return 6 if word in command.rest else None


# --- the dialog -----------------------------------------------------------------------------------------------------


class PaletteDialog(FinderDialog):
    """`chosen(Command)` when Enter was pressed, the dialog being closed by then."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, every: Sequence[Command]) -> None:
        super().__init__(
            theme,
            parent,
            _tr("Commands"),
            _tr("What do you want to do? Or “go 3.2”"),
            _tr("What can be done now"),
        )
        self._every = every
        self.found: list[Command] = []
        self.seek("")

    def seek(self, typed: str) -> None:
        self.found = fitting(self._every, typed)
        self.hits.lines.show(len(self.found), lambda place: self.found[place].line)
        self.hits.go_to(0)
        if self.found:
            said = _tr("{count}. Enter does it, Esc goes back.").format(count=counted(len(self.found), "command"))
        else:
            said = _tr("Nothing of that name can be done now. Fewer words find more; F1 lists every key.")
        self.below.setText(said)

    def take(self, place: int) -> None:
        command = self.found[place]
        self.accept()
        self.chosen.emit(command)


class Afterwards(QObject):
    """Does something once, when the window is in front again and the keyboard is back where it was."""

    def __init__(self, window: QWidget, focus: QWidget | None, deed: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._focus, self._deed = window, focus, deed
        if window.isActiveWindow():
            QTimer.singleShot(0, self, self._do)
        else:
            window.installEventFilter(self)
            QTimer.singleShot(_WAIT, self, self._do)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate and watched is self._window:
            # After Qt has given the keyboard back.
            QTimer.singleShot(0, self, self._do)
        return False

    def _do(self) -> None:
        deed, self._deed = self._deed, _nothing
        self._window.removeEventFilter(self)
        if self._focus is not None and shiboken6.isValid(self._focus) and self._focus.isVisible():
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)
        deed()
        self.deleteLater()


def _nothing() -> None:
    """It is done already."""
