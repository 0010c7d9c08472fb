"""Moving in and out: whole accounts, Atera, CSV."""
