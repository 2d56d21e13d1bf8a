"""All sessions of a person: added, duplicated, renamed, deleted and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.errors import CopydeskError
from copydesk.paths import folders
from copydesk.sessions.folder import SessionFolder
from copydesk.sessions.moved_on import moved_on, take_over
from copydesk.sessions.session import Session
from copydesk.sessions.start import new_id
from copydesk.sessions.store import Store, newest_of
from copydesk.text import is_name
from sessions.small import begun, reopened, small_kit, words_of


@pytest.fixture
def store() -> Store:
    return Store(folders())


def worked_on(*texts: str) -> Session:
    session = begun()
    for text in texts or ("one", "two"):
        session.answer("outline", text, "pasted")
    return session


@pytest.mark.parametrize(
    "title", ["CI vs CD: what?", "", "con", "../../etc", "ÄÖ ß", "漢字", "x" * 500, "\ud800", "-"]
)
def test_every_title_gives_a_folder_name_that_every_system_takes(title: str) -> None:
    assert is_name(new_id(title))
    assert new_id(title) != new_id(title)


def test_an_added_session_lies_under_its_id_and_is_listed(store: Store) -> None:
    session = worked_on()
    folder = store.add(session)
    assert folder.file == store.folder(session.id).file
    assert [one.path for one in store.newest()] == [folder.file.parent]
    assert [one.path for one in store.every()] == [folder.file.parent]


def test_a_new_session_never_meets_another_of_the_same_id(store: Store) -> None:
    one, two = worked_on("one"), worked_on("two")
    two.id = one.id
    store.add(one)
    store.add(two)
    assert one.id != two.id
    assert {s.path.name for s in store.every()} == {one.id, two.id}
    assert words_of(store.folder(one.id).open()) == {"one"}


def test_a_session_just_added_goes_on_as_if_it_had_been_opened(store: Store) -> None:
    session = worked_on("one", "two")
    folder = store.add(session)
    other, there = reopened(folder)
    take_over(other, moved_on(other, small_kit(version="2")))
    there.save(other)
    folder.refresh(session)
    session.undo()
    assert session.kit.version == "1"


def test_a_duplicate_has_everything_and_goes_its_own_way(store: Store) -> None:
    session = worked_on("one", "two", "three")
    take_over(session, moved_on(session, small_kit(version="2")))
    original = store.add(session)
    folder = store.duplicate(original)
    copy = folder.open()
    assert copy.title == "CI vs CD (copy)"
    assert copy.id != session.id
    assert words_of(copy) == {"one", "two", "three"}
    copy.undo()
    copy.undo()
    assert copy.kit.version == "1"
    copy.answer("outline", "four", "pasted")
    folder.save(copy)
    assert words_of(reopened(original)[0]) == {"one", "two", "three"}
    assert len(store.every()) == 2


def test_a_duplicate_does_without_what_the_original_has_lost(store: Store) -> None:
    session = worked_on("one", "two")
    original = store.add(session)
    (original.sides / "versions" / f"{session.history['outline'][0]}.json").unlink()
    assert store.duplicate(original).open().text_of("outline") == "two"


def test_a_duplicate_that_cannot_be_saved_leaves_no_half(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = store.add(worked_on())
    with monkeypatch.context() as full:
        full.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left")))
        with pytest.raises(CopydeskError, match="not duplicated: Not saved: No space left"):
            store.duplicate(original)
    assert [one.path for one in store.every()] == [original.file.parent]


def test_a_renamed_session_is_listed_by_its_new_title(store: Store) -> None:
    folder = store.add(worked_on())
    assert store.rename(folder, "Second draft").title == "Second draft"
    assert [one.title for one in store.newest()] == ["Second draft"]
    reopened(folder)[0].undo()


def test_a_deleted_session_lies_in_the_trash_and_comes_back(store: Store) -> None:
    folder = store.add(worked_on("one", "two"))
    path = folder.file.parent
    trashed = store.delete(path)
    assert store.newest() == []
    assert store.deleted() == [trashed]
    assert store.restore(trashed) == path
    assert words_of(SessionFolder(path).open()) == {"one", "two"}
    assert store.deleted() == []


def test_the_last_deleted_comes_first(store: Store) -> None:
    trashed = [store.delete(store.add(worked_on()).file.parent) for _ in range(3)]
    assert store.deleted() == trashed[::-1]


def test_a_session_comes_back_beside_one_that_took_its_place(store: Store) -> None:
    session = worked_on("one")
    folder = store.add(session)
    trashed = store.delete(folder.file.parent)
    session.answer("outline", "two", "pasted")
    folder.save(session)  # another window had it open
    restored = store.restore(trashed)
    assert restored.name == f"{session.id}-2"
    assert SessionFolder(restored).open().text_of("outline") == "one"
    assert folder.open().text_of("outline") == "two"
    assert len(store.every()) == 2


def test_a_damaged_session_can_be_deleted_too(store: Store) -> None:
    folder = store.add(worked_on())
    folder.file.write_bytes(b"damaged")
    assert store.restore(store.delete(folder.file.parent)).is_dir()


def test_what_cannot_be_deleted_or_taken_back_says_so(store: Store, tmp_path: Path) -> None:
    with pytest.raises(CopydeskError, match="was not deleted"):
        store.delete(store.root / "nothing")
    with pytest.raises(CopydeskError, match="was not taken back"):
        store.restore(store.trash / "nothing~1")
    assert store.deleted() == []


def test_the_latest_session_of_an_article_or_a_kit_is_found(store: Store) -> None:
    for _ in range(2):
        store.add(worked_on())
    listed = store.newest()
    assert newest_of(listed, kit="small", map="ci-cd", article="ci-vs-cd") is listed[0]
    assert newest_of(listed, kit="", map="ci-cd", article="ci-vs-cd") is listed[0]
    assert newest_of(listed, kit="other", map="ci-cd", article="ci-vs-cd") is None
    assert newest_of(listed, kit="small") is None
    SessionFolder(listed[0].path).file.write_bytes(b"damaged")
    found = newest_of(store.newest(), kit="small", map="ci-cd", article="ci-vs-cd")
    assert found.path == listed[1].path
