"""Checks of what is written in the source language: the templates of a leaflet and its card."""
