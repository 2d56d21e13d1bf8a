"""Every action a person can take: its key, its words, and where it holds.

The one registry. Footer, help panel, command palette and the settings file's ``[keys]`` are all
made from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from textual.binding import Binding


class Action(NamedTuple):
    """One action. ``id`` is the name that ``[keys]`` in the settings file uses."""

    id: str
    key: str
    run: str
    label: str
    help: str
    show: bool = False
    """Whether the footer shows it."""
    priority: bool = False
    palette: bool = True


EVERYWHERE = (
    Action("help", "question_mark,f1", "help", "Help", "Show what every key does", show=True),
    Action("palette", "ctrl+p", "command_palette", "Commands", "Find any action or prompt by name"),
    Action("theme", "ctrl+t", "toggle_theme", "Light or dark", "Switch between light and dark"),
    Action("quit", "ctrl+q", "quit", "Quit", "Save everything and quit", show=True, priority=True),
)

DESK = (
    Action("desk-open", "enter", "open", "Open", "Open the session, or begin the article", True),
    Action("desk-new", "n", "new", "New", "Begin a new session, also where one exists", True),
    Action("desk-find", "slash", "find", "Find", "Find in titles and in all answers", True),
    Action("desk-rename", "r", "rename", "Rename", "Give the session another title"),
    Action("desk-duplicate", "d", "duplicate", "Duplicate", "Make a second session like this one"),
    Action("desk-delete", "delete,x", "delete", "Delete", "Move the session to the trash", True),
    Action("desk-undo", "u", "undo", "Undo", "Take back the last deletion"),
    Action("desk-down", "j", "move(1)", "Down", "Move down", palette=False),
    Action("desk-up", "k", "move(-1)", "Up", "Move up", palette=False),
    Action("desk-switch", "tab", "switch", "Other list", "Go to the other list", palette=False),
    Action("desk-read", "space", "read(1)", "Read on", "Scroll the preview", palette=False),
    Action("desk-back", "b", "read(-1)", "Read back", "Scroll the preview back", palette=False),
    Action("desk-reload", "f5", "reload", "Reload", "Read kits and sessions again"),
)

SESSION = (
    Action("session-copy", "c", "copy", "Copy", "Copy the finished prompt", True),
    Action("session-run", "r", "run", "Run", "Run the prompt on a model", True),
    Action("session-fix", "f", "fix", "Fix", "Copy a fix prompt made from what fails", True),
    Action("session-good", "g", "still_good", "Still good", "Accept a stale answer as it is", True),
    Action("session-take", "v", "take", "Paste", "Save the clipboard as this card's answer", True),
    Action("session-append", "a", "append", "Append", "Add the clipboard to the answer"),
    Action("session-next", "n", "next", "Next", "Go to the next prompt that needs you", True),
    Action("session-edit", "e", "edit", "Edit", "Write in the answer box", True),
    Action("session-editor", "E", "editor", "Editor", "Write the answer in your own editor"),
    Action("session-undo", "u", "undo", "Undo", "Take back the last change of any kind", True),
    Action("session-redo", "U", "redo", "Redo", "Make the change again"),
    Action("session-skip", "s", "skip", "Skip", "Skip the prompt, or take the skip back", True),
    Action("session-note", "p", "note", "Note", "Add your own note to the prompt"),
    Action("session-clear", "delete", "clear", "Clear", "Leave the prompt without an answer"),
    Action("session-rendered", "m", "rendered", "Rendered", "Show the answer as rendered Markdown"),
    Action("session-good-all", "G", "good_all", "All good", "Accept all that rests on this answer"),
    Action("session-versions", "h", "versions", "Versions", "Every version; compare, take back"),
    Action("session-repair", "y", "repair", "Repair", "See what JSON would be, repaired", True),
    Action("session-run-on", "R", "run_on", "Run on", "Run on to the end of the phase or kit"),
    Action("session-model", "M", "model", "Model", "Choose the model that prompts run on"),
    Action("session-claims", "l", "claims", "Claims", "What a person has to verify"),
    Action("session-publish", "x", "publish", "Publish", "Write the finished article to a folder"),
    Action("session-score", "S", "score", "Scorecard", "Measure the article; what the review says"),
    Action("session-flow", "F", "flow", "Flow", "Which prompt feeds which, and how each stands"),
    Action("session-fold", "enter", "fold", "Open", "Open or close the card", True, palette=False),
    Action("session-down", "j,down", "move(1)", "Down", "Next card, across phases", palette=False),
    Action("session-up", "k,up", "move(-1)", "Up", "Previous card", palette=False),
    Action("session-right", "right_square_bracket", "tab(1)", "Next tab", "Next phase"),
    Action("session-left", "left_square_bracket", "tab(-1)", "Previous tab", "Previous phase"),
    Action("session-one-chat", "t", "one_chat", "One chat", "One chat, or a fresh chat each time"),
    Action("session-new-chat", "T", "new_chat", "New chat", "Say that you started a new chat"),
    Action("session-find", "slash", "find", "Find", "Find in this session's prompts and answers"),
    Action("session-moved-on", "D", "moved_on", "Difference", "See what changed in the kit since"),
    Action("session-rename", "N", "rename", "Rename", "Give the session another title"),
    Action("session-back", "escape", "back", "Back", "Close what is open, then the session", True),
    Action(
        "session-accept",
        "enter",
        "accept",
        "Accept",
        "Take the offer",
        priority=True,
        palette=False,
    ),
)

ALL = (*EVERYWHERE, *DESK, *SESSION)
IDS = tuple(action.id for action in ALL)


def bindings(actions: Iterable[Action]) -> list[Binding]:
    """The actions as Textual wants them, remappable by id."""
    return [
        Binding(
            action.key,
            action.run,
            action.label,
            show=action.show,
            priority=action.priority,
            tooltip=action.help,
            id=action.id,
        )
        for action in actions
    ]


def collisions(keymap: Mapping[str, str]) -> list[str]:
    """Keys that a keymap gives to an action while another one of the same screen has them."""
    found = []
    for screen in (DESK, SESSION):
        holders: dict[str, str] = {}
        for action in (*screen, *EVERYWHERE):
            for key in keymap.get(action.id, action.key).split(","):
                other = holders.setdefault(key.strip(), action.id)
                if other != action.id and {other, action.id} & keymap.keys():
                    found.append(f"keys: {key.strip()} is given to {other} and to {action.id}")
    return list(dict.fromkeys(found))
