"""Recipes side by side: trained on the same folds, measured alike, on one table and one page."""
