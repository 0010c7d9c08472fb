"""Driving a server with wrk: sixteen connections that never rest, and what became of it."""

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

import msgspec

from bench.servers import Target

CONNECTIONS = 16
SCRIPT = Path(__file__).with_name("wrk.lua")


class Request(NamedTuple):
    """One request of a scenario."""

    method: str
    path: str
    body: str = ""


class Shot(NamedTuple):
    """One run of wrk: answers a second, the caller's milliseconds, the server's microseconds of processor an answer."""

    per_second: float
    p50_ms: float
    p99_ms: float
    cpu_us: float
    failed: int


class _Printed(msgspec.Struct):
    requests: int
    microseconds: int
    failed: int
    p50: int
    p99: int


def shoot(target: Target, requests: Sequence[Request], seconds: float, connections: int = CONNECTIONS) -> Shot:
    """Send the requests again and again for so many seconds."""
    with tempfile.NamedTemporaryFile("w", suffix=".requests") as file:
        file.write("".join(f"{one.method}\t{one.path}\t{one.body}\n" for one in requests))
        file.flush()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:g}s", "--timeout", "60s", "-s", str(SCRIPT)]
        for name, value in {**target.headers, "Content-Type": "application/json"}.items():
            command += ["-H", f"{name}: {value}"]
        before = target.cpu_seconds()
        done = subprocess.run(
            [*command, f"http://127.0.0.1:{target.port}", "--", file.name], capture_output=True, text=True, check=False
        )
        used = target.cpu_seconds() - before
    line = next((line for line in done.stdout.splitlines() if line.startswith("JSON")), None)
    if line is None:
        raise RuntimeError(f"wrk failed: {done.stdout}{done.stderr}")
    printed = msgspec.json.decode(line.removeprefix("JSON"), type=_Printed)
    return Shot(
        per_second=printed.requests / printed.microseconds * 1e6,
        p50_ms=printed.p50 / 1000,
        p99_ms=printed.p99 / 1000,
        cpu_us=used / max(printed.requests, 1) * 1e6,
        failed=printed.failed,
    )


def middle(shots: Sequence[Shot]) -> Shot:
    """The median of each figure; of the failures their sum."""
    per_second, p50, p99, cpu = (median(shot[place] for shot in shots) for place in range(4))
    return Shot(per_second, p50, p99, cpu, sum(shot.failed for shot in shots))
