#!/usr/bin/env python3
"""Sets the program up in this folder and starts it; knows nothing but Python's standard library.

    python3 run.py [arguments]        opens the app (arguments as for lsp-workshop)
    python3 run.py test [arguments]   runs every check and test (arguments as for pytest)
    python3 run.py bench [arguments]  runs the benchmarks

Everything it makes lies in .venv, and a file there remembers what is done, so a second start goes straight
to the program. The syntax is kept old enough for a Python that is too old to be told so.
"""

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python meets first
    sys.exit(
        f"LSP Workshop needs Python 3.11 or newer; this is {sys.version_info[0]}.{sys.version_info[1]}. "
        "Install a newer one and run it with that, for example: python3.12 run.py"
    )

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STATE = VENV / "run-state.json"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PYTHON_VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"
LOCKS = {"run": ROOT / "requirements.lock", "test": ROOT / "requirements-dev.lock"}

# What pip may be told by the environment: how to reach packages, and nothing that changes where they go.
PIP_MAY_KEEP = {
    "PIP_CACHE_DIR",
    "PIP_CERT",
    "PIP_CLIENT_CERT",
    "PIP_CONFIG_FILE",
    "PIP_DEFAULT_TIMEOUT",
    "PIP_EXTRA_INDEX_URL",
    "PIP_FIND_LINKS",
    "PIP_INDEX_URL",
    "PIP_KEYRING_PROVIDER",
    "PIP_NO_CACHE_DIR",
    "PIP_NO_INDEX",
    "PIP_PROXY",
    "PIP_RETRIES",
    "PIP_TIMEOUT",
    "PIP_TRUSTED_HOST",
}

# Debian's (and Ubuntu's) package for each library Qt asks for, by the start of the library's file name.
PACKAGES = {
    "libEGL.so": "libegl1",
    "libGL.so": "libgl1",
    "libGLX.so": "libglx0",
    "libOpenGL.so": "libopengl0",
    "libICE.so": "libice6",
    "libSM.so": "libsm6",
    "libX11-xcb.so": "libx11-xcb1",
    "libX11.so": "libx11-6",
    "libdbus-1.so": "libdbus-1-3",
    "libfontconfig.so": "libfontconfig1",
    "libfreetype.so": "libfreetype6",
    "libglib-2.0.so": "libglib2.0-0",
    "libgthread-2.0.so": "libglib2.0-0",
    "libgssapi_krb5.so": "libgssapi-krb5-2",
    "libstdc++.so": "libstdc++6",
    "libwayland-client.so": "libwayland-client0",
    "libwayland-cursor.so": "libwayland-cursor0",
    "libwayland-egl.so": "libwayland-egl1",
    "libxcb-cursor.so": "libxcb-cursor0",
    "libxcb-glx.so": "libxcb-glx0",
    "libxcb-icccm.so": "libxcb-icccm4",
    "libxcb-image.so": "libxcb-image0",
    "libxcb-keysyms.so": "libxcb-keysyms1",
    "libxcb-randr.so": "libxcb-randr0",
    "libxcb-render-util.so": "libxcb-render-util0",
    "libxcb-render.so": "libxcb-render0",
    "libxcb-shape.so": "libxcb-shape0",
    "libxcb-shm.so": "libxcb-shm0",
    "libxcb-sync.so": "libxcb-sync1",
    "libxcb-util.so": "libxcb-util1",
    "libxcb-xfixes.so": "libxcb-xfixes0",
    "libxcb-xinerama.so": "libxcb-xinerama0",
    "libxcb-xinput.so": "libxcb-xinput0",
    "libxcb-xkb.so": "libxcb-xkb1",
    "libxcb.so": "libxcb1",
    "libxkbcommon-x11.so": "libxkbcommon-x11-0",
    "libxkbcommon.so": "libxkbcommon0",
    "libz.so": "zlib1g",
}

# Programs with which the tests drive a real window and read a PDF; without one, those tests are skipped.
TEST_TOOLS = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "xprop": "x11-utils",
    "xrandr": "x11-xserver-utils",
    "xmodmap": "x11-xserver-utils",
    "xset": "x11-xserver-utils",
    "dbus-daemon": "dbus",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "pdftotext": "poppler-utils",
}


def say(sentence: str) -> None:
    # Standard output belongs to the program's answer.
    print("run.py: " + sentence, file=sys.stderr, flush=True)


def own_environment() -> dict[str, str]:
    """The environment without what another project's virtual environment or pip settings left in it."""
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__")
        and (not key.startswith("PIP_") or key in PIP_MAY_KEEP)
    }
    # A pip.conf that says "user = true" would install beside the environment instead of into it.
    environment["PIP_USER"] = "0"
    environment["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    return environment


# ---------------------------------------------------------------------------------------- what is done


def fingerprint(lock: Path) -> str:
    version = ".".join(map(str, sys.version_info[:3]))
    return hashlib.sha256(version.encode() + b"\n" + lock.read_bytes()).hexdigest()


def read_state() -> dict[str, str]:
    """What earlier starts finished; empty when there is none, or when it can't be trusted."""
    try:
        state = json.loads(STATE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(state, dict) or not PYTHON.exists():
        return {}
    return {str(key): str(value) for key, value in state.items()}


def write_state(state: dict[str, str]) -> None:
    # Replaced as a whole: an interrupted write must not look like a finished installation.
    draft = STATE.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(state), encoding="utf-8")
    draft.replace(STATE)


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two starts at the same moment (an impatient double click) must not install into each other."""
    with (ROOT / ".venv.lock").open("a+b") as handle:
        if sys.platform == "win32":
            import msvcrt

            while True:
                handle.seek(0)
                try:
                    msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
                    break
                except OSError:
                    time.sleep(0.2)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        # The system lets go of the lock when the file closes, however this process ends.
        yield


# ------------------------------------------------------------------------------------------ installing


def prepare(purpose: str) -> dict[str, str]:
    """Makes .venv hold what `purpose` needs; returns the state. Costs two file reads when all is done."""
    wanted = fingerprint(LOCKS[purpose])
    state = read_state()
    if wanted == state.get(purpose):
        return state
    with one_at_a_time():
        state = read_state()
        if wanted != state.get(purpose):
            state = install(purpose, wanted, state)
    return state


def install(purpose: str, wanted: str, state: dict[str, str]) -> dict[str, str]:
    if state.get("python") != PYTHON_VERSION:
        # Unfinished, or another Python's. What an interrupted installation left can look whole to pip.
        make_environment()
    say("installing the dependencies into .venv; this happens once and takes a minute or two")
    # Taken back first: if this is interrupted, the next start must not believe the old state.
    STATE.unlink(missing_ok=True)
    command = [
        str(PYTHON), "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--prefer-binary",
        "--no-warn-script-location", "-r", str(LOCKS[purpose]),
    ]  # fmt: skip
    if subprocess.run(command, env=own_environment(), cwd=str(ROOT), check=False).returncode != 0:
        sys.exit(
            "run.py: the dependencies could not be installed (pip's own words are above). "
            "Is there a network connection? Start again to try again."
        )
    link_checkout()
    state = {"python": PYTHON_VERSION, purpose: wanted}
    if purpose == "test":
        # The test environment holds all that running needs.
        state["run"] = fingerprint(LOCKS["run"])
    write_state(state)
    return state


def make_environment() -> None:
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    elif VENV.exists():
        say("the .venv folder here is unfinished or made by another Python; making it anew")
        shutil.rmtree(VENV)
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        install_or_explain(["python3-venv", f"python{PYTHON_VERSION}-venv"])
    command = [sys.executable, "-m", "venv", str(VENV)]
    if subprocess.run(command, env=own_environment(), check=False).returncode != 0:
        sys.exit(
            f"run.py: Python could not make a virtual environment in {VENV} (its own words are above). "
            f"On Debian and Ubuntu the package python{PYTHON_VERSION}-venv has to be installed."
        )


def install_or_explain(packages: list[str]) -> None:
    if not apt_install(packages):
        sys.exit(
            "run.py: this Python lacks its venv and ensurepip modules. "
            "On Debian and Ubuntu install them with: sudo apt-get install " + " ".join(packages)
        )


def link_checkout() -> None:
    """Lets the environment's Python find the package in this folder, whatever the working directory is.

    The path is relative: it has no letter a code page could garble, and survives a move of the folder.
    """
    question = "import sysconfig; print(sysconfig.get_path('purelib'))"
    answer = subprocess.run([str(PYTHON), "-c", question], env=own_environment(), check=True, stdout=subprocess.PIPE)
    packages = Path(os.fsdecode(answer.stdout).strip())
    link = packages / "lsp_workshop_checkout.pth"
    link.write_text(os.path.relpath(ROOT, packages) + "\n", encoding="ascii")


# ------------------------------------------------------------------------------- libraries of the system


def apt_install(packages: list[str]) -> bool:
    """Installs Debian packages where that needs no question (as root); False when it can't be done."""
    apt = shutil.which("apt-get")
    if apt is None or sys.platform == "win32" or os.geteuid() != 0:
        return False
    say("installing with apt-get: " + " ".join(packages))
    environment = dict(own_environment(), DEBIAN_FRONTEND="noninteractive")
    steps = [
        [apt, "-qq", "update"],
        [apt, "-qq", "-y", "--no-install-recommends", "install", *packages],
    ]
    # What apt-get prints goes to standard error, because standard output belongs to the program.
    results = [
        subprocess.run(step, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False)
        for step in steps
    ]
    # An update may fail for one source of many; what counts is whether the packages are there.
    return results[-1].returncode == 0


def missing_libraries(window: bool) -> list[str]:
    """The shared libraries that Qt asks for and this system lacks; for `window`, those of X11 as well."""
    ldd = shutil.which("ldd")
    qt = next(VENV.glob("lib/python*/site-packages/PySide6/Qt"), None)
    if ldd is None or qt is None:
        return []
    platforms = ("xcb", "offscreen") if window else ("offscreen",)
    files = [qt / f"plugins/platforms/libq{platform}.so" for platform in platforms]
    parts = ("Gui", "Widgets", "Svg", "PrintSupport", "Network")
    files += [qt / f"lib/libQt6{part}.so.6" for part in parts]
    present = [str(path) for path in files if path.exists()]
    answer = subprocess.run(
        [ldd, *present],
        env=dict(own_environment(), LC_ALL="C"),
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    lines = answer.stdout.decode(errors="replace").splitlines()
    return sorted({line.split()[0] for line in lines if line.strip().endswith("=> not found")})


def provide_libraries(state: dict[str, str], window: bool) -> bool:
    """True when Qt has what it needs, for `window` or off-screen; found once, then remembered."""
    if not sys.platform.startswith("linux") or state.get("libraries") == "present":
        return True
    missing = missing_libraries(window=True)
    if missing:
        # libxcb-cursor.so.0 is looked up as libxcb-cursor.so: the number is not ours to know.
        found = {library: PACKAGES.get(library.partition(".so")[0] + ".so") for library in missing}
        packages = sorted({package for package in found.values() if package})
        if packages and apt_install(packages):
            missing = missing_libraries(window=True)
        if missing:
            say("Qt needs libraries that this system lacks: " + ", ".join(missing))
            if packages and shutil.which("apt-get"):
                say("install them with: sudo apt-get install " + " ".join(packages))
            if None in found.values() or not shutil.which("apt-get"):
                say("your system's package search knows which package holds a library of that name")
            return not window and not missing_libraries(window=False)
    with one_at_a_time():
        # Read again: another start may have finished more in the meantime.
        write_state(dict(read_state(), libraries="present"))
    return True


def provide_test_tools() -> None:
    if not sys.platform.startswith("linux"):
        return
    packages = sorted({package for tool, package in TEST_TOOLS.items() if shutil.which(tool) is None})
    if packages and not apt_install(packages):
        say("the tests that drive a real window will be skipped; they need: sudo apt-get install " + " ".join(packages))


# --------------------------------------------------------------------------------------------- starting


def has_screen() -> bool:
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in ("offscreen", "minimal"):
        return False
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def become(command: list[str], environment: dict[str, str]) -> int:
    """Runs the program in place of this one where the system can, so that signals reach it directly."""
    if sys.platform != "win32":
        sys.stdout.flush()
        os.execve(command[0], command, environment)
    return subprocess.run(command, env=environment, check=False).returncode


def start(arguments: list[str]) -> int:
    state = prepare("run")
    screen = has_screen()
    ready = provide_libraries(state, window=screen)
    program = [str(PYTHON), "-m", "lsp_workshop"]
    environment = own_environment()
    if arguments:
        # Many commands need no window; the one that does has been told what it lacks.
        return become([*program, *arguments], environment)
    if not ready:
        return 1
    if screen:
        return become(program, environment)
    return give_tour(program, environment)


def give_tour(program: list[str], environment: dict[str, str]) -> int:
    """What can be shown without a screen: the sample day, driven through the real windows."""
    folder = unused_folder(Path.cwd(), "tour")
    say("there is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can be opened")
    say("the sample workshop is driven through the real windows off-screen instead; please wait")
    environment = dict(environment, QT_QPA_PLATFORM="offscreen")
    status = subprocess.run([*program, "tour", str(folder)], env=environment, check=False).returncode
    if status == 0:
        say("a picture of every screen, the workshop and its record are in " + str(folder))
    return status


def unused_folder(parent: Path, name: str) -> Path:
    """The first of tour, tour-2, tour-3... that holds nothing yet: what is there may be somebody's."""
    folder, number = parent / name, 1
    while folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        number += 1
        folder = parent / (f"{name}-{number}")
    return folder


def test(arguments: list[str]) -> int:
    state = prepare("test")
    if not provide_libraries(state, window=False):
        return 1
    provide_test_tools()
    environment = dict(own_environment(), QT_QPA_PLATFORM="offscreen")
    # By its function, because a console script breaks where the folder's path is long or was moved.
    lint_imports = "from importlinter.cli import lint_imports_command as command; command()"
    # Three processes on two cores, because some tests wait for a window. A selection of tests is run as it was asked
    # for; so is a count of covered lines, which takes half as long again. A file's tests stay together: what they
    # share (a day that was walked through, rendered documents) is made once.
    everything = ["--numprocesses=3", "--dist=loadfile", "--no-loadscope-reorder"]
    # The types are looked at meanwhile: that is one process, and the machine has two for it.
    with tempfile.TemporaryFile() as told:
        types = subprocess.Popen([str(PYTHON), "-m", "mypy"], env=environment, cwd=str(ROOT), stdout=told, stderr=told)
        steps = [
            ("the style check (ruff)", ["-m", "ruff", "check", "."]),
            ("the layers (import-linter)", ["-c", lint_imports]),
            ("the types (mypy), beside the tests (pytest)", ["-m", "pytest", *(arguments or everything)]),
        ]
        for name, command in steps:
            say(name)
            command = [str(PYTHON), *command]
            status = subprocess.run(command, env=environment, cwd=str(ROOT), check=False).returncode
            if status != 0:
                types.kill()
                types.wait()
                say("failed: " + name)
                return status
        status = types.wait()
        if status != 0:
            told.seek(0)
            print(told.read().decode("utf-8", "replace"), flush=True)
            say("failed: the types (mypy)")
    return status


def bench(arguments: list[str]) -> int:
    state = prepare("test")
    screen = has_screen()
    if not provide_libraries(state, window=screen):
        return 1
    environment = own_environment()
    if not screen:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    return become([str(PYTHON), str(ROOT / "tests" / "bench"), *arguments], environment)


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["test"]:
        return test(arguments[1:])
    if arguments[:1] == ["bench"]:
        return bench(arguments[1:])
    return start(arguments)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
