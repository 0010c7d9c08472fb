"""Work hours on tickets."""
