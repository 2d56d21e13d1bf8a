"""A session on the screen: the brief and the phases, a card a prompt, and where the cursor is."""

from __future__ import annotations

import contextlib
import time
from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from copydesk.errors import CopydeskError
from copydesk.sessions.session import Place, Session
from copydesk.sessions.state import Conflict
from copydesk.text import clean
from copydesk.tui.actions import SESSION, bindings
from copydesk.tui.app import CopydeskApp
from copydesk.tui.field_values import BadValue
from copydesk.tui.traffic import Offer, Traffic
from copydesk.tui.widgets.brief import FieldRow
from copydesk.tui.widgets.card import PromptCard
from copydesk.tui.widgets.heading import Tabs, TitleBar, has_page
from copydesk.tui.widgets.keybar import KeyBar
from copydesk.tui.widgets.line import StatusLine
from copydesk.tui.words import count
from copydesk.tui.work import Work

if TYPE_CHECKING:
    from textual.timer import Timer

    from copydesk.sessions.folder import SessionFolder
    from copydesk.sessions.state import Change
    from copydesk.tui.widgets.answer import AnswerBox
    from copydesk.tui.widgets.article import ArticleView

LOOK_SECONDS = 1.0
"""How often a change from outside is looked for; a look is one stat."""

SOON_SECONDS = 0.25
"""So long the cursor waits for the checks of what was written; what takes longer is waited for
while keys go on."""

QUIET_SECONDS = 0.4
"""After so long without a key there is time to make a card that may be opened next."""

LOOP = (
    "c copies the finished prompt: paste it into your chat.",
    "Copy the chat's answer, come back and paste it here: it is saved, and the next prompt opens.",
    "Quit whenever you like; everything is kept, and Continue on the desk resumes here.",
)


class SessionView(Screen[None]):
    """Shows the session and keeps the cursor; what a person does to it is in the subclasses."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SESSION)]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-middle"), (140, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high"), (46, "-tall")]  # noqa: RUF012
    AUTO_FOCUS = None

    app = getters.app(CopydeskApp)

    def __init__(self, session: Session, folder: SessionFolder, work: Work | None = None) -> None:
        """Args: work: the session at work here already, since prompts of it run on models."""
        super().__init__()
        self.session = session
        self.work = work or Work(session, folder)
        self.work.attach(self._saved, self._outside, self._judged)
        self.offer: Offer | None = None
        self.here_at = session.place
        self._made: dict[str, PromptCard] = {}
        """The cards that were made so far, by their prompts' ids."""
        self._kit = session.state.settings.get("kit")
        """The digest of the kit that the cards show."""
        self._pasted: tuple[float, str] = (0.0, "")
        self._draft_waits = False
        self._unsaved = False
        self._preparing: Timer | None = None
        self.heard_at = time.monotonic()
        """When the last key came."""

    def compose(self) -> ComposeResult:
        yield TitleBar(self.work)
        yield Tabs(self.session, self.here_at.tab)
        yield StatusLine(id="status")
        yield KeyBar()

    async def on_mount(self) -> None:
        self.traffic = Traffic(self.app, self.session)
        try:
            adopted = self.work.adopt_drafts()
        except CopydeskError as error:
            self.say_line(str(error), problem=True)
            adopted = ()
        place = self.session.place
        ids = [prompt.id for prompt in self.session.kit.prompts]
        prompt = place.prompt if place.prompt in ids else ids[0]
        tab = str(self.session.kit.phase_of(prompt))
        if place.tab == "brief" or (place.tab == "article" and has_page(self.session)):
            tab = place.tab
        self.here_at = Place(tab, prompt, tuple(p for p in place.opened if p in ids))
        await self.show_tab(tab)
        self.focus_place()
        if adopted:
            names = ", ".join(self.session.name(change.prompt) for change in adopted)
            self.say_line(f"Kept what was being written when the window closed: {names}.")
        self.set_interval(LOOK_SECONDS, self._tick)
        self.set_timer(0.8, self.look_for_newer)
        self.call_after_refresh(self.work.judge_soon)
        self._preparing = self.set_interval(QUIET_SECONDS / 2, self._prepare)

    async def _prepare(self) -> None:
        """Make one closed card of the phase in sight, while nobody presses a key."""
        if time.monotonic() - self.heard_at < QUIET_SECONDS or not self.is_current:
            return
        shown = self.here_at.tab
        for card in self.cards():
            if str(self.session.kit.phase_of(card.prompt_id)) == shown and await card.prepare():
                return
        if self._preparing is not None:
            self._preparing.pause()

    def _scroll(self, tab: str) -> Widget | None:
        return next(iter(self.query(f"#tab-{tab}")), None)

    async def show_tab(self, tab: str) -> None:
        """Show the brief or a phase; its contents are made on the first visit."""
        if tab == self.here_at.tab and self._scroll(tab) is not None:
            return
        for other in self.query(".tab"):
            other.display = other.id == f"tab-{tab}"
        if self._scroll(tab) is None:
            await self.mount(self._tab(tab), after=self.query_one(Tabs))
            if self._preparing is not None:
                self._preparing.resume()
        self.query_one(Tabs).show(tab)
        self.remember(tab=tab)
        await self.follow_article()

    def _tab(self, tab: str) -> Widget:
        """What a tab holds."""
        if tab == "article":
            from copydesk.tui.widgets.article import ArticleView

            return ArticleView(self.session)
        children = self._brief_rows() if tab == "brief" else self._cards(int(tab))
        return VerticalScroll(*children, id=f"tab-{tab}", classes="tab", can_focus=False)

    def article_view(self) -> ArticleView | None:
        """What the Article tab shows, if it was visited."""
        found = self.query("#tab-article")
        return cast("ArticleView", found.first()) if found else None

    def _cards(self, index: int) -> list[Widget]:
        opened = self.here_at.opened
        cards: list[Widget] = []
        if index == 0 and not self.session.state.answers:
            text = "\n".join(f"{number}  {line}" for number, line in enumerate(LOOP, 1))
            cards.append(Static(Content(text), id="loop"))
        for prompt in self.session.kit.phases[index].prompts:
            card = PromptCard(self.session, prompt.id, opened=prompt.id in opened)
            self._made[prompt.id] = card
            cards.append(card)
        return cards

    def _brief_rows(self) -> list[Widget]:
        rows: list[Widget] = []
        if self.session.origin.overview:
            rows.append(Static(Content(clean(self.session.origin.overview)), id="overview"))
        rows.extend(FieldRow(self.session, field) for field in self.session.kit.fields)
        return rows

    def cards(self) -> list[PromptCard]:
        """The cards that were made so far, in the order of the kit."""
        return [self._made[p.id] for p in self.session.kit.prompts if p.id in self._made]

    def card(self, prompt_id: str) -> PromptCard | None:
        """A prompt's card, if its phase was visited."""
        return self._made.get(prompt_id)

    @property
    def off_cards(self) -> bool:
        """Whether the cursor is on a tab that has no cards."""
        return self.here_at.tab in ("brief", "article")

    def here(self) -> PromptCard | None:
        """The card under the cursor; None on the brief and on the article."""
        if self.off_cards:
            return None
        return self.card(self.here_at.prompt)

    def around(self, kind: type[Widget]) -> Widget | None:
        """The focused widget, or what it stands in, of a kind."""
        if self.focused is None:
            return None
        return next((w for w in self.focused.ancestors_with_self if isinstance(w, kind)), None)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        card = self.around(PromptCard)
        if isinstance(card, PromptCard):
            self.remember(prompt=card.prompt_id)

    def remember(self, tab: str = "", prompt: str = "") -> None:
        place = self.here_at
        opened = tuple(card.prompt_id for card in self.cards() if card.opened)
        unseen = tuple(p for p in place.opened if self.card(p) is None)
        self.here_at = Place(
            tab or place.tab, prompt or place.prompt, tuple(dict.fromkeys((*opened, *unseen)))
        )
        self.work.move_to(self.here_at)

    async def go_to(self, prompt_id: str, *, open_card: bool = False) -> None:
        """Bring the cursor to a prompt, whatever phase it is in."""
        await self.show_tab(str(self.session.kit.phase_of(prompt_id)))
        card = self.card(prompt_id)
        if card is not None:
            if open_card:
                await card.set_opened(True)
            self.set_focus(card)  # at once: the next key may be in the queue already
            self.remember(prompt=prompt_id)
            self.call_after_refresh(self._bring_up, card)

    def focus_place(self) -> None:
        if self.here_at.tab == "brief":
            rows = list(self.query(FieldRow))
            empty = [r for r in rows if r.field.required and not self._value(r)]
            self.set_focus((empty or rows)[0])
        elif self.here_at.tab == "article" and (view := self.article_view()) is not None:
            self.set_focus(view.query_one("Shelf"))
        elif (card := self.here()) is not None:
            self.set_focus(card)
            self.call_after_refresh(self._bring_up, card)

    def _bring_up(self, card: PromptCard) -> None:
        """Scroll so that the card can be read: an open one from its top, if it is not whole."""
        scroll = card.parent
        if isinstance(scroll, VerticalScroll):
            first = scroll.children and card in list(scroll.children)[:2]
            if first and card.region.bottom <= scroll.region.bottom:
                scroll.scroll_home(animate=False)
            else:
                card.scroll_visible(animate=False, top=card.opened, force=True)

    def _value(self, row: FieldRow) -> object:
        return self.session.state.brief.get(row.field.id)

    def boxes(self) -> list[AnswerBox]:
        """The answer boxes that somebody writes in."""
        return [box for card in self.cards() if (box := card.editing) is not None]

    @property
    def writing(self) -> bool:
        """Whether the cursor is in a text box."""
        return self.focused is not None and self.focused.has_class("text-box")

    async def leave_boxes(self, *, ask: bool = True) -> None:
        """Leave whatever text box is open; its words are kept."""
        for box in self.boxes():
            await self.close_box(box, ask=ask)
        for row in list(self.query(FieldRow)):
            if row.box is not None and self.keep_field(row):
                await row.end_edit()

    def keep_field(self, row: FieldRow) -> bool:
        """Make what stands in a field's box its value; False, and a word, where it is none."""
        try:
            change = self._set_field(row)
        except BadValue as error:
            self.say_line(str(error), problem=True)
            return False
        if change is not None:
            self.work.changed(change)
            self.call_later(self.refresh_all)
        return True

    def _set_field(self, row: FieldRow) -> Change | None:
        value = row.typed()
        if value == self.session.state.brief.get(row.field.id):
            return None  # setting the title again would undo a rename
        change = self.session.set_brief(row.field.id, value, row.since)
        if change is not None:
            row.since = change.id
        return change

    def save_draft(self, box: AnswerBox) -> None:
        """Put what stands in a box on the disk, beside the session."""
        if box.raw != self.session.text_of(box.prompt_id):
            try:
                self.work.draft(box.prompt_id, box.raw)
            except OSError as error:
                self.say_line(f"What you type is not saved: {error.strerror}.", problem=True)

    async def close_box(self, box: AnswerBox, *, ask: bool = True) -> None:
        """Leave one answer box; its words become a version.

        Args:
            ask: Ask which is to stand when another window changed the answer meanwhile.
        """
        card = self.card(box.prompt_id)
        if not box.is_attached or card is None or not self.session.has(box.prompt_id):
            return
        theirs = self.session.state.answers.get(box.prompt_id)
        self.save_draft(box)  # should the session's own save fail, its words are on the disk
        change = self._keep_box(box)
        await card.end_edit()
        if ask and change is not None and theirs not in (None, box.since):
            mine = self.session.state.answers.get(box.prompt_id)
            self._outside((Conflict("answers", box.prompt_id, mine, theirs),))
        self.work.changed(change)
        self.work.draft_done()
        await self.refresh_all()
        if change is not None:
            await self.work.verdict(box.prompt_id, SOON_SECONDS)
            self.say_saved(f"Saved {self.session.name(box.prompt_id)}.", box.prompt_id)

    def resting(self, prompt_id: str) -> str:
        """Offers to accept what rests on an answer that has changed; empty where nothing does."""
        from copydesk.sessions.staleness import resting_on

        stale = resting_on(self.session, prompt_id)
        if not stale:
            return ""
        return f"{count(len(stale), 'answer')} may be stale now: G says still good. "

    def fails(self, prompt_id: str) -> str:
        """Says that an answer fails, and what to do; empty where it does not."""
        verdict = self.session.verdict(prompt_id)
        if verdict is None or not verdict.fails:
            return ""
        return f"It fails: {count(verdict.count('fail'), 'finding')}, f copies a fix prompt. "

    def say_saved(self, said: str, prompt_id: str) -> None:
        """Say that an answer was saved; what has to be done about it comes first."""
        self.say_line(f"{self.fails(prompt_id)}{self.resting(prompt_id)}{said}")

    def _keep_box(self, box: AnswerBox) -> Change | None:
        """Make a version of what was typed in a box."""
        if not box.touched:
            return None
        if box.raw:
            return self.session.answer(box.prompt_id, box.raw, "edited")
        return self.session.clear(box.prompt_id)

    async def after(self, change: Change | None) -> None:
        """Save a change, show it and say it."""
        self.work.changed(change)
        await self.refresh_all()
        if change is None:
            return
        if change.prompt in self.session.state.answers:
            await self.work.verdict(change.prompt, SOON_SECONDS)
            self.say_saved(f"Saved: {change.label}.", change.prompt)
        else:
            self.say_line(f"Saved: {change.label}.")

    async def refresh_all(self) -> None:
        """Show the session as it stands now, wherever it is shown."""
        if self._kit != self.session.state.settings.get("kit"):
            await self.rebuild()
            return
        if self.session.state.answers:
            await self.query("#loop").remove()
        for card in self.cards():
            await card.refresh_card()
        for row in self.query(FieldRow):
            row.show()
        await self.follow_article()
        self.query(TitleBar).refresh()  # a run may be over while the screen is left
        self.query(Tabs).refresh()

    async def follow_article(self) -> None:
        """Set the article anew, while it is in sight."""
        view = self.article_view()
        if view is not None and self.here_at.tab == "article":
            view.follow()

    async def rebuild(self) -> None:
        """Make every card anew, since the kit is another one."""
        self._kit = self.session.state.settings.get("kit")
        await self.leave_boxes(ask=False)
        await self.query(".tab").remove()
        self._made.clear()
        ids = [prompt.id for prompt in self.session.kit.prompts]
        prompt = self.here_at.prompt if self.here_at.prompt in ids else ids[0]
        self.here_at = Place(self.here_at.tab, prompt, (prompt,))
        tab = self.here_at.tab if self.off_cards else str(self.session.kit.phase_of(prompt))
        await self.show_tab("brief" if tab == "article" and not has_page(self.session) else tab)
        self.focus_place()
        await self.refresh_all()

    def _judged(self) -> None:
        """More is known of the answers than was."""
        if self.is_attached and self.query(TitleBar):
            self.call_later(self.refresh_all)
            self.refresh_bindings()

    def is_idle(self, action: str) -> bool:
        """Whether an action has nothing to do where the cursor is; the key bar leaves it out."""
        if action in ("take", "edit") and self.here_at.tab == "article":
            return True
        if action == "run":
            return not (self.session.model or self.app.settings.models.default)
        wanted = {"fix": "failing", "still_good": "stale", "repair": "failing"}.get(action)
        if wanted is None:
            return False
        here = self.here_at.prompt
        if self.off_cards or not self.session.has(here):
            return True  # or another kit was just taken over
        if action == "repair":
            verdict = self.session.verdict(here)
            return verdict is None or all(one.check != "json" for one in verdict.findings)
        return self.session.prompt_state(here) != wanted

    def say_line(self, text: str, *, problem: bool = False) -> None:
        """Say one thing at the foot of the screen."""
        if self.offer is None or problem:
            for line in self.query("#status").results(StatusLine):
                line.say(text, problem=problem)

    def _saved(self) -> None:
        if not self.query(TitleBar):
            return  # the screen was left while saving went on
        self.query_one(TitleBar).refresh()
        if self.work.problem:
            self._unsaved = True
            self.say_line(f"{self.work.problem} Trying again.", problem=True)
        elif self._unsaved:
            self._unsaved = False
            self.say_line("Saved again.")

    def _tick(self) -> None:
        if self.work.dirty:
            self.work.save_soon()
        else:
            self.work.look_outside()

    def flush(self) -> None:
        """Save what is in boxes and in memory, now; raises CopydeskError."""
        for box in self.boxes():
            if self._keep_box(box):
                self.work.dirty = True
        for row in self.query(FieldRow):
            with contextlib.suppress(BadValue):
                if self._set_field(row):
                    self.work.dirty = True
        self.work.flush()
        self.work.draft_done()

    @abstractmethod
    def look_for_newer(self) -> object:
        """Say so when the kit, the map or the brief was edited since the session began."""

    @abstractmethod
    def _outside(self, conflicts: tuple[Conflict, ...]) -> None:
        """Another window's changes came in."""
