"""tmux: its paste buffer, and what it knows about where the writer sits."""

from __future__ import annotations

import os
from collections.abc import Mapping

from copydesk.clipboard.environment import SSH, Surroundings, surroundings
from copydesk.clipboard.process import Outcome, run
from copydesk.clipboard.result import WayError

_ASKING = 0.5
"""Seconds that tmux gets to tell about its session."""


def copy_to_tmux(text: str, surroundings: Surroundings, timeout: float) -> None:
    """Put ``text`` in a new paste buffer, which tmux also offers to the terminal; compare.

    Raises:
        WayError: There is no tmux, it failed or took too long, or gave back another text.
    """
    data = text.encode("utf-8", "replace")
    loaded = _tmux(["load-buffer", "-w", "-"], data, surroundings, timeout)
    if loaded.code not in (0, None):
        # Before 3.2 there is no -w; the buffer itself can be had all the same.
        loaded = _tmux(["load-buffer", "-"], data, surroundings, timeout)
    _check(loaded, timeout)
    if _save(surroundings, timeout) != data:
        raise WayError("its buffer took the text, but reading it back gave something else")


def read_tmux(surroundings: Surroundings, timeout: float) -> str:
    """The text in tmux's newest paste buffer; bytes that are not UTF-8 become U+FFFD.

    Raises:
        WayError: There is no tmux or no buffer, or it took too long.
    """
    return _save(surroundings, timeout).decode("utf-8", "replace")


def here(environ: Mapping[str, str] | None = None) -> Surroundings:
    """Where we run just now (``os.environ`` unless given).

    Within tmux the environment of a pane is as old as the pane. A session begun at the desk may
    since have been joined over SSH, or the other way round, so tmux is asked who is there now.
    """
    found = surroundings(os.environ if environ is None else environ)
    if not found.tmux:
        return found
    try:
        answer = _tmux(["show-environment"], b"", found, _ASKING)
    except WayError:
        return found
    told = answer.output.decode("utf-8", "replace") if answer.code == 0 else ""
    return surroundings(brought_up_to_date(found.environ, told))


def brought_up_to_date(environ: Mapping[str, str], told: str) -> dict[str, str]:
    """``environ`` with what ``tmux show-environment`` told about the display and SSH.

    A line there is ``NAME=value``, or ``-NAME`` for what the client that joined last had not. A
    display missing there proves nothing: the writer's shell may set it in each pane.
    """
    current = dict(environ)
    for line in told.splitlines():
        name, is_set, value = line.removeprefix("-").partition("=")
        if name == "SSH_CONNECTION":
            # The others of its kind are not kept up by tmux, so they are as old as the pane.
            for stale in SSH:
                current.pop(stale, None)
        if is_set and name in ("SSH_CONNECTION", "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY"):
            current[name] = value
    return current


def _save(surroundings: Surroundings, timeout: float) -> bytes:
    saved = _tmux(["save-buffer", "-"], b"", surroundings, timeout)
    _check(saved, timeout)
    return saved.output


def _check(outcome: Outcome, timeout: float) -> None:
    if outcome.code is None:
        raise WayError(f"no answer within {timeout:g} s")
    if outcome.code:
        raise WayError("it cannot be reached, or has no buffer")


def _tmux(
    arguments: list[str], given: bytes, surroundings: Surroundings, timeout: float
) -> Outcome:
    if not surroundings.tmux:
        raise WayError("we are not inside it")
    return run(["tmux", *arguments], given=given, environ=surroundings.environ, timeout=timeout)
