"""The bundles that are kept as examples: how they are made, and how they are made anew.

    PYTHONPATH=src:tests python -m publish.golden

writes ``tests/data/bundle`` anew after a change that was meant; look at the difference before it
is committed. The session itself is not kept: it holds moments.
"""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from copydesk import clock
from copydesk.publish.bundle import Bundle, Options, make
from copydesk.sessions.session import Session
from publish.scoring import ANSWERS, good, lifelike

KEPT = ANSWERS.parent / "bundle"
TODAY = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
APART = ("session.json", "bundle.json")
"""Files that are new each time."""


def article() -> Session:
    """The twelve lifelike answers, on a brief with its date."""
    session = lifelike()
    session.set_brief("published", "2026-11-24")
    return session


def release() -> Session:
    """The lifelike answers to the release kit."""
    session = lifelike(0, "release")
    brief = tomllib.loads((ANSWERS / "copperline-2-4" / "brief.toml").read_text(encoding="utf-8"))
    for name, value in brief.get("brief", brief).items():
        if any(field.id == name for field in session.kit.fields):
            told = value.isoformat() if isinstance(value, dt.date) else value
            session.set_brief(name, tuple(told) if isinstance(told, list) else told)
    for prompt in session.kit.prompts:
        session.record_copy(prompt.id, session.compose(prompt.id))
        session.answer(prompt.id, good(prompt.id, "copperline-2-4"), "pasted")
    return session


def bundles() -> Iterator[tuple[str, Bundle]]:
    """Every bundle that is kept, by the name of its folder."""
    with standing_still():
        yield "article", make(article(), Options("hugo", True))
        yield "release", make(release(), Options("none", True))


@contextmanager
def standing_still() -> Iterator[None]:
    """The clock, for what says how long ago something was."""
    real, clock.now = clock.now, lambda: TODAY
    try:
        yield
    finally:
        clock.now = real


def kept(name: str) -> Mapping[str, str]:
    """A kept bundle, by the names of its files."""
    return {
        path.name: path.read_bytes().decode("utf-8") for path in sorted((KEPT / name).iterdir())
    }


def comparable(bundle: Bundle) -> Mapping[str, str]:
    """What of a bundle is the same each time, and what stands against it."""
    files = {n: data.decode("utf-8") for n, data in bundle.files.items() if n not in APART}
    against = [[one.kind, one.text, one.place.prompt, one.blocks] for one in bundle.against]
    return files | {"against.json": json.dumps(against, indent=1, ensure_ascii=False) + "\n"}


def write_anew() -> None:
    for name, bundle in bundles():
        folder = KEPT / name
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.iterdir():
            path.unlink()
        for file, text in comparable(bundle).items():
            Path(folder / file).write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    write_anew()
