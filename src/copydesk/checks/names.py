"""Names as addresses and files bear them: ``ci-vs-cd``, ``ci-vs-cd.png``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.checks.amounts import count
from copydesk.checks.finding import Finding
from copydesk.checks.subject import Subject, Terms, quoted
from copydesk.checks.values import every, listed
from copydesk.kits.checks import NameForm
from copydesk.text import is_name, slug

LONGEST = 64
"""A name has no more characters than these, its ending apart."""

ENDINGS = frozenset(
    "png jpg jpeg webp avif svg gif pdf mp4 webm mov mp3 html css js json csv xml txt md rst py"  # noqa: SIM905
    " toml yml yaml ipynb zip".split()
)
"""What a file's name may end with: pictures first, then what else goes on a page."""

_ENDING = re.compile(r"[A-Za-z][A-Za-z0-9]{0,4}")

_FORMS = {
    "slug": "small letters a–z, digits and hyphens",
    "file": "small letters a–z, digits and hyphens, then one ending such as .png",
}
_EXAMPLES = {"slug": "ci-vs-cd", "file": "ci-vs-cd.png"}
_FAULTS = (
    (re.compile(r"[A-Z]"), "capital letters"),
    (re.compile(r"\s"), "blanks"),
    (re.compile(r"_"), "underscores"),
    (re.compile(r"[/\\]"), "a folder before it"),
    (re.compile(r"\."), "a full stop within it"),
    (re.compile(r"[^\W\d_a-zA-Z]"), "letters beyond a–z"),
    (re.compile(r"[^\w\s./\\-]|(?=\d)[^0-9]"), "other signs"),
    (re.compile(r"^-"), "a hyphen at its start"),
)


def state(check: NameForm, terms: Terms) -> str:  # noqa: ARG001 - all families are called alike
    """``each filename like ci-vs-cd.png: small letters a–z, digits and hyphens, then …``."""
    return f"{every(check.path)} like {_EXAMPLES[check.form]}: {_FORMS[check.form]}"


def find(check: NameForm, subject: Subject) -> Iterator[Finding]:
    """A finding for each name that has not the form, with one that has it."""
    for picked, text in subject.texts_at(check.path):
        found, mended = _judged(check, text)
        if found:
            yield subject.finding(
                check,
                picked.path,
                found,
                _wanted(check, text),
                f"Name it {mended}." if mended else "Give it a name.",
                line=subject.json_line(picked.way),
                excerpt=text,
            )


def _judged(check: NameForm, text: str) -> tuple[str, str]:
    """What is wrong with a name, and a name that would do; twice "" where it is right."""
    if not text.strip():
        return "no text", ""
    stem, ending = _parts(text) if check.form == "file" else (text, "")
    faults = list(_faults(stem))
    if check.form == "file" and not ending:
        faults.append("no ending" if stem == text else "an ending of no known kind")
    elif ending != ending.lower() and "capital letters" not in faults:
        faults.insert(0, "capital letters")
    if not faults:
        return "", ""
    mended = slug(re.split(r"[/\\]", stem)[-1] or stem)
    if check.form == "file":
        mended = f"{mended}.{ending.lower() or 'png'}"
    return f"{quoted(text)}, with {listed(faults)}", mended


def _parts(text: str) -> tuple[str, str]:
    """A file's name and its ending; "" for one that is not there, or that nobody knows."""
    stem, _, ending = text.rpartition(".")
    if ending.lower() in ENDINGS:
        return stem, ending
    return (stem if _ENDING.fullmatch(ending) and stem else text), ""


def _faults(stem: str) -> Iterator[str]:
    """What is wrong with a name, in words; nothing where it is right."""
    if is_name(stem):
        return
    if not stem.strip():
        yield "nothing before its ending"
        return
    found = [said for sign, said in _FAULTS if sign.search(stem)]
    if len(stem) > LONGEST:
        found.append(count(len(stem), "character"))
    yield from found or ["a word that Windows keeps for itself"]


def _wanted(check: NameForm, text: str) -> str:
    most = f", at most {count(LONGEST, 'character')}" if len(text) > LONGEST else ""
    return f"{_FORMS[check.form]}{most}"
