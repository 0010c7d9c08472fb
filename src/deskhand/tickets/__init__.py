"""Tickets: one file per use case, one store."""
