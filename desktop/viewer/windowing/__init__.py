"""Windowing: center, width and the list of windows."""
