"""Tests of the Python SDK: its rules without a server, and its calls against Deskhand and against a strict Atera."""
