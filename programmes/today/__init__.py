"""The patients' face: what to do today, and how it goes."""
