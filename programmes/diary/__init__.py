"""What a patient did, felt and answered, day by day."""
