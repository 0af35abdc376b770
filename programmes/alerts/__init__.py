"""What a person at the clinic must see, by when, and what came of it."""
