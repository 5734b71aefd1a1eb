"""Which key stands for which option and which sector or table on a ballot paper. Knows no Qt.

Options get 1 to 9 and then letters; the letters of the sectors (or tables) are left out, so that no key means two
things. What the projector shows is what the keyboard takes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from string import ascii_uppercase

from lsp_workshop.domain.model import Ballot, Group, Secrecy, Sector, VoterUnit
from lsp_workshop.domain.sectors import letters_for, sector_letters
from lsp_workshop.domain.workshop import Workshop


def sectors_to_choose(workshop: Workshop, ballot: Ballot) -> tuple[Sector, ...]:
    """The sectors a paper of this ballot may name; none where it must not or where groups vote."""
    if ballot.secrecy is not Secrecy.SECTOR_ONLY or ballot.voter_unit is VoterUnit.GROUP:
        return ()
    known = ballot.eligible_by_sector
    return tuple(each for each in workshop.sectors() if known is None or known.get(each.id))


def sector_keys(workshop: Workshop, ballot: Ballot) -> Mapping[str, str]:
    """The letter of each sector (or of each group, in an open ballot of groups) that a paper may name, by id."""
    if ballot.voter_unit is VoterUnit.GROUP:
        if ballot.secrecy is not Secrecy.ATTRIBUTED:
            return {}
        eligible = ballot.eligible_ids
        groups = [each for each in workshop.all(Group) if eligible is None or each.id in eligible]
        return dict(zip((each.id for each in groups), letters_for(each.label for each in groups), strict=True))
    letters = sector_letters(workshop.sectors())
    return {each.id: letters[each.id] for each in sectors_to_choose(workshop, ballot)}


def option_keys(options: int, reserved: Collection[str] | Iterable[str] = ()) -> tuple[str, ...]:
    """The key of each option; "" for those that are left when keys run out (reach them with the arrows)."""
    held = set(reserved)
    keys = [*"123456789", *(letter for letter in ascii_uppercase if letter not in held)]
    return tuple(keys[place] if place < len(keys) else "" for place in range(options))
