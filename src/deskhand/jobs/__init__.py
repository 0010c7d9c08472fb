"""The door for what happens by the clock: every recurring job, and the worker that runs them."""
