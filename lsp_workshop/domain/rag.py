"""Red, amber and green: how an action or a promise of last year stands. Knows no edit and no screen."""

from __future__ import annotations

from lsp_workshop.domain.errors import DomainError

RED, AMBER, GREEN = "red", "amber", "green"
RAGS = (RED, AMBER, GREEN)


def require_reason(title: str, rag: str | None, reason: str) -> None:
    """Raises "reason_needed" for red or amber without a reason, and "no_such" for a colour that is none of the three.

    None stands for what nobody has rated yet.
    """
    if rag is not None and rag not in RAGS:
        raise DomainError("no_such", noun="colour", text=rag, known=RAGS)
    if rag in (RED, AMBER) and not reason.strip():
        raise DomainError("reason_needed", title=title, rag=rag)
