"""Languages, and the words of the window."""
