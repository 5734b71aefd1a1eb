"""Photos of flip charts: put to a question, described, moved to another question, taken away."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from lsp_workshop.domain.change import Change, added, changed, removed
from lsp_workshop.domain.edits import records
from lsp_workshop.domain.edits.records import require_references
from lsp_workshop.domain.model import Photo, Picture, Question
from lsp_workshop.domain.pictures import as_text, bare_jpeg, jpeg_size
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.wording import counted
from lsp_workshop.domain.workshop import Workshop


def add_photos(question_id: str, jpegs: Iterable[bytes], *, captions: Iterable[str] = ()) -> Edit:
    """Pictures, the right way up, as one step; what a camera wrote into them is left out.

    `captions` go with the first ones. Raises "not_jpeg" or "picture_too_large".
    """
    given, words = tuple(jpegs), tuple(captions)

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        workshop.get(Question, question_id)
        changes: list[Change] = []
        last = max((each.order for each in workshop.photos_of(question_id)), default=-1)
        for place, data in enumerate(given):
            width, height = jpeg_size(data)
            picture = Picture(id=moment.new_id(), data=as_text(bare_jpeg(data)))
            caption = words[place].strip() if place < len(words) else ""
            photo = Photo(
                id=moment.new_id(),
                question_id=question_id,
                picture_id=picture.id,
                width=width,
                height=height,
                caption=caption,
                order=last + 1 + place,
            )
            changes += added(picture, photo)
        return Transaction(f"add {_called(len(given))}", tuple(changes))

    return edit


def change_photo(photo_id: str, **fields: Any) -> Edit:
    """Other words, whether it is for everybody, or `question_id` for where it belongs."""
    return records.change(Photo, photo_id, **fields)


def put_with_question(photo_id: str, number: str) -> Edit:
    """Move a photo to the end of those of the question with this number; raises "unknown_question"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Photo, photo_id)
        question = workshop.question_by_number(number)
        last = max((each.order for each in workshop.photos_of(question.id)), default=-1)
        after = dataclasses.replace(before, question_id=question.id, order=last + 1)
        return Transaction(f"put a photo with question {question.number}", changed(before, after))

    return edit


def remove_photos(photo_ids: Iterable[str]) -> Edit:
    """Take photos away with their pictures."""
    ids = tuple(dict.fromkeys(photo_ids))

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        photos = [workshop.get(Photo, each) for each in ids]
        kept = {each.picture_id for each in workshop.all(Photo) if each.id not in ids}
        pictures = {each.picture_id: workshop.find(Picture, each.picture_id) for each in photos}
        gone = [each for each in pictures.values() if each is not None and each.id not in kept]
        changes = removed(*photos, *gone)
        require_references(workshop, changes)
        return Transaction(f"remove {_called(len(photos))}", changes)

    return edit


def move_photo(photo_id: str, by: int) -> Edit:
    """Earlier (-1) or later (1) among the photos of its question; nothing at either end."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        photo = workshop.get(Photo, photo_id)
        beside = workshop.photos_of(photo.question_id)
        place = beside.index(photo)
        if not 0 <= place + by < len(beside):
            return Transaction("move the photo", ())
        beside.insert(place + by, beside.pop(place))
        changes = [
            change
            for order, each in enumerate(beside)
            for change in changed(each, dataclasses.replace(each, order=order))
        ]
        return Transaction("move the photo", tuple(changes))

    return edit


def _called(count: int) -> str:
    return "a photo" if count == 1 else counted(count, "photo")
