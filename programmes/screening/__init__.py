"""A patient's answers about their health, and the verdicts they lead to."""
