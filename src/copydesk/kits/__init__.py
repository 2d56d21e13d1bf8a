"""Kits, briefs and topical maps: what they are, how they are read, where they are found."""
