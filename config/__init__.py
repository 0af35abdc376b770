"""Settings, addresses, the worker and the supervisor: knows every room."""
