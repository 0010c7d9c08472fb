"""The command line: what people and scripts type. It uses the API only."""
