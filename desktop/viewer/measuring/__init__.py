"""Distances on a scan: calipers, list and control."""
