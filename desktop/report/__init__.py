"""Report dialog: makes a PDF report of the scan in the window."""
