"""Whether a PDF can be heard as well as seen: our own check of PDF/UA-1 (ISO 14289-1) over a whole document.

    python -m tests.export.ua_check FILE...

Knows nothing of the program: it reads any PDF. It goes through the structure (`ua_tree`), the pages' contents
(`ua_pages`) and what ties them together.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from tests.export.ua_pages import PageContent, page_content
from tests.export.ua_tree import Tree, plain


def check(pdf: Path) -> list[str]:
    """What is wrong, each thing once, in words; nothing for a document that is sound."""
    reader = PdfReader(pdf)
    root: Any = plain(reader.root_object)
    found: list[str] = [*_document(root, reader)]
    if "/StructTreeRoot" not in root:
        return [*found, "there is no structure at all"]
    pages: list[Any] = list(reader.pages)
    tree = Tree(root["/StructTreeRoot"], [page.indirect_reference.idnum for page in pages])
    found += tree.faults()
    for number, page in enumerate(pages, start=1):
        content = page_content(page)
        found += [f"page {number}: {each}" for each in (*content.faults, *_tied(tree, number - 1, page, content))]
        found += [f"page {number}: {each}" for each in _links(tree, page, root)]
    return list(dict.fromkeys(found))


def _document(root: Any, reader: PdfReader) -> Iterator[str]:
    if not plain(root.get("/MarkInfo", {})).get("/Marked"):
        yield "it does not say that it is tagged"
    if not str(root.get("/Lang", "")):
        yield "it does not say its language"
    if not plain(root.get("/ViewerPreferences", {})).get("/DisplayDocTitle"):
        yield "the window would show the file's name and not its title"
    if "/Metadata" not in root:
        yield "it says nothing about itself"
        return
    words = plain(root["/Metadata"]).get_data().decode("utf-8")
    if not re.search(r"<pdfuaid:part>1</pdfuaid:part>", words):
        yield "it does not promise PDF/UA-1"
    title = re.search(r"<dc:title>.*?<rdf:li[^>]*>([^<]+)</rdf:li>", words, re.DOTALL)
    if title is None:
        yield "it has no title"
    elif reader.metadata is not None and _text(title[1]) != str(reader.metadata.title):
        yield "it has two different titles"


def _text(xml: str) -> str:
    return xml.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _tied(tree: Tree, place: int, page: Any, content: PageContent) -> Iterator[str]:
    """Page and structure name each other: every content has one element, every element its content."""
    if page.get("/Tabs") != "/S":
        yield "the tab key does not follow the structure"
    owners = plain(tree.parents.get(page.get("/StructParents"), []))
    numbers = list(content.marks)
    if numbers != list(range(len(numbers))):
        yield f"contents are not numbered one after the other: {numbers}"
    if len(owners) != len(numbers):
        yield f"{len(numbers)} contents, but {len(owners)} entries for their elements"
    told = tree.contents.get(place, [])
    if sorted(number for number, _ in told) != sorted(numbers):
        yield "contents and structure do not name each other"
    if [number for number, _ in told] != sorted(number for number, _ in told):
        yield "it is read in another order than it is painted in"
    for number, element in told:
        if number < len(owners) and owners[number].idnum != element:
            yield f"content {number} belongs to two elements"
        if number in content.marks and content.marks[number] != tree.role(element):
            yield f"content {number} is a {content.marks[number]} here and a {tree.role(element)} in the structure"


def _links(tree: Tree, page: Any, root: Any) -> Iterator[str]:
    for reference in plain(page.get("/Annots", [])):
        annotation = plain(reference)
        if annotation.get("/Subtype") != "/Link":
            yield f"a {annotation.get('/Subtype')} that nobody is told of"
            continue
        if not str(annotation.get("/Contents", "")).strip():
            yield "a link without words"
        owner = tree.parents.get(annotation.get("/StructParent"))
        if owner is None or tree.role(owner.idnum) != "/Link":
            yield "a link outside of the structure"
        elif reference.idnum not in tree.links.get(owner.idnum, ()):
            yield "a link that its element does not know"
        if "/Dest" not in annotation and "/A" not in annotation:
            yield "a link that leads nowhere"


def main(files: list[str]) -> int:
    bad = 0
    for name in files:
        faults = check(Path(name))
        bad += bool(faults)
        print("\n".join([f"{name}: {len(faults)} faults", *(f"  {each}" for each in faults)]))
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
