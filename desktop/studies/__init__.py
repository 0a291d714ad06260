"""The scans of a folder or a DICOMDIR beside the scan shown."""
