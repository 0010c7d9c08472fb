"""The tests of Deskhand, and the people and servers they need."""
