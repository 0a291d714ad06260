"""What a model is: its card, its figures with their intervals, its plots and its limits."""
