"""Refuses every network connection but those to this very machine.

``conftest.py`` imports this for the tests themselves, and puts its folder on PYTHONPATH: Python
imports a ``sitecustomize`` at start, so programs that a test starts are held to the same.

A name below ``.invalid`` is found to be unknown, as it is for everybody. Where NETWORK_RECORD
names a file, every attempt is written there, one a line.
"""

import os
import sys

_LOOKUPS = ("socket.getaddrinfo", "socket.gethostbyname")  # arguments: host, …
_CONTACTS = ("socket.connect", "socket.sendto", "socket.sendmsg")  # arguments: socket, address
_HERE = ("", "localhost", "::1", "::", "0.0.0.0")


class NetworkRefused(AssertionError):
    """Not an OSError, so that no program takes it for a network that happens to be down."""


def _refuse(event: str, args: tuple[object, ...]) -> None:
    if event in _LOOKUPS:
        host = args[0]
    elif event in _CONTACTS and isinstance(args[1], tuple):  # else a Unix socket's path
        host = args[1][0]
    else:
        return
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if record := os.environ.get("NETWORK_RECORD"):
        with open(record, "a", encoding="utf-8") as file:  # noqa: PTH123
            file.write(f"{event} {args[1] if event in _CONTACTS else args[:2]}\n")
    if isinstance(name, str) and name.endswith(".invalid") and event in _LOOKUPS:
        import socket

        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    if isinstance(name, str) and name not in _HERE and not name.startswith("127."):
        raise NetworkRefused(f"a test reached for the network: {event} {name}")


sys.addaudithook(_refuse)
