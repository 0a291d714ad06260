"""Settings, each declared once, and where they are stored."""
