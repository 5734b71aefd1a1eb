"""A page break where too little room is left for what follows. Knows nothing of what that is."""

from __future__ import annotations

from reportlab.platypus.flowables import CondPageBreak


class RoomFor(CondPageBreak):
    """A new page where less than this height is left. Space before and after counts once across it, the larger."""

    _SPACETRANSFER = True
