"""What a ticket's closed sets are, for completion: the server decides, and Atera lets an account name its own."""

STATUSES = ("Open", "Pending", "Resolved", "Closed")
PRIORITIES = ("Low", "Medium", "High", "Critical")
TYPES = ("Problem", "Request", "Incident", "Change")
IMPACTS = ("NoImpact", "SiteDown", "ServerIssue", "Minor", "Major", "Crisis")
SLA_STATUSES = ("OnTrack", "Warning", "Breached", "Paused", "Met", "Missed")


def beginning(words: tuple[str, ...], incomplete: str) -> list[str]:
    """Those that begin so, in the case that is being typed: `--status o` becomes open, `--status O` Open."""
    lower = incomplete == incomplete.lower()
    return [word.lower() if lower else word for word in words if word.lower().startswith(incomplete.lower())]


def statuses(incomplete: str) -> list[str]:
    """The statuses that begin so."""
    return beginning(STATUSES, incomplete)


def priorities(incomplete: str) -> list[str]:
    """The priorities that begin so."""
    return beginning(PRIORITIES, incomplete)


def types(incomplete: str) -> list[str]:
    """The types that begin so."""
    return beginning(TYPES, incomplete)


def impacts(incomplete: str) -> list[str]:
    """The impacts that begin so."""
    return beginning(IMPACTS, incomplete)


def sla_statuses(incomplete: str) -> list[str]:
    """The SLA statuses that begin so."""
    return beginning(SLA_STATUSES, incomplete)


def as_the_api_has_it(said: str, words: tuple[str, ...]) -> str:
    """The word in the API's case; one that it does not have stays as it is, for the server to judge."""
    return next((word for word in words if word.lower() == said.strip().lower()), said.strip())


def several(said: list[str] | None, words: tuple[str, ...]) -> list[str] | None:
    """Words that were given one by one, or parted by commas."""
    parts = [part for one in said or () for part in one.split(",") if part.strip()]
    return [as_the_api_has_it(part, words) for part in parts] or None
