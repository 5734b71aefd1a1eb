"""Records made field by field, for thousands at one go. Knows nothing of what the fields mean.

A frozen dataclass sets each field in a way that costs ten times as much as setting it; so do `dataclasses.replace` and
the class itself. Here it is done while the record is of a class that is not frozen yet.
"""

from __future__ import annotations

import dataclasses
import functools
import typing
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from lsp_workshop.domain.model import Part

P = TypeVar("P", bound=Part)
T = TypeVar("T")


def cached_by_type(make: Callable[[type[Part]], T]) -> Callable[[type[Part]], T]:
    """`functools.cache` for what is worked out once a class of records; mypy takes such a class for not hashable."""
    return typing.cast(Callable[[type[Part]], T], functools.cache(make))


@cached_by_type
def writable(kind: type[Part]) -> type[Part]:
    """The same class before it is frozen: a record is made of it, filled, and then told that it is of `kind`."""
    # Both, because the two share a place in the class, which is fast only where neither is Python's.
    plain = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(kind.__name__, (kind,), {"__slots__": (), **plain})


def with_values(parts: Iterable[P], **values: Any) -> list[P]:
    """Each of the parts with these values, as by `dataclasses.replace`. Raises TypeError where a name is no field."""
    names, new = tuple(values), tuple(values.values())
    copied: list[P] = []
    kind: Any = None
    copy: Callable[..., P] = _copier(Part, ())
    for part in parts:
        if type(part) is not kind:
            kind = type(part)
            copy = _copier(kind, names)
        copied.append(copy(part, *new))
    return copied


@functools.lru_cache(maxsize=64)
def _copier(kind: Any, names: tuple[str, ...]) -> Callable[..., Any]:
    """A function of a part and the new values of these fields, as straight code."""
    fields = [field.name for field in dataclasses.fields(kind)]
    unknown = [name for name in names if name not in fields]
    if unknown:
        raise TypeError(f"{kind.__name__} has no field {unknown[0]!r}")
    scope: dict[str, Any] = {"kind": kind, "Writable": writable(kind), "new": object.__new__}
    lines = [
        f"def copy(part, {', '.join(f'{name}_' for name in names)}):",
        " made = new(Writable)",
        *(f" made.{name} = {f'{name}_' if name in names else f'part.{name}'}" for name in fields),
        " made.__class__ = kind",
        " return made",
    ]
    exec("\n".join(lines), scope)
    return typing.cast(Callable[..., Any], scope["copy"])


__all__ = ["cached_by_type", "with_values", "writable"]
