"""Studies: the scans of a folder or a DICOMDIR beside the scan that is shown."""
