"""The operating system: paths, log, display, requests to open files, preloading."""
