"""Where things lie: the program's own resources, its local data, and the folder workshops are saved to.

Knows no Qt (the command line needs these paths too) and creates no folder: who writes there makes it.
"""

import os
import sys
from pathlib import Path

APP_NAME = "LSP Workshop"

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """The path of a file or folder of `resources/`, such as ``"icons/play.svg"``.

    Raises FileNotFoundError when there is none, so that a typing error is found where it was made.
    """
    # A wheel carries the resources inside the package; a checkout keeps them beside it.
    for root in (_PACKAGE / "resources", _PACKAGE.parent / "resources"):
        path = root / name
        if path.exists():
            return path
    raise FileNotFoundError(f"LSP Workshop has no resource named {name}; is the installation complete?")


def data_dir() -> Path:
    """The folder for what the program keeps on this computer: settings, recent files, rescued work, its log.

    The environment variable LSP_WORKSHOP_DATA overrides it (a portable installation, a test).
    """
    override = os.environ.get("LSP_WORKSHOP_DATA")
    if override:
        # Absolute, because the folder must not wander when the program changes its working directory.
        return Path(override).expanduser().absolute()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / APP_NAME
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / APP_NAME
    xdg = os.environ.get("XDG_DATA_HOME", "")
    # The XDG specification says that a relative path is to be ignored.
    base = Path(xdg) if xdg.startswith("/") else Path.home() / ".local" / "share"
    return base / "lsp-workshop"


def rescue_folder(data: Path) -> Path:
    """Where, in the folder for local data, work goes that a file which was pulled away can't take."""
    return data / "rescued"


def kept_folder(data: Path) -> Path:
    """Where, in the folder for local data, backups and second copies of workshop files are."""
    return data / "kept"


def templates_folder(data: Path) -> Path:
    """Where, in the folder for local data, a partnership's own templates are."""
    return data / "templates"


def documents_dir() -> Path:
    """The folder that is offered for new workshops: one of our own in the person's documents."""
    return _documents() / "LSP Workshops"


def _documents() -> Path:
    if sys.platform == "win32":
        return _windows_documents()
    if sys.platform == "darwin":
        return Path.home() / "Documents"
    return _xdg_documents()


def _xdg_documents() -> Path:
    """Documents as the desktop names them ("Dokumente", "Documenti"), from xdg-user-dirs' file."""
    fallback = Path.home() / "Documents"
    config = os.environ.get("XDG_CONFIG_HOME", "")
    base = Path(config) if config.startswith("/") else Path.home() / ".config"
    try:
        text = (base / "user-dirs.dirs").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return fallback
    for line in text.splitlines():
        key, _, value = line.strip().partition("=")
        if key != "XDG_DOCUMENTS_DIR":
            continue
        folder = value.strip('"').replace("$HOME", str(Path.home()), 1)
        if folder.startswith("/"):
            return Path(folder)
    return fallback


def _windows_documents() -> Path:
    """Documents as Windows knows it, because OneDrive and company policies move it out of the profile."""
    fallback = Path.home() / "Documents"
    if sys.platform != "win32":
        return fallback
    import ctypes
    from ctypes import wintypes

    personal, current = 5, 0  # CSIDL_PERSONAL, SHGFP_TYPE_CURRENT
    buffer = ctypes.create_unicode_buffer(wintypes.MAX_PATH)
    failed = ctypes.windll.shell32.SHGetFolderPathW(None, personal, None, current, buffer)
    return fallback if failed or not buffer.value else Path(buffer.value)
