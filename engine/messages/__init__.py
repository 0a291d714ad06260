"""Sentences of the engine, each declared once: an identifier, its English, and named places."""
