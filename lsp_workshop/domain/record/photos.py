"""The photos of a question as the record shows them. Knows no paper."""

from __future__ import annotations

from collections.abc import Sequence

from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Photo, Picture, Question
from lsp_workshop.domain.pictures import jpeg_size, picture_bytes
from lsp_workshop.domain.record.figure_parts import Photograph
from lsp_workshop.domain.record.parts import Block, Heading, Paragraph, Role
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.wording import counted, joined


def photo_blocks(people: People, question: Question) -> list[Block]:
    """The photos that this version may show; of those that it may not, how many there are."""
    photos = people.workshop.photos_of(question.id)
    shown = [photo for photo in photos if photo.public or not people.public]
    blocks: list[Block] = [Heading(3, "Photos")] if photos else []
    blocks += [photograph(people, question, photo, place, shown) for place, photo in enumerate(shown)]
    if len(shown) < len(photos):
        left_out = counted(len(photos) - len(shown), "photo")
        blocks.append(Paragraph(f"Not in this version: {left_out} that may show names.", Role.NOTE))
    return blocks


def photograph(people: People, question: Question, photo: Photo, place: int, photos: Sequence[Photo]) -> Block:
    """The photo with its words; a note in its place where its picture cannot be read."""
    number = f" {place + 1} of {len(photos)}" if len(photos) > 1 else ""
    called = f"Photo{number}, question {question.number}"
    picture = people.workshop.find(Picture, photo.picture_id)
    try:
        jpeg = picture_bytes(picture) if picture is not None else b""
    except DomainError:
        jpeg = b""
    if not jpeg:
        return Paragraph(joined((f"{called}: it cannot be read", photo.caption, photo.description), ". "), Role.NOTE)
    alternative = joined((called, photo.description or photo.caption), ": ")
    width, height = jpeg_size(jpeg)
    return Photograph(jpeg, width, height, photo.caption, alternative)
