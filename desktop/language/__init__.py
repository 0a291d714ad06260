"""Languages, translation, and the wording of the window."""
