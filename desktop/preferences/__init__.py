"""The preferences dialog, drawn from the declared settings."""
