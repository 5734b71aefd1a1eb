"""The time that a document says it was made at: the workshop's own last change, never that of the export."""

from __future__ import annotations

import os
from datetime import UTC, datetime

_UNKNOWN = datetime(2000, 1, 1, tzinfo=UTC)
"""Where the workshop knows no date at all: any, as long as it is always the same."""
_EARLIEST, _LATEST = datetime(1980, 1, 1, tzinfo=UTC), datetime(2107, 12, 31, tzinfo=UTC)
"""What an archive's entries can say."""


def moment_of(made_at: str) -> datetime:
    """SOURCE_DATE_EPOCH where it is set, else `made_at` (ISO 8601), to the second, in UTC.

    What the workshop knows is the clock in the room; read as UTC it is the same on every computer.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    try:
        moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.fromisoformat(made_at)
    except (ValueError, OverflowError, OSError):
        return _UNKNOWN
    return min(max(moment.replace(tzinfo=UTC, microsecond=0), _EARLIEST), _LATEST)
