"""Graph and card of a trained network, made and installed."""
