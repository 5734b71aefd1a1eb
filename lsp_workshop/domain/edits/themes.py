"""Themes: a name over several answers. Merging keeps every original; nothing is lost by grouping."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from lsp_workshop.domain.edits.records import object_of, objects_of, require_references, require_words
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Answer, AnswerStatus, Question, Theme
from lsp_workshop.domain.transaction import Change, Edit, Moment, Transaction, added, changed, removed
from lsp_workshop.domain.wording import counted, short_title
from lsp_workshop.domain.workshop import Workshop


def find_theme(workshop: Workshop, stage_id: str, title: str) -> Theme | None:
    """The stage's theme of that name, whatever the capitals."""
    wanted = title.strip().casefold()
    for theme in workshop.themes_of(stage_id):
        if theme.title.casefold() == wanted:
            return theme
    return None


def put_under_theme(answer_ids: Iterable[str], title: str) -> Edit:
    """Put answers under the theme of that name, which is made where the stage has none yet."""
    ids = tuple(dict.fromkeys(answer_ids))

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        name = require_words("themes", "title", title)
        answers = [workshop.get(Answer, answer_id) for answer_id in ids]
        changes: list[Change] = []
        themes: dict[str, str] = {}
        for answer in answers:
            stage_id = workshop.get(Question, answer.question_id).stage_id
            if stage_id not in themes:
                theme = find_theme(workshop, stage_id, name)
                if theme is None:
                    theme = Theme(id=moment.new_id(), stage_id=stage_id, title=name)
                    changes.extend(added(theme))
                themes[stage_id] = theme.id
            changes.extend(changed(answer, dataclasses.replace(answer, theme_id=themes[stage_id])))
        return Transaction(f"put {objects_of(answers)} under {short_title(name)}", tuple(changes))

    return edit


def clear_theme(answer_ids: Iterable[str]) -> Edit:
    ids = tuple(dict.fromkeys(answer_ids))

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        answers = [workshop.get(Answer, answer_id) for answer_id in ids]
        changes = [change for each in answers for change in changed(each, dataclasses.replace(each, theme_id=None))]
        themes = {theme.id: theme for each in answers if (theme := workshop.find(Theme, each.theme_id))}
        named = object_of(next(iter(themes.values()))) if len(themes) == 1 else "themes"
        return Transaction(f"take {objects_of(answers)} out of {named}", tuple(changes))

    return edit


def rename_theme(theme_id: str, title: str) -> Edit:
    """A new name; raises "theme_exists" where the stage has another theme of that name."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Theme, theme_id)
        name = require_words("themes", "title", title)
        other = find_theme(workshop, before.stage_id, name)
        if other is not None and other.id != theme_id:
            raise DomainError("theme_exists", title=name)
        return Transaction(
            f"rename {object_of(before)} to {short_title(name)}",
            changed(before, dataclasses.replace(before, title=name)),
        )

    return edit


def remove_theme(theme_id: str) -> Edit:
    """The theme goes, its answers stay without one; refused ("in_use") while a ballot has it as an option."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        theme = workshop.get(Theme, theme_id)
        changes: list[Change] = []
        for answer in workshop.all(Answer):
            if answer.theme_id == theme_id:
                changes.extend(changed(answer, dataclasses.replace(answer, theme_id=None)))
        changes.extend(removed(theme))
        require_references(workshop, changes)
        return Transaction(f"remove {object_of(theme)}", tuple(changes))

    return edit


def merge_answers(kept_id: str, other_ids: Iterable[str]) -> Edit:
    """Let one answer stand for several; the originals stay, word for word, and can be split off again."""
    ids = tuple(other for other in dict.fromkeys(other_ids) if other != kept_id)

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        kept = workshop.get(Answer, kept_id)
        if kept.status is not AnswerStatus.KEPT or not ids:
            raise DomainError("nothing_to_merge")
        changes: list[Change] = []
        for other_id in ids:
            before = workshop.get(Answer, other_id)
            if before.question_id != kept.question_id:
                raise DomainError("merge_across_questions")
            after = dataclasses.replace(before, status=AnswerStatus.MERGED, merged_into_id=kept_id)
            changes.extend(changed(before, after))
            changes.extend(_now_under(workshop, other_id, kept_id))
        return Transaction(f"merge {counted(len(ids) + 1, 'answer')} into {short_title(kept.text)}", tuple(changes))

    return edit


def _now_under(workshop: Workshop, old_id: str, new_id: str) -> list[Change]:
    """What had been merged into `old_id` follows it into `new_id`."""
    changes: list[Change] = []
    for answer in workshop.all(Answer):
        if answer.merged_into_id == old_id:
            changes.extend(changed(answer, dataclasses.replace(answer, merged_into_id=new_id)))
    return changes


def split_answers(answer_ids: Iterable[str]) -> Edit:
    """Make merged answers stand alone again."""
    ids = tuple(dict.fromkeys(answer_ids))

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        answers = [workshop.get(Answer, answer_id) for answer_id in ids]
        changes: list[Change] = []
        for before in answers:
            after = dataclasses.replace(before, status=AnswerStatus.KEPT, merged_into_id=None)
            changes.extend(changed(before, after))
        return Transaction(f"split {objects_of(answers)}", tuple(changes))

    return edit
