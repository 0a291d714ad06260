"""The settings: declared once, kept in a file or where the system keeps such things."""
