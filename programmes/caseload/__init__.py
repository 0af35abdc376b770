"""The clinicians' face: who needs me, and one patient's page."""
