"""The view of one scan: painting, placement, mouse and keys."""
