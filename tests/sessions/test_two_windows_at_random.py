"""Two windows that do anything in any order: no answer is ever lost, and both end up the same."""

from __future__ import annotations

import shutil
import tempfile
from itertools import count
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from copydesk.sessions.folder import SessionFolder
from copydesk.sessions.meeting import rejoin
from copydesk.sessions.moved_on import moved_on, take_over
from copydesk.sessions.session import Session
from copydesk.sessions.state import difference
from sessions.small import PROMPTS, begun, reopened, saved, small_kit, words_of

KITS = (small_kit(), small_kit(version="2", extra=""), small_kit(version="3", review=""))


class Window:
    """A window as the screen has one: a session that goes on while a snapshot is saved."""

    def __init__(self, session: Session, folder: SessionFolder) -> None:
        self.session = session
        self.folder = folder
        self.saving: Session | None = None
        self.entered: set[str] = set()
        """What was typed here and is not known to be on the disk."""
        self.on_the_way: set[str] = set()


windows = st.sampled_from([0, 1])
prompts = st.sampled_from(PROMPTS)


class TwoWindows(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.home = Path(tempfile.mkdtemp())
        self.numbers = count()
        self.on_disk: set[str] = set()
        session = begun()
        folder = saved(self.home, session)
        self.windows = [Window(session, folder), Window(*reopened(folder))]

    def teardown(self) -> None:
        shutil.rmtree(self.home)

    # What a person does

    @rule(at=windows, prompt=prompts, add=st.booleans(), by_hand=st.booleans())
    def answer(self, at: int, prompt: str, add: bool, by_hand: bool) -> None:
        window = self.windows[at]
        if window.session.has(prompt):
            text = f"words {next(self.numbers)}"
            put = window.session.append if add else window.session.answer
            put(prompt, text, "edited" if by_hand else "pasted")
            window.entered.add(window.session.text_of(prompt))

    @rule(at=windows, prompt=prompts)
    def same_answer(self, at: int, prompt: str) -> None:
        window = self.windows[at]
        if window.session.has(prompt) and window.session.answer(prompt, "the same", "pasted"):
            window.entered.add("the same")

    @rule(at=windows, prompt=prompts)
    def clear_or_skip(self, at: int, prompt: str) -> None:
        session = self.windows[at].session
        if session.clear(prompt) is None:
            session.skip(prompt)

    @rule(at=windows, prompt=prompts)
    def take_back(self, at: int, prompt: str) -> None:
        session = self.windows[at].session
        if session.history.get(prompt):
            session.take_back(session.history[prompt][0])

    @rule(at=windows, prompt=prompts, text=st.sampled_from(["", "a", "b"]))
    def note(self, at: int, prompt: str, text: str) -> None:
        self.windows[at].session.note(prompt, text)

    @rule(at=windows, value=st.sampled_from([(), ("a",), ("a", "b")]), typing=st.booleans())
    def brief(self, at: int, value: tuple[str, ...], typing: bool) -> None:
        session = self.windows[at].session
        since = session.log[-1].id if typing and session.log else ""
        session.set_brief("tools", value, since)

    @rule(at=windows, number=st.integers(0, 2))
    def take_over(self, at: int, number: int) -> None:
        session = self.windows[at].session
        moved = moved_on(session, KITS[number])
        if moved is not None:
            take_over(session, moved)

    @rule(at=windows, back=st.booleans(), times=st.integers(1, 4))
    def undo(self, at: int, back: bool, times: int) -> None:
        session = self.windows[at].session
        for _ in range(times):
            (session.undo if back else session.redo)()

    # What the program does, at any time

    @rule(at=windows)
    def start_saving(self, at: int) -> None:
        window = self.windows[at]
        if window.saving is None:
            rejoin(window.session)
            window.saving = window.session.snapshot()
            window.on_the_way = set(window.entered)

    @rule(at=windows)
    def the_thread_saves(self, at: int) -> None:
        window = self.windows[at]
        if window.saving is not None:
            window.folder.save(window.saving)
            self._arrived(window, window.on_the_way)
            window.saving = None

    @rule(at=windows)
    def the_thread_comes_back(self, at: int) -> None:
        rejoin(self.windows[at].session)

    @rule(at=windows)
    def save_at_once(self, at: int) -> None:
        window = self.windows[at]
        window.folder.save(window.session)
        self._arrived(window, set(window.entered))

    @rule(at=windows)
    def look_outside(self, at: int) -> None:
        window = self.windows[at]
        window.folder.refresh(window.session)

    @rule(at=windows)
    def close_and_open_again(self, at: int) -> None:
        self.the_thread_saves(at)
        self.save_at_once(at)
        self.windows[at] = Window(*reopened(self.windows[at].folder))

    @rule(at=windows)
    def killed(self, at: int) -> None:
        self.windows[at] = Window(*reopened(self.windows[at].folder))

    def _arrived(self, window: Window, texts: set[str]) -> None:
        self.on_disk |= texts
        window.entered -= texts
        assert self.on_disk <= words_of(reopened(window.folder)[0])

    @invariant()
    def every_answer_that_stands_is_at_hand(self) -> None:
        for window in getattr(self, "windows", ()):
            session = window.session
            for ref in (*session.state.answers.values(), *session.state.aside.values()):
                assert ref in session.versions
            assert window.entered <= words_of(session)

    @rule()
    def both_come_to_the_same(self) -> None:
        for at in (0, 1):
            self.the_thread_saves(at)
            self.save_at_once(at)
        one, two = (window.session for window in self.windows)
        self.windows[0].folder.refresh(one)
        assert not list(difference(one.state, two.state))
        for name in ("log", "undone", "history", "copied", "kit"):
            assert getattr(one, name) == getattr(two, name), name
        assert len({change.id for change in one.log}) == len(one.log)
        assert self.on_disk <= words_of(one)


TwoWindows.TestCase.settings = settings(max_examples=60, stateful_step_count=40)
test_two_windows_at_random = TwoWindows.TestCase
