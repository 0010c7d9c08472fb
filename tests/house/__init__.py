"""The house rules, as tests that read the source; each checker is a pure function with a bad example of its own."""
