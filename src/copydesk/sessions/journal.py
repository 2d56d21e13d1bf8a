"""A state that changes only by changes that are written down and can be taken back.

What a change brings back may lie on disk: an earlier answer, the kit of another time. It is
fetched before anything is altered, so a change happens whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from copydesk.errors import CopydeskError
from copydesk.kits.model import Kit
from copydesk.sessions.records import Version, now
from copydesk.sessions.state import Change, Edit, State, apply, difference, fits

LOG_LIMIT = 500
"""How many changes can be taken back; older ones keep their versions but leave the log."""


class Gone(CopydeskError, KeyError):
    """An earlier answer or kit that is in no file of the session any more."""


class Journal:
    """The state, the way it came to be, and what lies along that way."""

    def __init__(
        self,
        *,
        kit: Kit,
        state: State,
        versions: Mapping[str, Version] | None = None,
        kits: Mapping[str, Kit] | None = None,
        log: tuple[Change, ...] = (),
        undone: tuple[Change, ...] = (),
    ) -> None:
        self.kit = kit
        self.state = state
        self.versions = dict(versions or {})
        """The versions at hand, by ref; always those that the state names."""
        self.kits = dict(kits or {})
        """Kits that the session took over or left behind while it was open, by their digest."""
        self.log = log
        self.undone = undone
        self.read_version: Callable[[str], Version] | None = None
        self.read_kit: Callable[[str], Kit] | None = None

    def version(self, ref: str) -> Version:
        """A version by its ref, read from the session's folder when it is an old one.

        Raises:
            Gone: The session has no such version (a KeyError too).
        """
        if ref not in self.versions:
            if self.read_version is None:
                raise Gone("That earlier answer is not in the session's file.")
            self.versions[ref] = self.read_version(ref)
        return self.versions[ref]

    def undo(self) -> Change | None:
        """Take back the last change; returns it, or None when there is none to take back.

        Raises:
            Gone: What the change replaced is in no file any more. Nothing was altered, and the
                change is struck from the log, so that earlier ones can still be taken back.
        """
        while self.log:
            *rest, change = self.log
            self.log = tuple(rest)
            if self._alter(change.reversed(), expected=True):
                self.undone = (*self.undone, change)
                return change
        return None

    def redo(self) -> Change | None:
        """Make the change again that was last taken back; raises as ``undo`` does."""
        while self.undone:
            *rest, change = self.undone
            self.undone = tuple(rest)
            if self._alter(change.edits, expected=True):
                self.log = (*self.log, change)[-LOG_LIMIT:]
                return change
        return None

    def replace_kit(self, kit: Kit, kit_ref: str, state: State, label: str) -> Change | None:
        """Take over another kit together with the state that fits it, as one change."""
        target = replace(state, settings={**state.settings, "kit": kit_ref})
        self.kits |= {str(self.state.settings.get("kit", "")): self.kit, kit_ref: kit}
        return self._apply(label, "", tuple(difference(self.state, target)))

    def _edit(
        self, label: str, prompt: str, **tables: Mapping[str, object | None]
    ) -> Change | None:
        edits = (
            Edit(table, key, getattr(self.state, table).get(key), new)
            for table, keys in tables.items()
            for key, new in keys.items()
        )
        return self._apply(label, prompt, tuple(edits))

    def _apply(self, label: str, prompt: str, edits: tuple[Edit, ...]) -> Change | None:
        edits = tuple(edit for edit in edits if edit.old != edit.new)
        if not edits:
            return None
        self._alter(edits)
        change = Change(label=label, at=now(), edits=edits, prompt=prompt)
        self.log = (*self.log, change)[-LOG_LIMIT:]
        self.undone = ()
        return change

    def _alter(self, edits: tuple[Edit, ...], *, expected: bool = False) -> bool:
        """Alter the state; not where ``expected`` and another window's words stand there now."""
        if expected and not fits(self.state, edits):
            return False
        kit = self.kit
        for edit in edits:
            if edit.table in ("answers", "aside") and edit.new is not None:
                self.version(edit.new)
            elif (edit.table, edit.key) == ("settings", "kit"):
                kit = self.kit_of(str(edit.new or ""))
        self.kit = kit
        self.state = apply(self.state, edits)
        return True

    def kit_of(self, ref: str) -> Kit:
        """The kit of another time, by its digest; raises Gone."""
        if ref not in self.kits:
            if self.read_kit is None:
                raise Gone("The kit of that time is not in the session's file.")
            self.kits[ref] = self.read_kit(ref)
        return self.kits[ref]
