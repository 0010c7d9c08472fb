"""What a desk keeps ready to write: canned replies, and templates of new tickets."""
