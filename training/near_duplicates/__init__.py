"""Pictures that are nearly the same."""
