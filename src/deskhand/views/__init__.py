"""Saved views of the ticket list: a technician's own, and those that are shared."""
