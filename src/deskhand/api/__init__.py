"""The HTTP API: Atera's v3 as the brief shows it, and the tolerant superset that real clients need."""
