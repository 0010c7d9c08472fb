"""Which tickets hang, and how: no answer from the customer, a vendor who takes his time, or no time at the desk."""

from random import Random

from deskhand.core.ticket import Status
from deskhand.demo.pacing import statuses_before
from deskhand.demo.stories.loose_ends import BACKLOG, NO_ANSWER, WAITING_FOR_VENDOR
from deskhand.demo.story import Story, Turn

DAY = 24 * 3600

# Of the tickets of at most so many days, this share hangs; the older, the fewer are left.
HANG_BY_AGE = ((7, 0.25), (30, 0.1), (120, 0.02))
HANG_OLDER = 0.006
# In a small plan the newest tickets reach back for weeks; without this its inbox would be empty.
NEWEST, HANG_NEWEST = 40, 0.25


def hangs(rng: Random, age: int, newer: int) -> bool:
    """Whether a ticket, so many seconds old and with so many newer ones, hangs."""
    share = next((share for days, share in HANG_BY_AGE if age < days * DAY), HANG_OLDER)
    return rng.random() < (max(share, HANG_NEWEST) if newer < NEWEST else share)


def loosen(rng: Random, story: Story, late: bool) -> tuple[Turn, ...] | None:
    """The story up to where it hangs: Open if it is to be late, else Pending. None where it cannot hang."""
    if late:
        cuts = [n for n, status in enumerate(statuses_before(story.turns)) if n and status == Status.OPEN]
        return (*story.turns[: rng.choice(cuts)], *BACKLOG) if cuts else None
    if story.vendor is not None:
        return (*story.turns[: rng.randrange(1, len(story.turns))], *WAITING_FOR_VENDOR)
    asked = [n for n, turn in enumerate(story.turns) if turn.who == "customer"]
    return (*story.turns[: asked[0]], *NO_ANSWER) if asked else None
