"""Fills the peer's database from a file of JSON lines, and prints a session that is logged in: `fill.py FILE`."""

import json
import sys
from datetime import datetime
from pathlib import Path

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.auth.models import AbstractUser  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from helpdesk.models import FollowUp, Queue, Ticket  # noqa: E402

PRIORITIES = {"Critical": 1, "High": 2, "Medium": 3, "Low": 4}
STATUSES = {"Open": 1, "Pending": 1, "Resolved": 3, "Closed": 4}


def fill(file: Path, user: AbstractUser) -> None:
    """The same tickets with the same comments as Deskhand's."""
    queue = Queue.objects.create(title="Service desk", slug="desk", allow_public_submission=True)
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    tickets = [
        Ticket(
            id=row["id"],
            queue=queue,
            title=row["title"][:200],
            description=row["description"],
            status=STATUSES[row["status"]],
            priority=PRIORITIES[row["priority"]],
            submitter_email=row["email"],
            assigned_to=user,
        )
        for row in rows
    ]
    Ticket.objects.bulk_create(tickets, batch_size=500)
    said = [
        FollowUp(ticket_id=row["id"], date=datetime.fromisoformat(at), title="Comment", comment=text, public=True)
        for row in rows
        for at, text in row["comments"]
    ]
    FollowUp.objects.bulk_create(said, batch_size=500)


def main() -> None:
    """Migrate, fill, log in."""
    call_command("migrate", verbosity=0)
    user = get_user_model().objects.create_superuser("bench", "bench@desk.example", "bench")
    fill(Path(sys.argv[1]), user)
    client = Client()
    client.force_login(user)
    print(client.cookies["sessionid"].value)


if __name__ == "__main__":
    main()
