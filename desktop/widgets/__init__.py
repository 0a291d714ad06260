"""The parts of the window; each knows what it shows and nothing of files or models."""
