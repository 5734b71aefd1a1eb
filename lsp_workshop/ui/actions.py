"""Every action of the program in one table: id, text, keys, help. `Actions` makes the QActions of one window.

A page adds its actions here, in a group of its own, and connects them with `actions.on(id, slot)`. An action with
`widget=True` works only while its widget has the focus (Delete in a list must not delete in a text box).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from lsp_workshop.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """`keys`: alternatives in Qt's portable form, the first is the one that is shown."""

    id: str
    text: str
    keys: tuple[str, ...] = ()
    help: str = ""
    icon: str = ""
    checkable: bool = False
    widget: bool = False
    menu: bool = True


def _spec(
    action_id: str,
    text: str,
    *keys: str,
    help: str = "",
    icon: str = "",
    checkable: bool = False,
    widget: bool = False,
    menu: bool = True,
) -> ActionSpec:
    return ActionSpec(action_id, text, keys, help, icon, checkable, widget, menu)


GENERAL = (
    _spec("undo", "Undo", "Ctrl+Z", icon="undo-2", help="Take back the last thing that was done"),
    _spec("redo", "Redo", "Ctrl+Shift+Z", "Ctrl+Y", icon="redo-2", help="Do again what was taken back"),
    _spec("try_again", "Try again", "Ctrl+Shift+T", icon="save", help="Save what the disk did not take"),
    _spec("save_elsewhere", "Save elsewhere…", "Ctrl+Shift+S", icon="folder-open", help="Go on in a new file"),
    _spec("open_for_work", "Open for work", "Ctrl+Shift+O", icon="pencil", help="Open this file to change it"),
    _spec("read_again", "Read again", "Ctrl+Shift+V", icon="eye", help="Show the file as it is now"),
    _spec("palette", "Commands…", "Ctrl+K", icon="chevron-right", help="Everything that can be done now, by its words"),
    _spec("search", "Search this workshop…", "Ctrl+F", icon="search"),
    _spec("history", "What was done…", "Ctrl+H", icon="clock", help="The history by time, with earlier words"),
    _spec("handouts", "Handouts…", "Ctrl+P", icon="printer", help="Sign-in sheet, badges, posters, ballot papers…"),
    _spec("shortcuts", "All keys…", "F1", icon="list-checks", help="Help: the list of keys, to read, print or save"),
    _spec("doubtful", "Doubtful records…", icon="triangle-alert", help="What came back from a damaged file"),
    _spec("toggle_dark", "Light or dark", "Ctrl+D", icon="moon"),
    _spec("larger_text", "Larger text", "Ctrl++", "Ctrl+=", icon="plus"),
    _spec("smaller_text", "Smaller text", "Ctrl+-", icon="minus"),
    _spec("preferences", "Preferences…", "Ctrl+,", icon="settings", help="Colours, contrast, text size, motion"),
    _spec("templates", "Templates…", "Ctrl+Shift+L", icon="layers", help="What a new workshop begins with"),
    _spec("close_window", "Back to the start page", "Ctrl+W", icon="arrow-left"),
    _spec("quit", "Quit", "Ctrl+Q", icon="x", help="Save, and end the program"),
)

DAY = (
    _spec("walk_on", "Next question", "Ctrl+Right", "PgDown", icon="arrow-right"),
    _spec("walk_back", "Previous question", "Ctrl+Left", "PgUp", icon="arrow-left"),
    _spec("go_prepare", "Go to Prepare", "Ctrl+0", menu=False),
    _spec("go_stage_1", "Go to stage 1", "Ctrl+1", menu=False),
    _spec("go_stage_2", "Go to stage 2", "Ctrl+2", menu=False),
    _spec("go_stage_3", "Go to stage 3", "Ctrl+3", menu=False),
    _spec("go_stage_4", "Go to stage 4", "Ctrl+4", menu=False),
    _spec("go_stage_5", "Go to stage 5", "Ctrl+5", menu=False),
    _spec("go_record", "Go to Record", "Ctrl+6", menu=False, help="Look, print, export: PDF, Word, Excel, calendar"),
    _spec("next_tab", "Next tab", "Ctrl+Tab", menu=False),
    _spec("previous_tab", "Previous tab", "Ctrl+Shift+Tab", menu=False),
    _spec("focus_entry", "Type an answer", "Ctrl+E", icon="pencil"),
    _spec("focus_answers", "Go to the answers", "Ctrl+L", icon="list-checks"),
    _spec("by_theme", "Answers by theme", "Alt+V", checkable=True, icon="tag"),
    _spec("by_columns", "A column for each table", "Alt+Shift+V", checkable=True, icon="layout-grid"),
    _spec("by_when", "Answers by when it bites", "Alt+W", checkable=True, icon="calendar", help="Soonest first"),
    _spec("next_part", "The next answers go to the other part", help="Of a question with parts, such as 2.1"),
    _spec("show_aside", "Show what was set aside", "Ctrl+Shift+A", checkable=True, icon="archive"),
    _spec("timer_toggle", "Start or pause the timer", "F7", icon="timer"),
    _spec("timer_minute", "One minute more", "Shift+F7", icon="plus"),
    _spec("timer_less", "One minute less", "Shift+F8", icon="minus"),
    _spec("timer_step", "Next step of the method", "Ctrl+F8", icon="chevron-right"),
    _spec("timer_step_back", "Previous step of the method", icon="chevron-left"),
    _spec("timer_sound", "Sound at the end of the timer", checkable=True, help="A gentle one, on this laptop"),
    _spec("agenda_next", "Begin what is next on the agenda", "Ctrl+T", icon="play"),
    _spec("agenda_finish", "Finish the agenda item", "Ctrl+Shift+F8", icon="check"),
    _spec("go_running", "Back to what runs now", "Ctrl+G", icon="arrow-left", help="After a look elsewhere"),
    _spec("run_sheet", "Run sheet…", "Ctrl+J", icon="calendar", help="Planned and actual; begin, finish, leave out"),
    _spec("catch_up", "Catch up…", "Ctrl+Shift+B", icon="clock", help="Move, shorten or leave out what is to come"),
    _spec("run_sheet_afresh", "Run sheet: start afresh", help="As planned, before anything had begun"),
    _spec("park", "Park a point", "Alt+P", icon="square-parking", help="Type the point and press Enter"),
    _spec("write_note", "Write a private note", "Alt+N", icon="pencil"),
    _spec("write_day_note", "Write a private note of the day", "Alt+Shift+N", icon="pencil"),
    _spec("go_prompts", "Go to the prompts", "Alt+R", icon="info", help="What the framework says to this stage"),
    _spec("toggle_side", "Fold the right panel away", "Ctrl+Shift+R", checkable=True, icon="layout-grid"),
    _spec("stage_done", "This stage is done", "Ctrl+Shift+E", checkable=True, icon="check"),
    _spec("reword_question", "Reword the question…", "Ctrl+Shift+W", icon="pencil"),
    _spec("restore_wording", "Back to the source wording", icon="quote"),
    _spec("add_question", "Add a question…", "Ctrl+Shift+N", icon="plus"),
    _spec("hide_question", "Hide this question", icon="eye-off"),
    _spec("set_minutes", "Minutes for this question…", icon="clock"),
    _spec("set_parts", "Parts of this question…", icon="layers", help="Lists such as needs / opportunities"),
    _spec("ask_when", "Ask here how sure and when it bites", checkable=True, help="“Words / likely April 2027”"),
    _spec("go_purpose", "Go to the purpose statement", icon="target", help="In stage 1, with what a staff team does"),
)

ANSWERS = (
    _spec("theme_answers", "Put under a theme…", "Alt+T", icon="tag"),
    _spec("mark_answer", "Mark", "Space", widget=True),
    _spec("edit_answer", "Edit the words", "F2", widget=True, icon="pencil"),
    _spec("aside_answers", "Set aside", "Del", "Backspace", widget=True, icon="archive"),
    _spec("keep_answers", "Keep again", "Ins", "R", widget=True, icon="archive-restore"),
    _spec("flag_headline", "Headline", "H", widget=True, icon="star"),
    _spec("flag_minority_view", "Minority view", "M", widget=True, icon="users"),
    _spec("flag_strong_feeling", "Strong feeling", "S", widget=True, icon="flame"),
    _spec("flag_to_check", "To check", "C", widget=True, icon="circle-question-mark"),
    _spec("last_headline", "Headline: what was just entered", "Ctrl+Alt+H", icon="star"),
    _spec("last_minority_view", "Minority view: what was just entered", "Ctrl+Alt+M", icon="users"),
    _spec("last_strong_feeling", "Strong feeling: what was just entered", "Ctrl+Alt+S", icon="flame"),
    _spec("last_to_check", "To check: what was just entered", "Ctrl+Alt+C", icon="circle-question-mark"),
    _spec("like_answer", "Go to the answer that is like it", "Alt+Down", icon="search", menu=False),
    _spec("move_answers", "Another table said it…", "Alt+M", widget=True, icon="users"),
    _spec("part_1", "Into the first part", "1", widget=True),
    _spec("part_2", "Into the second part", "2", widget=True),
    _spec("part_3", "Into the third part", "3", widget=True),
    _spec("part_4", "Into the fourth part", "4", widget=True),
    _spec("no_part", "Into no part", "0", widget=True),
    _spec("how_sure", "Certain, likely, unsure", "U", widget=True, icon="circle-question-mark"),
    _spec("when_bites", "When it bites…", "W", widget=True, icon="calendar"),
    _spec("no_theme", "Take out of the theme", "Shift+Del", widget=True),
    _spec("split_theme", "Split off as a theme…", "Shift+X", widget=True, help="The marked answers of a theme"),
    _spec("rename_theme", "Rename the theme…", "Shift+F2", widget=True, icon="pencil"),
    _spec("theme_up", "Theme up", "Ctrl+Up", widget=True, icon="chevron-up"),
    _spec("theme_down", "Theme down", "Ctrl+Down", widget=True, icon="chevron-down"),
    _spec("park_theme", "Park the theme, or bring it back", "K", widget=True, icon="archive"),
    _spec("merge_theme", "Merge the theme into…", "Shift+G", widget=True, icon="layers"),
    _spec("remove_theme", "Remove the theme", "Ctrl+Del", widget=True, help="Its answers stay"),
    _spec("alike", "Answers that look alike…", "Alt+S", icon="layers", help="Suggestions of themes, one by one"),
    _spec("alike_dismiss", "Dismiss the suggestion", "Alt+Shift+S", icon="x", help="Another action brings it back"),
    _spec("alike_back", "Bring back suggestions that were dismissed", icon="layers"),
    _spec("show_originals", "First words and what was merged", "O", widget=True, icon="quote"),
    _spec("all_originals", "First words and merged ones of all", "Shift+O", widget=True, icon="quote"),
    _spec("merge_answers", "Merge into the first", "G", widget=True, icon="layers"),
    _spec("split_answers", "Split again", "X", widget=True),
    _spec("project_answer", "This answer on the projector", "P", widget=True, icon="presentation"),
    _spec("project_theme", "Its theme on the projector", "Shift+P", widget=True, icon="presentation"),
    _spec("answers_done", "Back to the entry box", "Esc", widget=True, menu=False),
)

PROMPTS = (
    _spec("prompt_tick", "Tick it off", "Space", widget=True, icon="check"),
    _spec("prompt_answer", "Make an answer of it", "A", widget=True, icon="message-square", help="Into the entry box"),
    _spec("prompt_action", "Make an action of it", "D", widget=True, icon="list-checks", help="In the plan"),
    _spec("prompt_park", "Park it", "P", widget=True, icon="square-parking"),
)

PROJECTOR = (
    _spec("project_question", "Question on the projector", "F5", icon="presentation"),
    _spec("project_answers", "Answers on the projector", "Shift+F5", icon="presentation"),
    _spec("project_blank", "Blank the projector", "F9", icon="monitor-off"),
    _spec("project_next", "Reveal, or next page", "F6", icon="chevron-right"),
    _spec("project_previous", "Previous page", "Shift+F6", icon="chevron-left"),
    _spec("project_hold", "Hold new answers back", "Ctrl+Shift+H", checkable=True, icon="pause"),
    _spec("project_by_theme", "Answers by theme", "Ctrl+F5", checkable=True, icon="tag"),
    _spec("project_sectors", "Sectors on the projector", "Ctrl+Shift+F4", checkable=True, help="For this result only"),
    _spec("project_rounds", "Both votes on the projector", "Ctrl+Shift+F5", checkable=True, help="After voting again"),
    _spec(
        "project_read_back",
        "Read back on the projector",
        "Shift+F9",
        icon="presentation",
        help="Decisions, actions and parked points, with who and by when",
    ),
    _spec("project_clock", "Timer on the projector", "Ctrl+F7", icon="timer"),
    _spec(
        "project_corner",
        "Timer in the corner",
        "Ctrl+Shift+F7",
        checkable=True,
        icon="clock",
        help="Small, beside what is shown",
    ),
    _spec("project_preview", "Fold the preview away", "Ctrl+Shift+F11", checkable=True, icon="eye-off"),
    _spec("project_light", "Light projector", "Ctrl+Shift+D", checkable=True, icon="sun"),
    _spec("project_window", "Projector in a window", "Ctrl+F11", icon="monitor", help="F11 makes it full screen"),
)

PREPARE: tuple[ActionSpec, ...] = (
    _spec("prepare_workshop", "Workshop details", "Alt+1", widget=True, icon="info"),
    _spec("prepare_people", "People", "Alt+2", widget=True, icon="users"),
    _spec("prepare_organisations", "Organisations", "Alt+3", widget=True, icon="building-2"),
    _spec("prepare_tables", "Tables", "Alt+4", widget=True, icon="layout-grid"),
    _spec("prepare_sectors", "Sectors", "Alt+5", widget=True, icon="layers"),
    _spec("prepare_agenda", "Agenda", "Alt+6", widget=True, icon="calendar"),
    _spec("arrivals", "Tick arrivals", "F8", icon="check", help="Type a few letters of a name; Enter ticks it as here"),
)
BALLOTS = (
    _spec("new_ballot", "New ballot", "Ctrl+B", icon="vote", help="A vote: then a number for its kind"),
    _spec(
        "health_check",
        "Partnership health check",
        "Ctrl+Shift+P",
        icon="chart-bar",
        help="Opens it at once, or goes to the one there is",
    ),
    _spec("open_ballot", "Open the ballot", "Ctrl+Return", icon="vote"),
    _spec("ballot_view", "Papers, who has voted, hands", "F3", icon="users"),
    _spec("ballot_spoilt", "A spoilt paper", "F12", widget=True, icon="x"),
    _spec("close_ballot", "Close the ballot…", "Ctrl+Shift+K", icon="lock"),
    _spec("project_ballot", "Ballot on the projector", "F4", icon="presentation", help="Options, or the result"),
    _spec("decide_ballot", "Record a decision from this ballot…", "Ctrl+Shift+G", icon="gavel"),
)
PLAN: tuple[ActionSpec, ...] = (
    _spec("plan_actions", "Go to the actions", "Alt+1", widget=True, icon="list-checks"),
    _spec("plan_objectives", "Go to the objectives", "Alt+2", widget=True, icon="target"),
    _spec("plan_parking", "Go to the parking lot", "Alt+3", widget=True, icon="square-parking"),
    _spec("plan_pledges", "Go to the pledges", "Alt+4", widget=True, icon="flag"),
    _spec("plan_missing", "What is missing in the plan", "Alt+5", widget=True, icon="triangle-alert"),
    _spec("plan_timeline", "Timeline of the plan", "Alt+6", widget=True, icon="calendar", help="Again: grouped anew"),
    _spec("plan_matrix", "Who does what", "Alt+7", widget=True, icon="layout-grid"),
    _spec("project_plan", "Plan on the projector", "Shift+F4", widget=True, icon="presentation"),
    _spec("plan_routes", "Objectives from routes…", "Ctrl+I", icon="target", help="From a result, or in the plan"),
    _spec("plan_arrangements", "Tick joint arrangements", "Ctrl+Shift+M", widget=True, icon="check"),
    _spec("plan_milestone", "Add a milestone", "Ctrl+M", widget=True, icon="flag"),
    _spec("edit_decision", "Edit the decision", "F2", widget=True, icon="pencil"),
    _spec("project_decision", "Decision on the projector", "Shift+F4", widget=True, icon="presentation"),
    _spec("remove_decision", "Remove the decision", widget=True, icon="trash-2"),
)
PURPOSE: tuple[ActionSpec, ...] = (
    _spec("purpose_statement", "Go to the purpose statement", "Alt+1", widget=True, icon="target", menu=False),
    _spec("purpose_staff", "Go to what a staff team does", "Alt+2", widget=True, icon="users"),
    _spec("draft_purpose", "Draft the purpose from headlines", "Ctrl+Shift+I", widget=True, icon="star"),
    _spec("save_purpose", "Save this wording", "Ctrl+S", widget=True, icon="save"),
    _spec("bring_back_purpose", "Bring this wording back", "Alt+Return", widget=True, icon="archive-restore"),
    _spec("purpose_earlier", "The wording before", "Alt+Left", widget=True, icon="chevron-left"),
    _spec("purpose_later", "The wording after", "Alt+Right", widget=True, icon="chevron-right"),
    _spec("project_purpose", "Purpose on the projector", "Shift+F4", widget=True, icon="presentation"),
)
VISION: tuple[ActionSpec, ...] = (
    _spec("vision_wordings", "Go to the wordings of the vision", "Alt+1", widget=True, icon="quote"),
    _spec("vision_whose", "Whose vision it is", "Alt+2", widget=True, icon="users"),
    _spec("vision_routes", "Go to the routes", "Alt+3", widget=True, icon="map-pin"),
    _spec("vision_indicators", "Go to the indicators", "Alt+4", widget=True, icon="target"),
    _spec("vision_ballot", "Put to a ballot", "Ctrl+Shift+U", widget=True, icon="vote", help="This wording, or routes"),
    _spec("vision_take", "Take over from the answers", "Ctrl+Shift+I", widget=True, icon="download"),
    _spec(
        "vision_beside", "What changed, or who was not asked", "Ctrl+M", widget=True, icon="layers",
        help="Below the table; with little room in its place",
    ),
    _spec("project_vision", "Wordings on the projector", "Shift+F4", widget=True, icon="presentation"),
)  # fmt: skip
REVIEW: tuple[ActionSpec, ...] = (
    _spec("review_accountability", "Go to accountability", "Alt+1", widget=True, icon="building-2"),
    _spec("review_calendar", "Go to the review calendar", "Alt+2", widget=True, icon="calendar"),
    _spec("review_carried", "Go to what was carried over", "Alt+3", widget=True, icon="flag"),
    _spec("review_lessons", "Go to the lessons", "Alt+4", widget=True, icon="quote"),
    _spec("review_parking", "Go to the parked points", "Alt+5", widget=True, icon="square-parking"),
    _spec("review_tasks", "Go to the key tasks", "Alt+6", widget=True, icon="list-checks"),
    _spec("review_feedback", "Go to the feedback", "Alt+7", widget=True, icon="chart-bar"),
)
PHOTOS: tuple[ActionSpec, ...] = (
    _spec("add_photos", "Add photos…", "Ctrl+Alt+P", icon="plus", help="Of flip charts, to this question"),
    _spec("paste_photo", "Paste a photo", "Ctrl+V", widget=True, icon="copy"),
    _spec("view_photo", "Look at the photo", "Space", widget=True, icon="eye"),
    _spec("project_photo", "This photo on the projector", "P", widget=True, icon="presentation"),
    _spec("edit_photo", "Caption and description", "F2", widget=True, icon="pencil"),
    _spec("photo_public", "For everybody, or for partners only", "E", widget=True, icon="users"),
    _spec("photo_up", "Photo up", "Ctrl+Up", widget=True, icon="chevron-up"),
    _spec("photo_down", "Photo down", "Ctrl+Down", widget=True, icon="chevron-down"),
    _spec("move_photo", "Photo to another question…", "Q", widget=True, icon="arrow-right"),
    _spec("remove_photo", "Remove the photo", "Del", widget=True, icon="trash-2"),
)
RECORD: tuple[ActionSpec, ...] = (
    _spec("make_preview", "Make the preview", "Ctrl+R", widget=True, icon="eye"),
    _spec(
        "look_closely", "Look closely…", "Ctrl+Shift+F", widget=True, icon="search",
        help="The pages large: search, outline, sections, paper, print",
    ),
    _spec(
        "look_at_names", "Places that may name somebody…", widget=True, icon="triangle-alert",
        help="Words of the record that may be somebody’s name, address or number",
    ),
    _spec("print_record", "Print the record…", "Ctrl+Alt+R", widget=True, icon="printer"),
    _spec("open_record", "Open in the viewer of PDFs", "Alt+Shift+O", widget=True, icon="file-text"),
    _spec("save_pdf", "Save PDF…", "Ctrl+S", widget=True, icon="file-down"),
    _spec(
        "save_other",
        "Save in another format…",
        "Ctrl+Shift+X",
        widget=True,
        icon="file-down",
        help="Word, Excel, CSV, dates for calendars, handouts",
    ),
    _spec("save_json", "Save as JSON…", "Ctrl+Shift+J", widget=True, icon="download"),
    _spec("close_workshop", "Close the workshop…", widget=True, icon="lock", help="Ends the day: what is not settled"),
    _spec("reopen_workshop", "Reopen for correction…", widget=True, icon="pencil", help="Dated, listed in the record"),
)  # fmt: skip

START = (
    _spec("new_workshop", "New workshop…", "Ctrl+N", icon="plus"),
    _spec("open_workshop", "Open…", "Ctrl+O", icon="folder-open"),
    _spec("open_sample", "Try the sample away-day", "Ctrl+Shift+S", icon="presentation"),
    _spec("search_workshops", "Search", "Ctrl+F", icon="search"),
    _spec("follow_up", "Follow-up…", "Ctrl+Shift+N", icon="calendar", help="The next workshop, with what was promised"),
    _spec("earlier_versions", "Earlier versions…", "Ctrl+H", icon="clock", help="As it was when it was last closed"),
)

TEMPLATE_TABLE: tuple[ActionSpec, ...] = (
    _spec("template_add", "Add below", "Ins", widget=True, icon="plus"),
    _spec("template_inside", "Add inside", "Ctrl+Ins", widget=True, icon="plus", help="A question in a stage"),
    _spec("template_words", "Type its words", "F2", widget=True, icon="pencil"),
    _spec("template_remove", "Remove", "Del", widget=True, icon="trash-2"),
    _spec("template_up", "Up", "Ctrl+Up", widget=True, icon="chevron-up"),
    _spec("template_down", "Down", "Ctrl+Down", widget=True, icon="chevron-down"),
    _spec("template_undo", "Undo", "Ctrl+Z", widget=True, icon="undo-2"),
    _spec("template_source", "Back to the source wording", "Ctrl+R", icon="quote"),
    _spec("template_save", "Save", "Ctrl+S", icon="save"),
    _spec("template_section_1", "Stages and questions", "Alt+1"),
    _spec("template_section_2", "Checklists", "Alt+2"),
    _spec("template_section_3", "Health check", "Alt+3"),
)
"""The actions of the window in which a template is edited."""

PREVIEW_TABLE: tuple[ActionSpec, ...] = (
    _spec("preview_outline", "Outline", "Alt+1"),
    _spec("preview_sections", "Sections", "Alt+2"),
    _spec("preview_paper", "Paper", "Alt+3"),
    _spec("preview_pages", "Go to the pages", "Alt+0"),
    _spec("find_in_pages", "Search the pages", "Ctrl+F", "/", icon="search"),
    _spec("find_next", "Next place", "F3", icon="chevron-down"),
    _spec("find_previous", "Previous place", "Shift+F3", icon="chevron-up"),
    _spec("zoom_in", "Larger", "+", "=", icon="plus"),
    _spec("zoom_out", "Smaller", "-", icon="minus"),
    _spec("zoom_width", "Fit the width", "W"),
    _spec("zoom_page", "Fit the whole page", "F"),
    _spec("page_next", "Next page", "Ctrl+PgDown", "N"),
    _spec("page_previous", "Previous page", "Ctrl+PgUp", "B"),
    _spec("preview_again", "Make it again", "Ctrl+R", icon="eye"),
    _spec("preview_save", "Save PDF…", "Ctrl+S", icon="file-down"),
    _spec("preview_print", "Print…", "Ctrl+P", icon="printer"),
    _spec("preview_open", "Open in viewer", "Ctrl+O", icon="file-text"),
)
"""The actions of the dialog in which the pages of documents are looked through."""

HANDOUTS_TABLE: tuple[ActionSpec, ...] = (
    _spec("handouts_look", "Look closely…", "Ctrl+Shift+F", icon="search"),
    _spec("handouts_print", "Print…", "Ctrl+P", icon="printer"),
    _spec("handouts_save", "Save PDF…", "Ctrl+S", icon="file-down"),
)
"""The actions of the dialog in which handouts are ticked."""

WORKSHOP_TABLE: tuple[ActionSpec, ...] = (
    *GENERAL, *DAY, *ANSWERS, *PROMPTS, *PROJECTOR, *PREPARE, *BALLOTS, *PURPOSE, *VISION, *PLAN, *REVIEW, *PHOTOS,
    *RECORD,
)  # fmt: skip
"""The actions of the workshop window."""

_EVERYWHERE = ("toggle_dark", "larger_text", "smaller_text", "preferences", "templates", "quit")
START_TABLE: tuple[ActionSpec, ...] = (*START, *(spec for spec in GENERAL if spec.id in _EVERYWHERE))
"""The actions of the start page."""


class Actions(QObject):
    """The QActions of one window. What nobody connected is disabled and stays out of the menu."""

    def __init__(self, window: QWidget, theme: Theme, table: tuple[ActionSpec, ...] = WORKSHOP_TABLE) -> None:
        super().__init__(window)
        self._theme = theme
        self.specs: dict[str, ActionSpec] = {spec.id: spec for spec in table}
        self._actions: dict[str, QAction] = {}
        for spec in table:
            action = QAction(QCoreApplication.translate("Actions", spec.text), self)
            action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
            action.setCheckable(spec.checkable)
            action.setToolTip(_tip(action, spec))
            action.setEnabled(False)
            action.setObjectName(spec.id)
            if spec.widget:
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            else:
                window.addAction(action)
            self._actions[spec.id] = action
        theme.changed.connect(self._tint)
        self._tint()

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def on(self, action_id: str, slot: Callable[[], None], widget: QWidget | None = None) -> QAction:
        """Run the named method when the action is triggered; `widget` is whose focus a widget action needs."""
        action = self._actions[action_id]
        # The lambda swallows `checked`, which would land in a slot's first default.
        action.triggered.connect(lambda _checked: slot())
        action.setEnabled(True)
        if widget is not None:
            widget.addAction(action)
        return action

    def within(self, action_id: str, slot: Callable[[], None], widget: QWidget) -> QAction:
        """As `on`; the focus may be anywhere in `widget`."""
        action = self.on(action_id, slot, widget)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return action

    def in_front(self, action_ids: Iterable[str]) -> None:
        """Their keys work wherever the keyboard is, while the page that they belong to is seen."""
        for action_id in action_ids:
            self._actions[action_id].setShortcutContext(Qt.ShortcutContext.WindowShortcut)

    def in_menu(self) -> list[tuple[ActionSpec, QAction]]:
        return [(spec, self._actions[spec.id]) for spec in self.specs.values() if spec.menu]

    def taken_keys(self) -> set[str]:
        """Every key sequence of the table, in portable form; pages that hand out keys ask here first."""
        return {QKeySequence(key).toString() for spec in self.specs.values() for key in spec.keys}

    def _tint(self) -> None:
        for spec in self.specs.values():
            if spec.icon:
                self._actions[spec.id].setIcon(self._theme.icon(spec.icon, "muted"))


def _tip(action: QAction, spec: ActionSpec) -> str:
    words = QCoreApplication.translate("Actions", spec.help) if spec.help else action.text().rstrip("…")
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{words} ({keys})" if keys else words
