"""The console as a browser and as a plain client see it."""
