"""Batch window: many scans read one after the other, and their rows."""
