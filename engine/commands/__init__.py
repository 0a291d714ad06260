"""The command line of the engine: a module a command."""
