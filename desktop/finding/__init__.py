"""The finding panel and the header panel."""
