"""Colours and measures of the screens, as data. Knows no widget; contrast is checked in tests from these."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lsp_workshop.domain.sectors import COLOURS


@dataclass(frozen=True, slots=True)
class Tokens:
    """One set of colours, each "#RRGGBB". Names say the use, never the hue."""

    dark: bool
    canvas: str
    surface: str
    rail: str
    sunken: str
    line: str
    strong_line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_text: str
    soft: str
    other_bar: str
    warning: str
    danger: str
    sector_public: str
    sector_private: str
    sector_voluntary: str
    sector_community: str
    sector_support: str


LIGHT = Tokens(
    dark=False,
    canvas="#F5F6F8",
    surface="#FFFFFF",
    rail="#ECEFF3",
    sunken="#F0F2F5",
    line="#DDE2E8",
    strong_line="#808B99",
    text="#171B22",
    muted="#566070",
    accent="#0B6B63",
    on_accent="#FFFFFF",
    accent_text="#0A5F58",
    soft="#DCF0ED",
    other_bar="#4F9F94",
    warning="#8A4B00",
    danger="#B3261E",
    sector_public=COLOURS["public"],
    sector_private=COLOURS["private"],
    sector_voluntary=COLOURS["voluntary"],
    sector_community=COLOURS["community"],
    sector_support=COLOURS["support"],
)

DARK = Tokens(
    dark=True,
    canvas="#12151A",
    surface="#1A1F26",
    rail="#0E1115",
    sunken="#20262E",
    line="#2B323C",
    strong_line="#737F8E",
    text="#ECEFF3",
    muted="#A0ABB9",
    accent="#4CC9B8",
    on_accent="#06231F",
    accent_text="#7ADBCD",
    soft="#12332F",
    other_bar="#3B847B",
    warning="#F0B35E",
    danger="#FF8A80",
    sector_public="#8EA2FF",
    sector_private="#F2BE98",
    sector_voluntary="#FF7D75",
    sector_community="#BBA6FF",
    sector_support="#B98592",
)


def strengthened(tokens: Tokens) -> Tokens:
    """The same colours for eyes that need more contrast: text and grounds at their ends, no quiet greys, firm lines."""
    ink, paper = ("#FFFFFF", "#000000") if tokens.dark else ("#000000", "#FFFFFF")
    return replace(
        tokens,
        canvas=paper,
        surface=paper,
        rail=paper,
        line=ink,
        strong_line=ink,
        text=ink,
        muted=ink,
        accent=tokens.accent_text,
        other_bar=tokens.accent,
    )


TYPE_SCALE: dict[str, tuple[int, int]] = {
    "caption": (12, 500),
    "body": (14, 400),
    "strong": (14, 600),
    "lead": (16, 400),
    "title": (18, 600),
    "question": (26, 600),
    "timer": (44, 600),
}
"""Role to pixels (at a text scale of 100 %) and weight."""


def role_pixels(role: str, text_scale: int) -> int:
    """Pixels of a role at a text scale in percent."""
    pixels = TYPE_SCALE[role][0]
    grown = min(text_scale, LARGEST_DISPLAY) if pixels >= TYPE_SCALE["question"][0] else text_scale
    return round(pixels * grown / 100)


LARGEST_DISPLAY = 150
"""Percent: questions and the timer are large already and grow no further, so that answers keep their room."""

RADIUS_SMALL, RADIUS_BUTTON, RADIUS_FIELD, RADIUS_CARD = 6, 8, 10, 14
BUTTON, BUTTON_LARGE, ENTRY, STAGE_ROW, ANSWER_ROW = 36, 44, 51, 56, 60
CELL_PAD = 8
RAIL_WIDTH, SIDE_WIDTH = 240, 288
WIDEST_SIDE = 400
"""Of a wide window the right panel takes its part."""
MEASURE = 760
"""The longest line that the eye finds its way back from: about ninety letters of an answer."""
WIDEST_START = 1120
"""The start page: from a title the eye finds across to where it stands."""
