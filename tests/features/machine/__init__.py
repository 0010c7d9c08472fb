"""A machine that uses the desk at random and knows by itself what must come of it."""
