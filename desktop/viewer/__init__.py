"""The view of a scan and what steers it."""
