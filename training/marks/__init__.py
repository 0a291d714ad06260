"""Burned-in marks: finds and removes them."""
