"""What the room looks at, followed: answers that were sent, the newest of them, a merged theme. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import Notice
from lsp_workshop.ui.projector import concerns, scenes


class NewestAnswer:
    """`id` of the answer to go to, "" for none: one that came to those that the room has seen."""

    def __init__(self) -> None:
        self.id = ""
        self._seen: Sequence[str] = ()
        self._turned = False

    def begin(self, *, same: bool) -> None:
        """Something was sent; `same`: the answers that the room saw before."""
        self.id, self._turned = "", False
        if not same:
            self._seen = ()

    def turned(self, *, to_another: bool) -> None:
        """Whoever turns a page wants to see that one: the newest are not gone to until it is sent again."""
        self.id, self._turned = "", to_another

    def now(self, shown: Sequence[str]) -> None:
        """The ids of the answers that the room sees."""
        before = set(self._seen)
        new = [each for each in shown if each not in before]
        if new and before and not self._turned:
            self.id = new[-1]
        self._seen = shown

    def found(self) -> None:
        """It was gone to."""
        self.id = ""


class SentAnswers:
    """The answers of a question as they were sent: which of them the room may see, and which came last.

    `question_id` is "" while the room looks at something else.
    """

    def __init__(self) -> None:
        self.question_id = ""
        self.newest = NewestAnswer()
        self._sent: frozenset[str] = frozenset()
        self._kept: Sequence[str] = ()
        self._groups: scenes.AnswerGroups = ()
        """Of the scene, which was made from it."""

    def release(self, workshop: Workshop, question_id: str) -> None:
        """Those that there are now may be seen, also where newer ones will be held back."""
        self._sent = frozenset(scenes.kept_answers(workshop, question_id))

    def begin(self, question_id: str) -> None:
        """Something was sent: the answers of a question, or with "" something else."""
        self.newest.begin(same=question_id == self.question_id)
        self.question_id = question_id

    def waiting(self, workshop: Workshop) -> int:
        """How many came after the sending."""
        return sum(answer_id not in self._sent for answer_id in scenes.kept_answers(workshop, self.question_id))

    def scene(self, workshop: Workshop, question_id: str, *, hold: bool, by_theme: bool) -> scenes.AnswersScene:
        """As they are now; what came after the sending only where nothing is held back. Raises DomainError."""
        self._kept = scenes.kept_answers(workshop, question_id)
        if not hold:
            self._sent = frozenset(self._kept)
        self._groups = scenes.answer_groups(workshop, question_id, self._sent, by_theme=by_theme)
        return scenes.scene_of(workshop, question_id, self._groups, by_theme=by_theme)

    def follow(self) -> None:
        """Note the newest answer where one came to those that the room has seen."""
        if self.question_id:
            self.newest.now([each for each in self._kept if each in self._sent])

    def place_of_newest(self) -> int | None:
        """Its place among the answers of the scene; None where there is none to go to."""
        if not self.newest.id or not self.question_id:
            return None
        answers = chain.from_iterable(answers for _, answers in self._groups)
        return next((place for place, answer in enumerate(answers) if answer.id == self.newest.id), None)


class SentTheme:
    """`id` of the theme that the room sees, "" for none: the one that was sent, or what it was merged into since."""

    def __init__(self, theme_id: str = "") -> None:
        self.id = theme_id
        self._merged: list[str] = []

    def follow(self, notice: Notice, workshop: Workshop) -> bool:
        """True where it is another now: merged, its answers are under that one; and back where that is undone."""
        heir = concerns.heir_of(self.id, notice, workshop) if self.id else ""
        if heir:
            self._merged.append(self.id)
            self.id = heir
            return True
        if self._merged and concerns.is_back(self._merged[-1], self.id, notice):
            self.id = self._merged.pop()
            return True
        return False
