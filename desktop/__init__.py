"""The Qt application: a window to open scans in, and the command that starts it."""
