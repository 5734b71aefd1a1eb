"""Whose paper is on the table: its sector (it stays for the next paper), its table, or, in an open vote, its person."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QButtonGroup, QSizePolicy, QWidget

from lsp_workshop.domain.model import Ballot, Group, Participant, Secrecy, Sector, VoterUnit
from lsp_workshop.domain.paper_keys import OTHERS, sector_keys, sectors_to_choose
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.tokens import RADIUS_BUTTON
from lsp_workshop.ui.widgets import FlowLayout, label, paint_sector_mark, retext, row
from lsp_workshop.ui.workshop.ballots.parts import paint_key


@dataclass(frozen=True, slots=True)
class Voter:
    """`field` is the argument of `cast_vote` that takes `id`; `key` a letter, "" where one types to find."""

    field: str
    id: str
    name: str
    key: str = ""
    sector: Sector | None = None


def voters_of(workshop: Workshop, ballot: Ballot) -> tuple[Voter, ...]:
    """Whom a paper may be from; none where it must not say."""
    keys = sector_keys(workshop, ballot)
    if ballot.voter_unit is VoterUnit.GROUP:
        groups = [workshop.get(Group, group_id) for group_id in keys]
        return tuple(Voter("group_id", each.id, workshop.group_title(each), keys[each.id]) for each in groups)
    if ballot.secrecy is Secrecy.ATTRIBUTED:
        found = (workshop.find(Participant, each) for each in ballot.eligible_ids or ())
        people = sorted((each for each in found if each is not None), key=lambda each: each.name.casefold())
        return tuple(Voter("participant_id", each.id, each.name, sector=workshop.sector_of(each)) for each in people)
    sectors = sectors_to_choose(workshop, ballot)
    named = tuple(Voter("sector_id", each.id, each.name, keys[each.id], each) for each in sectors)
    return (*named, Voter("sector_id", OTHERS, "Others", keys[OTHERS])) if OTHERS in keys else named


class VoterChip(QAbstractButton):
    """A sector or table to choose: its key, its mark, its name."""

    def __init__(self, theme: Theme, voter: Voter) -> None:
        super().__init__()
        self._theme, self.voter = theme, voter
        self._compact = self._low = False
        self.setText(voter.name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("{name}, key {key}").format(name=voter.name, key=voter.key))

    def set_low(self, low: bool) -> None:
        """No higher than its key."""
        self._low = low
        self.updateGeometry()

    def set_compact(self, compact: bool) -> None:
        """Only the key and the mark: the name of the one that is chosen stands beside it, large."""
        self._compact = compact
        self.setToolTip(self.text() if compact else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        self.setFont(self._theme.font("strong"))
        high = self._theme.px(28 if self._low else 36)
        if self._compact:
            return QSize(self._theme.px(62 if self.voter.sector else 36), high)
        words = self.fontMetrics().horizontalAdvance(self.text())
        mark = 22 if self.voter.sector else 0
        return QSize(self._theme.px(38 + mark + 12) + words, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked():
            painter.setPen(QPen(theme.colour("accent"), 1))
            painter.setBrush(theme.colour("soft"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_BUTTON, RADIUS_BUTTON)
        middle, x = self.height() / 2, px(6)
        paint_key(painter, theme, self.voter.key, QRectF(x, middle - px(12), px(24), px(24)), strong=self.isChecked())
        x += px(32)
        if self.voter.sector:
            mark = QRectF(x, middle - px(7), px(14), px(14))
            paint_sector_mark(painter, theme, self.voter.sector, mark, self.voter.key)
            x += px(22)
        if self._compact:
            painter.end()
            return
        painter.setPen(theme.colour("accent_text" if self.isChecked() else "text"))
        painter.setFont(theme.font("strong"))
        box = QRectF(x, 0, self.width() - x, self.height())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.text())
        painter.end()


class BigMark(QWidget):
    """The mark of the sector that was chosen, as large as a word that nobody overlooks."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sector: Sector | None = None
        self._letter = ""
        theme.changed.connect(self.update)

    def show_sector(self, sector: Sector | None, letter: str) -> None:
        self._sector, self._letter = sector, letter
        self.setVisible(sector is not None)
        side = self._theme.px(32)
        self.setFixedSize(side, side)
        self.setAccessibleName(sector.name if sector else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._sector is not None:
            painter = QPainter(self)
            box = QRectF(QPointF(1, 1), self.size().shrunkBy(self.contentsMargins()).toSizeF() - QSize(2, 2).toSizeF())
            paint_sector_mark(painter, self._theme, self._sector, box, self._letter)
            painter.end()


class VoterBar(QWidget):
    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._voters: tuple[Voter, ...] = ()
        self._done: frozenset[str] = frozenset()
        self._current: Voter | None = None
        self._typed = ""
        self._mark = BigMark(theme)
        self.name = label("", "question")
        self.name.setMinimumWidth(1)
        self.hint = label("", "caption", "muted", wrap=True)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, spacing=4)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._clicked)
        self._compact = False
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._layout.addLayout(row(self._mark, self.name, None, spacing=12))
        self._layout.addWidget(self.hint)
        # As wide as the line beside the name: a flow by itself asks for its widest chip alone.
        self._layout.addWidget(self._chips, 1)

    @property
    def current(self) -> Voter | None:
        return self._current

    def set_compact(self, compact: bool) -> None:
        """One line, where there is little height."""
        if compact != self._compact:
            self._compact = compact
            across = QBoxLayout.Direction.LeftToRight if compact else QBoxLayout.Direction.TopToBottom
            self._layout.setDirection(across)
            self._tell()

    @property
    def typed(self) -> str:
        """Letters typed to find a person."""
        return self._typed

    @property
    def whose(self) -> tuple[str, str] | None:
        """Whose marks they are that are made now, where papers name their voter; None where nobody is shown."""
        current = self._current
        return (current.field, current.id) if self.names_voters and current is not None else None

    @property
    def names_voters(self) -> bool:
        """Each paper is one person's or one table's, and not one of many of a sector."""
        return bool(self._voters) and self._voters[0].field != "sector_id"

    @property
    def is_nobody(self) -> bool:
        """Papers name their voter, and nobody is shown whose it could be."""
        return self.names_voters and self._current is None

    @property
    def is_in(self) -> bool:
        """The paper of the one who is shown is in already: what is typed puts it right."""
        return self.whose is not None and self._current is not None and self._current.id in self._done

    def arguments(self) -> Mapping[str, str]:
        """Whose paper it is, as `cast_vote` takes it."""
        return {self._current.field: self._current.id} if self._current else {}

    def show_voters(self, voters: Sequence[Voter], done: frozenset[str]) -> None:
        """`done`: ids of persons or tables whose paper is in; what was chosen is kept where it still can be."""
        before = self._current
        if before is not None and before.id in done - self._done:
            # That paper has come in: the letters that found its voter must not find the next one's.
            self._typed, before = "", None
        self._done = done
        if tuple(voters) != self._voters:
            self._voters = tuple(voters)
            self._make_chips()
        self._current = next((v for v in self._voters if before and (v.field, v.id) == (before.field, before.id)), None)
        if self._current is None and self.names_voters:
            # Letters that found nobody are nobody's still, unless they name somebody by now.
            self._current = self._find(self._typed) if self._typed else self._next_open()
        self.setVisible(bool(voters))
        self._tell()

    def begin_anew(self) -> None:
        """Nobody has been chosen: the next whose paper is out."""
        self._typed = ""
        if self.names_voters:
            self._current = self._next_open()
        self._tell()
        self.changed.emit()

    def settle(self) -> None:
        """Marks are made for whoever is shown: the letters that found them have done their work."""
        if self._typed and self._current is not None:
            self._typed = ""
            self._tell()

    def take(self, letter: str) -> bool:
        """A letter was typed: choose by it, or find with it. False where it means nothing here."""
        if any(voter.key for voter in self._voters):
            found = next((voter for voter in self._voters if voter.key == letter.upper()), None)
            if found is not None:
                self._choose(found)
            return found is not None
        if not self._voters or letter.isdigit() or not letter.isprintable():
            return False
        self._typed += letter
        self._seek()
        return True

    def untake(self) -> bool:
        """Backspace: the last letter of what was typed to find. False where nothing was."""
        if not self._typed:
            return False
        self._typed = self._typed[:-1]
        self._seek()
        return True

    @property
    def lacks_sector(self) -> bool:
        """No sector is chosen yet, and papers have to say which or that they name none."""
        return bool(self._voters) and self._voters[0].field == "sector_id" and self._current is None

    @property
    def is_lost(self) -> bool:
        """Letters were typed that find nobody: the next paper is nobody's until that is put right."""
        return bool(self._typed) and self._current is None

    def _seek(self) -> None:
        """Whoever the letters find; nobody, rather than somebody else, where they find none.

        Those whose paper is in are found last, to put it right, or by their whole name.
        """
        self._current = self._find(self._typed) if self._typed else self._next_open()
        self._tell()
        self.changed.emit()

    def step(self, step: int) -> bool:
        """The next or previous person or table whose paper is not in; False where sectors are chosen by letters."""
        waiting = [voter for voter in self._voters if voter.id not in self._done]
        if not waiting or waiting[0].field == "sector_id":
            return False
        place = waiting.index(self._current) if self._current in waiting else -1
        self._choose(waiting[(place + step) % len(waiting)])
        return True

    def _find(self, typed: str) -> Voter | None:
        wanted = typed.casefold().strip()
        # Those whose paper is out come first, and the sort keeps the order of the names.
        voters = sorted(self._voters, key=lambda voter: voter.id in self._done)
        ways: tuple[Callable[[str], bool], ...] = (
            lambda name: name == wanted,
            lambda name: any(word.startswith(wanted) for word in name.split()),
            lambda name: wanted in name,
        )
        waiting = [voter for voter in voters if voter.id not in self._done]
        whole = [voter for voter in voters if ways[0](voter.name.casefold())]
        tries = (whole, *([v for v in lot if way(v.name.casefold())] for lot in (waiting, voters) for way in ways[1:]))
        return next((found[0] for found in tries if found), None)

    def _next_open(self) -> Voter | None:
        return next((voter for voter in self._voters if voter.id not in self._done), None)

    def _choose(self, voter: Voter) -> None:
        self._current = voter
        self._typed = ""
        self._tell()
        self.changed.emit()

    def _clicked(self, chip: QAbstractButton) -> None:
        assert isinstance(chip, VoterChip)
        self._choose(chip.voter)

    def _make_chips(self) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
        self._flow.clear()
        for voter in self._voters:
            if voter.key:
                chip = VoterChip(self._theme, voter)
                self._group.addButton(chip)
                self._flow.addWidget(chip)
        self._chips.setVisible(bool(self._group.buttons()))

    def _tell(self) -> None:
        current = self._current
        kinds = {"sector_id": self.tr("Which sector?"), "group_id": self.tr("Which table?")}
        field = self._voters[0].field if self._voters else ""
        nobody = self.tr("Nobody found") if self.is_lost else self.tr("Every paper is in")
        self.name.setText(current.name if current else kinds.get(field, nobody))
        self._mark.show_sector(current.sector if current else None, current.key if current else "")
        self._group.setExclusive(False)
        for chip in self._group.buttons():
            assert isinstance(chip, VoterChip)
            chip.setChecked(chip.voter == current)
            chip.setEnabled(chip.voter.id not in self._done)
            chip.set_low(self._compact)
            chip.set_compact(self._compact and current is not None)
        self._group.setExclusive(True)
        self._flow.invalidate()
        chips = [chip for chip in self._group.buttons() if isinstance(chip, VoterChip)]
        width = sum(chip.sizeHint().width() + self._flow.spacing() for chip in chips)
        # Beside the name they stand in one line; with many tables in as many as it takes.
        self._chips.setMinimumWidth(width if self._compact and current and len(chips) < 7 else 0)
        if self._compact and field != "participant_id":
            retext(self.hint, "")
        elif field == "participant_id":
            words = self.tr("Letters find a person, Up and Down go through them")
            if self.is_lost:
                words = self.tr("Nobody who may vote is called “{typed}”: Backspace takes a letter back, Esc all")
            elif self.is_in:
                words = self.tr("This paper is in: what you mark replaces it, Esc leaves it as it is")
            elif self._typed:
                words = self.tr("Finding “{typed}”")
            retext(self.hint, words.format(typed=self._typed))
        else:
            retext(self.hint, "" if current else self.tr("Press its letter; it stays for the papers after this one."))
