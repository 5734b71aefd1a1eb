"""Errors in words: every code has a sentence, and every sentence gets the values that it speaks of."""

import ast
import functools
import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

import lsp_workshop
from lsp_workshop import messages
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.messages import remark_sentence, sentence
from lsp_workshop.session import NotSaved
from lsp_workshop.store.errors import StoreError
from lsp_workshop.store.recovery import Finding

PACKAGE = Path(lsp_workshop.__file__).parent
ERRORS = ("DomainError", "BadRecord", "StoreError", "NotSaved", "TemplateFault", "_bad")
REMARKS = ("Remark", "Finding")
ANY_STATUS = ("draft", "open", "closed")

VALUES: dict[str, object] = {
    "longest": 20_000,
    "length": 20_001,
    "known": ["A", "B"],
    "options": ["Buses", "Jobs"],
    "allowed": [1, 2, 3],
    "path": Path("day.lspw"),
    "error": DomainError("over_dots", placed=5, dots=4),
    "sector_id": "public",
}


@dataclass(frozen=True)
class Raised:
    """A place that raises a code, or may, with the names of the values it gives, and whether there are more."""

    where: str
    code: str
    names: frozenset[str]
    gives_more: bool

    def spoken(self, template: str) -> set[str]:
        """The names that a sentence speaks of, without those that it gets."""
        found = {name for _, name, _, _ in string.Formatter().parse(template) if name}
        return set() if self.gives_more else found - self.names - {"suffix"}


@functools.cache
def raised(*kinds: str) -> Sequence[Raised]:
    """Every place of the program that makes an error or a remark of these names; looked for when a test asks."""
    return list(_raised(kinds))


def _raised(kinds: Sequence[str]) -> Iterator[Raised]:
    for file in sorted(PACKAGE.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        if not any(f"{kind}(" in text for kind in kinds):
            continue
        tree = ast.parse(text)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in kinds and node.args:
                names: set[object] = {keyword.arg for keyword in node.keywords}
                given = node.args[1:]
                if given and isinstance(given[0], ast.Dict):
                    names |= {key.value if isinstance(key, ast.Constant) else None for key in given[0].keys}
                elif given:
                    names.add(None)
                known = frozenset(str(name) for name in names if name is not None)
                for code in codes(node.args[0], tree):
                    yield Raised(f"{file.relative_to(PACKAGE)}:{node.lineno}", code, known, None in names)


def codes(expression: ast.expr, tree: ast.AST) -> list[str]:
    """The codes that an expression may come to: a text, one of two texts, a variable that was given some."""
    if isinstance(expression, ast.Constant):
        code = expression.value
        return [code] if isinstance(code, str) and code.isidentifier() else []
    if isinstance(expression, ast.JoinedStr):
        before = "".join(str(part.value) for part in expression.values if isinstance(part, ast.Constant))
        return [before + status for status in ANY_STATUS]
    if isinstance(expression, ast.IfExp):
        return codes(expression.body, tree) + codes(expression.orelse, tree)
    if isinstance(expression, ast.BoolOp):
        return [code for value in expression.values if isinstance(value, ast.Constant) for code in codes(value, tree)]
    if isinstance(expression, ast.Name):
        return [code for value in values_given(expression.id, tree) for code in codes(value, tree)]
    return []


def values_given(name: str, tree: ast.AST) -> Iterator[ast.expr]:
    """What a module assigns to a variable; for a code, also what functions that find one return."""
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else []
        is_named = any(isinstance(target, ast.Name) and target.id == name for target in targets)
        if is_named or (name == "code" and isinstance(node, ast.Return)):
            value = getattr(node, "value", None)
            if isinstance(value, (ast.Constant, ast.IfExp) if is_named else (ast.Constant, ast.BoolOp)):
                yield value


def test_the_program_was_looked_through() -> None:
    found = {each.code for each in raised(*ERRORS)}
    assert {
        "over_dots",
        "newer",
        "disk_full",
        "ballot_not_open",
        "file_replaced",
        "wrong_field",
        "several_fit",
    } <= found
    assert len(found) > 90
    assert {each.code for each in raised(*REMARKS)} == set(messages._REMARKS) - {"torn_tail_kept", "damaged_tail_kept"}


def test_every_code_has_a_sentence_that_gets_its_values() -> None:
    """Otherwise a person reads "(title)", or the name of a Python class, in the middle of a workshop."""
    for each in raised(*ERRORS):
        assert each.code in messages._SENTENCES, f"{each.where} raises {each.code}: write its sentence"
        for name in (each.code, f"{each.code}_sector"):
            template = messages._SENTENCES.get(name, "")
            assert not each.spoken(template), f"{each.where} does not say all that the sentence “{name}” needs"
        said = sentence(DomainError(each.code, **{name: VALUES.get(name, 7) for name in each.names}))
        assert said[-1] in ".?)”", f"{each.code} at {each.where}: {said}"
        assert "\n" not in said, f"{each.code} at {each.where}: {said}"
        assert "Something unexpected" not in said, f"{each.code} at {each.where}: {said}"


def test_every_remark_has_a_sentence_that_gets_its_values() -> None:
    for each in raised(*REMARKS):
        known = {name: VALUES.get(name, 7) for name in each.names}
        for kept in ([Path("cut")] if "kept" in each.names else []) + [None]:
            values = known | ({"kept": kept} if "kept" in each.names else {})
            code = f"{each.code}_kept" if kept else each.code
            assert each.spoken(messages._REMARKS[code]) <= {"path"}, f"{code} at {each.where}"
            said = remark_sentence(Path("day.lspw"), Finding(each.code, values))
            assert said.endswith("."), f"{code} at {each.where}: {said}"


ENDS_OF_LINES = "".join(chr(code) for code in range(0x3000) if len(f"a{chr(code)}b".splitlines()) > 1)


@pytest.mark.parametrize("quoted", [f"words{ENDS_OF_LINES}words \x1b[2J", "word " * 4_000], ids=["lines", "long"])
def test_whatever_is_quoted_the_sentence_stays_one_line(quoted: str) -> None:
    """What stands in a foreign file must not make two sentences of one, clear the terminal, or fill the window."""

    def asked_of(template: str) -> dict[str, object]:
        fields = [(name, wanted) for _, name, wanted, _ in string.Formatter().parse(template) if name]
        return {name: 7 if wanted else quoted for name, wanted in fields}

    said = [sentence(DomainError(code, **asked_of(template))) for code, template in messages._SENTENCES.items()]
    said += [sentence(DomainError("no_such", known=[quoted[:50], quoted[:50]]))]
    said += [sentence(StoreError("bad_interchange", path=Path("x"), error=DomainError("bad_vote", id=quoted)))]
    said += [sentence(OSError(13, "Permission denied", f"/{quoted[:50]}")), sentence(KeyError(quoted[:50]))]
    said += [messages.in_short(StoreError(code, **asked_of(text))) for code, text in messages._IN_SHORT.items()]
    for code, template in messages._REMARKS.items():
        plain = code.removesuffix("_kept")
        remark = Finding(plain if plain in messages._REMARKS else code, asked_of(template))
        said.append(remark_sentence(Path("day.lspw"), remark))
    for one in said:
        assert len(one.splitlines()) == 1
        assert "\x1b" not in one
        assert len(one) < 3_000


def test_no_sentence_is_left_over() -> None:
    """A sentence that nothing raises is one that nobody can read."""
    known = {each.code for each in raised(*ERRORS)}
    told_by_values = {"more_papers_than_eligible_sector", "too_many_without_sector_of"}
    told_by_values |= {"unknown_part_of_none", "not_a_workshop_json"}
    assert set(messages._SENTENCES) - known == told_by_values


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (DomainError("over_dots", placed=5, dots=4), "5 dots on one paper; each has 4."),
        (
            DomainError("more_papers_than_eligible", papers=7, eligible=6, sector_id="public", title="Which?"),
            "7 papers are more than may vote in “public”: 6.",
        ),
        (
            DomainError("more_papers_than_eligible", papers=33, eligible=32, sector_id=None, title="Which?"),
            "33 papers are more than may vote: 32.",
        ),
        (
            StoreError(
                "bad_interchange",
                path="x.json",
                error=DomainError("bad_vote", id="v1", ballot="b1", error=DomainError("over_dots", placed=5, dots=4)),
            ),
            "x.json was not imported: The vote “v1” breaks the rules of ballot “b1”: 5 dots on one paper; each has 4.",
        ),
        (
            DomainError("unknown_group", label="Z", known=["A", "B"]),
            "There is no table “Z” in this workshop; it has A, B.",
        ),
        (DomainError("unknown_group", label="Z", known=[]), "There is no table “Z” in this workshop; it has none."),
        (
            DomainError("unknown_part", part="Wishes", number="2.1", known=["Needs", "Opportunities"]),
            "Question 2.1 has no part called “Wishes”; it has Needs, Opportunities: choose one of them.",
        ),
        (
            DomainError("unknown_part", part="Wishes", number="1.1", known=[]),
            "Question 1.1 has no parts: leave “Wishes” out, or give the question parts first.",
        ),
        (OSError(28, "No space left on device"), "No space left on device."),
        (OSError(13, "Permission denied", "/x"), "Permission denied (/x)."),
        (KeyError("x"), "Something unexpected went wrong: KeyError: 'x'"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_sentences_a_facilitator_reads(error: Exception, said: str) -> None:
    assert sentence(error) == said


def test_a_value_that_is_missing_does_not_hide_the_sentence() -> None:
    assert sentence(DomainError("text_too_long")).startswith("That is")
    assert (
        sentence(NotSaved("io_error"))
        == "Not saved: the disk refused ((detail)). Try again; nothing that was typed is lost."
    )


def test_what_people_typed_is_never_a_template() -> None:
    assert "{path}" in sentence(DomainError("theme_exists", title="{path} {0} %s"))


def test_an_export_that_is_taken_for_a_workshop_is_told_how_to_become_one() -> None:
    """Repairing it, as was said of any other file, would find nothing in it."""
    assert "import day.json NEW.lspw" in sentence(StoreError("not_a_workshop", path=Path("day.json")))
    assert "check day.pdf --repair NEW.lspw" in sentence(StoreError("not_a_workshop", path=Path("day.pdf")))
