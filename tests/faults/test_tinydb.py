"""Our tables beside TinyDB's own in memory: whatever is done to both, both answer alike.

One difference is wanted: a number, once given out, is not given to another document while the file is open.
"""

import shutil
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tinydb import TinyDB, where
from tinydb.operations import delete, increment
from tinydb.operations import set as put_field
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from lsp_workshop.store.opening import create_workshop, open_database
from tests.faults.conftest import memory_folder
from tests.store.files import SMALL

NAMES = st.sampled_from(["Anna", "Björn", "“Zoë”", ""])
DOCUMENTS = st.fixed_dictionaries(
    {"name": NAMES, "count": st.integers(-3, 3)},
    optional={
        "tags": st.lists(st.one_of(NAMES, st.integers(0, 2), st.none(), st.booleans()), max_size=3),
        "part": st.fixed_dictionaries({"x": st.floats(allow_nan=False, allow_infinity=False, width=32)}),
    },
)
FIELDS = st.fixed_dictionaries(
    {}, optional={"name": NAMES, "count": st.integers(0, 5), "tags": st.lists(NAMES, max_size=2)}
)
QUERIES = st.one_of(
    st.builds(lambda name: where("name") == name, NAMES),
    st.builds(lambda count: where("count") > count, st.integers(-3, 3)),
    st.builds(lambda: where("part").exists()),
    st.builds(lambda name: where("tags").any([name]), NAMES),
    st.builds(lambda name, count: (where("name") == name) | ~(where("count") == count), NAMES, st.integers(-3, 3)),
)


class Tables(RuleBasedStateMachine):
    """One table of each kind, and the pairs of numbers under which they keep the same document."""

    @initialize()
    def make(self) -> None:
        self.stack = ExitStack()
        self.folder = Path(tempfile.mkdtemp(prefix="lsp-workshop-faults-", dir=memory_folder()))
        self.stack.callback(shutil.rmtree, self.folder)
        self.path = self.folder / "day.lspw"
        create_workshop(self.path, SMALL)
        self.theirs: Table = TinyDB(storage=MemoryStorage).table("things")
        self.pairs: dict[int, int] = {}
        self.given: set[int] = set()
        self.reopen()

    def reopen(self) -> None:
        self.opened = self.stack.enter_context(ExitStack())
        database = self.opened.enter_context(open_database(self.path, rescue_folder=self.folder))
        self.ours: Table = database.table("things")

    def teardown(self) -> None:
        self.stack.close()

    def match(self, ours: int, theirs: int) -> None:
        assert ours not in self.given, "a number was given out twice"
        self.given.add(ours)
        self.pairs[ours] = theirs

    def keep_pairs(self) -> None:
        there = {each.doc_id for each in self.theirs}
        self.pairs = {ours: theirs for ours, theirs in self.pairs.items() if theirs in there}

    # --- what is done -------------------------------------------------------------------------------------

    @rule(document=DOCUMENTS)
    def insert(self, document: dict[str, Any]) -> None:
        self.match(self.ours.insert(document), self.theirs.insert(document))

    @rule(documents=st.lists(DOCUMENTS, max_size=4))
    def insert_multiple(self, documents: list[dict[str, Any]]) -> None:
        for pair in zip(self.ours.insert_multiple(documents), self.theirs.insert_multiple(documents), strict=True):
            self.match(*pair)

    @rule(document=DOCUMENTS, query=QUERIES)
    def upsert(self, document: dict[str, Any], query: Any) -> None:
        changed = self.ours.upsert(document, query), self.theirs.upsert(document, query)
        for ours, theirs in zip(*changed, strict=True):
            if ours in self.pairs:
                assert self.pairs[ours] == theirs
            else:
                self.match(ours, theirs)

    @rule(fields=FIELDS, query=QUERIES)
    def update(self, fields: dict[str, Any], query: Any) -> None:
        self.same_numbers(self.ours.update(fields, query), self.theirs.update(fields, query))

    @rule(name=NAMES, query=QUERIES)
    def update_by_operation(self, name: str, query: Any) -> None:
        for operation in (put_field("name", name), increment("count")):
            self.same_numbers(self.ours.update(operation, query), self.theirs.update(operation, query))

    @rule(query=QUERIES)
    def delete_field(self, query: Any) -> None:
        known = query & where("tags").exists()
        self.same_numbers(self.ours.update(delete("tags"), known), self.theirs.update(delete("tags"), known))

    @rule(changes=st.lists(st.tuples(FIELDS, QUERIES), max_size=3))
    def update_multiple(self, changes: list[tuple[dict[str, Any], Any]]) -> None:
        self.same_numbers(self.ours.update_multiple(changes), self.theirs.update_multiple(changes))

    @rule(query=QUERIES)
    def remove(self, query: Any) -> None:
        self.same_numbers(self.ours.remove(query), self.theirs.remove(query))
        self.keep_pairs()

    @rule(data=st.data())
    def remove_by_number(self, data: st.DataObject) -> None:
        chosen = data.draw(st.sets(st.sampled_from(sorted(self.pairs)))) if self.pairs else set()
        self.ours.remove(doc_ids=sorted(chosen))
        self.theirs.remove(doc_ids=[self.pairs[each] for each in sorted(chosen)])
        self.keep_pairs()

    @rule()
    def truncate(self) -> None:
        self.ours.truncate()
        self.theirs.truncate()
        self.pairs.clear()

    @rule()
    def clear_cache(self) -> None:
        self.ours.clear_cache()
        self.theirs.clear_cache()

    @rule()
    def close_and_open(self) -> None:
        """All is there again, under the same numbers."""
        self.opened.close()
        self.reopen()
        self.given.clear()

    # --- what is asked ------------------------------------------------------------------------------------

    @rule(query=QUERIES)
    def search(self, query: Any) -> None:
        for _ in range(2):
            self.same_documents(self.ours.search(query), self.theirs.search(query))
        assert self.ours.count(query) == self.theirs.count(query)
        assert self.ours.contains(query) == self.theirs.contains(query)

    @rule(query=QUERIES)
    def get(self, query: Any) -> None:
        ours, theirs = self.ours.get(query), self.theirs.get(query)
        assert ours == theirs
        if isinstance(ours, Document) and isinstance(theirs, Document):
            assert self.pairs[ours.doc_id] == theirs.doc_id

    def get_by_number(self, data: st.DataObject) -> None:
        for ours, theirs in self.pairs.items():
            assert self.ours.get(doc_id=ours) == self.theirs.get(doc_id=theirs)
            assert self.ours.contains(doc_id=ours)
        chosen = data.draw(st.sets(st.sampled_from(sorted(self.pairs)), max_size=3)) if self.pairs else set()
        found = self.ours.get(doc_ids=sorted(chosen)), self.theirs.get(doc_ids=[self.pairs[n] for n in sorted(chosen)])
        self.same_documents(found[0] or [], found[1] or [])
        assert self.ours.get(doc_id=10**9) is None
        assert not self.ours.contains(doc_id=10**9)

    @rule(query=QUERIES)
    def change_a_result(self, query: Any) -> None:
        """In stock TinyDB this changes the table; here a result is the asker's own."""
        for document in self.ours.search(query):
            document["name"] = "Nobody"
            for inner in document.values():
                if isinstance(inner, list):
                    inner.append("changed")

    @invariant()
    def all_alike(self) -> None:
        if hasattr(self, "ours"):
            self.same_documents(self.ours.all(), self.theirs.all())
            self.same_documents(list(self.ours), list(self.theirs))
            assert len(self.ours) == len(self.theirs)
            assert {each.doc_id for each in self.ours} == set(self.pairs)

    # --- how they are compared ----------------------------------------------------------------------------

    def same_numbers(self, ours: list[int], theirs: list[int]) -> None:
        assert [self.pairs[each] for each in ours] == theirs

    def same_documents(self, ours: list[Document], theirs: list[Document]) -> None:
        assert [plain(each) for each in ours] == [plain(each) for each in theirs]
        self.same_numbers([each.doc_id for each in ours], [each.doc_id for each in theirs])


def plain(document: Mapping[str, Any]) -> dict[str, Any]:
    return dict(document)


STEPS = settings(max_examples=60, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))


class TablesByNumber(Tables):
    """The same, asked by number too."""

    @rule(data=st.data())
    def ask_by_number(self, data: st.DataObject) -> None:
        self.get_by_number(data)


def test_our_tables_answer_by_number_as_tinydbs_own() -> None:
    """A document that is there would be told to be missing, and an upsert would put it there twice."""
    run_state_machine_as_test(TablesByNumber, settings=settings(STEPS, phases=[Phase.generate]))


def test_our_tables_answer_as_tinydbs_own() -> None:
    """A tool written for TinyDB, or a person who knows it, would read other records than the program shows."""
    run_state_machine_as_test(Tables, settings=STEPS)
