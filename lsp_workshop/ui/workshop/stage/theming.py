"""What keys and the mouse do with themes: name, rename, order, park, merge, split. Knows no rules: they are edits."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QObject, Signal

from lsp_workshop.domain.edits import themes
from lsp_workshop.domain.model import Answer, Theme
from lsp_workshop.domain.transaction import Edit, Transaction
from lsp_workshop.domain.wording import counted, shortened
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.workshop.stage.answer_list import AnswerList
from lsp_workshop.ui.workshop.stage.answer_model import AnswersModel
from lsp_workshop.ui.workshop.stage.theme_bar import ThemeBar

THEME_ACTIONS = (
    "theme_answers", "no_theme", "split_theme", "rename_theme", "theme_up", "theme_down", "park_theme", "merge_theme",
    "remove_theme",
)  # fmt: skip
"""Those that need a workshop that can be written; they are a menu of their own in the list's."""


_TITLE = 24
"""Letters of a theme's title before the box for a name."""


class Theming(QObject):
    """Works on the marked answers, or on the theme of the row that the keyboard is on."""

    asks = Signal()
    """The bar wants a name: it takes the place of the entry box."""
    answered = Signal()
    """The bar is done with: back to the list."""

    def __init__(self, desk: Desk, model: AnswersModel, view: AnswerList, bar: ThemeBar) -> None:
        super().__init__(bar)
        self._desk = desk
        self._model = model
        self._list = view
        self._bar = bar
        self._stage_id = ""
        self._deed: Callable[[str], Edit | None] = self._no_deed
        """What is done with the name in the bar; None where that name will not do."""
        self._stay = ""
        self._what: Callable[[], str] = str
        self._but = ""
        """The id of the theme that is not offered: the one that is asked about."""
        self._suggests = False
        bar.named.connect(self._named)
        bar.given_up.connect(self.answered)
        bar.nameless.connect(self._nameless)
        act = desk.actions
        act.on("theme_answers", self.ask_theme)
        view.addAction(act["theme_answers"])
        for action_id, slot in (
            ("no_theme", self._clear_theme),
            ("split_theme", self._ask_split),
            ("rename_theme", self.ask_rename),
            ("theme_up", self._up),
            ("theme_down", self._down),
            ("park_theme", self._park),
            ("merge_theme", self._ask_merge),
            ("remove_theme", self._remove),
            ("show_originals", self._show_originals),
            ("all_originals", self._all_originals),
        ):
            act.on(action_id, slot, view)

    def show_stage(self, stage_id: str) -> None:
        self._stage_id = stage_id

    def targets(self) -> list[str]:
        """The marked answers, or else the current one."""
        if self._model.marks:
            return list(self._model.marks)
        row = self._list.current_row()
        return [row.answer.id] if row is not None and row.answer is not None else []

    def current_theme(self) -> Theme | None:
        """Of the heading or the answer that the keyboard is on."""
        row = self._list.current_row()
        if row is None:
            return None
        theme_id = row.answer.theme_id if row.answer is not None else row.theme_id
        return self._desk.workshop.find(Theme, theme_id)

    # --- answers ------------------------------------------------------------------------------------------

    def ask_theme(self) -> None:
        # The key is the window's: on another page or tab the box for the name would be typed into unseen.
        if self._is_seen():
            self.ask_theme_for(self.targets())

    def _is_seen(self) -> bool:
        panel = self._bar.parentWidget()
        return panel is not None and panel.isVisible()

    def ask_theme_for(self, ids: Collection[str]) -> None:
        if not ids or not self._stage_id:
            self._desk.say(self.tr("Mark answers first: Ctrl+L goes to them, Space marks."))
            return
        kept = tuple(ids)
        what = self.tr("{what} under").format(what=counted(len(kept), "answer"))
        self._ask(lambda: what, lambda title: themes.put_under_theme(kept, title), stay=self._next_to(kept))

    def put_under(self, ids: Collection[str], theme_id: str) -> None:
        """What is marked stays so where something else was dragged."""
        self._do(themes.move_to_theme(ids, theme_id), stay=self._next_to(ids), clear=self._are_marked(ids))

    def take_out(self, ids: Collection[str]) -> None:
        workshop = self._desk.workshop
        themed = [each for each in ids if workshop.get(Answer, each).theme_id is not None]
        if themed:
            self._do(themes.clear_theme(themed), stay=self._next_to(themed), clear=self._are_marked(themed))

    def _are_marked(self, ids: Collection[str]) -> bool:
        return any(each in self._model.marks for each in ids)

    def _clear_theme(self) -> None:
        self.take_out(self.targets())

    def _ask_split(self) -> None:
        kept = tuple(self.targets())
        if not kept:
            self._desk.say(self.tr("Mark the answers of a theme that are to be one of their own."))
            return
        what = self.tr("{what} split off into").format(what=counted(len(kept), "answer"))
        self._ask(lambda: what, lambda title: themes.split_theme(kept, title), stay=self._next_to(kept), suggest=False)

    # --- themes -------------------------------------------------------------------------------------------

    def ask_rename(self) -> None:
        theme = self._wanted()
        if theme is not None:
            self._ask(
                lambda: self.tr("{theme} is now").format(theme=self._named_now(theme)),
                lambda title: themes.rename_theme(theme.id, title),
                name=theme.title,
                suggest=False,
            )

    def place(self, theme_id: str, other_id: str, *, after: bool) -> None:
        self._do(themes.place_theme(theme_id, other_id, after=after))
        self._list.go_to(f"theme:{theme_id}")

    def _up(self) -> None:
        self._step(-1)

    def _down(self) -> None:
        self._step(1)

    def _step(self, step: int) -> None:
        """Past the next theme that is shown; those of other questions move along unseen."""
        theme = self._wanted()
        if theme is None:
            return
        shown = [each.id for each in self.shown_themes(parked=theme.parked)]
        there = shown.index(theme.id) + step if theme.id in shown else -1
        if 0 <= there < len(shown):
            self._do(themes.place_theme(theme.id, shown[there], after=step > 0))

    def shown_themes(self, *, parked: bool) -> list[Theme]:
        """The themes of the list, top to bottom."""
        found = (self._desk.workshop.find(Theme, row.theme_id) for row in self._model.headings())
        return [theme for theme in found if theme is not None and theme.parked is parked]

    def _park(self) -> None:
        theme = self._wanted()
        if theme is not None:
            self._do(themes.park_theme(theme.id, not theme.parked))
            self._list.go_to(f"theme:{theme.id}")

    def _ask_merge(self) -> None:
        theme = self._wanted()
        if theme is None:
            return
        self._ask(
            lambda: self.tr("{theme} goes into").format(theme=self._named_now(theme)),
            lambda title: self._merged(theme, title),
            but=theme,
        )

    def _merged(self, theme: Theme, title: str) -> Edit | None:
        kept = themes.find_theme(self._desk.workshop, theme.stage_id, title)
        if kept is None or kept.id == theme.id:
            self._desk.say(self.tr("There is no other theme of that name: Down shows them."))
            return None
        self._stay = f"theme:{kept.id}"
        return themes.merge_themes(kept.id, [theme.id])

    def _remove(self) -> None:
        theme = self._wanted()
        if theme is not None:
            self._do(themes.remove_theme(theme.id))

    def _wanted(self) -> Theme | None:
        """The current theme; says what to do where there is none."""
        theme = self.current_theme()
        if theme is None:
            self._desk.say(self.tr("Go to a theme, or to an answer under one, first: Alt+V shows them."))
        return theme

    # --- originals ----------------------------------------------------------------------------------------

    def _show_originals(self) -> None:
        rows = [self._model.row(self._model.index_of(answer_id)) for answer_id in self.targets()]
        ids = [row.key for row in rows if row is not None and row.has_originals]
        if ids:
            self._unfold(ids)
        else:
            self._desk.say(self.tr("These are the first words already."))

    def _all_originals(self) -> None:
        ids = self._model.with_originals()
        if ids:
            self._unfold(ids)
        else:
            self._desk.say(self.tr("Nothing was reworded or merged here."))

    def _unfold(self, ids: Collection[str]) -> None:
        self._model.unfold(ids, unfolded=not self._model.unfolded.issuperset(ids))

    # --- how ----------------------------------------------------------------------------------------------

    def _no_deed(self, title: str) -> None:
        return None

    def _ask(
        self,
        what: Callable[[], str],
        deed: Callable[[str], Edit | None],
        *,
        name: str = "",
        stay: str = "",
        suggest: bool = True,
        but: Theme | None = None,
    ) -> None:
        self._deed, self._stay = deed, stay
        self._what, self._but, self._suggests = what, but.id if but is not None else "", suggest
        self.asks.emit()
        self._bar.ask(what(), self._offered(), name)

    def _offered(self) -> list[str]:
        listed = self._desk.workshop.themes_of(self._stage_id) if self._suggests else ()
        return [theme.title for theme in listed if theme.id != self._but]

    def refresh(self) -> None:
        """A theme has another name (undo, a wording brought back): the line that asks says the one of now."""
        if not self._bar.isHidden():
            self._bar.tell(self._what(), self._offered())

    def _named_now(self, theme: Theme) -> str:
        return _short(self._desk.workshop.find(Theme, theme.id) or theme)

    def _nameless(self, _space: str) -> None:
        self._desk.say(self.tr("Type the name of the theme, or Esc to leave it."))

    def _named(self, title: str) -> None:
        edit = self._deed(title)
        if edit is not None and self._do(edit, stay=self._stay, clear=True, again=self._bar.enter) is not None:
            self.answered.emit()

    def _do(
        self, edit: Edit, *, stay: str = "", clear: bool = False, again: Callable[[], object] | None = None
    ) -> Transaction | None:
        """`stay` is the row that the eye rests on: it does not move on the screen when answers go elsewhere."""
        top = self._list.visualRect(self._model.index_of(stay)).top() if stay else 0
        done = self._desk.do(edit, again=again)
        if done is None:
            return None
        if clear:
            self._model.clear_marks()
        index = self._model.index_of(stay)
        if index.isValid():
            self._list.setCurrentIndex(index)
            bar = self._list.verticalScrollBar()
            bar.setValue(bar.value() + self._list.visualRect(index).top() - top)
        return done

    def _next_to(self, ids: Collection[str]) -> str:
        """By theme, what comes after the answers that go elsewhere: sorting a pile goes on from there."""
        if not self._model.by_theme:
            return ""
        here = self._list.currentIndex().row()
        return self._model.neighbour(here, frozenset(ids))


def _short(theme: Theme) -> str:
    return f"“{shortened(theme.title, _TITLE)}”"
