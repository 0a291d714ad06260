"""The dialog that makes the report of the scan in the window."""
