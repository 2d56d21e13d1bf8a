"""What a check finds in an answer."""

from __future__ import annotations

import msgspec

from copydesk.answers.asides import Aside
from copydesk.kits.checks import Check, Severity

EXCERPT = 100
"""An excerpt is no longer than this, in characters."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that an answer does not hold to.

    Read together: "``what``: ``found``; asked for: ``wanted``. ``mend``".
    """

    check: str
    """Which check: its label, as ``label`` gives it."""
    severity: Severity
    what: str
    """What it speaks of: ``the text``, ``the title``, ``answer 3``, ``"Pick a CI tool"``."""
    found: str
    """What came, with its number: ``63 characters``."""
    wanted: str
    """What was asked for, with its number: ``55–60 characters``."""
    mend: str = ""
    """What would mend it, a sentence to follow: ``Cut at least 3 characters.``"""
    line: int = 0
    """Where it stands in the stored answer, counted from 1; 0 where that has no place."""
    excerpt: str = ""
    """What stands there, on one line; not cleaned."""

    @property
    def fails(self) -> bool:
        """Whether the answer cannot stay so."""
        return self.severity == "fail"


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """All that the checks have to say of one answer."""

    findings: tuple[Finding, ...] = ()
    """The worst first, within a severity in the order of the kit's checks."""
    asides: tuple[Aside, ...] = ()
    """What the answer was read without."""

    @property
    def fails(self) -> bool:
        """Whether any finding does."""
        return any(finding.fails for finding in self.findings)

    @property
    def to_mend(self) -> tuple[Finding, ...]:
        """What a fix prompt is made from: what fails, or what warns where nothing does."""
        worst = "fail" if self.fails else "warn"
        return tuple(finding for finding in self.findings if finding.severity == worst)

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(finding.severity == severity for finding in self.findings)


def label(check: Check) -> str:
    """What tells one check of a prompt from another: ``words``, ``items [*] type``."""
    parts = [check.kind]
    for name in ("how", "place", "path", "field", "phrase"):
        value = getattr(check, name, "")
        if value and value != "text":
            parts.append(str(value))
    return " ".join(parts)
