"""Every text in what the program makes, wherever it stands: to look for what must be said, and what must not."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator


def texts(value: object) -> Iterator[str]:
    """The strings in a string, a tuple or a dataclass, to any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif dataclasses.is_dataclass(value):
        for each in dataclasses.fields(value):
            yield from texts(getattr(value, each.name))
