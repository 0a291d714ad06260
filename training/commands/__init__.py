"""Commands of ``python -m training`` that have no package of their own."""
