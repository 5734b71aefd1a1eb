"""Photos of flip charts by key: chosen, pasted, dropped, described, moved, taken away; no picture, no photo."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import ExifTags, Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits.capture import capture_answer
from lsp_workshop.domain.edits.event import close_workshop, new_workshop
from lsp_workshop.domain.edits.photos import change_photo, remove_photos
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Photo, Picture
from lsp_workshop.domain.pictures import picture_bytes
from lsp_workshop.session import Session
from lsp_workshop.ui.projector.room import RoomProjector
from lsp_workshop.ui.projector.scenes import BlankScene, scene_words
from lsp_workshop.ui.projector.view import paint_sheet
from lsp_workshop.ui.tokens import DARK
from lsp_workshop.ui.workshop.photos.panel import PhotosPanel
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.domain.flip_charts import flip_chart
from tests.ui.conftest import OpenWindow
from tests.ui.prepare.keys import CTRL, DELETE, ENTER, ESCAPE, F2, TAB, press, stored_session, with_keyboard
from tests.ui.support import AnsweredDialogs, opened_tab, session_of

DOWN, UP = Qt.Key.Key_Down, Qt.Key.Key_Up


@pytest.fixture
def session(tmp_path: Path, framework: Framework) -> Iterator[Session]:
    made = stored_session(tmp_path / "day.lspw", new_workshop(framework, title="Founding day", tables=2))
    yield made
    made.close()


@pytest.fixture
def window(open_window: OpenWindow, session: Session) -> WorkshopWindow:
    shown = open_window(session)
    shown.go("S2")
    return shown


@pytest.fixture
def panel(window: WorkshopWindow) -> PhotosPanel:
    made = opened_tab(window, "photos", PhotosPanel)
    made.shown()
    return made


def sideways(path: Path) -> Path:
    """As a telephone held upright writes it: lying, with a mark that says which side is up."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = "Telephone of Callum"
    Image.new("RGB", (2400, 1200), "teal").save(path, "JPEG", exif=exif)
    return path


def kept(qtbot: QtBot, session: Session, count: int) -> list[Photo]:
    qtbot.waitUntil(lambda: session.workshop.count(Photo) == count)
    return session.workshop.photos_of("Q2.1")


def two_photos(qtbot: QtBot, panel: PhotosPanel, session: Session, folder: Path) -> list[Photo]:
    files = [folder / "one.jpg", folder / "two.jpg"]
    for file, colour in zip(files, ("teal", "maroon"), strict=True):
        file.write_bytes(flip_chart(60, 80, colour))
    panel.add(files)
    return kept(qtbot, session, 2)


def test_a_photo_is_chosen_by_key_turned_upright_and_made_small(
    qtbot: QtBot, panel: PhotosPanel, window: WorkshopWindow, session: Session, tmp_path: Path
) -> None:
    """Nobody can read a flip chart on its side, and a file of forty raw photos cannot be mailed."""
    dialogs = window.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    dialogs.path = sideways(tmp_path / "IMG 0001.JPG")
    press("p", mod=CTRL | Qt.KeyboardModifier.AltModifier)
    (photo,) = kept(qtbot, session, 1)
    assert (photo.width, photo.height) == (1000, 2000)
    data = picture_bytes(session.workshop.get(Picture, photo.picture_id))
    assert b"Callum" not in data
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (1000, 2000)
    assert with_keyboard() is panel.cards[0]
    assert window.stage_page.tabs._buttons["photos"].text() == "Photos  1"
    qtbot.waitUntil(lambda: panel.cards[0].has_image)


def test_photos_are_added_by_key_before_anybody_looked_at_the_tab(
    qtbot: QtBot, window: WorkshopWindow, session: Session, tmp_path: Path
) -> None:
    """The guide's key for photos does nothing, and Ctrl+K says that there is no such thing, until the tab was found."""
    dialogs = window.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    dialogs.path = sideways(tmp_path / "IMG 0001.JPG")
    press("p", mod=CTRL | Qt.KeyboardModifier.AltModifier)
    kept(qtbot, session, 1)
    assert "photos of question 2.1" in window.messages.text
    assert window.stage_page.answers.isVisible()
    session.do(close_workshop())
    assert not window.actions_table["add_photos"].isEnabled()


def test_a_picture_on_the_clipboard_is_pasted(qtbot: QtBot, panel: PhotosPanel, session: Session) -> None:
    image = QImage(30, 20, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    QGuiApplication.clipboard().setImage(image)
    press("v", mod=CTRL)
    (photo,) = kept(qtbot, session, 1)
    with Image.open(io.BytesIO(picture_bytes(session.workshop.get(Picture, photo.picture_id)))) as pasted:
        assert pasted.getpixel((5, 5)) == (255, 255, 255), "what was see-through is white, as paper is"


@pytest.mark.parametrize("place", ["box", "list"])
def test_a_picture_pasted_among_the_answers_is_a_photo_of_the_question(
    qtbot: QtBot, window: WorkshopWindow, session: Session, place: str
) -> None:
    """Who types answers goes on typing, and the picture is where pictures are."""
    session.do(capture_answer("Q2.1", "A bus after seven"))
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    QGuiApplication.clipboard().setImage(image)
    answers = window.stage_page.answers
    (answers.entry.box.setFocus if place == "box" else answers.focus_list)()
    press("v", mod=CTRL)
    kept(qtbot, session, 1)
    assert "photos of question 2.1" in window.messages.text
    assert with_keyboard() is answers.entry.box
    assert answers.isVisible()
    both = QMimeData()
    both.setImageData(image)
    both.setText("A tram")
    QGuiApplication.clipboard().setMimeData(both)
    press("v", mod=CTRL)
    assert answers.entry.box.text() == "A tram", "words that a spreadsheet has a picture of are words"
    assert session.workshop.count(Photo) == 1


def test_a_picture_file_dropped_on_the_entry_is_no_answer(
    qtbot: QtBot, window: WorkshopWindow, session: Session, tmp_path: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(sideways(tmp_path / "sheet.jpg")))])
    box = window.stage_page.answers.entry.box
    rest = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(box, QDragEnterEvent(QPoint(9, 9), *rest))
    QApplication.sendEvent(box, QDropEvent(QPoint(9, 9), *rest))
    assert len(kept(qtbot, session, 1)) == 1
    assert box.text() == ""


def test_files_are_dropped(qtbot: QtBot, panel: PhotosPanel, session: Session, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(sideways(tmp_path / "sheet.jpg")))])
    rest = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(panel, QDragEnterEvent(QPoint(20, 20), *rest))
    QApplication.sendEvent(panel, QDropEvent(QPoint(20, 20), *rest))
    assert len(kept(qtbot, session, 1)) == 1


@pytest.mark.qt_log_ignore("JPEG datastream")
@pytest.mark.parametrize("content", [b"", b"not a picture", b"\xff\xd8\xff\xe0\x00\x10JFIF", b"GIF89a"])
def test_what_is_no_picture_gets_a_sentence_and_the_others_are_kept(
    qtbot: QtBot, panel: PhotosPanel, window: WorkshopWindow, session: Session, tmp_path: Path, content: bytes
) -> None:
    """One broken file among twenty must not cost the other nineteen."""
    broken, good = tmp_path / "broken.jpg", tmp_path / "good.jpg"
    broken.write_bytes(content)
    good.write_bytes(flip_chart())
    panel.add([broken, good])
    kept(qtbot, session, 1)
    assert "“broken.jpg” is no picture" in window.messages.text


def test_words_are_typed_and_who_may_see_it_is_one_key(
    qtbot: QtBot, panel: PhotosPanel, session: Session, tmp_path: Path
) -> None:
    two_photos(qtbot, panel, session, tmp_path)
    panel.shown()
    press(F2, "Needs, table B", TAB, "Three boxes", ENTER)
    first, second = session.workshop.photos_of("Q2.1")
    assert (first.caption, first.description, first.public) == ("Needs, table B", "Three boxes", False)
    press("e")
    assert session.workshop.get(Photo, first.id).public
    press(ENTER, "x", ESCAPE)
    assert session.workshop.get(Photo, first.id).caption == "Needs, table B"
    press(DOWN)
    press(UP, mod=CTRL)
    assert [each.id for each in session.workshop.photos_of("Q2.1")] == [second.id, first.id]
    assert with_keyboard() is panel.cards[0]


def test_a_long_caption_leaves_room_for_the_next_photo(
    qtbot: QtBot, panel: PhotosPanel, session: Session, tmp_path: Path
) -> None:
    """Who wrote down the whole discussion below one photo still finds the other nineteen."""
    first, second = two_photos(qtbot, panel, session, tmp_path)
    words = "Everybody had something to say. " * 100
    session.do(change_photo(first.id, caption=words, description=words))
    qtbot.waitUntil(lambda: words.strip() in panel.cards[0].accessibleName())
    qtbot.waitUntil(lambda: panel.cards[1].photo.id == second.id)
    qtbot.waitUntil(lambda: 0 < panel.cards[0].height() < panel.height() / 2)
    panel.cards[0].setFocus()
    press(ENTER)
    form = panel.cards[0].form
    assert form is not None
    assert form.caption.text().strip() == words.strip()


def test_a_photo_goes_to_another_question_or_away_and_comes_back(
    qtbot: QtBot, panel: PhotosPanel, window: WorkshopWindow, session: Session, tmp_path: Path
) -> None:
    first, second = two_photos(qtbot, panel, session, tmp_path)
    dialogs = window.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    dialogs.text = "2.2"
    panel.shown()
    press("q")
    assert [each.id for each in session.workshop.photos_of("Q2.2")] == [first.id]
    press(DELETE)
    assert session.workshop.photos_of("Q2.1") == []
    press("z", mod=CTRL)
    assert [each.id for each in session.workshop.photos_of("Q2.1")] == [second.id]
    assert session.workshop.count(Picture) == 2


def test_a_half_typed_caption_is_asked_about(
    qtbot: QtBot, panel: PhotosPanel, session: Session, tmp_path: Path
) -> None:
    two_photos(qtbot, panel, session, tmp_path)
    panel.shown()
    press(F2, "Half")
    assert panel.keep() == "Half"


def test_a_closed_workshop_is_looked_at_and_nothing_else(
    qtbot: QtBot, panel: PhotosPanel, window: WorkshopWindow, session: Session, tmp_path: Path
) -> None:
    two_photos(qtbot, panel, session, tmp_path)
    session.do(close_workshop())
    panel.shown()
    press(DELETE, F2, "e")
    assert session.workshop.count(Photo) == 2
    assert panel.cards[0].form is None
    assert not panel.add_button.isVisible()
    press(Qt.Key.Key_Space)
    dialogs = window.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    qtbot.waitUntil(lambda: bool(dialogs.dialogs))
    assert dialogs.dialogs[-1].windowTitle() == "Photo"


# --- the room -------------------------------------------------------------------------------------------------------


def in_the_room(qtbot: QtBot, window: WorkshopWindow, caption: str) -> RoomProjector:
    projector = window.projector
    assert isinstance(projector, RoomProjector)
    qtbot.waitUntil(lambda: getattr(projector.scene, "caption", None) == caption)
    return projector


def seen(projector: RoomProjector, x: float, y: float) -> QColor:
    """The colour on the room's screen, at shares of its width and height."""
    view = projector.room.view
    screen = QImage(view.picture.size, QImage.Format.Format_RGB32)
    screen.fill(0)
    painter = QPainter(screen)
    paint_sheet(painter, view.sheet, DARK)
    painter.end()
    return screen.pixelColor(round(x * screen.width()), round(y * screen.height()))


def test_one_photo_goes_to_the_room_by_key_and_stays_true(
    qtbot: QtBot, panel: PhotosPanel, window: WorkshopWindow, session: Session, tmp_path: Path
) -> None:
    """A table reports back from its sheet: everybody has to read it, and what is corrected is corrected there too."""
    first, _second = two_photos(qtbot, panel, session, tmp_path)
    session.do(change_photo(first.id, description="Callum’s own words"))
    panel.shown()
    press("p")
    projector = in_the_room(qtbot, window, "")
    assert scene_words(projector.scene) == "A photo."
    assert projector.room.view.sheet.text == ""
    assert seen(projector, 0.5, 0.5).blue() > 100, "teal, the first of the two"
    session.do(change_photo(first.id, caption="Needs, table B"))
    in_the_room(qtbot, window, "Needs, table B")
    assert projector.room.view.sheet.text == "Needs, table B"
    long = "What table B wrote " * 160
    session.do(change_photo(first.id, caption=long.strip()))
    in_the_room(qtbot, window, long.strip())
    sheet = projector.room.view.sheet
    assert sheet.pages > 1
    (hung,) = sheet.hung
    assert all(hung.at.bottom() < line.rect.top() for line in sheet.lines), "the picture stands over its caption"
    session.do(remove_photos([first.id]))
    assert isinstance(projector.scene, BlankScene)


def test_a_photo_that_was_slow_to_read_comes_over_nothing_that_was_sent_after_it(
    qtbot: QtBot, panel: PhotosPanel, window: WorkshopWindow, session: Session, tmp_path: Path
) -> None:
    """Whoever blanks the screen in a hurry knows why."""
    first, second = two_photos(qtbot, panel, session, tmp_path)
    session.do(change_photo(second.id, caption="Second"))
    projector = window.projector
    assert isinstance(projector, RoomProjector)
    projector.send_photo(first.id)
    projector.send_photo(second.id)
    in_the_room(qtbot, window, "Second")
    projector.send_photo(first.id)
    projector.blank()
    qtbot.waitUntil(lambda: not window.desk.jobs.busy)
    assert isinstance(projector.scene, BlankScene)


def test_a_picture_that_cannot_be_read_is_told_to_the_facilitator_alone(
    qtbot: QtBot, open_window: OpenWindow, framework: Framework
) -> None:
    records = new_workshop(framework, title="Founding day")
    broken = [Picture(id="x", data="Zm9v"), Photo(id="f", question_id="Q2.1", picture_id="x", width=1, height=1)]
    window = open_window(session_of([*records, *broken]))
    projector = window.projector
    assert isinstance(projector, RoomProjector)
    projector.send_photo("f")
    qtbot.waitUntil(lambda: "cannot be read" in window.messages.text)
    assert not projector.is_showing
