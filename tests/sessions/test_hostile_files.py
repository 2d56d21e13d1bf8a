"""Session files from strangers: a right seal over anything is a sound session or a damaged one."""

from __future__ import annotations

import copy
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.errors import CopydeskError
from copydesk.sessions.file import decode, decode_version, encode
from copydesk.sessions.folder import SessionFolder
from copydesk.sessions.head import NAME, DamagedSession
from copydesk.sessions.session import Gone, Session
from sessions.forging import Parts, forged, parts
from sessions.small import begun, saved

BAD_REFS = ["../../../etc/passwd", "/etc/passwd", "..", "", "a" * 24 + "/x", "A" * 24, "g" * 24]
BAD_REFS += ["0" * 24 + "\n", "٠" * 24, "\ud800" * 24, "kit-" + "0" * 20]

ODD: list[Any] = [
    None,
    True,
    0,
    -1,
    10**30,
    1.5,
    float("nan"),
    float("inf"),
    "",
    "x",
    "\ud800",
    "../../x",
    "brief",
    "settings",
    "__class__",
    [],
    ["x"],
    [[]],
    {},
    {"x": "y"},
    {"": None},
]


def at_work() -> Parts:
    session = begun()
    session.record_copy("outline", session.compose("outline"))
    session.answer("outline", "# One", "pasted")
    session.answer("outline", "# Two", "edited")
    session.answer("body", "words", "model")
    session.set_brief("tools", ("uv",))
    session.note("body", "note")
    session.skip("review")
    session.new_chat()
    session.undo()
    return parts(encode(session, 4, whole=True))


PARTS = at_work()


def places(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of everything in a tree of JSON."""
    if path:
        yield path
    if isinstance(tree, dict | list):
        for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from places(value, (*path, key))


# The kit is most of a file, and checked by a room of its own: it gets its turn, and no more.
KIT = list(places(PARTS[1]["kit"], (1, "kit")))
REST = [path for path in places(list(PARTS)) if path[:2] != (1, "kit")] + [(1, "kit")]


@st.composite
def altered(draw: st.DrawFn) -> bytes:
    """A sealed file in which a few things are other things, or gone, or called otherwise."""
    tree = copy.deepcopy(list(PARTS))
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(KIT) if draw(st.integers(0, 4)) == 0 else st.sampled_from(REST))
        value = copy.deepcopy(draw(st.sampled_from(ODD) | st.text(max_size=5)))
        how = draw(st.sampled_from(["replace", "replace", "remove", "rename"]))
        holder: Any = tree
        try:
            for key in path[:-1]:
                holder = holder[key]
            if how == "replace" or len(path) == 1:
                holder[path[-1]] = value
            else:
                found = holder.pop(path[-1])
                if how == "rename" and isinstance(holder, dict):
                    holder[value if isinstance(value, str) else "x"] = found
        except (LookupError, TypeError, AttributeError):
            continue  # an earlier alteration took it away
    head, body = tree
    return forged(head, body) if isinstance(head, dict) else json.dumps(tree).encode()


def use(session: Session, folder: SessionFolder) -> None:
    """All that a person could do with a session that opened."""
    assert session.title
    session.progress()
    session.next_prompt(session.place.prompt)
    for prompt in session.kit.prompts:
        session.name(prompt.id)
        session.prompt_state(prompt.id)
        session.text_of(prompt.id)
        session.compose(prompt.id)
    for step in (session.undo, session.redo):
        for _ in range(30):
            try:
                if step() is None:
                    break
            except Gone:
                continue
    session.answer(session.kit.prompts[0].id, "new words", "pasted")
    folder.save(session)
    assert SessionFolder(folder.file).open().text_of(session.kit.prompts[0].id) == "new words"


@given(altered())
@settings(max_examples=200)
def test_an_altered_file_under_a_right_seal_is_damaged_or_sound(data: bytes) -> None:
    try:
        head, session = decode(data)
    except CopydeskError as error:
        assert type(error).__name__ in ("DamagedSession", "NewerSession")
        return
    assert head.id == session.id
    with tempfile.TemporaryDirectory() as home:
        use(session, saved(Path(home), session))


@pytest.mark.parametrize("ref", BAD_REFS, ids=ascii)
def test_a_ref_that_is_no_ref_is_refused(ref: str) -> None:
    version = next(iter(PARTS[1]["versions"].values()))
    of_kit = {"table": "settings", "key": "kit", "old": None, "new": ref}
    alterations: list[Callable[[dict[str, Any]], None]] = [
        lambda body: body["state"]["answers"].update(outline=ref),
        lambda body: body["state"]["aside"].update(gone=ref),
        lambda body: body["history"].update(outline=[ref]),
        lambda body: body["versions"].update({ref: version}),
        lambda body: body["log"][0]["edits"][0].update(old=ref),
        lambda body: body["undone"][0]["edits"].append(of_kit),
        lambda body: body["kits"].update({ref: body["kit"]}),
    ]
    for alter in alterations:
        head, body = copy.deepcopy(PARTS)
        alter(body)
        with pytest.raises(DamagedSession):
            decode(forged(head, body))


@pytest.mark.parametrize("name", ["../../x", "a/b", "", "con", "x" * 65, "\x00"], ids=ascii)
def test_a_prompt_or_session_whose_name_leads_elsewhere_is_refused(name: str) -> None:
    head, body = copy.deepcopy(PARTS)
    with pytest.raises(DamagedSession):
        decode(forged({**head, "id": name}, body))
    body["kit"]["phases"][0]["prompts"][0]["id"] = name
    with pytest.raises(DamagedSession):
        decode(forged(head, body))


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [
        ("settings", "chat", "two"),
        ("settings", "chat", True),
        ("settings", "chat", -5),
        ("settings", "chat", 10**400),
        ("settings", "one_chat", "yes"),
        ("settings", "title", 5),
        ("settings", "colour", "red"),
        ("map", "siblings", "one"),
        ("map", "topic", ["one"]),
        ("map", "weather", "fine"),
        ("notes", "body", ["x"]),
        ("skipped", "body", "x"),
        ("brief", "title", {"a": 1}),
        ("brief", "title", [["x"]]),
        ("claims", "one", "x"),
        ("weather", "x", "fine"),
        ("__class__", "x", "fine"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_in_the_state_and_in_the_log(
    table: str, key: str, value: object
) -> None:
    if table in PARTS[1]["state"]:
        head, body = copy.deepcopy(PARTS)
        body["state"][table][key] = value
        with pytest.raises(DamagedSession):
            decode(forged(head, body))
    for stack in ("log", "undone"):
        for side in ("old", "new"):
            head, body = copy.deepcopy(PARTS)
            edit = {"table": table, "key": key, "old": None, "new": None, side: value}
            body[stack][0]["edits"] = [edit]
            with pytest.raises(DamagedSession):
                decode(forged(head, body))


def test_an_answer_that_the_file_does_not_hold_is_refused() -> None:
    head, body = copy.deepcopy(PARTS)
    del body["versions"][body["state"]["answers"]["outline"]]
    with pytest.raises(DamagedSession, match="the answer to 'outline' is missing"):
        decode(forged(head, body))


def test_a_version_under_another_ones_name_is_refused() -> None:
    head, body = copy.deepcopy(PARTS)
    body["versions"][body["state"]["answers"]["outline"]]["text"] = "other words"
    with pytest.raises(DamagedSession, match="holds something else"):
        decode(forged(head, body))


@pytest.mark.parametrize(
    "body",
    [None, [], "x", 5, {}, {"kit": None}, {"kit": {}}, {"kit": []}, {"kit": PARTS[1]["kit"]}],
    ids=lambda body: ascii(body)[:20],
)
def test_a_body_that_is_no_session_is_damaged(body: object) -> None:
    with pytest.raises(DamagedSession):
        decode(forged(PARTS[0], body))


def test_nesting_built_to_exhaust_the_parser_is_damage() -> None:
    head, body = copy.deepcopy(PARTS)
    body["state"]["claims"] = {"x": {"deep": "HERE"}}
    data = json.dumps(body).replace('"HERE"', "[" * 60_000 + "]" * 60_000)
    with pytest.raises(DamagedSession):
        decode(forged(head, json.loads('{"x":1}')).replace(b'{"x": 1}', data.encode()))


def test_answers_to_prompts_that_the_kit_lacks_and_a_place_that_is_nowhere_do_no_harm(
    tmp_path: Path,
) -> None:
    head, body = copy.deepcopy(PARTS)
    body["state"]["answers"]["gone"] = body["state"]["answers"]["body"]
    body["state"]["notes"]["gone"] = "a note"
    body["state"]["skipped"]["gone"] = True
    body["state"]["brief"]["gone"] = "a value"
    body["copied"]["gone"] = body["copied"]["outline"]
    body["history"]["gone"] = ["0" * 24]
    body["place"] = {"tab": "99", "prompt": "nowhere", "opened": ["gone", "nowhere"]}
    _, session = decode(forged(head, body))
    assert session.name("gone") == "gone"
    use(session, saved(tmp_path, session))


def test_a_folder_handed_over_cannot_make_us_read_or_write_outside_of_it(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    session = begun()
    session.answer("outline", "one", "pasted")
    session.answer("outline", "two", "pasted")
    folder = saved(tmp_path / "handed", session)
    versions = folder.sides / "versions"
    versions.rename(outside / "versions")
    versions.symlink_to(outside / "versions")

    again = SessionFolder(folder.file)
    session = again.open()
    with pytest.raises(Gone):
        session.undo()
    before = sorted(path.name for path in (outside / "versions").iterdir())
    session.answer("outline", "three", "pasted")
    with pytest.raises(CopydeskError, match="symbolic link"):
        again.save(session)
    assert sorted(path.name for path in (outside / "versions").iterdir()) == before
    assert session.text_of("outline") == "three"


def test_a_version_file_that_was_altered_is_no_answer(tmp_path: Path) -> None:
    session = begun()
    session.answer("outline", "one", "pasted")
    session.answer("outline", "two", "pasted")
    folder = saved(tmp_path, session)
    ref = session.history["outline"][0]
    path = folder.sides / "versions" / f"{ref}.json"
    whole = path.read_bytes()
    for data in (b"", b"[]", whole[:-5], whole.replace(b"one", b"won"), b"[" * 100_000, b"\xff"):
        path.write_bytes(data)
        with pytest.raises(Gone):
            folder.version(ref)
    path.write_bytes(whole)
    assert folder.version(ref) == decode_version(whole)


@pytest.mark.parametrize("ref", BAD_REFS, ids=ascii)
def test_no_name_leads_out_of_the_folder_of_versions(ref: str, tmp_path: Path) -> None:
    folder = saved(tmp_path)
    for read in (folder.version, folder.kit):
        with pytest.raises(Gone):
            read(ref)


def test_a_pipe_in_place_of_a_file_hangs_nobody(tmp_path: Path) -> None:
    folder = saved(tmp_path)
    folder.file.unlink()
    os.mkfifo(folder.file)
    with pytest.raises(CopydeskError, match="no regular file"):
        SessionFolder(folder.file.parent / NAME).open()
    (folder.sides / "versions").mkdir()
    os.mkfifo(folder.sides / "versions" / f"{'0' * 24}.json")
    with pytest.raises(Gone):
        folder.version("0" * 24)
