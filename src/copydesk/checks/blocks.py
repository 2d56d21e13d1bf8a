"""Blocks that a text must have: fenced code, a list at its end."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.answers.markdown import Code
from copydesk.checks.amounts import count
from copydesk.checks.finding import Finding
from copydesk.checks.subject import Subject, Terms
from copydesk.kits.checks import CodeBlock, EndsWithList

_SAME = {
    "py": "python",
    "python3": "python",
    "sh": "bash",
    "shell": "bash",
    "zsh": "bash",
    "console": "bash",
    "yml": "yaml",
    "js": "javascript",
    "ts": "typescript",
    "docker": "dockerfile",
    "md": "markdown",
}
"""Other names that fences give a language."""


def state(check: CodeBlock | EndsWithList, terms: Terms) -> str:  # noqa: ARG001 - all are called alike
    """``at least 1 block of python code``; ``a list of 2 items at its end``."""
    if isinstance(check, CodeBlock):
        return f"at least {_blocks(check, check.min)}" if check.min > 0 else ""
    return f"a list of {count(check.items, 'item')} at its end"


def find(check: CodeBlock | EndsWithList, subject: Subject) -> Iterator[Finding]:
    """One finding, where there is too little code, or another list or none at the end."""
    if subject.reading.format not in ("markdown", "text"):
        return
    if isinstance(check, CodeBlock):
        yield from _code(check, subject)
    else:
        yield from _list(check, subject)


def _blocks(check: CodeBlock, many: int) -> str:
    kind = f"{check.language} code" if check.language else "code"
    return f"{count(many, 'block')} of {kind}"


def _code(check: CodeBlock, subject: Subject) -> Iterator[Finding]:
    blocks = [one for one in subject.reading.structure.code if one.text.strip()]
    fitting = [one for one in blocks if _is_in(one, check.language)]
    if len(fitting) >= check.min:
        return
    other = next((one for one in blocks if one not in fitting), None) if check.language else None
    found = _blocks(check, len(fitting))
    if other is not None:
        found += f", one is called {other.language or 'nothing'}"
    fence = f"```{check.language}"
    yield subject.finding(
        check,
        "the text",
        found,
        f"at least {_blocks(check, check.min)}",
        f"Add {_blocks(check, check.min - len(fitting))}, between a line {fence} and a line ```.",
        line=subject.reading.stored_line(other.line) if other else 0,
        excerpt=other.text.strip() if other else "",
    )


def _is_in(block: Code, language: str) -> bool:
    return not language or _name(block.language) == _name(language)


def _name(language: str) -> str:
    small = language.casefold().strip()
    return _SAME.get(small, small)


def _list(check: EndsWithList, subject: Subject) -> Iterator[Finding]:
    structure = subject.reading.structure
    items, first = structure.end_list()
    if len(items) == check.items:
        return
    yield subject.finding(
        check,
        "the list at the end",
        count(len(items), "item") + ("" if items else ", the text ends with something else"),
        count(check.items, "item"),
        _mend(len(items), check.items),
        line=subject.reading.stored_line(first),
        excerpt=items[0] if items else structure.lines[first - 1],
    )


def _mend(found: int, wanted: int) -> str:
    if not found:
        return f"End with a list of {count(wanted, 'item')}, each on a line that begins with “- ”."
    off = count(abs(found - wanted), "item")
    return f"Cut {off} from it." if found > wanted else f"Add {off} to it."
