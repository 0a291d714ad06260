"""Comparison of recipes: trained on the same folds, measured alike, in one table and one page."""
