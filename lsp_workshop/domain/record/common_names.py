"""Words that are names and something else besides, and what stands with a name and is none. Knows no workshop.

In English, the language of the program's documents: in another one too many places are listed rather than too few.
"""

from __future__ import annotations


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


MONTHS = _listed("april may june august")
"""Months that people are called after."""

COMMON = MONTHS | _listed(
    """
    amber an archer art ash ashes autumn bailey baker ball banks barber baron barrow bates bay beach bell best bill
    birch bird bishop black blue blythe bond booker booth bowler branch bridge bright brook brooks brown buck bull
    burns bush butler cannon care carol carpenter carter case cash castle chance chapel chapman charity chase chips
    church clay cliff cloud coast cole cook cooper coral corner court crane crisp cross crown crystal curry daisy
    dale dance darling dawn day dean dell do don drake drew duke dunes earl early east ebony england english even
    ever faith farmer farrow fern field fields finch fisher flint flower flowers ford forest forester fountain fox
    france frank freedom freeman french friend frost fry fuller gale garden gardener gardner garland gates gene
    gentle ginger glass glen gold golden good grace grant gray green grey ground grove guy hall harbour hardy
    harmony harry hart hazel he head heath heather held hill hills ho holiday holland holly home honor honour hood
    hook hope house how hunt hunter in ireland iris ivy jack jasmine jay jewel joy judge justice keen kent key keys
    kind king kings kirk kite knight lake lamb lance land lane lark law lawn lawyer le lee liberty light lilac lily
    lincoln linden little lock london long lord love low major man mark market marks marsh marshall martin mason
    masters maurice meadow meadows mercy merit merry mike mile miles mill miller mills mine moon moor moore moss my
    noble norm norman north nurse oak oakes olive or orchard page pages pain paris park parker parks parson parsons
    pat patience peace peacock pearl pen penny pepper pike pine piper pitt place plant pleasant pole pollard pond
    pool poole pope poppy porter potter power powers prayer precious price pride prince princess prior proud
    prudence queen quick rain rainbow rand ray read reader reed reeve reeves rice rich ridge river rivers road rob
    robin rock rod root rose rosemary rowan royal ruby rush russet rust sage sailor salmon salt sand sandy savage
    saviour seal self serene service shade sharp shaw shepherd shields shore short silver singer skinner sky slate
    small smart smith snow so song south sparks speed spence spencer spring star stark steel stone storm story
    strange street strong summer summers sun sunny swan sweet swift tanner taylor teal temple thatcher thorn tower
    towers town towns trainer tree trinity true trueman turner twist underwood unity vale van verity victor victory
    viola violet virtue wade waite wales walker wall waller ward warren waters way weaver webb weeks welcome wells
    welsh west whale wheeler white wild wilder will willow wills winner winter winters wise wolf wood woods worth
    wren wright yard yates york young
    """
)
"""Small letters: a name only where it is written with a capital that is not the sentence's."""

TITLES = _listed(
    """
    mr mrs ms miss mx dr prof professor cllr councillor rev revd reverend sir dame sister brother mme mlle herr frau
    señor señora signor signora
    """
)
"""Before somebody's name, whoever it is."""

NO_NAMES = TITLES | _listed(
    """
    lady lord the and of for from with to be confirmed not known unknown unnamed vacant tbc tba anonymous anon
    somebody someone participant participants person people guest guests resident residents member members officer
    officers clerk chair manager director representative rep councillor visitor volunteer facilitator scribe host
    table group team staff council de del della der den di da dos das du la las los les van von zu bin ibn binti
    binte al el ter ten jr sr junior senior phd mbe obe cbe ba bsc ma msc jp dl ii iii iv
    """
)
"""What is registered with a name, or in the place of one, and tells of nobody."""
