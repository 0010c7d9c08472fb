"""Importing records of another system: with their ids, dates and history, each once."""
