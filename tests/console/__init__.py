"""The console's own nouns, without its pages."""
