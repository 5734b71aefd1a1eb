"""The record as pages to look at: made in a private folder, read into memory, and handed to the system's viewer.

Knows no Qt: implements `ui.services.Preview`.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lsp_workshop.files import LEFT_BEHIND, PRIVATE, create_file
from lsp_workshop.ui.services import MOST_FOUND, Found, OutlineLine, PageImage

if TYPE_CHECKING:
    from lsp_workshop.export.preview import PageImages


@dataclass(frozen=True, slots=True)
class Exported:
    """A preview: the pages of a PDF that was read into memory."""

    pages: PageImages

    @property
    def page_count(self) -> int:
        return self.pages.page_count

    @property
    def sizes(self) -> Sequence[tuple[float, float]]:
        return self.pages.sizes

    @property
    def outline(self) -> Sequence[OutlineLine]:
        return [OutlineLine(*line) for line in self.pages.outline]

    @property
    def pdfs(self) -> Sequence[bytes]:
        return [self.pages.data]

    def render(self, page: int, width: int) -> PageImage:
        image = self.pages.render(page + 1, width)
        return PageImage(image.width, image.height, image.pixels)

    def find(self, words: str, cancelled: Callable[[], bool]) -> Sequence[Found]:
        return [Found(place.page, place.boxes) for place in self.pages.find(words, MOST_FOUND, cancelled)]

    def close(self) -> None:
        self.pages.close()


class Previews:
    """`folder` is not the system's for temporary files, which every user of the computer may look into."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._clear()

    def make(self, write: Callable[[Path], None]) -> Exported:
        """The pages of what `write` writes; its file is gone once it is read."""
        from lsp_workshop.export.preview import PageImages

        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._folder, ignore_cleanup_errors=True) as folder:
            out = Path(folder) / "preview.pdf"
            write(out)
            return Exported(PageImages(out))

    def file_to_view(self, pdf: bytes, name: str) -> Path:
        """A file for another program to open. It is this person's alone, and goes an hour later, at a next start."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = Path(tempfile.mkdtemp(dir=self._folder)) / name
        create_file(path, pdf, PRIVATE)
        return path

    def _clear(self) -> None:
        """Take away the records, with everybody's names, that a viewer had, or a killed program left here."""
        with contextlib.suppress(OSError):
            for folder in self._folder.iterdir():
                if time.time() - folder.stat().st_mtime > LEFT_BEHIND:
                    shutil.rmtree(folder, ignore_errors=True)
