"""Which of Textual's drivers reads the terminal."""

from __future__ import annotations

import sys

from textual import constants
from textual.driver import Driver


def driver_class() -> type[Driver] | None:
    """Our own driver for `App(driver_class=...)`; None: the one that Textual would choose.

    None on Windows, where another driver was asked for (`TEXTUAL_DRIVER`, as a browser's server
    does), and with a Textual whose private names are no longer those that ours rests on.
    """
    if sys.platform == "win32" or constants.DRIVER:
        return None
    try:
        from copydesk.tui.posix_driver import CopydeskDriver, fits_textual
    except (ImportError, AttributeError):
        return None
    return CopydeskDriver if fits_textual() else None
