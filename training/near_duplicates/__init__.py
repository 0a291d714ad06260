"""Finds pictures that are nearly the same."""
