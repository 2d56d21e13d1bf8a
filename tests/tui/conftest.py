"""The app under test has a home, kits and a clipboard of its own."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from writer_at_work import Clipboard, Home

import copydesk.clipboard
from copydesk.checks.finding import Verdict
from copydesk.paths import folders
from copydesk.tui import traffic
from copydesk.tui.screens import session_answers


@pytest.fixture
def clipboard(monkeypatch: pytest.MonkeyPatch) -> Clipboard:
    """The only clipboard that a test reaches."""
    fake = Clipboard()
    for room in (traffic, copydesk.clipboard):
        monkeypatch.setattr(room, "copy", fake.copy, raising=False)
        monkeypatch.setattr(room, "read", fake.read, raising=False)
    return fake


@pytest.fixture(autouse=True, scope="session")
def _garbage_lies_for_longer() -> Iterator[None]:
    """An app makes very many small things that live long; looking for dead ones costs a third."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


@pytest.fixture(autouse=True)
def _screens_are_drawn_sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual draws 60 times a second and a pilot waits for that; here both are quicker."""
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", 1 / 120, raising=False)
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 1 / 100, raising=False)


@pytest.fixture
def real_checks() -> None:
    """For tests about what answers are held to."""


@pytest.fixture(autouse=True)
def _any_answer_holds(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two words may answer every prompt, except where a test asks for ``real_checks``."""
    if "real_checks" not in request.fixturenames:
        monkeypatch.setattr("copydesk.sessions.verdicts.verdict_on", lambda *_: Verdict())


@pytest.fixture(autouse=True)
def _no_paste_is_the_rest_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pastes of a test are two pastes, however fast the machine is."""
    monkeypatch.setattr(session_answers, "SAME_PASTE_SECONDS", 0.0)


@pytest.fixture
def home(clipboard: Clipboard) -> Home:
    """An empty home."""
    return Home(folders(), clipboard)
