"""A new ticket: what is typed, and who it is for."""
