"""Robustness of answers: the same scans, changed in known ways and read again."""
