"""Calling a model through litellm, which runs in a process of its own.

``engine.Engine`` is the door. ``request`` says what is asked and what comes back, ``fault`` what
can go wrong. Nothing here knows of sessions or screens.
"""
