"""Clinics, the people who work there, their roles and sign-in."""
