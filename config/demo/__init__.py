"""Two invented clinics with sixty invented people, to look at and to try things on."""
