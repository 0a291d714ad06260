"""Crashes of the program: the report, the dialog, and how open work is restored."""
