"""Knowing a paste that is no answer: the prompt itself, or what another step already holds."""

from __future__ import annotations

from copydesk.sessions.session import Session
from copydesk.text import digest


def echo(session: Session, prompt_id: str, text: str) -> str:
    """Why a text is probably not this prompt's answer, in words; empty when nothing speaks so.

    Terminals and clipboards change line ends and cut the last one off, so those do not count.
    """
    plain = _plain(text)
    for key, copied in session.copied.items():
        seen = {digest(text), digest(plain)}
        if copied.fix in seen:
            return f"That is the fix prompt for {session.name(key)}, not an answer to it."
        if copied.text in seen or _is_prompt(session, key, plain):
            which = "this prompt" if key == prompt_id else f"the prompt {session.name(key)}"
            return f"That is {which} itself, not an answer to it."
    for key in session.state.answers:
        if key != prompt_id and _plain(session.text_of(key)) == plain:
            return f"That is what {session.name(key)} already holds."
    return ""


def _is_prompt(session: Session, prompt_id: str, plain: str) -> bool:
    known = {prompt.id for prompt in session.kit.prompts}
    # Composing costs far more than a look at the first line, which nearly always tells.
    if prompt_id not in known:
        return False
    first = session.kit.prompt(prompt_id).template.source.lstrip()[:24].partition("{{")[0]
    return plain.startswith(first.rstrip()) and _plain(session.compose(prompt_id).text) == plain


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
