"""``copydesk publish`` and ``copydesk document``: what is set from answers, printed or written."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from copydesk.cli.ending import FAILED, OK
from copydesk.cli.opening import find, open_session, session_at
from copydesk.cli.output import out, say
from copydesk.cli.printing import write_text
from copydesk.cli.rooms import Rooms
from copydesk.cli.words import count
from copydesk.documents import document_needs, lay_out
from copydesk.errors import CopydeskError
from copydesk.publish.bundle import Options, make, names_of
from copydesk.publish.front_matter import Form
from copydesk.publish.writing import Exists, write
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
    write_text(f"{laid.text}\n")
    return OK


def publish_to(rooms: Rooms, ref: str, folder: Path, form: str, *, draft: bool, force: bool) -> int:
    """Write a bundle; the exit code. Prints the paths of what was written."""
    session = open_session(session_at(find(rooms, ref), ref))
    session.check()
    bundle = make(session, Options(cast(Form, form), draft))
    for one in bundle.against:
        say(one.text, prefix="  ! " if one.blocks else "  - ")
    if bundle.blocked:
        things = count(len(bundle.blocked), "thing")
        say(f"Nothing was published: {things} must be settled first, marked with !.")
        say("copydesk claims lists claims; --draft lets a draft go out with them.", prefix="")
        return FAILED
    try:
        written = write(bundle, folder, names_of(session.kit), replace=force)
    except Exists as error:
        raise CopydeskError(error.message, "--force replaces it.") from error
    out("\n".join(str(written / name) for name in sorted(bundle.files)))
    what = "a draft" if draft else "the article"
    say(f"Published {what} of {session.title}: {count(len(bundle.files), 'file')}.")
    return OK
