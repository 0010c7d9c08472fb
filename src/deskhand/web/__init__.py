"""The console: server-rendered pages on the use cases, enhanced by htmx; every action works as a plain form too."""
