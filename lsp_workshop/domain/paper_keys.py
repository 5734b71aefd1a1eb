"""Which key stands for which option and which sector or table on a ballot paper. Knows no screen.

Options get 1 to 9 and then letters; the letters of the sectors (or tables) are left out, so that no key means two
things. Where there are more options than keys, each has a number of as many digits as the last one's: no number is
the beginning of another. What the projector and a printed paper show is what the keyboard takes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from string import ascii_uppercase

from lsp_workshop.domain.anonymity import sectors_left_out
from lsp_workshop.domain.model import Ballot, Group, Participant, Secrecy, Sector, VoterUnit
from lsp_workshop.domain.sectors import letters_for, sector_letters
from lsp_workshop.domain.workshop import Workshop


def sectors_to_choose(workshop: Workshop, ballot: Ballot) -> tuple[Sector, ...]:
    """The sectors a paper of this ballot may be from; none where it must not say or where groups vote.

    Those too small to be kept on a paper are among them: that is not for the person who types to know.
    """
    return voting_sectors(workshop, ballot) if ballot.secrecy is Secrecy.SECTOR_ONLY else ()


def voting_sectors(workshop: Workshop, ballot: Ballot) -> tuple[Sector, ...]:
    """The sectors of those who may vote, whatever papers say of them; none where groups vote."""
    if ballot.voter_unit is VoterUnit.GROUP:
        return ()
    known, unnamed = ballot.eligible_by_sector, sectors_left_out(workshop, ballot)
    return tuple(each for each in workshop.sectors() if known is None or known.get(each.id) or each.id in unnamed)


OTHERS = ""
"""Stands for the sector of papers that name none."""


def has_others(workshop: Workshop, ballot: Ballot) -> bool:
    """Whether somebody who may vote is of no sector, so that papers and hands may be of none."""
    if ballot.voter_unit is VoterUnit.GROUP or not ballot.eligible_by_sector:
        return False
    people = (workshop.find(Participant, voter_id) for voter_id in ballot.eligible_ids or ())
    if ballot.eligible_ids is None:
        return (ballot.eligible or 0) > sum(ballot.eligible_by_sector.values())
    return any(person is not None and workshop.sector_of(person) is None for person in people)


def sector_keys(workshop: Workshop, ballot: Ballot) -> Mapping[str, str]:
    """The letter of each sector (or of each group, in an open ballot of groups) that a paper may name, by id.

    Papers without a sector have a letter too, under `OTHERS`: nobody leaves a sector out by forgetting it.
    """
    if ballot.voter_unit is VoterUnit.GROUP:
        if ballot.secrecy is not Secrecy.ATTRIBUTED:
            return {}
        eligible = ballot.eligible_ids
        groups = [each for each in workshop.all(Group) if eligible is None or each.id in eligible]
        return dict(zip((each.id for each in groups), letters_for(each.label for each in groups), strict=True))
    letters = sector_letters(workshop.sectors())
    keys = {each.id: letters[each.id] for each in sectors_to_choose(workshop, ballot)}
    if ballot.secrecy is Secrecy.SECTOR_ONLY and has_others(workshop, ballot):
        *_, keys[OTHERS] = letters_for([*(each.name for each in workshop.sectors()), "Others"])
    return keys


def option_keys(options: int, reserved: Collection[str] | Iterable[str] = ()) -> tuple[str, ...]:
    """The key of each option: one sign, or, where these run out, "01", "02" and so on for all of them."""
    held = set(reserved)
    keys = [*"123456789", *(letter for letter in ascii_uppercase if letter not in held)]
    if options <= len(keys):
        return tuple(keys[:options])
    digits = len(str(options))
    return tuple(f"{place:0{digits}}" for place in range(1, options + 1))


def paper_keys(workshop: Workshop, ballot: Ballot) -> tuple[str, ...]:
    """The keys of a ballot's options, as they stand on the room's screen and under the scribe's hands."""
    by_person = ballot.secrecy is Secrecy.ATTRIBUTED and ballot.voter_unit is not VoterUnit.GROUP
    # Where letters find a person, they cannot be options.
    reserved = ascii_uppercase if by_person else sector_keys(workshop, ballot).values()
    return option_keys(len(ballot.options), reserved)
