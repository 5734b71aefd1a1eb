"""Sections of a page of which one is in front; each is made when it is first opened. Knows no record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from lsp_workshop.ui.workshop.segments import Segments

S = TypeVar("S", bound=QWidget)


class Sections(Generic[S]):
    """`makers` by key: the title of a section and what makes it. The page lays out `choices` and `stack`."""

    def __init__(self, makers: Mapping[str, tuple[str, Callable[[], S]]]) -> None:
        self._makers = makers
        self.made: dict[str, S] = {}
        self.choices = Segments([(key, title) for key, (title, _make) in makers.items()])
        self.stack = QStackedWidget()

    @property
    def current(self) -> S:
        """The one in front."""
        return self.open(self.choices.current())

    def open(self, key: str) -> S:
        self.choices.choose(key)
        if key not in self.made:
            self.made[key] = self._makers[key][1]()
            self.stack.addWidget(self.made[key])
        self.stack.setCurrentWidget(self.made[key])
        return self.made[key]
