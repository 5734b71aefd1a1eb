"""A draft ballot: worded as the room will read it, its rules, who may vote, and opening it."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QFrame,
    QLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from lsp_workshop.domain.edits.ballots import change_ballot, option
from lsp_workshop.domain.model import Ballot, BallotOption, BallotStatus, Method, Secrecy
from lsp_workshop.domain.presentation import method_name
from lsp_workshop.domain.voting import eligible_voters
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.tables import Line
from lsp_workshop.ui.widgets import (
    Button,
    Card,
    IconButton,
    ScrollColumn,
    bring_into_view,
    column,
    label,
    row,
    spin_box,
)
from lsp_workshop.ui.workshop.ballots.scale_box import ScaleBox
from lsp_workshop.ui.workshop.ballots.sheet import RoomSheet
from lsp_workshop.ui.workshop.ballots.words import SECRECY_CHOICES, chooses_nothing, draft_words, instruction
from lsp_workshop.ui.workshop.page import still_there

_OPTION = Qt.ItemDataRole.UserRole


class OptionList(QListWidget):
    """The options, each edited where it stands (F2); Del takes one out, Alt+Up and Alt+Down move it."""

    edited = Signal()
    done = Signal()
    """The words of an option are as they should be."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._filling = False
        self._editable = True
        self.setAccessibleName(self.tr("Options: F2 rewords, Del takes out, Alt and the arrows move"))
        self.setWordWrap(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSpacing(2)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.itemChanged.connect(self._changed)
        desk.theme.changed.connect(self._fit)

    def fill(self, options: tuple[BallotOption, ...], *, editable: bool) -> None:
        self._filling = True
        self._editable = editable
        here = self.currentRow()
        self.clear()
        for each in options:
            item = QListWidgetItem(each.label)
            item.setData(_OPTION, each)
            flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
            item.setFlags(flags | Qt.ItemFlag.ItemIsEditable if editable else flags)
            self.addItem(item)
        self.setCurrentRow(min(max(here, 0), self.count() - 1))
        self._filling = False
        self._fit()

    @property
    def editable(self) -> bool:
        return self._editable

    def options(self) -> tuple[BallotOption, ...]:
        """As they are worded now; a reworded one keeps its id and where it came from."""
        found = []
        for place in range(self.count()):
            item = self.item(place)
            kept: BallotOption = item.data(_OPTION)
            found.append(kept if item.text() == kept.label else dataclasses.replace(kept, label=item.text()))
        return tuple(found)

    def finish_editing(self) -> None:
        """Take over the words that are being typed, as Enter does."""
        editor = self.indexWidget(self.currentIndex())
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._editable:
            super().keyPressEvent(event)
            return
        place, alt = self.currentRow(), event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and place >= 0:
            self._filling = True
            self.takeItem(place)
            self._filling = False
            self._changed()
        elif alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and place >= 0:
            to = place + (1 if event.key() == Qt.Key.Key_Down else -1)
            if 0 <= to < self.count():
                self._filling = True
                self.insertItem(to, self.takeItem(place))
                self.setCurrentRow(to)
                self._filling = False
                self._changed()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        self.done.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            # The list lays its rows out anew first.
            QTimer.singleShot(0, self, self._fit)

    def _changed(self) -> None:
        if not self._filling:
            self._fit()
            self.edited.emit()

    def _fit(self) -> None:
        """As high as its rows: the page scrolls, not the list in it."""
        self.doItemsLayout()
        rows = sum(self.sizeHintForRow(place) + 2 * self.spacing() for place in range(self.count()))
        self.setFixedHeight(max(rows + 8, 12))


class DraftBallot(QWidget):
    left = Signal()
    opening = Signal()
    deleting = Signal()
    projecting = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ballot: Ballot | None = None
        self._filling = False
        self.back = IconButton(desk.theme, "arrow-left", self.tr("Back to the ballots (Esc)"))
        self.kind = label("", "title")
        self.delete = IconButton(desk.theme, "trash-2", self.tr("Delete this draft"))
        self.title = Line()
        self.title.setAccessibleName(self.tr("Title, as the room reads it"))
        self.told = label("", "body", "accent", wrap=True)
        self.scale = ScaleBox(desk.theme)
        self.sheet = RoomSheet(desk)
        self.options = OptionList(desk)
        self.more = Line()
        self.more.setPlaceholderText(self.tr("Another option: type it and press Enter"))
        self.more.setAccessibleName(self.tr("Another option"))
        self.dots, self.most = spin_box(0, 99), spin_box(0, 99)
        self.secrecy = QComboBox()
        self.hidden = QCheckBox(self.tr("Totals hidden until closed"))
        self.electorate = label("", "strong", wrap=True)
        self.project = Button(desk.theme, self.tr("On the projector"), "secondary", "presentation")
        self.open = Button(desk.theme, self.tr("Open the ballot"), "secondary", "vote")
        self._build()
        self._connect()

    def _build(self) -> None:
        inside = ScrollColumn(margins=(0, 0, 12, 0), spacing=8)
        words = column(
            label(self.tr("What the room reads"), "caption", "muted"), self.title, self.told, None, spacing=8
        )
        head = row(words, self.sheet, spacing=16)
        head.setStretch(0, 1)
        inside.body.addLayout(head)
        inside.body.addLayout(self._rules())
        inside.body.addWidget(self.scale)
        inside.body.addSpacing(4)
        inside.body.addWidget(label(self.tr("Options"), "caption", "muted"))
        inside.body.addWidget(self.options)
        inside.body.addWidget(self.more)
        inside.body.addStretch(1)
        card = Card()
        card.body.addWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row(self.back, self.kind, None, self.delete))
        layout.addWidget(card, 1)
        layout.addWidget(self.electorate)
        layout.addLayout(row(self.project, None, self.open))

    def _rules(self) -> QLayout:
        """Two lines: how many dots, and what a paper tells and when its totals show."""
        self._dots_label = label(self.tr("Dots each"))
        self._most_label = label(self.tr("Most on one"))
        for spin, name in ((self.dots, self._dots_label), (self.most, self._most_label)):
            spin.setSpecialValueText(self.tr("no limit"))
            spin.setAccessibleName(name.text())
            spin.setKeyboardTracking(False)
            spin.setMaximumWidth(140)
            name.setBuddy(spin)
        self.secrecy.setAccessibleName(self.tr("Secrecy"))
        for secrecy, words in SECRECY_CHOICES:
            self.secrecy.addItem(words, secrecy)
        self.secrecy.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.secrecy.setMinimumContentsLength(16)
        dots = row(self._dots_label, self.dots, 12, self._most_label, self.most, None)
        return column(dots, row(self.secrecy, 12, self.hidden, None))

    def _connect(self) -> None:
        self.back.clicked.connect(self._leave)
        self.delete.clicked.connect(self._delete)
        self.open.clicked.connect(self._open)
        self.project.clicked.connect(self._project)
        self.title.editingFinished.connect(self._titled)
        self.more.returnPressed.connect(self._add)
        self.options.edited.connect(self._reword)
        self.options.done.connect(self._worded)
        self.scale.changed.connect(self._rescale)
        self.dots.valueChanged.connect(self._change_rules)
        self.most.valueChanged.connect(self._change_rules)
        self.secrecy.activated.connect(self._change_secrecy)
        self.hidden.clicked.connect(self._change_hidden)
        self.open.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Enter opens, from the button that has the focus when the draft is made.
        pressed = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if watched is self.open and pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open.click()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sheet.fit(event.size().width())

    # --- showing ------------------------------------------------------------------------------------------

    def show_ballot(self, ballot: Ballot) -> None:
        self._ballot = ballot
        self._filling = True
        self.kind.setText(method_name(ballot))
        self.title.saved_words = ballot.title
        if self.title.text() != ballot.title:
            self.title.setText(ballot.title)
            self.title.setCursorPosition(0)
        self.told.setText(instruction(ballot))
        if self.options.options() != ballot.options or self.options.editable != self._desk.can_write:
            self.options.fill(ballot.options, editable=self._desk.can_write)
        is_dots = ballot.method is Method.DOTS
        for widget in (self._dots_label, self.dots, self._most_label, self.most):
            widget.setVisible(is_dots)
        self.dots.setValue(ballot.rules.dots_per_voter or 0)
        self.most.setValue(ballot.rules.max_per_option or 0)
        self.secrecy.setCurrentIndex([each for each, _ in SECRECY_CHOICES].index(ballot.secrecy))
        self.hidden.setChecked(ballot.hidden_until_closed)
        self._filling = False
        self.scale.setVisible(ballot.method is Method.SCALE)
        if ballot.method is Method.SCALE:
            self.scale.show_scale(ballot, writable=self._desk.can_write)
        self.sheet.show_ballot(ballot)
        self.tell_electorate()

    def tell_electorate(self) -> None:
        """Who might vote, as the room is now; opening fixes it."""
        if self._ballot is None:
            return
        voters = eligible_voters(self._desk.workshop, self._ballot)
        self.electorate.setText(draft_words(self._desk.workshop, self._ballot, voters))
        writable = self._desk.can_write
        self.open.setEnabled(writable and bool(voters.ids) and bool(self._ballot.options))
        for widget in (self.dots, self.most, self.secrecy, self.hidden, self.delete):
            widget.setEnabled(writable)
        # Its words can still be marked and copied.
        self.title.setReadOnly(not writable)
        self.more.setVisible(writable)

    def begin(self, question_text: str = "") -> None:
        """The keyboard to what comes next: opening, or the words where they are still the question's."""
        ballot = self._ballot
        if ballot is None:
            return
        if not self._desk.can_write:
            self.options.setFocus()
        elif not ballot.options or chooses_nothing(ballot):
            # The next Enter must not open what nobody can choose in.
            self.more.setFocus()
        elif len(ballot.options) == 1 and ballot.options[0].label == question_text:
            self.options.setFocus()
            self.options.setCurrentRow(0)
            self.options.editItem(self.options.item(0))
            # A scale stands above it, and everything is laid out only after this.
            QTimer.singleShot(0, self, self._bring_up_options)
        else:
            self.open.setFocus()

    def _bring_up_options(self) -> None:
        bring_into_view(self.options)

    def begin_to_read(self) -> None:
        """The keyboard to the options, where neither Space nor a number does anything: opening is a deed of its own."""
        self.options.setFocus()

    def keep(self) -> str:
        """Save what is being typed; returns what is not saved: refused, or not entered."""
        ballot = self._desk.workshop.find(Ballot, self._ballot.id) if self._ballot is not None else None
        title = scale = ""
        if ballot is not None and ballot.status is BallotStatus.DRAFT and self._desk.can_write:
            self.options.finish_editing()
            for spin in (self.dots, self.most):
                spin.interpretText()
            title = "" if self._retitle() else self.title.text().strip()
            scale = "" if self._rescale() else self.scale.lines.toPlainText().replace("\n", " · ").strip()
        return still_there([title, scale, self.more.text().strip()])

    def settle(self) -> bool:
        """Before the ballot opens: what is typed counts, an option that was not entered too. False where refused."""
        if self.more.text().strip():
            self._add()
        return not self.keep()

    # --- changing -----------------------------------------------------------------------------------------

    def _titled(self) -> None:
        if self._retitle():
            # A long one is read from its beginning.
            self.title.home(False)

    def _retitle(self) -> bool:
        """False where the words in the box were refused."""
        if self._ballot is None or self.title.text() == self._ballot.title:
            return True
        return self._desk.do(change_ballot(self._ballot.id, title=self.title.text()), again=self._retitle) is not None

    def _rescale(self) -> bool:
        """False where the scale in the box was refused."""
        if self._ballot is None or self._ballot.method is not Method.SCALE or not self.scale.is_changed:
            return True
        edit = change_ballot(
            self._ballot.id, scale=self.scale.points(), rules=self.scale.rules(self._ballot.rules)
        )  # fmt: skip
        return self._desk.do(edit, again=self._rescale) is not None

    def _reword(self) -> None:
        if self._ballot is not None and not self._filling:
            self._desk.do(change_ballot(self._ballot.id, options=self.options.options()), again=self._reword)

    def _worded(self) -> None:
        """The one proposal is worded: the next Enter opens."""
        if self.options.count() == 1 and self.options.isVisible():
            self.open.setFocus()

    def _add(self) -> None:
        words = self.more.text().strip()
        if self._ballot is None or not words:
            self.open.setFocus()
            return
        options = (*self.options.options(), option(words))
        if self._desk.do(change_ballot(self._ballot.id, options=options), again=self._add) is not None:
            self.more.clear()

    def _change_rules(self) -> None:
        if self._ballot is None or self._filling:
            return
        rules = dataclasses.replace(
            self._ballot.rules,
            dots_per_voter=self.dots.value() or None,
            max_per_option=self.most.value() or None,
        )
        self._desk.do(change_ballot(self._ballot.id, rules=rules), again=self._change_rules)

    def _change_secrecy(self) -> None:
        if self._ballot is not None:
            edit = change_ballot(self._ballot.id, secrecy=Secrecy(self.secrecy.currentData()))
            self._desk.do(edit, again=self._change_secrecy)

    def _change_hidden(self) -> None:
        if self._ballot is not None:
            edit = change_ballot(self._ballot.id, hidden_until_closed=self.hidden.isChecked())
            self._desk.do(edit, again=self._change_hidden)

    def _leave(self) -> None:
        self.left.emit()

    def _delete(self) -> None:
        self.deleting.emit()

    def _open(self) -> None:
        self.opening.emit()

    def _project(self) -> None:
        self.projecting.emit()
