"""Findings as rows: CSV, journal, history and summaries."""
