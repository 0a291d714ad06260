"""Viewer: the stage that a scan is read on, its parts, and the controls that steer them."""
