"""How the start page says times and ways in. Knows no widget."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt

from lsp_workshop.domain.wording import counted
from lsp_workshop.ui.services import SavedWorkshop, Version, WayIn
from lsp_workshop.ui.start.opening import Refusal


def _tr(text: str) -> str:
    return QCoreApplication.translate("Start", text)


def date_words(date: str) -> str:
    """ "12 March 2026" in the person's language; what is no whole date stays as it is."""
    day = QDate.fromString(date, Qt.DateFormat.ISODate)
    return QLocale().toString(day, QLocale.FormatType.LongFormat) if day.isValid() else date


def counts_words(answers: int, votes: int) -> str:
    """ "164 answers · 225 votes"; nothing where there is nothing yet."""
    parts = [counted(number, noun) for number, noun in ((answers, "answer"), (votes, "vote")) if number]
    return " · ".join(parts)


def time_words(at: datetime, now: datetime) -> str:
    """ "10:42" today, "yesterday at 10:42", "12 March 2026, 10:42"."""
    time = f"{at:%H:%M}"
    if at.date() == now.date():
        return time
    if at.date() == now.date() - timedelta(days=1):
        return _tr("yesterday at {time}").format(time=time)
    return f"{date_words(at.date().isoformat())}, {time}"


def moment_words(at: datetime, now: datetime) -> str:
    """ "Today at 10:42:07", "Yesterday at…", "12 March 2026, …": for lines of which several may be of one minute."""
    words = f"{time_words(at, now)}:{at:%S}"
    if at.date() == now.date():
        return _tr("Today at {time}").format(time=words)
    return words[:1].upper() + words[1:]


def kind_words(version: Version) -> str:
    return _tr("Second copy, kept while it is open") if version.is_second_copy else _tr("As it was closed")


def forget_words(saved: SavedWorkshop, versions: Sequence[Version]) -> str:
    """What goes, and what stays, where the versions kept of a workshop are deleted."""
    closed = sum(not version.is_second_copy for version in versions)
    parts = [counted(closed, "version") + _tr(" as it was closed")] if closed else []
    if closed < len(versions):
        parts.append(_tr("the second copy"))
    return _tr(
        "What this computer keeps of “{title}” besides its file: {what}. All that is deleted for good, with the names "
        "and papers in it.\n\nThe file itself is not touched: {path}. If it is lost, nothing here brings it back then."
    ).format(title=saved.title, what=_tr(" and ").join(parts), path=saved.path)


def way_words(way: WayIn, refusal: Refusal, now: datetime) -> tuple[str, str]:
    """The deed, for its button, and what it means, for below."""
    match way:
        case WayIn.VIEW:
            return _tr("Only look at it"), _tr("Shows it as it is saved now; nothing can be changed.")
        case WayIn.COPY:
            return _tr("Open a copy"), _tr(
                "Makes a new file among your workshops, to work in. What is changed there does not get into this one."
            )
        case WayIn.TAKE_OVER:
            host = getattr(refusal.error, "values", {}).get("host") or _tr("the other computer")
            return _tr("It has stopped there: open it here"), _tr(
                "Only if {host} has crashed or been switched off: otherwise the changes of both would get into each "
                "other's way."
            ).format(host=host)
        case WayIn.SECOND_COPY:
            return _second_copy_words(refusal.versions, now), _tr(
                "This computer kept it beside the file, change by change. It becomes a new file; this one is not "
                "touched."
            )
        case WayIn.SALVAGE:
            return _tr("Save what is whole into a new file"), _tr(
                "What is damaged is left out or marked as doubtful, and counted. This file stays as it is."
            )


def _second_copy_words(versions: Sequence[Version], now: datetime) -> str:
    at = next((version.at for version in versions if version.is_second_copy), None)
    if at is None:
        return _tr("Open the second copy")
    return _tr("Open the second copy of {time}").format(time=time_words(at, now))
