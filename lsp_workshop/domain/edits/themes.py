"""Themes: a name over several answers. Merging keeps every original; nothing is lost by grouping."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Sequence

from lsp_workshop.domain.change import Change, added, changed, each_with, removed
from lsp_workshop.domain.edits.ballots import change_ballot
from lsp_workshop.domain.edits.records import object_of, objects_of, require_references, require_words
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Answer, AnswerStatus, Ballot, BallotOption, BallotStatus, Question, Theme
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
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
    """Put answers under the theme of that name, which is made, as the last, where the stage has none yet."""
    ids = tuple(dict.fromkeys(answer_ids))

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        name = require_words("themes", "title", title)
        answers = [workshop.get(Answer, answer_id) for answer_id in ids]
        changes: list[Change] = []
        for stage_id, of_stage in _by_stage(workshop, answers).items():
            theme = find_theme(workshop, stage_id, name)
            if theme is None:
                theme = Theme(id=moment.new_id(), stage_id=stage_id, title=name, order=_last(workshop, stage_id))
                changes.extend(added(theme))
            changes.extend(_under(theme.id, of_stage))
        return Transaction(f"put {objects_of(answers)} under {short_title(name)}", tuple(changes))

    return edit


def _by_stage(workshop: Workshop, answers: Iterable[Answer]) -> dict[str, list[Answer]]:
    """The answers by the stage in which their questions are asked."""
    stages: dict[str, str] = {}
    found: dict[str, list[Answer]] = {}
    for answer in answers:
        stage_id = stages.get(answer.question_id)
        if stage_id is None:
            stage_id = stages[answer.question_id] = workshop.get(Question, answer.question_id).stage_id
        found.setdefault(stage_id, []).append(answer)
    return found


def _last(workshop: Workshop, stage_id: str) -> int:
    """The number of a theme that comes after all others of the stage."""
    return max((theme.order for theme in workshop.themes_of(stage_id)), default=0) + 1


def move_to_theme(answer_ids: Iterable[str], theme_id: str) -> Edit:
    """Put answers under that theme; raises "other_stage" for an answer to a question of another stage."""
    ids = tuple(dict.fromkeys(answer_ids))

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        theme = workshop.get(Theme, theme_id)
        answers = [workshop.get(Answer, answer_id) for answer_id in ids]
        for stage_id in _by_stage(workshop, answers):
            _require_stage(theme, stage_id)
        return Transaction(f"put {objects_of(answers)} under {short_title(theme.title)}", _under(theme_id, answers))

    return edit


def _require_stage(theme: Theme, stage_id: str) -> None:
    if theme.stage_id != stage_id:
        raise DomainError("other_stage", title=theme.title)


def _under(theme_id: str | None, answers: Sequence[Answer]) -> tuple[Change, ...]:
    return each_with(answers, theme_id=theme_id)


def split_theme(answer_ids: Iterable[str], title: str) -> Edit:
    """Answers of one theme become a new theme, which stands right behind it.

    Raises "not_one_theme" where they are not all under the same, and "theme_exists" where the name is taken.
    """
    ids = tuple(dict.fromkeys(answer_ids))

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        answers = [workshop.get(Answer, answer_id) for answer_id in ids]
        themes = {each.theme_id for each in answers}
        if len(themes) != 1 or None in themes:
            raise DomainError("not_one_theme")
        theme = workshop.get(Theme, str(answers[0].theme_id))
        name = _free_name(workshop, theme.stage_id, title)
        new = Theme(id=moment.new_id(), stage_id=theme.stage_id, title=name, parked=theme.parked)
        listed = list(workshop.themes_of(theme.stage_id))
        listed.insert(listed.index(theme) + 1, new)
        numbered = _numbered(listed)
        changes = [
            *added(dataclasses.replace(new, order=listed.index(new) + 1)),
            *(change for change in numbered if change.id != new.id),
            *_under(new.id, answers),
        ]
        return Transaction(f"split {objects_of(answers)} off into {object_of(new)}", tuple(changes))

    return edit


def _free_name(workshop: Workshop, stage_id: str, title: str, but: str = "") -> str:
    """The name without space around it; raises "theme_exists" where another theme of the stage has it."""
    name = require_words("themes", "title", title)
    other = find_theme(workshop, stage_id, name)
    if other is not None and other.id != but:
        raise DomainError("theme_exists", title=other.title)
    return name


def _numbered(listed: Iterable[Theme]) -> list[Change]:
    """Numbered afresh, because a file from elsewhere may hold the same number twice."""
    return [
        change
        for place, each in enumerate(listed, start=1)
        for change in changed(each, dataclasses.replace(each, order=place))
    ]


def clear_theme(answer_ids: Iterable[str]) -> Edit:
    ids = tuple(dict.fromkeys(answer_ids))

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        answers = [workshop.get(Answer, answer_id) for answer_id in ids]
        themes = {theme.id: theme for each in answers if (theme := workshop.find(Theme, each.theme_id))}
        named = object_of(next(iter(themes.values()))) if len(themes) == 1 else "themes"
        return Transaction(f"take {objects_of(answers)} out of {named}", _under(None, answers))

    return edit


def rename_theme(theme_id: str, title: str) -> Edit:
    """A new name, in drafts of ballots too; raises "theme_exists" where the stage has another theme of that name."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Theme, theme_id)
        name = _free_name(workshop, before.stage_id, title, but=theme_id)
        after = dataclasses.replace(before, title=name)
        changes = changed(before, after)
        if changes:
            changes += _drafts(workshop, moment, before, after)
        return Transaction(f"rename {object_of(before)} to {short_title(name)}", changes)

    return edit


def place_theme(theme_id: str, other_id: str, *, after: bool = False) -> Edit:
    """Let a theme stand right before another of its stage, or right after it. Raises "other_stage"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        theme, other = workshop.get(Theme, theme_id), workshop.get(Theme, other_id)
        _require_stage(theme, other.stage_id)
        listed = list(workshop.themes_of(theme.stage_id))
        if theme is not other:
            listed.remove(theme)
            listed.insert(listed.index(other) + after, theme)
        where = "after" if after else "before"
        return Transaction(f"move {object_of(theme)} {where} {short_title(other.title)}", tuple(_numbered(listed)))

    return edit


def park_theme(theme_id: str, parked: bool = True) -> Edit:
    """Let a theme wait at the end, with its answers; or bring it back to where it stood."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Theme, theme_id)
        label = f"park {object_of(before)}" if parked else f"bring back {object_of(before)}"
        return Transaction(label, changed(before, dataclasses.replace(before, parked=parked)))

    return edit


def merge_themes(kept_id: str, other_ids: Iterable[str]) -> Edit:
    """All answers of the others come under the kept theme, and the others go; one undo brings everything back.

    In a ballot that is a draft the kept theme takes their place. A theme that a ballot asked about once it was open
    stays, without answers and parked: what people voted on is still there. Raises "nothing_to_merge" without others,
    "other_stage".
    """
    ids = tuple(other for other in dict.fromkeys(other_ids) if other != kept_id)

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        kept = workshop.get(Theme, kept_id)
        others = [workshop.get(Theme, other_id) for other_id in ids]
        if not others:
            raise DomainError("nothing_to_merge_themes")
        changes: list[Change] = []
        for other in others:
            _require_stage(kept, other.stage_id)
            changes.extend(_under(kept_id, workshop.all_answers_in(other.id)))
            if _was_voted_on(workshop, other.id):
                changes.extend(changed(other, dataclasses.replace(other, parked=True)))
            else:
                changes.extend(removed(other))
        changes.extend(_drafts(workshop, moment, kept, kept, ids))
        require_references(workshop, changes)
        what = object_of(others[0]) if len(others) == 1 else counted(len(others) + 1, "theme")
        return Transaction(f"merge {what} into {short_title(kept.title)}", tuple(changes))

    return edit


def _was_voted_on(workshop: Workshop, theme_id: str) -> bool:
    return any(
        option.theme_id == theme_id
        for ballot in workshop.all(Ballot)
        if ballot.status is not BallotStatus.DRAFT
        for option in ballot.options
    )


def _drafts(
    workshop: Workshop, moment: Moment, before: Theme, after: Theme, gone: Collection[str] = ()
) -> tuple[Change, ...]:
    """Drafts of ballots that ask about the theme, with its new name and in place of those that are `gone` into it.

    Words that somebody gave an option by hand stay.
    """
    ids = {before.id, *gone}
    names = {theme.title for each in ids if (theme := workshop.find(Theme, each))}
    changes: list[Change] = []
    for ballot in workshop.all(Ballot):
        if ballot.status is not BallotStatus.DRAFT or not any(each.theme_id in ids for each in ballot.options):
            continue
        options: list[BallotOption] = []
        own = next((each for each in ballot.options if each.theme_id == before.id), None)
        for option in ballot.options:
            if option.theme_id not in ids:
                options.append(option)
            elif own is None or option.theme_id == before.id:
                label = after.title if option.label in names else option.label
                own = dataclasses.replace(option, theme_id=after.id, label=label)
                options.append(own)
        changes.extend(change_ballot(ballot.id, options=options)(workshop, moment).changes)
    return tuple(changes)


def remove_theme(theme_id: str) -> Edit:
    """The theme goes, its answers stay without one; refused ("in_use") while a ballot has it as an option."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        theme = workshop.get(Theme, theme_id)
        changes = (*_under(None, workshop.all_answers_in(theme_id)), *removed(theme))
        require_references(workshop, changes)
        return Transaction(f"remove {object_of(theme)}", changes)

    return edit


def merge_answers(kept_id: str, other_ids: Iterable[str]) -> Edit:
    """Let one answer stand for several; the originals stay, word for word, and can be split off again."""
    ids = tuple(other for other in dict.fromkeys(other_ids) if other != kept_id)

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        kept = workshop.get(Answer, kept_id)
        if kept.status is not AnswerStatus.KEPT or not ids:
            raise DomainError("nothing_to_merge")
        others = [workshop.get(Answer, other_id) for other_id in ids]
        if any(other.question_id != kept.question_id for other in others):
            raise DomainError("merge_across_questions")
        merged = each_with(others, status=AnswerStatus.MERGED, merged_into_id=kept_id)
        changes = (*merged, *each_with(_merged_into(workshop, ids), merged_into_id=kept_id))
        return Transaction(f"merge {counted(len(ids) + 1, 'answer')} into {short_title(kept.text)}", changes)

    return edit


def _merged_into(workshop: Workshop, ids: Collection[str]) -> list[Answer]:
    """What had been merged into one of these, and is none of them: it follows. From one look at all answers."""
    wanted = frozenset(ids)
    return [each for each in workshop.all(Answer) if each.merged_into_id in wanted and each.id not in wanted]


def split_answers(answer_ids: Iterable[str]) -> Edit:
    """Make merged answers stand alone again."""
    ids = tuple(dict.fromkeys(answer_ids))

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        answers = [workshop.get(Answer, answer_id) for answer_id in ids]
        changes = each_with(answers, status=AnswerStatus.KEPT, merged_into_id=None)
        return Transaction(f"split {objects_of(answers)}", changes)

    return edit
