"""The ticket list: which one is asked for, and how it is drawn."""
