"""Answers under their themes, in the one order that screens, projector and paper share. Knows no question."""

from __future__ import annotations

from collections.abc import Iterable

from lsp_workshop.domain.model import Answer, Theme
from lsp_workshop.domain.workshop import Workshop, theme_order

Group = tuple[Theme | None, list[Answer]]


def by_theme(workshop: Workshop, answers: Iterable[Answer]) -> list[Group]:
    """(theme, its answers), as the facilitator ordered the themes; then those without one (None); then what is parked.

    Answers keep their order; a theme without any of them is not there.
    """
    found: dict[str, list[Answer]] = {}
    without: list[Answer] = []
    known = {theme.id for theme in workshop.all(Theme)}
    for answer in answers:
        if answer.theme_id not in known:
            without.append(answer)
        else:
            found.setdefault(str(answer.theme_id), []).append(answer)
    # From all themes, so that those of equal order stand as they were made.
    themes = sorted((theme for theme in workshop.all(Theme) if theme.id in found), key=theme_order)
    groups: list[Group] = [(theme, found[theme.id]) for theme in themes if not theme.parked]
    if without:
        groups.append((None, without))
    return groups + [(theme, found[theme.id]) for theme in themes if theme.parked]
