"""Custom fields and their values: what an account adds to its tickets, customers and contacts."""
