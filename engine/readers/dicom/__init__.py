"""DICOM files: header, pixels, grey values, facts of the acquisition."""
