"""The operating system: files, memory, standard error, time."""
