"""Installed models: their cards, their graphs, their answers and heatmaps."""
