"""Theme, palette and icons."""
