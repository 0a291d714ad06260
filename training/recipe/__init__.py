"""Recipes: everything that decides a training."""
