"""The truth of one piece of work: a kit, a brief, and what came back so far.

A Session knows no disk and no screen. Every method that changes it returns the Change it made,
or None where nothing was to change; who calls it saves and announces.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from copydesk.compose import Composed, inputs
from copydesk.kits.model import Kit, Value
from copydesk.sessions.journal import LOG_LIMIT, Gone
from copydesk.sessions.judge import Judge
from copydesk.sessions.records import Basis, Copied, Origin, Place, Sent, Source, Version, now
from copydesk.sessions.state import Accepted, Change, Conflict, Edit, Placed, Ran, State, joined
from copydesk.sessions.telling import PromptState, Telling
from copydesk.text import digest, is_name

__all__ = [
    "LOG_LIMIT",
    "Basis",
    "Copied",
    "Gone",
    "Origin",
    "Place",
    "PromptState",
    "Sent",
    "Session",
    "Source",
    "Version",
    "now",
]


class Session(Telling):
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
        self.judge = Judge()
        """What is known of the answers; shared with snapshots."""
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
        copy.judge = self.judge
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

    # What a person does

    def record_copy(self, prompt_id: str, composed: Composed) -> None:
        """Remember what a prompt was made from, for the answer that will come of it."""
        self.copied[prompt_id] = Copied(
            at=now(),
            inputs=dict(composed.inputs),
            text=digest(composed.text),
            chat=self.chat if self.one_chat else 0,
        )

    def record_fix(self, prompt_id: str, text: str) -> None:
        """Remember a fix prompt that went out after the prompt itself, into the same chat."""
        before = self.copied.get(prompt_id)
        if before is None:
            version = self.answer_of(prompt_id)
            chat = version.chat if version else 0
            before = Copied(at=now(), inputs=self.inputs_of(prompt_id), text="", chat=chat)
        self.copied[prompt_id] = replace(before, fix=digest(text))

    def still_good(self, prompt_ids: Iterable[str]) -> Change | None:
        """Accept stale answers as they are; one change, however many they are.

        An answer of unknown inputs is accepted for what its prompt would be made from now.
        """
        material = self.material()
        accepted = {
            prompt_id: Accepted(self.state.answers[prompt_id], dict(inputs(material, prompt_id)))
            for prompt_id in prompt_ids
            if prompt_id in self.state.answers
        }
        names = [self.name(prompt_id) for prompt_id in accepted]
        what = names[0] if len(names) == 1 else f"{len(names)} answers"
        card = next(iter(accepted), "") if len(names) == 1 else ""
        return self._edit(f"{what} accepted as still good", card, accepted=accepted)

    def set_claim(
        self, claim_id: str, record: Mapping[str, str | bool] | None, label: str, prompt: str
    ) -> Change | None:
        """Write down what was decided of a claim; None forgets it."""
        return self._edit(label, prompt, claims={claim_id: record})

    def answer(self, prompt_id: str, text: str, source: Source) -> Change | None:
        """Make a text the current answer of a prompt; an answer also ends a skip.

        An edit keeps the inputs of what it edits and leaves the chat, which holds other words
        now. Anything else is taken to answer the prompt as it was last copied. Raises KeyError
        for a prompt that the kit does not have.
        """
        self.kit.prompt(prompt_id)
        current = self.answer_of(prompt_id)
        if current is not None and current.text == text:
            return self._answered_alike(prompt_id, source)
        if not text:
            return None
        if source == "edited" and current is not None:
            made_from, chat = self.inputs_of(prompt_id), 0
        else:
            copied = self.copied.get(prompt_id)
            made_from, chat = (copied.inputs, copied.chat) if copied else (None, 0)
        version = Version(
            prompt=prompt_id, text=text, at=now(), source=source, inputs=made_from, chat=chat
        )
        return self._take(version, f"answer to {self.name(prompt_id)}")

    def answer_of_model(self, sent: Sent, text: str, unfinished: str = "") -> Change | None:
        """Take what a model wrote; nothing that a person brought meanwhile is overwritten.

        It becomes the current answer where what stood there when the prompt was sent still
        stands, and an unfinished one only where nothing does. Else it is kept among the versions
        and None is returned. Raises KeyError for a prompt that the kit does not have.

        Args:
            sent: The prompt as it went out.
            text: What came; an empty one is nothing.
            unfinished: Why it stops before its end; empty for a whole answer.
        """
        self.kit.prompt(sent.prompt)
        if not text.strip():
            return None
        version = Version(
            prompt=sent.prompt,
            text=text,
            at=now(),
            source="model",
            inputs=sent.inputs,
            chat=sent.chat,
            model=sent.model,
            unfinished=unfinished,
        )
        current = self.state.answers.get(sent.prompt, "")
        if current != sent.over or (unfinished and current):
            self.keep(version)
            return None
        return self._take(version, f"answer to {self.name(sent.prompt)}")

    def keep(self, version: Version) -> None:
        """Keep a version without making it the current answer."""
        self.versions[version.ref] = version
        kept = self.history.get(version.prompt, ())
        if version.ref not in kept:
            self.history[version.prompt] = (*kept, version.ref)

    def record_run(self, run_id: str, ran: Ran) -> None:
        """Write down what a run took; that is no change which could be taken back."""
        self.state = replace(self.state, runs={**self.state.runs, run_id: ran})

    def weave(self, offer_id: str, placed: Placed | None, label: str, prompt: str) -> Change | None:
        """Place what an answer offers, or leave it; None: nothing is decided any more."""
        return self._edit(label, prompt, woven={offer_id: placed})

    def choose_model(self, name: str) -> Change | None:
        """Choose the model that this session's prompts run on; an empty name takes it back."""
        label = f"the model {name}" if name else "the model of this session"
        return self._edit(label, "", settings={"model": name or None})

    def _answered_alike(self, prompt_id: str, source: Source) -> Change | None:
        """The same words again: no version, but the answer to the prompt as it was copied now."""
        copied = self.copied.get(prompt_id)
        if source == "edited" or copied is None or copied.inputs is None:
            return None
        if copied.inputs == self.inputs_of(prompt_id):
            return None
        accepted = Accepted(self.state.answers[prompt_id], dict(copied.inputs))
        label = f"same answer to {self.name(prompt_id)} again"
        return self._edit(label, prompt_id, accepted={prompt_id: accepted})

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
        self.keep(version)
        return self._edit(label, prompt, answers={prompt: version.ref}, skipped={prompt: None})
