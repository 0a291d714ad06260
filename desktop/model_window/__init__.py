"""Window about the models: their figures with intervals, plots, limits and whole cards."""
