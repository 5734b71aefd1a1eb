"""The gentle sound at the end of the timer: two soft notes, made here, played by a program of the system.

Nobody waits for that program: it is started and let go. Where there is none, the sign on the screen stands alone.
Knows no window.
"""

from __future__ import annotations

import math
import shutil
import struct
import sys
import wave
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTemporaryDir

RATE = 22_050
"""Samples a second."""
LOUDEST = 0.22
"""Of what the format can hold: heard in the room, startling nobody."""
_NOTES = ((0.0, 587.33), (0.35, 440.0))
"""When a note begins (seconds), and its pitch (hertz): a fourth down."""
_SECONDS = 1.6
_PLAYERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("afplay", ()), ("pw-play", ()), ("paplay", ()), ("aplay", ("-q",)),
)  # fmt: skip
"""Programs that play a WAV file, the first that is there: of macOS, then of Linux's sound systems, newest first."""


def write_chime(path: Path) -> None:
    """The sound as a WAV file: one channel, 16 bits. Raises OSError."""
    samples = [_sample(place / RATE) for place in range(round(RATE * _SECONDS))]
    with path.open("wb") as file, wave.open(file) as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(struct.pack(f"<{len(samples)}h", *samples))


def _sample(at: float) -> int:
    """Each note swells in 30 ms and dies away; the whole fades out before it ends, or its end would be heard."""
    value = 0.0
    for begins, pitch in _NOTES:
        since = at - begins
        if since > 0:
            swell = min(1.0, since / 0.03) * math.exp(-since * 3.2)
            value += swell * (math.sin(2 * math.pi * pitch * since) + 0.2 * math.sin(4 * math.pi * pitch * since))
    fade = min(1.0, (_SECONDS - at) / 0.2)
    return round(value / (1.2 * len(_NOTES)) * fade * LOUDEST * 32_767)


def player() -> Sequence[str] | None:
    """The command that plays a file, or None where this machine has none (Windows needs none)."""
    for name, arguments in _PLAYERS:
        found = shutil.which(name)
        if found:
            return (found, *arguments)
    return None


def can_play() -> bool:
    """Whether anything on this machine plays sounds."""
    return sys.platform == "win32" or player() is not None


class Chime(QObject):
    """Plays the sound once. One an application; it makes the file when it is first wanted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder: QTemporaryDir | None = None

    def play(self) -> bool:
        """Begin to play; False where nothing on this machine can."""
        path = self._file()
        if path is None:
            return False
        if sys.platform == "win32":
            import winsound

            winsound.PlaySound(str(path), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
            return True
        command = player()
        return command is not None and _start((*command, str(path)))

    def _file(self) -> Path | None:
        """None where no temporary file can be written: no reason to disturb a workshop."""
        if self._folder is None:
            self._folder = QTemporaryDir()
            if self._folder.isValid():
                try:
                    write_chime(Path(self._folder.filePath("chime.wav")))
                except OSError:
                    self._folder.remove()
        path = Path(self._folder.filePath("chime.wav"))
        return path if path.exists() else None


def _start(command: Sequence[str]) -> bool:
    """Start a program and let it go: what it says goes nowhere, and its end is waited for by nobody."""
    process = QProcess()
    process.setProgram(command[0])
    process.setArguments(list(command[1:]))
    process.setStandardInputFile(QProcess.nullDevice())
    process.setStandardOutputFile(QProcess.nullDevice())
    process.setStandardErrorFile(QProcess.nullDevice())
    # The stubs speak of a pair; what comes is the truth alone.
    return bool(process.startDetached())
