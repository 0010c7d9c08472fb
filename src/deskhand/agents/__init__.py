"""AI agents: the door at /mcp, over the desk's own API."""
