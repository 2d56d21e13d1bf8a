"""A small kit, map and brief, written into a folder."""

from __future__ import annotations

from pathlib import Path

KIT = """\
format = 1
version = "1.0"
title = "Small kit"
summary = "Two prompts to try things with"
updated = 2026-11-21

[brief.title]
label = "Working title"
required = true

[brief.tone]
label = "Tone"

[[phases]]
title = "All of it"

[[phases.prompts]]
id = "plan"
title = "Plan"
summary = "What comes first"

[[phases.prompts]]
id = "draft"
title = "Draft"
summary = "What comes of it"
"""
PLAN = "Plan a text on {{brief.title}}.\n\nTone: {{brief.tone}}"
DRAFT = "Write it.\n\n{{answer.plan}}\n"
MAP = """\
format = 1
kit = "small"
topic = "Small things"
pillar = "All about small things"
groups = ["Things"]
"""
BRIEF = """\
format = 1
{group}
[brief]
title = "{title}"
"""


def write_kit(folder: Path, **changes: str) -> Path:
    """A sound kit in ``<folder>/small``; ``changes`` replace text in its ``kit.toml``."""
    kit = folder / "small"
    (kit / "prompts").mkdir(parents=True)
    text = KIT
    for old, new in changes.items():
        text = text.replace(old, new)
    (kit / "kit.toml").write_text(text, "utf-8")
    (kit / "prompts" / "plan.md").write_text(PLAN, "utf-8")
    (kit / "prompts" / "draft.md").write_text(DRAFT, "utf-8")
    return kit


def write_map(folder: Path, map_id: str, *articles: str) -> Path:
    """A map for the small kit in ``<folder>/maps/<map_id>``, with a brief for each article."""
    topic = folder / "maps" / map_id
    topic.mkdir(parents=True)
    (topic / "map.toml").write_text(MAP, "utf-8")
    for article in articles:
        write_brief(topic / f"{article}.toml", title=f"About {article}", group="Things")
    return topic


def write_brief(path: Path, *, title: str = "A text of my own", group: str = "") -> Path:
    """A brief for the small kit."""
    line = f'group = "{group}"\n' if group else ""
    path.write_text(BRIEF.format(title=title, group=line), "utf-8")
    return path
