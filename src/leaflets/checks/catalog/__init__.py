"""Checks of every message of a catalog."""
