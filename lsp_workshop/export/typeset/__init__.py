"""Text of any script as lines of glyphs: fonts by coverage, direction, shaping, line breaks. Knows no document."""
