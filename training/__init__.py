"""Training: data sets in, a model out.

Everything that happens before a model is installed: reading the published data sets, splitting
them without leaks, training, calibrating, exporting a LiteRT graph, and measuring the exported
graph through the engine that users run.
"""
