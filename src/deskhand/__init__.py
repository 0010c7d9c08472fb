"""Deskhand: a service desk for managed service providers, served over Atera's ticket API."""
