"""A ticket's conversation: what was said and done, as the page draws it, and what is being written."""
