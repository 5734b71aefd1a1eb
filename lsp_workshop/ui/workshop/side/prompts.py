"""What the framework's source says to the stage that is shown."""

from __future__ import annotations

from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import ScrollColumn, label
from lsp_workshop.ui.workshop.walk import Walk


class Prompts(ScrollColumn):
    """What the framework's source says to this stage: lessons first, then key tasks."""

    def __init__(self, desk: Desk, walk: Walk) -> None:
        super().__init__(margins=(4, 4, 8, 4), spacing=0)
        self._desk, self._walk = desk, walk
        self._stage_id = ""
        walk.moved.connect(self.load)
        self.load()

    def load(self) -> None:
        stage = self._walk.stage
        if stage is None or stage.id == self._stage_id:
            return
        self._stage_id = stage.id
        while (item := self.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        framework = self._desk.services.framework
        groups = (
            (self.tr("Lessons"), framework.lessons_for(stage.number)),
            (self.tr("Key tasks"), framework.key_tasks_for(stage.number)),
        )
        for title, prompts in groups:
            if prompts:
                self.body.addWidget(label(title, "caption", "muted"))
                self.body.addSpacing(4)
            for prompt in prompts:
                self.body.addWidget(label(prompt.text, "body", wrap=True))
                self.body.addSpacing(12)
        self.body.addStretch(1)
        self.verticalScrollBar().setValue(0)
