"""The framework's prompts in the facilitator's hands: ticked off. What becomes of them is added by its own edit."""

from __future__ import annotations

import dataclasses

from lsp_workshop.domain.change import changed
from lsp_workshop.domain.framework import Prompt
from lsp_workshop.domain.model import Stage
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.wording import short_title
from lsp_workshop.domain.workshop import Workshop


def tick_prompt(stage_id: str, prompt: Prompt, on: bool) -> Edit:
    """Tick a prompt off in this stage, or take the tick away; in other stages it stays as it is."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Stage, stage_id)
        others = tuple(each for each in before.ticked_prompt_ids if each != prompt.id)
        ticked = (*others, prompt.id) if on else others
        if on == (prompt.id in before.ticked_prompt_ids):
            ticked = before.ticked_prompt_ids
        label = f"{'tick' if on else 'untick'} prompt {short_title(prompt.text)} in stage {before.number}"
        return Transaction(label, changed(before, dataclasses.replace(before, ticked_prompt_ids=ticked)))

    return edit
