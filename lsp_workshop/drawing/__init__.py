"""Charts as plain shapes, for paper and screens alike: what is drawn where, so that they cannot differ.

`pages(chart, ...)` turns a chart (data, from `domain.record`) into drawings: frozen lists of bars, lines and texts.
`export` turns those into ReportLab's shapes, `ui` paints them with Qt; neither decides where anything stands.

Why not ReportLab's own shapes, painted by Qt too? Importing them doubles the program's start, and the window must not
import `export`. A handful of shapes of our own costs a small file and keeps both doors shut. For the same reason
nothing here measures text by itself: whoever draws hands over a function that measures in its own font.

Knows no Qt, no ReportLab and no workshop.
"""

from lsp_workshop.drawing.charts import pages, rows_of
from lsp_workshop.drawing.grids import grid_of
from lsp_workshop.drawing.palette import Palette
from lsp_workshop.drawing.shapes import Drawing
from lsp_workshop.drawing.style import Style
from lsp_workshop.drawing.words import Measure, Weight

__all__ = ["Drawing", "Measure", "Palette", "Style", "Weight", "grid_of", "pages", "rows_of"]
