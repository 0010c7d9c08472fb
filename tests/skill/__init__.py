"""The skill for AI agents."""
