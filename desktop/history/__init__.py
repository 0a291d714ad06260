"""History of readings: recorded, searched, exported and wiped."""
