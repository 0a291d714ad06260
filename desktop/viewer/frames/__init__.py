"""Frames of a multi-frame scan: cine, findings, their curve, and the control."""
