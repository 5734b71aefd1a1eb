"""Keeps Python's collector of circles from a window in use: a look at everything there is takes a tenth of a second.

Records, rows and indexes have no circles and go when nobody holds them. What has some (windows) is collected when a
workshop's window has closed.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


def settle() -> None:
    """What is there by now stays for long: never look at it again. Costs nothing; to be called after much was made."""
    gc.freeze()


@contextlib.contextmanager
def making_many() -> Iterator[None]:
    """For thousands of objects at one go, which would be looked at in the middle of it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


_MANY = 5_000
"""New objects that have a look at them."""


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """For what a person waits for: no look in the middle of it, nor right after it where it made thousands to keep."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > _MANY:
            gc.freeze()
        if was_on:
            gc.enable()


def release() -> None:
    """Look at everything again, from time to time."""
    gc.unfreeze()
