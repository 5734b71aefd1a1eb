"""What the tour puts down of what was agreed: decisions, the plan, the review. Typed into the grids cell by cell."""

from __future__ import annotations

from lsp_workshop.documents import bundled_framework
from lsp_workshop.domain.edits.milestones import typed_milestones
from lsp_workshop.domain.edits.names import typed_list
from lsp_workshop.domain.edits.objectives import route_names
from lsp_workshop.domain.edits.plan import typed_arrangements
from lsp_workshop.domain.model import (
    Action,
    Ballot,
    Decision,
    Lesson,
    Objective,
    Organisation,
    ParkingLotItem,
    Participant,
    Pledge,
    Question,
    Review,
)
from lsp_workshop.tour.hands import Hands
from lsp_workshop.ui.tables import RecordTable
from lsp_workshop.ui.workshop.plan.decisions import DecisionsPanel
from lsp_workshop.ui.workshop.plan.panel import ACTIONS, MISSING, OBJECTIVES, PARKING, PLEDGES, TIMELINE, WHO, PlanPanel
from lsp_workshop.ui.workshop.review.panel import ReviewPanel


class Agreements:
    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def decisions(self, question: Question) -> None:
        found = [each for each in self._hands.sample.all(Decision) if each.stage_id == question.stage_id]
        if not found:
            return
        panel = self._hands.window.stage_page.open_tab("decisions")
        assert isinstance(panel, DecisionsPanel)
        for decision in found:
            self._hands.at(decision.recorded_at)
            panel.entry.setFocus()
            self._hands.line(decision.text)
            self._settle(panel, decision)
        if question.stage_id == "S5":
            self._hands.look("decisions")

    def _settle(self, panel: DecisionsPanel, decision: Decision) -> None:
        """How it was decided, with what outcome, and who did not agree."""
        card = next(card for card in panel.cards if card.decision.text == decision.text)
        card.open_form()
        form = card.form
        assert form is not None
        form.outcome.choose(decision.outcome)
        for field, words in ((form.how, decision.how), (form.dissent, decision.dissent)):
            field.setFocus()
            self._hands.type(words)
        behind = self._hands.sample.find(Ballot, decision.ballot_id)
        if behind is not None:
            form.ballot.setCurrentIndex(form.ballot.findText(behind.title))
        form.dissent.setFocus()
        self._hands.keys("Return")

    def objectives(self) -> None:
        panel = self._hands.window.stage_page.open_tab("plan")
        assert isinstance(panel, PlanPanel)
        table = panel.open_table(OBJECTIVES)
        for objective in self._hands.sample.all(Objective):
            lead = self._name(Organisation, objective.lead_organisation_id)
            person = self._name(Participant, objective.lead_participant_id)
            with_them = self._name(Organisation, objective.co_lead_organisation_id)
            routes = typed_list(route_names(self._hands.sample, objective))
            self._row(table, objective.title, "", objective.statement, lead, person, with_them, routes)
        self._top(table)
        self._hands.look("plan-objectives")

    def plan(self) -> None:
        self._hands.window.walk.go("Q4.1")
        panel = self._hands.window.stage_page.open_tab("plan")
        assert isinstance(panel, PlanPanel)
        table = panel.open_table(ACTIONS)
        for action in self._hands.sample.all(Action):
            self._row(
                table,
                action.title,
                self._objective_title(action),
                self._name(Organisation, action.planner_organisation_id),
                typed_list([self._name(Organisation, each) for each in action.deliverer_organisation_ids]),
                action.target,
                typed_milestones(action.milestones),
                self._name(Organisation, action.monitor_organisation_id),
                self._name(Participant, action.owner_participant_id),
                action.due or "",
                action.first_step,
                "",
                typed_arrangements(action, bundled_framework().joint_arrangements),
            )
        self._top(table)
        self._hands.look("plan-actions")
        self._pledges(panel)
        panel.open_view(MISSING)
        panel.shown()
        self._hands.look("plan-missing")
        panel.open_view(TIMELINE)
        panel.shown()
        self._hands.look("plan-timeline")
        panel.open_view(WHO)
        panel.shown()
        self._hands.look("plan-matrix")
        table = panel.open_table(PARKING)
        for item in self._hands.sample.all(ParkingLotItem):
            owner = self._name(Participant, item.owner_participant_id)
            self._row(table, item.text, item.raised_by, owner, item.answer_by or "", item.status)
        self._hands.look("parking-lot")

    def _pledges(self, panel: PlanPanel) -> None:
        dimensions = {each.id: each.text for each in bundled_framework().dimensions}
        table = panel.open_table(PLEDGES)
        for pledge in self._hands.sample.all(Pledge):
            organisation = self._name(Organisation, pledge.organisation_id)
            person = self._name(Participant, pledge.participant_id)
            change = dimensions.get(pledge.dimension_id or "", "")
            self._row(table, pledge.text, organisation, person, change, pledge.due or "")
        self._top(table)
        self._hands.look("plan-pledges")

    def review(self) -> None:
        """Stage 5: reviews to come, what became of last year's promises, lessons, the forms; then the reading back."""
        last = self._hands.sample.walk()[-1]
        self._hands.window.walk.go(last.id)
        panel = self._hands.window.stage_page.open_tab("review")
        assert isinstance(panel, ReviewPanel)
        reviews, feedback = self._hands.sample.all(Review), self._hands.sample.feedback()
        for review in reviews:
            self._row(panel.table("calendar"), review.kind, review.date)
        self._hands.look("review-calendar")
        for item in (item for review in reviews for item in review.items):
            self._row(panel.table("carried"), item.title, item.reason, item.rag or "")
        self._hands.look("review-last-time")
        for lesson in self._hands.sample.all(Lesson):
            self._row(panel.table("lessons"), lesson.text, lesson.kind, lesson.share_with)
        self._hands.look("review-lessons")
        panel.choose("feedback")
        for statement in feedback.statements if feedback else ():
            self._hands.line(statement)
        self._hands.keys("Ctrl+Return")
        for form in feedback.forms if feedback else ():
            self._hands.line("".join("-" if score is None else str(score) for score in form.scores))
        self._hands.keys("Tab")
        for comment in feedback.comments if feedback else ():
            self._hands.line(comment)
        self._hands.look("review-feedback")
        self._hands.keys("Shift+F9")
        self._hands.room("projector-read-back")

    def _row(self, table: RecordTable, *values: str) -> None:
        """A new row, cell by cell; an empty value leaves its cell as it is."""
        table.select_new()
        table.setFocus()
        for value in values:
            if value:
                self._hands.keys("F2")
                self._hands.type(value)
            self._hands.keys("Tab")

    def _top(self, table: RecordTable) -> None:
        table.select(table.records.ids[0])
        table.setFocus()

    def _name(self, kind: type[Organisation] | type[Participant], record_id: str | None) -> str:
        found = self._hands.sample.find(kind, record_id)
        return found.name if found else ""

    def _objective_title(self, action: Action) -> str:
        objective = self._hands.sample.find(Objective, action.objective_id)
        return objective.title if objective else ""
