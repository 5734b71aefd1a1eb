"""Draws every kind of result in the window, on the projector and in the record, to be looked at.

`python -m tests.ui.grab_results OUT [--kind NAME] [--case NAME] [--where window|projector|record]`. Not a test: nobody
can say in an assertion whether a chart is beautiful.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from lsp_workshop import paths
from lsp_workshop.domain.record import printable_record
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import Session
from lsp_workshop.ui.projector.scenes import result_scene
from lsp_workshop.ui.projector.view import RoomView
from lsp_workshop.ui.theme import Mode
from lsp_workshop.ui.tokens import DARK, LIGHT
from tests.drawing.results import BALLOT, every_case, framework, workshop_with
from tests.ui.ballots.support import ballots_panel
from tests.ui.grab import Grabber
from tests.ui.support import MemoryStore

MOST_PAGES = 3


def window(grabber: Grabber, workshop: Workshop, name: str) -> None:
    for mode in (Mode.LIGHT, Mode.DARK):
        grabber.theme.set_mode(mode)
        made = grabber.workshop(Session(workshop, MemoryStore()))
        made.resize(1280, 800)
        panel = ballots_panel(made)
        panel.open(BALLOT)
        grabber.save(made, f"{name}-window-{mode}")
        inner = panel.result._scroll.widget()
        if inner is not None and inner.height() > panel.result._scroll.height():
            _whole(inner, grabber.out / f"{name}-window-{mode}-whole.png")
        made.close()
        made.deleteLater()


def _whole(inner: QWidget, out: Path) -> None:
    """What scrolling would show, up to a height that can be looked at."""
    picture = QImage(inner.width(), min(inner.height(), 1400), QImage.Format.Format_RGB32)
    picture.fill(inner.palette().base().color())
    inner.render(picture, QPoint(0, 0))
    picture.save(str(out))


def projector(grabber: Grabber, workshop: Workshop, name: str) -> None:
    for tokens, mode in ((DARK, "dark"), (LIGHT, "light")):
        for sectors in (False, True):
            scene = result_scene(workshop, BALLOT, revealed=True, sectors=sectors, rounds=True)
            view = RoomView()
            view.resize(1280, 720)
            for page in range(MOST_PAGES):
                view.show_scene(scene, page, tokens)
                if page < view.sheet.pages:
                    grabber.save(view, f"{name}-projector-{'sectors-' if sectors else ''}{page + 1}-{mode}")
            view.deleteLater()


def record(grabber: Grabber, workshop: Workshop, name: str) -> None:
    from lsp_workshop.export.pdf import write_record
    from lsp_workshop.export.preview import PageImages

    out = grabber.out / f"{name}.pdf"
    write_record(printable_record(workshop, framework()), out, fonts=paths.resource("fonts"))
    with PageImages(out) as images:
        for page in range(1, images.page_count + 1):
            wide, high, pixels = images.render(page, 900)
            picture = QImage(bytes(pixels), wide, high, QImage.Format.Format_RGB32)
            picture.save(str(grabber.out / f"{name}-record-{page:02}.png"))


PLACES = {"window": window, "projector": projector, "record": record}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    for option in ("--kind", "--case", "--where"):
        parser.add_argument(option, default="")
    wanted = parser.parse_args()
    wanted.out.mkdir(parents=True, exist_ok=True)
    grabber = Grabber(wanted.out)
    for kind, case in every_case():
        if kind.startswith(wanted.kind) and case.startswith(wanted.case):
            workshop = workshop_with(kind, case)
            for where, draw in PLACES.items():
                if where.startswith(wanted.where):
                    draw(grabber, workshop, f"{kind.replace(' ', '-')}-{case}")
    grabber.jobs.close()


if __name__ == "__main__":
    main()
