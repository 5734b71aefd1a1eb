"""However a day goes, the patched rows of a list are those that a fresh look would show."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lsp_workshop.session import Notice, Session
from lsp_workshop.ui.workshop.stage.answer_model import AnswersModel
from tests.domain.days import RICH, Day, days, live
from tests.ui.support import MemoryStore, session_of

ORDERS = ({"by_theme": True}, {"by_theme": False}, {"by_theme": False, "columns": True})
ANSWERS = (
    "capture", "capture several", "reword", "set aside", "keep", "mark", "move", "theme", "clear", "rename",
    "remove theme", "place theme", "park theme", "merge themes", "split theme", "put under", "merge", "split", "parts",
    "part", "group", "remove answer", "remove group",
)  # fmt: skip


class Lists:
    """A list in each order, of each question, told of every deed."""

    def __init__(self, session: Session, question_ids: tuple[str, ...] = ("Q1", "Q2")) -> None:
        self.session = session
        self.models = [(each, order, _model(session, each, order)) for each in question_ids for order in ORDERS]
        session.subscribe(self._refresh)

    def _refresh(self, notice: Notice) -> None:
        for _question_id, _order, model in self.models:
            model.refresh(notice.transaction.changes)

    def are_as_fresh(self) -> None:
        for question_id, order, model in self.models:
            fresh = _model(self.session, question_id, order)
            fresh.sections.unfolded = set(model.unfolded)
            fresh.refresh()
            assert model.rows(0, model.rowCount()) == fresh.rows(0, fresh.rowCount()), (question_id, order)
            assert model.counts == fresh.counts


def _model(session: Session, question_id: str, order: dict[str, bool]) -> AnswersModel:
    model = AnswersModel(session.workshop)
    model.order(**order)
    model.show(question_id)
    return model


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(days(*ANSWERS), st.data())
def test_rows_are_what_a_fresh_look_would_show_whatever_was_done(day: Day, data: st.DataObject) -> None:
    """A heading that should have gone, or that came too late, is removed or missed by whoever trusts the list."""
    session = session_of(list(RICH), MemoryStore())
    lists = Lists(session)
    for step in day:
        live(session, [step])
        lists.are_as_fresh()
        for _ in range(data.draw(st.integers(0, 2))):
            if session.undo_label is not None:
                session.undo()
                lists.are_as_fresh()
        if session.redo_label is not None and data.draw(st.booleans()):
            session.redo()
            lists.are_as_fresh()
