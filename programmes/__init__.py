"""The SI programme: library, screening, plans, diary, trends and follow-ups."""
