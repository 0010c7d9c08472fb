"""The MCP server: the desk as tools, resources and prompts for AI agents, over the SDK."""
