"""The truth of one piece of work: a kit, a brief, and what came back so far.

A Session knows no disk and no screen. Every method that changes it returns the Change it made,
or None where nothing was to change; who calls it saves and announces.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from copydesk.compose import Composed, compose
from copydesk.documents import Material
from copydesk.kits.model import Kit, MapValues, Prompt, Value
from copydesk.sessions.journal import LOG_LIMIT, Gone, Journal
from copydesk.sessions.records import Basis, Copied, Origin, Place, Source, Version, now
from copydesk.sessions.state import Change, Conflict, Edit, State, joined
from copydesk.text import digest, is_name

__all__ = [
    "LOG_LIMIT",
    "Basis",
    "Copied",
    "Gone",
    "Origin",
    "Place",
    "PromptState",
    "Session",
    "Source",
    "Version",
    "now",
]

PromptState = Literal["to do", "waiting", "answered", "skipped"]


class Session(Journal):
    """One brief worked through one kit."""

    def __init__(
        self,
        *,
        id: str,
        kit: Kit,
        state: State,
        origin: Origin,
        created: str = "",
        versions: Mapping[str, Version] | None = None,
        kits: Mapping[str, Kit] | None = None,
        history: Mapping[str, tuple[str, ...]] | None = None,
        log: tuple[Change, ...] = (),
        undone: tuple[Change, ...] = (),
        copied: Mapping[str, Copied] | None = None,
        place: Place | None = None,
    ) -> None:
        """Raises ValueError for an id that cannot name a folder."""
        if not is_name(id):
            raise ValueError(f"{id!r} is no session's id")
        super().__init__(kit=kit, state=state, versions=versions, kits=kits, log=log, undone=undone)
        self.id = id
        self.origin = origin
        self.created = created or now()
        self.history = dict(history or {})
        """Every version that each prompt ever had, by ref, oldest first."""
        self.copied = dict(copied or {})
        self.place = place or Place()
        self.basis = Basis()
        """The save that this session goes on from."""
        self.taken = Basis()
        """For a snapshot: the moment it was taken."""
        self.live: Session | None = None
        """For a snapshot: the session that goes on."""
        self.saved: Session | None = None
        """The snapshot of this session that was saved last, until this one rejoins it."""

    def snapshot(self) -> Session:
        """A copy that stays as it is while this one goes on: versions and states never change."""
        copy = Session(
            id=self.id,
            kit=self.kit,
            state=self.state,
            origin=self.origin,
            created=self.created,
            versions=self.versions,
            kits=self.kits,
            history=self.history,
            log=self.log,
            undone=self.undone,
            copied=self.copied,
            place=self.place,
        )
        copy.read_version, copy.read_kit = self.read_version, self.read_kit
        copy.basis, copy.taken, copy.live = self.basis, self.standing(), self
        return copy

    def standing(self, seal: str = "", revision: int = 0) -> Basis:
        """This moment, for meeting other copies of the session later."""
        return Basis(
            seal=seal,
            revision=revision,
            state=self.state,
            log=self.log,
            undone=self.undone,
            copied=dict(self.copied),
        )

    # What the session says

    @property
    def title(self) -> str:
        return str(self.state.settings.get("title", "")) or self.kit.title

    @property
    def one_chat(self) -> bool:
        return bool(self.state.settings.get("one_chat", False))

    @property
    def chat(self) -> int:
        """The number of the chat in use, counted from 1."""
        return int(self.state.settings.get("chat", 1))

    def name(self, prompt_id: str) -> str:
        """A prompt as messages name it: ``4 Body sections``; its id where the kit lacks it."""
        if not self.has(prompt_id):
            return prompt_id
        return f"{self.kit.number(prompt_id)} {self.kit.prompt(prompt_id).title}"

    def has(self, prompt_id: str) -> bool:
        """Whether the kit has a prompt; answers outlive the prompts of a kit taken over."""
        return any(prompt.id == prompt_id for prompt in self.kit.prompts)

    def answer_of(self, prompt_id: str) -> Version | None:
        """The current answer to a prompt."""
        ref = self.state.answers.get(prompt_id)
        return self.version(ref) if ref else None

    def text_of(self, prompt_id: str) -> str:
        """The current answer's text; empty where there is none."""
        version = self.answer_of(prompt_id)
        return version.text if version else ""

    def prompt_state(self, prompt_id: str) -> PromptState:
        """Where a prompt stands."""
        if prompt_id in self.state.answers:
            return "answered"
        if prompt_id in self.state.skipped:
            return "skipped"
        return "waiting" if self.waits_for(prompt_id) else "to do"

    def waits_for(self, prompt_id: str) -> tuple[str, ...]:
        """The earlier steps, neither answered nor skipped nor optional, that a prompt uses."""
        return tuple(used for used in self.kit.uses(prompt_id) if self._is_open(used))

    def progress(self) -> tuple[int, int]:
        """How many prompts are answered, of how many that are or should be."""
        answered = sum(prompt.id in self.state.answers for prompt in self.kit.prompts)
        return answered, answered + sum(self._is_open(prompt.id) for prompt in self.kit.prompts)

    def next_prompt(self, after: str = "") -> Prompt | None:
        """The next prompt that needs the writer, wrapping round; None when all is done."""
        prompts = self.kit.prompts
        start = self.kit.number(after) if self.has(after) else 0
        turn = [one for one in (*prompts[start:], *prompts[:start]) if self._is_open(one.id)]
        ready = (prompt for prompt in turn if not self.waits_for(prompt.id))
        return next(ready, turn[0] if turn else None)

    def _is_open(self, prompt_id: str) -> bool:
        """Whether an answer is still to come; an optional prompt is never waited for."""
        done = prompt_id in self.state.answers or prompt_id in self.state.skipped
        return not done and not self.kit.prompt(prompt_id).optional

    # Finished prompts

    def material(self, prompt_id: str = "", *, one_chat: bool | None = None) -> Material:
        """What prompts and documents are made from, as the session stands now."""
        together = self.one_chat if one_chat is None else one_chat
        answers = {key: self.version(ref) for key, ref in self.state.answers.items()}
        in_chat = {key for key, version in answers.items() if version.chat == self.chat}
        return Material(
            kit=self.kit,
            brief=self.state.brief,
            map=MapValues(**self.state.map),  # type: ignore[arg-type]
            answers={key: version.text for key, version in answers.items()},
            skipped=frozenset(self.state.skipped.keys() - answers.keys()),
            notes=self.state.notes,
            in_chat=frozenset(in_chat - {prompt_id}) if together else frozenset(),
        )

    def compose(self, prompt_id: str, *, one_chat: bool | None = None) -> Composed:
        """The finished prompt; slots are whole unless the answer stands in the chat in use."""
        return compose(self.material(prompt_id, one_chat=one_chat), prompt_id)

    # What a person does

    def record_copy(self, prompt_id: str, composed: Composed) -> None:
        """Remember what a prompt was made from, for the answer that will come of it."""
        self.copied[prompt_id] = Copied(
            at=now(),
            inputs=dict(composed.inputs),
            text=digest(composed.text),
            chat=self.chat if self.one_chat else 0,
        )

    def answer(self, prompt_id: str, text: str, source: Source) -> Change | None:
        """Make a text the current answer of a prompt; an answer also ends a skip.

        An edit keeps the inputs of what it edits and leaves the chat, which holds other words
        now. Anything else is taken to answer the prompt as it was last copied. Raises KeyError
        for a prompt that the kit does not have.
        """
        self.kit.prompt(prompt_id)
        current = self.answer_of(prompt_id)
        if not text or (current is not None and current.text == text):
            return None
        if source == "edited" and current is not None:
            inputs, chat = current.inputs, 0
        else:
            copied = self.copied.get(prompt_id)
            inputs, chat = (copied.inputs, copied.chat) if copied else (None, 0)
        version = Version(
            prompt=prompt_id, text=text, at=now(), source=source, inputs=inputs, chat=chat
        )
        return self._take(version, f"answer to {self.name(prompt_id)}")

    def take_back(self, ref: str) -> Change | None:
        """Make an earlier version the current one again; raises Gone."""
        version = self.version(ref)
        return self._take(version, f"earlier answer to {self.name(version.prompt)}")

    def clear(self, prompt_id: str) -> Change | None:
        """Leave a prompt without an answer; what stood there stays among its versions."""
        return self._edit(f"cleared {self.name(prompt_id)}", prompt_id, answers={prompt_id: None})

    def append(self, prompt_id: str, text: str, source: Source = "pasted") -> Change | None:
        """Add to the current answer what a chat wrote after it stopped midway."""
        current = self.text_of(prompt_id)
        gap = "" if not current or current.endswith("\n") else "\n"
        return self.answer(prompt_id, current + gap + text, source) if text else None

    def skip(self, prompt_id: str) -> Change | None:
        """Skip a prompt, or take the skip back."""
        off = prompt_id in self.state.skipped
        label = f"{'unskipped' if off else 'skipped'} {self.name(prompt_id)}"
        return self._edit(label, prompt_id, skipped={prompt_id: None if off else True})

    def note(self, prompt_id: str, text: str, since: str = "") -> Change | None:
        """Set the writer's note for a prompt; an empty one takes it away.

        Args:
            since: The id of the change that this typing goes on from, as in ``set_brief``.
        """
        label = f"note on {self.name(prompt_id)}"
        before = self._going_on(since)
        change = self._edit(label, prompt_id, notes={prompt_id: text.strip() or None})
        return self._joined(before, change)

    def set_brief(self, field_id: str, value: Value | None, since: str = "") -> Change | None:
        """Set one value of the brief; None or an empty one takes it away.

        Args:
            field_id: The kit's field.
            value: The new value, of the field's kind.
            since: The id of the change that this typing goes on from; when nothing came after
                it, the two become one, so that one undo takes both back.
        """
        new = None if value in (None, "", ()) else value
        tables: dict[str, Mapping[str, object | None]] = {"brief": {field_id: new}}
        if field_id == "title" and new:
            tables["settings"] = {"title": str(new)}
        before = self._going_on(since)
        change = self._edit(f"{self.kit.field(field_id).label} in the brief", "", **tables)
        return self._joined(before, change)

    def _going_on(self, since: str) -> Change | None:
        """The last change, if it is the one that typing goes on from."""
        return self.log[-1] if since and self.log and self.log[-1].id == since else None

    def _joined(self, before: Change | None, change: Change | None) -> Change | None:
        """A change made one with the change before it, if there is one to join."""
        if change is None or before is None:
            return change
        change = joined(before, change)
        self.log = (*self.log[:-2], *((change,) if change.edits else ()))
        return change

    def rename(self, title: str) -> Change | None:
        """Give the session another title; the brief's own is left as it is."""
        return self._edit("the session's title", "", settings={"title": title.strip() or None})

    def set_one_chat(self, on: bool) -> Change | None:
        """Work in one chat, or in a fresh chat for each prompt."""
        return self._edit("one chat" if on else "fresh chats", "", settings={"one_chat": on})

    def new_chat(self) -> Change | None:
        """Start a new chat: earlier answers go into prompts whole again."""
        return self._edit("new chat", "", settings={"chat": self.chat + 1})

    def settle(self, conflict: Conflict) -> Change | None:
        """Let the other window's value stand where two windows changed the same."""
        prompt = conflict.key if conflict.table in ("answers", "notes", "skipped") else ""
        mine = getattr(self.state, conflict.table).get(conflict.key)
        edit = Edit(conflict.table, conflict.key, mine, conflict.theirs)
        return self._apply("taking the other window's words", prompt, (edit,))

    def _take(self, version: Version, label: str) -> Change | None:
        prompt = version.prompt
        self.versions[version.ref] = version
        kept = self.history.get(prompt, ())
        if version.ref not in kept:
            self.history[prompt] = (*kept, version.ref)
        return self._edit(label, prompt, answers={prompt: version.ref}, skipped={prompt: None})
