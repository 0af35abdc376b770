"""Messages that must leave once: rows, claims, delivery."""
