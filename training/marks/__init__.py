"""Burned-in marks, found and removed."""
