"""Decoding of files in disposable processes, and the one function that opens a file."""
