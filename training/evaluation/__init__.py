"""Measuring an exported model."""
