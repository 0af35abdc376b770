"""Reception's face: finding, registering and helping patients."""
