"""The generated pages, one module each; every one is read from the code it describes."""
