"""Telling from the environment where Copydesk runs."""

from __future__ import annotations

import pytest

from copydesk.clipboard import surroundings
from copydesk.clipboard.environment import is_secret
from copydesk.clipboard.tmux import brought_up_to_date, here


def test_an_empty_environment_tells_of_nothing() -> None:
    found = surroundings({}, "linux")
    assert not found.desktop
    assert not (found.ssh or found.tmux or found.screen or found.mute)


@pytest.mark.parametrize(
    ("environ", "platform", "name"),
    [
        ({"SSH_CONNECTION": "10.0.0.2 5 10.0.0.3 22"}, "linux", "ssh"),
        ({"SSH_TTY": "/dev/pts/1"}, "linux", "ssh"),
        ({"TMUX": "/tmp/tmux-1/default,7,0"}, "linux", "tmux"),
        ({"STY": "123.pts-0.host"}, "linux", "screen"),
        ({"TERM": "screen-256color"}, "linux", "screen"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", "wayland"),
        ({"DISPLAY": ":0"}, "linux", "x11"),
        ({}, "darwin", "macos"),
        ({}, "win32", "windows"),
        ({"WSL_DISTRO_NAME": "Debian"}, "linux", "wsl"),
        ({"TERMUX_VERSION": "0.118"}, "linux", "termux"),
        ({"TERM_PROGRAM": "Tabby"}, "linux", "tabby"),
        ({"TERM": "linux"}, "linux", "mute"),
        ({"TERM": "dumb"}, "linux", "mute"),
    ],
)
def test_each_place_is_known_by_its_mark(environ: dict[str, str], platform: str, name: str) -> None:
    assert getattr(surroundings(environ, platform), name)
    assert not getattr(surroundings({}, "freebsd14"), name)


def test_an_empty_variable_is_no_mark() -> None:
    found = surroundings({"DISPLAY": "", "TMUX": "", "SSH_TTY": ""}, "linux")
    assert not (found.x11 or found.tmux or found.ssh)


def test_a_tmux_that_calls_its_terminal_screen_is_not_taken_for_screen() -> None:
    found = surroundings({"TERM": "screen-256color", "TMUX": "/tmp/t,1,0"}, "linux")
    assert found.tmux
    assert not found.screen


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_a_desktop_needs_no_display_on_a_mac_or_on_windows(platform: str) -> None:
    assert surroundings({}, platform).desktop


@pytest.mark.parametrize(
    "name",
    ["OPENAI_API_KEY", "GITHUB_TOKEN", "AWS_SECRET_ACCESS_KEY", "DB_PASSWORD", "my_api_key"],
)
def test_secrets_are_not_handed_to_other_programs(name: str) -> None:
    assert is_secret(name)
    assert dict(surroundings({name: "s3cret", "PATH": "/bin"}).environ) == {"PATH": "/bin"}


@pytest.mark.parametrize(
    "name", ["PATH", "DISPLAY", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS", "SSH_AUTH_SOCK", "TMUX"]
)
def test_what_a_clipboard_program_needs_is_handed_on(name: str) -> None:
    assert not is_secret(name)


def test_a_pane_older_than_the_connection_learns_that_the_writer_sits_elsewhere() -> None:
    pane = {"DISPLAY": ":0", "TMUX": "/tmp/t,1,0", "PATH": "/bin"}
    told = "-DISPLAY\nSSH_CONNECTION=10.0.0.2 5 10.0.0.3 22\nEDITOR=vi\n"
    found = surroundings(brought_up_to_date(pane, told), "linux")
    assert found.ssh
    assert "EDITOR" not in found.environ


def test_a_pane_begun_over_ssh_learns_that_the_writer_is_back_at_the_desk() -> None:
    pane = {"SSH_CONNECTION": "a", "SSH_TTY": "b", "SSH_CLIENT": "c", "TMUX": "/tmp/t,1,0"}
    found = surroundings(brought_up_to_date(pane, "-SSH_CONNECTION\nDISPLAY=:1\n"), "linux")
    assert not found.ssh
    assert found.environ["DISPLAY"] == ":1"


def test_a_display_that_the_shell_sets_in_the_pane_is_kept() -> None:
    assert brought_up_to_date({"DISPLAY": ":0"}, "-DISPLAY\n") == {"DISPLAY": ":0"}


def test_what_tmux_does_not_tell_stays_as_it_is() -> None:
    pane = {"SSH_TTY": "/dev/pts/1", "DISPLAY": ":0"}
    assert brought_up_to_date(pane, "") == pane


def test_a_tmux_that_cannot_be_asked_changes_nothing() -> None:
    found = here({"TMUX": "/nowhere,1,0", "PATH": "/nowhere", "DISPLAY": ":0"})
    assert found.tmux
    assert found.x11
