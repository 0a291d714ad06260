"""Keras networks and their losses."""
