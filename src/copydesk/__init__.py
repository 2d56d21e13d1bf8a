"""Copydesk: work through prompt kits at the keyboard."""

__version__ = "0.1.0"
