"""When Python looks for circles of objects that nobody needs. Knows nothing of the program."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def collector_paused() -> Iterator[None]:
    """Work with very many small objects and no circles: looking for some meanwhile doubles its time, and every other
    thread, the window's too, waits until the look is over. What is made inside must be let go of by its maker.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
