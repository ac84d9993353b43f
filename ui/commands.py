"""The one table of commands: menus, shortcuts, the palette, the shortcut sheet and the docs are made from it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.i18n import _


class Context(StrEnum):
    """Where the keys of a command work."""

    ANYWHERE = "anywhere"
    LIST = "list"
    THREAD = "thread"
    COMPOSER = "composer"
    BOARD = "board"
    DRILL = "drill"


class Need(StrEnum):
    """What must be there for a command to make sense."""

    NOTHING = "nothing"
    SESSION = "session"
    THREAD = "thread"
    OPEN_THREAD = "open_thread"
    CLOSED_THREAD = "closed_thread"
    OTHER_DRAFT = "other_draft"
    COMPLAINTS = "complaints"
    COMPLAINT = "complaint"
    INSIGHTS = "insights"
    TRAINING = "training"
    DRILL = "drill"
    PRESSURE = "pressure"
    LEARNERS = "learners"


OF_INBOX = frozenset({Need.THREAD, Need.OPEN_THREAD, Need.CLOSED_THREAD, Need.OTHER_DRAFT})
OF_COMPLAINTS = frozenset({Need.COMPLAINTS, Need.COMPLAINT})
OF_INSIGHTS = frozenset({Need.INSIGHTS})
OF_TRAINING = frozenset({Need.TRAINING, Need.DRILL, Need.PRESSURE, Need.LEARNERS})
SCENES = {"inbox": OF_INBOX, "complaints": OF_COMPLAINTS, "insights": OF_INSIGHTS, "training": OF_TRAINING}
"""What is there only while one of these places is on screen: the same keys may serve several."""


class Group(StrEnum):
    """Headings in the menu and on the shortcut sheet."""

    GENERAL = "general"
    FOLDERS = "folders"
    THREADS = "threads"
    ANSWER = "answer"
    COMPLAINTS = "complaints"
    INSIGHTS = "insights"
    TRAINING = "training"
    VIEW = "view"

    @property
    def text(self) -> str:
        """The heading's words."""
        return {
            Group.GENERAL: _("General"),
            Group.FOLDERS: _("Folders and places"),
            Group.THREADS: _("Threads"),
            Group.ANSWER: _("Answering"),
            Group.COMPLAINTS: _("Complaints"),
            Group.INSIGHTS: _("Insights"),
            Group.TRAINING: _("Speed reading"),
            Group.VIEW: _("View"),
        }[self]


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be done with a key, from the menu or from the palette.

    Attributes:
        id: stable name, used in the agent's own key list.
        keys: portable QKeySequence strings that work in `context`.
        list_keys: single letters that work while `letters_in` has the focus; each has a twin in `keys`.
        letters_in: the thread list, the board of complaints, or a drill.
        repeats: whether holding the key down repeats it; for moving only.
        in_palette: False for what makes no sense from there (opening the palette itself).
    """

    id: str
    text: str
    group: Group
    keys: tuple[str, ...] = ()
    list_keys: tuple[str, ...] = ()
    context: Context = Context.ANYWHERE
    need: Need = Need.SESSION
    repeats: bool = False
    in_palette: bool = True
    letters_in: Context = Context.LIST


def table() -> tuple[Command, ...]:
    """Every command, in the order in which menus and sheets show them, in the current language."""
    return (*_general(), *_folders(), *_threads(), *_answer(), *_complaints(), *_insights(), *_training(), *_view())


def _general() -> tuple[Command, ...]:
    group = Group.GENERAL
    return (
        Command("palette", _("Find people, do things"), group, ("Ctrl+K", "Ctrl+Shift+P"), in_palette=False),
        Command("search", _("Search messages and people"), group, ("Ctrl+Shift+F",), ("/",)),
        Command("shortcuts", _("Keyboard shortcuts"), group, ("F1", "Ctrl+/"), ("?",), need=Need.NOTHING),
        Command("settings", _("Settings"), group, ("Ctrl+,",)),
        Command("replies", _("Quick replies…"), group, ("Ctrl+Shift+J",)),
        Command("review_replies", _("Look through quick replies that may be stale"), group),
        Command("word_lists", _("Word lists of the draft checks"), group),
        Command("waiting", _("Show what waits to leave"), group, ("Ctrl+Shift+W",)),
        Command("alerts", _("Show the alerts"), group, ("F2",)),
        Command("sync_now", _("Try to connect now"), group),
        Command("about", _("About Braid"), group, need=Need.NOTHING),
        Command("sign_out", _("Sign out"), group),
        Command("escape", _("Leave the field, close what is open"), group, ("Esc",), in_palette=False),
        Command("close_window", _("Close the window"), group, ("Ctrl+W",), need=Need.NOTHING),
        Command("quit", _("Quit Braid"), group, ("Ctrl+Q",), need=Need.NOTHING),
    )


def _folders() -> tuple[Command, ...]:
    group = Group.FOLDERS
    return (
        Command("folder_mine", _("Go to my threads"), group, ("Ctrl+1",)),
        Command("folder_queue", _("Go to the queue"), group, ("Ctrl+2",)),
        Command("folder_snoozed", _("Go to the snoozed threads"), group, ("Ctrl+3",)),
        Command("folder_done", _("Go to the threads that are done"), group, ("Ctrl+4",)),
        Command("place_complaints", _("Go to the complaints"), group, ("Ctrl+5",)),
        Command("place_insights", _("Go to the insights"), group, ("Ctrl+6",)),
        Command("place_training", _("Go to the speed reading"), group, ("Ctrl+7",)),
    )


def _threads() -> tuple[Command, ...]:
    group = Group.THREADS
    return (
        Command("next_thread", _("Next thread"), group, ("Alt+Down", "Ctrl+PgDown"), ("J",), repeats=True),
        Command("previous_thread", _("Previous thread"), group, ("Alt+Up", "Ctrl+PgUp"), ("K",), repeats=True),
        Command("next_unread", _("Next unread thread"), group, ("Alt+Shift+Down",), ("N",)),
        Command("previous_unread", _("Previous unread thread"), group, ("Alt+Shift+Up",), ("Shift+N",)),
        Command("find", _("Find in this thread"), group, ("Ctrl+F",), need=Need.THREAD),
        Command("find_next", _("Next hit in this thread"), group, ("F3",), need=Need.THREAD),
        Command("find_previous", _("Hit before in this thread"), group, ("Shift+F3",), need=Need.THREAD),
        Command("back", _("Back to the thread before"), group, ("Alt+Left",)),
        Command("forward", _("Forward again"), group, ("Alt+Right",)),
        Command("take", _("Take this thread"), group, ("Ctrl+Shift+T",), ("Shift+A",), need=Need.THREAD),
        Command("assign", _("Assign to…"), group, ("Ctrl+Shift+A",), ("A",), need=Need.THREAD),
        Command("snooze", _("Snooze…"), group, ("Ctrl+Shift+H",), ("H",), need=Need.OPEN_THREAD),
        Command("resolve", _("Mark as done"), group, ("Ctrl+Shift+E",), ("E",), need=Need.OPEN_THREAD),
        Command("reopen", _("Open again"), group, ("Ctrl+Shift+O",), ("O",), need=Need.CLOSED_THREAD),
        Command("mark_read", _("Mark as read"), group, ("Ctrl+R",), need=Need.THREAD),
        Command("tag", _("Add a tag"), group, ("Ctrl+Shift+G",), ("T",), need=Need.THREAD),
        Command(
            "tier_low", _("This is an ordinary question (low)"), group, ("Ctrl+Shift+1",), ("1",), need=Need.THREAD
        ),
        Command(
            "tier_medium", _("This is a slight complaint (medium)"), group, ("Ctrl+Shift+2",), ("2",), need=Need.THREAD
        ),
        Command("tier_high", _("This is a sharp complaint (high)"), group, ("Ctrl+Shift+3",), ("3",), need=Need.THREAD),
    )


def _answer() -> tuple[Command, ...]:
    group, composer = Group.ANSWER, Context.COMPOSER
    return (
        Command("reply", _("Write a reply"), group, ("Ctrl+Shift+L",), ("R",), need=Need.THREAD),
        Command("note", _("Switch between reply and note"), group, ("Ctrl+Shift+N",), need=Need.THREAD),
        Command("quick_reply", _("Insert a quick reply"), group, ("Ctrl+J",), need=Need.THREAD),
        Command("save_reply", _("Save as quick reply…"), group, ("Ctrl+Shift+S",), need=Need.THREAD),
        Command("attach", _("Attach a file"), group, ("Ctrl+U",), need=Need.THREAD),
        Command("send", _("Send"), group, ("Ctrl+Return", "Ctrl+Enter"), context=composer, need=Need.THREAD),
        Command(
            "send_resolve",
            _("Send and mark as done"),
            group,
            ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
            context=composer,
            need=Need.THREAD,
        ),
        Command("guide_next", _("Next hint of the reply guide"), group, ("F8",), need=Need.THREAD),
        Command("guide_previous", _("Hint of the reply guide before"), group, ("Shift+F8",), need=Need.THREAD),
        Command("guide_fix", _("Do what the reply guide proposes"), group, ("Ctrl+.",), need=Need.THREAD),
        Command("guide_starter", _("Insert a sentence for what is missing"), group, ("Ctrl+I",), need=Need.THREAD),
        Command("compensation", _("Offer a compensation"), group, ("Ctrl+Shift+C",), need=Need.THREAD),
        Command("compensation_loss", _("Type what the customer lost"), group, ("Ctrl+Shift+X",), need=Need.THREAD),
        Command("offer_taken_1", _("The customer took the first option"), group, need=Need.THREAD),
        Command("offer_taken_2", _("The customer took the second option"), group, need=Need.THREAD),
        Command("offer_taken_3", _("The customer took the third option"), group, need=Need.THREAD),
        Command("offer_refused", _("The customer refused all options"), group, need=Need.THREAD),
        Command("offer_approve", _("Approve the compensation that is asked for"), group, need=Need.THREAD),
        Command("offer_decline", _("Decline the compensation that is asked for"), group, need=Need.THREAD),
        Command("offers_waiting", _("Compensations that wait for a lead…"), group, ("Ctrl+Shift+B",)),
        Command("send_parts", _("Send in parts"), group, ("Ctrl+Shift+M",), need=Need.THREAD),
        Command("voice", _("Record a voice note; again: finish, attach"), group, ("Ctrl+Shift+R",), need=Need.THREAD),
        Command(
            "translate", _("Translate this thread, or show it as written"), group, ("Ctrl+Shift+Y",), need=Need.THREAD
        ),
        Command("translation_swap", _("Swap original and translation"), group, ("Ctrl+Shift+U",), need=Need.THREAD),
        Command(
            "translate_draft", _("Translate my draft for the customer"), group, ("Ctrl+Shift+D",), need=Need.THREAD
        ),
        Command("undo_send", _("Call the last reply back"), group, ("Ctrl+Shift+Backspace",), need=Need.THREAD),
        Command("draft_use", _("Draft of my other device: use that"), group, ("Ctrl+F7",), need=Need.OTHER_DRAFT),
        Command("draft_add", _("Draft of my other device: add it below"), group, ("Ctrl+F8",), need=Need.OTHER_DRAFT),
        Command("draft_keep", _("Draft of my other device: keep mine"), group, ("Ctrl+F9",), need=Need.OTHER_DRAFT),
    )


def _complaints() -> tuple[Command, ...]:
    group, thread = Group.COMPLAINTS, Need.THREAD
    return (
        Command("complaint_confirm", _("Open the complaint that is proposed"), group, ("Ctrl+Shift+K",), need=thread),
        Command("complaint_dismiss", _("It is no complaint; again: undo that"), group, ("Ctrl+Shift+I",), need=thread),
        Command("complaint_form", _("Open a complaint…"), group, ("F9",), need=thread),
        Command("complaint_page", _("Show this thread's complaint on the board"), group, ("Shift+F9",), need=thread),
        *_board(),
    )


def _board() -> tuple[Command, ...]:
    place, one = Need.COMPLAINTS, Need.COMPLAINT
    rows = (
        ("board_next_view", _("Complaints: next way to look at them"), ("F7",), ("V",), place),
        ("board_previous_view", _("Complaints: way to look at them before"), ("Shift+F7",), ("Shift+V",), place),
        ("board_filter", _("Complaints: filter"), ("Ctrl+F",), ("/",), place),
        ("board_mine", _("Complaints: mine only, or all"), ("Ctrl+Shift+M",), ("M",), place),
        ("board_unassigned", _("Complaints: unassigned only, or all"), ("Ctrl+Shift+U",), ("U",), place),
        ("board_late", _("Complaints: late or nearly late only, or all"), ("Ctrl+Shift+D",), ("D",), place),
        ("board_all", _("Complaints: show all"), (), (), place),
        ("board_order", _("Complaints: another order"), ("Ctrl+Shift+Y",), ("Y",), place),
        ("board_lanes", _("Complaints: rows by owner"), ("Ctrl+Shift+G",), ("G",), place),
        ("board_save_view", _("Complaints: save this view…"), ("Ctrl+Shift+S",), ("S",), place),
        ("board_export", _("Complaints: export…"), ("Ctrl+Shift+X",), (), place),
        ("complaint_high", _("Complaint: tier high…"), ("Ctrl+Shift+3",), ("3",), one),
        ("complaint_medium", _("Complaint: tier medium…"), ("Ctrl+Shift+2",), ("2",), one),
        ("complaint_low", _("Complaint: tier low…"), ("Ctrl+Shift+1",), ("1",), one),
        ("complaint_take", _("Complaint: take it"), ("Ctrl+Shift+T",), ("Shift+A",), one),
        ("complaint_give", _("Complaint: give to…"), ("Ctrl+Shift+A",), ("A",), one),
        ("complaint_pause", _("Complaint: wait for the customer, or go on"), ("Ctrl+Shift+H",), ("H",), one),
        ("complaint_resolve", _("Complaint: resolve…"), ("Ctrl+Shift+E",), ("E",), one),
        ("complaint_reopen", _("Complaint: open again…"), ("Ctrl+Shift+O",), ("O",), one),
        ("complaint_thread", _("Complaint: open its thread"), ("Ctrl+Shift+L",), ("R",), one),
    )
    return tuple(
        Command(name, text, Group.COMPLAINTS, keys, letters, need=need, letters_in=Context.BOARD)
        for name, text, keys, letters, need in rows
    )


def _insights() -> tuple[Command, ...]:
    rows = (
        ("insights_next_page", _("Insights: next page"), ("F7",)),
        ("insights_previous_page", _("Insights: page before"), ("Shift+F7",)),
        ("insights_today", _("Insights: today"), ("Ctrl+Shift+1",)),
        ("insights_week", _("Insights: 7 days"), ("Ctrl+Shift+2",)),
        ("insights_month", _("Insights: 30 days"), ("Ctrl+Shift+3",)),
        ("insights_compare", _("Insights: compare with the period before, or not"), ("Ctrl+Shift+Y",)),
        ("insights_export", _("Insights: export…"), ("Ctrl+Shift+X",)),
    )
    return tuple(Command(name, text, Group.INSIGHTS, keys, need=Need.INSIGHTS) for name, text, keys in rows)


def _training() -> tuple[Command, ...]:
    place, drill, pressure, learners = Need.TRAINING, Need.DRILL, Need.PRESSURE, Need.LEARNERS
    rows = (
        ("training_start", _("Speed reading: start today's minutes, or go on"), ("F5",), (), place),
        ("training_next_page", _("Speed reading: next page"), ("F7",), (), place),
        ("training_previous_page", _("Speed reading: page before"), ("Shift+F7",), (), place),
        ("drill_pause", _("Speed reading: pause, or go on"), ("F8",), ("P",), drill),
        ("drill_end", _("Speed reading: end the drill (Esc)"), ("Shift+F8",), (), drill),
        ("pressure_next", _("Under pressure: next dialogue"), ("Ctrl+Down",), ("J",), pressure),
        ("pressure_previous", _("Under pressure: dialogue before"), ("Ctrl+Up",), ("K",), pressure),
        ("pressure_triage", _("Under pressure: triage, or back to the replies"), ("F9",), ("T",), pressure),
        ("pressure_snooze", _("Under pressure: snooze the dialogue"), ("Ctrl+Shift+H",), ("S",), pressure),
        ("learners_assign", _("Learners: assign a pack…"), ("Ctrl+Shift+A",), (), learners),
        ("learners_export", _("Learners: export…"), ("Ctrl+Shift+X",), (), learners),
    )
    repeats = {"pressure_next", "pressure_previous"}
    return tuple(
        Command(name, text, Group.TRAINING, keys, letters, need=need, repeats=name in repeats, letters_in=Context.DRILL)
        for name, text, keys, letters, need in rows
    )


def _view() -> tuple[Command, ...]:
    group, nothing = Group.VIEW, Need.NOTHING
    return (
        Command("next_pane", _("Go to the next pane"), group, ("F6",), in_palette=False),
        Command("previous_pane", _("Go to the pane before"), group, ("Shift+F6",), in_palette=False),
        Command("zoom_in", _("Larger"), group, ("Ctrl++", "Ctrl+="), need=nothing, repeats=True),
        Command("zoom_out", _("Smaller"), group, ("Ctrl+-",), need=nothing, repeats=True),
        Command("zoom_reset", _("Normal size"), group, ("Ctrl+0",), need=nothing),
        Command("toggle_theme", _("Switch between light and dark"), group, need=nothing),
    )


_WHERE = {Group.COMPLAINTS: "On the board", Group.TRAINING: "In a drill"}


def as_markdown() -> str:
    """The shortcut table of the user's guide (docs/shortcuts.md)."""
    origin = "Made from the command table by `ui.commands.as_markdown`. Ctrl is Cmd on macOS."
    lines = ["# Keyboard shortcuts", "", origin, ""]
    for group in Group:
        where = _WHERE.get(group, "In the thread list")
        lines += [f"## {group.text}", "", f"| Action | Keys | {where} |", "|---|---|---|"]
        for command in table():
            if command.group is group:
                lines.append(f"| {command.text} | {_keys(command.keys)} | {_keys(command.list_keys)} |")
        lines.append("")
    return "\n".join(lines)


def _keys(keys: tuple[str, ...]) -> str:
    return ", ".join(f"`{key}`" for key in keys)


if __name__ == "__main__":
    Path("docs/shortcuts.md").write_text(as_markdown(), encoding="utf-8")
