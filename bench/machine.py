"""What the figures were measured on: the machine, the versions, and how busy it was."""

import importlib.metadata
import os
import platform
import re
import sqlite3
import subprocess
from pathlib import Path

import msgspec

PACKAGES = ("uvicorn", "uvloop", "httptools", "litestar", "msgspec", "sqlalchemy", "asyncpg")


class Machine(msgspec.Struct, frozen=True):
    """One run's surroundings, as texts for the page."""

    processor: str
    memory: str
    system: str
    python: str
    sqlite: str
    postgresql: str
    wrk: str
    packages: str
    load_average: str
    commit: str


def describe(postgresql: str) -> Machine:
    """This machine, now."""
    model = _first(r"model name\s*: (.*)", Path("/proc/cpuinfo")) or platform.machine()
    kilobytes = int(_first(r"MemTotal:\s*(\d+)", Path("/proc/meminfo")))
    return Machine(
        processor=f"{os.cpu_count()} x {model}",
        memory=f"{kilobytes / 2**20:.0f} GB",
        system=f"{platform.system()} {platform.release().partition('-')[0]}",
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
        postgresql=postgresql,
        wrk=_printed("wrk", "-v").split(" [")[0].removeprefix("wrk ").strip(),
        packages=", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES),
        load_average=f"{os.getloadavg()[0]:.1f}",
        commit=_printed("git", "rev-parse", "--short", "HEAD").strip() or "unknown",
    )


def _first(pattern: str, file: Path) -> str:
    found = re.search(pattern, file.read_text())
    return found[1] if found else ""


def _printed(*command: str) -> str:
    """What a program prints, whatever its exit code; nothing where there is no such program."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout or done.stderr
