"""Tests of the MCP server: through the official client, against the installed command and a really started server."""
