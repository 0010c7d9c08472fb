"""Moving in and out: importing from Atera and from CSV, exporting a whole account."""
