"""The disposable process in which files are decoded, and the one function that opens a file."""
