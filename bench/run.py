"""Runs the bench: `bench/run.py --help` says how."""

import sys
from pathlib import Path

# Started as a script, so that its own folder stands where the project's should.
sys.path[0] = str(Path(__file__).resolve().parents[1])

from bench.command import main  # noqa: E402

main()
