"""The window in which a template is edited: outline, what can be typed for its row, and saving. Knows no file."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from lsp_workshop.domain import template_edit as edit
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.template import check_template
from lsp_workshop.domain.template_shape import Place, TemplateFault
from lsp_workshop.messages import sentence
from lsp_workshop.ui.actions import TEMPLATE_TABLE, Actions
from lsp_workshop.ui.dialogs import Choice, Dialogs
from lsp_workshop.ui.jobs import Job, Jobs
from lsp_workshop.ui.services import Shelf
from lsp_workshop.ui.templates.form import RowForm
from lsp_workshop.ui.templates.outline import Outline
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets import Button, Choices, FlowLayout, MessageBar, column, label, row

_MOST_STEPS = 200
"""Steps back that are kept."""


class TemplateEditor(QDialog):
    """`saved(key)` each time it was saved. What is typed stays here until it is, or is given up on purpose."""

    saved = Signal(str)

    def __init__(
        self,
        theme: Theme,
        shelf: Shelf,
        jobs: Jobs,
        usual: Framework,
        key: str,
        data: edit.Data,
        parent: QWidget | None,
        dialogs: Dialogs | None = None,
    ) -> None:
        """`data` is the template as its file has it; raises `TemplateFault` where that is none."""
        super().__init__(parent)
        self._shelf, self._jobs, self._usual, self.key = shelf, jobs, usual, key
        self._data = edit.written_out(data, usual)
        self._saved = self._data
        self._saving: edit.Data | None = None
        self._closes = False
        self._steps: list[tuple[edit.Data, Place]] = []
        self._step: object = None
        self._dialogs = dialogs or Dialogs(self)
        self.actions_table = Actions(self, theme, TEMPLATE_TABLE)
        self._build(theme)
        self._connect()
        self._show_section(edit.STAGES, ())
        self.outline.setFocus()

    # --- building -----------------------------------------------------------------------------------------

    def _build(self, theme: Theme) -> None:
        self.setWindowTitle(f"{self.tr('Edit the template')}[*]")
        self.name = QLineEdit(self._data["name"])
        self.name.setAccessibleName(self.tr("Name of the template"))
        self.about = QLineEdit(self._data["about"])
        self.about.setCursorPosition(0)
        self.about.setAccessibleName(self.tr("What it is for"))
        self.about.setPlaceholderText(self.tr("For whom, how long, what it leaves out"))
        titles = (self.tr("Stages and questions"), self.tr("Checklists"), self.tr("Health check"))
        self.sections = Choices(list(zip(edit.SECTIONS, titles, strict=True)), wrap=True)
        self.outline = Outline()
        self.form = RowForm(theme)
        self.messages = MessageBar(theme)
        deeds = ("template_add", "template_inside", "template_remove", "template_up", "template_down", "template_undo")
        icons = ("plus", "plus", "trash-2", "chevron-up", "chevron-down", "undo-2")
        self.buttons = {deed: self._button(theme, deed, icon) for deed, icon in zip(deeds, icons, strict=True)}
        self.save_button = Button(theme, self.tr("Save"), "primary", "save")
        self.close_button = Button(theme, self.tr("Close"), "secondary")
        for button in (self.save_button, self.close_button):
            button.setAutoDefault(False)
        named = column(label(self.tr("Name"), "caption", "muted"), self.name, spacing=4)
        described = column(label(self.tr("What it is for"), "caption", "muted"), self.about, spacing=4)
        head = row(named, described, spacing=16)
        head.setStretch(0, 1)
        head.setStretch(1, 2)
        middle = row(self.outline, self.form, spacing=16)
        middle.setStretch(0, 5)
        middle.setStretch(1, 6)
        deeds_row = QWidget()
        flow = FlowLayout(deeds_row, 4)
        for button in self.buttons.values():
            flow.addWidget(button)
        layout = column(head, self.sections, self.messages, spacing=12)
        layout.addLayout(middle, 1)
        layout.addWidget(deeds_row)
        layout.addLayout(row(None, self.close_button, self.save_button))
        layout.setContentsMargins(24, 16, 24, 16)
        self.setLayout(layout)
        # Over the list of templates, it is as large as the window below that allows.
        above = self.parentWidget()
        room = (above.parentWidget() or above) if above is not None else None
        wide, high = (room.width() - 32, room.height() - 32) if room is not None else (1068, 648)
        self.resize(min(theme.px(1040), wide), min(theme.px(720), high))

    def _button(self, theme: Theme, deed: str, icon: str) -> Button:
        made = Button(theme, self.actions_table[deed].text(), "quiet", icon)
        made.setAutoDefault(False)
        return made

    def _connect(self) -> None:
        act = self.actions_table
        for deed, slot in (
            ("template_add", self._add),
            ("template_inside", self._add_inside),
            ("template_remove", self._remove),
            ("template_up", self._up),
            ("template_down", self._down),
            ("template_undo", self._undo),
        ):
            action = act.on(deed, slot, self.outline)
            self.buttons[deed].clicked.connect(action.trigger)
            self.buttons[deed].setToolTip(action.toolTip())
        act.on("template_words", self.form.begin, self.outline)
        save: QAction = act.on("template_save", self._save)
        self.save_button.clicked.connect(save.trigger)
        self.save_button.setToolTip(save.toolTip())
        source = act.on("template_source", self._bring_back)
        self.form.source_button.setToolTip(source.toolTip())
        self.form.source_wanted.connect(source.trigger)
        for number, section in enumerate(edit.SECTIONS, start=1):
            act.on(f"template_section_{number}", partial(self._go_to_section, section))
        self.close_button.clicked.connect(self.reject)
        self.sections.chosen.connect(self._chosen)
        self.outline.moved.connect(self._moved)
        self.outline.wanted.connect(self.form.begin)
        self.form.typed.connect(self._typed)
        self.name.textEdited.connect(self._named)
        self.about.textEdited.connect(self._named)

    # --- showing ------------------------------------------------------------------------------------------

    @property
    def data(self) -> edit.Data:
        """As it is in the window now."""
        return self._data

    def _chosen(self, section: str) -> None:
        self._show_section(section, ())

    def _go_to_section(self, section: str) -> None:
        """By key: what was typed into goes with its row, and the name above may not take the next words."""
        self._show_section(section, ())
        self.outline.setFocus()

    def _show_section(self, section: str, place: Place) -> None:
        self.sections.choose(section)
        self.outline.show_rows(edit.rows(self._data, section), place)

    def _moved(self) -> None:
        self.form.show_row(self._data, self.outline.here)
        self._judge()

    def _judge(self) -> None:
        here = self.outline.here
        is_part = here is not None and here.kind not in ("list", "scale")
        for deed in ("template_add", "template_remove", "template_up", "template_down"):
            self._allow(deed, is_part)
        self._allow("template_inside", here is not None and edit.can_hold(here))
        self._allow("template_undo", bool(self._steps))
        words = edit.source_of(self._data, here.place, self._usual) if here is not None and is_part else ""
        self.form.show_source(words)
        self.actions_table["template_source"].setEnabled(bool(words))
        self.setWindowModified(self._data != self._saved)

    def _allow(self, deed: str, allowed: bool) -> None:
        self.actions_table[deed].setEnabled(allowed)
        self.buttons[deed].setEnabled(allowed)

    # --- changing -----------------------------------------------------------------------------------------

    def _keep_step(self, step: object, place: Place) -> None:
        """What was before, to come back to; typing into one box is one step."""
        if step is None or step != self._step:
            self._steps = [*self._steps[1 - _MOST_STEPS :], (self._data, place)]
        self._step = step

    def _typed(self, field: edit.Field, words: str) -> None:
        here = self.outline.here
        if here is None:
            return
        self._keep_step((here.place, field.name), here.place)
        self._data = edit.put_field(self._data, here.place, field, words)
        self.outline.retell(edit.rows(self._data, self.sections.current()))
        self.messages.over()
        self._judge()

    def _named(self, _words: str) -> None:
        self._keep_step("about", ())
        self._data = edit.put_about(self._data, self.name.text(), self.about.text())
        self._judge()

    def _add(self) -> None:
        self._put_in(inside=False)

    def _add_inside(self) -> None:
        self._put_in(inside=True)

    def _put_in(self, *, inside: bool) -> None:
        here = self.outline.here
        if here is None:
            return
        try:
            data, place = edit.add(self._data, here, inside=inside)
        except DomainError as error:
            self.messages.refused(sentence(error))
            return
        self._change(data, here.place, place)
        self.form.begin()

    def _remove(self) -> None:
        here = self.outline.here
        if here is None:
            return
        try:
            data = edit.remove(self._data, here.place)
        except DomainError as error:
            self.messages.refused(sentence(error))
            return
        number = self.outline.currentRow()
        self._change(data, here.place, ())
        self.outline.setCurrentRow(min(number, self.outline.count() - 1))
        self.outline.setFocus()
        self.messages.news(self.tr("It is gone. Ctrl+Z in the outline brings it back."))

    def _up(self) -> None:
        self._shift(-1)

    def _down(self) -> None:
        self._shift(1)

    def _shift(self, by: int) -> None:
        here = self.outline.here
        if here is not None:
            data, place = edit.move(self._data, here.place, by)
            if place != here.place:
                self._change(data, here.place, place)

    def _bring_back(self) -> None:
        here = self.outline.here
        if here is not None:
            self._change(edit.bring_back(self._data, here.place, self._usual), here.place, here.place)

    def _change(self, data: edit.Data, before: Place, after: Place) -> None:
        self._keep_step(None, before)
        self._data = data
        self.messages.over()
        self._show_section(self.sections.current(), after)

    def _undo(self) -> None:
        if not self._steps:
            return
        (self._data, place), self._step = self._steps.pop(), None
        self.name.setText(self._data["name"])
        self.about.setText(self._data["about"])
        self._show_section(edit.section_of(place) if place else self.sections.current(), place)

    # --- saving -------------------------------------------------------------------------------------------

    def _save(self) -> None:
        if self._saving is not None:
            return
        try:
            check_template(self._data)
            short = edit.shortened(self._data, self._usual)
        except TemplateFault as fault:
            self._closes = False
            self._go_to(fault.place)
            self.messages.refused(sentence(fault))
            return
        self._saving = self._data
        shelf, key = self._shelf, self.key

        def work(_job: Job) -> str:
            return shelf.save(short, key)

        self._jobs.start(work, done=self._done, failed=self._failed)

    def _go_to(self, place: Place) -> None:
        """The row of what is wrong, and the keyboard where it can be put right."""
        if place[:1] in (("name",), ("about",)):
            (self.name if place[0] == "name" else self.about).setFocus()
            return
        self._show_section(edit.section_of(place), edit.nearest(self._data, place))
        self.form.begin()

    def _done(self, key: str) -> None:
        assert self._saving is not None
        self.key, self._saved, self._saving = key, self._saving, None
        self._judge()
        self.messages.news(self.tr("Saved. New workshops can be made from it."))
        self.saved.emit(key)
        if self._closes:
            self.accept()

    def _failed(self, error: Exception) -> None:
        """Every word is still here."""
        self._saving, self._closes = None, False
        self.messages.refused(self.tr("Not saved: {why} Your words are still here: try again.").format(
            why=sentence(error)
        ))  # fmt: skip

    def reject(self) -> None:
        """Escape, Close, and the window's own button: not past words that nobody has saved."""
        if self._data == self._saved:
            super().reject()
            return
        choices = [
            Choice(self.tr("Save and close"), self._save_and_close),
            Choice(self.tr("Close without saving"), self._give_up, self.tr("What was changed here is gone then.")),
        ]
        self._dialogs.choose(self.tr("Not saved yet"), self.tr("The template has changes."), choices)

    def _save_and_close(self) -> None:
        self._closes = True
        self._save()

    def _give_up(self) -> None:
        super().reject()
