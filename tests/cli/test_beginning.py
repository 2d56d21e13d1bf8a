"""Beginning sessions on what the library has, and what it says of them later."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Desk
from kit_on_disk import write_brief, write_kit, write_map

from copydesk.cli.opening import latest, to_screen
from copydesk.cli.rooms import Rooms
from copydesk.errors import CopydeskError
from copydesk.kits.library import Library
from copydesk.kits.places import Place, usual_places
from copydesk.sessions.begin import begin, now_in_library
from copydesk.sessions.folder import SessionFolder
from copydesk.sessions.moved_on import moved_on
from copydesk.sessions.refs import RefError, resolve


def library_of(*given: Path) -> Library:
    return Library(usual_places((), given))


def test_a_session_on_an_article_knows_its_map_and_its_brief() -> None:
    library = library_of()
    (entry,) = library.find("ci-vs-cd")
    session = begin(library, entry, one_chat=True)
    assert session.title == "CI vs CD: What Python developers need to know"
    assert (session.origin.map, session.origin.article) == ("ci-cd-for-python", "ci-vs-cd")
    assert session.origin.overview
    assert session.state.brief["words"] == 900
    assert session.state.map["pillar"] == "Complete Guide to CI/CD for Python Projects"
    siblings = session.state.map["siblings"]
    assert isinstance(siblings, tuple)
    assert len(siblings) == 9
    assert session.title not in siblings
    assert session.one_chat
    assert session.compose("outline").missing == ()


def test_a_session_on_a_kit_alone_asks_for_its_brief_first() -> None:
    library = library_of()
    (entry,) = library.find("release")
    session = begin(library, entry)
    assert (session.origin.kit, session.origin.map, session.origin.article) == ("release", "", "")
    assert session.place.tab == "brief"


@pytest.mark.parametrize("ref", ["ci-vs-cd", "release"])
def test_a_session_just_begun_has_nothing_to_take_over(ref: str) -> None:
    library = library_of()
    (entry,) = library.find(ref)
    session = begin(library, entry)
    assert moved_on(session, *now_in_library(library, session)) is None


def test_a_brief_of_no_map_that_was_edited_is_seen_by_its_path(tmp_path: Path) -> None:
    write_kit(tmp_path)
    path = write_brief(tmp_path / "mine.toml")
    library = library_of(tmp_path)
    (entry,) = library.find(str(path))
    session = begin(library, entry, kit_id="small")
    assert moved_on(session, *now_in_library(library, session)) is None
    write_brief(path, title="Another title")
    _, values, in_map = now_in_library(library, session)
    assert values is not None
    assert (values["title"], in_map) == ("Another title", None)


def test_a_kit_that_was_edited_is_what_the_library_has_now(tmp_path: Path) -> None:
    kit = write_kit(tmp_path)
    library = library_of(tmp_path)
    session = begin(library, library.find("small")[0])
    (kit / "prompts" / "plan.md").write_text("Plan it anew: {{brief.title}}", "utf-8")
    moved = moved_on(session, *now_in_library(library, session))
    assert moved is not None
    assert moved.kit is not None


def test_another_kit_of_the_same_name_is_not_taken_for_the_one_it_began_with(
    tmp_path: Path,
) -> None:
    mine, theirs = write_kit(tmp_path / "mine"), write_kit(tmp_path / "theirs", Plan="Scheme")
    library = library_of(mine)
    session = begin(library, library.find("small")[0])
    assert now_in_library(library_of(theirs), session)[0] is None
    mine.rename(tmp_path / "gone")
    now = now_in_library(library_of(theirs), session)[0]
    assert now is not None
    assert now.prompts[0].title == "Scheme"


def test_what_is_gone_or_broken_is_nothing(tmp_path: Path) -> None:
    write_kit(tmp_path)
    topic = write_map(tmp_path, "things", "tea", "milk")
    library = library_of(tmp_path)
    session = begin(library, library.find("things/tea")[0])
    assert all(part is not None for part in now_in_library(library, session))
    (topic / "tea.toml").write_text("broken =", "utf-8")
    kit, values, in_map = now_in_library(library, session)
    assert kit is not None
    assert (values, in_map) == (None, None)
    assert now_in_library(Library([Place("given", tmp_path / "no")]), session) == (None, None, None)


def test_open_begins_a_session_and_saves_it_then_goes_on_with_it(desk: Desk) -> None:
    rooms = Rooms()
    first, folder = opened(rooms, "ci-vs-cd")
    assert desk.only().title == first.title
    again, _ = opened(rooms, "ci-vs-cd")
    assert again.id == first.id
    new, _ = opened(rooms, folder.sides.name, new=True)
    assert new.id != first.id
    assert (new.origin.map, new.origin.article) == ("ci-cd-for-python", "ci-vs-cd")
    assert len(desk.listed()) == 2


def test_what_is_gone_from_the_library_cannot_be_begun_again(tmp_path: Path, desk: Desk) -> None:
    kit = write_kit(tmp_path)
    session, _ = opened(Rooms([tmp_path]), "small")
    kit.rename(tmp_path / "gone")
    with pytest.raises(CopydeskError, match="no longer there"):
        opened(Rooms(), session.id, new=True)


def test_the_backup_of_a_damaged_session_is_opened_when_asked_for(desk: Desk) -> None:
    rooms = Rooms()
    session, folder = opened(rooms, "ci-vs-cd")
    session.answer("outline", "An outline.", "pasted")
    folder.save(session)
    folder.file.write_bytes(b"no session")
    with pytest.raises(CopydeskError, match="open --backup"):
        opened(rooms, session.id)
    backup, _ = opened(rooms, session.id, backup=True)
    assert backup.id == session.id
    damaged = [path.name for path in folder.sides.iterdir() if "damaged" in path.name]
    assert damaged == ["session.json.damaged-1"]


def test_resume_takes_the_latest_session_that_can_be_opened(desk: Desk) -> None:
    rooms = Rooms()
    with pytest.raises(RefError, match="no session yet"):
        latest(rooms)
    sound, _ = opened(rooms, "ci-vs-cd")
    _, damaged = opened(rooms, "release")
    damaged.file.write_bytes(b"no session")
    assert latest(rooms)[0].id == sound.id


def opened(
    rooms: Rooms, ref: str, *, new: bool = False, backup: bool = False
) -> tuple[object, SessionFolder]:
    target = resolve(ref, rooms.library, rooms.store)
    return to_screen(rooms, target, new=new, backup=backup, kit_id="")
