"""What templates ask of the library."""
