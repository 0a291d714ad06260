"""Widgets that several features share; none knows of files or models."""
