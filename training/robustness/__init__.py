"""Robustness: answers to the same scans, changed in known ways."""
