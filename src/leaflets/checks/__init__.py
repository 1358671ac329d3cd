"""Checks: what must hold before a leaflet is given to a patient. One file is one check."""
