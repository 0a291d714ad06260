"""Fitting a network to the scans of a split."""
