"""Makes graph and card of a trained network."""
