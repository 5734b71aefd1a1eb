"""Photos of flip charts: what is kept of a camera's file, where they stand, who sees them, and what undo gives back."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from lsp_workshop.domain.edits.photos import add_photos, change_photo, move_photo, remove_photos
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.follow_up import follow_up
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Photo, Picture, Question
from lsp_workshop.domain.pictures import MOST_PIXELS, as_text, bare_jpeg, jpeg_size, picture_bytes
from lsp_workshop.domain.record import printable_record
from lsp_workshop.domain.record.figure_parts import Photograph
from lsp_workshop.session import Session
from lsp_workshop.store.interchange import read_interchange, write_interchange
from lsp_workshop.store.opening import create_workshop, open_workshop
from lsp_workshop.store.recovery import check, repair
from tests.domain.flip_charts import flip_chart
from tests.domain.reading import blocks, section
from tests.texts import texts
from tests.ui.conftest import framework as _framework
from tests.ui.support import sample_records, sample_session, session_of

framework = _framework


@pytest.fixture
def session() -> Session:
    return sample_session()


def question_of(session: Session, number: str = "2.1") -> Question:
    return session.workshop.question_by_number(number)


def test_what_a_camera_adds_is_left_out_and_the_picture_stays() -> None:
    """A photo tells where it was taken and whose telephone took it: nobody agreed to hand that round."""
    taken = flip_chart(colour="teal")
    assert b"Callum" in taken
    bare = bare_jpeg(taken)
    assert all(words not in bare for words in (b"Callum", b"Aldermouth Road", b"Exif", b"confidence"))
    with Image.open(io.BytesIO(taken)) as before, Image.open(io.BytesIO(bare)) as after:
        assert dict(after.getexif()) == {}
        assert before.tobytes() == after.tobytes()
    assert jpeg_size(bare) == (60, 80)
    assert bare_jpeg(bare) == bare


@given(st.integers(0, 4000), st.binary(max_size=6))
def test_a_broken_file_is_refused_or_read_and_nothing_else(at: int, put: bytes) -> None:
    """A card that went bad must not end the program before the room."""
    whole = flip_chart()
    broken = whole[: at % len(whole)] + put + whole[at % len(whole) + len(put) :]
    try:
        width, height = jpeg_size(bare_jpeg(broken))
    except DomainError:
        return
    assert 0 < width * height <= MOST_PIXELS


def test_photos_are_added_moved_and_taken_away_in_one_step_each(session: Session) -> None:
    question = question_of(session)
    done = session.do(add_photos(question.id, [flip_chart(), flip_chart(90, 50)], captions=["Needs"]))
    assert done.label == "add 2 photos"
    first, second = session.workshop.photos_of(question.id)
    assert [(each.width, each.height, each.caption) for each in (first, second)] == [(60, 80, "Needs"), (90, 50, "")]
    session.do(move_photo(second.id, -1))
    assert [each.id for each in session.workshop.photos_of(question.id)] == [second.id, first.id]
    assert session.do(move_photo(second.id, -1)).changes == ()
    other = question_of(session, "2.2")
    session.do(change_photo(first.id, question_id=other.id, description="A list of needs"))
    assert [each.description for each in session.workshop.photos_of(other.id)] == ["A list of needs"]
    session.do(remove_photos([first.id, second.id]))
    assert (session.workshop.count(Photo), session.workshop.count(Picture)) == (0, 0)
    session.undo()
    back = session.workshop.get(Picture, first.picture_id)
    assert picture_bytes(back) == bare_jpeg(flip_chart())


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"\xff\xd8\xff\xda\x00\x02"])
def test_what_is_no_jpeg_is_not_taken(session: Session, data: bytes) -> None:
    with pytest.raises(DomainError) as refused:
        session.do(add_photos(question_of(session).id, [flip_chart(), data]))
    assert refused.value.code == "not_jpeg"
    assert session.workshop.count(Photo) == 0


def test_the_record_has_each_photo_with_its_question_and_words(session: Session, framework: Framework) -> None:
    question = question_of(session)
    session.do(add_photos(question.id, [flip_chart(), flip_chart(90, 50)], captions=["Table B’s sheet"]))
    second = session.workshop.photos_of(question.id)[1]
    session.do(change_photo(second.id, description="Three boxes with arrows"))
    found = blocks(printable_record(session.workshop, framework), Photograph)
    assert [(each.width, each.height) for each in found] == [(60, 80), (90, 50)]
    assert [each.alternative for each in found] == [
        "Photo 1 of 2, question 2.1: Table B’s sheet", "Photo 2 of 2, question 2.1: Three boxes with arrows",
    ]  # fmt: skip


def test_a_photo_is_for_everybody_only_where_somebody_said_so(session: Session, framework: Framework) -> None:
    """Names stand on flip charts, and no program can read them there."""
    question = question_of(session)
    session.do(add_photos(question.id, [flip_chart(), flip_chart(90, 50)]))
    assert not blocks(printable_record(session.workshop, framework, public=True), Photograph)
    session.do(change_photo(session.workshop.photos_of(question.id)[1].id, public=True))
    record = printable_record(session.workshop, framework, public=True)
    assert [each.width for each in blocks(record, Photograph)] == [90]
    assert "Not in this version: 1 photo that may show names." in texts(section(record, "stage-S2"))


def test_a_picture_that_cannot_be_read_is_said_and_not_stumbled_over(framework: Framework) -> None:
    records = [*sample_records(), Picture(id="x1", data="Zm9v"), Picture(id="x2", data="?")]
    records += [
        Photo(id=f"f{n}", question_id="Q2.1", picture_id=f"x{n}", width=1, height=1, caption="Sheet") for n in (1, 2)
    ]
    said = texts(section(printable_record(session_of(records).workshop, framework), "stage-S2"))
    assert "Photo 2 of 2, question 2.1: it cannot be read. Sheet" in said


def test_photos_are_in_the_one_file_and_come_back_from_it(tmp_path: Path) -> None:
    """Who copies the workshop copies its photos; who deletes one keeps no second copy in the history."""
    file = tmp_path / "day.lspw"
    create_workshop(file, list(sample_session().workshop.records()))
    opened = open_workshop(file, rescue_folder=tmp_path)
    session = Session(opened.workshop, opened.store)
    session.do(add_photos("Q2.1", [flip_chart()]))
    photo = session.workshop.photos_of("Q2.1")[0]
    session.do(change_photo(photo.id, caption="Needs"))
    stored = session.workshop.get(Picture, photo.picture_id).data
    assert file.read_bytes().count(stored.encode()) == 1, "a caption does not write the picture again"
    session.close()
    opened = open_workshop(file, rescue_folder=tmp_path)
    session = Session(opened.workshop, opened.store)
    assert picture_bytes(session.workshop.get(Picture, photo.picture_id)) == bare_jpeg(flip_chart())
    session.do(remove_photos([photo.id]))
    assert "take" not in session.history()[-1].label
    session.close()
    assert stored.encode() not in file.read_bytes()


def test_photos_travel_with_the_interchange_and_a_false_one_is_refused(session: Session, tmp_path: Path) -> None:
    session.do(add_photos("Q2.1", [flip_chart()], captions=["Needs"]))
    out = tmp_path / "day.json"
    write_interchange(session.workshop, out)
    again = read_interchange(out).workshop
    assert again.all(Photo) == session.workshop.all(Photo)
    assert again.all(Picture) == session.workshop.all(Picture)
    out.write_text(out.read_text("utf-8").replace(again.all(Picture)[0].data, as_text(b"no picture")), "utf-8")
    with pytest.raises(Exception, match="bad_interchange"):
        read_interchange(out)


def test_a_repair_keeps_the_words_of_a_photo_whose_picture_is_damaged(tmp_path: Path, framework: Framework) -> None:
    """A stick went bad in the middle of a picture: its words, and all else, are still there, and the record is made."""
    file, mended = tmp_path / "day.lspw", tmp_path / "mended.lspw"
    session = sample_session()
    session.do(add_photos("Q2.1", [flip_chart(), flip_chart(90, 50)], captions=["Needs"]))
    create_workshop(file, list(session.workshop.records()))
    first, second = session.workshop.photos_of("Q2.1")
    stored = session.workshop.get(Picture, first.picture_id).data.encode()
    data = file.read_bytes()
    # One letter that base64 has not, in the middle of the first picture.
    at = data.index(stored) + len(stored) // 2
    file.write_bytes(data[:at] + b"!" + data[at + 1 :])
    assert [finding.code for finding in check(file)] == ["damaged"]
    assert repair(file, mended).lost == 0
    workshop = open_workshop(mended, rescue_folder=tmp_path).workshop
    assert workshop.get(Photo, first.id).caption == "Needs"
    assert picture_bytes(workshop.get(Picture, second.picture_id)) == bare_jpeg(flip_chart(90, 50))
    record = printable_record(workshop, framework)
    assert [each.width for each in blocks(record, Photograph)] == [90]
    assert "Photo 1 of 2, question 2.1: it cannot be read. Needs" in texts(section(record, "stage-S2"))


def test_photos_stay_with_their_day(session: Session, framework: Framework) -> None:
    """The next day begins with empty sheets; and with a file that can be mailed."""
    session.do(add_photos("Q2.1", [flip_chart()]))
    ids = map(str, range(1000))
    made = follow_up(session.workshop, framework, title="Next", new_id=lambda: next(ids))
    assert not [each for each in made if isinstance(each, Photo | Picture)]
