"""Named reasons why a patient needs someone, one standing for each patient."""
