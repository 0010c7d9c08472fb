"""The bell: what a technician should know of, from the event log."""
