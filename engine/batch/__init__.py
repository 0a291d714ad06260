"""Reads the files of a folder, in this process, in workers or in a cluster."""
