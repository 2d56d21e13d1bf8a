"""Holds the lock of a session until it is killed. Usage: lock_holder.py FILE."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from copydesk.sessions.disk import locked

file = Path(sys.argv[1])
with locked(file.with_name(f".{file.name}.lock"), 0):
    print("held", flush=True)
    time.sleep(60)
