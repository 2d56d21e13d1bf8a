"""The two screens and the few dialogs."""
