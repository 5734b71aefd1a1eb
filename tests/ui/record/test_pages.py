"""The pages of a preview where they lie, at every zoom. No window, no picture."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize

from lsp_workshop.ui.workshop.record.page_places import EDGE, GAP, Fit, percent, places, stepped

A4, TURNED = (595.3, 841.9), (841.9, 595.3)
ROOM = QSize(640, 480)


def test_pages_fill_the_width_and_no_more_than_reads_well() -> None:
    """In a wide window lines would else be a hand long, in a narrow one cut off."""
    found = places([A4, TURNED], ROOM, Fit.WIDTH, 860)
    assert [rect.width() for rect in found.rects] == [640 - 2 * EDGE] * 2
    assert found.rects[1].top() == found.rects[0].bottom() + 1 + GAP
    assert found.size.width() == 640
    wide = places([A4], QSize(2000, 900), Fit.WIDTH, 860)
    assert (wide.rects[0].width(), wide.rects[0].left()) == (860, (2000 - 860) // 2)


def test_a_whole_page_is_seen_whole() -> None:
    """To see how a page looks is what it is chosen for."""
    for rect in places([A4, TURNED], ROOM, Fit.PAGE, 860).rects:
        assert rect.height() <= 480 - EDGE
        assert rect.width() <= 640 - EDGE


def test_a_hundred_percent_is_as_large_as_on_paper() -> None:
    """A4 is 8.27 inches of 96 pixels; pages that lie on their side are wider, and the whole can be scrolled to."""
    found = places([A4, TURNED], ROOM, 100, 860)
    assert [rect.width() for rect in found.rects] == [794, 1123]
    assert found.size.width() == 1123 + 2 * EDGE
    assert percent(794, A4[0]) == 100


@pytest.mark.parametrize(("now", "larger", "smaller"), [(94, 100, 75), (100, 125, 75), (400, 400, 300), (20, 25, 25)])
def test_zoom_goes_by_steps(now: int, larger: int, smaller: int) -> None:
    """A key that does nothing at odd sizes is taken for a broken one."""
    assert (stepped(now, 1), stepped(now, -1)) == (larger, smaller)


def test_which_pages_are_in_sight() -> None:
    """Only those are drawn: a record of a thousand pages would take minutes and all memory."""
    found = places([A4] * 1000, ROOM, 100, 860)
    tall = found.rects[0].height() + GAP
    assert found.in_sight(0, 480) == range(1)
    assert found.in_sight(tall * 500 - 100, 480) == range(499, 501)
    assert found.page_at(tall * 500 + 50) == 500
    assert list(places([], ROOM, Fit.WIDTH, 860).in_sight(0, 480)) == []
    assert places([], ROOM, Fit.WIDTH, 860).page_at(0) == 0
