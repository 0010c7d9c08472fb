"""A ticket's side panel and bar: what it is, how it stands, and the forms that change it."""
