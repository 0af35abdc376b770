"""The trail of what was done and seen, and the Actor who did it."""
