"""``copydesk document``: what is set from answers, printed."""

from __future__ import annotations

from copydesk.cli.ending import OK
from copydesk.cli.opening import find, open_session, session_at
from copydesk.cli.output import say
from copydesk.cli.printing import write_text
from copydesk.cli.rooms import Rooms
from copydesk.cli.words import count
from copydesk.documents import document_needs, lay_out
from copydesk.errors import CopydeskError
from copydesk.sessions.offered import without_unknown
from copydesk.sessions.weaving import page_of
from copydesk.text import nearest, one_line


def print_document(rooms: Rooms, ref: str, name: str) -> int:
    """Print a document; the exit code."""
    session = open_session(session_at(find(rooms, ref), ref))
    known = [one.id for one in session.kit.documents]
    page = page_of(session)
    wanted = name or (page.id if page else (known or [""])[0])
    if wanted not in known:
        near = nearest(wanted, known)
        raise CopydeskError(
            f"{session.kit.title} has no document {one_line(wanted, 60)!r}.",
            f"Did you mean {near}?" if near else f"It has {', '.join(known) or 'none'}.",
        )
    laid = lay_out(session.material(), wanted)
    for prompt_id in document_needs(session.kit, wanted):
        if session.prompt_state(prompt_id) in ("to do", "waiting"):
            say(f"{session.name(prompt_id)} has no answer yet and is left out.")
    for prompt_id, by in laid.fitted.items():
        levels = count(by, "level")
        say(f"{session.name(prompt_id)}: its headings were moved down by {levels} to fit.")
    if not laid.text:
        raise CopydeskError(f"Nothing of {session.kit.document(wanted).title} is written yet.")
    write_text(f"{without_unknown(laid.text)}\n")
    return OK
