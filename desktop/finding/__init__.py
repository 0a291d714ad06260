"""Panels beside the scan: the finding, and the header of the file."""
