"""Ticking people as they come through the door: a few letters of the name, Enter."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from lsp_workshop.domain.edits import people
from lsp_workshop.domain.model import Organisation, Participant
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.tables import SuggestEdit, Suggestion
from lsp_workshop.ui.tables.columns import name_of


class ArrivalBox(SuggestEdit):
    """Enter ticks the highlighted person as here, Ctrl+Enter notes that they left, Escape goes to the table.

    Of a name that is not on the list, Enter asks, and Enter again adds it as here: somebody waits at the door.
    """

    walks = True
    left = Signal()
    ticked = Signal(str)
    """The id of the person who was ticked."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme)
        self._desk = desk
        self._asked = ""
        """The name that Enter again would add."""
        self.setPlaceholderText(self.tr("Who is here? Type a name, Enter"))
        self.setAccessibleName(self.tr("Tick arrivals"))
        self.setAccessibleDescription(self.tr("Enter ticks as here with the time, Control Enter notes as left"))
        self.setClearButtonEnabled(False)
        self.set_source(self._people)
        self.taken.connect(self._clicked_person)
        self.textChanged.connect(self._forget_asked)

    def _forget_asked(self, _text: str) -> None:
        self._asked = ""

    def take(self) -> None:
        """The list holds ids, and the line is to stay as it was typed."""
        self.hide_offers()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tick(leaves=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.hide_offers()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _people(self, typed: str) -> list[Suggestion]:
        """Who has the letters in the name or the organisation; those who are expected first."""
        workshop = self._desk.workshop
        words = typed.casefold().split()
        found = []
        for person in workshop.all(Participant):
            organisation = name_of(workshop, Organisation, person.organisation_id)
            if all(word in f"{person.name} {organisation}".casefold() for word in words):
                in_name = all(word in person.name.casefold() for word in words)
                found.append(((person.attended, not in_name, person.name.casefold()), person, organisation))
        found.sort(key=lambda each: each[0])
        return [Suggestion(person.id, " · ".join(filter(None, (person.name, organisation, self._state(person)))))
                for _order, person, organisation in found]  # fmt: skip

    def _state(self, person: Participant) -> str:
        if person.left:
            return self.tr("left {time}").format(time=person.left)
        if person.attended:
            return self.tr("here since {time}").format(time=person.arrived) if person.arrived else self.tr("here")
        return self.tr("expected")

    def _clicked_person(self, _words: str) -> None:
        self._tick(leaves=False)

    def _tick(self, *, leaves: bool) -> None:
        person = self._desk.workshop.find(Participant, self._chosen())
        if person is None:
            self._add_stranger(" ".join(self.text().split()), leaves=leaves)
            return
        is_so_already = person.attended and not person.left and not leaves
        edit = people.leave(person.id) if leaves else people.arrive(person.id)
        if is_so_already or self._desk.do(edit) is not None:
            self._said_and_done(person.id)

    def _add_stranger(self, name: str, *, leaves: bool) -> None:
        """By a second Enter: a slip of the key in a name that is on the list must not make somebody of it."""
        if not name:
            return
        if self._people(name):
            self._desk.say(self.tr("Several people have these letters: Down chooses one."))
        elif leaves:
            self._desk.say(self.tr("Nobody of that name is on the list, so nobody is noted as left."))
        elif self._asked != name:
            self._asked = name
            words = self.tr("Nobody of that name is on the list. Enter again adds “{name}” as here.")
            self._desk.say(words.format(name=name))
        else:
            done = self._desk.do(people.walk_in(name))
            if done is not None:
                self._said_and_done(done.new(Participant).id)

    def _said_and_done(self, person_id: str) -> None:
        after = self._desk.workshop.get(Participant, person_id)
        self._desk.say(f"{after.name}: {self._state(after)}")
        self.clear()
        self.hide_offers()
        self.ticked.emit(person_id)

    def _chosen(self) -> str | None:
        """The highlighted person, or the only one with these letters."""
        shown = self.highlighted()
        if shown is not None:
            return shown
        found = self._people(self.text()) if self.text().strip() else []
        return found[0].value if len(found) == 1 else None
