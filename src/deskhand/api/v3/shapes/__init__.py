"""Atera's names, in and out: what each noun looks like on the wire."""
