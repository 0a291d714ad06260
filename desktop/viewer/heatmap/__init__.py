"""The heatmap over a scan: controls, colour bar and reliability."""
