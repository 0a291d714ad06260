"""What the desktop asks of the operating system."""
