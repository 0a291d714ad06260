"""The picture of the folders and their imports, drawn for docs/architecture.md."""
