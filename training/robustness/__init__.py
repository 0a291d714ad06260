"""What an answer withstands: the same scans, changed in known ways, asked about again."""
