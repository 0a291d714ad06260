"""PNG, JPEG, TIFF and BMP files."""
