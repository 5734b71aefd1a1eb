"""Which screen is the room's. Decides; moves nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QScreen


def room_screen(screens: Sequence[QScreen], home: QScreen | None) -> QScreen | None:
    """The first screen that is not the facilitator's, nor a mirror of it; None where there is only that one."""
    if home is None:
        return None
    others = (each for each in screens if each is not home and not each.geometry().intersects(home.geometry()))
    return next(others, None)
