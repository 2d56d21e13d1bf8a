"""A small good kit, map and brief on disk, for tests that break them in one place."""

from __future__ import annotations

from pathlib import Path

KIT = """\
format = 1
version = "1.0"
title = "Test kit"
summary = "From an outline to a text"
updated = 2026-11-21

[brief.title]
label = "Working title"
required = true

[brief.words]
kind = "number"
label = "Words"
default = 900

[brief.tools]
kind = "list"
label = "Tools"

[brief.intent]
kind = "choice"
label = "Intent"
options = ["informational", "commercial"]
default = "informational"

[brief.author]
label = "Author"

[brief.article_url]
label = "Address"

[[phases]]
title = "Planning"

[[phases.prompts]]
id = "outline"
title = "Outline"
answer = { format = "json", schema = "schemas/outline.json" }

[[phases.prompts.checks]]
kind = "schema"

[[phases.prompts.checks]]
kind = "sum"
path = "headings[*].words"
equals = "brief.words"

[[phases]]
title = "Writing"

[[phases.prompts]]
id = "body"
title = "Body"

[[phases.prompts.checks]]
kind = "words"
about = "brief.words"

[[phases.prompts]]
id = "review"
title = "Review"
optional = true

[[documents]]
id = "article"
title = "The article"
parts = [
    { heading = "brief.title", level = 1 },
    { answer = "body" },
]
"""

TEXTS = {
    "kit.toml": KIT,
    "prompts/outline.md": "Plan {{brief.title}} in {{brief.words}} words for {{map.topic}}.\n",
    "prompts/body.md": "Write it.\n\n{{answer.outline}}\n",
    "prompts/review.md": "Read it.\n\n{{document.article}}\n",
    "schemas/outline.json": '{\n  "type": "object",\n  "properties": {"headings": {}}\n}\n',
}

MAP = """\
format = 1
kit = "small"
topic = "Testing"
pillar = "All about testing"
groups = ["Basics", "Depth"]

[defaults]
author = "Ada"
address = "https://example.com/{slug}"
"""

BRIEF = """\
format = 1
group = "Basics"
order = 1
updated = 2026-11-20
overview = "What it is about."

[brief]
title = "First steps"
words = 700
tools = ["pytest"]
"""


def write_kit(folder: Path, **changed: str) -> Path:
    """The small kit in ``folder``; each keyword is a file of it (``kit_toml``, ``body_md``)."""
    texts = dict(TEXTS)
    for name in texts:
        key = Path(name).name.replace(".", "_")
        texts[name] = changed.pop(key, texts[name])
    assert not changed, f"no such file: {changed}"
    for name, text in texts.items():
        write(folder / name, text)
    return folder


def write_map(folder: Path, map_toml: str = MAP, **briefs: str) -> Path:
    """A map in ``folder``; each keyword is a brief's id, with ``_`` for ``-``."""
    write(folder / "map.toml", map_toml)
    for name, text in (briefs or {"first": BRIEF}).items():
        write(folder / f"{name.replace('_', '-')}.toml", text)
    return folder


def write_place(folder: Path) -> Path:
    """A folder with the small kit and a map of two articles."""
    write_kit(folder / "small")
    second = changed(BRIEF, 'title = "First steps"', 'title = "Second steps"')
    second = changed(second, "order = 1", "order = 2")
    write_map(folder / "maps" / "testing", first=BRIEF, second=second)
    return folder


def write(path: Path, text: str) -> Path:
    """A file with its folders; line ends as they are in the text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def changed(text: str, old: str, new: str) -> str:
    """The text with its first ``old`` replaced; ``old`` must be there."""
    assert old in text, f"{old!r} is not there to be changed"
    return text.replace(old, new, 1)


def line_of(text: str, part: str) -> int:
    """The line, counted from 1, in which ``part`` begins."""
    return text[: text.index(part)].count("\n") + 1
