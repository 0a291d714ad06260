"""A scan in, an answer out.

The engine reads files, classifies scans and explains the answer. It knows nothing of windows
(Qt), of training (TensorFlow), of settings, or of where an installation keeps its files.
"""
