"""Data to measure with: kits, maps, briefs and sessions in a folder for COPYDESK_HOME.

    python bench/make_data.py FOLDER     # 1,000 briefs and 10,000 sessions of 20 kB

Sessions are made by Copydesk itself, so they are what the version under test reads and writes.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from msgspec.structs import replace

from copydesk.kits.library import Library
from copydesk.kits.places import usual_places
from copydesk.paths import HOME_VARIABLE
from copydesk.sessions.begin import begin
from copydesk.sessions.file import encode
from copydesk.sessions.folder import NAME, SessionFolder
from copydesk.sessions.session import Session

ARTICLE = "ci-cd-for-python/ci-vs-cd"
BRIEFS_A_MAP = 50
SESSION_SIZE = 20_000
LONG_PROMPT = 8_000
SENTENCE = "A pipeline that nobody trusts is only a slower way of asking a colleague. "

KIT = """\
format = 1
version = "1.0"
title = "Bench kit"
summary = "Six prompts in two phases, to measure with"
updated = 2026-11-21

[brief.title]
label = "Working title"
required = true

[brief.audience]
kind = "text"
label = "Audience"
"""
MAP = """\
format = 1
kit = "bench"
topic = "Topic {number}"
pillar = "Guide to topic {number}"
updated = 2026-11-21
groups = ["Group 0", "Group 1", "Group 2", "Group 3", "Group 4"]
"""
BRIEF = """\
format = 1
group = "Group {group}"
order = {order}
updated = 2026-11-21
overview = {overview}

[brief]
title = {title}
audience = {audience}
"""


def make_kit(home: Path) -> None:
    """A small kit whose second prompt is 8 kB long; its first lines are easy to find."""
    folder = home / "kits" / "bench"
    (folder / "prompts").mkdir(parents=True)
    lines = [KIT]
    for number in range(1, 7):
        if number in (1, 4):
            lines.append(f'[[phases]]\ntitle = "Phase {"one" if number == 1 else "two"}"\n')
        lines.append(
            f'[[phases.prompts]]\nid = "step-{number}"\ntitle = "Bench prompt {number}"\n'
            f'summary = "Step {number} of six"\n'
        )
        size = LONG_PROMPT if number == 2 else 600
        body = f"Task {number} for {{{{brief.title}}}}.\n\n{prose(size)}"
        (folder / "prompts" / f"step-{number}.md").write_text(body, "utf-8")
    (folder / "kit.toml").write_text("\n".join(lines), "utf-8")


def make_maps(home: Path, briefs: int) -> None:
    """Topical maps of 50 briefs each, every brief about 2 kB."""
    for number in range(briefs // BRIEFS_A_MAP):
        folder = home / "kits" / "maps" / f"topic-{number:02}"
        folder.mkdir(parents=True)
        (folder / "map.toml").write_text(MAP.format(number=number), "utf-8")
        for article in range(BRIEFS_A_MAP):
            (folder / f"article-{article:02}.toml").write_text(
                BRIEF.format(
                    group=article % 5,
                    order=article + 1,
                    title=json.dumps(f"Article {article} of topic {number}"),
                    overview=json.dumps(prose(1200)),
                    audience=json.dumps(prose(500)),
                ),
                "utf-8",
            )


def make_sessions(home: Path, count: int) -> None:
    """Sessions of 20 kB on the articles of the maps, each a minute older than the one before."""
    library = _library(home)
    articles = [one for one in library.entries() if one.map_id.startswith("topic-")]
    for number, entry in enumerate(articles):
        session = begin(library, entry)
        _fill(session)
        title = session.title
        for place in range(number, count, len(articles)):
            take = place // len(articles) + 1
            session.id = f"{entry.map_id}-{entry.id}-{take:03}"
            settings = {**session.state.settings, "title": f"{title}, take {take}"}
            session.state = replace(session.state, settings=settings)
            _write(home, session, minutes_old=place + 1)


def make_article(home: Path) -> None:
    """The newest session: the bundled article "CI vs CD", three prompts answered."""
    library = _library(home)
    session = begin(library, library.find(ARTICLE)[0])
    for prompt in session.kit.prompts[:3]:
        session.answer(prompt.id, prose(2000), "pasted")
    _write(home, session)


def make_long(home: Path, versions: int = 50, size: int = 20_000) -> SessionFolder:
    """The article "CI vs CD" after much work: every prompt with so many versions on disk."""
    library = _library(home)
    session = begin(library, library.find(ARTICLE)[0])
    session.id = "long-history"
    folder = SessionFolder(home / "sessions" / session.id / NAME)
    for number in range(versions):
        for prompt in session.kit.prompts:
            session.record_copy(prompt.id, session.compose(prompt.id))
            session.answer(prompt.id, f"Draft {number}. {prose(size)}", "pasted")
    folder.save(session)
    return folder


def make_bench_session(home: Path) -> None:
    """A session on the bench kit alone, nothing answered."""
    library = _library(home)
    session = begin(library, library.find("bench")[0])
    session.set_brief("title", "Bench session")
    session.place = replace(session.place, tab="0")
    _write(home, session)


def make_large(home: Path, briefs: int = 1000, sessions: int = 10_000) -> None:
    """A writer's folder after many years."""
    make_kit(home)
    make_maps(home, briefs)
    make_sessions(home, sessions)
    make_article(home)


def _library(home: Path) -> Library:
    os.environ[HOME_VARIABLE] = str(home)
    return Library(usual_places(()))


def _fill(session: Session) -> None:
    """Answer some prompts, so that the session takes 20 kB on disk."""
    first, second, third, *_ = session.kit.prompts
    session.answer(first.id, prose(300), "pasted")
    session.answer(second.id, prose(300), "pasted")
    room = SESSION_SIZE - len(encode(session, 1))
    session.answer(third.id, prose(max(room - 500, 300)), "pasted")


def _write(home: Path, session: Session, minutes_old: int = 0) -> None:
    """Save without the lock and the fsync that 10,000 sessions do not need."""
    folder = home / "sessions" / session.id
    folder.mkdir(parents=True)
    (folder / NAME).write_bytes(encode(session, 1))
    changed = time.time() - 60 * minutes_old
    os.utime(folder / NAME, (changed, changed))


def prose(size: int) -> str:
    """So many characters of sentences, in paragraphs of six."""
    paragraph = SENTENCE * 6 + "\n\n"
    return (paragraph * (size // len(paragraph) + 1))[:size].strip()


if __name__ == "__main__":
    make_large(Path(sys.argv[1]))
