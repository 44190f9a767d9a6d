"""Oceń Urząd: residents rate their office, and the office can prove what it did with that."""

__version__ = "0.1.0"
__released__ = "2026-11-29"
"""Day of this version, as the manual prints it: the changelog's date once it is released."""
