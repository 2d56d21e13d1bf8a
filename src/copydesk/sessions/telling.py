"""What a session says as it stands: of its prompts, its answers, what is to do next.

Nothing here changes a session, except that its judge looks at answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal

from copydesk.compose import Composed, compose
from copydesk.documents import Material, Woven
from copydesk.kits.model import MapValues, Prompt
from copydesk.sessions.journal import Journal
from copydesk.sessions.records import Version

if TYPE_CHECKING:
    from copydesk.checks.finding import Verdict
    from copydesk.sessions.judge import Judge

PromptState = Literal["to do", "waiting", "answered", "failing", "stale", "skipped"]


class Telling(Journal):
    """A session as far as it can be asked."""

    judge: Judge

    # What the session says

    @property
    def title(self) -> str:
        return str(self.state.settings.get("title", "")) or self.kit.title

    @property
    def one_chat(self) -> bool:
        return bool(self.state.settings.get("one_chat", False))

    @property
    def model(self) -> str:
        """The model that was chosen for this session; empty where none was."""
        return str(self.state.settings.get("model", ""))

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
        """Where a prompt stands; an answer that was not looked at yet is simply answered."""
        if prompt_id in self.state.answers:
            verdict = self.verdict(prompt_id)
            if verdict is not None and verdict.fails:
                return "failing"
            return "stale" if self.staleness(prompt_id) else "answered"
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
        """The next prompt that needs the writer, wrapping round; None when all is done.

        What is to do comes first, then what fails, then what is stale; from one of these the
        next is the one behind it. What waits for an earlier step comes only where nothing else
        is left.
        """
        prompts = self.kit.prompts
        states = {prompt.id: self.prompt_state(prompt.id) for prompt in prompts}
        wanted = ("to do", "failing", "stale")
        steps = [
            prompt
            for state in wanted
            for prompt in prompts
            if states[prompt.id] == state and (state != "to do" or not prompt.optional)
        ]
        place = next((i for i, one in enumerate(steps) if one.id == after), -1)
        if place >= 0:
            return steps[(place + 1) % len(steps)]
        start = self.kit.number(after) if self.has(after) else 0
        turn = (*prompts[start:], *prompts[:start])
        rest = (one for one in turn if self._is_open(one.id))
        found = (
            one for state in wanted for one in turn if states[one.id] == state and one in steps
        )
        return next(found, next(rest, None))

    def _is_open(self, prompt_id: str) -> bool:
        """Whether an answer is still to come; an optional prompt is never waited for."""
        done = prompt_id in self.state.answers or prompt_id in self.state.skipped
        return not done and not self.kit.prompt(prompt_id).optional

    # What is known of its answers

    def check(self, prompt_ids: Iterable[str] | None = None) -> None:
        """Look at the answers, all or those of some prompts, where that was not done yet.

        Takes a moment; a window calls it on a snapshot, in a thread of its own.
        """
        for prompt_id in prompt_ids or [prompt.id for prompt in self.kit.prompts]:
            self.judge.compute(self, prompt_id)

    def verdict(self, prompt_id: str) -> Verdict | None:
        """What the checks found in the current answer; None where they did not look yet."""
        return self.judge.known(self, prompt_id)

    def staleness(self, prompt_id: str) -> tuple[str, ...]:
        """Why the current answer is stale, in words; empty where nothing says so."""
        return self.judge.stale(self).get(prompt_id, ())

    def troubles(self) -> tuple[int, int]:
        """How many answers fail a check and how many are stale, as far as is known."""
        return self.judge.count(self)

    def inputs_of(self, prompt_id: str) -> Mapping[str, str] | None:
        """Digests of what the current answer was made from, or accepted as good for.

        None where there is no answer, or nobody knows: it came without its prompt being copied.
        """
        ref = self.state.answers.get(prompt_id)
        if ref is None:
            return None
        accepted = self.state.accepted.get(prompt_id)
        if accepted is not None and accepted.ref == ref:
            return accepted.inputs
        return self.version(ref).inputs

    def bases_of(self, prompt_id: str) -> tuple[Mapping[str, str], ...]:
        """Whatever the current answer is good for: what it was accepted for, what it came from."""
        accepted = self.inputs_of(prompt_id)
        version = self.answer_of(prompt_id)
        own = version.inputs if version is not None else None
        return tuple(one for one in (accepted, own) if one is not None)

    def inputs_known(self, prompt_id: str) -> bool:
        """Whether anybody knows what the current answer was made from."""
        return self.inputs_of(prompt_id) is not None

    # Finished prompts

    def material_map(self) -> MapValues:
        """What the session knows of its topical map."""
        return MapValues(**self.state.map)  # type: ignore[arg-type]

    def material(self, prompt_id: str = "", *, one_chat: bool | None = None) -> Material:
        """What prompts and documents are made from, as the session stands now."""
        together = self.one_chat if one_chat is None else one_chat
        answers = {key: self.version(ref) for key, ref in self.state.answers.items()}
        in_chat = {key for key, version in answers.items() if version.chat == self.chat}
        return Material(
            kit=self.kit,
            brief=self.state.brief,
            map=self.material_map(),
            answers={key: version.text for key, version in answers.items()},
            skipped=frozenset(self.state.skipped.keys() - answers.keys()),
            notes=self.state.notes,
            in_chat=frozenset(in_chat - {prompt_id}) if together else frozenset(),
            woven=self._woven(),
        )

    def _woven(self) -> Mapping[str, Woven]:
        """What the writer placed in documents and answers still offer."""
        if not self.state.woven:
            return {}
        from copydesk.sessions.weaving import woven

        return woven(self)

    def compose(self, prompt_id: str, *, one_chat: bool | None = None) -> Composed:
        """The finished prompt; slots are whole unless the answer stands in the chat in use."""
        return compose(self.material(prompt_id, one_chat=one_chat), prompt_id)
