"""The bench: how fast Deskhand is, against a bare application on the same SQL and against another help desk."""
