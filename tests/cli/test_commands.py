"""The commands, line by line of what they promise: exit status, the answer alone on standard output, one sentence."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pypdf import PdfReader

from lsp_workshop import cli
from lsp_workshop.domain.codec import encode
from lsp_workshop.domain.edits.event import close_workshop, reopen_for_correction
from lsp_workshop.domain.edits.people import add_participant
from lsp_workshop.domain.model import (
    Answer,
    Ballot,
    BallotOption,
    BallotStatus,
    Method,
    Participant,
    Question,
    Secrecy,
    Turnout,
)
from lsp_workshop.domain.voting import result_of
from lsp_workshop.messages import WHAT_JSON_HOLDS
from lsp_workshop.store import lock
from lsp_workshop.store.schema import schema
from tests.domain.days import RICH
from tests.export.word_reading import WordFile
from tests.store.files import SMALL, answers, in_use, make, open_at, read, said, session_at

EXPECTED = json.loads((Path(__file__).parents[1] / "data" / "aldermouth.expected.json").read_text(encoding="utf-8"))
BALLOT = Ballot(
    id="b1",
    title="Which?",
    method=Method.DOTS,
    secrecy=Secrecy.SECTOR_ONLY,
    options=(BallotOption(id="o1", label="Buses"), BallotOption(id="o2", label="Jobs")),
)
PEOPLE = tuple(
    Participant(id=f"p{number}", name=f"Person {number}", organisation_id="o1", attended=True) for number in range(2, 9)
)


@dataclass
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str


Command = Callable[..., Ended]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command in this process; `typed` is what stands on its standard input."""

    def command(*words: object, typed: str | bytes = b"") -> Ended:
        data = typed.encode() if isinstance(typed, str) else typed
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        status = cli.main([str(word) for word in words])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return Ended(status, said.out, said.err)

    return command


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "day.lspw", (*RICH, *PEOPLE, BALLOT))


@pytest.fixture
def sample(tmp_path: Path, run: Command) -> Path:
    path = tmp_path / "sample.lspw"
    assert run("sample", path) == Ended(0, "", "")
    return path


def one_sentence(ended: Ended, status: int = 1) -> str:
    assert (ended.status, ended.out) == (status, "")
    (line,) = ended.err.splitlines()
    return line


class TestUsage:
    @pytest.mark.parametrize(
        "words",
        [
            ["nonsense", "day.lspw"],
            ["import", "only-one"],
            ["sample"],
            ["capture", "day.lspw"],
            ["ballot", "day.lspw", "b1", "reopen"],
            ["export", "day.lspw", "out.txt"],
            ["export", "day.lspw", "out"],
            ["check"],
            ["--nonsense"],
        ],
        ids=" ".join,
    )
    def test_wrong_words_end_with_two(self, run: Command, words: list[str]) -> None:
        ended = run(*words)
        assert (ended.status, ended.out) == (2, "")
        assert ended.err

    def test_help_and_version_are_answers(self, run: Command) -> None:
        for words in (["--help"], ["--version"], ["capture", "--help"]):
            ended = run(*words)
            assert ended.status == 0
            assert ended.out
            assert ended.err == ""

    def test_a_kind_that_does_not_go_with_the_suffix(self, run: Command, sample: Path, tmp_path: Path) -> None:
        assert run("export", sample, tmp_path / "x.json", "--kind", "record").status == 2
        assert run("export", sample, tmp_path / "x.pdf", "--kind", "nonsense").status == 2


class TestSample:
    def test_it_is_the_sample_and_sound(self, run: Command, sample: Path) -> None:
        assert run("check", sample) == Ended(0, f"{sample}: sound\n", "")
        assert len(answers(read(sample))) == 164

    def test_it_writes_over_nothing(self, run: Command, sample: Path) -> None:
        before = sample.read_bytes()
        assert "there already" in one_sentence(run("sample", sample))
        assert sample.read_bytes() == before

    def test_a_folder_that_is_not_there_is_said(self, run: Command, tmp_path: Path) -> None:
        one_sentence(run("sample", tmp_path / "nowhere" / "day.lspw"))


class TestResults:
    def test_they_agree_with_figures_worked_out_elsewhere(self, run: Command, sample: Path) -> None:
        ended = run("results", sample)
        assert (ended.status, ended.err) == (0, "")
        found = {each["ballot_id"]: each for each in json.loads(ended.out)}
        assert list(found) == ["b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8"]
        options = {ballot_id: {each["id"]: each for each in result["options"]} for ballot_id, result in found.items()}
        only = {ballot_id: next(iter(each.values())) for ballot_id, each in options.items() if len(each) == 1}

        dots = EXPECTED["b1"]
        assert found["b1"]["cast"] == dots["ballots_cast"]
        assert f"{found['b1']['turnout']} of {found['b1']['eligible']}" == dots["turnout"]
        assert {each: option["total"] for each, option in options["b1"].items()} == dots["totals"]
        assert {each: option["supporters"] for each, option in options["b1"].items()} == dots["voters_choosing"]

        for ballot_id in ("b2", "b3"):
            scale, option = EXPECTED[ballot_id], only[ballot_id]
            assert list(option["frequencies"].values()) == scale["frequencies"]
            assert option["mean"] == pytest.approx(scale["mean"], abs=1e-4)
            assert option["median"] == scale["median"]
            assert option["accept_percent"] == pytest.approx(scale["pct_accept_3plus"], abs=0.05)
            assert option["support_percent"] == pytest.approx(scale["pct_support_4plus"], abs=0.05)
            assert found[ballot_id]["agreement"] == pytest.approx(scale["agreement_A"], abs=1e-4)
            assert found[ballot_id]["largest_gap"] == pytest.approx(scale["largest_sector_gap"], abs=1e-3)
            assert found[ballot_id]["between_sector_share"] == pytest.approx(
                scale["between_sector_share_eta2"], abs=1e-4
            )
            assert found[ballot_id]["unconvinced_sectors"] == scale["sectors_blocking"]
            assert (found[ballot_id]["verdict"] == "agreed") is scale["passed"]

        approval = EXPECTED["b4"]
        assert [found["b4"][name] for name in ("cast", "spoilt", "valid")] == [31, 1, 30]
        assert {each: option["total"] for each, option in options["b4"].items()} == approval["approvals"]
        ranking = EXPECTED["b5"]
        assert {each: option["points"] for each, option in options["b5"].items()} == ranking["borda"]
        assert {each: option["rank_sum"] for each, option in options["b5"].items()} == ranking["rank_sums"]
        assert found["b5"]["kendall_w"] == pytest.approx(ranking["kendall_W"], abs=1e-4)
        for item, figures in EXPECTED["b6"]["items"].items():
            option = options["b6"][item]
            assert (option["n"], list(option["frequencies"].values())) == (figures["n"], figures["frequencies"])
            assert option["band"] == figures["band"]
        assert list(only["b7"]["frequencies"].values()) == EXPECTED["b7"]["frequencies_0_to_5"]
        assert found["b7"]["verdict"] == "not_passed"
        assert found["b8"]["verdict"] == "passed"
        assert list(only["b8"]["frequencies"].values()) == [0, 1, 30]

    def test_they_are_what_the_window_shows(self, run: Command, sample: Path) -> None:
        workshop = open_at(sample).workshop
        for each in json.loads(run("results", sample).out):
            result = result_of(workshop, each["ballot_id"])
            assert [(o["id"], o["total"], o["mean"]) for o in each["options"]] == [
                (o.id, o.total, o.mean) for o in result.options
            ]

    def test_a_running_ballot_gives_nothing_away(self, run: Command, path: Path) -> None:
        assert run("ballot", path, "b1", "open").status == 0
        assert run("vote", path, "b1", typed='{"choices": {"o1": 1}, "sector_id": "public"}\n').out == "ok\n"
        (result,) = json.loads(run("results", path).out)
        assert (result["status"], result["eligible"], result["turnout"]) == ("open", 8, 1)
        assert result["options"] == []
        assert result["cast"] is None


class TestCapture:
    def capture(self, run: Command, path: Path, typed: str | bytes, *more: str) -> Ended:
        return run("capture", path, "--question", "1.1", *more, typed=typed)

    def test_each_line_is_an_answer_word_for_word_and_its_id_is_printed(self, run: Command, path: Path) -> None:
        lines = ["  spaces stay  ", "tab\tstays", "“quotes” – 🚌", "lone \r stays", "u2028\u2028stays", "nul\x00stays"]
        ended = self.capture(run, path, "\n".join(lines) + "\n", "--group", "A")
        assert (ended.status, ended.err) == (0, "")
        found = read(path)
        made = [found["answers", record_id] for record_id in ended.out.split()]
        assert [each["text"] for each in made] == lines
        assert {each["group_id"] for each in made} == {"tA"}
        assert {each["question_id"] for each in made} == {"Q1"}

    def test_a_part_is_one_that_the_question_has(self, run: Command, tmp_path: Path) -> None:
        double = Question(id="Q1", stage_id="S1", number="1.1", text="What?", parts=("Needs", "Hopes"))
        path = make(tmp_path / "parts.lspw", (*SMALL[:2], double, SMALL[3]))
        made = self.capture(run, path, "A bus\n", "--part", "needs")
        assert read(path)["answers", made.out.strip()]["part"] == "Needs"
        refused = one_sentence(self.capture(run, path, "A bus\n", "--part", "Wishes"))
        assert "no part called “Wishes”; it has Needs, Hopes" in refused

    def test_line_endings_are_not_words(self, run: Command, path: Path) -> None:
        ended = self.capture(run, path, b"one\r\ntwo\nthree\r\n\r\n   \n\t\r\nlast without an ending")
        assert ended.status == 0
        assert answers(read(path))[-4:] == ["one", "two", "three", "last without an ending"]
        assert len(ended.out.split()) == 4

    def test_no_lines_are_no_answers(self, run: Command, path: Path) -> None:
        before = path.read_bytes()
        assert self.capture(run, path, b"\n \r\n") == Ended(0, "", "")
        assert path.read_bytes() == before

    def test_a_line_that_does_not_fit_is_refused_by_number_and_the_rest_goes_on(self, run: Command, path: Path) -> None:
        ended = self.capture(run, path, b"one\n" + b"x" * 20_001 + b"\ncaf\xe9\n" + b"y" * 20_000 + b"\nlast\n")
        assert ended.status == 1
        assert len(ended.out.split()) == 3
        first, second = ended.err.splitlines()
        assert first.startswith("Line 2: ")
        assert "20,001" in first
        assert second.startswith("Line 3: ")
        assert "UTF-8" in second
        assert answers(read(path))[-3:] == ["one", "y" * 20_000, "last"]

    def test_characters_count_not_bytes(self, run: Command, path: Path) -> None:
        assert self.capture(run, path, "🚌" * 20_000 + "\n").status == 0
        assert self.capture(run, path, "🚌" * 20_001 + "\n").status == 1

    def test_a_question_or_table_that_is_not_there(self, run: Command, path: Path) -> None:
        before = path.read_bytes()
        assert "9.9" in one_sentence(run("capture", path, "--question", "9.9", typed="x\n"))
        assert "it has A, B" in one_sentence(self.capture(run, path, "x\n", "--group", "Z"))
        assert path.read_bytes() == before

    def test_a_table_goes_by_its_label_or_name(self, run: Command, path: Path) -> None:
        for label in ("a", "Änchor", "tA"):
            (made,) = self.capture(run, path, "x\n", "--group", label).out.split()
            assert read(path)["answers", made]["group_id"] == "tA"

    def test_a_closed_workshop_takes_nothing_and_says_how_to_reopen_it(self, run: Command, sample: Path) -> None:
        before = sample.read_bytes()
        assert "Reopen for correction" in one_sentence(run("capture", sample, "--question", "2.1", typed="x\n"))
        assert sample.read_bytes() == before

    def test_a_closed_standard_input_is_an_empty_one(
        self, path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(sys, "stdin", None)
        assert cli.main(["capture", str(path), "--question", "1.1"]) == 0
        assert capsys.readouterr().out == ""


class TestBallot:
    def test_a_ballots_life(self, run: Command, path: Path) -> None:
        assert "not open" in one_sentence(run("vote", path, "b1", typed="{}\n"))
        assert run("ballot", path, "b1", "open") == Ended(0, "", "")
        one_sentence(run("ballot", path, "b1", "open"))
        papers = '{"choices": {"o1": 1}, "sector_id": "public"}\r\n\n{"choices": {}, "sector_id": "public"}'
        assert run("vote", path, "b1", typed=papers) == Ended(0, "ok\nok\n", "")
        assert "they were not noted" in run("turnout", path, "b1", typed="p1\np3\n").err
        assert run("ballot", path, "b1", "close") == Ended(0, "", "")
        assert run("turnout", path, "b1", typed="p1\n p3 \n\np1\n") == Ended(0, "2 of 8\n", "")
        one_sentence(run("ballot", path, "b1", "close"))
        (result,) = json.loads(run("results", path).out)
        assert (result["status"], result["cast"], result["turnout"], result["eligible"]) == ("closed", 2, 2, 8)
        assert "not open" in one_sentence(run("vote", path, "b1", typed="{}\n"))

    def test_a_ballot_that_is_not_there(self, run: Command, path: Path) -> None:
        for words in (("ballot", path, "b9", "open"), ("vote", path, "b9"), ("turnout", path, "b9")):
            assert "“b9”" in one_sentence(run(*words))

    @pytest.mark.parametrize(
        ("paper", "part"),
        [
            ("nonsense", "not a JSON object"),
            ("[]", "not a JSON object"),
            ("[" * 5000, "not a JSON object"),
            ('{"choices": {"o1": ' + "9" * 5000 + "}}", "not a JSON object"),
            ('{"choices": []}', "“choices” must be an object of whole numbers"),
            ('{"choices": {"o1": 1.0}}', "“choices” must be an object of whole numbers"),
            ('{"choices": {"o1": true}}', "“choices” must be an object of whole numbers"),
            ('{"choices": {}, "mood": 1}', "no field “mood”"),
            ('{"choices": {}, "id": "v1"}', "no field “id”"),
            ('{"choices": {}, "sector_id": 1}', "“sector_id” must be text"),
            ('{"choices": {}, "count": "2"}', "“count” must be a whole number"),
            ('{"choices": {}, "spoilt": 1}', "“spoilt” must be true or false"),
            ('{"choices": {}, "sector_id": "public", "comment": "\\ud800"}', "broken characters"),
            ('{"choices": {"o9": 1}, "sector_id": "public"}', "“o9”"),
            ('{"choices": {"o1": -1}, "sector_id": "public"}', "“Buses”"),
            ('{"choices": {"o1": 1}, "sector_id": "mars"}', "“mars”"),
            ('{"choices": {"o1": 1}, "spoilt": true, "sector_id": "public"}', "spoilt"),
            ('{"choices": {"o1": 1}, "participant_id": "p1"}', "must not say whose it is"),
            ('{"choices": {"o1": 1}, "sector_id": "public", "count": 0}', "0"),
            ('{"choices": {"o1": 1}, "sector_id": "public", "count": 99}', "99"),
            ('{"mo\\nod": 1}', "no field"),
        ],
        ids=lambda value: value[:40],
    )
    def test_a_paper_that_breaks_a_rule_is_refused_and_the_next_one_taken(
        self, run: Command, path: Path, paper: str, part: str
    ) -> None:
        assert run("ballot", path, "b1", "open").status == 0
        ended = run("vote", path, "b1", typed=f'{paper}\n{{"choices": {{"o2": 1}}, "sector_id": "public"}}\n')
        refused, taken = ended.out.splitlines()
        assert ended.status == 1
        assert refused.startswith("refused: ")
        assert part in refused
        assert taken == "ok"
        votes = [record for (collection, _), record in read(path).items() if collection == "votes"]
        assert [vote["choices"] for vote in votes] == [{"o2": 1}]

    def test_null_is_as_good_as_nothing(self, run: Command, path: Path) -> None:
        run("ballot", path, "b1", "open")
        paper = {"choices": {"o1": 1}, "sector_id": "public", "group_id": None, "count": None, "comment": None}
        assert run("vote", path, "b1", typed=json.dumps(paper)).out == "ok\n"

    def test_a_paper_that_marks_an_option_twice_is_refused(self, run: Command, path: Path) -> None:
        """The last mark would count without a word, and the paper on the table says something else."""
        run("ballot", path, "b1", "open")
        typed = '{"choices": {"o1": 1, "o1": 0}, "sector_id": "public"}\n{"choices": {}, "choices": {"o1": 1}}\n'
        ended = run("vote", path, "b1", typed=typed)
        assert ended.status == 1
        assert [line[:8] for line in ended.out.splitlines()] == ["refused:", "refused:"]
        assert "“o1” stands in it twice" in ended.out
        assert open_at(path).workshop.votes_in("b1") == []

    def test_more_papers_than_names_are_said(self, run: Command, path: Path) -> None:
        """“1 of 8” after five papers would send somebody looking for papers that are not lost."""
        run("ballot", path, "b1", "open")
        run("vote", path, "b1", typed='{"choices": {"o1": 1}, "sector_id": "public"}\n' * 5)
        run("ballot", path, "b1", "close")
        assert run("turnout", path, "b1", typed="p1\n") == Ended(0, "5 of 8, names noted: 1\n", "")
        (result,) = json.loads(run("results", path).out)
        assert (result["turnout"], result["cast"]) == (5, 5)
        assert "noted" not in result

    def test_turnout_is_apart_from_the_papers_and_in_no_order_of_coming(self, run: Command, path: Path) -> None:
        run("ballot", path, "b1", "open")
        run("ballot", path, "b1", "close")
        ended = run("turnout", path, "b1", typed="p7\np2\nnobody\np4\ncaf\u00e9\n".encode() + b"\xff\n")
        assert ended.status == 1
        assert ended.out == "0 of 8\n"
        *lines, last = ended.err.splitlines()
        assert {line[:7] for line in lines} == {"Line 3:", "Line 5:", "Line 6:"}
        assert last.startswith("No name was noted")
        assert all(collection != "turnout" for collection, _ in read(path)), "the few left out could never follow"
        assert run("turnout", path, "b1", typed="p7\np2\np4\n") == Ended(0, "3 of 8\n", "")
        turnout = open_at(path).workshop.get(Turnout, "b1")
        assert turnout.participant_ids == ("p2", "p4", "p7")

    def test_who_has_voted_already_is_said(self, run: Command, path: Path) -> None:
        run("ballot", path, "b1", "open")
        run("turnout", path, "b1", typed="\n".join(f"p{number}" for number in range(1, 9)))
        ended = run("turnout", path, "b1", typed="p1\n")
        assert (ended.status, ended.out) == (1, "8 of 8\n")
        assert "Una" in ended.err

    def test_names_so_few_that_they_would_tell_whose_a_paper_is_are_refused_whole(
        self, run: Command, path: Path
    ) -> None:
        run("ballot", path, "b1", "open")
        said = run("turnout", path, "b1", typed="p1\np3\n").err
        assert "they were not noted" in said
        assert "when the ballot is closed" in said
        assert all(collection != "turnout" for collection, _ in read(path))


class TestCheck:
    def test_a_torn_tail_is_mentioned_and_no_damage(self, run: Command, tmp_path: Path) -> None:
        path = in_use(tmp_path / "day.lspw", "One", "Two")
        path.write_bytes(path.read_bytes()[:-5])
        ended = run("check", path)
        assert (ended.status, ended.out) == (0, f"{path}: sound\n")
        assert "of a change that is not whole" in ended.err

    def test_opening_says_what_it_cut_and_goes_on(self, run: Command, tmp_path: Path) -> None:
        path = in_use(tmp_path / "day.lspw", "One", "Two")
        path.write_bytes(path.read_bytes()[:-5])
        ended = run("capture", path, "--question", "1.1", typed="Three\n")
        assert ended.status == 0
        assert "kept in" in ended.err
        assert answers(read(path))[-2:] == ["One", "Three"]
        (kept,) = tmp_path.glob("day.lspw.cut-*")
        assert b"Two" in kept.read_bytes()

    def test_damage_is_one_and_repair_saves_the_rest(self, run: Command, tmp_path: Path) -> None:
        path, out = in_use(tmp_path / "day.lspw", "One"), tmp_path / "saved.lspw"
        path.write_bytes(path.read_bytes().replace(b"Buses stop", b"Buses stoq"))
        broken = path.read_bytes()
        ended = run("check", path)
        assert (ended.status, ended.out) == (1, f"{path}: damaged or incomplete\n")
        assert "its body" in ended.err
        assert "--repair" in ended.err
        assert "damaged" in one_sentence(run("results", path))
        ended = run("check", path, "--repair", out)
        assert ended == Ended(0, f"{out}: 6 whole, 1 doubtful, 0 lost\n", "")
        assert path.read_bytes() == broken
        assert answers(read(out))[-1] == "One"
        assert "there already" in one_sentence(run("check", path, "--repair", out))
        ended = run("check", out)
        assert ended.status == 1
        assert "1 records" in ended.err or "doubtful" in ended.err

    def test_a_dangling_id_is_incomplete(self, run: Command, tmp_path: Path) -> None:
        path = make(tmp_path / "day.lspw", tuple(each for each in RICH if each.id != "tB"))
        ended = run("check", path)
        assert ended.status == 1
        assert "“c3”" in ended.err
        assert "“tB”" in ended.err

    @pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b'{"a": 1}'], ids=["empty", "picture", "foreign"])
    @pytest.mark.parametrize(
        "words",
        [["check"], ["info"], ["results"], ["capture", "--question", "1.1"], ["export"], ["ballot"], ["vote"]],
        ids=lambda words: words[0],
    )
    def test_what_is_no_workshop_is_one_sentence_for_every_command(
        self, run: Command, tmp_path: Path, content: bytes, words: list[str]
    ) -> None:
        path = tmp_path / "day.lspw"
        path.write_bytes(content)
        needs: dict[str, list[str]] = {"export": [f"{tmp_path}/x.json"], "ballot": ["b1", "open"], "vote": ["b1"]}
        more = needs.get(words[0], [])
        assert "not a workshop" in one_sentence(run(words[0], path, *words[1:], *more))
        assert path.read_bytes() == content

    def test_a_file_that_is_not_there(self, run: Command, tmp_path: Path) -> None:
        for name in ("check", "info", "results"):
            assert "no file" in one_sentence(run(name, tmp_path / "none.lspw"))


class TestInfo:
    def test_title_date_versions_counts_and_who_has_it_open(self, run: Command, sample: Path) -> None:
        ended = run("info", sample)
        assert (ended.status, ended.err) == (0, "")
        rows = dict(line.split(": ", 1) for line in ended.out.splitlines() if ": " in line)
        assert rows["Title"] == "Shaping Aldermouth Together"
        assert rows["Date"] == "2026-03-12"
        assert (rows["Answers"], rows["Ballots"], rows["Votes"], rows["Participants"]) == ("164", "8", "225", "34")
        assert rows["Photos"] == "0"
        assert rows["Open by"] == "nobody"
        assert "schema 1" in rows["Written by"]
        assert rows["Question 1.1"] == "Why have it?"

    def test_while_it_is_open_elsewhere(self, run: Command, path: Path) -> None:
        session = session_at(path)
        me = lock.here()
        assert f"Open by: {me.user} on {me.host}, process {me.process}\n" in run("info", path).out
        locked = one_sentence(run("capture", path, "--question", "1.1", typed="x\n"))
        for part in (me.user, me.host, str(me.process)):
            assert part in locked
        session.do(said("By the other"))
        assert run("results", path).status == 0
        assert "Answers: 4\n" in run("info", path).out
        session.close()


def test_a_closing_that_leaves_papers_as_they_came_is_said(
    run: Command, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a stick that takes no new file everything is saved, and the file still tells who voted how."""
    assert run("ballot", path, "b1", "open").status == 0

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    paper = json.dumps({"choices": {"o1": 1}, "sector_id": "public"})
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        ended = run("vote", path, "b1", typed=f"{paper}\n")
    assert (ended.status, ended.out) == (0, "ok\n")
    (line,) = ended.err.splitlines()
    assert "in the order in which they came" in line
    assert "Permission denied" in line


class TestExport:
    def test_json_is_everything_and_says_so(self, run: Command, sample: Path, tmp_path: Path) -> None:
        out = tmp_path / "out.json"
        ended = run("export", sample, out)
        assert (ended.status, ended.out) == (0, "")
        assert WHAT_JSON_HOLDS in ended.err
        for word in ("personal data", "access needs", "private notes"):
            assert word in WHAT_JSON_HOLDS
        jsonschema.Draft202012Validator(schema()).validate(json.loads(out.read_text(encoding="utf-8")))

    def test_what_may_name_somebody_in_public_is_told_and_written(
        self, run: Command, path: Path, tmp_path: Path
    ) -> None:
        """A script that sends the public record to the web site has nobody who looks at it before."""
        run("capture", path, "--question", "1.1", typed="Ring \x1b[2J Zenobia on +44 7700 900123")
        session = session_at(path)
        session.do(add_participant(name="Zenobia Person"))
        session.close()
        ended = run("export", path, tmp_path / "out.csv", "--kind", "answers-public")
        assert (ended.status, ended.out) == (0, "")
        first, *rest = ended.err.splitlines()
        assert first == "2 places may name somebody: look at them before this goes to anybody."
        assert rest == [
            "Answer to 1.1: Ring [2J [Zenobia] on +44 7700 900123",
            "Answer to 1.1: Ring [2J Zenobia on [+44 7700 900123]",
        ]
        assert "Zenobia" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
        partners = run("export", path, tmp_path / "out.csv").err.splitlines()
        assert partners[1:] == rest[:1], "who did not agree is warned of for the partners too, and no number is"

    def test_what_was_there_is_replaced_as_a_whole(self, run: Command, sample: Path, tmp_path: Path) -> None:
        out = tmp_path / "out.json"
        out.write_text("x" * 1_000_000, encoding="utf-8")
        assert run("export", sample, out).status == 0
        json.loads(out.read_text(encoding="utf-8"))

    def test_the_same_workshop_gives_the_same_bytes(self, run: Command, sample: Path, tmp_path: Path) -> None:
        for name in ("a.json", "b.json"):
            assert run("export", sample, tmp_path / name).status == 0
        assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()

    def test_a_workshop_that_is_open_elsewhere_can_be_exported(self, run: Command, path: Path, tmp_path: Path) -> None:
        session = session_at(path)
        session.do(said("Just now"))
        assert run("export", path, tmp_path / "out.json").status == 0
        assert "Just now" in (tmp_path / "out.json").read_text(encoding="utf-8")
        session.close()

    def test_the_workshop_itself_is_no_place_to_export_to(self, run: Command, tmp_path: Path) -> None:
        """A file may be called anything, and this would be the end of it."""
        path = make(tmp_path / "day.json")
        before = path.read_bytes()
        assert "the workshop itself" in one_sentence(run("export", path, path))
        assert path.read_bytes() == before

    def test_a_folder_that_is_not_there_is_said(self, run: Command, sample: Path, tmp_path: Path) -> None:
        one_sentence(run("export", sample, tmp_path / "nowhere" / "x.json"))
        (tmp_path / "folder.json").mkdir()
        one_sentence(run("export", sample, tmp_path / "folder.json"))


LOADED = (
    "import sys\n"
    "from lsp_workshop.cli import main\n"
    "status = main(sys.argv[1:])\n"
    "loaded = {name.partition('.')[0] for name in sys.modules}\n"
    "heavy = loaded & {'PySide6', 'shiboken6', 'reportlab', 'pypdfium2', 'PIL', 'uharfbuzz'}\n"
    "print('loaded:', *sorted(heavy), file=sys.stderr)\n"
    "sys.exit(status)\n"
)


@pytest.mark.parametrize(
    "words",
    [
        ["check", "{}"],
        ["info", "{}"],
        ["results", "{}"],
        ["capture", "{}", "--question", "1.1"],
        ["ballot", "{}", "b1", "open"],
        ["turnout", "{}", "b1"],
        ["export", "{}", "{}.json"],
        ["sample", "{}.new"],
        ["import", "{}.source", "{}.other"],
    ],
    ids=lambda words: words[0],
)
def test_commands_without_a_window_load_no_qt_and_none_but_pdf_loads_print(path: Path, words: list[str]) -> None:
    """A second of waiting for every line that a script captures."""
    source: dict[str, Any] = {"format": "lsp-workshop", "version": 1}
    for record in RICH:
        source.setdefault(record.collection, []).append(encode(record))
    (source["workshop"],) = source["workshop"]
    Path(f"{path}.source").write_text(json.dumps(source), encoding="utf-8")
    command = [sys.executable, "-c", LOADED, *(word.format(path) for word in words)]
    ended = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    assert ended.returncode in (0, 1), ended.stderr
    assert ended.stderr.splitlines()[-1] == "loaded:"


def test_the_day_of_a_workshop_by_commands_alone(run: Command, sample: Path) -> None:
    session = session_at(sample)
    session.do(reopen_for_correction("For a test"))
    session.close()
    (made,) = run("capture", sample, "--question", "2.1", "--group", "A", typed="One more\n").out.split()
    assert open_at_closed(sample, made).text == "One more"
    assert run("check", sample).status == 0


def open_at_closed(path: Path, record_id: str) -> Answer:
    opened = open_at(path)
    found = opened.workshop.get(Answer, record_id)
    opened.store.close()
    session = session_at(path)
    session.do(close_workshop())
    session.close()
    assert opened.workshop.get(Ballot, "b1").status is BallotStatus.CLOSED
    return found


def test_the_next_workshop_is_made_from_the_last(run: Command, tmp_path: Path) -> None:
    """Twenty partnerships come back next spring: their files are made before anybody opens a window."""
    before, after = tmp_path / "one.lspw", tmp_path / "two.lspw"
    assert run("sample", before).status == 0
    assert run("follow-up", before, after, "--date", "2027-03-11").status == 0
    said = run("info", after).out
    assert "Title: Shaping Aldermouth Together" in said
    assert "Date: 2027-03-11" in said
    assert "Answers: 0" in said
    assert "Participants: 34" in said
    assert run("follow-up", before, after).status == 1, "nothing is overwritten"
    refused = run("follow-up", before, tmp_path / "three.lspw", "--date", "soon")
    assert (refused.status, "not a date" in refused.err) == (1, True)


def test_a_handout_comes_on_the_paper_that_was_asked_for(run: Command, sample: Path, tmp_path: Path) -> None:
    """Otherwise a script prints A4 on Letter, and the last line of every form is cut off."""
    out = tmp_path / "feedback.pdf"
    assert run("export", sample, out, "--kind", "feedback", "--paper", "Letter", "--large-print", "--grey").status == 0
    assert [float(side) for side in PdfReader(out).pages[0].mediabox[2:]] == [612, 792]
    assert run("export", sample, out, "--kind", "feedback", "--paper", "A5").status == 2
    assert b"<pdfaid:part>" not in out.read_bytes()
    assert run("export", sample, out, "--kind", "feedback", "--archival").status == 0
    assert b"<pdfaid:part>2</pdfaid:part>" in out.read_bytes(), "an archive refuses it"


def test_a_section_is_left_out_of_the_record(run: Command, sample: Path, tmp_path: Path) -> None:
    """A script that sends the record to the press leaves the pledges out of every format, or of none."""
    for name in ("record.pdf", "record.docx"):
        out = tmp_path / name
        assert run("export", sample, out, "--without", "pledges", "--without", "stage-S1", "--by-table").status == 0
        text = "".join(page.extract_text() for page in PdfReader(out).pages) if out.suffix == ".pdf" else ""
        if out.suffix == ".docx":
            text = "\n".join(WordFile(out).paragraphs())
        assert "Not in this copy" in text
        assert "All answers by table" in text
    refused = run("export", sample, tmp_path / "record.pdf", "--without", "Pledges")
    assert (refused.status, "pledges, health" in refused.err) == (2, True)


@pytest.mark.parametrize(
    ("name", "option"),
    [
        ("lists.xlsx", "--without=pledges"),
        ("all.json", "--without=pledges"),
        ("actions.csv", "--by-table"),
        ("record.docx", "--archival"),
    ],
)
def test_what_a_document_cannot_do_is_refused(
    run: Command, sample: Path, tmp_path: Path, name: str, option: str
) -> None:
    """The pledges that were to be left out go to the press in the workbook, and nothing said so."""
    refused = run("export", sample, tmp_path / name, option)
    assert (refused.status, f"{option.partition('=')[0]} is only for" in refused.err) == (2, True)
    assert not (tmp_path / name).exists()
