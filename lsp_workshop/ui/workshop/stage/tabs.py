"""The tabs of a question, with a count each, in one line as long as there is any way to it. Knows no record.

A count has its place before there is one: nothing moves when the first answer of a question comes in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt

from lsp_workshop.ui.widgets import Choices, set_look

_GAP, _TIGHT_GAP = 4, 2
_SHOWN = Qt.TextFlag.TextShowMnemonic
"""As a button measures its text."""
_TIGHTER = 12
"""Pixels that a tab closer to the others is narrower by, as the style sheet has it."""


class Tabs(Choices):
    """The first of the choices is what everybody looks for: its count stays where those of the others give way."""

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(choices, wrap=True)
        self._first = choices[0][0]
        self._titles = dict(choices)
        self._counts: dict[str, int] = {}
        self._tight = False

    def tell(self, titles: Mapping[str, str], counts: Mapping[str, int]) -> None:
        """By key. `fit` shows them."""
        self._titles, self._counts = dict(titles), dict(counts)

    def at_most(self) -> int:
        """Pixels side by side with room to spare: what else stands in the line goes by that, and stays as it is."""
        least = {key: f"{self._titles[key]}  {'00' if key == self._first else '0'}" for key in self.keys}
        widths = [max(self._wide(key, self._text(key)), self._wide(key, least[key])) for key in self.keys]
        return sum(widths) + _GAP * max(len(widths) - 1, 0)

    def fit(self, room: int) -> None:
        """With all counts, else closer together, else with the first one's alone; else in two lines, with all again."""
        bare = False
        tight = self._needs(tight=False, bare=False) > room
        if tight and self._needs(tight=True, bare=False) > room:
            bare = self._needs(tight=True, bare=True) <= room
        for key in self._titles:
            shown, whole = self._text(key, bare=bare), self._text(key)
            self.set_text(key, shown)
            self.set_tip(key, whole if shown != whole else "")
        if tight != self._tight:
            self._tight = tight
            for button in self._buttons.values():
                set_look(button, "tight", "true" if tight else "")
            self.set_gap(_TIGHT_GAP if tight else _GAP)
        self._buttons[self._first].setMinimumWidth(self._least(tight=tight))

    def _text(self, key: str, *, bare: bool = False) -> str:
        title, count = self._titles[key], self._counts.get(key, 0)
        return f"{title}  {count}" if count and (key == self._first or not bare) else title

    def _needs(self, *, tight: bool, bare: bool) -> int:
        widths = [self._wide(key, self._text(key, bare=bare), tight=tight) for key in self.keys if key != self._first]
        first = max(self._wide(self._first, self._text(self._first), tight=tight), self._least(tight=tight))
        return sum(widths) + first + (_TIGHT_GAP if tight else _GAP) * len(widths)

    def _least(self, *, tight: bool) -> int:
        return self._wide(self._first, f"{self._titles[self._first]}  00", tight=tight)

    def _wide(self, key: str, text: str, *, tight: bool = False) -> int:
        """What a tab takes with that text: measured, not set, for that would lay out the page each time."""
        button = self._buttons[key]
        shown, wanted = (button.fontMetrics().size(_SHOWN, each).width() for each in (button.text(), text))
        return button.sizeHint().width() - shown + wanted + _TIGHTER * (self._tight - tight)
