"""Recipes: what a training is made of."""
