"""Nonsense that clients send: bodies that are no JSON, ids that are none, and values of the wrong kind."""

from typing import Any

from deskhand.api.kinds import Choice, Flag, Instant, Kind, ListOf, LocalTime, Number, Reference, Scalar, Text, Whole
from deskhand.api.uploads import Base64
from deskhand.api.v3.shapes.sla_kinds import TargetsKind, WeekKind

BROKEN = (
    b"",
    b" \n",
    b"{",
    b'{"a"',
    b"nonsense",
    b"{'a': 1}",
    b'{"a": 1,}',
    b'{"a": 1} {',
    b'{"a": 01}',
    b'{"a": "\n"}',
    b'{"a": NaN}',
    b'{"a": Infinity}',
    b'{"a": -Infinity}',
    b'{"a": "\xff"}',
    b"\xff\xfe\xfd",
    b"\x00",
    b"TicketTitle=x&EndUserID=1",
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
)
NO_OBJECTS = (b"[]", b"[{}]", b"null", b"true", b"1", b'"x"', b"-1e5")
NO_IDS = ("0", "-1", "1.5", "1e3", "x", "null", str(2**63), str(10**30), "9" * 400, "%00", "%ff", "%20", "1%202", "é")


def wrong_values(kind: Kind) -> list[Any]:
    """Values that a field of this kind must refuse."""
    match kind:
        case Scalar():
            return [[], ["x"], {}, "a\0b", "\ud800", "x\udfff", "x" * (kind.longest + 1)]
        case Text():
            return [5, 1.5, True, [], ["x"], {}, "a\0b", "\ud800", "x\udfff", "x" * (kind.longest + 1)]
        case Choice():
            return ["Nope", "", "\0", 5, True, [], {}]
        case Reference():
            nothing = [] if kind.zero_is_none else [0, "0"]
            return [*nothing, -1, 1.5, 10**30, 2**63, str(2**63), "1" * 5000, "x", "", " 1", "1.0", "٣", True, [], {}]
        case Flag():
            return ["maybe", "", "\ud800", 2, -1, 1.5, 10**30, [], {}]
        case Instant():
            times = ["yesterday", "2024-02-30", "2024-02-15T25:00:00Z", "2024-02-15T09:00:00+25:00", "1707987600", "\0"]
            ends = ["0000-01-01", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "10000-01-01T00:00:00Z"]
            return [*times, *ends, "", "\ud800", 5, 1.5, True, [], {}]
        case Number():
            return ["x", "", "NaN", "Infinity", kind.least - 1, kind.most + 1, 10**400, "9" * 5000, True, [], {}]
        case Whole():
            return [1.5, "1.5", *wrong_values(Number(kind.least, kind.most))]
        case ListOf():
            return ["", "x", 5, True, {}, [None], [{}], [[]], [5.5], ["\0"], ["x"] * (kind.most + 1)]
        case LocalTime():
            times = ["today", "2024-02-30", "2024-02-15T09:00:00Z", "2024-02-15T09:00+01:00", "0000-01-01"]
            return [*times, "", "\ud800", 5, 1.5, True, [], {}]
        case WeekKind():
            wrong: list[Any] = ["09:00-12:00", 5, [5], ["9-12"], ["09:00"], ["\ud800"], {}]
            days: list[Any] = [{"Monday": one} for one in wrong]
            return ["", 5, True, [], {"Funday": []}, {"\0": []}, *days, {"Monday": ["09:00-10:00"] * 25}]
        case TargetsKind():
            minutes: list[Any] = [0, -1, 1.5, "x", True, [], {}, 10**30]
            told: list[Any] = [{"High": {"ResolutionMinutes": one}} for one in minutes]
            return ["", 5, True, [], {"Urgent": {}}, {"High": 5}, {"High": []}, *told]
        case Base64():
            return ["", "not base64!", "a", "\0", "\ud800", 5, True, [], {}]
    raise AssertionError(f"{kind} is a kind of value that this test does not know: say here what it must refuse")
