"""Palette, theme and icons."""
