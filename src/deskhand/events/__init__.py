"""The event log: how use cases append to it, and how readers follow it."""
