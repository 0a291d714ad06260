"""Windowing: display of grey values, the list of windows, and the control."""
