"""Where the program runs, as far as the clipboard is concerned."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

_SECRET = re.compile(r"(?:_|\b)(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS)$|SECRET")
"""Names of variables that other people's programs have no business with."""

SSH = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")
"""Variables that are there when somebody has come over SSH."""

_MUTE_TERMINALS = ("dumb", "linux")
"""The bare console and terminals without escape sequences: OSC 52 is lost on them, or shows."""


@dataclass(frozen=True)
class Surroundings:
    """What can be known before trying; made by :func:`surroundings`."""

    ssh: bool = False
    """Somebody sits elsewhere: the clipboard of this machine is not theirs."""
    tmux: bool = False
    screen: bool = False
    wayland: bool = False
    x11: bool = False
    macos: bool = False
    windows: bool = False
    wsl: bool = False
    termux: bool = False
    tabby: bool = False
    mute: bool = False
    """The terminal takes no escape sequences that matter here."""
    environ: Mapping[str, str] = field(default_factory=dict, repr=False, hash=False)
    """The environment for programs that are started: the given one without its secrets."""

    @property
    def desktop(self) -> bool:
        """A clipboard of a desktop seems to be within reach."""
        return self.macos or self.windows or self.wsl or self.wayland or self.x11


def surroundings(environ: Mapping[str, str], platform: str = sys.platform) -> Surroundings:
    """Tell from the environment and the platform (as in ``sys.platform``) where we run."""
    term = environ.get("TERM", "")
    tmux = bool(environ.get("TMUX"))
    return Surroundings(
        ssh=any(environ.get(name) for name in SSH),
        tmux=tmux,
        # Over SSH from within screen only TERM is left to tell; a tmux that calls itself so
        # ignores what is wrapped for screen, and would ignore the bare sequence as well.
        screen=bool(environ.get("STY")) or (term.startswith("screen") and not tmux),
        wayland=bool(environ.get("WAYLAND_DISPLAY")),
        x11=bool(environ.get("DISPLAY")),
        macos=platform == "darwin",
        windows=platform in ("win32", "cygwin"),
        wsl=platform == "linux" and any(n in environ for n in ("WSL_DISTRO_NAME", "WSL_INTEROP")),
        termux="TERMUX_VERSION" in environ,
        tabby=environ.get("TERM_PROGRAM") == "Tabby",
        mute=term in _MUTE_TERMINALS,
        environ={name: value for name, value in environ.items() if not is_secret(name)},
    )


def is_secret(name: str) -> bool:
    """Whether a variable of this name is likely to hold a key, a token or a password."""
    return _SECRET.search(name.upper()) is not None
