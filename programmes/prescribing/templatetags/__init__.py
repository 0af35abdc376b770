"""What templates ask of a plan."""
