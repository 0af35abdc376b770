"""Assignments, their versions, doses and holds."""
