"""What is wrong with a query, in the person's words, and where in it."""

import msgspec

from deskhand.core.query import QueryError
from deskhand.web.visit import Visit
from deskhand.web.words import N_

# The templates of core.query, which knows no languages; a test compares them.
TEMPLATES = (
    N_("more than %(most)d terms"),
    N_("more than %(most)d words"),
    N_("%(key)s: needs a value, such as %(key)s:%(value)s"),
    N_("there is no %(key)s:, there are %(listed)s"),
    N_("%(key)s: has no %(value)r; use %(listed)s"),
    N_("%(key)s: takes one span; write %(key)s:2024-02-01..2024-02-29"),
    N_("%(key)s: %(value)r is no date; write 2024-02-15, 2024-02, <7d, >=2024-02-01, 2024-02-01..2024-02-29 or today"),
    N_("id: %(value)r is no ticket number"),
    N_("a quotation mark is missing"),
)


class Problem(msgspec.Struct, frozen=True):
    """Why there is no list. Of a query that cannot be read: what stands before, at and after the wrong place."""

    sentence: str
    before: str = ""
    wrong: str = ""
    after: str = ""


def problem_of(visit: Visit, query: str, error: QueryError) -> Problem:
    """The error with its place."""
    why = visit._(error.template) % error.said
    sentence = visit._(N_("The filter cannot be read: %(why)s.")) % {"why": why}
    return Problem(sentence, query[: error.start], query[error.start : error.end], query[error.end :])
