"""What heatmaps are worth: measured against published masks, the answer itself, and chance."""
