"""Checks of an edition as it was made, before anything is written."""
