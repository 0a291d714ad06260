"""Heatmap over a scan: controls, colour bar and reliability."""
