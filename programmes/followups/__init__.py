"""Which messages are due, and their words."""
