"""Heatmaps measured: against published masks, against the answer itself, and against chance."""
