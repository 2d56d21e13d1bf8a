"""Publishing: the folder, the form, what stands against it; then the bundle is written."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, get_args

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from copydesk.errors import CopydeskError
from copydesk.publish.bundle import Bundle, Options, against, make
from copydesk.publish.folder import FolderTaken, write
from copydesk.publish.front_matter import Form
from copydesk.publish.lines import Place
from copydesk.text import one_line, slug
from copydesk.tui.screens.ask import AskKey, AskText
from copydesk.tui.widgets.line import StatusLine
from copydesk.tui.widgets.shelf import Row, Shelf
from copydesk.tui.words import count

if TYPE_CHECKING:
    from copydesk.publish.against import Against
    from copydesk.sessions.session import Session

FORMS: tuple[Form, ...] = get_args(Form)
KEYS = "Enter changes or goes there · p publishes · d draft · o preview · Esc closes"


class Publish(ModalScreen[Place | None]):
    """Returns the place to go to."""

    DEFAULT_CSS = """
    Publish Shelf { height: 1fr; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,x", "close", "Close", priority=True),
        Binding("enter", "choose", "Change", priority=True),
        Binding("j", "move(1)", "Down", show=False),
        Binding("k", "move(-1)", "Up", show=False),
        Binding("d", "draft", "Draft"),
        Binding("p", "publish", "Publish"),
        Binding("o", "preview", "Preview"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._folder = Path.cwd() / (slug(session.title) or session.id)
        self._form = FORMS.index("none")
        self._draft = False
        self._bundle: Bundle | None = None
        """A draft of what would be written; None while it is being set."""
        self._against: tuple[Against, ...] = ()
        self._problem = ""
        self._writing = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.styles.width = 100
            dialog.styles.height = "90%"
            dialog.border_title = "Publish"
            dialog.border_subtitle = KEYS
            yield Shelf()
            yield StatusLine()

    def on_mount(self) -> None:
        self._fill()
        self.query_one(Shelf).focus()
        self._make()

    @property
    def _options(self) -> Options:
        return Options(FORMS[self._form], self._draft)

    @work(exclusive=True, group="make")
    async def _make(self) -> None:
        """Make the bundle in a thread, to know what stands against it."""
        copy, options = self._session.snapshot(), self._options
        try:
            found = await asyncio.to_thread(against, copy)
            final = not any(one.blocks for one in found)
            wanted = options if final else options._replace(draft=True)
            bundle = await asyncio.to_thread(make, copy, wanted)
        except CopydeskError as error:
            self._problem = str(error)
        else:
            if options == self._options:
                self._bundle, self._against = bundle, bundle.against
        self._fill()

    @property
    def _blocked(self) -> int:
        """How many things forbid that it goes out as it is to."""
        return 0 if self._draft else sum(one.blocks for one in self._against)

    # What is shown

    def _rows(self) -> list[Row]:
        form = FORMS[self._form]
        what = "a draft, marked as one" if self._draft else "final"
        rows = [
            Row("folder", f"Folder  {self._folder}", "Enter changes"),
            Row("form", f"Front matter  {form}", "Enter changes"),
            Row("draft", f"Goes out as  {what}", "d changes"),
        ]
        if self._problem:
            return [*rows, Row("problem", self._problem, style="problem")]
        if self._bundle is None:
            return [*rows, Row("wait", "Setting it …", style="soft")]
        files = ", ".join(sorted(self._bundle.files))
        rows.append(Row("files", f"Writes  {files}", style="soft"))
        if not self._against:
            return [*rows, Row("clear", "✓ Nothing stands against it.", style="heading")]
        rows.append(Row("against", self._tally(), style="heading"))
        rows += [
            Row(
                f"against:{index}",
                one.text,
                "forbids final" if one.blocks else one.kind,
                sign="✗" if one.blocks else "!",
                style="problem" if one.blocks else "",
            )
            for index, one in enumerate(self._against)
        ]
        return rows

    def _tally(self) -> str:
        blocking = sum(one.blocks for one in self._against)
        said = count(len(self._against), "thing")
        verb = "forbids" if blocking == 1 else "forbid"
        forbid = f", {blocking} of them {verb} that it goes out as final" if blocking else ""
        return f"{said} to know{forbid}"

    def _fill(self) -> None:
        if self.is_attached:
            self.query_one(Shelf).fill(self._rows())

    def say_line(self, text: str, *, problem: bool = False) -> None:
        """Say something at the foot."""
        self.query_one(StatusLine).say(text, problem=problem)

    # Keys

    def action_move(self, by: int) -> None:
        self.query_one(Shelf).action_go(by)

    @on(Shelf.Chosen)
    def _row_chosen(self) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        row = self.query_one(Shelf).row
        key = row.key if row is not None else ""
        if key == "folder":
            self.app.push_screen(AskText("Folder", str(self._folder), self._take_folder))
        elif key == "form":
            self._form = (self._form + 1) % len(FORMS)
            self._changed()
        elif key == "draft":
            self.action_draft()
        elif key.startswith("against:"):
            place = self._against[int(key.removeprefix("against:"))].place
            if place.prompt or place.field:
                self.dismiss(place)
            else:
                self.say_line("It belongs to no single place.")

    def _take_folder(self, text: str) -> None:
        try:
            self._folder = Path(text).expanduser().absolute()
        except RuntimeError:
            self.say_line(f"There is no home of that name: {text}", problem=True)
        self._fill()

    def action_draft(self) -> None:
        self._draft = not self._draft
        self._changed()

    def _changed(self) -> None:
        self._bundle, self._against, self._problem = None, (), ""
        self._fill()
        self._make()

    def action_close(self) -> None:
        self.dismiss(None)

    def action_publish(self) -> None:
        if self._writing:
            return
        if self._bundle is None:
            self.say_line(self._problem or "It is still being set.", problem=bool(self._problem))
        elif self._blocked:
            many = count(self._blocked, "thing")
            self.say_line(f"{many} must be settled first; d lets a draft go out.", problem=True)
        else:
            self.write_bundle()

    @work(exclusive=True, group="write")
    async def write_bundle(self) -> None:
        """Write it, asking before a bundle that lies there is replaced."""
        bundle, folder = self._bundle, self._folder
        assert bundle is not None
        self._writing = True
        self.say_line(f"Writing {count(len(bundle.files), 'file')} …")
        try:
            try:
                await asyncio.to_thread(write, bundle, folder)
            except FolderTaken as error:
                choices = {"r": "Replace it", "escape": "Leave it"}
                asked = AskKey("It exists", f"{error.message} Replace it?", choices)
                if await self.app.push_screen_wait(asked) != "r":
                    self.say_line("Left as it was.")
                    return
                await asyncio.to_thread(write, bundle, folder, replace=True)
        except CopydeskError as error:
            self.say_line(str(error), problem=True)
            return
        finally:
            self._writing = False
        self.say_line(f"Published to {one_line(str(folder))}; o opens the page.")

    def action_preview(self) -> None:
        if self._bundle is None:
            self.say_line(self._problem or "It is still being set.")
        else:
            self.show_preview()

    @work(exclusive=True, group="preview")
    async def show_preview(self) -> None:
        """Write the page into the cache and ask the browser to open it."""
        bundle = self._bundle
        assert bundle is not None
        name = bundle.page
        folder: Path = self.app.folders.cache / "preview" / self._session.id  # type: ignore[attr-defined]
        try:
            path = await asyncio.to_thread(_written, folder, name, bundle.files[name])
        except OSError as error:
            self.say_line(f"The preview cannot be written: {error.strerror}.", problem=True)
            return
        if await asyncio.to_thread(open_in_browser, path):
            self.say_line(f"Asked the browser to open {one_line(str(path))}")
        else:
            self.say_line(f"No browser was found; the page lies at {one_line(str(path))}")

    def on_paste(self, event: events.Paste) -> None:
        event.stop()


def _written(folder: Path, name: str, data: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / name
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    path.write_bytes(data)
    return path


def open_in_browser(path: Path) -> bool:
    """Ask the desktop's browser to open a file, in a process of its own; whether one was found."""
    import subprocess
    import sys

    code = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))"
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", code, path.as_uri()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            timeout=10,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
