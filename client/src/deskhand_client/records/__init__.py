"""What the API answers, as typed records."""
