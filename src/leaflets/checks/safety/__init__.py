"""Checks of safety wording: the translation says what the source says."""
