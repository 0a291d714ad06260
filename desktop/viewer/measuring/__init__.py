"""Measured distances on a scan: calipers, list and control."""
