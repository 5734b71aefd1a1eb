"""Closed ballots of every kind and trouble, made up: what drawings are tested with and looked at."""

from __future__ import annotations

import json
from collections.abc import Iterator

from lsp_workshop import paths
from lsp_workshop.domain.edits.event import new_workshop
from lsp_workshop.domain.framework import Framework, read_framework
from lsp_workshop.domain.model import (
    Ballot,
    BallotOption,
    BallotStatus,
    Method,
    Record,
    ScalePoint,
    Secrecy,
    Vote,
    VoterUnit,
    WorkshopDetails,
)
from lsp_workshop.domain.presets import PRESETS
from lsp_workshop.domain.workshop import Workshop

KINDS = (
    "dot vote", "approval", "one person one vote", "ranking by person", "gradients of agreement", "rating",
    "health check", "consent round", "consent to many",
)  # fmt: skip
CASES = ("normal", "hidden", "ties", "none", "forty", "long", "rounds", "scripts", "one")
BALLOT = "again"
"""The id of the ballot to look at; the one it replaces, where it does, is "before"."""

THEMES = (
    "Young people’s skills and prospects", "Damp and overcrowded homes", "Evening and rural buses",
    "Health gap between wards", "Feeling safe", "Green space and flood risk",
)  # fmt: skip
LONG = (
    "Rebuild the bus station as a place where people of every age can wait in the dry and the light, with a café, a "
    "room for the youth club, a bench for every bus and somebody at the desk until the last one has gone"
)
SCRIPTS = (
    "ہمیں نوجوانوں کے لیے بہتر بسیں چاہئیں، خاص طور پر شام کو اور ہفتے کے آخر میں اور چھٹیوں کے دنوں میں",
    "我们需要一个大家都信任的联系人不是五个不同的电话号码也不是一个没有人回答的电子邮件地址",
    "夜间巴士",
    "شام کی بسیں",
    "Buses after six",
)
PROPOSAL = "By 2036 Aldermouth will be a place young people choose to stay in, where every home is warm and dry."
ROOM = {"public": 13, "private": 6, "voluntary": 6, "community": 6}
SMALL_ROOM = {"public": 13, "private": 7, "voluntary": 6, "community": 3}
_ONE_OPTION = ("gradients of agreement", "consent round")


def framework() -> Framework:
    return read_framework(json.loads(paths.resource("framework.json").read_text(encoding="utf-8")))


def possible(kind: str, case: str) -> bool:
    """Whether there is such a ballot."""
    single = kind in _ONE_OPTION
    if case == "forty":
        return not single and kind != "health check"
    if case == "one":
        return kind in ("dot vote", "rating")
    if case in ("ties", "scripts"):
        return not single
    return True


def workshop_with(kind: str, case: str) -> Workshop:
    """A workshop with the ballot `BALLOT` of the kind, closed, with the case's trouble in it."""
    day = framework()
    labels = _labels(kind, case, day)
    records: list[Record] = [
        record
        for record in new_workshop(day, title="Founding day", date="2026-03-12", partnership="Northside", tables=4)
        if not isinstance(record, WorkshopDetails)
    ]
    records.append(WorkshopDetails(id="workshop", title="Founding day", date="2026-03-12", small_group_threshold=5))
    room = {} if case == "none" else SMALL_ROOM if case == "hidden" else ROOM
    if case == "rounds":
        first = [*labels[:-1], "Something that was dropped"] if len(labels) > 1 else labels
        records += _ballot("before", kind, first, room, case, shift=3, day=day)
    replaces = "before" if case == "rounds" else None
    records += _ballot(BALLOT, kind, labels, room, case, shift=0, day=day, replaces=replaces)
    return Workshop(records)


def _labels(kind: str, case: str, day: Framework) -> list[str]:
    if kind in _ONE_OPTION:
        return [f"{PROPOSAL} {LONG}" if case == "long" else PROPOSAL]
    if case == "forty":
        return [f"{THEMES[n % 6]} in ward {n + 1}" for n in range(40)]
    if case == "scripts":
        return list(SCRIPTS)
    if case == "one":
        return [THEMES[0]]
    if kind == "health check":
        return [f"{each.detail} {LONG}"[:200] if case == "long" else each.detail for each in day.elements]
    if case == "long":
        return [f"{n + 1}. {LONG}"[:200] for n in range(6)]
    return list(THEMES)


def _ballot(
    ballot_id: str,
    kind: str,
    labels: list[str],
    room: dict[str, int],
    case: str,
    *,
    shift: int,
    day: Framework,
    replaces: str | None = None,
) -> Iterator[Record]:
    preset = PRESETS["consent round" if kind == "consent to many" else kind]
    names = [each.text for each in day.elements] if kind == "health check" else [""] * len(labels)
    options = tuple(BallotOption(id=f"o{n}", label=label, source_element=names[n]) for n, label in enumerate(labels))
    titles = {"gradients of agreement": "How far can you support the reworded vision?", "health check": "Health check"}
    yield Ballot(
        id=ballot_id,
        title=titles.get(kind, "Which needs and opportunities matter most?"),
        question_id="Q2.1",
        method=preset.method,
        preset=preset.name,
        options=options,
        scale=preset.scale,
        rules=preset.rules_for(len(labels)),
        voter_unit=VoterUnit.PARTICIPANT,
        secrecy=Secrecy.SECTOR_ONLY,
        status=BallotStatus.CLOSED,
        opened_at="2026-03-12T10:00:00",
        closed_at="2026-03-12T10:10:00",
        replaces_id=replaces,
        eligible=32,
    )
    number = 0
    for sector, people in room.items():
        for _ in range(people):
            number += 1
            choices = _choices(preset.method, len(labels), preset.scale, number + shift, case)
            yield Vote(id=f"{ballot_id}-{number}", ballot_id=ballot_id, sector_id=sector, choices=choices)


def _choices(
    method: Method, options: int, scale: tuple[ScalePoint, ...] | None, number: int, case: str
) -> dict[str, int]:
    if method is Method.DOTS:
        if case == "ties":
            return {f"o{number % min(options, 4)}": 1}
        first = (number * number + number // 3) % options
        return {f"o{first % max(options // 2, 1)}": 1}
    if method is Method.RANKING:
        turned = [(place + (number // 2 if number % 3 == 0 else 0)) % options for place in range(options)]
        if case == "ties" and number % 2:
            turned.reverse()
        return {f"o{option}": place + 1 for place, option in enumerate(turned)}
    values = [point.value for point in scale or ()] or [0, 1, 2]
    if case == "ties":
        return {f"o{n}": values[number % len(values)] for n in range(options)}
    return {
        f"o{n}": values[-1 - min((number * (n + 2) // 2 % 7 + n % 2) // 2, len(values) - 1)] for n in range(options)
    }


def every_case() -> list[tuple[str, str]]:
    return [(kind, case) for kind in KINDS for case in CASES if possible(kind, case)]
