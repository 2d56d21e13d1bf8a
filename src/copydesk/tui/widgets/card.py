"""A prompt as a card: one line when closed; prompt, earlier answers and answer when open."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from copydesk.text import approx_tokens, clean, count_words, one_line
from copydesk.tui.targets import target_words
from copydesk.tui.widgets.findings import Findings
from copydesk.tui.widgets.pane import Mark, Pane
from copydesk.tui.widgets.slot import SlotPane
from copydesk.tui.words import count, state_sign

if TYPE_CHECKING:
    from copydesk.compose import Composed
    from copydesk.runs.run import Run
    from copydesk.sessions.session import Session
    from copydesk.tui.widgets.answer import AnswerBox

BUTTONS = " Copy  Paste "
EMPTY = "Paste the answer here, press v to take it from the clipboard, or e to write."


class CardHead(Widget):
    """The one line of a card that is always there."""

    DEFAULT_CSS = "CardHead { height: 1; }"

    def __init__(self, card: PromptCard) -> None:
        super().__init__()
        self._card = card

    def render(self) -> Content:
        card = self._card
        if not card.session.has(card.prompt_id):
            return Content("")  # another kit was taken over; the card is on its way out
        width = max(20, self.size.width)
        prompt = card.session.kit.prompt(card.prompt_id)
        state = card.session.prompt_state(card.prompt_id)
        fold = "▾" if card.opened else "▸"
        number = card.session.kit.number(card.prompt_id)
        sign = "»" if card.is_running else state_sign(state)
        left = f"{fold} {sign} {number:>2}  {one_line(prompt.title)}"
        room = width - len(BUTTONS) - 1
        gap = 3
        fitting = (m for m in self._middles(state) if cell_len(left) + gap + cell_len(m) <= room)
        middle = next(fitting, state)
        fill = max(1, room - cell_len(left) - cell_len(middle) - 1)
        if cell_len(left) + cell_len(middle) + 2 > room:
            left = set_cell_size(left, max(8, room - cell_len(middle) - 2))
            fill = 1
        bold = "bold" if state != "skipped" else "$ink-faint"
        within = card.has_focus_within
        line = Content.assemble(
            ("▌" if within else " ", "$accent"),
            (left, bold),
            " " * fill,
            (middle, "$ink-soft"),
            " ",
            (BUTTONS, "$accent" if within else "$ink-faint"),
        )
        return line.stylize_before("on $block-cursor-background") if card.has_focus else line

    def _middles(self, state: str) -> Iterator[str]:
        """What stands beside the title, the longest first."""
        whole = self._middle(state)
        parts = whole.split(" · ")
        for end in range(len(parts), 0, -1):
            yield " · ".join(parts[:end])

    def _middle(self, state: str) -> str:
        card = self._card
        session = card.session
        if card.is_running and card.run is not None:
            from copydesk.tui.widgets.running import short

            return short(card.run)
        version = session.answer_of(card.prompt_id)
        if version is not None:
            said = (state, *self._remarks(), count(count_words(version.text), "word"))
            return " · ".join(said)
        uses = session.kit.uses(card.prompt_id)
        if not uses:
            return state
        signs = [f"{one_line(session.name(used))} {self._sign(used)}" for used in uses]
        return f"{state} · uses {' · '.join(signs)}"

    def _remarks(self) -> Iterator[str]:
        """What is to be known of an answer without opening its card."""
        session, prompt_id = self._card.session, self._card.prompt_id
        verdict = session.verdict(prompt_id)
        if verdict is not None:
            fails, warns = verdict.count("fail"), verdict.count("warn")
            if fails:
                yield count(fails, "finding")
                if session.staleness(prompt_id):
                    yield "stale too"
            elif warns:
                yield count(warns, "warning")
        unverified, rejected = self._card.claims()
        if unverified:
            yield f"{count(unverified, 'claim')} unverified"
        if rejected:
            yield f"{rejected} rejected"

    def _sign(self, used: str) -> str:
        sign = state_sign(self._card.session.prompt_state(used))
        return {"●": "✓", "◌": "○"}.get(sign, sign)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        card = self._card
        card.focus()
        from_right = self.size.width - event.x
        if from_right <= 7:
            card.post_message(PromptCard.Pressed(card, "take"))
        elif from_right <= len(BUTTONS):
            card.post_message(PromptCard.Pressed(card, "copy"))
        else:
            card.post_message(PromptCard.Pressed(card, "fold"))


class PromptCard(Container, can_focus=True):
    """One prompt of the session.

    Its body is made when it is first opened, or before, while nobody presses a key; a closed card
    keeps it out of sight, so that opening costs one layout.
    """

    DEFAULT_CSS = """
    PromptCard {
        height: auto;
        padding: 0 1;
    }
    PromptCard > .part { margin-left: 2; }
    PromptCard .summary { height: auto; color: $ink-soft; padding: 0 0 0 1; }
    PromptCard .note { height: auto; color: $secondary; padding: 0 0 0 1; }
    PromptCard #work { height: auto; layout: vertical; margin: 0 0 1 2; }
    PromptCard #prompt, PromptCard #answer, PromptCard #stream {
        border: round $border;
        border-title-color: $ink-soft;
        padding: 0 1;
        &:focus { border: round $accent; }
    }
    """

    class Pressed(Message):
        """Something on the card was clicked: ``copy``, ``take``, ``fold`` or ``edit``."""

        def __init__(self, card: PromptCard, what: str) -> None:
            super().__init__()
            self.card = card
            self.what = what

        @property
        def control(self) -> PromptCard:
            return self.card

    def __init__(self, session: Session, prompt_id: str, *, opened: bool = False) -> None:
        super().__init__()
        self.session = session
        self.prompt_id = prompt_id
        self.opened = opened
        self._composed: Composed | None = None
        self._has_body = opened
        self.run: Run | None = None
        """The last run of the prompt in this window."""
        self._note = self._answer = ""
        """The note and the answer that the open card shows."""
        self._building = asyncio.Lock()
        """Held while the body changes: what another window saved comes in at any moment."""

    @property
    def has_focus_within(self) -> bool:
        """Whether the cursor is on the card or on anything inside it."""
        focused = self.screen.focused
        return focused is not None and self in focused.ancestors_with_self

    def compose(self) -> ComposeResult:
        yield CardHead(self)
        if self.opened:
            yield from self._body()

    async def set_opened(self, opened: bool) -> None:
        """Open or close the card."""
        async with self._building:
            if opened == self.opened or not self.is_attached:
                return
            self.opened = opened
            if opened and self._has_body:
                await self._refresh_body()
            elif opened:
                await self._mount_body()
            self.query(".part").set(display=opened)
            self.query(CardHead).refresh()

    async def prepare(self) -> bool:
        """Make the body of a closed card in advance; False when there was nothing to make."""
        async with self._building:
            if self._has_body or not self.is_mounted:
                return False
            await self._mount_body()
            return True

    async def _mount_body(self) -> None:
        self._has_body = True
        parts = self._body()
        for part in parts:
            part.display = self.opened
        await self.mount_all(parts)

    def compose_again(self) -> Composed:
        """The finished prompt as the session stands now."""
        self._composed = self.session.compose(self.prompt_id)
        return self._composed

    def _body(self) -> list[Widget]:
        composed = self.compose_again()
        prompt = self.session.kit.prompt(self.prompt_id)
        parts: list[Widget] = []
        if prompt.summary:
            parts.append(Static(Content(clean(prompt.summary)), classes="summary"))
        self._note = self.session.state.notes.get(self.prompt_id, "")
        if self._note:
            parts.append(Static(Content(f"Your note: {one_line(self._note)}"), classes="note"))
        parts.extend(self._slots(composed))
        findings = Findings(id="findings")
        findings.show_standing(self.session, self.prompt_id)
        parts.append(findings)
        pane = Pane(composed.text, list(marks(composed)), id="prompt")
        answer = Pane(id="answer")
        parts.append(Container(pane, answer, id="work"))
        self._label(pane, answer, composed)
        for part in parts:
            part.add_class("part")
        return parts

    def _slots(self, composed: Composed) -> list[SlotPane]:
        seen: dict[str, SlotPane] = {}
        for slot in composed.slots:
            if slot.prompt and slot.prompt not in seen:
                seen[slot.prompt] = SlotPane(self.session, slot.prompt, slot.state)
        return list(seen.values())

    def _label(self, pane: Pane, answer: Pane, composed: Composed) -> None:
        characters, tokens = len(composed.text), approx_tokens(composed.text)
        pane.border_title = f"Prompt ─ {characters:,} characters ≈ {tokens:,} tokens"
        text = self.session.text_of(self.prompt_id)
        wanted = target_words(self.session, self.prompt_id)
        words = count(count_words(text), "word") if text else "nothing yet"
        answer.border_title = (
            f"Answer ─ {words}, wanted {wanted}" if wanted else f"Answer ─ {words}"
        )
        if text != self._answer or not answer.text:
            self._answer = text
            answer.remove_class("rendered")
            answer.set_class(not text, "soft")
            answer.show(text or EMPTY)

    async def refresh_card(self) -> None:
        """Show the session as it stands now."""
        async with self._building:
            if self.is_mounted:
                self.query(CardHead).refresh()
                if self.opened and self.editing is None:
                    await self._refresh_body()
                if self.run is not None and self.run.is_over:
                    self.call_later(self.show_run)  # what it told may be no news any more
            elif self.is_attached:
                self.call_later(self.refresh_card)  # it is only just being made

    async def _refresh_body(self) -> None:
        if not self.session.has(self.prompt_id) or not self.query(Findings):
            return  # the card is on its way out: another kit was taken over
        slots = [slot.prompt_id for slot in self.query(SlotPane)]
        composed = self.compose_again()
        wanted = list(dict.fromkeys(slot.prompt for slot in composed.slots if slot.prompt))
        note = self.session.state.notes.get(self.prompt_id, "")
        if slots != wanted or note != self._note:
            focused_inside = self.has_focus_within and not self.has_focus
            if focused_inside:
                self.focus()
            await self.query(".part").remove()
            if self.is_attached:  # the app may be ending
                await self._mount_body()
            return
        for slot_pane in self.query(SlotPane):
            slot_pane.show_state(
                next(s.state for s in composed.slots if s.prompt == slot_pane.prompt_id)
            )
        self.query_one(Findings).show_standing(self.session, self.prompt_id)
        pane, answer = self.query_one("#prompt", Pane), self.query_one("#answer", Pane)
        if pane.text != composed.text:
            pane.show(composed.text, list(marks(composed)))
        self._label(pane, answer, composed)

    # A run on a model

    @property
    def is_running(self) -> bool:
        """Whether the prompt is on its way to a model, or its answer from one."""
        return self.run is not None and not self.run.is_over

    async def show_run(self) -> None:
        """Show how the run stands: while it goes in the place of the answer, then what failed."""
        run = self.run
        if run is None or not self.is_mounted:
            return
        self.query(CardHead).refresh()
        if not self.opened:
            return
        async with self._building:
            if not self.query("#work"):
                return
            from copydesk.tui.widgets.running import RunNote, StreamPane, writing

            note = next(iter(self.query(RunNote)), None)
            streams = self.is_running and bool(run.first) and self.editing is None
            wanted = self._tells_of(run) and not streams
            if note is None and wanted:
                note = RunNote()
                await self.mount(note, before="#work")
            if note is not None:
                note.display = wanted
                note.show_run(run)
            stream = next(iter(self.query(StreamPane)), None)
            if streams and stream is None:
                stream = StreamPane()
                self.query("#answer").set(display=False)
                await self.query_one("#work").mount(stream)
                if self.has_focus:  # the writer waits for it here
                    self.call_after_refresh(stream.scroll_visible, animate=False)
            elif stream is not None and not streams:
                await stream.remove()
                self.query("#answer").set(display=self.editing is None)
                stream = None
            if stream is not None:
                stream.border_title = f"Answer ─ {writing(run)} ─ Esc stops it"
                stream.grow(run.text)

    def _tells_of(self, run: Run) -> bool:
        """Whether a run is worth a word: it goes on, or failed and no answer came since."""
        if not run.is_over:
            return True
        now = self.session.state.answers.get(self.prompt_id, "")
        return run.fault is not None and run.left == now

    def claims(self) -> tuple[int, int]:
        """How many claims of the answer are unverified and how many rejected."""
        if not self.session.judge.began or not self.session.kit.prompt(self.prompt_id).claims:
            return (0, 0)
        from copydesk.sessions.claims import counts

        return counts(self.session, self.prompt_id)

    # Writing in the answer box

    @property
    def editing(self) -> AnswerBox | None:
        """The answer box, while somebody writes in it."""
        return cast("AnswerBox | None", next(iter(self.query("AnswerBox")), None))

    async def edit(self) -> AnswerBox:
        """Put the answer box in the place of the answer."""
        await self.set_opened(True)
        async with self._building:
            box = self.editing or await self._make_box()
        self.screen.set_focus(box)  # at once: what is typed next is for the box
        return box

    async def _make_box(self) -> AnswerBox:
        # What a box is made of takes a while to import, and most looks at a session need none.
        from copydesk.tui.widgets.answer import AnswerBox

        box = AnswerBox(
            self.prompt_id,
            self.session.text_of(self.prompt_id),
            self.session.state.answers.get(self.prompt_id),
        )
        box.border_title = "Answer ─ writing; Esc when done"
        self.query_one("#answer").display = False
        await self.query_one("#work").mount(box)
        return box

    async def end_edit(self) -> None:
        """Put the answer back in the place of the box."""
        async with self._building:
            if (box := self.editing) is not None:
                if box.has_focus:
                    self.focus()
                await box.remove()
                self.query("#answer").set(display=True)

    def on_click(self, event: events.Click) -> None:
        widget = event.widget
        if isinstance(widget, Pane) and widget.id == "answer" and event.chain == 2:
            self.post_message(self.Pressed(self, "edit"))

    def watch_has_focus(self, _has_focus: bool) -> None:
        """The head shows the cursor; no style of the card or of what is in it depends on it."""
        self.query(CardHead).refresh()

    def on_descendant_focus(self) -> None:
        self.query(CardHead).refresh()

    def on_descendant_blur(self) -> None:
        self.query(CardHead).refresh()


def marks(composed: Composed) -> Iterable[Mark]:
    """What the prompt pane sets off: what was filled in, the fences, what is missing."""
    for slot in composed.slots:
        yield Mark(slot.start, slot.end, "fence")
        style = "missing" if slot.state == "missing" else "slot"
        yield Mark(slot.body_start, slot.body_end, style)
