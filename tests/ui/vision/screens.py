"""Stage 3's screens for `tests.ui.grab` and `grab_sheets`, with something nasty in each. Not a test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtWidgets import QWidget

from lsp_workshop.domain.edits import indicators, people, routes, vision
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Indicator, Route
from lsp_workshop.domain.routes import route_sources
from lsp_workshop.domain.vision import versions
from lsp_workshop.session import Session
from lsp_workshop.ui.projector.scenes import wordings_scene
from lsp_workshop.ui.projector.view import RoomView
from lsp_workshop.ui.tokens import DARK, LIGHT
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.support import blank_session, sample_session

SECTIONS = {"wordings": "Q3.1", "whose": "Q3.2", "routes": "Q3.3", "indicators": "Q3.4"}
LONG = (
    "By 2036 every street in Aldermouth and the Tarn is one that people choose to stay in, whoever they are. " * 30
)[:3000]
URDU = (
    "ہر گھر گرم اور خشک ہو، اور ہر بچے کو اگلا قدم معلوم ہو",
    "ہر گھر گرم، خشک اور محفوظ ہو، اور ہر نوجوان کو اگلا قدم معلوم ہو",
)
NEXT = (
    "By 2036 Aldermouth will be a place young people choose to stay in, where every home is warm, dry and safe, and "
    "where your street or your surname does not decide how long you live."
)
RULED_OUT = (
    "A second sixth-form block", "More beds at the end of the line: the money moves first", "Doing up what sells best",
    "Six separate front doors", "", "A new road", LONG[:600], "",
)  # fmt: skip


def vision_session() -> Session:
    """The sample with a third wording, routes from its ballot, bodies, people who were not there, one bad indicator."""
    session = sample_session()
    session.do(vision.add_wording(NEXT))
    session.do(routes.take_routes(route_sources(session.workshop)))
    for route, words in zip(session.workshop.all(Route), RULED_OUT, strict=True):
        session.do(routes.change_route(route.id, rules_out=words, status="chosen" if words else ""))
    for body, status, date in (
        ("City council cabinet", "adopted", "2026-04"),
        ("Integrated care board", "asked", "2026-06-16"),
        ("Young people who belong to no group, in Hillside and the villages", "to be asked", None),
    ):
        session.do(vision.add_adoption(body, status=status, date=date))
    session.do(people.add_sector("Faith bodies"))
    session.do(people.add_organisation("Tenants’ union of the three wards"))
    session.do(indicators.add_indicator("Homes without damp"))
    return session


def nasty_session() -> Session:
    """Seven wordings, among them one of 3,000 characters, two in Urdu, Chinese and an emoji."""
    session = sample_session()
    for text in (LONG, *URDU, "By 2036 Aldermouth is 安全 🏠 and <b>warm</b>.", NEXT):
        session.do(vision.add_wording(text))
    session.do(vision.add_adoption(LONG, status=URDU[0]))
    session.do(routes.add_route(LONG, rules_out=URDU[0]))
    made = session.do(indicators.add_indicator(LONG)).new(Indicator)
    session.do(indicators.set_figure(made.id, "baseline", "-123456789.25"))
    return session


def put_there(window: WorkshopWindow, key: str) -> WorkshopWindow:
    """To a section of the tab, by its question."""
    window.go("S3")
    window.walk.go(SECTIONS[key])
    window.stage_page.open_tab("vision").shown()
    return window


def vision_screens(
    framework: Framework, open_window: Callable[[Session], WorkshopWindow]
) -> Iterator[tuple[str, Callable[[], QWidget]]]:
    sessions: dict[str, Callable[[], Session]] = {
        "": vision_session, "-nasty": nasty_session, "-empty": lambda: blank_session(framework),
    }  # fmt: skip

    def section(key: str, kind: str) -> QWidget:
        window = put_there(open_window(sessions[kind]()), key)
        panel = window.stage_page.open_tab("vision")
        found = versions(window.desk.workshop)
        if key == "wordings" and found:
            panel.show_record(found[4 if kind else -1].id)
        return window

    def room(light: bool, kind: str, place: int) -> QWidget:
        workshop = sessions[kind]().workshop
        view = RoomView()
        scene = wordings_scene(workshop, versions(workshop)[place].id)
        view.show_scene(scene, 0, LIGHT if light else DARK)
        return view

    for key in SECTIONS:
        for kind in sessions:
            yield f"vision-{key}{kind}", partial(section, key, kind)
    for name, kind, place in (("", "", -1), ("-sample", "", 1), ("-long", "-nasty", 2), ("-urdu", "-nasty", 4)):
        yield f"vision-room{name}", partial(room, False, kind, place)
        yield f"vision-room{name}-light", partial(room, True, kind, place)
