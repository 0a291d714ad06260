"""Build tools of the bundle and its installers; no part of the program."""
