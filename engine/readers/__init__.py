"""Decodes image files: DICOM and rasters, each told apart by content.

The modules of this package work inside the disposable process; `engine.decoding.read_scan` is the
one way to open a file.
"""
