"""What tests may rely on: they run alone, and cannot reach the network."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from copydesk import paths
from no_network.sitecustomize import NetworkRefused

DOCUMENTATION_ADDRESS = "192.0.2.1"  # reserved for examples; nothing ever answers there


def test_the_home_and_the_folders_of_copydesk_are_empty_and_temporary(
    copydesk_home: Path, tmp_path: Path
) -> None:
    assert paths.folders().data == copydesk_home
    assert not copydesk_home.exists()
    assert not list(Path.home().iterdir())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "TMUX", "SSH_CONNECTION"])
def test_no_desktop_and_no_terminal_of_the_developer_is_in_reach(name: str) -> None:
    assert name not in os.environ


def test_a_connection_to_another_machine_is_refused() -> None:
    with socket.socket() as link, pytest.raises(NetworkRefused):
        link.connect((DOCUMENTATION_ADDRESS, 80))


def test_a_datagram_to_another_machine_is_refused() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as link, pytest.raises(NetworkRefused):
        link.sendto(b"?", (DOCUMENTATION_ADDRESS, 53))


def test_a_name_is_not_looked_up() -> None:
    with pytest.raises(NetworkRefused):
        socket.getaddrinfo("example.org", 443)


def test_a_server_on_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


def test_a_program_that_a_test_starts_is_refused_the_network_too() -> None:
    program = f"import socket; socket.create_connection(('{DOCUMENTATION_ADDRESS}', 80), 1)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 1
    assert "NetworkRefused" in done.stderr
