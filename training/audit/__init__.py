"""Defects of a data set, found before anything is learned from it."""
