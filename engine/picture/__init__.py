"""Pixel operations that training, the window and the batch share."""
