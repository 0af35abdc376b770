"""The people: clinics, staff, patients, how they get in, and what was done."""
