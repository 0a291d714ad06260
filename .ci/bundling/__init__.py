"""What the bundle and its installers are made with; no part of the program."""
