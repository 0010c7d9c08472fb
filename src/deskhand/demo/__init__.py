"""Demo data: an invented managed service provider and two years of its work, planned here before anything is stored."""
