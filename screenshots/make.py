#!/usr/bin/env python3
"""Makes the pictures in this folder: the app itself, in real states, with made-up data.

.venv/bin/python screenshots/make.py [NAME …]    write them (all, or those named)
.venv/bin/python screenshots/make.py --check     say which are out of date; exit 1 if any is
"""

from __future__ import annotations

import asyncio
import datetime as dt
import difflib
import os
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

if TYPE_CHECKING:
    from copydesk.sessions.session import Session

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
ANSWERS = ROOT / "tests" / "data" / "answers" / "ci-vs-cd"
NOW = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)
"""The moment at which every picture is taken."""
ORDER = (
    "outline", "research", "introduction", "body", "authority", "faq",
    "conclusion", "meta", "links", "images", "social", "review",
)  # fmt: skip


def answer(prompt_id: str) -> str:
    """A lifelike answer to one of the article kit's prompts."""
    return next(ANSWERS.glob(f"{prompt_id}.*")).read_text(encoding="utf-8")


class Studio:
    """An app with sessions in it, and a clock that stands still."""

    def __init__(self, home: Path) -> None:
        from copydesk.clipboard import surroundings
        from copydesk.kits.library import Library
        from copydesk.kits.places import usual_places
        from copydesk.paths import Folders
        from copydesk.sessions.store import Store
        from copydesk.tui.app import CopydeskApp, Launch

        folders = Folders(data=home, config=home, cache=home / "cache")
        self.store = Store(folders)
        self.library = Library(usual_places(()), folders.cache / "library.json")
        launch = Launch(
            folders=folders,
            library=self.library,
            store=self.store,
            surroundings=surroundings({}),
        )
        self.app = CopydeskApp(launch)

    def session(
        self,
        article: str,
        answered: int,
        ago: dt.timedelta,
        afterwards: Callable[[Session], None] = lambda _: None,
    ) -> None:
        """A session in which so many prompts are answered, last saved so long ago.

        Args:
            afterwards: What happened to it after that; the cursor stands where it is left.
        """
        from copydesk import clock
        from copydesk.sessions.begin import begin

        entry = next(e for e in self.library.entries() if e.id == article)
        with mock.patch.object(clock, "now", lambda: NOW - ago):
            session = begin(self.library, entry)
            session.id = f"{entry.id}-0a1b2c"
            for prompt in session.kit.prompts[:answered]:
                text = answer(prompt.id) if entry.kind == "article" else "As agreed on Friday."
                session.record_copy(prompt.id, session.compose(prompt.id))
                session.answer(prompt.id, text, "pasted")
            following = session.next_prompt()
            if following is not None:
                from copydesk.sessions.session import Place

                phase = str(session.kit.phase_of(following.id))
                session.place = Place(phase, following.id, (following.id,))
            afterwards(session)
            folder = self.store.add(session)
        moment = (NOW - ago).timestamp()
        os.utime(folder.file, (moment, moment))


def furnish(studio: Studio) -> None:
    """What a content desk looks like in the middle of a week."""
    studio.session("trusted-publishing", 12, dt.timedelta(days=6))
    studio.session("release", 5, dt.timedelta(days=2))
    studio.session("python-monorepo", 2, dt.timedelta(days=1, hours=2))
    studio.session("flaky-tests", 8, dt.timedelta(hours=3))
    studio.session("ci-vs-cd", 3, dt.timedelta(minutes=12))


def furnish_later(studio: Studio) -> None:
    """The same desk a day later: much is written, something fails, something is stale."""
    studio.session("ci-vs-cd", 8, dt.timedelta(minutes=3), a_day_later)


def furnish_at_last(studio: Studio) -> None:
    """The desk when the article is answered to its end."""
    studio.session("ci-vs-cd", 12, dt.timedelta(minutes=3), published_on_tuesday)


def published_on_tuesday(session: Session) -> None:
    """What is known at last: when the article appears."""
    from copydesk.sessions.weaving import offers, place

    session.set_brief("published", "2026-11-24")
    for offer in [one for one in offers(session) if one.standing == "to place"][:9:2]:
        place(session, offer)
    session.check()


def a_day_later(session: Session) -> None:
    """What a writer did to the article since it was first answered."""
    from copydesk.sessions.session import Place

    intro = answer("introduction")
    session.answer("introduction", intro.replace("Nobody had done anything wrong; ", ""), "edited")
    session.answer("introduction", intro.replace("On Thursday", "Last Thursday"), "edited")
    long = answer("meta").replace("What Developers Need", "What All Developers Need")
    session.record_copy("meta", session.compose("meta"))
    session.answer("meta", long.replace("2026-11-24", "24 November 2026", 1), "pasted")
    session.still_good(["body"])
    session.check()
    session.place = Place("2", "meta", ("meta",))


SHOTS: dict[str, tuple[tuple[int, int], list[str]]] = {
    "desk": ((120, 40), []),
    "desk-light": ((120, 40), ["ctrl+t"]),
    "desk-80x24": ((80, 24), []),
    "session": ((120, 40), ["enter"]),
    "session-light": ((120, 40), ["ctrl+t", "enter"]),
    "session-wide": ((160, 50), ["enter"]),
    "session-80x24": ((80, 24), ["enter"]),
    "prior-output": ((120, 40), ["enter", "tab", "enter"]),
    "brief": ((120, 40), ["enter", "left_square_bracket", "left_square_bracket", "j", "j"]),
    "help": ((120, 40), ["enter", "question_mark"]),
    "findings": ((120, 40), ["enter"]),
    "findings-80x24": ((80, 24), ["enter"]),
    "flow": ((120, 40), ["enter", "F"]),
    "versions": ((140, 40), ["enter", "left_square_bracket", "h", "j"]),
    "claims": ((120, 40), ["enter", "l"]),
    "scorecard": ((160, 50), ["enter", "S", "right_square_bracket", "j"]),
    "article": ((140, 44), ["enter", *["right_square_bracket"] * 5, *["j"] * 4]),
}
"""The size of each picture and the keys that lead to what it shows."""
LATER = {"findings", "findings-80x24", "flow", "versions", "claims"}
"""The pictures taken a day later."""
AT_LAST = {"scorecard", "article"}
"""The pictures taken when everything is answered."""


async def take(name: str) -> str:
    """One picture, as SVG."""
    from copydesk import clock
    from copydesk.tui.screens import session_view

    size, keys = SHOTS[name]
    with tempfile.TemporaryDirectory() as home:
        studio = Studio(Path(home))
        if name in AT_LAST:
            furnish_at_last(studio)
        elif name in LATER:
            furnish_later(studio)
        else:
            furnish(studio)
        # No save while the picture is taken: whether it came in time would show.
        patience = mock.patch.object(session_view, "LOOK_SECONDS", 3600.0)
        with patience, mock.patch.object(clock, "now", lambda: NOW):
            async with studio.app.run_test(size=size) as pilot:
                await settle(pilot)
                for key in keys:
                    await pilot.press(key)
                    await settle(pilot)
                return portable(studio.app.export_screenshot(title="Copydesk"))


async def settle(pilot: object) -> None:
    """Wait until nothing more happens: no worker runs and the screen stands still."""
    before, still = "", 0
    for _ in range(100):
        await pilot.pause(0.05)  # type: ignore[attr-defined]
        app = pilot.app  # type: ignore[attr-defined]
        picture = app.export_screenshot()
        busy = any(not worker.is_finished for worker in app.workers)
        still = still + 1 if picture == before and not busy else 0
        before = picture
        if still >= 4:
            return


def portable(svg: str) -> str:
    """Without fonts from other people's servers and without names that change by themselves."""
    svg = re.sub(r"\s*@font-face \{.*?\}\n", "\n", svg, flags=re.DOTALL)
    svg = svg.replace("font-family: Fira Code, monospace", "font-family: 'Fira Code', monospace")
    svg = re.sub(r"\s*<!-- .*? -->\n", "\n", svg)
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def main(arguments: list[str]) -> int:
    """Write or check the pictures."""
    os.environ["TZ"] = "UTC"
    check = "--check" in arguments
    names = [name for name in arguments if name != "--check"] or list(SHOTS)
    stale = 0
    for name in names:
        path = HERE / f"{name}.svg"
        svg = asyncio.run(take(name))
        if not check:
            path.write_text(svg, encoding="utf-8")
            print(f"wrote {path.name}")
        elif not path.exists() or path.read_text(encoding="utf-8") != svg:
            stale += 1
            print(f"out of date: {path.name}")
            old = path.read_text(encoding="utf-8") if path.exists() else ""
            changed = difflib.unified_diff(old.splitlines(), svg.splitlines(), lineterm="", n=0)
            print("\n".join(line[:160] for line in list(changed)[:8]))
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
