"""The photos of a question: chosen, dropped or pasted; each with its words. Pictures are read off the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QSizePolicy

from lsp_workshop.domain.edits.photos import add_photos, change_photo, move_photo, put_with_question, remove_photos
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Photo, Picture, Question, WorkshopDetails
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.jobs import Job
from lsp_workshop.ui.pictures import KINDS, Prepared, Source, prepare, shown, sources_in
from lsp_workshop.ui.widgets import Button, EmptyState, ScrollColumn, column, label, row
from lsp_workshop.ui.workshop.page import Panel, still_there
from lsp_workshop.ui.workshop.photos.card import THUMBNAIL, PhotoCard
from lsp_workshop.ui.workshop.photos.looking import PhotoDialog

_SHARPER = 2
"""Thumbnails are read twice as large, for screens with fine pixels and for large text."""


class PhotosPanel(Panel):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._question_id = ""
        self.cards: list[PhotoCard] = []
        self._images: dict[str, QImage] = {}
        """Small ones, by the picture's id: a picture never changes."""
        self._waiting: tuple[str, tuple[bytes, ...]] | None = None
        """What could not be saved, for "Try again"."""
        self.add_button = Button(desk.theme, self.tr("Add photos…"), "secondary", "plus")
        self._hint = label(self.tr("or drop them here, or paste one with Ctrl+V"), "caption", "muted")
        self._busy = label("", "caption", "muted")
        self._scroll = ScrollColumn(spacing=8)
        self._scroll.body.addStretch(1)
        self._scroll.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._empty = EmptyState(desk.theme, "eye", "")
        self.setLayout(
            column(row(self.add_button, self._hint, self._busy, None), self._scroll, self._empty, spacing=12)
        )
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self.tr("Photos of this question"))
        self.add_button.clicked.connect(self.begin)
        self._connect()

    def _connect(self) -> None:
        for action_id, slot in (
            ("paste_photo", self._paste),
            ("view_photo", self._view),
            ("project_photo", self._project),
            ("edit_photo", self._edit),
            ("photo_public", self._public),
            ("photo_up", partial(self._move, -1)),
            ("photo_down", partial(self._move, 1)),
            ("move_photo", self._ask_question),
            ("remove_photo", self._remove),
        ):
            self.desk.actions.within(action_id, slot, self)

    # --- a panel ------------------------------------------------------------------------------------------

    def show_question(self, question: Question) -> None:
        if question.id != self._question_id:
            self._question_id = question.id
            self._fill()

    def refresh(self, notice: Notice) -> None:
        if notice.transaction.touches(Photo, WorkshopDetails):
            self._fill()

    def shown(self) -> None:
        if self.cards:
            self._focus(0)
        elif self.desk.can_write:
            self.add_button.setFocus()
        else:
            self.setFocus()

    def show_record(self, record_id: str) -> None:
        for place, card in enumerate(self.cards):
            if card.photo.id == record_id:
                self._focus(place)

    def keep(self) -> str:
        return still_there([card.unsaved() for card in self.cards])

    # --- what is there ------------------------------------------------------------------------------------

    def _fill(self) -> None:
        """Bring the cards to what is kept; those that stay keep the keyboard and an open form."""
        wanted = self.desk.workshop.photos_of(self._question_id)
        there = {card.photo.id: card for card in self.cards}
        kept = {photo.id for photo in wanted}
        for card in there.values():
            if card.photo.id not in kept:
                self._scroll.body.removeWidget(card)
                card.hide()
                card.deleteLater()
        self.cards = []
        for place, photo in enumerate(wanted):
            card = there.get(photo.id) or self._made(photo)
            card.show_photo(photo, (place + 1, len(wanted)))
            if self._scroll.body.indexOf(card) != place:
                self._scroll.body.insertWidget(place, card)
                card.show()
            self.cards.append(card)
        self._scroll.setVisible(bool(wanted))
        self._empty.setVisible(not wanted)
        self._allow()
        self._read([card.photo.picture_id for card in self.cards if not card.has_image])

    def _made(self, photo: Photo) -> PhotoCard:
        card = PhotoCard(self.desk, photo)
        card.stepped.connect(self._stepped)
        card.settled.connect(self.add_button.setFocus)
        card.looked_at.connect(self._view)
        if photo.picture_id in self._images:
            card.show_image(self._images[photo.picture_id])
        return card

    def _allow(self) -> None:
        can_write = self.desk.can_write
        for each in (self.add_button, self._hint):
            each.setVisible(can_write)
        actions = self.desk.actions
        actions["paste_photo"].setEnabled(can_write)
        for action_id in ("edit_photo", "photo_public", "photo_up", "photo_down", "move_photo", "remove_photo"):
            actions[action_id].setEnabled(can_write and bool(self.cards))
        actions["view_photo"].setEnabled(bool(self.cards))
        actions["project_photo"].setEnabled(bool(self.cards) and self.desk.projector.available)
        if can_write:
            more = self.tr("Photograph the flip charts and add them here: they are kept in the workshop’s own file.")
            self._empty.set_texts(self.tr("No photos of this question yet"), more)
        else:
            self._empty.set_texts(self.tr("No photos"), self.tr("None was added to this question."))

    def _read(self, picture_ids: Sequence[str]) -> None:
        """Small pictures of these, when the GUI thread gets them."""
        wanted = {each: self.desk.workshop.find(Picture, each) for each in picture_ids if each not in self._images}
        data = {each: picture.data for each, picture in wanted.items() if picture is not None}
        if data:
            self.desk.jobs.start(partial(_thumbnails, data), done=self._have_read, failed=self.desk.trouble)

    def _have_read(self, images: object) -> None:
        assert isinstance(images, dict)
        self._images |= images
        for card in self.cards:
            if not card.has_image and card.photo.picture_id in self._images:
                card.show_image(self._images[card.photo.picture_id])

    # --- adding -------------------------------------------------------------------------------------------

    def begin(self) -> None:
        if self.desk.can_write and self._question_id:
            kinds = self.tr("Pictures ({kinds})").format(kinds=KINDS)
            self.desk.dialogs.ask_open_files(self.tr("Add photos"), kinds, Path.home(), self.add)

    def add(self, sources: Sequence[Source]) -> None:
        """Make ready and save, to the question that is in front now, wherever the day is by then."""
        if not sources or not self.desk.can_write:
            return
        self._busy.setText(self.tr("Reading…"))
        question_id = self._question_id
        self.desk.jobs.start(partial(_prepared, tuple(sources), question_id), done=self._ready, failed=self._failed)

    def take_pictures(self, pictures: Sequence[Source]) -> None:
        self.add(pictures)

    def _ready(self, made: object) -> None:
        assert isinstance(made, tuple)
        question_id, prepared = made
        assert isinstance(prepared, Prepared)
        self._busy.setText("")
        if prepared.jpegs:
            self._waiting = (question_id, prepared.jpegs)
            self._save()
        # After the others were saved, which would take the words away.
        if prepared.refused:
            self.desk.trouble(prepared.refused[0])

    def _save(self) -> None:
        if self._waiting is None:
            return
        question_id, jpegs = self._waiting
        if self.desk.do(add_photos(question_id, jpegs), again=self._save) is None:
            return
        self._waiting = None
        if question_id == self._question_id and self.isVisible():
            self._focus(len(self.cards) - len(jpegs))
        else:
            number = self.desk.workshop.get(Question, question_id).number
            self.desk.say(self.tr("Added to the photos of question {number}.").format(number=number))

    def _failed(self, error: Exception) -> None:
        self._busy.setText("")
        self.desk.trouble(error)

    def _paste(self) -> None:
        sources = sources_in(QGuiApplication.clipboard().mimeData())
        if sources:
            self.add(sources)
        else:
            self.desk.say(self.tr("There is no picture to paste: copy one first."))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.desk.can_write and sources_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.add(sources_in(event.mimeData()))

    # --- the photo with the keyboard ----------------------------------------------------------------------

    def _current(self) -> PhotoCard | None:
        focus = self.focusWidget()
        found = next((card for card in self.cards if card is focus or card.isAncestorOf(focus)), None)
        return found or (self.cards[0] if self.cards else None)

    def _edit(self) -> None:
        card = self._current()
        if card is not None:
            card.open_form()
            self._scroll.ensureWidgetVisible(card)

    def _public(self) -> None:
        card = self._current()
        if card is not None and card.form is None:
            self.desk.do(change_photo(card.photo.id, public=not card.photo.public))

    def _move(self, by: int) -> None:
        card = self._current()
        if card is not None and card.form is None:
            self.desk.do(move_photo(card.photo.id, by))
            self._scroll.ensureWidgetVisible(card)

    def _ask_question(self) -> None:
        card = self._current()
        if card is not None and card.form is None:
            title, ok = self.tr("Photo to another question"), self.tr("Move")
            move = partial(self._to_question, card.photo.id)
            self.desk.dialogs.ask_text(title, self.tr("Number of the question, as 2.3"), "", ok, move, short=True)

    def _to_question(self, photo_id: str, number: str) -> None:
        if self.desk.do(put_with_question(photo_id, number.strip())) is not None:
            self.desk.say(self.tr("The photo is with question {number} now.").format(number=number.strip()))
            self.shown()

    def _remove(self) -> None:
        card = self._current()
        if card is None or card.form is not None:
            return
        place = self.cards.index(card)
        if self.desk.do(remove_photos([card.photo.id])) is not None:
            self.desk.say(self.tr("The photo was removed. Ctrl+Z brings it back."))
            if self.cards:
                self._focus(min(place, len(self.cards) - 1))
            else:
                self.shown()

    def _view(self) -> None:
        card = self._current()
        picture = self.desk.workshop.find(Picture, card.photo.picture_id) if card is not None else None
        if card is not None and picture is not None:
            screen = self.screen().size() * self.devicePixelRatioF()
            self.desk.jobs.start(
                partial(_large, card.photo, picture, screen), done=self._show_large, failed=self.desk.trouble
            )

    def _show_large(self, read: object) -> None:
        assert isinstance(read, tuple)
        photo, image = read
        if self.isVisible():
            self.desk.dialogs.show(PhotoDialog(self.window(), image, photo))

    def _project(self) -> None:
        card = self._current()
        if card is not None and card.form is None:
            self.desk.projector.send_photo(card.photo.id)

    def _stepped(self, by: int) -> None:
        card = self.sender()
        if isinstance(card, PhotoCard):
            self._focus(self.cards.index(card) + by)

    def _focus(self, place: int) -> None:
        if place < 0:
            self.add_button.setFocus()
        elif place < len(self.cards):
            self.cards[place].setFocus()
            self._scroll.ensureWidgetVisible(self.cards[place])


# --- in a thread ----------------------------------------------------------------------------------------------------


def _thumbnails(data: dict[str, str], job: Job) -> dict[str, QImage]:
    return {each: shown(text, THUMBNAIL * _SHARPER) for each, text in data.items() if not job.cancelled()}


def _large(photo: Photo, picture: Picture, screen: QSize, _: Job) -> tuple[Photo, QImage]:
    image = shown(picture.data, screen)
    if image.isNull():
        raise DomainError("photo_unreadable")
    return photo, image


def _prepared(sources: Sequence[Source], question_id: str, job: Job) -> tuple[str, Prepared]:
    return question_id, prepare(sources, job.progress, job.cancelled)
