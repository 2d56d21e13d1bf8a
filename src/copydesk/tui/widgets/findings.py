"""What speaks of an answer on its card: what it is held to, what was found, why it is stale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.text import one_line
from copydesk.tui.sheet import Sheet
from copydesk.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from copydesk.checks.finding import Finding, Verdict
    from copydesk.sessions.session import Session

SIGNS = {"fail": "✗", "warn": "!", "advise": "·"}
STOPS = "stops before its end"
"""What is said of JSON that was cut off."""
REASONS = 3
"""So many reasons why an answer is stale are told; the flow shows the rest."""


class Findings(Pane):
    """Says it all in a few lines, the worst first; before there is an answer, what it will take."""

    DEFAULT_CSS = """
    Findings {
        max-height: 9;
        padding: 0 1;
        &.held-to { min-height: 1; max-height: 2; }
        &.nothing-asked { max-height: 0; min-height: 0; }
        &:focus { background: $panel; scrollbar-background: $panel; }
    }
    """

    def show_standing(self, session: Session, prompt_id: str) -> None:
        """Show what is known of a prompt's answer now."""
        sheet = Sheet()
        if prompt_id not in session.state.answers:
            _held_to(sheet, session, prompt_id)
        else:
            verdict = session.verdict(prompt_id)
            if verdict is None:
                sheet.soft("Checking …" if session.judge.began else "")
            else:
                _found(sheet, session, prompt_id, verdict)
            _stale(sheet, session, prompt_id)
        is_open = prompt_id not in session.state.answers
        self.set_class(is_open, "held-to")
        self.set_class(is_open and not session.kit.prompt(prompt_id).checks, "nothing-asked")
        if sheet.text != self.text:
            self.show(sheet.text, sheet.marks)
            self.scroll_home(animate=False)


def _held_to(sheet: Sheet, session: Session, prompt_id: str) -> None:
    if not session.judge.began:
        return  # what the checks are made of is imported once the first frame stands
    from copydesk.checks.run import statements

    said = statements(session.material(prompt_id), prompt_id)
    sheet.soft(f"Held to: {' · '.join(said)}" if said else "")


def _stale(sheet: Sheet, session: Session, prompt_id: str) -> None:
    reasons = session.staleness(prompt_id)
    for reason in reasons[:REASONS]:
        sheet.soft(f"◐ stale: {reason}")
    if len(reasons) > REASONS:
        sheet.soft(f"  and for {len(reasons) - REASONS} more reasons; F shows the flow")
    if not session.inputs_known(prompt_id):
        sheet.soft("  inputs unknown: it came without its prompt being copied")


def _found(sheet: Sheet, session: Session, prompt_id: str, verdict: Verdict) -> None:
    for finding in verdict.findings:
        _finding(sheet, finding)
    if verdict.asides:
        sheet.soft(f"  read without {', '.join(aside.words for aside in verdict.asides)}")
    if not verdict.fails:
        held = sum(check.kind != "advice" for check in session.kit.prompt(prompt_id).checks)
        warned = verdict.count("warn")
        if held and not warned:
            sheet.good("✓ holds to everything that was asked")
        elif held:
            sheet.good("✓ nothing fails")


def _finding(sheet: Sheet, finding: Finding) -> None:
    sign = SIGNS[finding.severity]
    asked = f", asked for {finding.wanted}" if finding.wanted else ""
    text = f"{sign} {finding.what}: {finding.found}{asked}"
    if finding.mend:
        text = f"{text.rstrip('.')}. {finding.mend}"
    if finding.fails:
        sheet.problem(text)
    else:
        sheet.plain(text)
    if finding.line or finding.excerpt:
        where = f"line {finding.line}" if finding.line else ""
        excerpt = f"“{one_line(finding.excerpt, 70)}”" if finding.excerpt else ""
        sheet.soft(f"    {'  '.join(part for part in (where, excerpt) if part)}")
    if finding.check == "json":
        rest = "; a adds the rest, if the chat stopped midway" if STOPS in finding.found else ""
        sheet.soft(f"    y shows what it could be, repaired{rest}")
