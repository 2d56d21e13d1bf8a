"""Which ways are tried where."""

from __future__ import annotations

import pytest

from copydesk.clipboard import WAYS, plan, surroundings
from copydesk.settings import CLIPBOARD_WAYS

SSH = {"SSH_CONNECTION": "10.0.0.2 5 10.0.0.3 22"}
TMUX = {"TMUX": "/tmp/tmux-1/default,7,0"}
X11 = {"DISPLAY": ":0"}
WAYLAND = {"WAYLAND_DISPLAY": "wayland-0"}


@pytest.mark.parametrize(
    ("environ", "platform", "ways"),
    [
        (X11, "linux", ("helper", "osc52", "file")),
        (WAYLAND, "linux", ("helper", "osc52", "file")),
        ({}, "darwin", ("helper", "osc52", "file")),
        ({}, "win32", ("helper", "osc52", "file")),
        ({"WSL_INTEROP": "/run/WSL/1"}, "linux", ("helper", "osc52", "file")),
        (X11 | TMUX, "linux", ("helper", "tmux", "osc52", "file")),
        (TMUX, "linux", ("tmux", "osc52", "file")),
        (SSH | TMUX, "linux", ("tmux", "osc52", "file")),
        (SSH, "linux", ("osc52", "file")),
        ({"TERM": "linux"}, "linux", ("file",)),
    ],
)
def test_the_surest_way_comes_first_and_a_file_last(
    environ: dict[str, str], platform: str, ways: tuple[str, ...]
) -> None:
    assert plan(surroundings(environ, platform)) == ways


@pytest.mark.parametrize("environ", [X11, WAYLAND, X11 | TMUX, {}])
@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_over_ssh_the_remote_desktop_is_never_touched(
    environ: dict[str, str], platform: str
) -> None:
    assert "helper" not in plan(surroundings(environ | SSH, platform))


def test_without_a_display_no_process_is_started() -> None:
    assert plan(surroundings({"PATH": "/bin", "TERM": "xterm"}, "linux")) == ("osc52", "file")


def test_the_writers_own_order_is_kept_and_a_file_is_still_the_last_resort() -> None:
    there = surroundings(X11 | SSH, "linux")
    assert plan(there, ("osc52", "helper")) == ("osc52", "helper", "file")
    assert plan(there, ("file", "osc52")) == ("file",)
    assert plan(there, ("tmux", "tmux")) == ("tmux", "file")


def test_an_order_of_unknown_ways_is_no_order() -> None:
    assert plan(surroundings(X11, "linux"), ("pigeon",)) == ("helper", "osc52", "file")


def test_the_settings_know_the_same_ways() -> None:
    assert set(CLIPBOARD_WAYS) == set(WAYS)
