"""Drawings of a report: pictures of scans, charts of probabilities, the sign of an answer."""
