"""The command line: serve, init, keys, demo, migrate, check."""
