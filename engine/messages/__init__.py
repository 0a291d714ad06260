"""The sentences of the engine: each declared once, with an identifier, its English and places."""
