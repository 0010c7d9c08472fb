"""The command line: serve, init, keys, demo, migrate, check."""

import gc

# Starting makes half a million objects, nearly all of which stay: looking for garbage among them again and again takes
# a tenth of the start. Later, too, a request's own objects are gone before it is worth looking.
gc.set_threshold(50_000, 10, 10)
