"""The patient's record, and the staff's one door to it."""
