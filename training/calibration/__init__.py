"""Temperatures, offsets, operating points and the inconclusive zone."""
