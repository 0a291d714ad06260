"""Frames of a multi-frame scan: cine, control and the curve of findings."""
