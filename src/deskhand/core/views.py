"""Saved views: a query of the list under a name, the order it is shown in, and who sees it."""

from datetime import datetime

import msgspec

from deskhand.core.errors import Refusal
from deskhand.core.query import QueryError, parse_query

LONGEST_NAME = 60
LONGEST_QUERY = 2_000
MOST_VIEWS = 100
# What a list can be sorted by; with - before it the greatest first. A test compares it with the orders there are.
SORTS = (
    "id",
    "created",
    "updated",
    "resolved",
    "due",
    "sla",
    "priority",
    "status",
    "type",
    "title",
    "customer",
    "requester",
    "assignee",
)


class SavedView(msgspec.Struct, frozen=True, kw_only=True):
    """A view that a technician keeps; a shared one is everybody's to use.

    `query` is kept as it was written, so that `me` is whoever looks and `created:<7d` counts from today. An empty
    `sort` leaves the order to the list. `position` is the place among the owner's views.
    """

    account_id: int
    id: int
    version: int
    owner_id: int
    name: str
    query: str
    sort: str
    shared: bool
    position: int
    created_at: datetime
    modified_at: datetime
    deleted_at: datetime | None


def checked_name(name: str) -> str:
    """The name, tidied. Raises Refusal (`name_required`) when nothing is left of it, or too much."""
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > LONGEST_NAME:
        detail = f"A view needs a name of 1 to {LONGEST_NAME} characters"
        raise Refusal("name_required", "Name required", detail, field="name")
    return tidy


def checked_query(query: str, now: datetime) -> str:
    """The query as it was written. Raises Refusal (`invalid_query`) with the reason why it cannot be read."""
    tidy = query.strip()
    if len(tidy) > LONGEST_QUERY:
        raise _unreadable(f"A query has at most {LONGEST_QUERY:,} characters; this has {len(tidy):,}")
    try:
        parse_query(tidy, now)
    except QueryError as wrong:
        raise _unreadable(str(wrong)) from None
    return tidy


def checked_sort(sort: str) -> str:
    """The order, tidied. Raises Refusal (`invalid_sort`) when lists have no such order."""
    tidy = sort.strip().lower()
    if tidy and tidy.removeprefix("-") not in SORTS:
        detail = f"Use {', '.join(SORTS)}, with - before it for the greatest first, or nothing"
        raise Refusal("invalid_sort", "Invalid sort", detail, field="sort")
    return tidy


def _unreadable(detail: str) -> Refusal:
    return Refusal("invalid_query", "Invalid query", detail, field="query")
