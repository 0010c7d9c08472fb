"""The command line, as people and scripts use it, against really started servers."""
