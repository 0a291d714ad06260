"""Measures an exported model."""
