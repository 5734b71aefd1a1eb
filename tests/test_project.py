"""The project around the program: what is installed, what is shipped, how it starts, where things lie."""

import ast
import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from lsp_workshop import __version__, paths

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ["requirements.lock", "requirements-dev.lock"]


def imported_modules(file: Path) -> set[str]:
    """Every module that a file imports, at its top or inside a function, by its full name."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"), str(file))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add("." * node.level + (node.module or ""))
    return names


@pytest.fixture(scope="module")
def starter() -> ModuleType:
    """run.py as a module; importing it does nothing yet."""
    spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # A process of its own, because a build works in the current directory.
    program = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", program, str(folder)], cwd=ROOT, check=True)
    (file,) = folder.glob("*.whl")
    return file


class TestInstalled:
    def test_calls_that_return_none_do_not_wear_it_out(self) -> None:
        """PySide6 6.12.0 lost a reference at each such call: the program died in the middle of a day."""
        program = (
            "import sys\n"
            "from PySide6.QtCore import QObject\n"
            "thing = QObject()\n"
            "before = sys.getrefcount(None)\n"
            "for _ in range(20_000):\n"
            "    thing.setObjectName('name')\n"
            "lost = before - sys.getrefcount(None)\n"
            "sys.exit(f'{lost} references to None were lost' if lost > 1_000 else 0)\n"
        )
        result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stderr

    def test_the_pyside_that_crashes_is_not_installed(self) -> None:
        version = importlib.metadata.version("PySide6-Essentials")
        assert sys.version_info >= (3, 12) or version != "6.12.0"

    def test_no_browser_engine_is_installed(self) -> None:
        """The whole of PySide6 would make the first start download half a gigabyte more."""
        with pytest.raises(importlib.metadata.PackageNotFoundError):
            importlib.metadata.version("PySide6-Addons")

    @pytest.mark.parametrize("name", LOCKS)
    def test_locks_name_no_place(self, name: str) -> None:
        """A lock says what is installed; where it comes from is for the machine that installs it."""
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        # A line that begins with a dash is an option of pip, such as another index; hashes are indented.
        assert not re.search(r"^-", text, re.MULTILINE)
        assert " @ " not in text

    @pytest.mark.parametrize("name", LOCKS)
    def test_locks_pin_every_package_with_a_hash(self, name: str) -> None:
        text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
        entries = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
        assert entries
        for entry in entries:
            assert re.match(r"[A-Za-z0-9._-]+==\S+ ", entry), entry
            assert "--hash=sha256:" in entry, entry

    def test_the_two_locks_agree(self) -> None:
        """What the tests ran with is what people get."""

        def pins(name: str) -> set[str]:
            text = (ROOT / name).read_text(encoding="utf-8")
            return set(re.findall(r"^[a-z][\w.-]*==[^\s;]+", text, re.MULTILINE))

        assert pins("requirements.lock") <= pins("requirements-dev.lock")


class TestShipped:
    def test_a_wheel_holds_every_resource(self, wheel: Path) -> None:
        with zipfile.ZipFile(wheel) as archive:
            names = set(archive.namelist())
        assert "lsp_workshop/paths.py" in names
        for path in (ROOT / "resources").rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert "lsp_workshop/" + path.relative_to(ROOT).as_posix() in names

    def test_a_wheel_holds_no_tests_and_no_stray_files(self, wheel: Path) -> None:
        with zipfile.ZipFile(wheel) as archive:
            tops = {name.split("/")[0] for name in archive.namelist()}
        assert tops == {"lsp_workshop", f"lsp_workshop-{__version__}.dist-info"}

    def test_an_installed_wheel_finds_its_own_resources(self, wheel: Path, tmp_path: Path) -> None:
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(tmp_path)
        program = "from lsp_workshop.paths import resource; print(resource('icons/play.svg'))"
        result = subprocess.run(
            [sys.executable, "-c", program],
            cwd=tmp_path,
            env=dict(os.environ, PYTHONPATH=str(tmp_path)),
            capture_output=True,
            text=True,
            check=True,
        )
        assert Path(result.stdout.strip()) == tmp_path.resolve() / "lsp_workshop/resources/icons/play.svg"

    def test_fonts_and_icons_come_with_their_licences(self) -> None:
        for folder, licence in {("fonts", "OFL.txt"), ("icons", "LICENSE")}:
            assert (ROOT / "resources" / folder / licence).stat().st_size > 500

    def test_icons_take_the_colour_they_are_given(self) -> None:
        """An icon with a colour of its own would vanish in the dark theme."""
        icons = sorted((ROOT / "resources" / "icons").glob("*.svg"))
        assert len(icons) >= 45
        for icon in icons:
            assert 'stroke="currentColor"' in icon.read_text(encoding="utf-8"), icon.name

    def test_tracked_files_name_no_folder_of_a_developers_machine(self) -> None:
        git = shutil.which("git")
        if git is None or not (ROOT / ".git").exists():
            pytest.skip("not a git checkout")
        listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
        private = re.compile(rb"(?<![\w./])/(work|home|root|Users)/\w")
        found = []
        for name in filter(None, listed.decode().split("\0")):
            path = ROOT / name
            if not path.is_file():
                continue
            data = path.read_bytes()
            if b"\0" not in data and private.search(data):
                found.append(name)
        assert found == []


class TestLayers:
    def test_the_domain_imports_the_standard_library_only(self) -> None:
        for file in (ROOT / "lsp_workshop" / "domain").rglob("*.py"):
            for name in imported_modules(file):
                own = name.startswith((".", "lsp_workshop.domain"))
                assert own or name.split(".")[0] in sys.stdlib_module_names, f"{file.name} imports {name}"

    def test_commands_without_a_window_do_not_load_qt(self) -> None:
        """On a server without Qt's libraries, `check` and `export` still have to work."""
        program = "import sys, lsp_workshop.cli; sys.exit('PySide6' in sys.modules)"
        subprocess.run([sys.executable, "-c", program], check=True)

    def test_no_day_or_month_is_named_by_the_system(self) -> None:
        """Qt takes on the language of the computer, and a British record would say "Donnerstag 12 March"."""
        named = re.compile(r"%-?[aAbBcpxX](?![a-z(])")
        for file in sorted((ROOT / "lsp_workshop").rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    assert not named.search(node.value), f"{file.name}:{node.lineno}"


class TestStarter:
    def test_it_needs_the_standard_library_only(self) -> None:
        """It runs before anything is installed."""
        for name in imported_modules(ROOT / "run.py"):
            assert name.split(".")[0] in sys.stdlib_module_names

    def test_what_another_project_set_does_not_reach_the_program(
        self, starter: ModuleType, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PIP_TARGET", "PIP_REQUIRE_VIRTUALENV"):
            monkeypatch.setenv(name, "elsewhere")
        monkeypatch.setenv("PIP_PROXY", "kept")
        environment = starter.own_environment()
        assert "elsewhere" not in environment.values()
        assert environment["PIP_PROXY"] == "kept"
        assert environment["PIP_USER"] == "0"

    @pytest.mark.parametrize("text", ["", "{", "[]", "null", "\x00"])
    def test_a_damaged_state_counts_as_nothing_done(
        self, starter: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str
    ) -> None:
        """After a power cut in the first installation the second start repairs it instead of failing."""
        state = tmp_path / "run-state.json"
        state.write_text(text, encoding="utf-8")
        monkeypatch.setattr(starter, "STATE", state)
        assert starter.read_state() == {}

    def test_an_interrupted_installation_is_made_anew(
        self, starter: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        environment = tmp_path / ".venv"
        (environment / "lib" / "half-a-package").mkdir(parents=True)
        monkeypatch.setattr(starter, "VENV", environment)
        python = environment / starter.PYTHON.relative_to(starter.ROOT / ".venv")
        monkeypatch.setattr(starter, "PYTHON", python)
        starter.make_environment()
        assert not (environment / "lib" / "half-a-package").exists()
        assert python.exists()

    def test_the_tour_overwrites_nobodys_files(self, starter: ModuleType, tmp_path: Path) -> None:
        assert starter.unused_folder(tmp_path, "tour") == tmp_path / "tour"
        (tmp_path / "tour").mkdir()
        assert starter.unused_folder(tmp_path, "tour") == tmp_path / "tour"
        (tmp_path / "tour" / "notes.txt").write_text("mine", encoding="utf-8")
        (tmp_path / "tour-2").write_text("a file", encoding="utf-8")
        assert starter.unused_folder(tmp_path, "tour") == tmp_path / "tour-3"

    @pytest.mark.skipif(not sys.platform.startswith("linux"), reason="screens can be absent on Linux only")
    def test_it_knows_whether_there_is_a_screen(self, starter: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
        assert not starter.has_screen()
        monkeypatch.setenv("DISPLAY", ":0")
        assert starter.has_screen()
        monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
        assert not starter.has_screen()


class TestPaths:
    def test_a_resource_that_is_not_there_is_an_error_with_its_name(self) -> None:
        with pytest.raises(FileNotFoundError, match=r"icons/unicorn\.svg"):
            paths.resource("icons/unicorn.svg")

    def test_local_data_can_be_put_elsewhere(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("LSP_WORKSHOP_DATA", str(tmp_path / "data"))
        assert paths.data_dir() == tmp_path / "data"
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("LSP_WORKSHOP_DATA", "relative")
        assert paths.data_dir() == Path.cwd() / "relative"

    @pytest.mark.parametrize(
        ("platform", "folder"),
        [
            ("linux", "share/lsp-workshop"),
            ("darwin", "home/Library/Application Support/LSP Workshop"),
            ("win32", "local/LSP Workshop"),
        ],
    )
    def test_local_data_lies_where_each_system_wants_it(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, folder: str
    ) -> None:
        monkeypatch.delenv("LSP_WORKSHOP_DATA")
        monkeypatch.setattr(sys, "platform", platform)
        for name in ("HOME", "USERPROFILE"):
            monkeypatch.setenv(name, str(tmp_path / "home"))
        monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
        assert paths.data_dir() == tmp_path / folder

    @pytest.mark.skipif(os.name == "nt", reason="the XDG folders are those of Linux")
    def test_relative_xdg_folders_are_ignored(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.delenv("LSP_WORKSHOP_DATA")
        monkeypatch.setattr(sys, "platform", "linux")
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.setenv("XDG_DATA_HOME", "data")
        assert paths.data_dir() == tmp_path / ".local/share/lsp-workshop"

    @pytest.mark.skipif(os.name == "nt", reason="Windows answers from its registry")
    @pytest.mark.parametrize(
        ("platform", "user_dirs", "folder"),
        [
            ("darwin", None, "Documents"),
            ("linux", None, "Documents"),
            ("linux", '# made by hand\nXDG_DOCUMENTS_DIR="$HOME/Dokumente"\n', "Dokumente"),
            ("linux", 'XDG_DOCUMENTS_DIR="nonsense"\n', "Documents"),
        ],
    )
    def test_workshops_go_to_the_persons_documents(
        self,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
        platform: str,
        user_dirs: str | None,
        folder: str,
    ) -> None:
        monkeypatch.setattr(sys, "platform", platform)
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
        if user_dirs is not None:
            (tmp_path / "user-dirs.dirs").write_text(user_dirs, encoding="utf-8")
        assert paths.documents_dir() == tmp_path / folder / "LSP Workshops"
