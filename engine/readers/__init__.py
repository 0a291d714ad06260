"""Readers of DICOM and raster files, chosen by the content of a file and never by its name.

The modules of this package work inside the disposable process; `engine.decoding.read_scan` is the
one way to open a file.
"""
